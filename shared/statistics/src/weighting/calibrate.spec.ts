import fc from 'fast-check';
import { auxiliariesOf, column, designOf, estimatorCases } from '../../reference/estimators.js';
import { largestDifference } from '../../reference/read-reference.js';
import { respondentsAsSamplingUnits } from '../design/survey-design.js';
import type { CodedColumn } from '../design/survey.js';
import type { Auxiliary } from './auxiliaries.js';
import { calibrate, type Calibrated, type CalibrationOptions } from './calibrate.js';
import { scaleAreas, trimCalibrated, trimOnce, trimStrictly } from './trim-weights.js';

/** Respondents by the levels of each variable, as `count` of one kind after another. */
function sample(
  variables: Record<string, string[]>,
  kinds: [count: number, ...levels: number[]][],
  weight = 1,
): { design: ReturnType<typeof respondentsAsSamplingUnits>; variable: (code: string) => CodedColumn } {
  const rows = kinds.flatMap(([count, ...levels]) => Array.from({ length: count }, () => levels));
  return {
    design: respondentsAsSamplingUnits(
      rows.map((_, i) => `p${i}`),
      rows.map(() => weight),
    ),
    variable: (code) => ({
      code,
      levels: variables[code]!,
      of: Int32Array.from(rows, (levels) => levels[Object.keys(variables).indexOf(code)]!),
    }),
  };
}

const done = (found: ReturnType<typeof calibrate>): Calibrated => {
  if (found.outcome === 'refused') throw new Error(`${found.reason} ${found.margin} ${found.level}`);
  return found;
};

describe('calibration', () => {
  const { people, population } = estimatorCases;

  it.each<[string, Partial<CalibrationOptions>]>([
    ['linear', { distance: 'linear' }],
    ['linear between bounds', { distance: 'linear', bounds: { lower: 0.5, upper: 3 } }],
    ['raking', {}],
    ['raking between bounds', { bounds: { lower: 0.5, upper: 3 } }],
    ['logit', { distance: 'logit', bounds: { lower: 0.3, upper: 4 } }],
  ])('%s meets every total to 1e-12 and keeps its bounds', (_, options) => {
    const found = done(calibrate(designOf(people), auxiliariesOf(people, population), options));
    expect(found.largestError).toBeLessThanOrEqual(1e-12);
    const income = column(people, (person) => person.income);
    expect(found.weights.reduce((sum, w, i) => sum + w * income[i]!, 0)).toBeCloseTo(population.income, 6);
    const { lower, upper } = options.bounds ?? { lower: -Infinity, upper: Infinity };
    expect(found.factors.every((g) => g >= lower && g <= upper)).toBe(true);
  });

  it('does not mind margins that repeat each other', () => {
    const auxiliaries = auxiliariesOf(people, population);
    const sex = auxiliaries[0] as Extract<Auxiliary, { variable: CodedColumn }>;
    const again = { ...sex, variable: { ...sex.variable, code: 'sex again' } };
    const once = done(calibrate(designOf(people), auxiliaries));
    const twice = done(calibrate(designOf(people), [...auxiliaries, again]));
    expect(largestDifference(twice.weights, once.weights)).toBeLessThan(1e-11);
  });

  it('keeps a level without known population at its share of the sample', () => {
    const { design, variable } = sample({ age: ['y', 'o', 'unknown'] }, [
      [50, 0],
      [30, 1],
      [20, 2],
    ]);
    const { weights } = done(calibrate(design, [{ variable: variable('age'), totals: [600, 400, null] }]));
    const sum = (from: number, to: number): number => weights.slice(from, to).reduce((total, w) => total + w, 0);
    expect(sum(0, 50)).toBeCloseTo(480, 9);
    expect(sum(50, 80)).toBeCloseTo(320, 9);
    expect(sum(80, 100)).toBeCloseTo(200, 9);
  });

  it('of equal factors to one margin is the same by every distance', () => {
    const { design, variable } = sample({ age: ['y', 'o'] }, [
      [10, 0],
      [30, 1],
    ]);
    const margin = [{ variable: variable('age'), totals: [20, 20] }];
    for (const options of [
      { distance: 'linear' },
      { distance: 'raking' },
      { distance: 'logit', bounds: { lower: 0.1, upper: 5 } },
    ] as const) {
      const { factors } = done(calibrate(design, margin, options));
      expect(factors[0]).toBeCloseTo(2, 12);
      expect(factors[39]).toBeCloseTo(2 / 3, 12);
    }
  });
});

