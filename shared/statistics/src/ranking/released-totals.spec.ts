import { smallDesigns, smallSurvey, targetsOf } from '../../reference/small-designs.js';
import { analyseSurvey, type SurveyAnalysis } from '../analyse-survey.js';
import { surveyDesign } from '../design/survey-design.js';
import { NO_SCORE, type CodedColumn, type Survey } from '../design/survey.js';
import { withBaseWeights, withCalibratedWeights } from '../design/weighted-design.js';
import { standardPublicationRule } from '../quality/publication-rule.js';
import { calibrate } from '../weighting/calibrate.js';
import type { MarginTarget } from '../weighting/margins.js';
import { standardRaking } from '../weighting/rake.js';
import { respondentWeights, type WeightingOptions } from '../weighting/weigh.js';
import { standardCriticalMethod } from './critical-values.js';
import { rankUnits, type RankingInput } from './rank-units.js';
import { rankingInput } from './rankable-scores.js';
import { totalsFromSums, withReleasableTotals } from './released-totals.js';
import { samplingUnitTotals } from './score-totals.js';

const raked: WeightingOptions = { raking: standardRaking, thinLevels: null, trimming: null };
const everyIndicator = { minimumRespondents: 1, minimumEffectiveRespondents: 0 };

function analyse(survey: Survey, targets: readonly MarginTarget[]): SurveyAnalysis {
  const analysis = analyseSurvey(survey, targets, raked, everyIndicator);
  if (analysis.outcome === 'refused') throw new Error(analysis.reason);
  return analysis;
}

/** The totals as they come from the rows, one respondent after another. */
function totalsFromRows(survey: Survey, { weighting, sums, scores }: SurveyAnalysis): number[][] {
  const { design } = survey;
  const calibrated = calibrate(
    design,
    weighting.margins.map(({ variable, levels, totals, levelOfClass }) => ({
      variable: { code: variable, levels, of: Int32Array.from(sums.classOfRespondent, (c) => levelOfClass[c]!) },
      totals: [...totals],
    })),
  );
  if (calibrated.outcome === 'refused') throw new Error(calibrated.reason);
  const weighted =
    weighting.margins.length === 0
      ? withBaseWeights(design)
      : withCalibratedWeights(design, calibrated, respondentWeights(sums, weighting));
  const questions = survey.blocks.flatMap(({ questions: own }) => own);
  const { totals } = samplingUnitTotals(
    weighted,
    scores.units.map(({ indicators }) => ({
      parts: indicators
        .filter(({ share }) => share > 0)
        .map(({ question, share }) => {
          const { code, scores: of, answers } = questions.find((entry) => entry.code === question)!;
          const values = Float64Array.from(answers, (answer) => (answer < NO_SCORE ? of[answer]! : NaN));
          return { statistic: { code, kind: 'mean' as const, values }, share };
        }),
    })),
  );
  return totals.map((row) => Array.from(row));
}

describe('totals of sampling units from sums', () => {
  it.each([
    ['raked to margins', 'raked'],
    ['raked to margins of district, sex and age', 'rakedWithDistrict'],
    ['with base weights', 'uncalibrated'],
  ] as const)('are those found from the rows, %s', (_, name) => {
    const survey = smallSurvey(smallDesigns.people);
    const analysis = analyse(
      survey,
      name === 'uncalibrated' ? [] : targetsOf(smallDesigns[name].margins, smallDesigns.population),
    );
    const found = totalsFromSums(analysis).totals.map((row) => Array.from(row));
    const expected = totalsFromRows(survey, analysis);
    expect(found.map((row) => row.length)).toEqual(expected.map((row) => row.length));
    const scale = Math.max(...expected.flat().map(Math.abs));
    const apart = found.map((row, s) => Math.max(...row.map((value, u) => Math.abs(value - expected[s]![u]!))));
    expect(Math.max(...apart) / scale).toBeLessThan(1e-11);
  });
});

interface Shape {
  strata: number;
  sites: number;
  perSite: number;
  /** What a site is called. */
  nameOf?: (stratum: number, site: number) => string;
  /** Row i of the survey is row `order(i)` as made. */
  order?: (i: number) => number;
  /** Rows left out. */
  without?: (i: number) => boolean;
}

