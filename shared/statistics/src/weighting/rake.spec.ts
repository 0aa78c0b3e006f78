import fc from 'fast-check';
import { largestDifference } from '../../reference/read-reference.js';
import { respondentsAsSamplingUnits } from '../design/survey-design.js';
import type { Survey } from '../design/survey.js';
import { cholesky, solveCholesky } from '../numeric/cholesky.js';
import { reduceAnswers } from './cells.js';
import type { MarginTarget } from './margins.js';
import { respondentWeights, weigh, type WeightingOptions } from './weigh.js';
import { standardRaking } from './rake.js';

const plain: WeightingOptions = { raking: standardRaking, thinLevels: null, trimming: null };

/** Respondents of two or more variables, from counts of each combination of level indexes. */
function people(
  variables: Record<string, string[]>,
  cells: [count: number, ...levels: number[]][],
  base?: number[],
): Survey {
  const rows = cells.flatMap(([count, ...levels]) => Array.from({ length: count }, () => levels));
  return {
    design: respondentsAsSamplingUnits(
      rows.map((_, i) => `r${i}`),
      base,
    ),
    variables: Object.entries(variables).map(([code, levels], v) => ({
      code,
      levels,
      of: Int32Array.from(rows, (row) => row[v]!),
    })),
    blocks: [],
    units: [],
  };
}

function margin(variable: string, populations: Record<string, number | null>): MarginTarget {
  return {
    variable,
    mayCollapse: false,
    levels: Object.entries(populations).map(([code, population]) => ({ code, population })),
  };
}

/** Newton's method on the calibration equations with the raking distance, g = exp(x'λ): the other road to the same weights. */
function calibrate(base: number[], columns: number[][], totals: number[]): number[] {
  const size = totals.length;
  const lambda = new Float64Array(size);
  const factor = (i: number): number => Math.exp(columns.reduce((sum, x, k) => sum + x[i]! * lambda[k]!, 0));
  for (let step = 0; step < 100; step++) {
    const g = base.map((_, i) => factor(i));
    const gap = Float64Array.from(
      totals,
      (total, k) => total - base.reduce((sum, d, i) => sum + d * g[i]! * columns[k]![i]!, 0),
    );
    const hessian = new Float64Array(size * size);
    for (let k = 0; k < size; k++) {
      for (let l = 0; l < size; l++) {
        hessian[k * size + l] = base.reduce((sum, d, i) => sum + d * g[i]! * columns[k]![i]! * columns[l]![i]!, 0);
      }
    }
    const change = solveCholesky(cholesky(hessian, size), gap);
    // Damped, since a full step may overshoot far from the solution.
    const length = Math.max(...change.map(Math.abs));
    for (let k = 0; k < size; k++) lambda[k]! += change[k]! * Math.min(1, 2 / length);
  }
  return base.map((d, i) => d * factor(i));
}

const surveys = fc
  .record({
    counts: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 6, maxLength: 6 }),
    age: fc.array(fc.integer({ min: 20, max: 100 }), { minLength: 3, maxLength: 3 }),
    sex: fc.integer({ min: 30, max: 70 }),
    heavy: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ counts, age, sex, heavy }) => {
    const cells = counts.map((count, c): [number, number, number] => [count, c >> 1, c & 1]);
    const base = cells.flatMap(([count]) => Array.from({ length: count }, (_, i) => (i % 3 === 0 ? heavy : 1)));
    const total = age[0]! + age[1]! + age[2]!;
    return {
      survey: people({ age: ['y', 'm', 'o'], sex: ['m', 'f'] }, cells, base),
      base,
      rows: cells.flatMap(([count, a, s]) => Array.from({ length: count }, () => [a, s] as const)),
      targets: [
        margin('age', { y: age[0]!, m: age[1]!, o: age[2]! }),
        margin('sex', { m: (total * sex) / 100, f: (total * (100 - sex)) / 100 }),
      ],
    };
  });

describe('raked weights', () => {
  it('are the calibration weights of the raking distance, found by another method', () => {
    fc.assert(
      fc.property(surveys, ({ survey, base, rows, targets }) => {
        const sums = reduceAnswers(survey);
        const weighting = weigh(sums, targets, plain);
        if (weighting.outcome === 'refused') throw new Error(weighting.reason);
        const columns = [
          ...[0, 1, 2].map((level) => rows.map(([age]) => (age === level ? 1 : 0))),
          rows.map(([, sex]) => (sex === 0 ? 1 : 0)),
        ];
        const totals = [...targets[0]!.levels, targets[1]!.levels[0]!].map(({ population }) => population!);
        expect(largestDifference(respondentWeights(sums, weighting), calibrate(base, columns, totals))).toBeLessThan(
          1e-9,
        );
      }),
      { numRuns: 40 },
    );
  });

  it('meet every margin and keep the level without a known population at its share of the sample', () => {
    fc.assert(
      fc.property(surveys, fc.integer({ min: 0, max: 2 }), ({ survey, targets }, unknown) => {
        const levels = targets[0]!.levels.map((level, l) => (l === unknown ? { ...level, population: null } : level));
        const weighting = weigh(reduceAnswers(survey), [{ ...targets[0]!, levels }], plain);
        if (weighting.outcome === 'refused') throw new Error(weighting.reason);
        const report = weighting.marginReports[0]!.levels;
        expect(report[unknown]!.target).toBeNull();
        report.forEach(({ before, target, after }) =>
          expect(Math.abs(after / (target ?? before) - 1)).toBeLessThan(1e-11),
        );
      }),
    );
  });
});