describe('a calibration that cannot be is refused, naming margin and level', () => {
  const two = sample({ age: ['y', 'o'], sex: ['m', 'f'] }, [
    [30, 0, 0],
    [30, 0, 1],
    [30, 1, 0],
    [30, 1, 1],
  ]);
  const age = (...totals: number[]): Auxiliary => ({ variable: two.variable('age'), totals });
  const sex = (...totals: number[]): Auxiliary => ({ variable: two.variable('sex'), totals });
  const bounds = { lower: 0.5, upper: 1.5 };

  it('totals of two margins differ', () =>
    expect(calibrate(two.design, [age(50, 50), sex(50, 51)])).toMatchObject({
      reason: 'totals-differ',
      margin: 'sex',
    }));

  it('a level has people but no respondents, or respondents but no people', () => {
    const { design, variable } = sample({ age: ['y', 'm', 'o'] }, [
      [30, 0],
      [30, 2],
    ]);
    const totals = (...counts: number[]): Auxiliary[] => [{ variable: variable('age'), totals: counts }];
    expect(calibrate(design, totals(1, 1, 1))).toMatchObject({ reason: 'level-without-respondents', level: 'm' });
    expect(calibrate(design, totals(1, 0, 0))).toMatchObject({ reason: 'respondents-without-population', level: 'o' });
    expect(calibrate(design, totals(1, 0, 1)).outcome).toBe('calibrated');
  });

  it('nobody has any of an amount', () =>
    expect(calibrate(two.design, [{ code: 'land', amounts: new Float64Array(120), total: 5 }])).toMatchObject({
      reason: 'level-without-respondents',
      margin: 'land',
      level: null,
    }));

  it('empty cells make the margins contradict each other', () => {
    const { design, variable } = sample({ age: ['y', 'o'], sex: ['m', 'f'] }, [
      [30, 0, 0],
      [30, 0, 1],
      [30, 1, 1],
    ]);
    const margins = [
      { variable: variable('age'), totals: [30, 70] },
      { variable: variable('sex'), totals: [60, 40] },
    ];
    expect(calibrate(design, margins)).toMatchObject({ outcome: 'refused', reason: 'infeasible' });
    expect(calibrate(design, margins, { distance: 'logit', bounds: { lower: 0.1, upper: 9 } })).toMatchObject({
      reason: 'infeasible',
    });
  });

  it('weights would have to be zero for some', () => {
    const { design, variable } = sample({ age: ['y', 'o'], sex: ['m', 'f'] }, [
      [30, 0, 0],
      [30, 0, 1],
      [30, 1, 1],
    ]);
    const margins = [
      { variable: variable('age'), totals: [60, 40] },
      { variable: variable('sex'), totals: [60, 40] },
    ];
    expect(calibrate(design, margins)).toMatchObject({
      outcome: 'refused',
      reason: 'infeasible',
      margin: 'age',
      level: 'y',
    });
  });

  it('one margin alone needs a factor beyond the bounds', () => {
    const found = calibrate(two.design, [age(100, 20), sex(60, 60)], { distance: 'logit', bounds });
    expect(found).toMatchObject({ reason: 'infeasible-bounds', margin: 'age', level: 'y' });
    if (found.outcome === 'refused') expect(found.neededFactors?.upper).toBeNull();
    // With the lower bound out of the way the upper must reach 100/60.
    const free = calibrate(two.design, [age(100, 20), sex(60, 60)], { bounds: { lower: 0.1, upper: 1.5 } });
    if (free.outcome !== 'refused') throw new Error('not refused');
    expect(free.neededFactors!.upper).toBeCloseTo(100 / 60, 9);
    expect(free.neededFactors!.lower).toBeNull();
    expect(
      calibrate(two.design, [age(100, 20), sex(60, 60)], { bounds: { lower: 0.1, upper: 1.001 * (100 / 60) } }).outcome,
    ).toBe('calibrated');
  });

  it('two margins together need a factor beyond the bounds, though each alone does not', () => {
    const { design, variable } = sample({ age: ['y', 'o'], sex: ['m', 'f'] }, [
      [10, 0, 0],
      [40, 0, 1],
      [40, 1, 0],
      [10, 1, 1],
    ]);
    const margins = [
      { variable: variable('age'), totals: [62, 38] },
      { variable: variable('sex'), totals: [62, 38] },
    ];
    const narrow = { lower: 0.5, upper: 1.45 };
    const found = calibrate(design, margins, { distance: 'linear', bounds: narrow });
    if (found.outcome !== 'refused') throw new Error('not refused');
    expect(found.reason).toBe('infeasible-bounds');
    const { upper } = found.neededFactors!;
    expect(upper).toBeGreaterThan(1.45);
    expect(
      calibrate(design, margins, { distance: 'linear', bounds: { lower: 0.5, upper: upper! * 1.001 } }).outcome,
    ).toBe('calibrated');
    expect(
      calibrate(design, margins, { distance: 'linear', bounds: { lower: 0.5, upper: upper! * 0.999 } }).outcome,
    ).toBe('refused');
  });

  it('misuse is thrown', () => {
    expect(() => calibrate(two.design, [age(1, -1)])).toThrow(RangeError);
    expect(() => calibrate(two.design, [age(1)])).toThrow(RangeError);
    expect(() => calibrate(two.design, [age(1, 1), age(1, 1)])).toThrow(RangeError);
    expect(() => calibrate(two.design, [age(1, 1)], { distance: 'logit' })).toThrow(RangeError);
    expect(() => calibrate(two.design, [age(1, 1)], { bounds: { lower: 2, upper: 1 } })).toThrow(RangeError);
    expect(() => calibrate(two.design, [{ code: 'a', amounts: new Float64Array(3), total: 1 }])).toThrow(RangeError);
  });
});

