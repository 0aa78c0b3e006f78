import { createHash } from 'node:crypto';
import { analyseSurvey, type SurveyAnalysis } from './analyse-survey.js';
import { weightedScore } from './composite/weighted-score.js';
import { respondentsAsSamplingUnits, surveyDesign } from './design/survey-design.js';
import type { CodedColumn, Survey } from './design/survey.js';
import { roundHalfUp } from './numeric/decimal.js';
import { standardPublicationRule, type PublicationRule } from './quality/publication-rule.js';
import { rankUnits, type RankableUnit } from './ranking/rank-units.js';
import { competitionRanks } from './ranking/rank.js';
import { rankingInput } from './ranking/rankable-scores.js';
import { kish } from './variance/design-effect.js';
import type { MarginTarget } from './weighting/margins.js';
import { respondentWeights, type WeightingOptions } from './weighting/weigh.js';

// Worked examples that a clerk can check by hand, named by the section and the row of the method's acceptance list, with
// the parameters printed beside them. The house's own parameters are stricter: see standardWeighting.
const printed: WeightingOptions = {
  raking: { tolerance: 1e-6, maximumCycles: 100 },
  thinLevels: { minimumRespondents: 10, minimumEffectiveRespondents: 0, largestFactor: Infinity },
  trimming: { lower: 0.3, upper: 3 },
};

function analyse(survey: Survey, targets: readonly MarginTarget[]): SurveyAnalysis {
  const analysis = analyseSurvey(survey, targets, printed);
  if (analysis.outcome === 'refused') throw new Error(`${analysis.reason} ${analysis.margin} ${analysis.level}`);
  return analysis;
}

const repeated = <T>(...runs: [count: number, value: T][]): T[] =>
  runs.flatMap(([count, value]) => new Array<T>(count).fill(value));

describe('3.5 the result of an indicator goes to units by area, by function and share, or both', () => {
  // 40 people of one area: means 82.50, 76.00 and 90.00.
  const of = (...levels: [number, number][]): Uint8Array => Uint8Array.from(repeated(...levels));
  const scores = [100, 80, 60, 40, 20];
  const i1 = { code: 'I1', scores, answers: of([5, 0], [35, 1]) };
  const i2 = { code: 'I2', scores, answers: of([32, 1], [8, 2]) };
  const i3 = { code: 'I3', scores, answers: of([20, 0], [20, 1]) };
  const area: CodedColumn = { code: 'area', levels: ['east'], of: new Int32Array(40) };
  const { scores: units } = analyse(
    {
      design: respondentsAsSamplingUnits(Array.from({ length: 40 }, (_, i) => `r${i}`)),
      variables: [area],
      blocks: [
        { domain: null, questions: [i1, i2, i3] },
        { domain: area, questions: [i2, i3] },
      ],
      units: [
        {
          id: 'department',
          indicators: [
            { question: 'I1', domain: null, share: 10 * 0.6 },
            { question: 'I2', domain: null, share: 5 * 1 },
            { question: 'I3', domain: null, share: 8 * 0.25 },
          ],
        },
        {
          id: 'street office',
          indicators: [
            { question: 'I2', domain: 'east', share: 5 },
            { question: 'I3', domain: 'east', share: 8 },
          ],
        },
      ],
    },
    [],
  );
  const published = (id: string): string => roundHalfUp(units.units.find((unit) => unit.id === id)!.score!);

  it('a department with 60 % of I1, all of I2 and a quarter of I3 scores 1055/13 = 81.15', () => {
    expect(published('department')).toBe('81.15');
    const { score } = weightedScore([
      { share: 10 * 0.6, value: 82.5 },
      { share: 5, value: 76 },
      { share: 8 * 0.25, value: 90 },
    ]);
    expect(score).toBeCloseTo(1055 / 13, 12);
  });

  it('the unit of the area takes the indicators of both kinds by their whole weight: (5 · 76 + 8 · 90)/13 = 84.62', () => {
    expect(published('street office')).toBe('84.62');
  });
});

/** People by cell: how many, their age, their sex, their score. */
type Cell = [count: number, age: number, sex: number, score: number];

