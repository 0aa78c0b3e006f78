import { ln } from '../numeric/elementary.js';
import { refusal, type ResolvedMargin, type WeightingRefusal } from './margins.js';
import { levelThatNeedsZeros } from './positive-weights.js';

export interface RakingOptions {
  /** Largest relative margin error at which raking has converged. */
  readonly tolerance: number;
  readonly maximumCycles: number;
}

/** Largest relative margin error 1e-12, at most 500 cycles. */
export const standardRaking: RakingOptions = { tolerance: 1e-12, maximumCycles: 500 };

export interface Raked {
  readonly outcome: 'raked';
  /** Calibration factor of each class: its weight over its starting weight. */
  readonly factors: Float64Array;
  readonly cycles: number;
  readonly largestMarginError: number;
  /** Largest relative margin error after each cycle. */
  readonly errors: readonly number[];
}

/** How often an unconverged run is examined for proof that no weights exist. */
const CYCLES_BETWEEN_PROOFS = 20;

/**
 * Raking (边际加权, iterative proportional fitting): the weights nearest to the starting ones in Kullback–Leibler distance
 * that meet every margin. Each cycle scales each margin's levels to their totals in turn.
 * Reference: Deming & Stephan 1940; Deville & Särndal 1992 (raking as calibration). Same weights as R
 * `survey::calibrate(calfun = "raking")`.
 *
 * An infeasible pattern of empty cells is proved, not guessed: by Farkas' lemma no positive weights exist once some
 * numbers δ, one a level, have Σ totals·δ > 0 while the δ of every class that has respondents add up to at most 0. The
 * logarithms of the scaling factors drift along such a δ exactly when the margins contradict each other. Margins that weights
 * of zero alone would meet are infeasible, too, as is proved when the cycles have run out.
 *
 * @param classTotals sum of starting weights by class, positive
 * @example ages young, middle, old at 60, 90, 50 and sexes at 102, 98, on 50 + 50, 20 + 40, 10 + 30 men + women:
 * factors 0.7831, 0.4169, 2.1795, 1.1602, 1.9253, 1.0249
 */
export function rake(
  classTotals: Float64Array,
  margins: readonly ResolvedMargin[],
  options: RakingOptions = standardRaking,
): Raked | WeightingRefusal {
  const { tolerance, maximumCycles } = options;
  if (!(tolerance > 0) || !(maximumCycles >= 1)) throw new RangeError('raking needs a tolerance and cycles above zero');
  const weights = classTotals.slice();
  const factors = margins.map(({ levels }) => new Float64Array(levels.length).fill(1));
  let atLastProof = factors.map((factor) => factor.slice());
  const errors: number[] = [];
  for (let cycle = 0; ; cycle++) {
    const worst = worstMarginError(weights, margins);
    if (cycle > 0) errors.push(worst.error);
    if (worst.error <= tolerance) {
      return {
        outcome: 'raked',
        factors: weights.map((weight, c) => weight / classTotals[c]!),
        cycles: cycle,
        largestMarginError: worst.error,
        errors,
      };
    }
    const { margin, level } = worst;
    if (cycle > 0 && cycle % CYCLES_BETWEEN_PROOFS === 0) {
      if (provesInfeasible(classTotals, margins, factors, atLastProof)) {
        return refusal('infeasible', margin, level, worst.error);
      }
      atLastProof = factors.map((factor) => factor.slice());
    }
    if (cycle === maximumCycles) {
      const zeros = levelThatNeedsZeros(classTotals, margins);
      return zeros === null
        ? refusal('not-converged', margin, level, worst.error)
        : refusal('infeasible', zeros.margin, zeros.level, worst.error);
    }
    margins.forEach(({ totals, levelOfClass }, m) => {
      const sums = levelSums(weights, levelOfClass, totals.length);
      const scale = totals.map((total, l) => (sums[l]! > 0 ? total / sums[l]! : 1));
      for (let c = 0; c < weights.length; c++) weights[c]! *= scale[levelOfClass[c]!]!;
      scale.forEach((by, l) => (factors[m]![l]! *= by));
    });
  }
}

/** The level whose sum of weights is farthest from its total, relative to the total. */
export function worstMarginError(
  weights: Float64Array,
  margins: readonly ResolvedMargin[],
): { readonly error: number; readonly margin: string; readonly level: string | null } {
  let worst: { error: number; margin: string; level: string | null } = { error: 0, margin: '', level: null };
  for (const { variable, levels, totals, levelOfClass } of margins) {
    const sums = levelSums(weights, levelOfClass, totals.length);
    for (let l = 0; l < totals.length; l++) {
      if (totals[l] === 0) continue;
      const error = Math.abs(sums[l]! - totals[l]!) / totals[l]!;
      if (error > worst.error) worst = { error, margin: variable, level: levels[l]! };
    }
  }
  return worst;
}

export function levelSums(weights: Float64Array, levelOfClass: Int32Array, levels: number): Float64Array {
  const sums = new Float64Array(levels);
  for (let c = 0; c < weights.length; c++) sums[levelOfClass[c]!]! += weights[c]!;
  return sums;
}

function provesInfeasible(
  classTotals: Float64Array,
  margins: readonly ResolvedMargin[],
  factors: readonly Float64Array[],
  earlier: readonly Float64Array[],
): boolean {
  const drift = factors.map((factor, m) => factor.map((f, l) => ln(f / earlier[m]![l]!)));
  let largest = 0;
  let wanted = 0;
  let total = 0;
  margins.forEach(({ totals }, m) => {
    total = 0;
    totals.forEach((t, l) => {
      total += t;
      wanted += t * drift[m]![l]!;
      largest = Math.max(largest, Math.abs(drift[m]![l]!));
    });
  });
  let best = -Infinity;
  for (let c = 0; c < classTotals.length; c++) {
    let sum = 0;
    margins.forEach(({ levelOfClass }, m) => (sum += drift[m]![levelOfClass[c]!]!));
    best = Math.max(best, sum);
  }
  // The slack keeps rounding from proving what is not so.
  return wanted / total - best > 1e-9 * largest;
}
