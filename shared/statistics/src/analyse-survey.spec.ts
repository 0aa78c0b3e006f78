import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { largestCovarianceDifference, largestDifference, readReference } from '../reference/read-reference.js';
import {
  bySex,
  smallDesigns,
  smallSurvey,
  targetsOf,
  type ReferenceCase,
  type ReferenceResults,
} from '../reference/small-designs.js';
import { analyseSurvey, type SurveyAnalysis } from './analyse-survey.js';
import { respondentsAsSamplingUnits } from './design/survey-design.js';
import { NO_SCORE, type Survey } from './design/survey.js';
import { itemMeans } from './estimation/item-means.js';
import { tHalfWidth } from './variance/interval.js';
import { meansCovariance } from './variance/linearisation.js';
import type { MarginTarget } from './weighting/margins.js';
import { standardRaking } from './weighting/rake.js';
import { respondentWeights, type WeightingOptions } from './weighting/weigh.js';

const raked: WeightingOptions = { raking: standardRaking, thinLevels: null, trimming: null };
const everyIndicator = { minimumRespondents: 1, minimumEffectiveRespondents: 0 };
/** What the house promises against R is 1e-9; what is reached is asked for here. */
const TOLERANCE = 1e-11;

function analyse(survey: Survey, targets: readonly MarginTarget[], options = raked): SurveyAnalysis {
  const analysis = analyseSurvey(survey, targets, options, everyIndicator);
  if (analysis.outcome === 'refused')
    throw new Error(`refused: ${analysis.reason} ${analysis.margin} ${analysis.level}`);
  return analysis;
}

function covarianceRows(values: Float64Array, size: number): number[][] {
  return Array.from({ length: size }, (_, k) => [...values.slice(k * size, (k + 1) * size)]);
}

function expectSameResults(
  { scores, weighting, sums, design }: SurveyAnalysis,
  expected: Omit<ReferenceResults, 'itemCovariance'>,
): void {
  const means = itemMeans(sums, weighting.weights);
  const covariance = covarianceRows(
    meansCovariance(sums, weighting.margins, weighting.weights, means).values,
    means.length,
  );
  const place = (code: string): number => means.findIndex(({ question }) => question === code);
  expect(
    largestDifference(
      expected.items.map(({ code }) => means[place(code)]!.mean!),
      expected.items.map(({ mean }) => mean),
    ),
  ).toBeLessThan(TOLERANCE);
  expect(
    largestDifference(
      expected.items.map(({ code }) => Math.sqrt(covariance[place(code)]![place(code)]!)),
      expected.items.map(({ se }) => se),
    ),
  ).toBeLessThan(TOLERANCE);
  expect(expected.items.map(({ code }) => means[place(code)]!.samplingUnits - means[place(code)]!.strata)).toEqual(
    expected.items.map(({ df }) => df),
  );
  expect(expected.items.map(({ code }) => means[place(code)]!.respondents)).toEqual(expected.items.map(({ n }) => n));

  expect(design.degreesOfFreedom).toBe(expected.designDf);
  expect(largestDifference([weighting.kish.effectiveRespondents], [expected.kishEffective])).toBeLessThan(TOLERANCE);
  const numbers = (pick: (unit: ReferenceResults['units'][number]) => number): number[] => expected.units.map(pick);
  expect(scores.units.map(({ id }) => id)).toEqual(expected.units.map(({ id }) => id));
  expect(scores.units.map(({ respondents }) => respondents)).toEqual(numbers(({ n }) => n));
  expect(scores.units.map(({ degreesOfFreedom }) => degreesOfFreedom)).toEqual(numbers(({ df }) => df));
  expect(
    largestDifference(
      scores.units.map(({ score }) => score!),
      numbers(({ score }) => score),
    ),
  ).toBeLessThan(TOLERANCE);
  expect(
    largestDifference(
      scores.units.map(({ standardError }) => standardError),
      numbers(({ se }) => se),
    ),
  ).toBeLessThan(TOLERANCE);
  expect(
    largestDifference(
      scores.units.map(({ designEffect }) => designEffect!),
      numbers(({ deff }) => deff),
    ),
  ).toBeLessThan(TOLERANCE);
  expect(
    largestDifference(
      scores.units.map(({ standardError, degreesOfFreedom }) => tHalfWidth(standardError, degreesOfFreedom)),
      numbers(({ halfWidth }) => halfWidth),
    ),
  ).toBeLessThan(TOLERANCE);
  expect(largestCovarianceDifference(scores.covariance, expected.unitCovariance)).toBeLessThan(TOLERANCE);
}

