/** How weights lie around their mean, over respondents (权重分布). All weights here are multiples of the mean weight. */
export interface WeightDistribution {
  readonly smallest: number;
  readonly median: number;
  /** 95 % of respondents have this weight or less. */
  readonly p95: number;
  readonly largest: number;
  /** Equal steps from the smallest weight to the largest; `to` belongs to the next step, in the last one to itself. */
  readonly bins: readonly { readonly from: number; readonly to: number; readonly respondents: number }[];
}

/** A weight this near to the edge of a step, or a count this near to a share of respondents, is on it. */
const EDGE_ROUNDING = 1e-9;

/**
 * Distribution of weights over respondents. A quantile is the smallest weight that so many respondents do not exceed
 * (the inverse of the distribution function; R: `quantile(type = 1)`).
 *
 * @param weights weight of one respondent of each class
 * @param respondents respondents of each class
 * @param step width of a bin, in mean weights; 0.1 on the weighting screen
 * @returns null without respondents
 * @throws RangeError when lengths differ or the step is not positive
 * @example weights 0.6, 1.5, 1.25 of 100, 60, 40 respondents: 0.6 to 1.5, median 0.6, p95 1.5
 */
export function weightDistribution(
  weights: ArrayLike<number>,
  respondents: ArrayLike<number>,
  step = 0.1,
): WeightDistribution | null {
  if (weights.length !== respondents.length) throw new RangeError('weights and respondents have one entry a class');
  if (!(step > 0)) throw new RangeError(`a step is positive, got ${step}`);
  let n = 0;
  let sum = 0;
  for (let c = 0; c < weights.length; c++) {
    n += respondents[c]!;
    sum += weights[c]! * respondents[c]!;
  }
  if (n === 0) return null;
  const classes = Array.from(weights, (weight, c) => ({ weight: (weight * n) / sum, count: respondents[c]! }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.weight - b.weight);
  const quantile = (share: number): number => {
    let below = 0;
    return classes.find(({ count }) => (below += count) >= share * n - EDGE_ROUNDING)!.weight;
  };
  const first = Math.floor(classes[0]!.weight / step + EDGE_ROUNDING);
  const last = Math.max(first, Math.ceil(classes.at(-1)!.weight / step - EDGE_ROUNDING) - 1);
  const binOf = (weight: number): number => Math.min(Math.floor(weight / step + EDGE_ROUNDING), last);
  const counts = new Array<number>(last - first + 1).fill(0);
  for (const { weight, count } of classes) counts[binOf(weight) - first]! += count;
  return {
    smallest: classes[0]!.weight,
    median: quantile(0.5),
    p95: quantile(0.95),
    largest: classes.at(-1)!.weight,
    bins: counts.map((count, bin) => ({
      from: (first + bin) * step,
      to: (first + bin + 1) * step,
      respondents: count,
    })),
  };
}
