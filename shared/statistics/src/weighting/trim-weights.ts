import type { CodedColumn } from '../design/survey.js';
import { orderFreeSum } from '../numeric/order-free-sum.js';
import {
  calibrationFactors,
  contradictingColumn,
  standardCalibration,
  type Calibration,
  type CalibrationOptions,
} from './calibrate.js';
import type { CalibrationRefusal } from './calibrate.js';
import { refusal, type WeightingRefusal } from './margins.js';
import type { TrimBounds } from './trim.js';

export interface TrimmedWeights {
  readonly outcome: 'trimmed';
  /** By respondent. */
  readonly weights: Float64Array;
  /** Respondents whose weight was cut or raised to a bound at least once. */
  readonly trimmedRespondents: number;
  readonly rounds: number;
}

const MAXIMUM_ROUNDS = 500;
/** After so many rounds it is tested whether any weights meet totals and bounds. */
const ROUNDS_BEFORE_PROOF = 10;
/** A weight this little outside its bound, relative, counts as on it. */
const BOUND_TOLERANCE = 1e-11;

/**
 * One-pass trimming (一次截尾): weights beyond the bounds are set to the bound, what was cut is shared out evenly among the others,
 * which may take some of those beyond it. Potter 1990; R `trimWeights`.
 *
 * @param bounds multiples of the mean weight
 * @example weights 1, 1, 6 with upper bound 1.5: 2, 2, 4
 */
export function trimOnce(weights: Float64Array, bounds: TrimBounds): TrimmedWeights | WeightingRefusal {
  return trim(weights, bounds, 1);
}

/**
 * Strict trimming (严格截尾): one-pass trimming repeated until all weights lie within the bounds; those on a bound stay there.
 *
 * @returns weights of the same sum, or the refusal when bounds leave no weight to share with
 */
export function trimStrictly(weights: Float64Array, bounds: TrimBounds): TrimmedWeights | WeightingRefusal {
  return trim(weights, bounds, MAXIMUM_ROUNDS);
}

function trim(weights: Float64Array, bounds: TrimBounds, rounds: number): TrimmedWeights | WeightingRefusal {
  const { lowest, highest } = limits(weights, bounds);
  const wasTrimmed = new Uint8Array(weights.length);
  let current = weights.slice();
  for (let round = 0; round < rounds; round++) {
    const isOutside = current.map((w) =>
      w < lowest * (1 - BOUND_TOLERANCE) || w > highest * (1 + BOUND_TOLERANCE) ? 1 : 0,
    );
    if (!isOutside.includes(1)) return done(current, wasTrimmed, round);
    const clipped = current.map((w) => Math.min(Math.max(w, lowest), highest));
    const free = clipped.reduce((count, w) => count + (w > lowest && w < highest ? 1 : 0), 0);
    if (free === 0) return refusal('trimming-not-converged', '', null, null);
    const share = orderFreeSum(current.map((w, i) => w - clipped[i]!)) / free;
    isOutside.forEach((is, i) => (wasTrimmed[i] = wasTrimmed[i]! | is));
    current = clipped.map((w) => (w > lowest && w < highest ? w + share : w));
  }
  if (rounds === 1) return done(current, wasTrimmed, 1);
  return refusal('trimming-not-converged', '', null, null);
}

/**
 * Trimming to the joint fixed point (截尾与校准的联合不动点): weights beyond the bounds are set to the bound and the totals are met
 * again by calibration, until both hold.
 *
 * @param weights calibrated weights, by respondent
 * @returns weights that meet totals and bounds, or the refusal that names the total farthest away
 */
export function trimCalibrated(
  weights: Float64Array,
  { matrix }: Calibration,
  bounds: TrimBounds,
  options: Partial<CalibrationOptions> = {},
): TrimmedWeights | CalibrationRefusal {
  const { lowest, highest } = limits(weights, bounds);
  const wasTrimmed = new Uint8Array(weights.length);
  let current = weights;
  for (let round = 0; round < MAXIMUM_ROUNDS; round++) {
    let isWithin = true;
    const clipped = current.map((w, i) => {
      if (w >= lowest * (1 - BOUND_TOLERANCE) && w <= highest * (1 + BOUND_TOLERANCE)) return w;
      isWithin = false;
      wasTrimmed[i] = 1;
      return Math.min(Math.max(w, lowest), highest);
    });
    if (isWithin) return done(current, wasTrimmed, round);
    if (round === ROUNDS_BEFORE_PROOF) {
      const even = new Float64Array(weights.length).fill(1);
      const column = contradictingColumn(even, matrix, { lower: lowest, upper: highest });
      if (column !== null) {
        const { margin, level } = matrix.names[column]!;
        return refusal('trimming-not-converged', margin, level, null);
      }
    }
    const found = calibrationFactors(clipped, matrix, { ...standardCalibration, ...options });
    if (found.outcome === 'refused') return found;
    current = clipped.map((w, i) => w * found.factors[i]!);
  }
  return refusal('trimming-not-converged', '', null, null);
}

/**
 * Scales areas to the city (区域缩放到全市): every area's weights are multiplied so that they add up to its people, whatever its
 * share of the sample. Within an area nothing changes.
 *
 * @param people of each level of the area, in order, positive
 * @returns weights, or the refusal that names an area without respondents
 * @example two areas of weight 10 and 10, people 150 and 50: factors 15 and 5
 */
export function scaleAreas(
  weights: Float64Array,
  area: CodedColumn,
  people: readonly number[],
): { readonly outcome: 'scaled'; readonly weights: Float64Array; readonly factors: Float64Array } | WeightingRefusal {
  if (area.of.length !== weights.length || people.length !== area.levels.length) {
    throw new RangeError('one area a respondent, and people for each area');
  }
  const of: number[][] = people.map((count, level) => {
    if (!(count > 0) || count === Infinity) throw new RangeError(`area ${area.levels[level]} has ${count} people`);
    return [];
  });
  area.of.forEach((level, i) => {
    if (of[level] === undefined) throw new RangeError(`column ${area.code} has no level ${level}`);
    of[level].push(weights[i]!);
  });
  const factors = new Float64Array(people.length);
  for (let level = 0; level < people.length; level++) {
    const sum = orderFreeSum(of[level]!);
    if (!(sum > 0)) return refusal('level-without-respondents', area.code, area.levels[level]!, null);
    factors[level] = people[level]! / sum;
  }
  return { outcome: 'scaled', weights: weights.map((w, i) => w * factors[area.of[i]!]!), factors };
}

function limits(weights: Float64Array, { lower, upper }: TrimBounds): { lowest: number; highest: number } {
  if (!(lower >= 0 && lower < 1 && upper > 1)) throw new RangeError('trim bounds enclose the mean weight');
  const mean = orderFreeSum(weights) / weights.length;
  return { lowest: lower * mean, highest: upper * mean };
}

function done(weights: Float64Array, wasTrimmed: Uint8Array, rounds: number): TrimmedWeights {
  return { outcome: 'trimmed', weights, trimmedRespondents: wasTrimmed.reduce((sum, was) => sum + was, 0), rounds };
}