describe('any calibration', () => {
  const level = fc.integer({ min: 0, max: 2 });
  const cases = fc.record({
    rows: fc.array(
      fc.record({
        a: level,
        b: level,
        amount: fc.integer({ min: 0, max: 50 }),
        weight: fc.integer({ min: 1, max: 40 }),
      }),
      {
        minLength: 3,
        maxLength: 40,
      },
    ),
    a: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 3, maxLength: 3 }),
    b: fc.array(fc.option(fc.integer({ min: 0, max: 60 }), { freq: 4 }), { minLength: 3, maxLength: 3 }),
    amount: fc.option(fc.integer({ min: 0, max: 3000 })),
    options: fc.constantFrom<Partial<CalibrationOptions>>(
      { distance: 'linear' },
      { distance: 'linear', bounds: { lower: 0.2, upper: 4 } },
      {},
      { bounds: { lower: 0.2, upper: 4 } },
      { distance: 'logit', bounds: { lower: 0.2, upper: 4 } },
    ),
  });

  it('meets its totals within its bounds or is refused by name; nothing is ever not a number', () => {
    fc.assert(
      fc.property(cases, ({ rows, a, b, amount, options }) => {
        const design = respondentsAsSamplingUnits(
          rows.map((_, i) => `p${i}`),
          rows.map(({ weight }) => weight),
        );
        const levels = ['0', '1', '2'];
        const known = b.reduce<number>((sum, count) => sum + (count ?? 0), 0);
        const total = a.reduce((sum, count) => sum + count, 0);
        fc.pre(total > 0 && (known > 0 || b.every((count) => count === null)));
        const auxiliaries: Auxiliary[] = [
          { variable: { code: 'a', levels, of: Int32Array.from(rows, (row) => row.a) }, totals: a },
          {
            variable: { code: 'b', levels, of: Int32Array.from(rows, (row) => row.b) },
            totals: b.map((count) => (count === null ? null : (count * total) / known)),
          },
        ];
        if (amount !== null) {
          auxiliaries.push({ code: 'amount', amounts: Float64Array.from(rows, (row) => row.amount), total: amount });
        }
        const found = calibrate(design, auxiliaries, options);
        if (found.outcome === 'refused') {
          expect(['a', 'b', 'amount']).toContain(found.margin);
          for (const value of [found.relativeError, ...Object.values(found.neededFactors ?? {})]) {
            expect(value === null || Number.isFinite(value)).toBe(true);
          }
          return;
        }
        expect(found.weights.every(Number.isFinite)).toBe(true);
        const { matrix } = found.calibration;
        const sums = new Float64Array(matrix.columns);
        matrix.columnOf.forEach((of) => of.forEach((c, i) => (sums[c]! += found.weights[i]!)));
        if (amount !== null) rows.forEach((row, i) => (sums[6]! += found.weights[i]! * row.amount));
        sums.forEach((sum, c) =>
          expect(Math.abs(sum - matrix.totals[c]!)).toBeLessThan(1e-9 * (1 + total + (amount ?? 0)) * 50),
        );
        if (options.bounds) {
          const { lower, upper } = options.bounds;
          expect(found.factors.every((g) => g >= lower && g <= upper)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('trimming', () => {
  const { people, trimmed, population } = estimatorCases;
  const base = Float64Array.from(people, (person) => person.base);
  const bounds = { lower: 0.6, upper: 1.5 };

  it('in one pass and strictly agrees with R', () => {
    const once = trimOnce(base, bounds);
    const strict = trimStrictly(base, bounds);
    if (once.outcome === 'refused' || strict.outcome === 'refused') throw new Error('refused');
    expect(largestDifference(once.weights, trimmed.once)).toBeLessThan(1e-12);
    expect(largestDifference(strict.weights, trimmed.strict)).toBeLessThan(1e-12);
    expect(Math.max(...strict.weights)).toBeLessThanOrEqual(trimmed.upper * (1 + 1e-10));
  });

  it('together with calibration ends where totals and bounds both hold', () => {
    const design = designOf(people);
    const found = done(calibrate(design, auxiliariesOf(people, { ...population, income: null })));
    const result = trimCalibrated(found.weights, found.calibration, { lower: 0.4, upper: 2 });
    if (result.outcome === 'refused') throw new Error(result.reason);
    expect(result.trimmedRespondents).toBeGreaterThan(0);
    const mean = population.total / people.length;
    expect(result.weights.every((w) => w >= 0.4 * mean * (1 - 1e-10) && w <= 2 * mean * (1 + 1e-10))).toBe(true);
    const women = people.reduce((sum, { sex }, i) => sum + (sex === 'f' ? result.weights[i]! : 0), 0);
    expect(women).toBeCloseTo(population.sex['f']!, 8);
    expect(trimCalibrated(found.weights, found.calibration, { lower: 0.99, upper: 1.01 })).toMatchObject({
      outcome: 'refused',
      reason: 'trimming-not-converged',
    });
  });

  it('is refused when no weight is left to share with', () =>
    expect(trimStrictly(Float64Array.of(1, 1, 1, 9), { lower: 0.9, upper: 1.1 })).toMatchObject({
      outcome: 'refused',
      reason: 'trimming-not-converged',
    }));
});

describe('areas scaled to the city', () => {
  const area = { code: 'area', levels: ['east', 'west'], of: Int32Array.of(0, 0, 1) };

  it('have the sum of their people, and the same proportions within', () => {
    const scaled = scaleAreas(Float64Array.of(1, 3, 5), area, [200, 100]);
    if (scaled.outcome === 'refused') throw new Error(scaled.reason);
    expect([...scaled.weights]).toEqual([50, 150, 100]);
  });

  it('an area without respondents is refused by name', () =>
    expect(scaleAreas(Float64Array.of(1, 3, 5), { ...area, of: Int32Array.of(0, 0, 0) }, [200, 100])).toMatchObject({
      reason: 'level-without-respondents',
      margin: 'area',
      level: 'west',
    }));
});
