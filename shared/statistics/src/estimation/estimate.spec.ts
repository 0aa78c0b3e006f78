import {
  auxiliariesOf,
  column,
  designOf,
  estimatorCases,
  statisticsOf,
  type Person,
  type ReferenceDesign,
  type ReferenceEstimates,
} from '../../reference/estimators.js';
import { largestCovarianceDifference, largestDifference } from '../../reference/read-reference.js';
import type { LonelyPolicy, SurveyDesign } from '../design/survey-design.js';
import { withBaseWeights, withCalibratedWeights, type WeightedDesign } from '../design/weighted-design.js';
import { calibrate, type CalibrationOptions } from '../weighting/calibrate.js';
import { estimate, type Estimates } from './estimate.js';
import { quantile } from './quantile.js';

const { people, designs, lonely, population, calibrations } = estimatorCases;
const TOLERANCE = 1e-11;
const household = { units: (person: Person) => person.ssu, population: (person: Person) => person.N2 };
const streets = (person: Person): number => person.N1;

export function estimatesOf(weighted: WeightedDesign, of: readonly Person[], options = {}): Estimates {
  const found = estimate(weighted, statisticsOf(of), options);
  if (found.outcome === 'refused') throw new Error(`refused: ${found.reason} ${found.stratum}`);
  return found;
}

export function expectEstimates(found: Estimates, expected: ReferenceEstimates, tolerance = TOLERANCE): void {
  const codes = found.estimates.map(({ code }) => code);
  expect(
    largestDifference(
      found.estimates.map(({ value }) => value!),
      codes.map((code) => expected.values[code]!),
    ),
  ).toBeLessThan(tolerance);
  // What does not vary has variance zero here and rounding noise in R.
  const spread = codes.flatMap((code, k) => (['never', 'constant'].includes(code) ? [] : [k]));
  const { size, covariance } = found;
  expect(
    largestCovarianceDifference(
      spread.map((k) => spread.map((l) => covariance[k * size + l]!)),
      spread.map((k) => spread.map((l) => expected.covariance[k]![l]!)),
    ),
  ).toBeLessThan(tolerance);
  for (const k of codes.keys()) if (!spread.includes(k)) expect(covariance[k * size + k]).toBeLessThan(1e-18);
}

function expectDesign(weighted: WeightedDesign, expected: ReferenceDesign, options = {}): void {
  expect(largestDifference(weighted.weights, expected.weights)).toBeLessThan(TOLERANCE);
  const found = estimatesOf(weighted, people, options);
  expectEstimates(found, expected.estimates);
  const of = (code: string): Estimates['estimates'][number] => found.estimates.find((entry) => entry.code === code)!;
  expect(of('meanY').degreesOfFreedom).toBe(expected.degf);
  expect(of('meanOld').degreesOfFreedom).toBe(expected.degfOld);
  expect(
    largestDifference([of('meanY').designEffect!, of('meanOld').designEffect!], [expected.deffMean, expected.deffOld]),
  ).toBeLessThan(TOLERANCE);
}

describe('totals, means, ratios, shares and their covariances agree with R survey', () => {
  it.each<[string, SurveyDesign, ReferenceDesign]>([
    ['one stage with replacement', designOf(people), designs.one],
    ['one stage, few sites in the population', designOf(people, { population: streets }), designs.oneFpc],
    ['two stages', designOf(people, { population: streets, stages: [household] }), designs.two],
    [
      'three stages',
      designOf(people, {
        population: streets,
        stages: [household, { units: ({ person }) => person, population: ({ N3 }) => N3 }],
      }),
      designs.three,
    ],
    [
      'strata at the second stage, some with a lonely unit, around the overall mean',
      designOf(people, {
        population: streets,
        stages: [{ strata: ({ half }) => half, units: ({ ssu }) => ssu, population: ({ N2half }) => N2half }],
      }),
      designs.twoStrata,
    ],
    [
      'the same, lonely units removed',
      designOf(people, {
        population: streets,
        stages: [{ strata: ({ half }) => half, units: ({ ssu }) => ssu, population: ({ N2half }) => N2half }],
        lonelyPolicy: 'remove',
      }),
      designs.twoStrataRemove,
    ],
  ])('%s', (_, design, expected) => expectDesign(withBaseWeights(design), expected));
});

