import { normalCdf } from '../numeric/normal.js';
import { studentTQuantile } from '../numeric/student-t.js';

/**
 * How a critical value is found (临界值的求法). `normal`: quantile of the largest normal difference, too small with few sampling
 * units. `t-matched`: the same carried to t at equal probability. `bootstrap-t`: quantile of the largest difference under sign
 * flips of the sampling units, each studentised by its own draw. `two-step-bootstrap-t`: the same without the differences that
 * the data rule out. `bonferroni-t`: t quantile of an equal part for each pair.
 */
export type CriticalMethod = 'normal' | 't-matched' | 'bootstrap-t' | 'two-step-bootstrap-t' | 'bonferroni-t';

/** Under this many degrees of freedom the t-matched and bootstrap values cover too little. */
const BONFERRONI_BELOW = 16;
/** Under this many the t-matched values cover less than they say when units are many. */
const BOOTSTRAP_BELOW = 100;

/**
 * The method used unless another is asked for: Bonferroni's t under 16 degrees of freedom, two-step bootstrap-t under 100 where
 * the totals of sampling units are at hand, else t-matched.
 */
export function standardCriticalMethod(degreesOfFreedom: number, hasSamplingUnits: boolean): CriticalMethod {
  if (degreesOfFreedom < BONFERRONI_BELOW) return 'bonferroni-t';
  return hasSamplingUnits && degreesOfFreedom < BOOTSTRAP_BELOW ? 'two-step-bootstrap-t' : 't-matched';
}

/** Carries a value from the normal to the t scale at equal probability, c → T⁻¹(Φ(c)), by the lower tails, which keep digits. */
export function matchToT(value: number, degreesOfFreedom: number): number {
  return degreesOfFreedom === Infinity ? value : -studentTQuantile(normalCdf(-value), degreesOfFreedom);
}

/** Bonferroni's t: each of so many one-sided hypotheses gets an equal part of what may go wrong. */
export function bonferroniT(hypotheses: number, degreesOfFreedom: number, confidence: number): number {
  return -studentTQuantile((1 - confidence) / hypotheses, degreesOfFreedom);
}

const BUCKETS = 512;

/**
 * The largest values of a list, ascending: at least `count` of them, found by counting into buckets, so that only they are
 * sorted. The list is left as it was.
 */
export function largestValues(values: Float64Array, count: number): Float64Array {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const scale = BUCKETS / (high - low);
  if (!(scale > 0 && scale < Infinity)) return values.slice().sort();
  const counts = new Int32Array(BUCKETS + 1);
  for (let i = 0; i < values.length; i++) counts[Math.floor((values[i]! - low) * scale)]!++;
  let bucket = BUCKETS;
  let found = counts[bucket]!;
  while (found < count && bucket > 0) found += counts[--bucket]!;
  const largest = new Float64Array(found);
  for (let i = 0, to = 0; i < values.length; i++) {
    if (Math.floor((values[i]! - low) * scale) >= bucket) largest[to++] = values[i]!;
  }
  return largest.sort();
}
