import { ln } from '../numeric/elementary.js';
import { normalCdf, normalQuantile } from '../numeric/normal.js';
import { normalMean, solveIncreasing } from '../numeric/quadrature.js';

/** All covariances are zero: critical values are integrals then, and need no draws. */
export function areIndependent(covariance: readonly (readonly number[])[]): boolean {
  return covariance.every((row, a) => row.every((value, b) => a === b || value === 0));
}

/** Whom a unit is compared with: whether the other may be shown better, whether it may be shown worse. */
export interface Comparison {
  readonly other: number;
  readonly mayBeBetter: boolean;
  readonly mayBeWorse: boolean;
}

/**
 * Critical value for one unit's comparisons when all estimates are independent normals (精确临界值): given the unit's own error
 * the others are independent, so the chance that no studentised difference exceeds c is one integral,
 * ∫ φ(z) Π [Φ(upper) − Φ(lower)] dz. Solved to about 1e-12.
 *
 * @param variances of all units
 */
export function exactCriticalValue(
  unit: number,
  comparisons: readonly Comparison[],
  variances: readonly number[],
  confidence: number,
): number {
  const own = Math.sqrt(variances[unit]!);
  const hypotheses = comparisons.reduce((sum, c) => sum + Number(c.mayBeBetter) + Number(c.mayBeWorse), 0);
  const others = comparisons.map(({ other, mayBeBetter, mayBeWorse }) => ({
    error: Math.sqrt(variances[other]!),
    ofDifference: Math.sqrt(variances[unit]! + variances[other]!),
    mayBeBetter,
    mayBeWorse,
  }));
  const varying = others.filter(({ error }) => error > 0);
  // A unit known exactly bounds the own error alone.
  const fixed = others.filter(({ error }) => error === 0);
  const probability = (c: number): number => {
    const from = fixed.some(({ mayBeBetter }) => mayBeBetter) ? -c : -Infinity;
    const to = fixed.some(({ mayBeWorse }) => mayBeWorse) ? c : Infinity;
    return normalMean(
      (z) => {
        let product = 1;
        for (const { error, ofDifference, mayBeBetter, mayBeWorse } of varying) {
          const upper = mayBeBetter ? tail((own * z + c * ofDifference) / error) : 1;
          const lower = mayBeWorse ? tail((own * z - c * ofDifference) / error) : 0;
          product *= upper - lower;
          if (product < 1e-18) return 0;
        }
        return product;
      },
      from,
      to,
    );
  };
  const alone = normalQuantile(confidence);
  if (hypotheses === 1) return alone;
  const apart = -normalQuantile((1 - confidence) / hypotheses);
  // The logarithm of a normal tail is nearly a parabola: secants on it need few steps.
  return solveIncreasing(
    (c) => -ln(Math.max(1 - probability(c), Number.MIN_VALUE)),
    -ln(1 - confidence),
    [alone, apart],
    { at: apart, slope: apart + 1 / apart },
    1e-12,
  );
}

/** Chance of each unit to be first if its estimate missed the truth as it may, independent estimates (居首概率). */
export function exactChancesOfFirst(scores: readonly number[], variances: readonly number[]): number[] {
  const errors = variances.map(Math.sqrt);
  return scores.map((score, unit) => {
    let from = -Infinity;
    scores.forEach((other, k) => {
      if (k === unit || errors[k]! > 0) return;
      // Against a unit known exactly the own error must make up the difference.
      const needed = errors[unit]! > 0 ? (other - score) / errors[unit]! : other < score ? -Infinity : Infinity;
      from = Math.max(from, needed);
    });
    if (from === Infinity) {
      const tied = scores.filter((other, k) => errors[k] === 0 && other === score).length;
      const isBeaten = scores.some((other, k) => errors[k] === 0 && other > score);
      if (errors[unit]! > 0 || isBeaten) return 0;
      return chance(scores, errors, unit, -Infinity) / tied;
    }
    return chance(scores, errors, unit, from);
  });
}

function chance(scores: readonly number[], errors: readonly number[], unit: number, from: number): number {
  return normalMean((z) => {
    let product = 1;
    for (let k = 0; k < scores.length; k++) {
      if (k === unit || errors[k] === 0) continue;
      product *= tail((scores[unit]! - scores[k]! + errors[unit]! * z) / errors[k]!);
      if (product < 1e-18) return 0;
    }
    return product;
  }, from);
}

/** Φ, without work where a double cannot tell it from 0 or 1. */
function tail(z: number): number {
  if (z > 8.3) return 1;
  if (z < -38) return 0;
  return normalCdf(z);
}