describe('a stratum with a single sampling unit', () => {
  const left = people.filter(({ psu }) => psu !== 'd2');

  it.each(['certainty', 'remove', 'average', 'adjust'] as const)('counts by the policy %s as in R', (lonelyPolicy) => {
    const one = estimatesOf(withBaseWeights(designOf(left, { lonelyPolicy })), left);
    expectEstimates(one, lonely[lonelyPolicy].one);
    expect(one.lonelyStrata).toEqual([{ stage: 1, stratum: 'd' }]);
    const two = designOf(left, { lonelyPolicy, population: streets, stages: [household] });
    expectEstimates(estimatesOf(withBaseWeights(two), left), lonely[lonelyPolicy].two);
  });

  it('is refused by name where the design says so', () => {
    expect(estimate(withBaseWeights(designOf(left, { lonelyPolicy: 'fail' })), statisticsOf(left))).toEqual({
      outcome: 'refused',
      reason: 'lonely-sampling-unit',
      stage: 1,
      stratum: 'd',
    });
  });

  it('leaves no average to take when all strata are so', () => {
    const single = people.filter(({ psu }) => psu === 'a1' || psu === 'b1');
    expect(
      estimate(withBaseWeights(designOf(single, { lonelyPolicy: 'average' })), statisticsOf(single)),
    ).toMatchObject({ outcome: 'refused' });
  });

  it('does not matter when it is the whole population of its stratum', () => {
    const certain = designOf(left, {
      lonelyPolicy: 'fail',
      population: ({ stratum, N1 }) => (stratum === 'd' ? 1 : N1),
    });
    expect(estimate(withBaseWeights(certain), statisticsOf(left)).outcome).toBe('estimated');
  });
});

describe('calibrated estimates agree with R survey', () => {
  const { sex, age, income, bounds } = population;
  const full = auxiliariesOf(people, { sex, age, income });
  const weigh = (design: SurveyDesign, options: Partial<CalibrationOptions>, auxiliaries = full): WeightedDesign => {
    const calibrated = calibrate(design, auxiliaries, options);
    if (calibrated.outcome === 'refused') throw new Error(`${calibrated.reason} ${calibrated.margin}`);
    return withCalibratedWeights(design, calibrated);
  };
  const limits = { lower: bounds[0], upper: bounds[1] };

  it.each<[keyof typeof calibrations, Partial<CalibrationOptions>]>([
    ['linear', { distance: 'linear' }],
    ['linearBounded', { distance: 'linear', bounds: limits }],
    ['raking', { distance: 'raking' }],
    ['rakingBounded', { distance: 'raking', bounds: limits }],
  ])('%s, to two margins and an amount', (name, options) =>
    expectDesign(weigh(designOf(people), options), calibrations[name]),
  );

  it('logit between bounds', () =>
    expectDesign(
      weigh(designOf(people, { weight: ({ scaled }) => scaled }), {
        distance: 'logit',
        bounds: { lower: 0.6, upper: 1.7 },
      }),
      calibrations.logit,
    ));

  it('linear in a design of two stages', () =>
    expectDesign(
      weigh(designOf(people, { population: streets, stages: [household] }), { distance: 'linear' }),
      calibrations.linearTwoStages,
    ));

  const margins = auxiliariesOf(people, { sex, age, income: null });
  it('raking, with the residuals of the regression and with those of rake()', () => {
    expectDesign(weigh(designOf(people), {}, margins), estimatorCases.rakedByCalibration);
    expectDesign(weigh(designOf(people), {}, margins), estimatorCases.raked, { residuals: 'rake' });
  });

  it('post-stratification by sex and age', () => {
    const levels = population.cells.map((cell) => `${cell.sex} ${cell.age}`);
    const design = designOf(people);
    const variable = {
      code: 'sex × age',
      levels,
      of: Int32Array.from(people, (person) => levels.indexOf(`${person.sex} ${person.age}`)),
    };
    const crossed = [{ variable, totals: population.cells.map(({ Freq }) => Freq) }];
    expectDesign(weigh(design, {}, crossed), estimatorCases.poststratified);
    expectDesign(weigh(design, { distance: 'linear' }, crossed), estimatorCases.poststratified);
  });
});

