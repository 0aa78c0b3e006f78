import { respondentsAsSamplingUnits } from '../design/survey-design.js';
import { reduceAnswers } from './cells.js';
import { standardRaking } from './rake.js';
import { weigh } from './weigh.js';

/** 10 old and 190 young respondents of whom 5 and 95 are men. */
const sums = reduceAnswers({
  design: respondentsAsSamplingUnits(Array.from({ length: 200 }, (_, i) => `r${i}`)),
  variables: [
    { code: 'age', levels: ['old', 'young'], of: Int32Array.from({ length: 200 }, (_, i) => (i < 10 ? 0 : 1)) },
    { code: 'sex', levels: ['m', 'f'], of: Int32Array.from({ length: 200 }, (_, i) => i % 2) },
  ],
  blocks: [],
  units: [],
});
const sex = (m: number) => ({
  variable: 'sex',
  mayCollapse: false,
  levels: [
    { code: 'm', population: m },
    { code: 'f', population: 200 - m },
  ],
});
const age = {
  variable: 'age',
  mayCollapse: false,
  levels: [
    { code: 'old', population: 40 },
    { code: 'young', population: 160 },
  ],
};

describe('trimming', () => {
  it('changes nothing when every weight lies within the bounds', () => {
    const untrimmed = weigh(sums, [age, sex(110)], { raking: standardRaking, thinLevels: null, trimming: null });
    const trimmed = weigh(sums, [age, sex(110)], {
      raking: standardRaking,
      thinLevels: null,
      trimming: { lower: 0.2, upper: 5 },
    });
    if (untrimmed.outcome === 'refused' || trimmed.outcome === 'refused') throw new Error('refused');
    expect(trimmed.weights).toEqual(untrimmed.weights);
    expect([trimmed.trimmedRespondents, trimmed.trimmingRounds]).toEqual([0, 0]);
  });

  it('holds weights within the bounds and still meets the margins', () => {
    const options = { raking: standardRaking, thinLevels: null, trimming: { lower: 0.5, upper: 4.2 } };
    const trimmed = weigh(sums, [age, sex(130)], options);
    if (trimmed.outcome === 'refused') throw new Error(trimmed.reason);
    expect(trimmed.trimmedRespondents).toBe(5);
    expect(Math.max(...trimmed.weights)).toBeLessThanOrEqual(4.2 * (1 + 1e-9));
    for (const { levels } of trimmed.marginReports) {
      for (const { target, after } of levels) expect(Math.abs(after / target! - 1)).toBeLessThan(1e-11);
    }
  });

  it('is refused when a level cannot reach its total within the bounds', () => {
    // Ten old respondents need a mean weight of 4.
    const options = { raking: standardRaking, thinLevels: null, trimming: { lower: 0.2, upper: 3 } };
    expect(weigh(sums, [age, sex(100)], options)).toMatchObject({
      outcome: 'refused',
      reason: 'trimming-not-converged',
      margin: 'age',
      level: 'old',
    });
  });

  it('needs bounds around the mean', () => {
    const options = { raking: standardRaking, thinLevels: null, trimming: { lower: 1.2, upper: 3 } };
    expect(() => weigh(sums, [age], options)).toThrow(RangeError);
  });

  it('tells the largest margin error after each cycle, through raking and every round', () => {
    const options = { raking: standardRaking, thinLevels: null, trimming: { lower: 0.5, upper: 4.2 } };
    const [untrimmed, trimmed] = [
      weigh(sums, [age, sex(130)], { ...options, trimming: null }),
      weigh(sums, [age, sex(130)], options),
    ];
    if (untrimmed.outcome === 'refused' || trimmed.outcome === 'refused') throw new Error('refused');
    expect(untrimmed.errors).toHaveLength(untrimmed.cycles);
    expect(untrimmed.errors.at(-1)).toBe(untrimmed.largestMarginError);
    expect(untrimmed.errors.slice(0, -1).every((error, cycle) => error > untrimmed.errors[cycle + 1]!)).toBe(true);
    expect(trimmed.trimmingRounds).toBeGreaterThan(1);
    expect(trimmed.errors).toHaveLength(trimmed.cycles);
    expect(trimmed.errors.slice(0, untrimmed.cycles)).toEqual(untrimmed.errors);
    expect(trimmed.errors.at(-1)).toBe(trimmed.largestMarginError);
  });
});
