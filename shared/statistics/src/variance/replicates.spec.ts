import fc from 'fast-check';
import {
  auxiliariesOf,
  designOf,
  estimatorCases,
  statisticsOf,
  type Person,
  type ReferenceReplicates,
} from '../../reference/estimators.js';
import { largestCovarianceDifference, largestDifference } from '../../reference/read-reference.js';
import type { LonelyPolicy } from '../design/survey-design.js';
import { withBaseWeights, withCalibratedWeights } from '../design/weighted-design.js';
import { estimate, type Estimates } from '../estimation/estimate.js';
import { calibrate } from '../weighting/calibrate.js';
import {
  balancedReplicates,
  bootstrapReplicates,
  givenReplicates,
  jackknife,
  jackknifeUnstratified,
  recalibrated,
  type ReplicateRefusal,
  type Replicates,
} from './replicates.js';

const { people, replicates: cases, lonely, population } = estimatorCases;
const TOLERANCE = 1e-11;

function made(replicates: Replicates | ReplicateRefusal): Replicates {
  if ('outcome' in replicates) throw new Error(`${replicates.reason} ${replicates.stratum}`);
  return replicates;
}

function expectReplicates(
  replicates: Replicates,
  of: readonly Person[],
  expected: ReferenceReplicates,
  weighted = withBaseWeights(designOf(of)),
): void {
  const found = estimate(weighted, statisticsOf(of), { replicates });
  if (found.outcome === 'refused') throw new Error(found.reason);
  const rows = [0, 1, 2, 3, 4, 5, 6, 9];
  const { size, covariance } = found;
  expect(
    largestDifference(
      rows.map((k) => found.estimates[k]!.value!),
      rows.map((k) => Object.values(expected.values)[k]!),
    ),
  ).toBeLessThan(TOLERANCE);
  expect(
    largestCovarianceDifference(
      rows.map((k) => rows.map((l) => covariance[k * size + l]!)),
      rows.map((k) => rows.map((l) => expected.covariance[k]![l]!)),
    ),
  ).toBeLessThan(TOLERANCE);
  expect(found.estimates[1]!.degreesOfFreedom).toBe(expected.degf);
}

describe('replicate variances agree with R survey', () => {
  const weighted = withBaseWeights(designOf(people));

  it('jackknife in strata, with and without few sites in the population', () => {
    expectReplicates(made(jackknife(weighted)), people, cases.jkn);
    const few = withBaseWeights(designOf(people, { population: ({ N1 }) => N1 }));
    expectReplicates(made(jackknife(few)), people, cases.jknFpc);
  });

  it('jackknife without strata', () => expectReplicates(made(jackknifeUnstratified(weighted)), people, cases.jk1));

  it('jackknife, every replicate raked again', () => {
    const { sex, age } = population;
    const calibrated = calibrate(weighted.design, auxiliariesOf(people, { sex, age, income: null }));
    if (calibrated.outcome === 'refused') throw new Error(calibrated.reason);
    const raked = withCalibratedWeights(weighted.design, calibrated);
    const replicates = recalibrated(made(jackknife(weighted)), raked);
    expect(replicates.refused).toEqual([]);
    expectReplicates(replicates, people, cases.jknRaked, raked);
  });

  it('balanced half samples, whole and Fay', () => {
    const pairs = people.filter(({ psu }) => ['a1', 'a2', 'b1', 'b2', 'c2', 'c4', 'd1', 'd2'].includes(psu));
    const half = withBaseWeights(designOf(pairs));
    expectReplicates(made(balancedReplicates(half)), pairs, cases.brr);
    expectReplicates(made(balancedReplicates(half, 0.3)), pairs, cases.fay);
  });

  it('replicates that come with the data: the bootstrap factors that R drew', () => {
    const { factors, scale, rscales, degf } = cases.bootstrap;
    expectReplicates(
      givenReplicates({
        weights: factors[0]!.map((_, r) => people.map(({ base }, i) => base * factors[i]![r]!)),
        scale,
        scales: rscales,
        degreesOfFreedom: degf,
      }),
      people,
      cases.bootstrap,
    );
  });

  it.each<[Exclude<LonelyPolicy, 'fail'>]>([['certainty'], ['remove'], ['average'], ['adjust']])(
    'jackknife with a lonely unit, policy %s',
    (lonelyPolicy) => {
      const left = people.filter(({ psu }) => psu !== 'd2');
      expectReplicates(
        made(jackknife(withBaseWeights(designOf(left, { lonelyPolicy })))),
        left,
        // R counts the rank of the weights, which finds a degree of freedom in the stratum left out as a whole.
        { ...lonely[lonelyPolicy].jackknife, degf: 9 },
      );
    },
  );
});