describe('intervals of shares', () => {
  it.each(['beta', 'logit', 'wald'] as const)(
    '%s limits agree with R svyciprop, for a common and a rare answer',
    (method) => {
      const found = estimatesOf(withBaseWeights(designOf(people)), people, { shareInterval: method });
      for (const code of ['yes', 'rare'] as const) {
        const { interval } = found.estimates.find((entry) => entry.code === code)!;
        expect(largestDifference(interval!, estimatorCases.intervals[code][method])).toBeLessThan(1e-10);
      }
    },
  );

  it('of an answer that nobody gave starts at 0 and ends below 1', () => {
    const { interval } = estimatesOf(withBaseWeights(designOf(people)), people).estimates[7]!;
    expect(interval![0]).toBe(0);
    expect(interval![1]).toBeGreaterThan(0);
    expect(interval![1]).toBeLessThan(0.1);
  });
});

describe('quantiles', () => {
  it.each(['y', 'level'] as const)("of %s, Woodruff's limits and errors agree with R svyquantile", (code) => {
    const values = column(people, (person) => person[code]);
    const weighted = withBaseWeights(designOf(people));
    [0.1, 0.25, 0.5, 0.9].forEach((probability, q) => {
      const found = quantile(weighted, { values }, probability);
      if (found.outcome === 'refused') throw new Error(found.reason);
      const expected = estimatorCases.quantiles[code][q]!;
      expect(found.value).toBe(expected.quantile);
      expect(found.interval).toEqual([expected['ci.2.5'], expected['ci.97.5']]);
      if (expected.se === null) expect(found.standardError).toBeNull();
      else expect(found.standardError).toBeCloseTo(expected.se, 10);
    });
  });

  it('of equal weights are the smallest value that the share does not exceed', () => {
    const four = people.slice(0, 4).map((person, i) => ({ ...person, base: 1, y: i + 1 }));
    const weighted = withBaseWeights(designOf(four));
    const of = (p: number): unknown => quantile(weighted, { values: column(four, ({ y }) => y) }, p);
    expect(of(0.5)).toMatchObject({ value: 2 });
    expect(of(0.51)).toMatchObject({ value: 3 });
    expect(of(0.25)).toMatchObject({ value: 1 });
  });
});

describe('little or no data', () => {
  const noDegreesOfFreedom = { marginOfError: null, interval: null };
  it('one respondent: the value, and nothing about its spread', () => {
    const one = people.filter(({ y }) => y !== null).slice(0, 1);
    const found = estimatesOf(withBaseWeights(designOf(one)), one);
    expect(found.estimates[1]).toMatchObject({
      value: one[0]!.y,
      respondents: 1,
      designEffect: null,
      ...noDegreesOfFreedom,
    });
    expect(quantile(withBaseWeights(designOf(one)), { values: column(one, ({ y }) => y) }, 0.5)).toMatchObject({
      value: one[0]!.y,
      interval: [null, null],
      standardError: null,
    });
  });

  it('an empty domain: no mean, no ratio, a total of zero', () => {
    const domain = new Uint8Array(people.length);
    const statistics = statisticsOf(people).map((statistic) => ({ ...statistic, domain }));
    const found = estimate(withBaseWeights(designOf(people)), statistics);
    if (found.outcome === 'refused') throw new Error(found.reason);
    expect(found.estimates.map(({ value }) => value)).toEqual([
      0,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
    expect([...found.covariance].every((value) => value === 0)).toBe(true);
  });

  it.each<[LonelyPolicy]>([['adjust'], ['remove']])('answers all alike have no spread (%s)', (lonelyPolicy) => {
    const found = estimatesOf(withBaseWeights(designOf(people, { lonelyPolicy })), people);
    expect(found.estimates[8]).toMatchObject({ value: 70, standardError: 0, interval: [70, 70], designEffect: null });
  });

  it('misuse is thrown: wrong lengths, infinite values, shares other than 0 and 1, one code twice', () => {
    const weighted = withBaseWeights(designOf(people));
    const values = column(people, ({ x }) => x);
    expect(() => estimate(weighted, [{ code: 'a', kind: 'mean', values: values.slice(1) }])).toThrow(RangeError);
    expect(() => estimate(weighted, [{ code: 'a', kind: 'mean', values: values.map(() => Infinity) }])).toThrow(
      RangeError,
    );
    expect(() => estimate(weighted, [{ code: 'a', kind: 'share', values }])).toThrow(RangeError);
    const twice = { code: 'a', kind: 'mean' as const, values };
    expect(() => estimate(weighted, [twice, twice])).toThrow(RangeError);
  });
});