describe('a survey of strata, sites and unequal weights agrees with R survey', () => {
  const { people, population } = smallDesigns;

  it.each<[string, ReferenceCase]>([
    ['uncalibrated', smallDesigns.uncalibrated],
    ['raked to sex and age, some ages unknown', smallDesigns.raked],
    ['raked to a margin that the strata imply as well', smallDesigns.rakedWithDistrict],
  ])(
    '%s: weights, means, standard errors, covariances, degrees of freedom, intervals, design effects',
    (_, reference) => {
      const analysis = analyse(smallSurvey(people), targetsOf(reference.margins, population));
      expect(largestDifference(respondentWeights(analysis.sums, analysis.weighting), reference.weights)).toBeLessThan(
        TOLERANCE,
      );
      expectSameResults(analysis, reference.results);
      const means = itemMeans(analysis.sums, analysis.weighting.weights);
      const { values, size, lonelyStrata } = meansCovariance(
        analysis.sums,
        analysis.weighting.margins,
        analysis.weighting.weights,
        means,
      );
      expect(largestCovarianceDifference(covarianceRows(values, size), reference.results.itemCovariance)).toBeLessThan(
        TOLERANCE,
      );
      expect(lonelyStrata).toEqual([]);
    },
  );

  it('trimmed to 0.6 to 1.6 times the mean', () => {
    const { lower, upper, respondents, margins, weights, results } = smallDesigns.trimmed;
    const analysis = analyse(smallSurvey(people), targetsOf(margins, population), {
      ...raked,
      trimming: { lower, upper },
    });
    expect(largestDifference(respondentWeights(analysis.sums, analysis.weighting), weights)).toBeLessThan(1e-9);
    expect(analysis.weighting.trimmedRespondents).toBe(respondents);
    const expected = results.units;
    expect(
      largestDifference(
        analysis.scores.units.map(({ score }) => score!),
        expected.map(({ score }) => score),
      ),
    ).toBeLessThan(1e-9);
    expect(
      largestDifference(
        analysis.scores.units.map((unit) => unit.standardError),
        expected.map(({ se }) => se),
      ),
    ).toBeLessThan(1e-9);
  });

  it('with one site in a stratum, which is told and widens the intervals', () => {
    const some = people.filter(({ stratum, psu }) => stratum !== 'north' || psu === 'site-1');
    const margin = { sex: smallDesigns.raked.margins['sex']! };
    const analysis = analyse(smallSurvey(some), targetsOf(margin, population));
    expect(
      largestDifference(respondentWeights(analysis.sums, analysis.weighting), smallDesigns.lonely.weights),
    ).toBeLessThan(TOLERANCE);
    expectSameResults(analysis, smallDesigns.lonely.results);
    expect(analysis.design.lonelyStrata).toEqual(['north']);
  });

  it('one question in two domains makes two items, with their covariance', () => {
    const analysis = analyse(smallSurvey(people, bySex(people)), targetsOf(smallDesigns.raked.margins, population));
    const means = itemMeans(analysis.sums, analysis.weighting.weights);
    const { values, size } = meansCovariance(
      analysis.sums,
      analysis.weighting.margins,
      analysis.weighting.weights,
      means,
    );
    const places = smallDesigns.cleanBySex.levels.map((level) =>
      means.findIndex(({ question, domain }) => question === 'clean' && domain === level),
    );
    expect(
      largestDifference(
        places.map((k) => means[k]!.mean!),
        smallDesigns.cleanBySex.means,
      ),
    ).toBeLessThan(TOLERANCE);
    const matrix = places.map((k) => places.map((l) => values[k * size + l]!));
    expect(largestCovarianceDifference(matrix, smallDesigns.cleanBySex.covariance)).toBeLessThan(TOLERANCE);
  });
});

describe('an analysis', () => {
  const { people, population, raked: reference } = smallDesigns;

  it('is the same to the last bit whatever the order of respondents', () => {
    const targets = targetsOf(reference.margins, population);
    const inOrder = analyse(smallSurvey(people), targets);
    const places = people.map((_, i) => i);
    fc.assert(
      fc.property(fc.shuffledSubarray(places, { minLength: places.length }), (order) => {
        const shuffled = analyse(smallSurvey(order.map((i) => people[i]!)), targets);
        expect(shuffled.scores).toEqual(inOrder.scores);
        expect(shuffled.weighting).toEqual(inOrder.weighting);
      }),
      { numRuns: 20 },
    );
  });

  it('gives the same scores and intervals when base weights and population are in other units', () => {
    const scaled = analyse(
      smallSurvey(people.map((person) => ({ ...person, base: person.base * 8 }))),
      targetsOf(reference.margins, population / 4),
    );
    const original = analyse(smallSurvey(people), targetsOf(reference.margins, population));
    const numbers = ({ scores }: SurveyAnalysis): number[] =>
      scores.units.flatMap(({ score, standardError, designEffect }) => [score!, standardError, designEffect!]);
    expect(largestDifference(numbers(scaled), numbers(original))).toBeLessThan(1e-12);
  });

  it('of answers that are all equal has a score, no variation and no design effect', () => {
    const alike = people.map((person) => ({ ...person, clean: 75, safe: 75, green: 75, window: 75 }));
    const { scores } = analyse(smallSurvey(alike), targetsOf(reference.margins, population));
    for (const unit of scores.units) {
      expect(unit).toMatchObject({
        standardError: 0,
        designEffect: null,
        effectiveRespondents: null,
        distribution: [0, 1, 0, 0, 0],
      });
      expect(unit.score).toBeCloseTo(75, 12);
    }
  });

  it('holds no NaN and no infinity when an item, and a unit, have no answers at all', () => {
    const silent = people.map((person) => ({ ...person, window: null, safe: null }));
    const { scores } = analyse(smallSurvey(silent), targetsOf(reference.margins, population));
    const police = scores.units.find(({ id }) => id === 'police')!;
    expect(police).toMatchObject({
      score: null,
      standardError: 0,
      respondents: 0,
      publishableShare: 0,
      distribution: [],
    });
    const hall = scores.units.find(({ id }) => id === 'hall')!;
    expect(hall.publishableShare).toBeCloseTo(0.25, 15);
    expect(hall.indicators.map(({ share }) => share)).toEqual([0, 1, 0]);
    expect(JSON.stringify(scores)).toEqual(
      JSON.stringify(scores, (_, value: unknown) =>
        typeof value === 'number' && !Number.isFinite(value) ? 'not a number' : value,
      ),
    );
  });

  it('returns the refusal of its weighting', () => {
    const targets = targetsOf({ sex: { m: 1, f: 1 }, age: { young: 1, middle: 1, old: 1 } }, population);
    expect(analyseSurvey(smallSurvey(people), targets, raked)).toMatchObject({
      outcome: 'refused',
      margin: 'age',
      level: 'unknown',
    });
  });
});

