import { studentTQuantile } from '../numeric/student-t.js';
import type { UnitTest } from './integrity.js';

/** What a threshold looks at of a test. */
export type ScoredTest = Pick<UnitTest, 'unit' | 'test' | 'direction' | 'z'>;

export interface ThresholdRule {
  /** Units in each wave. */
  readonly units: number;
  /** False alarms allowed per unit and wave, all tests together, both ways: a share. */
  readonly allowed: number;
  /** Confidence, one-sided, with which no more than that are to be expected: the thresholds come from a sample too. */
  readonly confidence: number;
  /** Values above its threshold that a test may have, as a whole multiple of those of tests not named; 1 where not given. */
  readonly multiples?: Partial<Record<UnitTest['test'], number>>;
}

export interface AlarmThreshold {
  readonly test: UnitTest['test'];
  readonly direction: UnitTest['direction'];
  /** A unit is reported when its z is above. */
  readonly z: number;
}

export interface AlarmThresholds {
  readonly thresholds: readonly AlarmThreshold[];
  /** Expected false alarms per unit and wave: each clean wave judged by thresholds from the others. */
  readonly falseAlarms: number;
  /** Upper confidence limit of that. */
  readonly upperLimit: number;
  /** Whether that limit is within what is allowed; false where there are too few clean waves for thresholds high enough. */
  readonly isKept: boolean;
}

/**
 * Thresholds of the integrity tests from clean waves (由无攻击的调查期学得的报警阈值): one for each test and direction, as low as
 * the false alarms of all of them together allow.
 *
 * Of n clean values, the one below the k highest is passed by a new value with chance (k + 1)/(n + 1), not k/n, so a rate
 * counted in the waves that the thresholds come from is too low, by one alarm for each test. Here each wave is judged by
 * thresholds from the other waves (cross-validation, Stone 1974), and what must not pass the allowed rate is the upper limit
 * of the mean over waves, by t with waves − 1 degrees of freedom: alarms within one wave share its medians, so waves, not
 * units, are independent. Fewer clean waves give higher thresholds.
 *
 * @param waves tests of all units, of one clean wave each
 * @throws RangeError on misuse: fewer than two waves, shares that are none, no tests
 */
export function learnThresholds(waves: readonly (readonly ScoredTest[])[], rule: ThresholdRule): AlarmThresholds {
  if (waves.length < 2) throw new RangeError('thresholds are learned from two waves or more');
  if (!(Number.isInteger(rule.units) && rule.units > 0)) throw new RangeError('a wave has units');
  for (const share of [rule.allowed, rule.confidence]) {
    if (!(share > 0 && share < 1)) throw new RangeError(`a share lies between 0 and 1, got ${share}`);
  }
  const series = seriesOf(waves, rule);
  if (series.length === 0) throw new RangeError('there are no tests to learn from');
  const quantile = studentTQuantile(rule.confidence, waves.length - 1);
  const at = (step: number): AlarmThresholds => {
    const counts = waves.map((wave, w) => alarmedUnits(wave, thresholdsAt(series, step, w)).size / rule.units);
    const falseAlarms = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const squares = counts.reduce((sum, count) => sum + (count - falseAlarms) ** 2, 0);
    const upperLimit = falseAlarms + quantile * Math.sqrt(squares / (counts.length - 1) / counts.length);
    return {
      thresholds: thresholdsAt(series, step, null),
      falseAlarms,
      upperLimit,
      isKept: upperLimit <= rule.allowed,
    };
  };
  let best = at(0);
  const last = Math.max(...series.map(({ values, stepsPerRank }) => values.length * stepsPerRank));
  for (let step = 1; best.isKept && step < last; step++) {
    const next = at(step);
    if (!next.isKept) break;
    best = next;
  }
  return best;
}

/** Units that a test puts above its threshold (报警的单位). */
export function alarmedUnits(tests: readonly ScoredTest[], thresholds: readonly AlarmThreshold[]): Set<string> {
  const bounds = new Map(thresholds.map((threshold) => [nameOf(threshold), threshold.z]));
  return new Set(tests.filter((test) => test.z > (bounds.get(nameOf(test)) ?? Infinity)).map(({ unit }) => unit));
}

/** All values of one test in one direction, highest first, with the wave of each. */
interface Series {
  readonly test: UnitTest['test'];
  readonly direction: UnitTest['direction'];
  readonly values: readonly { readonly z: number; readonly wave: number }[];
  /** Steps after which one value more may lie above the threshold. */
  readonly stepsPerRank: number;
}

function nameOf({ test, direction }: Pick<UnitTest, 'test' | 'direction'>): string {
  return `${test} ${direction}`;
}

function seriesOf(waves: readonly (readonly ScoredTest[])[], { multiples = {} }: ThresholdRule): Series[] {
  const most = Math.max(1, ...Object.values(multiples));
  const found = new Map<
    string,
    { test: UnitTest['test']; direction: UnitTest['direction']; values: Series['values'][number][] }
  >();
  waves.forEach((tests, wave) => {
    for (const { test, direction, z } of tests) {
      if (!Number.isFinite(z)) throw new RangeError('distances must be finite');
      const name = nameOf({ test, direction });
      const own = found.get(name) ?? { test, direction, values: [] };
      found.set(name, own);
      own.values.push({ z, wave });
    }
  });
  return [...found.values()].map(({ test, direction, values }) => {
    const multiple = multiples[test] ?? 1;
    if (!(Number.isInteger(multiple) && multiple >= 1)) throw new RangeError('a multiple is whole and 1 or more');
    return { test, direction, values: values.sort((a, b) => b.z - a.z), stepsPerRank: most / multiple };
  });
}

/** Thresholds after so many steps, without the values of one wave where named. */
function thresholdsAt(series: readonly Series[], step: number, without: number | null): AlarmThreshold[] {
  return series.map(({ test, direction, values, stepsPerRank }) => {
    let above = Math.floor(step / stepsPerRank);
    // Past the last value nothing is left to be above of, and the threshold stays there.
    let z = -Infinity;
    for (const value of values) {
      if (value.wave === without) continue;
      z = value.z;
      if (above-- === 0) break;
    }
    return { test, direction, z };
  });
}
