import { reciprocalErrors } from './error-draws.js';

/** Which end of a rank set the data must prove: both, the best rank alone, or the worst rank alone. */
export type RankSetSides = 'both' | 'best' | 'worst';

/** Pairs of units whose differences are tested together, with which of the two hypotheses of each are tested. */
export interface Family {
  /** First and second unit of each pair. */
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** Studentised difference of the scores, first less second. */
  readonly statistic: Float64Array;
  /** Standard error of that difference. */
  readonly error: Float64Array;
  /** FIRST_BETTER, SECOND_BETTER or both. */
  readonly tested: Uint8Array;
}

export const FIRST_BETTER = 1;
export const SECOND_BETTER = 2;
export const BOTH = 3;

/** All pairs, first unit below second, that may be told apart. */
export function comparablePairs(
  scores: readonly number[],
  covariance: readonly (readonly number[])[],
  isInseparable: (one: number, other: number) => boolean,
): Family {
  const reciprocal = reciprocalErrors(covariance);
  const a: number[] = [];
  const b: number[] = [];
  const statistic: number[] = [];
  const error: number[] = [];
  for (let one = 0; one < scores.length; one++) {
    for (let other = one + 1; other < scores.length; other++) {
      const scale = reciprocal[one * scores.length + other]!;
      if (scale === 0 || isInseparable(one, other)) continue;
      a.push(one);
      b.push(other);
      statistic.push((scores[one]! - scores[other]!) * scale);
      error.push(1 / scale);
    }
  }
  return {
    a: Int32Array.from(a),
    b: Int32Array.from(b),
    statistic: Float64Array.from(statistic),
    error: Float64Array.from(error),
    tested: new Uint8Array(a.length).fill(BOTH),
  };
}

/** The pairs of one unit, itself first. */
export function familyOf(unit: number, units: number, pairs: Family, sides: RankSetSides): Family {
  const others: number[] = [];
  const statistic: number[] = [];
  const error: number[] = [];
  for (let pair = 0; pair < pairs.a.length; pair++) {
    const isFirst = pairs.a[pair] === unit;
    if (!isFirst && pairs.b[pair] !== unit) continue;
    others.push(isFirst ? pairs.b[pair]! : pairs.a[pair]!);
    statistic.push(isFirst ? pairs.statistic[pair]! : -pairs.statistic[pair]!);
    error.push(pairs.error[pair]!);
  }
  const tested = sides === 'both' ? BOTH : sides === 'best' ? SECOND_BETTER : FIRST_BETTER;
  return {
    a: new Int32Array(others.length).fill(unit),
    b: Int32Array.from(others),
    statistic: Float64Array.from(statistic),
    error: Float64Array.from(error),
    tested: new Uint8Array(others.length).fill(tested),
  };
}

/** How many hypotheses are left: a pair has none, one or two. */
export function countHypotheses(left: Uint8Array): number {
  let count = 0;
  for (const tested of left) count += (tested & FIRST_BETTER) + ((tested & SECOND_BETTER) >> 1);
  return count;
}