/** A survey of five departments, invented: every person and every site has a leaning of its own. */
function invented({ strata, sites, perSite, nameOf, order = (i) => i, without = () => false }: Shape): Survey {
  const all = strata * sites * perSite;
  const rows = Array.from({ length: all }, (_, i) => order(i)).filter((i) => !without(i));
  const noise = (n: number): number => ((Math.imul(n + 1, 2654435761) >>> 0) / 4294967296 + (n % 7) / 7) % 1;
  const siteOf = (i: number): number => Math.floor(i / perSite);
  const sex: CodedColumn = {
    code: 'sex',
    levels: ['m', 'f'],
    of: Int32Array.from(rows, (i) => (noise(i) < 0.4 ? 0 : 1)),
  };
  const answer = (i: number, unit: number): number => {
    // The last department is known to hardly anybody.
    if (unit === 4 && noise(i * 31 + 7) < 0.95) return NO_SCORE;
    const leaning = noise(siteOf(i) * 17 + unit * 5) * 0.4 + noise(i * 13 + unit) * 0.8 + unit * 0.02;
    return Math.min(4, Math.floor(leaning * 4));
  };
  return {
    design: surveyDesign({
      strata: rows.map((i) => `stratum ${Math.floor(siteOf(i) / sites)}`),
      samplingUnits: rows.map((i) => {
        const stratum = Math.floor(siteOf(i) / sites);
        return nameOf ? nameOf(stratum, siteOf(i) % sites) : `site ${stratum}-${siteOf(i) % sites}`;
      }),
      baseWeights: rows.map(() => 1),
    }),
    variables: [sex],
    blocks: [
      {
        domain: null,
        questions: Array.from({ length: 5 }, (_, unit) => ({
          code: `q${unit}`,
          scores: [100, 80, 60, 40, 20],
          answers: Uint8Array.from(rows, (i) => answer(i, unit)),
        })),
      },
    ],
    units: Array.from({ length: 5 }, (_, unit) => ({
      id: `D${unit}`,
      indicators: [{ question: `q${unit}`, domain: null, share: 1 }],
    })),
  };
}

const bySex: MarginTarget[] = [
  {
    variable: 'sex',
    mayCollapse: false,
    levels: [
      { code: 'm', population: 4800 },
      { code: 'f', population: 5200 },
    ],
  },
];

function released(shape: Shape): { before: RankingInput; after: RankingInput } {
  const analysis = analyse(invented(shape), bySex);
  const before = rankingInput(
    analysis.scores,
    analysis.scores.units.map(({ id }) => id),
    { rule: standardPublicationRule, scoreRange: [20, 100], seed: 20270301, draws: 10_000, confidence: 0.95 },
  );
  return { before, after: withReleasableTotals(before, analysis) };
}

const usual: Shape = { strata: 4, sites: 8, perSite: 20 };

describe('the ranking input of one sample', () => {
  const { before, after } = released(usual);

  it('with 28 degrees of freedom carries the totals and is ranked by the bootstrap of its sampling units', () => {
    const ranking = rankUnits(after);
    expect([ranking.degreesOfFreedom, ranking.criticalValues?.method]).toEqual([28, after.method]);
    expect(after.method).toBe(standardCriticalMethod(28, true));
    expect(rankUnits(before).criticalValues?.method).toBe('t-matched');
    expect(ranking.ranked.map(({ id, score, halfWidth, rank }) => [id, score, halfWidth, rank])).toEqual(
      rankUnits(before).ranked.map(({ id, score, halfWidth, rank }) => [id, score, halfWidth, rank]),
    );
  });

  it('ranks the same after it was written down and read again', () =>
    expect(rankUnits(JSON.parse(JSON.stringify(after)) as RankingInput)).toEqual(rankUnits(after)));

  it('says nothing of a unit that is not ranked', () => {
    expect(rankUnits(after).unranked.map(({ id }) => id)).toEqual(['D4']);
    expect(after.samplingUnits?.totals.every((row) => row[4] === 0 && row[0] !== 0)).toBe(true);
  });

  it.each<[string, Shape]>([
    ['other names of sites', { ...usual, nameOf: (stratum, site) => `${(site * 5) % 8}/${stratum}` }],
    ['respondents in another order', { ...usual, order: (i) => (i * 7 + 3) % 640 }],
  ])('is the same to the last bit with %s: no row tells its site', (_, shape) =>
    expect(JSON.stringify(released(shape).after)).toBe(JSON.stringify(after)),
  );

  it.each<[string, Shape]>([
    ['a site has nine respondents', { ...usual, without: (i) => i < 11 }],
    ['Bonferroni’s t is asked for', { ...usual, strata: 2, perSite: 40 }],
    ['degrees of freedom are many', { ...usual, sites: 30, perSite: 10 }],
  ])('stays without totals where %s', (_, shape) => {
    const { before: plain, after: same } = released(shape);
    expect(same).toEqual(plain);
    expect(rankUnits(same).ranked.length).toBeGreaterThan(1);
  });

  it('carries them where every site has ten respondents', () =>
    expect(released({ ...usual, without: (i) => i < 10 }).after.samplingUnits?.totals).toHaveLength(32));
});
