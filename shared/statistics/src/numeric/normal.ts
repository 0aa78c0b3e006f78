import normalCdfOf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantileOf from '@stdlib/stats-base-dists-normal-quantile';

/** Standard normal distribution function (标准正态分布函数): P(Z ≤ z). Example: normalCdf(0) = 0.5. */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) throw new RangeError('normalCdf needs a number');
  return normalCdfOf(z, 0, 1);
}

/**
 * Standard normal quantile (标准正态分位数), 0 < p < 1. Example: normalQuantile(0.975) = 1.959963984540054.
 * Accurate to what a double can tell of p near 1: far below p = 1e-4 ask for few digits.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a probability lies between 0 and 1, got ${p}`);
  return normalQuantileOf(p, 0, 1);
}
