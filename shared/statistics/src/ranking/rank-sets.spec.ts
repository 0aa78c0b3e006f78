import fc from 'fast-check';
import { largestDifference, readReference } from '../../reference/read-reference.js';
import { normalQuantile } from '../numeric/normal.js';
import { studentTQuantile } from '../numeric/student-t.js';
import { rankSets, tauBest, tauWorst, type RankSetsInput } from './rank-sets.js';

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

interface Sets {
  steps: number[];
  simultaneous: [number, number][];
  marginal: [number, number][];
  best: [number, number][];
  worst: [number, number][];
}

const drawn = readReference<{
  given: {
    scores: number[];
    covariance: number[][];
    draws: number[][];
    normal: Sets;
    tMatched: Sets;
    loose: Sets;
    first: number[];
    last: number[];
  };
  bootstrap: Sets & {
    scores: number[];
    covariance: number[][];
    totals: number[][];
    stratumOf: number[];
    draws: number;
    firstStepLimits: [number, number];
  };
  chances: { scores: number[]; errors: number[]; first: number[]; last: number[] };
}>('rank-sets-draws');

const twoStep = readReference<{
  given: { near: Sets; far: Sets & { scores: number[] }; loose: Sets };
  bootstrap: Sets & { draws: number };
}>('rank-sets-two-step');

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

describe('rank sets with given draws', () => {
  const { scores, covariance, draws, ...expected } = drawn.given;
  const input: RankSetsInput = {
    ...settings,
    scores,
    covariance,
    degreesOfFreedom: 24,
    givenDraws: draws.flat(),
  };

  it.each<[string, Partial<RankSetsInput>, Sets]>([
    ['normal', { method: 'normal' }, expected.normal],
    ['t-matched', { method: 't-matched' }, expected.tMatched],
    ['normal at 80 %', { method: 'normal', confidence: 0.8 }, expected.loose],
  ])('%s: the sets and critical values of the reference', (_, change, theirs) => {
    const own = rankSets({ ...input, ...change });
    expect(own.simultaneous.map(({ ranks }) => ranks)).toEqual(theirs.simultaneous);
    expect(own.marginal.map(({ ranks }) => ranks)).toEqual(theirs.marginal);
    expect(largestDifference(own.criticalValues.simultaneousSteps, theirs.steps)).toBeLessThan(1e-12);
    expect(own.criticalValues).toMatchObject({ seed: null, draws: 600 });
    for (const sides of ['best', 'worst'] as const) {
      const oneSided = rankSets({ ...input, ...change, sides });
      const open = sides === 'best' ? 1 : 0;
      expect(oneSided.marginal.map(({ ranks }) => ranks[1 - open])).toEqual(theirs[sides].map((set) => set[1 - open]));
      expect(new Set(oneSided.marginal.map(({ ranks }) => ranks[open]))).toEqual(new Set([open === 1 ? 7 : 1]));
    }
  });

  it('chances of being first and last are the shares of draws', () => {
    const { chances } = rankSets({ ...input, method: 'normal' });
    expect(
      largestDifference(
        chances.map(({ first }) => first),
        expected.first,
      ),
    ).toBeLessThan(1e-12);
    expect(
      largestDifference(
        chances.map(({ last }) => last),
        expected.last,
      ),
    ).toBeLessThan(1e-12);
  });
});

describe('rank sets with critical values in two steps', () => {
  const { scores, covariance, draws } = drawn.given;
  const input: RankSetsInput = {
    ...settings,
    scores,
    covariance,
    degreesOfFreedom: 24,
    method: 'two-step-bootstrap-t',
    givenDraws: draws.flat(),
    // Not looked at, since draws are given.
    samplingUnits: { stratumOf: [0], totals: [scores] },
  };

  it.each<[string, Partial<RankSetsInput>, Sets]>([
    ['as they are', {}, twoStep.given.near],
    ['twice as far apart', { scores: twoStep.given.far.scores }, twoStep.given.far],
    ['at 80 %', { confidence: 0.8 }, twoStep.given.loose],
  ])('%s: the sets and critical values of the reference for the same draws', (_, change, theirs) => {
    const own = rankSets({ ...input, ...change });
    expect(own.simultaneous.map(({ ranks }) => ranks)).toEqual(theirs.simultaneous);
    expect(own.marginal.map(({ ranks }) => ranks)).toEqual(theirs.marginal);
    expect(largestDifference(own.criticalValues.simultaneousSteps, theirs.steps)).toBeLessThan(1e-12);
    for (const sides of ['best', 'worst'] as const) {
      const open = sides === 'best' ? 1 : 0;
      const oneSided = rankSets({ ...input, ...change, sides });
      expect(oneSided.marginal.map(({ ranks }) => ranks[1 - open])).toEqual(theirs[sides].map((set) => set[1 - open]));
    }
  });
});

