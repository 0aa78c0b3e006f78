import tCdfOf from '@stdlib/stats-base-dists-t-cdf';
import tQuantileOf from '@stdlib/stats-base-dists-t-quantile';

/**
 * Student t quantile (t 分布分位数), 0 < p < 1, degrees of freedom > 0.
 * Example: studentTQuantile(0.975, 8) = 2.306004135204166 (R: qt(0.975, 8)).
 */
export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a probability lies between 0 and 1, got ${p}`);
  checkDegreesOfFreedom(degreesOfFreedom);
  return tQuantileOf(p, degreesOfFreedom);
}

/**
 * Student t distribution function (t 分布函数): P(T ≤ t).
 * Example: studentTCdf(-2, 8) = 0.0402581189786313 (R: pt(-2, 8)).
 */
export function studentTCdf(t: number, degreesOfFreedom: number): number {
  if (Number.isNaN(t)) throw new RangeError('studentTCdf needs a number');
  checkDegreesOfFreedom(degreesOfFreedom);
  return tCdfOf(t, degreesOfFreedom);
}

function checkDegreesOfFreedom(degreesOfFreedom: number): void {
  if (!(degreesOfFreedom > 0) || degreesOfFreedom === Infinity) {
    throw new RangeError(`degrees of freedom are positive and finite, got ${degreesOfFreedom}`);
  }
}
