/** Kish's measure of what unequal weights cost. */
export interface Kish {
  /** n · Σw² / (Σw)²; 1 for equal weights. */
  readonly designEffect: number;
  /** (Σw)² / Σw². */
  readonly effectiveRespondents: number;
}

/**
 * Kish design effect and effective sample size (Kish 设计效应、有效样本量) of weights: what unequal weights alone cost, whatever
 * the questions and the clustering. Kish 1965, section 11.7; 1992.
 *
 * @param weights weight of one respondent of each class
 * @param respondents respondents of each class, at least one in all
 * @example kish([0.6, 1.5, 1.25], [100, 60, 40]) = { designEffect: 1.1675, effectiveRespondents: 171.306… }
 */
export function kish(weights: ArrayLike<number>, respondents: ArrayLike<number>): Kish {
  if (weights.length !== respondents.length) throw new RangeError('weights and respondents have one entry a class');
  let n = 0;
  let sum = 0;
  let squares = 0;
  for (let c = 0; c < weights.length; c++) {
    n += respondents[c]!;
    sum += weights[c]! * respondents[c]!;
    squares += weights[c]! * weights[c]! * respondents[c]!;
  }
  if (!(n > 0 && sum > 0)) throw new RangeError('weights must have a positive sum');
  const effectiveRespondents = (sum * sum) / squares;
  return { designEffect: n / effectiveRespondents, effectiveRespondents };
}

/**
 * Design effect (设计效应) of a mean: its variance under the design over the variance of a simple random sample, drawn with
 * replacement, of as many respondents. The latter is s²/n with s² = n/(n−1) · Σw(y−mean)²/Σw. Same as R
 * `svymean(deff = "replace")`.
 *
 * @param weightedSquares Σ w (y − mean)² over respondents
 * @param weight Σ w over respondents
 * @returns null when fewer than two respondents or no spread among the answers leave nothing to compare with
 */
export function designEffect(
  variance: number,
  weightedSquares: number,
  weight: number,
  respondents: number,
): number | null {
  if (respondents < 2 || !(weightedSquares > 0)) return null;
  return finite(variance / (weightedSquares / weight / (respondents - 1)));
}

/** Respondents ÷ design effect (有效样本量); null where answers vary so little that the quotient says nothing. */
export function effectiveRespondents(respondents: number, effect: number | null): number | null {
  return effect === null ? null : finite(respondents / effect);
}

/** Answers of the smallest doubles underflow when they are squared. */
function finite(quotient: number): number | null {
  return Number.isFinite(quotient) ? quotient : null;
}