describe('bootstrap-t rank sets', () => {
  const { scores, covariance, totals, stratumOf, ...expected } = drawn.bootstrap;
  const input: RankSetsInput = {
    ...settings,
    scores,
    covariance,
    degreesOfFreedom: 32,
    samplingUnits: { stratumOf, totals },
  };

  it.each([
    ['bootstrap-t', { method: 'bootstrap-t' }, expected, expected.draws],
    ['two-step-bootstrap-t', {}, twoStep.bootstrap, twoStep.bootstrap.draws],
  ] as const)(
    '%s, in two steps by default: agree with 40,000 other sign flips',
    (method, change, theirs, theirDraws) => {
      const own = rankSets({ ...input, ...change });
      expect(own.criticalValues.method).toBe(method);
      own.simultaneous.forEach(({ ranks, isSettled }, unit) => {
        if (isSettled) expect(ranks).toEqual(theirs.simultaneous[unit]);
      });
      own.marginal.forEach(({ ranks, isSettled }, unit) => {
        if (isSettled) expect(ranks).toEqual(theirs.marginal[unit]);
      });
      expect(own.simultaneous.filter(({ isSettled }) => isSettled).length).toBeGreaterThanOrEqual(4);
      const [low, high] = expected.firstStepLimits;
      // Three Monte Carlo standard errors of both sets of draws together.
      const reach = ((high - low) / 2) * Math.sqrt(1 + theirDraws / settings.draws);
      expect(Math.abs(own.criticalValues.simultaneousSteps[0]! - theirs.steps[0]!)).toBeLessThan(reach);
    },
  );

  it('in two steps are never wider than plain ones at the confidence of the second step, and narrower far apart', () => {
    const far = { ...input, draws: 10_000, scores: scores.map((_, unit) => 100 - 4 * unit) };
    const plain = rankSets({ ...far, method: 'bootstrap-t', confidence: 0.955 });
    const own = rankSets({ ...far, method: 'two-step-bootstrap-t' });
    own.simultaneous.forEach(({ ranks: [best, worst] }, unit) => {
      expect(best).toBeGreaterThanOrEqual(plain.simultaneous[unit]!.ranks[0]);
      expect(worst).toBeLessThanOrEqual(plain.simultaneous[unit]!.ranks[1]);
    });
    expect(own.criticalValues.simultaneousSteps.at(-1)!).toBeLessThan(plain.criticalValues.simultaneousSteps.at(-1)!);
  });

  it('do not depend on the order of units, nor on what their totals have in common within a stratum', () => {
    const turned = [3, 5, 0, 2, 4, 1];
    const own = rankSets(input);
    const other = rankSets({
      ...input,
      scores: turned.map((unit) => scores[unit]!),
      covariance: turned.map((a) => turned.map((b) => covariance[a]![b]!)),
      samplingUnits: { stratumOf, totals: totals.map((row, u) => turned.map((unit) => row[unit]! + stratumOf[u]!)) },
    });
    expect(other.simultaneous).toEqual(turned.map((unit) => own.simultaneous[unit]));
    expect(other.marginal).toEqual(turned.map((unit) => own.marginal[unit]));
  });

  it.each(['bootstrap-t', 'two-step-bootstrap-t'] as const)(
    '%s: where sign flips leave no spread, Bonferroni’s t stands in and is named',
    (method) => {
      const pairs = {
        stratumOf: [0, 0, 1, 1],
        totals: [
          [1, 0],
          [-1, 0],
          [0, 2],
          [0, -2],
        ],
      };
      const own = rankSets({
        ...settings,
        scores: [9, 1],
        covariance: [
          [4, 0],
          [0, 16],
        ],
        degreesOfFreedom: 2,
        samplingUnits: pairs,
        method,
      });
      expect(own.criticalValues).toMatchObject({ method: 'bonferroni-t', seed: null, draws: 0 });
    },
  );

  it.each<[string, Partial<RankSetsInput>]>([
    ['without totals', { samplingUnits: undefined, method: 'bootstrap-t' }],
    ['in two steps without totals', { samplingUnits: undefined, method: 'two-step-bootstrap-t' }],
    ['with totals of another covariance', { covariance: covariance.map((row) => row.map((value) => value * 1.01)) }],
    ['with a row too short', { samplingUnits: { stratumOf, totals: totals.map((row) => row.slice(1)) } }],
    ['with strata missing', { samplingUnits: { stratumOf: stratumOf.slice(1), totals } }],
  ])('%s are misuse', (_, change) => expect(() => rankSets({ ...input, ...change })).toThrow(RangeError));
});