function poll(cells: readonly Cell[], order = (rows: Cell[]): Cell[] => rows): Survey {
  const rows = order(cells.flatMap((cell) => new Array<Cell>(cell[0]).fill(cell)));
  const scores = [...new Set(cells.map(([, , , score]) => score))].sort((a, b) => b - a);
  return {
    design: respondentsAsSamplingUnits(rows.map((_, i) => `r${i}`)),
    variables: [
      { code: 'age', levels: ['18–34', '35–59', '60+'], of: Int32Array.from(rows, ([, age]) => age) },
      { code: 'sex', levels: ['m', 'f'], of: Int32Array.from(rows, ([, , sex]) => sex) },
    ],
    blocks: [
      {
        domain: null,
        questions: [{ code: 'q', scores, answers: Uint8Array.from(rows, ([, , , score]) => scores.indexOf(score)) }],
      },
    ],
    units: [{ id: 'city', indicators: [{ question: 'q', domain: null, share: 1 }] }],
  };
}

const people = 200;
const age: MarginTarget = {
  variable: 'age',
  mayCollapse: true,
  levels: [
    { code: '18–34', population: people * 0.3 },
    { code: '35–59', population: people * 0.45 },
    { code: '60+', population: people * 0.25 },
  ],
};
const sex: MarginTarget = {
  variable: 'sex',
  mayCollapse: false,
  levels: [
    { code: 'm', population: people * 0.51 },
    { code: 'f', population: people * 0.49 },
  ],
};
const byAge: Cell[] = [
  [100, 0, 0, 70],
  [60, 1, 0, 80],
  [40, 2, 0, 90],
];
const bySexAndAge: Cell[] = [
  [50, 0, 0, 68],
  [50, 0, 1, 72],
  [20, 1, 0, 78],
  [40, 1, 1, 81],
  [10, 2, 0, 88],
  [30, 2, 1, 91],
];

