/** One test of a family. */
export interface Discovery {
  /** Benjamini–Hochberg adjusted: the smallest rate of false discoveries at which the test is one. */
  readonly adjusted: number;
  readonly isDiscovery: boolean;
}

/**
 * Benjamini–Hochberg (错误发现率控制): among the tests called discoveries, at most the share `rate` is expected to be false. 1995,
 * Journal of the Royal Statistical Society B 57(1); valid for independent and positively dependent tests. R:
 * `p.adjust(p, "BH")`.
 *
 * @returns in the order given
 * @example 0.01, 0.02, 0.03, 0.5 at 0.05: adjusted 0.04, 0.04, 0.04, 0.5; the first three are discoveries
 * @throws RangeError when a p-value or the rate lies outside 0 to 1
 */
export function benjaminiHochberg(pValues: readonly number[], rate: number): Discovery[] {
  if (!(rate > 0 && rate < 1)) throw new RangeError(`a rate of false discoveries lies between 0 and 1, got ${rate}`);
  for (const p of pValues) if (!(p >= 0 && p <= 1)) throw new RangeError(`a p-value lies between 0 and 1, got ${p}`);
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[b]! - pValues[a]!);
  const adjusted = new Array<number>(pValues.length);
  let smallest = 1;
  order.forEach((test, fromTop) => {
    smallest = Math.min(smallest, (pValues[test]! * pValues.length) / (pValues.length - fromTop));
    adjusted[test] = smallest;
  });
  return adjusted.map((value) => ({ adjusted: value, isDiscovery: value <= rate }));
}