describe('chances of being first or last', () => {
  it('of independent estimates are integrals, with units known exactly among them', () => {
    const { scores, errors, first, last } = drawn.chances;
    const { chances } = rankSets({ ...settings, scores, covariance: diagonal(errors), degreesOfFreedom: 60 });
    expect(
      largestDifference(
        chances.map((chance) => chance.first),
        first,
      ),
    ).toBeLessThan(1e-10);
    expect(
      largestDifference(
        chances.map((chance) => chance.last),
        last,
      ),
    ).toBeLessThan(1e-10);
  });

  it('are shared by units that tie', () => {
    const same = [
      [1, 1, 0.5],
      [1, 1, 0.5],
      [0.5, 0.5, 1],
    ];
    const { chances } = rankSets({ ...settings, scores: [5, 5, -20], covariance: same, degreesOfFreedom: 60 });
    expect(chances.map(({ first }) => first)).toEqual([0.5, 0.5, 0]);
    expect(chances.map(({ last }) => last)).toEqual([0, 0, 1]);
  });
});

describe('units that may be among the first or last τ', () => {
  const set = (best: number, worst: number) => ({ ranks: [best, worst] as const, isSettled: true });
  const sets = [set(1, 1), set(2, 4), set(2, 4), set(3, 4), set(5, 5)];
  it.each([
    [1, [0], [4]],
    [2, [0, 1, 2], [1, 2, 3, 4]],
    [3, [0, 1, 2, 3], [1, 2, 3, 4]],
  ])('τ = %d', (tau, best, worst) => {
    expect(tauBest(sets, tau)).toEqual(best);
    expect(tauWorst(sets, tau)).toEqual(worst);
  });

  it.each([0, 6, 1.5])('τ = %d is misuse', (tau) => expect(() => tauBest(sets, tau)).toThrow(RangeError));
});

describe('rank sets', () => {
  it('with a known covariance use the normal scale, and one pair its quantile', () => {
    const input = { ...settings, scores: [3, 1], covariance: diagonal([1, 1]), degreesOfFreedom: Infinity };
    const both = rankSets(input);
    expect(both.criticalValues).toMatchObject({ method: 't-matched', areMarginalSetsExact: true });
    expect(Math.abs(both.criticalValues.simultaneousSteps[0]! - normalQuantile(0.975))).toBeLessThan(0.03);
  });

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
      { numRuns: 8 },
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
      { numRuns: 5 },
    );
  });

  it.each<[string, Partial<RankSetsInput>]>([
    ['fewer than 10,000 draws', { draws: 9_999 }],
    ['a covariance of another size', { covariance: [[1]] }],
    ['a score that is not a number', { scores: [NaN, 1] }],
    ['no degrees of freedom', { degreesOfFreedom: 0 }],
    [
      'a negative variance',
      {
        covariance: [
          [-1, 0],
          [0, 1],
        ],
      },
    ],
    ['given draws that are too few', { givenDraws: [1, 2] }],
    ['a given draw that is not a number', { givenDraws: new Array<number>(400).fill(NaN) }],
    ['a confidence of one', { confidence: 1 }],
  ])('%s is misuse', (_, change) => {
    const input = { ...settings, scores: [1, 2], covariance: diagonal([1, 1]), degreesOfFreedom: 30 };
    expect(() => rankSets({ ...input, ...change })).toThrow(RangeError);
  });
});