describe('3.6 weighting of responses (M-16)', () => {
  const unweighted = (cells: readonly Cell[]): string =>
    roundHalfUp(cells.reduce((sum, [count, , , score]) => sum + count * score, 0) / people);

  it('M-16 post-stratification: weights 0.6, 1.5, 1.25; 77.00 becomes 79.50; Σw² 233.5, deff 1.1675, n_eff 171.31', () => {
    const { weighting, scores } = analyse(poll(byAge), [age]);
    expect([...weighting.weights].map((weight) => weight.toFixed(4))).toEqual(['0.6000', '1.5000', '1.2500']);
    expect(unweighted(byAge)).toBe('77.00');
    expect(roundHalfUp(scores.units[0]!.score!)).toBe('79.50');
    const squares = byAge.reduce((sum, [count], c) => sum + count * weighting.weights[c]! ** 2, 0);
    expect(squares.toFixed(1)).toBe('233.5');
    expect(weighting.kish.designEffect.toFixed(4)).toBe('1.1675');
    expect(weighting.kish.effectiveRespondents.toFixed(2)).toBe('171.31');
    expect([weighting.trimmedRespondents, weighting.collapsed]).toEqual([0, []]);
  });

  it('M-16 raking to age and sex: six weights to four decimals; 77.05 becomes 79.07; deff 1.2839, n_eff 155.77', () => {
    const { weighting, scores } = analyse(poll(bySexAndAge), [age, sex]);
    expect([...weighting.weights].map((weight) => weight.toFixed(4))).toEqual([
      '0.7831',
      '0.4169',
      '2.1795',
      '1.1602',
      '1.9253',
      '1.0249',
    ]);
    expect(unweighted(bySexAndAge)).toBe('77.05');
    expect(roundHalfUp(scores.units[0]!.score!)).toBe('79.07');
    expect(weighting.kish.designEffect.toFixed(4)).toBe('1.2839');
    expect(weighting.kish.effectiveRespondents.toFixed(2)).toBe('155.77');
    expect(
      kish(
        weighting.weights,
        bySexAndAge.map(([count]) => count),
      ),
    ).toEqual(weighting.kish);
    expect(weighting.largestMarginError).toBeLessThan(1e-6);
    expect(weighting.cycles).toBeLessThanOrEqual(100);
    expect([weighting.trimmedRespondents, weighting.collapsed]).toEqual([0, []]);
  });

  it('M-16 a class of nine answers is merged with its neighbour, one of ten is not', () => {
    const withOld = (count: number): Cell[] => [
      [100, 0, 0, 70],
      [91, 1, 0, 80],
      [count, 2, 0, 90],
    ];
    expect(analyse(poll(withOld(9)), [age]).weighting.collapsed.map(({ into }) => into)).toEqual(['35–59+60+']);
    expect(analyseSurvey(poll(withOld(10)), [age], { ...printed, trimming: null })).toMatchObject({
      weighting: { collapsed: [] },
    });
  });

  it('M-16 no weight leaves 0.3 to 3.0 times the mean, and the margins are met all the same', () => {
    // Twenty old people stand for 48, and the five men among them for more than three each without a bound.
    const cells: Cell[] = [
      [80, 0, 0, 68],
      [60, 0, 1, 72],
      [10, 1, 0, 78],
      [30, 1, 1, 81],
      [5, 2, 0, 88],
      [15, 2, 1, 91],
    ];
    const steep = [
      { ...age, levels: age.levels.map((level, l) => ({ ...level, population: [100, 52, 48][l]! })) },
      { ...sex, levels: sex.levels.map((level, l) => ({ ...level, population: [100, 100][l]! })) },
    ];
    const { weighting } = analyse(poll(cells), steep);
    expect(weighting.trimmedRespondents).toBe(5);
    expect(Math.max(...weighting.weights)).toBeLessThanOrEqual(3 * (1 + 1e-9));
    expect(Math.min(...weighting.weights)).toBeGreaterThanOrEqual(0.3 * (1 - 1e-9));
    expect(weighting.largestMarginError).toBeLessThan(1e-6);
  });

  it.each([
    [29, false],
    [30, true],
  ])('M-16 an area with %i interview answers is publishable: %s', (answers, isPublishable) => {
    const count = answers + 130;
    const area: CodedColumn = {
      code: 'area',
      levels: ['east', 'west'],
      of: Int32Array.from({ length: count }, (_, i) => (i < answers ? 0 : 1)),
    };
    const question = { code: 'q', scores: [100, 60], answers: Uint8Array.from({ length: count }, (_, i) => i % 2) };
    const { scores } = analyse(
      {
        design: surveyDesign({
          strata: Array.from(area.of, (level) => area.levels[level]!),
          samplingUnits: Array.from({ length: count }, (_, i) => `${i}`),
          baseWeights: new Float64Array(count).fill(1),
        }),
        variables: [area],
        blocks: [{ domain: area, questions: [question] }],
        units: area.levels.map((level) => ({
          id: level,
          indicators: [{ question: 'q', domain: level, share: 1 }],
        })),
      },
      [],
    );
    const { ranked, unranked } = rankUnits(
      rankingInput(scores, ['east', 'west'], {
        rule: {
          ...standardPublicationRule,
          minimumRespondents: 30,
          minimumEffectiveRespondents: 20,
          widestHalfWidthShare: 1,
        },
        scoreRange: [20, 100],
        seed: 1,
        draws: 10_000,
        confidence: 0.95,
      }),
    );
    expect(scores.units[0]!.indicators[0]!.isPublishable).toBe(isPublishable);
    expect(ranked.map(({ id }) => id).sort()).toEqual(isPublishable ? ['east', 'west'] : ['west']);
    expect(unranked.map(({ id }) => id)).toEqual(isPublishable ? [] : ['east']);
    if (!isPublishable) expect(unranked[0]!.because).toContain('little-weight-publishable');
  });

  describe('M-16 sameness', () => {
    const hash = ({ weighting, scores }: SurveyAnalysis): string =>
      createHash('sha256')
        .update(JSON.stringify([[...weighting.weights], weighting.marginReports, scores]))
        .digest('hex');
    const targets = [age, sex];

    it('the same file twice gives the same hash', () => {
      expect(hash(analyse(poll(bySexAndAge), targets))).toBe(hash(analyse(poll(bySexAndAge), targets)));
    });

    it('rows in another order give the same scores, and every respondent the same weight', () => {
      const interleaved = (rows: Cell[]): Cell[] => [
        ...rows.filter((_, i) => i % 3 > 0).reverse(),
        ...rows.filter((_, i) => i % 3 === 0),
      ];
      const [inOrder, permuted] = [
        analyse(poll(bySexAndAge), targets),
        analyse(poll(bySexAndAge, interleaved), targets),
      ];
      expect(hash(permuted)).toBe(hash(inOrder));
      const sorted = ({ sums, weighting }: SurveyAnalysis): Float64Array => respondentWeights(sums, weighting).sort();
      expect(sorted(permuted)).toEqual(sorted(inOrder));
    });

    it('another answer gives another hash', () => {
      const changed: Cell[] = [[49, 0, 0, 68], [1, 0, 0, 72], ...bySexAndAge.slice(1)];
      expect(hash(analyse(poll(changed), targets))).not.toBe(hash(analyse(poll(bySexAndAge), targets)));
    });
  });
});

