import tQuantileOf from '@stdlib/stats-base-dists-t-quantile';

/**
 * Student t quantile (t 分布分位数), 0 < p < 1, degrees of freedom > 0.
 * Example: studentTQuantile(0.975, 8) = 2.306004135204166 (R: qt(0.975, 8)).
 */
export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a probability lies between 0 and 1, got ${p}`);
  if (!(degreesOfFreedom > 0) || degreesOfFreedom === Infinity) {
    throw new RangeError(`degrees of freedom are positive and finite, got ${degreesOfFreedom}`);
  }
  return tQuantileOf(p, degreesOfFreedom);
}
