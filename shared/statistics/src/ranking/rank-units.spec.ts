import fc from 'fast-check';
import { standardPublicationRule } from '../quality/publication-rule.js';
import { bandOfUnits, rankUnits, type RankableUnit, type RankingInput } from './rank-units.js';

const unit = (id: string, score: number | null, change: Partial<RankableUnit> = {}): RankableUnit => ({
  id,
  score,
  degreesOfFreedom: 40,
  respondents: 400,
  effectiveRespondents: 300,
  samplingUnits: 41,
  largestSamplingUnitShare: 0.05,
  publishableShare: 1,
  ...change,
});

const input = (units: RankableUnit[], errors: number[]): RankingInput => ({
  units,
  covariance: errors.map((own, i) => errors.map((_, j) => (i === j ? own * own : 0))),
  rule: standardPublicationRule,
  scoreRange: [0, 100],
  seed: 20261025,
  draws: 10_000,
  confidence: 0.95,
});

describe('ranking units', () => {
  const ranking = rankUnits(
    input(
      [
        unit('water', 70.004),
        unit('police', 85),
        unit('parks', 70.0049, { degreesOfFreedom: 25 }),
        unit('court', 40),
        unit('new', 99, { respondents: 12 }),
      ],
      [1, 1, 0.001, 1, 1],
    ),
  );

  it('publishes two decimals and ranks on them; equal scores share a rank, listed by id', () => {
    expect(ranking.ranked.map(({ id, score, rank }) => [id, score, rank])).toEqual([
      ['police', '85.00', 1],
      ['parks', '70.00', 2],
      ['water', '70.00', 2],
      ['court', '40.00', 4],
    ]);
  });

  it('gives t intervals from each unit’s own degrees of freedom', () => {
    // qt(0.975, 40) = 2.021075…
    expect(ranking.ranked[0]).toMatchObject({ halfWidth: '2.02', interval: ['82.98', '87.02'], standardError: 1 });
  });

  it('gives rank sets among the ranked only, and bands from them', () => {
    expect(ranking.ranked.map(({ rankSet, band }) => [rankSet, band])).toEqual([
      [[1, 1], 1],
      [[2, 3], 2],
      [[2, 3], 2],
      [[4, 4], 3],
    ]);
    expect(ranking.bands).toEqual([
      { number: 1, unitIds: ['police'] },
      { number: 2, unitIds: ['parks', 'water'] },
      { number: 3, unitIds: ['court'] },
    ]);
    expect(ranking.degreesOfFreedom).toBe(25);
  });

  it('lists a unit below the publication rule apart, with its figures and the reason', () => {
    expect(ranking.unranked).toEqual([
      {
        id: 'new',
        score: '99.00',
        halfWidth: '2.02',
        interval: ['96.98', '101.02'],
        standardError: 1,
        degreesOfFreedom: 40,
        because: ['few-respondents'],
      },
    ]);
  });

  it('two units with one published score are never called different, however small their errors', () => {
    const { ranked } = rankUnits(input([unit('a', 70.0049), unit('b', 70.0001)], [1e-6, 1e-6]));
    expect(ranked.map(({ rank, rankSet, band }) => [rank, rankSet, band])).toEqual([
      [1, [1, 2], 1],
      [1, [1, 2], 1],
    ]);
  });

  it('a unit without answers has no figures, and none of them is NaN', () => {
    const silent = unit('silent', null, {
      respondents: 0,
      effectiveRespondents: null,
      degreesOfFreedom: 0,
      samplingUnits: 0,
      publishableShare: 0,
    });
    const { ranked, unranked, criticalValues } = rankUnits(input([silent, unit('only', 50)], [0, 1]));
    expect(unranked[0]).toMatchObject({ score: null, halfWidth: null, interval: null, standardError: 0 });
    expect(ranked[0]).toMatchObject({ id: 'only', rank: 1, rankSet: [1, 1], marginalRankSet: [1, 1], band: 1 });
    expect(criticalValues).toBeNull();
  });

  it('of no units is empty', () => {
    expect(rankUnits(input([], []))).toEqual({
      ranked: [],
      unranked: [],
      bands: [],
      degreesOfFreedom: null,
      criticalValues: null,
    });
  });

  const groups = fc.array(
    fc.record({ score: fc.integer({ min: 0, max: 10_000 }), error: fc.integer({ min: 1, max: 30 }) }),
    { minLength: 1, maxLength: 5 },
  );

  it('contains the rank of every published score in its rank sets, whatever the scores and errors', () => {
    fc.assert(
      fc.property(groups, (rows) => {
        const result = rankUnits(
          input(
            rows.map(({ score }, u) => unit(`u${u}`, score / 100)),
            rows.map(({ error }) => error / 10),
          ),
        );
        for (const { rank, rankSet, marginalRankSet } of result.ranked) {
          for (const [best, worst] of [rankSet, marginalRankSet]) {
            expect(best).toBeLessThanOrEqual(rank);
            expect(worst).toBeGreaterThanOrEqual(rank);
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  it('asked for bands alone, gives those of the ranking', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ score: fc.integer({ min: 0, max: 10_000 }), error: fc.integer({ min: 1, max: 300 }) }), {
          maxLength: 8,
        }),
        fc.constantFrom(12, 40),
        (rows, degreesOfFreedom) => {
          const given = input(
            rows.map(({ score }, u) => unit(`u${u}`, score / 100, { degreesOfFreedom })),
            rows.map(({ error }) => error / 100),
          );
          const ranked = rankUnits(given).ranked.map(({ id, band }) => [id, band] as const);
          expect(bandOfUnits(given)).toEqual(new Map(ranked));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('does not depend on the order in which units are given', () => {
    fc.assert(
      fc.property(groups, (rows) => {
        const ids = rows.map((_, u) => `u${u}`);
        const forward = input(
          rows.map(({ score }, u) => unit(ids[u]!, score / 100)),
          rows.map(({ error }) => error / 10),
        );
        const backward: RankingInput = {
          ...forward,
          units: [...forward.units].reverse(),
          covariance: [...forward.covariance].reverse().map((row) => [...row].reverse()),
        };
        expect(rankUnits(backward)).toEqual(rankUnits(forward));
      }),
      { numRuns: 15 },
    );
  });

  it('misuse is thrown', () => {
    expect(() => rankUnits({ ...input([unit('a', 1)], [1]), covariance: [] })).toThrow(RangeError);
    expect(() => rankUnits(input([unit('a', 1), unit('a', 2)], [1, 1]))).toThrow(RangeError);
    expect(() => rankUnits({ ...input([unit('a', 1)], [1]), covariance: [[-1]] })).toThrow(RangeError);
  });
});
