import { build } from 'esbuild';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readSurvey } from '../../server/src/polls/index.js';
import { marginTargetsOf, surveyOf } from '../../server/src/polls/weighting/survey-of.js';
import { closeBrowser, openPage } from '../support/browser.js';
import { type BroughtInResult, rankBroughtIn, written } from '../support/rank-brought-in.js';

const folder = process.env.MINSHENG_REAL_DATA ? path.join(process.env.MINSHENG_REAL_DATA, 'kcmo') : null;

/** Every value of a result by its path. */
function leaves(value: unknown, at = '$'): [string, unknown][] {
  if (value === null || typeof value !== 'object') return [[at, value]];
  return Object.entries(value).flatMap(([key, entry]) => leaves(entry, `${at}.${key}`));
}

(folder && existsSync(folder) ? describe : describe.skip)(
  'a finished resident survey, from its answers to its ranking in two engines (needs MINSHENG_REAL_DATA)',
  () => {
    let inNode: BroughtInResult;
    let inBrowser: BroughtInResult;
    beforeAll(async () => {
      const text = (name: string): string => readFileSync(path.join(folder as string, name), 'utf8');
      const result = readSurvey({
        answers: text('responses-2021-09.csv'),
        codebook: text('codebook.json'),
        margins: text('margins.json'),
        options: { scores: [100, 75, 50, 25, 0], notAnswers: ['9'], modeColumn: null, title: null },
      });
      if ('faults' in result) throw new Error(JSON.stringify(result.faults));
      const { description, answers } = result.survey;
      const given = written({
        survey: surveyOf(description, answers),
        targets: marginTargetsOf(description, answers),
        groups: description.groups.map(({ code }) =>
          description.units.filter(({ group }) => group === code).map((unit) => unit.code),
        ),
        scoreRange: [0, 100],
        seed: 20210930,
      });
      const { outputFiles } = await build({
        entryPoints: [path.resolve('test/support/rank-brought-in.ts')],
        bundle: true,
        write: false,
        platform: 'browser',
        format: 'iife',
        globalName: 'engine',
        target: 'es2018',
      });
      inNode = JSON.parse(JSON.stringify(rankBroughtIn(given))) as BroughtInResult;
      const { page, errors, close } = await openPage({ width: 1280 });
      await page.addScriptTag({ content: outputFiles[0]!.text });
      // As text: the spec's compiler would rewrite a function.
      const answer: string = await page.evaluate(`JSON.stringify(engine.rankBroughtIn(${JSON.stringify(given)}))`);
      expect(errors).toEqual([]);
      await close();
      inBrowser = JSON.parse(answer) as BroughtInResult;
    }, 240_000);
    afterAll(closeBrowser);

    it('fourteen units are ranked', () => {
      const [ranking] = inNode.rankings;
      expect([
        inNode.weights.length,
        inNode.rankings.length,
        ranking!.ranked.length + ranking!.unranked.length,
      ]).toEqual([1033, 1, 14]);
      expect(ranking!.ranked.length).toBeGreaterThan(1);
    });

    it('ranks, rank sets, bands, reasons and every published digit are identical', () => {
      const published = ({ rankings }: BroughtInResult): unknown =>
        rankings.map(({ ranked, unranked, bands }) => ({
          ranked: ranked.map(({ standardError: _, chances: __, ...row }) => row),
          unranked: unranked.map(({ standardError: _, ...row }) => row),
          bands,
        }));
      expect(published(inBrowser)).toEqual(published(inNode));
    });

    it('weights, scores, errors, covariances and critical values differ by no more than 1e-12', () => {
      const [ours, theirs] = [leaves(inNode), leaves(inBrowser)];
      expect(theirs.map(([at]) => at)).toEqual(ours.map(([at]) => at));
      const apart = ours.flatMap(([at, own], place) => {
        const other = theirs[place]![1];
        if (typeof own !== 'number' || typeof other !== 'number') return own === other ? [] : [at];
        return Math.abs(own - other) <= 1e-12 * Math.max(1, Math.abs(own)) ? [] : [at];
      });
      expect([ours.length > 2000, apart]).toEqual([true, []]);
    });
  },
);
