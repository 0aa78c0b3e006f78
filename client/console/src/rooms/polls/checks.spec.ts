import type { MethodBox, RankedUnit, RankingGroup } from '@minsheng/contracts';

import { checksOf, findUnit, ranksOnScores, shareARank, type Check } from './checks.js';

const named = (zh: string) => ({ zh, en: zh });

const unit = (unitId: string, changes: Partial<RankedUnit> = {}): RankedUnit => ({
  unitId,
  name: named(unitId),
  score: '80.00',
  halfWidth: '1.20',
  interval: ['78.80', '81.20'],
  standardError: 0.6,
  degreesOfFreedom: 40,
  respondents: 400,
  effectiveRespondents: 300,
  designEffect: 1.33,
  dontKnowShare: 0.1,
  distribution: [],
  indicators: [],
  modes: null,
  rank: 1,
  rankSet: [1, 2],
  marginalRankSet: [1, 2],
  band: 1,
  change: null,
  ...changes,
});

const method: MethodBox = {
  methodVersion: '1',
  codeVersion: '1',
  population: named('常住居民'),
  scoreMap: [100, 80, 60, 40, 20].map((score) => ({ code: String(score), name: named(String(score)), score })),
  notAnswers: [],
  design: { strata: 4, samplingUnits: 44, degreesOfFreedom: 40, description: named('') },
  weighting: {
    margins: [
      {
        code: 'area',
        name: named('辖区'),
        levels: [
          { code: 'a', name: named('甲'), respondents: 10, before: 0.4, target: 0.5, after: 0.5 },
          { code: 'b', name: named('乙'), respondents: 10, before: 0.6, target: null, after: 0.5 },
        ],
      },
    ],
    cycles: 7,
    largestMarginError: 1e-13,
    kishDesignEffect: 1.24,
    trimmed: 0,
    trimBounds: [0.2, 5],
    collapsed: [],
  },
  blend: null,
  intervals: { confidence: 0.95, method: named('t') },
  rankSets: { confidence: 0.95, draws: 10000, seed: '1', criticalValues: named('') },
  publicationRule: {
    minimumRespondents: 100,
    minimumEffectiveRespondents: 60,
    minimumSamplingUnits: 8,
    largestSamplingUnitShare: 0.25,
    widestHalfWidthShare: 0.07,
  },
  limits: [],
};

const group = (rows: RankedUnit[], changes: Partial<RankingGroup> = {}): RankingGroup => ({
  code: 'g',
  name: named('组'),
  rows,
  bands: [{ number: 1, unitIds: rows.map(({ unitId }) => unitId) }],
  unranked: [],
  ...changes,
});

const pair = [unit('甲', { score: '81.00' }), unit('乙', { rank: 2 })];
const check = (code: Check['code'], rows: RankedUnit[], changes: Partial<RankingGroup> = {}, box: MethodBox = method) =>
  checksOf({ groups: [group(rows, changes)], method: box }).find((found) => found.code === code);

describe('checks before a ranking is signed', () => {
  it('a ranking within every rule passes all of them', () => {
    expect(checksOf({ groups: [group(pair)], method }).map(({ state }) => state)).toEqual(Array(8).fill('passed'));
  });

  it.each<[string, Check['code'], Partial<RankedUnit>, Check['state'], number]>([
    ['99 respondents are too few', 'respondents', { respondents: 99 }, 'failed', 99],
    ['100 respondents are enough', 'respondents', { respondents: 100 }, 'passed', 100],
    [
      'an effective sample of 59.9 is too small',
      'effective-respondents',
      { effectiveRespondents: 59.9 },
      'failed',
      59.9,
    ],
    ['a half-width of 7 % of the score range is the widest', 'half-width', { halfWidth: '5.60' }, 'passed', 5.6],
    ['a wider interval fails', 'half-width', { halfWidth: '5.61' }, 'failed', 5.61],
    ['more than 40 % 不了解 needs a note', 'dont-know', { dontKnowShare: 0.41 }, 'attention', 1],
    ['exactly 40 % 不了解 does not', 'dont-know', { dontKnowShare: 0.4 }, 'passed', 0],
  ])('%s', (_, code, changes, state, found) => {
    const result = check(code, [pair[0]!, { ...pair[1]!, ...changes }]);
    expect(result).toMatchObject({ state, found });
    expect(result?.units).toEqual(state === 'passed' ? [] : [named('乙')]);
  });

  it.each<[string, Partial<RankedUnit>, boolean]>([
    ['a rank that the published score does not give', { rank: 1 }, false],
    ['a rank outside its own rank set', { rankSet: [1, 1] }, false],
    ['equal published scores with different ranks', { score: '81.00', rank: 2 }, false],
    ['equal published scores with a common rank', { score: '81.00', rank: 1 }, true],
  ])('%s', (_, changes, isRight) => {
    const result = check('ranks-stand-on-scores', [pair[0]!, { ...pair[1]!, ...changes }]);
    expect(result?.state).toBe(isRight ? 'passed' : 'failed');
  });

  it('a band whose rank sets share no rank is not a tie', () => {
    const rows = [unit('甲', { score: '81.00', rankSet: [1, 1] }), unit('乙', { rank: 2, rankSet: [2, 2] })];
    expect(check('bands-share-a-rank', rows)?.state).toBe('failed');
    const bands = rows.map(({ unitId }, index) => ({ number: index + 1, unitIds: [unitId] }));
    expect(check('bands-share-a-rank', rows, { bands })).toMatchObject({ state: 'passed', found: 2 });
  });

  it('a margin that weighting missed is named by its size; a level without a target is not judged', () => {
    const [margin] = method.weighting.margins;
    const levels = margin!.levels.map((level) => ({ ...level, after: 0.49 }));
    const missed = { ...method, weighting: { ...method.weighting, margins: [{ ...margin!, levels }] } };
    const result = check('margins-met', pair, {}, missed);
    expect(result?.state).toBe('attention');
    expect(result?.found).toBeCloseTo(0.01);
  });

  it('a unit listed apart is counted and named', () => {
    const { rank: _rank, rankSet: _set, marginalRankSet: _own, band: _band, change: _change, ...apart } = unit('丙');
    const unranked = [{ ...apart, because: ['few-respondents' as const] }];
    expect(check('not-ranked', pair, { unranked })).toMatchObject({
      state: 'attention',
      found: 1,
      units: [named('丙')],
    });
    expect(findUnit([group(pair, { unranked })], '丙')?.unit.name).toEqual(named('丙'));
    expect(findUnit([group(pair, { unranked })], '丁')).toBeNull();
  });

  it('nothing ranked leaves nothing to measure', () => {
    expect(check('respondents', [])).toMatchObject({ state: 'passed', found: null });
  });
});

describe('ranks and sets', () => {
  it('ties share the better rank and the next is skipped', () => {
    const rows = ['90.00', '80.00', '80.00', '70.00'].map((score, index) => ({ unitId: String(index), score }));
    expect([...ranksOnScores(rows).values()]).toEqual([1, 2, 2, 4]);
  });

  it.each<[[number, number][], boolean]>([
    [
      [
        [1, 2],
        [2, 4],
        [2, 3],
      ],
      true,
    ],
    [
      [
        [1, 2],
        [3, 4],
      ],
      false,
    ],
    [[[5, 5]], true],
  ])('%j', (sets, expected) => {
    expect(shareARank(sets)).toBe(expected);
  });
});
