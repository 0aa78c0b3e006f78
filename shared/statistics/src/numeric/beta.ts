import betaQuantileOf from '@stdlib/stats-base-dists-beta-quantile';

/**
 * Beta quantile (贝塔分布分位数), 0 < p < 1, shapes ≥ 0 and not both 0; a shape of 0 puts all on that end.
 * Example: betaQuantile(0.975, 2, 8) = 0.482496514917337 (R: qbeta(0.975, 2, 8)).
 */
export function betaQuantile(p: number, first: number, second: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a probability lies between 0 and 1, got ${p}`);
  if (!(first >= 0 && second >= 0 && first + second > 0) || first + second === Infinity) {
    throw new RangeError(`shapes of a beta distribution are not negative, got ${first} and ${second}`);
  }
  if (first === 0) return 0;
  if (second === 0) return 1;
  return betaQuantileOf(p, first, second);
}