interface BroughtIn {
  inputs: Record<'answers' | 'codebook' | 'margins', string>;
  scores: Record<string, number>;
  asPublished: BroughtInRun;
  asPublishedTrimmed: BroughtInRun;
  invented: BroughtInRun;
}
interface BroughtInRun {
  population: number;
  margins: Record<string, Record<string, number | null>>;
  trimmedRespondents: number;
  weightByCell: Record<string, number>;
  results: Omit<ReferenceResults, 'itemCovariance'>;
}

const folder = process.env['MINSHENG_REAL_DATA'];
const isHere = folder !== undefined && existsSync(join(folder, 'kcmo'));
const describeRealData = isHere ? describe : describe.skip;

describeRealData(
  'a finished resident survey agrees with R survey (skipped unless MINSHENG_REAL_DATA names its folder)',
  () => {
    const reference = readReference<BroughtIn>('brought-in-resident-survey');
    const read = (file: string): string => readFileSync(join(folder ?? '', 'kcmo', file), 'utf8');

    function broughtInSurvey(): Survey {
      const [header, ...lines] = read('responses-2021-09.csv').trim().split(/\r?\n/);
      const names = header!.split(',');
      const rows = lines.map((line) => line.split(','));
      const column = (name: string): string[] => rows.map((row) => row[names.indexOf(name)]!);
      const codebook = JSON.parse(read('codebook.json')) as { units: { id: string; indicators: string[] }[] };
      const scale = Object.entries(reference.scores).sort(([, a], [, b]) => b - a);
      const variable = (code: string, known: string[]) => {
        const levels = [...known, 'missing'];
        return {
          code,
          levels,
          of: Int32Array.from(column(code), (value) => (known.includes(value) ? known.indexOf(value) : known.length)),
        };
      };
      const numbered = (last: number): string[] => Array.from({ length: last }, (_, i) => `${i + 1}`);
      return {
        design: respondentsAsSamplingUnits(rows.map((_, i) => `line ${i + 2}`)),
        variables: [variable('district', numbered(6)), variable('gender', numbered(2)), variable('age', numbered(6))],
        blocks: [
          {
            domain: null,
            questions: [...new Set(codebook.units.flatMap(({ indicators }) => indicators))].map((code) => ({
              code,
              scores: scale.map(([, score]) => score),
              answers: Uint8Array.from(column(code), (value) => {
                const level = scale.findIndex(([answer]) => answer === value);
                return level < 0 ? NO_SCORE : level;
              }),
            })),
          },
        ],
        units: codebook.units.map(({ id, indicators }) => ({
          id,
          indicators: indicators.map((question) => ({ question, domain: null, share: 1 })),
        })),
      };
    }

    it('the files are those that R read', () => {
      const hash = (file: string): string => createHash('sha256').update(read(file)).digest('hex');
      expect({
        answers: hash('responses-2021-09.csv'),
        codebook: hash('codebook.json'),
        margins: hash('margins.json'),
      }).toEqual(reference.inputs);
    });

    it.each(['asPublished', 'asPublishedTrimmed', 'invented'] as const)(
      'margins %s: weights by cell, scores, errors, intervals',
      (name) => {
        const run = reference[name];
        const survey = broughtInSurvey();
        const trimming = name === 'asPublishedTrimmed' ? { lower: 0.2, upper: 5 } : null;
        const analysis = analyse(survey, targetsOf(run.margins, run.population), { ...raked, trimming });
        const weights = respondentWeights(analysis.sums, analysis.weighting);
        const expected = Array.from(
          weights,
          (_, i) => run.weightByCell[survey.variables.map(({ levels, of }) => levels[of[i]!]).join('|')]!,
        );
        expect(largestDifference(weights, expected)).toBeLessThan(TOLERANCE);
        expect(analysis.weighting.trimmedRespondents).toBe(run.trimmedRespondents);
        expectSameResults(analysis, run.results);
      },
    );
  },
);
