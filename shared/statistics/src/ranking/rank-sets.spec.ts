import fc from 'fast-check';
import { largestDifference, readReference } from '../../reference/read-reference.js';
import { studentTQuantile } from '../numeric/student-t.js';
import { rankSets, type RankSetsInput } from './rank-sets.js';

interface Drawn {
  scores: number[];
  covariance: number[][];
  df: number;
  simultaneous: [number, number][];
  simultaneousCertain: boolean[];
  steps: number[];
  firstStepLimits: [number, number];
  marginal: [number, number][];
  marginalCertain: boolean[];
}

const reference = readReference<{
  independent: {
    scores: number[];
    covariance: number[][];
    exact: { df: number; marginal: [number, number][]; firstStep: number[] }[];
  };
  equal: { units: number; se: number; firstStep: number };
  correlated: Drawn;
  correlatedManyDf: Drawn;
  singular: Drawn;
}>('rank-sets');

const settings = { seed: 20261009, draws: 20_000, confidence: 0.95 };
const diagonal = (errors: readonly number[]): number[][] =>
  errors.map((own, i) => errors.map((_, j) => (i === j ? own * own : 0)));

describe('rank sets of independent estimates', () => {
  it.each(reference.independent.exact)(
    'marginal sets equal the exact ones by quadrature, $df degrees of freedom',
    ({ df, marginal }) => {
      const { scores, covariance } = reference.independent;
      const sets = rankSets({ ...settings, scores, covariance, degreesOfFreedom: df });
      const settled = sets.marginal.flatMap((set, unit) => (set.isSettled ? [unit] : []));
      expect(settled.length).toBeGreaterThanOrEqual(9);
      expect(settled.map((unit) => sets.marginal[unit]!.ranks)).toEqual(settled.map((unit) => marginal[unit]));
    },
  );

  it('with equal errors the first critical value is that of the studentised range', () => {
    const { units, se, firstStep } = reference.equal;
    const covariance = diagonal(Array<number>(units).fill(se));
    const sets = rankSets({ ...settings, scores: Array<number>(units).fill(50), covariance, degreesOfFreedom: 1e6 });
    // Monte Carlo error of a 95 % quantile of 20,000 draws, about 0.01.
    expect(Math.abs(sets.criticalValues.simultaneousSteps[0]! - firstStep)).toBeLessThan(0.03);
  });
});

describe('rank sets of correlated estimates', () => {
  it.each(['correlated', 'correlatedManyDf', 'singular'] as const)(
    '%s: equal those of 200,000 independent draws where both are settled',
    (name) => {
      const { scores, covariance, df, ...expected } = reference[name];
      const sets = rankSets({ ...settings, scores, covariance, degreesOfFreedom: df });
      const compare = (own: typeof sets.simultaneous, theirs: [number, number][], certain: boolean[]): void => {
        const both = own.flatMap((set, unit) => (set.isSettled && certain[unit] ? [unit] : []));
        expect(both.length).toBeGreaterThanOrEqual(Math.ceil(scores.length * 0.7));
        expect(both.map((unit) => own[unit]!.ranks)).toEqual(both.map((unit) => theirs[unit]));
      };
      compare(sets.simultaneous, expected.simultaneous, expected.simultaneousCertain);
      compare(sets.marginal, expected.marginal, expected.marginalCertain);
      const [low, high] = expected.firstStepLimits;
      const reach = (high - low) * Math.sqrt(200_000 / settings.draws);
      expect(Math.abs(sets.criticalValues.simultaneousSteps[0]! - expected.steps[0]!)).toBeLessThan(reach);
      expect(sets.criticalValues.method).toBe('t-matched');
    },
  );
});

describe('rank sets', () => {
  it('under 16 degrees of freedom use Bonferroni’s t over the pairs left', () => {
    const sets = rankSets({ ...settings, scores: [90, 50, 49], covariance: diagonal([1, 1, 1]), degreesOfFreedom: 8 });
    expect(sets.simultaneous.map(({ ranks }) => ranks)).toEqual([
      [1, 1],
      [2, 3],
      [2, 3],
    ]);
    const expected = [6, 4].map((pairs) => -studentTQuantile(0.05 / pairs, 8));
    expect(sets.criticalValues.method).toBe('bonferroni-t');
    expect(largestDifference(sets.criticalValues.simultaneousSteps, expected)).toBeLessThan(1e-13);
  });

  it('never separate units whose difference does not vary, or that publish the same score', () => {
    const same = [
      [4, 4, 1],
      [4, 4, 1],
      [1, 1, 3],
    ];
    const input = { ...settings, scores: [60, 60, 20], covariance: same, degreesOfFreedom: 50 };
    expect(rankSets(input).simultaneous.map(({ ranks }) => ranks)).toEqual([
      [1, 2],
      [1, 2],
      [3, 3],
    ]);
    const all = rankSets({ ...input, isInseparable: () => true });
    expect(all.simultaneous.map(({ ranks }) => ranks)).toEqual([
      [1, 3],
      [1, 3],
      [1, 3],
    ]);
    expect(all.criticalValues.simultaneousSteps).toEqual([]);
  });

  const inputs = fc
    .array(fc.record({ score: fc.integer({ min: 0, max: 1000 }), error: fc.integer({ min: 1, max: 60 }) }), {
      minLength: 2,
      maxLength: 5,
    })
    .map(
      (units): RankSetsInput => ({
        seed: 7,
        draws: 10_000,
        confidence: 0.95,
        scores: units.map(({ score }) => score / 10),
        covariance: diagonal(units.map(({ error }) => error / 10)),
        degreesOfFreedom: 40,
      }),
    );

  it('contain the rank of the score itself; the set for one unit alone lies within the set for all', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { simultaneous, marginal } = rankSets(input);
        input.scores.forEach((score, unit) => {
          const above = input.scores.filter((other) => other > score).length;
          const notBelow = input.scores.filter((other) => other >= score).length;
          for (const { ranks } of [simultaneous[unit]!, marginal[unit]!]) {
            expect(ranks[0]).toBeLessThanOrEqual(1 + above);
            expect(ranks[1]).toBeGreaterThanOrEqual(notBelow);
          }
          expect(marginal[unit]!.ranks[0]).toBeGreaterThanOrEqual(simultaneous[unit]!.ranks[0]);
          expect(marginal[unit]!.ranks[1]).toBeLessThanOrEqual(simultaneous[unit]!.ranks[1]);
        });
      }),
      { numRuns: 15 },
    );
  });

  it('are the same for the same seed, and wider at higher confidence', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const sets = rankSets(input);
        expect(rankSets(input)).toEqual(sets);
        rankSets({ ...input, confidence: 0.99 }).simultaneous.forEach(({ ranks }, unit) => {
          expect(ranks[0]).toBeLessThanOrEqual(sets.simultaneous[unit]!.ranks[0]);
          expect(ranks[1]).toBeGreaterThanOrEqual(sets.simultaneous[unit]!.ranks[1]);
        });
      }),
      { numRuns: 10 },
    );
  });

  it.each<[string, Partial<RankSetsInput>]>([
    ['fewer than 10,000 draws', { draws: 9_999 }],
    ['a covariance of another size', { covariance: [[1]] }],
    ['a score that is not a number', { scores: [NaN, 1] }],
    ['no degrees of freedom', { degreesOfFreedom: 0 }],
    ['a confidence of one', { confidence: 1 }],
  ])('%s is misuse', (_, change) => {
    const input = { ...settings, scores: [1, 2], covariance: diagonal([1, 1]), degreesOfFreedom: 30 };
    expect(() => rankSets({ ...input, ...change })).toThrow(RangeError);
  });
});
