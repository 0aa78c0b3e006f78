import { orderFreeSum } from '../numeric/order-free-sum.js';

/**
 * Composite score (综合得分): Σ share · value / Σ share over the components that have a value; the shares of missing ones are
 * spread over the rest in proportion.
 *
 * @param components value null: missing
 * @returns the score and the share of the whole that had a value; score null when nothing had
 * @throws RangeError when a share is not positive
 * @example shares 10·0.6, 5, 8·0.25 with values 82.50, 76.00, 90.00 give 81.15 when published
 */
export function weightedScore(components: readonly { readonly share: number; readonly value: number | null }[]): {
  readonly score: number | null;
  readonly presentShare: number;
} {
  for (const { share } of components) {
    if (!(share > 0) || share === Infinity) throw new RangeError(`a share is positive and finite, got ${share}`);
  }
  const present = components.filter(({ value }) => value !== null);
  const presentSum = orderFreeSum(present.map(({ share }) => share));
  if (present.length === 0) return { score: null, presentShare: 0 };
  return {
    score: orderFreeSum(present.map(({ share, value }) => share * value!)) / presentSum,
    presentShare: presentSum / orderFreeSum(components.map(({ share }) => share)),
  };
}
