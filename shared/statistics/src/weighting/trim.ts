import { refusal, type ResolvedMargin, type WeightingRefusal } from './margins.js';
import { rake, worstMarginError, type RakingOptions } from './rake.js';

/** Bounds of a weight as multiples of the mean weight. */
export interface TrimBounds {
  readonly lower: number;
  readonly upper: number;
}

/** A fifth of the mean to five times the mean. */
export const standardTrimBounds: TrimBounds = { lower: 0.2, upper: 5 };

export interface Trimmed {
  readonly outcome: 'trimmed';
  /** Weight of one respondent of each class. */
  readonly weights: Float64Array;
  /** Respondents whose weight was cut or raised in at least one round. */
  readonly trimmedRespondents: number;
  readonly rounds: number;
  /** Raking cycles of all rounds. */
  readonly cycles: number;
  readonly largestMarginError: number;
  /** Largest relative margin error after each of these cycles. */
  readonly errors: readonly number[];
}

const MAXIMUM_ROUNDS = 500;
/** A weight this little outside its bound, relative, counts as on it: clipping and raking meet only in the limit. */
const BOUND_TOLERANCE = 1e-11;

/**
 * Trimming (权数截尾): weights outside the bounds are set to the bound and the survey is raked again, until weights meet
 * margins and bounds together (joint fixed point). With every weight inside from the start nothing changes, and the
 * answer is plain raking. Potter 1990; the loop is that of R `survey::trimWeights` + `calibrate`, repeated.
 *
 * Refuses when 500 rounds do not meet both: some level cannot reach its total within the bounds; the level farthest from
 * its total after clipping is named.
 *
 * @param weights raked weight of one respondent of each class
 */
export function trimWeights(
  weights: Float64Array,
  respondents: Float64Array,
  margins: readonly ResolvedMargin[],
  bounds: TrimBounds,
  options: RakingOptions,
): Trimmed | WeightingRefusal {
  if (!(bounds.lower >= 0 && bounds.lower < 1 && bounds.upper > 1)) {
    throw new RangeError('trim bounds must enclose the mean weight');
  }
  let total = 0;
  let n = 0;
  for (let c = 0; c < weights.length; c++) {
    total += weights[c]! * respondents[c]!;
    n += respondents[c]!;
  }
  const lowest = (bounds.lower * total) / n;
  const highest = (bounds.upper * total) / n;
  const wasClipped = new Uint8Array(weights.length);
  let current = weights.slice();
  let cycles = 0;
  let largestMarginError = 0;
  const errors: number[] = [];
  for (let round = 0; ; round++) {
    let isWithin = true;
    const clipped = current.map((weight, c) => {
      if (weight >= lowest * (1 - BOUND_TOLERANCE) && weight <= highest * (1 + BOUND_TOLERANCE)) return weight;
      isWithin = false;
      wasClipped[c] = 1;
      return Math.min(Math.max(weight, lowest), highest);
    });
    if (isWithin) {
      let trimmedRespondents = 0;
      wasClipped.forEach((was, c) => (trimmedRespondents += was * respondents[c]!));
      return {
        outcome: 'trimmed',
        weights: current,
        trimmedRespondents,
        rounds: round,
        cycles,
        largestMarginError,
        errors,
      };
    }
    const classTotals = clipped.map((weight, c) => weight * respondents[c]!);
    const worst = worstMarginError(classTotals, margins);
    if (round === MAXIMUM_ROUNDS) return refusal('trimming-not-converged', worst.margin, worst.level, worst.error);
    const raked = rake(classTotals, margins, options);
    if (raked.outcome === 'refused') return raked;
    current = clipped.map((weight, c) => weight * raked.factors[c]!);
    cycles += raked.cycles;
    errors.push(...raked.errors);
    largestMarginError = raked.largestMarginError;
  }
}
