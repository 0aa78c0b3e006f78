import { betaQuantile } from '../numeric/beta.js';
import { exp, ln } from '../numeric/elementary.js';
import { studentTQuantile } from '../numeric/student-t.js';

/** `beta`: Korn & Graubard; `logit`: t interval of the log odds; `wald`: share ± t · SE, which may leave 0 to 1. */
export type ShareIntervalMethod = 'beta' | 'logit' | 'wald';

/**
 * Interval of a share (比例的置信区间). Korn & Graubard 1998: the exact binomial (Clopper–Pearson) limits for the effective number
 * of respondents p(1 − p)/variance, times (t with n − 1 over t with the design's degrees of freedom)². R `svyciprop(method =
 * "beta" | "xlogit" | "mean")`. Where nothing varies (nobody or everybody says yes) the respondents themselves are the
 * effective number, and `logit` answers with the `beta` interval.
 *
 * @param variance of the share under the design
 * @returns lower and upper limit; null when fewer than two respondents or no degree of freedom leave nothing to say
 * @example share 0.1 of 100 respondents, variance 0.0009, many degrees of freedom: 0.0490 to 0.1762, the exact limits of 10 in 100
 */
export function shareInterval(
  share: number,
  variance: number,
  respondents: number,
  degreesOfFreedom: number,
  method: ShareIntervalMethod = 'beta',
  confidence = 0.95,
): readonly [number, number] | null {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`confidence lies between 0 and 1, got ${confidence}`);
  if (!(share >= 0 && share <= 1) || !(variance >= 0)) {
    throw new RangeError(`a share lies between 0 and 1 and its variance is not negative, got ${share} and ${variance}`);
  }
  if (respondents < 2 || degreesOfFreedom < 1) return null;
  const tail = (1 - confidence) / 2;
  const t = studentTQuantile(1 - tail, degreesOfFreedom);
  if (method === 'wald') {
    const half = t * Math.sqrt(variance);
    return [share - half, share + half];
  }
  const spread = share * (1 - share);
  const isFlat = !(spread > 0) || !(variance > 1e-12 * spread * spread);
  if (method === 'logit' && !isFlat) {
    const centre = ln(share / (1 - share));
    const half = (t * Math.sqrt(variance)) / spread;
    return [expit(centre - half), expit(centre + half)];
  }
  const ratio = studentTQuantile(1 - tail, respondents - 1) / t;
  const effective = (isFlat ? respondents : spread / variance) * ratio * ratio;
  return [
    betaQuantile(tail, effective * share, effective * (1 - share) + 1),
    betaQuantile(1 - tail, effective * share + 1, effective * (1 - share)),
  ];
}

function expit(x: number): number {
  const e = exp(-Math.abs(x));
  return (x >= 0 ? 1 : e) / (1 + e);
}