describe('3.7 composites and ranking rules (M-18, M-19)', () => {
  const composite = (open: number, covert: number): string =>
    roundHalfUp(
      weightedScore([
        { share: 0.4, value: open },
        { share: 0.6, value: covert },
      ]).score!,
    );
  const units: [id: string, open: number, covert: number, published: string][] = [
    ['T01', 91.1, 82.4, '85.88'],
    ['T02', 88, 84, '85.60'],
    ['T03', 95.5, 76.2, '83.92'],
    ['T04', 83.3, 88.05, '86.15'],
  ];

  it.each(units)('M-19 %s with open %d at 0.4 and covert %d at 0.6 scores %s', (_, open, covert, published) => {
    expect(composite(open, covert)).toBe(published);
  });

  it('M-19 the ranks are 2, 3, 4, 1; by the open score alone T03 would be first', () => {
    expect(competitionRanks(units.map(([, open, covert]) => composite(open, covert)))).toEqual([2, 3, 4, 1]);
    expect(competitionRanks(units.map(([, open]) => roundHalfUp(open)))[2]).toBe(1);
  });

  it('ranks are computed on the published two decimals: 85.876 and 85.884 share a rank', () => {
    expect(competitionRanks([85.876, 85.884, 85.89, 85.87].map((score) => roundHalfUp(score)))).toEqual([2, 2, 1, 4]);
  });

  const unit = (id: string, score: number, publishableShare = 1): RankableUnit => ({
    id,
    score,
    degreesOfFreedom: 32,
    respondents: 200,
    effectiveRespondents: 150,
    samplingUnits: 40,
    largestSamplingUnitShare: 0.05,
    publishableShare,
  });
  const members = [
    unit('county A', 80.004),
    unit('county B', 85.5),
    unit('county C', 79.996),
    unit('county D', 70),
    unit('county E', 90, 0.59),
    unit('bureau A', 60),
    unit('bureau B', 95),
  ];
  const scores = {
    units: members,
    covariance: members.map((_, u) => members.map((_, v) => (u === v ? 1 : 0.25))),
  };
  const rule: PublicationRule = { ...standardPublicationRule, minimumPublishableShare: 0.6 };
  const rank = (ids: string[]) =>
    rankUnits(rankingInput(scores, ids, { rule, scoreRange: [20, 100], seed: 1, draws: 10_000, confidence: 0.95 }));
  const counties = rank(['county A', 'county B', 'county C', 'county D', 'county E']);

  it('M-18 counties and city units are ranked apart', () => {
    const bureaus = rank(['bureau A', 'bureau B']);
    expect(counties.ranked[0]).toMatchObject({ id: 'county B', rank: 1 });
    expect(bureaus.ranked.map(({ id, rank: place }) => [id, place])).toEqual([
      ['bureau B', 1],
      ['bureau A', 2],
    ]);
  });

  it('M-18 ties share a rank and the next one is skipped: 1, 2, 2, 4', () => {
    expect(counties.ranked.map(({ id, score, rank: place }) => [id, score, place])).toEqual([
      ['county B', '85.50', 1],
      ['county A', '80.00', 2],
      ['county C', '80.00', 2],
      ['county D', '70.00', 4],
    ]);
  });

  it('M-18 a unit with less than 60 % of its weight publishable is listed apart, though its score is the highest', () => {
    expect(counties.unranked).toEqual([
      expect.objectContaining({ id: 'county E', score: '90.00', because: ['little-weight-publishable'] }),
    ]);
  });
});
