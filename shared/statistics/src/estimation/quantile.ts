import type { WeightedDesign } from '../design/weighted-design.js';
import { orderFreeSum } from '../numeric/order-free-sum.js';
import { studentTQuantile } from '../numeric/student-t.js';
import type { VarianceRefusal } from '../variance/total-covariance.js';
import { estimate, type EstimateOptions } from './estimate.js';
import { membersOf } from './statistic.js';

export interface QuantileEstimate {
  readonly outcome: 'estimated';
  readonly probability: number;
  /** null: nobody takes part. */
  readonly value: number | null;
  /** Woodruff's limits; null where the limits of the distribution function leave 0 to 1 or there is no degree of freedom. */
  readonly interval: readonly [number | null, number | null];
  /** Width of the interval over twice the t quantile; null without both limits. */
  readonly standardError: number | null;
  readonly degreesOfFreedom: number;
  readonly respondents: number;
}

/**
 * Weighted quantile (加权分位数): the smallest value that at least the share p of the weights does not exceed, with Woodruff's
 * interval: the quantiles at the limits of the share below. Woodruff 1952; R 4.1 `svyquantile(qrule = "math", interval.type =
 * "mean")`. With replicates the share's limits come from those.
 *
 * @param probability 0 < p < 1
 * @param of values by respondent, NaN missing; and the domain
 * @example values 1, 2, 3, 4 with equal weights: the median is 2
 */
export function quantile(
  weighted: WeightedDesign,
  of: { readonly values: Float64Array; readonly domain?: Uint8Array },
  probability: number,
  options: Partial<Omit<EstimateOptions, 'shareInterval'>> = {},
): QuantileEstimate | VarianceRefusal {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`a probability lies between 0 and 1, got ${probability}`);
  }
  const { design, weights } = weighted;
  const members = membersOf({ code: 'quantile', kind: 'mean', ...of }, design.respondents).filter(
    (i) => weights[i]! > 0,
  );
  const sorted = members.slice().sort((a, b) => of.values[a]! - of.values[b]!);
  const total = orderFreeSum(Float64Array.from(sorted, (i) => weights[i]!));
  const at = (p: number): number => {
    let below = 0;
    for (const i of sorted) {
      below += weights[i]!;
      // A share met to rounding is met: which way a sum rounds must not move the quantile.
      if (below >= total * (p - 1e-12)) return of.values[i]!;
    }
    return of.values[sorted[sorted.length - 1]!]!;
  };
  const none = { outcome: 'estimated' as const, probability, interval: [null, null] as const, standardError: null };
  if (sorted.length === 0) return { ...none, value: null, degreesOfFreedom: 0, respondents: 0 };
  const value = at(probability);
  const isBelow = of.values.map((y) => (Number.isNaN(y) ? NaN : y <= value ? 1 : 0));
  const below = estimate(weighted, [{ code: 'below', kind: 'share', values: isBelow, domain: of.domain }], {
    ...options,
    shareInterval: 'wald',
  });
  if (below.outcome === 'refused') return below;
  const [{ interval, degreesOfFreedom, respondents }] = below.estimates as [(typeof below.estimates)[number]];
  if (interval === null) return { ...none, value, degreesOfFreedom, respondents };
  const lower = interval[0] < 0 ? null : at(interval[0]);
  const upper = interval[1] > 1 ? null : at(interval[1]);
  const t = studentTQuantile(1 - (1 - (options.confidence ?? 0.95)) / 2, degreesOfFreedom);
  return {
    outcome: 'estimated',
    probability,
    value,
    interval: [lower, upper],
    standardError: lower === null || upper === null ? null : (upper - lower) / (2 * t),
    degreesOfFreedom,
    respondents,
  };
}
