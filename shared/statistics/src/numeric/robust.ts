import { studentTCdf } from './student-t.js';

/** Makes the median absolute deviation of a normal sample its standard deviation. R: `mad`. */
export const NORMAL_DEVIATIONS = 1.4826;

/** The middle value, or the mean of the two middle ones (中位数). @throws RangeError for an empty list */
export function median(values: ArrayLike<number>): number {
  if (values.length === 0) throw new RangeError('a median needs a value');
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Distances from the median in robust standard deviations, 1.4826 × the median absolute deviation (稳健标准分); null for all when
 * half of the values or more are equal, or there are fewer than three.
 */
export function robustScores(values: readonly number[]): (number | null)[] {
  if (values.length < 3) return values.map(() => null);
  const middle = median(values);
  const deviation = NORMAL_DEVIATIONS * median(values.map((value) => Math.abs(value - middle)));
  return values.map((value) => (deviation > 0 ? (value - middle) / deviation : null));
}

/** Efficiency of the median absolute deviation against the standard deviation, of normal samples. */
const EFFICIENCY = 0.37;

/**
 * Chance that one of `count` honest figures lies as far above the median in robust standard deviations (稳健标准分的单侧概率): the t
 * distribution with 0.37 · count degrees of freedom, since the median absolute deviation of so many knows the spread as well
 * as the standard deviation of 0.37 times as many.
 */
export function robustChance(score: number, count: number): number {
  return studentTCdf(-score, Math.max(1, EFFICIENCY * count));
}