describe('a survey that cannot be weighted is refused, naming margin and level', () => {
  const sums = reduceAnswers(
    people({ age: ['y', 'o'], sex: ['m', 'f'] }, [
      [30, 0, 0],
      [30, 0, 1],
      [30, 1, 0],
      [30, 1, 1],
    ]),
  );

  it('totals of two margins differ', () => {
    expect(weigh(sums, [margin('age', { y: 50, o: 50 }), margin('sex', { m: 50, f: 50.001 })], plain)).toMatchObject({
      outcome: 'refused',
      reason: 'totals-differ',
      margin: 'sex',
      level: null,
    });
    expect(
      weigh(sums, [margin('age', { y: 50, o: 50 }), margin('sex', { m: 50, f: 50.00000001 })], plain).outcome,
    ).toBe('weighted');
  });

  it('a level of the population has no respondent', () => {
    const survey = people({ age: ['y', 'm', 'o'] }, [
      [30, 0],
      [30, 2],
    ]);
    expect(weigh(reduceAnswers(survey), [margin('age', { y: 1, m: 1, o: 1 })], plain)).toMatchObject({
      reason: 'level-without-respondents',
      margin: 'age',
      level: 'm',
    });
  });

  it('respondents have a level that the margin does not know', () => {
    const survey = people({ age: ['y', 'o', 'unknown'] }, [
      [30, 0],
      [30, 1],
      [1, 2],
    ]);
    expect(weigh(reduceAnswers(survey), [margin('age', { y: 1, o: 1 })], plain)).toMatchObject({
      reason: 'respondents-without-population',
      margin: 'age',
      level: 'unknown',
    });
  });

  it('empty cells make the margins contradict each other', () => {
    // All the old are women, and there are to be more old people than women.
    const survey = people({ age: ['y', 'o'], sex: ['m', 'f'] }, [
      [30, 0, 0],
      [30, 0, 1],
      [30, 1, 1],
    ]);
    const refused = weigh(
      reduceAnswers(survey),
      [margin('age', { y: 30, o: 70 }), margin('sex', { m: 60, f: 40 })],
      plain,
    );
    expect(refused).toMatchObject({ outcome: 'refused', reason: 'infeasible' });
    if (refused.outcome === 'refused') expect([refused.margin, refused.level]).toEqual(['age', 'y']);
  });

  it('three margins contradict each other though any two agree', () => {
    // Only even combinations exist, so a share of one half each for two variables binds the third.
    const survey = people({ a: ['0', '1'], b: ['0', '1'], c: ['0', '1'] }, [
      [20, 0, 0, 0],
      [20, 0, 1, 1],
      [20, 1, 0, 1],
      [20, 1, 1, 0],
    ]);
    const targets = [margin('a', { '0': 9, '1': 1 }), margin('b', { '0': 9, '1': 1 }), margin('c', { '0': 2, '1': 8 })];
    expect(weigh(reduceAnswers(survey), targets, plain)).toMatchObject({ reason: 'infeasible' });
    expect(weigh(reduceAnswers(survey), targets.slice(0, 2), plain).outcome).toBe('weighted');
  });

  it('weights exist only with some of them zero', () => {
    const survey = people({ age: ['y', 'o'], sex: ['m', 'f'] }, [
      [30, 0, 0],
      [30, 0, 1],
      [30, 1, 1],
    ]);
    expect(
      weigh(reduceAnswers(survey), [margin('age', { y: 60, o: 40 }), margin('sex', { m: 60, f: 40 })], plain),
    ).toMatchObject({ outcome: 'refused', reason: 'infeasible', margin: 'age', level: 'y' });
  });

  it('too few cycles are allowed for margins that can be met', () => {
    const targets = [margin('age', { y: 60, o: 40 }), margin('sex', { m: 55, f: 45 })];
    const uneven = reduceAnswers(
      people({ age: ['y', 'o'], sex: ['m', 'f'] }, [
        [30, 0, 0],
        [5, 0, 1],
        [10, 1, 0],
        [30, 1, 1],
      ]),
    );
    const few = { ...plain, raking: { ...plain.raking, maximumCycles: 2 } };
    expect(weigh(uneven, targets, few)).toMatchObject({ outcome: 'refused', reason: 'not-converged' });
    expect(weigh(uneven, targets, plain).outcome).toBe('weighted');
  });

  it('misuse is thrown, not returned', () => {
    expect(() => weigh(sums, [margin('income', { low: 1 })], plain)).toThrow(RangeError);
    expect(() => weigh(sums, [margin('age', { y: 1, o: -1 })], plain)).toThrow(RangeError);
    expect(() => weigh(sums, [margin('age', { y: 1, x: 1 })], plain)).toThrow(RangeError);
    expect(() => weigh(sums, [margin('age', { y: 1, o: 1 }), margin('age', { y: 1, o: 1 })], plain)).toThrow(
      RangeError,
    );
  });
});
