import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type WeightingOptions, standardWeighting } from '@minsheng/statistics';
import { entities, migrations } from '../../server/src/app.entities.js';
import { configureLedger } from '../../server/src/platform/ledger.js';
import { rows, systemCaller } from '../../server/src/platform/index.js';
import { findNewestRanking, importSurvey, rankPoll, readSurvey, weighPoll } from '../../server/src/polls/index.js';
import { inputsByGroup } from '../../server/src/polls/ranking/ranking-inputs.js';
import { findNewestWeightSet } from '../../server/src/polls/polls.queries.js';
import { type ScratchDatabase, scratchDatabase } from '../support/scratch-database.js';

interface Reference {
  inputs: { answers: string; codebook: string; margins: string };
  asPublished: Run;
  asPublishedTrimmed: Run;
  invented: Run;
}
interface Run {
  margins: Record<string, Record<string, number | null>>;
  trimmedRespondents: number;
  weightByCell: Record<string, number>;
  results: {
    units: { id: string; score: number; se: number; df: number; n: number; deff: number; interval: [number, number] }[];
    unitCovariance: number[][];
  };
}

const folder = process.env.MINSHENG_REAL_DATA ? path.join(process.env.MINSHENG_REAL_DATA, 'kcmo') : null;
const reference = JSON.parse(
  readFileSync(path.resolve(__dirname, '../../shared/statistics/reference/brought-in-resident-survey.json'), 'utf8'),
) as Reference;
const caller = systemCaller('spec');
const tolerance = 1e-9;

function expectClose(actual: number | undefined, expected: number): void {
  expect(Math.abs((actual ?? Number.NaN) - expected) / Math.max(1e-12, Math.abs(expected))).toBeLessThan(tolerance);
}

const untrimmed: WeightingOptions = { ...standardWeighting, trimming: null };
/** The margins' file with the shares of a run. */
function withShares(text: string, run: Run): string {
  const file = JSON.parse(text) as { margins: object };
  file.margins = Object.fromEntries(
    Object.entries(run.margins).map(([margin, shares]) => [
      margin,
      Object.fromEntries(Object.entries(shares).filter(([, share]) => share !== null)),
    ]),
  );
  return JSON.stringify(file);
}

(folder && existsSync(folder) ? describe : describe.skip)(
  'a finished resident survey of 1,033 answers equals R survey through import, weighting and ranking (needs MINSHENG_REAL_DATA)',
  () => {
    let scratch: ScratchDatabase;
    const read = (name: string): string => readFileSync(path.join(folder as string, name), 'utf8');

    beforeAll(async () => {
      configureLedger({ headKey: Buffer.alloc(32, 7), reactionsOf: () => [] });
      scratch = await scratchDatabase({ entities, migrations });
    });
    afterAll(() => scratch.drop());

    it.each([
      [
        'with margins as published and weights trimmed to 0.2–5 times their mean',
        'asPublishedTrimmed',
        standardWeighting,
      ],
      ['with margins as published and weights as raked', 'asPublished', untrimmed],
      ['with other margins and weights as raked', 'invented', untrimmed],
    ] as const)('%s', async (_title, name, options) => {
      const run = reference[name];
      const margins = name === 'invented' ? withShares(read('margins.json'), run) : read('margins.json');
      const result = readSurvey({
        answers: read('responses-2021-09.csv'),
        codebook: read('codebook.json'),
        margins,
        options: { scores: [100, 75, 50, 25, 0], notAnswers: ['9'], modeColumn: null, title: name },
      });
      if ('faults' in result) throw new Error(JSON.stringify(result.faults));
      const { survey } = result;
      expect([survey.hashes.answers, survey.hashes.codebook]).toEqual([
        reference.inputs.answers,
        reference.inputs.codebook,
      ]);

      const { works } = scratch;
      const pollId = await works.write(caller, (work) => importSurvey(work, survey, 'spec'));
      const { report } = await weighPoll(works, caller, pollId, options);
      expect([report.trimmedRespondents, report.collapsed]).toEqual([run.trimmedRespondents, []]);
      await rankPoll(works, caller, pollId, 'spec');
      const { weights, ranking } = await works.read(caller, async (work) => ({
        weights: (await findNewestWeightSet(work, pollId))?.weights,
        ranking: await findNewestRanking(work, pollId),
      }));

      const columns = survey.answers.marginLevels;
      for (let row = 0; row < survey.answers.respondents; row++) {
        const cell = survey.description.margins
          .map((margin, index) => margin.levels[columns[index]?.[row] as number]?.code ?? 'missing')
          .join('|');
        expectClose(weights?.readDoubleLE(row * 8), run.weightByCell[cell] as number);
      }

      const [inputs] = inputsByGroup(ranking?.inputs ?? []);
      const units = inputs?.units ?? [];
      const covariance = inputs?.covariance ?? [];
      const published = [...(ranking?.result.groups[0]?.rows ?? []), ...(ranking?.result.groups[0]?.unranked ?? [])];
      expect(units.map((unit) => unit.id)).toEqual(run.results.units.map((unit) => unit.id));
      run.results.units.forEach((expected, index) => {
        const row = published.find((entry) => entry.unitId === expected.id);
        expectClose(units[index]?.score ?? undefined, expected.score);
        expectClose(row?.standardError, expected.se);
        expect([units[index]?.degreesOfFreedom, row?.respondents]).toEqual([expected.df, expected.n]);
        expectClose(row?.designEffect ?? undefined, expected.deff);
        expect(row?.interval).toEqual(expected.interval.map((end) => (Math.floor(end * 100 + 0.5) / 100).toFixed(2)));
        run.results.unitCovariance[index]?.forEach((value, column) => expectClose(covariance[index]?.[column], value));
      });
      const [poll] = await works.read(caller, (work) =>
        rows<{ stage: string }>(work, 'SELECT stage FROM poll WHERE id = $1', [pollId]),
      );
      expect(poll?.stage).toBe('RANKED');
    });
  },
);