describe('the bootstrap', () => {
  const weighted = withBaseWeights(designOf(people));
  const bootstrap = (seed: number, replicates = 400): Replicates =>
    made(bootstrapReplicates(weighted, { replicates, seed }));

  it('is the same for the same seed and says which it was', () => {
    expect(bootstrap(7, 5).weights).toEqual(bootstrap(7, 5).weights);
    expect(bootstrap(7, 5).weights).not.toEqual(bootstrap(8, 5).weights);
    const found = estimate(weighted, statisticsOf(people), { replicates: bootstrap(7, 20) }) as Estimates;
    expect(found.method).toMatchObject({ variance: 'bootstrap', seed: 7 });
  });

  it("keeps each stratum's number of sampling units in every replicate", () => {
    const { design } = weighted;
    const size = [3, 4, 5, 2];
    for (const weights of bootstrap(1, 50).weights) {
      const drawn = new Float64Array(design.strata.length);
      design.samplingUnits.forEach((_, unit) => {
        const i = design.samplingUnitOf.indexOf(unit);
        drawn[design.stratumOfSamplingUnit[unit]!]! += weights[i]! / people[i]!.base;
      });
      drawn.forEach((count, stratum) => expect(count).toBeCloseTo(size[stratum]!, 12));
    }
  });

  it('has the linearised variance of a total on average, within four standard errors', () => {
    const statistics = statisticsOf(people).slice(0, 1);
    const linear = estimate(weighted, statistics) as Estimates;
    const drawn = estimate(weighted, statistics, { replicates: bootstrap(11, 600) }) as Estimates;
    const ratio = drawn.covariance[0]! / linear.covariance[0]!;
    expect(Math.abs(ratio - 1)).toBeLessThan(4 * Math.sqrt(2 / 600) * 1.2);
  });
});

describe('a design that a method does not fit is refused by name', () => {
  const left = people.filter(({ psu }) => psu !== 'd2');
  const failing = withBaseWeights(designOf(left, { lonelyPolicy: 'fail' }));
  it.each<[string, Replicates | ReplicateRefusal, object]>([
    ['jackknife', jackknife(failing), { reason: 'lonely-sampling-unit', stratum: 'd' }],
    [
      'bootstrap',
      bootstrapReplicates(failing, { replicates: 5, seed: 1 }),
      { reason: 'lonely-sampling-unit', stratum: 'd' },
    ],
    [
      'half samples',
      balancedReplicates(withBaseWeights(designOf(people))),
      { reason: 'not-two-sampling-units', stratum: 'a' },
    ],
    [
      'jackknife without strata',
      jackknifeUnstratified(withBaseWeights(designOf(people.filter(({ psu }) => psu === 'a1')))),
      { reason: 'too-few-sampling-units', stratum: 'a' },
    ],
  ])('%s', (_, found, expected) => expect(found).toMatchObject({ outcome: 'refused', ...expected }));

  it('a replicate that cannot meet the totals is left out and named', () => {
    // One site holds all the old: without it no weights have any.
    const design = designOf(people);
    const place = coded(people.map(({ psu }) => (psu === 'a1' ? 'here' : 'elsewhere')));
    const calibrated = calibrate(design, [{ variable: place, totals: [100, 900] }]);
    if (calibrated.outcome === 'refused') throw new Error(calibrated.reason);
    const weighted = withCalibratedWeights(design, calibrated);
    const replicates = recalibrated(made(jackknife(withBaseWeights(design))), weighted);
    expect(replicates.refused).toMatchObject([{ replicate: 0, refusal: { margin: 'place', level: 'here' } }]);
    expect(replicates.weights).toHaveLength(13);
    expect(replicates.scale).toBeCloseTo(14 / 13, 12);
  });
});

function coded(values: string[]): { code: string; levels: string[]; of: Int32Array } {
  const levels = ['here', 'elsewhere'];
  return { code: 'place', levels, of: Int32Array.from(values, (value) => levels.indexOf(value)) };
}

it('the jackknife of a mean is the linearised variance when all sampling units weigh alike', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 3, maxLength: 12 }), (scores) => {
      const rows = scores.map((score, i) => ({ ...people[0]!, stratum: 'a', psu: `p${i}`, base: 1, y: score }));
      const weighted = withBaseWeights(designOf(rows));
      const statistics = statisticsOf(rows).slice(1, 2);
      const linear = estimate(weighted, statistics) as Estimates;
      const jack = estimate(weighted, statistics, { replicates: made(jackknife(weighted)) }) as Estimates;
      expect(Math.abs(jack.covariance[0]! - linear.covariance[0]!)).toBeLessThanOrEqual(
        1e-11 * (1 + linear.covariance[0]!),
      );
    }),
  );
});
