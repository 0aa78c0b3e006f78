import { cholesky } from '../numeric/cholesky.js';
import { seededNormals } from '../numeric/seeded-normals.js';
import { seededSigns } from '../numeric/seeded-signs.js';

/**
 * Totals of the linearised scores by primary sampling unit (各初级抽样单元的线性化总量), from which the covariance of the scores
 * comes: Σ over strata of n/(n − 1) · Σ (z − z̄)(z − z̄)', a stratum's only sampling unit around zero.
 */
export interface SamplingUnitTotals {
  /** Stratum of each sampling unit; equal numbers are one stratum. */
  readonly stratumOf: ArrayLike<number>;
  /** One row a sampling unit, one column a score. */
  readonly totals: readonly ArrayLike<number>[];
}

/** Draws of the scores' errors: what the scores would have missed the truth by in samples like this one. */
export interface ErrorDraws {
  readonly units: number;
  readonly draws: number;
  /** Errors of all units in one draw; valid until the next call. */
  errors(draw: number): Float64Array;
  /**
   * What writes the studentised differences of one draw, first unit less second, for the pairs (a, b) given, from a place
   * on; the standard error is that of the draw where the method asks for it. 0 where the difference does not vary.
   */
  studentised(a: Int32Array, b: Int32Array): (draw: number, into: Float64Array, at: number) => void;
  /** What writes the largest absolute studentised difference of each unit in one draw, among the pairs given. */
  largest(a: Int32Array, b: Int32Array): (draw: number, own: Float64Array) => void;
  /** What finds the largest of one draw over all pairs given, which is far less work. */
  largestOfAll(a: Int32Array, b: Int32Array): (draw: number) => number;
  /**
   * What writes the largest difference of each of some draws, each first moved down: (first less second + `up`) and (second less
   * first + `down`) over the difference's standard error; 0 where none is above 0.
   *
   * @param up of each pair, at most 0, on the scale of the scores; −Infinity leaves that direction out
   * @param down as `up`
   */
  largestMoved(
    a: Int32Array,
    b: Int32Array,
    up: Float64Array,
    down: Float64Array,
  ): (draws: Int32Array, into: Float64Array) => void;
}

/** A difference with less variance than this part of the scores' own is one without sampling variation. */
export const NO_VARIANCE = 1e-12;

/** Reciprocal standard errors of all differences, units × units; 0 where a difference does not vary. */
export function reciprocalErrors(covariance: readonly (readonly number[])[]): Float64Array {
  const units = covariance.length;
  const reciprocal = new Float64Array(units * units);
  for (let a = 0; a < units; a++) {
    for (let b = 0; b < units; b++) {
      const own = covariance[a]![a]! + covariance[b]![b]!;
      const variance = own - 2 * covariance[a]![b]!;
      if (a !== b && variance > NO_VARIANCE * own) reciprocal[a * units + b] = 1 / Math.sqrt(variance);
    }
  }
  return reciprocal;
}

/** Normal errors with the covariance given, from a seed: its Cholesky factor times standard normals. */
export function normalErrors(covariance: readonly (readonly number[])[], seed: number, draws: number): ErrorDraws {
  const units = covariance.length;
  const { lower } = cholesky(Float64Array.from(covariance.flat()), units);
  const errors = seededNormals(seed, draws * units);
  let draw = 0;
  for (; draw + 4 <= draws; draw += 4) correlateFour(lower, errors, draw * units, units);
  for (; draw < draws; draw++) correlate(lower, errors, draw * units, units);
  return givenErrors(covariance, errors);
}

/** Standard normals of one draw into errors; from the last unit up, since a unit's error needs the normals of those before it. */
function correlate(lower: Float64Array, errors: Float64Array, at: number, units: number): void {
  for (let i = units - 1; i >= 0; i--) {
    let sum = 0;
    for (let k = 0; k <= i; k++) sum += lower[i * units + k]! * errors[at + k]!;
    errors[at + i] = sum;
  }
}

/** The same for four draws, whose sums do not wait for each other. */
function correlateFour(lower: Float64Array, errors: Float64Array, at: number, units: number): void {
  const second = at + units;
  const third = second + units;
  const fourth = third + units;
  for (let i = units - 1; i >= 0; i--) {
    const row = i * units;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let k = 0; k <= i; k++) {
      const factor = lower[row + k]!;
      a += factor * errors[at + k]!;
      b += factor * errors[second + k]!;
      c += factor * errors[third + k]!;
      d += factor * errors[fourth + k]!;
    }
    errors[at + i] = a;
    errors[second + i] = b;
    errors[third + i] = c;
    errors[fourth + i] = d;
  }
}

/** Errors drawn elsewhere, draw after draw: `errors[draw × units + unit]`. */
export function givenErrors(covariance: readonly (readonly number[])[], errors: Float64Array): ErrorDraws {
  const units = covariance.length;
  const reciprocal = reciprocalErrors(covariance);
  return {
    units,
    draws: errors.length / units,
    errors: (draw) => errors.subarray(draw * units, (draw + 1) * units),
    studentised(a, b) {
      const scale = Float64Array.from(a, (x, pair) => reciprocal[x * units + b[pair]!]!);
      return (draw, into, at) => {
        const from = draw * units;
        for (let pair = 0; pair < a.length; pair++) {
          into[at + pair] = (errors[from + a[pair]!]! - errors[from + b[pair]!]!) * scale[pair]!;
        }
      };
    },
    largest(a, b) {
      const scale = new Float64Array(units * units);
      const steepest = new Float64Array(units);
      for (let pair = 0; pair < a.length; pair++) {
        const [x, y] = [a[pair]!, b[pair]!];
        const value = reciprocal[x * units + y]!;
        scale[x * units + y] = scale[y * units + x] = value;
        steepest[x] = Math.max(steepest[x]!, value);
        steepest[y] = Math.max(steepest[y]!, value);
      }
      const order = new Int32Array(units);
      return (draw, own) => {
        const from = draw * units;
        sortByError(errors, from, order);
        const [highest, lowest] = [order[0]!, order[units - 1]!];
        for (let unit = 0; unit < units; unit++) {
          const error = errors[from + unit]!;
          const row = unit * units;
          // Mostly the largest already; others can only be larger from farther away than this is at the steepest.
          let most = Math.max(
            (errors[from + highest]! - error) * scale[row + highest]!,
            (error - errors[from + lowest]!) * scale[row + lowest]!,
          );
          const reach = steepest[unit] === 0 ? Infinity : (SHORT * most) / steepest[unit]!;
          for (let i = 0; i < units; i++) {
            const other = order[i]!;
            const difference = errors[from + other]! - error;
            if (!(difference > reach)) break;
            const size = difference * scale[row + other]!;
            if (size > most) most = size;
          }
          for (let i = units - 1; i >= 0; i--) {
            const other = order[i]!;
            const difference = error - errors[from + other]!;
            if (!(difference > reach)) break;
            const size = difference * scale[row + other]!;
            if (size > most) most = size;
          }
          own[unit] = most;
        }
      };
    },
    largestOfAll(a, b) {
      const scale = new Float64Array(units * units);
      let steepest = 0;
      for (let pair = 0; pair < a.length; pair++) {
        const [x, y] = [a[pair]!, b[pair]!];
        const value = reciprocal[x * units + y]!;
        scale[x * units + y] = scale[y * units + x] = value;
        steepest = Math.max(steepest, value);
      }
      const order = new Int32Array(units);
      return (draw) => {
        const from = draw * units;
        sortByError(errors, from, order);
        let most = 0;
        for (let i = 0; i < units; i++) {
          const one = order[i]!;
          const error = errors[from + one]!;
          // From the lowest up: the differences only get smaller.
          for (let j = units - 1; j > i; j--) {
            const other = order[j]!;
            const difference = error - errors[from + other]!;
            if (difference * steepest <= SHORT * most) break;
            const size = difference * scale[one * units + other]!;
            if (size > most) most = size;
          }
        }
        return most;
      };
    },
    largestMoved(a, b, up, down) {
      const scale = Float64Array.from(a, (x, pair) => reciprocal[x * units + b[pair]!]!);
      return (chosen, into) => {
        for (let place = 0; place < chosen.length; place++) {
          const from = chosen[place]! * units;
          let most = 0;
          for (let pair = 0; pair < a.length; pair++) {
            const difference = errors[from + a[pair]!]! - errors[from + b[pair]!]!;
            const moved = difference > 0 ? difference + up[pair]! : down[pair]! - difference;
            if (!(moved > 0)) continue;
            const size = moved * scale[pair]!;
            if (size > most) most = size;
          }
          into[place] = most;
        }
      };
    },
  };
}

/**
 * Units whose error lies beyond the reach of some other's: only differences from these can be larger than what is known of
 * that unit. The largest differences are mostly those from the highest and the lowest, so they are few.
 */
function candidates(errors: Float64Array, from: number, reach: Float64Array, into: Int32Array): number {
  let above = Infinity;
  let below = -Infinity;
  for (let unit = 0; unit < reach.length; unit++) {
    const error = errors[from + unit]!;
    above = Math.min(above, error + reach[unit]!);
    below = Math.max(below, error - reach[unit]!);
  }
  let count = 0;
  for (let unit = 0; unit < reach.length; unit++) {
    const error = errors[from + unit]!;
    if (error > above || error < below) into[count++] = unit;
  }
  return count;
}

/**
 * Bootstrap of sampling units (抽样单元自助法): every unit's centred total keeps or changes its sign (Rademacher), and each
 * difference is studentised by the standard error that its own draw would have given. With r the centred totals times
 * √(n/(n − 1)), a draw's error is Σ ±r and, since squares lose the sign, its variance is
 *
 *     Σ over strata of n/(n − 1) · (Σ r² − (Σ ±r)²/n),
 *
 * so that only the strata's sums are needed. Liu 1988; Davidson & Flachaire 2008.
 *
 * @throws RangeError when the totals do not give the covariance
 */
export function bootstrapErrors(
  covariance: readonly (readonly number[])[],
  { stratumOf, totals }: SamplingUnitTotals,
  seed: number,
  draws: number,
): ErrorDraws {
  const units = covariance.length;
  const { strata, centred, sizes, stratum } = centreTotals(stratumOf, totals, units);
  assertSame(covariance, centred, units);
  const samplingUnits = totals.length;
  const signs = seededSigns(seed, draws * samplingUnits);
  // Variance of a difference before what the draw's stratum means take away: n/(n − 1) · Σ r².
  const whole = new Float64Array(units * units);
  for (let u = 0; u < samplingUnits; u++) {
    const n = sizes[stratum[u]!]!;
    const scale = n === 1 ? 1 : n / (n - 1);
    for (let a = 0; a < units; a++) {
      for (let b = 0; b < a; b++) {
        const difference = centred[u * units + a]! - centred[u * units + b]!;
        whole[a * units + b]! += scale * difference * difference;
      }
    }
  }
  for (let a = 0; a < units; a++) for (let b = 0; b < a; b++) whole[b * units + a] = whole[a * units + b]!;
  const varies = reciprocalErrors(covariance);
  // Sums by unit and stratum, each divided by √(n − 1): their squared differences are what the stratum means take away.
  // All draws' are kept where there is room, since every family of pairs reads them.
  const width = units * strata;
  const isKept = width * draws <= MOST_KEPT;
  const sums = new Float64Array(isKept ? width * draws : width);
  const drawn = new Float64Array(isKept ? units * draws : units);
  const shrink = sizes.map((n) => (n === 1 ? 0 : 1 / Math.sqrt(n - 1)));
  const fill = (draw: number, place: number): void => {
    const at = place * width;
    const first = place * units;
    sums.fill(0, at, at + width);
    drawn.fill(0, first, first + units);
    for (let u = 0, from = 0; u < samplingUnits; u++) {
      const to = at + stratum[u]!;
      if (signs[draw * samplingUnits + u]! > 0) {
        for (let i = 0; i < units; i++, from++) sums[to + i * strata]! += centred[from]!;
      } else {
        for (let i = 0; i < units; i++, from++) sums[to + i * strata]! -= centred[from]!;
      }
    }
    for (let i = 0, from = at; i < units; i++) {
      for (let h = 0; h < strata; h++, from++) {
        drawn[first + i]! += sums[from]!;
        sums[from]! *= shrink[h]!;
      }
    }
  };
  if (isKept) for (let draw = 0; draw < draws; draw++) fill(draw, draw);
  let loaded = -1;
  /** The place of a draw's sums. */
  const placeOf = (draw: number): number => {
    if (isKept) return draw;
    if (loaded !== draw) fill(draw, 0);
    loaded = draw;
    return 0;
  };
  const variances = (a: Int32Array, b: Int32Array): Float64Array =>
    Float64Array.from(a, (x, pair) => (varies[x * units + b[pair]!] === 0 ? 0 : whole[x * units + b[pair]!]!));
  /** What the stratum means of a draw take away from the variance of a difference. */
  const takenAway = (place: number, one: number, other: number): number => {
    let x = place * width + one * strata;
    let y = place * width + other * strata;
    let taken = 0;
    for (const end = x + strata; x < end; x++, y++) {
      const apart = sums[x]! - sums[y]!;
      taken += apart * apart;
    }
    return taken;
  };
  const squareVariances = (a: Int32Array, b: Int32Array): { full: Float64Array; smallest: Float64Array } => {
    const full = new Float64Array(units * units);
    const smallest = new Float64Array(units).fill(Infinity);
    variances(a, b).forEach((variance, pair) => {
      const [x, y] = [a[pair]!, b[pair]!];
      full[x * units + y] = full[y * units + x] = variance;
      smallest[x] = Math.min(smallest[x]!, variance);
      smallest[y] = Math.min(smallest[y]!, variance);
    });
    return { full, smallest };
  };
  /**
   * Lengths of the units' sums by stratum, measured from their mean since that cancels in every difference: a difference
   * can lose at most the square of two lengths of its variance. Measured once a draw where there is room.
   */
  const length = new Float64Array(drawn.length);
  const longest = new Float64Array(isKept ? draws : 1).fill(-1);
  const middle = new Float64Array(strata);
  /** Answers with the longest. */
  const measure = (place: number): number => {
    if (isKept && longest[place]! >= 0) return longest[place]!;
    const from = place * width;
    const first = place * units;
    middle.fill(0);
    for (let unit = 0, at = from; unit < units; unit++) {
      for (let h = 0; h < strata; h++, at++) middle[h]! += sums[at]!;
    }
    for (let h = 0; h < strata; h++) middle[h]! /= units;
    let most = 0;
    for (let unit = 0, at = from; unit < units; unit++) {
      let squares = 0;
      for (let h = 0; h < strata; h++, at++) squares += (sums[at]! - middle[h]!) ** 2;
      const own = Math.sqrt(squares);
      length[first + unit] = own;
      if (own > most) most = own;
    }
    longest[place] = most;
    return most;
  };
  const compare = (place: number, full: Float64Array, one: number, other: number): number => {
    const variance = full[one * units + other]!;
    if (variance === 0) return 0;
    const first = place * units;
    const difference = drawn[first + one]! - drawn[first + other]!;
    return Math.abs(studentise(difference, variance, takenAway(place, one, other)));
  };
  return {
    units,
    draws,
    errors(draw) {
      const place = placeOf(draw);
      return drawn.subarray(place * units, (place + 1) * units);
    },
    studentised(a, b) {
      const full = variances(a, b);
      return (draw, into, at) => {
        const place = placeOf(draw);
        const first = place * units;
        for (let pair = 0; pair < a.length; pair++) {
          const difference = drawn[first + a[pair]!]! - drawn[first + b[pair]!]!;
          into[at + pair] = studentise(difference, full[pair]!, takenAway(place, a[pair]!, b[pair]!));
        }
      };
    },
    largest(a, b) {
      const { full, smallest } = squareVariances(a, b);
      const reach = new Float64Array(units);
      const far = new Int32Array(units);
      const order = new Int32Array(units);
      return (draw, own) => {
        const place = placeOf(draw);
        const first = place * units;
        const farthest = measure(place);
        sortByError(drawn, first, order);
        for (let unit = 0; unit < units; unit++) {
          own[unit] = Math.max(compare(place, full, order[0]!, unit), compare(place, full, order[units - 1]!, unit));
          // No more is taken from a variance than the lengths allow.
          const variance = smallest[unit]! - (length[first + unit]! + farthest) ** 2;
          reach[unit] = variance > 0 ? SHORT * own[unit]! * Math.sqrt(variance) : 0;
        }
        const count = candidates(drawn, first, reach, far);
        for (let unit = 0; unit < units; unit++) {
          let most = own[unit]!;
          const error = drawn[first + unit]!;
          for (let i = 0; i < count; i++) {
            const other = far[i]!;
            const difference = error - drawn[first + other]!;
            const lengths = length[first + unit]! + length[first + other]!;
            const least = full[unit * units + other]! - lengths * lengths;
            if (difference * difference <= SHORT * most * most * least) continue;
            const size = compare(place, full, unit, other);
            if (size > most) most = size;
          }
          own[unit] = most;
        }
      };
    },
    largestOfAll(a, b) {
      const { full, smallest } = squareVariances(a, b);
      const order = new Int32Array(units);
      return (draw) => {
        const place = placeOf(draw);
        const first = place * units;
        const farthest = measure(place);
        sortByError(drawn, first, order);
        let most = units === 0 ? 0 : compare(place, full, order[0]!, order[units - 1]!);
        for (let i = 0; i < units; i++) {
          const one = order[i]!;
          const error = drawn[first + one]!;
          const own = length[first + one]!;
          const row = one * units;
          const least = smallest[one]! - (own + farthest) ** 2;
          // From the lowest up: the differences only get smaller.
          for (let j = units - 1; j > i; j--) {
            const other = order[j]!;
            const difference = error - drawn[first + other]!;
            const enough = SHORT * most * most;
            const square = difference * difference;
            if (square <= enough * least) break;
            const lengths = own + length[first + other]!;
            if (square <= enough * (full[row + other]! - lengths * lengths)) continue;
            const size = compare(place, full, one, other);
            if (size > most) most = size;
          }
        }
        return most;
      };
    },
    largestMoved(a, b, up, down) {
      const reachable = inReach(up, down, variances(a, b), samplingUnits);
      const one = reachable.map((pair) => a[pair]!);
      const other = reachable.map((pair) => b[pair]!);
      const own = Float64Array.from(reachable, (pair) => up[pair]!);
      const reverse = Float64Array.from(reachable, (pair) => down[pair]!);
      const full = variances(one, other);
      return (chosen, into) => {
        for (let i = 0; i < chosen.length; i++) {
          const place = placeOf(chosen[i]!);
          const first = place * units;
          measure(place);
          let most = 0;
          for (let pair = 0; pair < full.length; pair++) {
            const x = one[pair]!;
            const y = other[pair]!;
            const difference = drawn[first + x]! - drawn[first + y]!;
            const moved = difference > 0 ? difference + own[pair]! : reverse[pair]! - difference;
            if (!(moved > 0)) continue;
            const lengths = length[first + x]! + length[first + y]!;
            const variance = full[pair]!;
            if (moved * moved <= SHORT * most * most * (variance - lengths * lengths)) continue;
            const size = studentise(moved, variance, takenAway(place, x, y));
            if (size > most) most = size;
          }
          into[i] = most;
        }
      };
    },
  };
}

/**
 * Pairs whose moved difference can be above 0 in some draw, those moved least first, since they are mostly the largest. A draw of
 * n sampling units adds up ±r, which is at most √(n Σ r²) (Cauchy–Schwarz).
 *
 * @param full at least Σ r² of each pair
 */
function inReach(up: Float64Array, down: Float64Array, full: Float64Array, samplingUnits: number): Int32Array {
  const moved = full.map((variance, pair) => {
    const least = Math.max(up[pair]!, down[pair]!);
    return least === 0 ? 0 : least / Math.sqrt(variance);
  });
  return Int32Array.from(moved.keys())
    .filter((pair) => moved[pair]! > -Math.sqrt(samplingUnits))
    .sort((x, y) => moved[y]! - moved[x]! || x - y);
}

/** Units from the highest error to the lowest. */
function sortByError(errors: Float64Array, from: number, order: Int32Array): void {
  for (let unit = 0; unit < order.length; unit++) {
    const error = errors[from + unit]!;
    let place = unit;
    for (; place > 0 && errors[from + order[place - 1]!]! < error; place--) order[place] = order[place - 1]!;
    order[place] = unit;
  }
}

/** Below one by more than rounding. */
const SHORT = 1 - 1e-9;

function studentise(difference: number, full: number, taken: number): number {
  const variance = full - taken;
  return variance > NO_VARIANCE * full ? difference / Math.sqrt(variance) : unbounded(difference, full);
}

/** Sums kept in memory, at most: 64 MB. */
const MOST_KEPT = 1 << 23;

/** Signs alike in every stratum leave no spread: a statistic without bound, which the quantile then shows. */
function unbounded(difference: number, full: number): number {
  return full === 0 || difference === 0 ? 0 : difference * Infinity;
}

function centreTotals(stratumOf: ArrayLike<number>, totals: readonly ArrayLike<number>[], units: number) {
  if (totals.length === 0 || stratumOf.length !== totals.length) {
    throw new RangeError('each sampling unit has one stratum and one row of totals');
  }
  const number = new Map<number, number>();
  const stratum = Int32Array.from(stratumOf, (code) => {
    if (!number.has(code)) number.set(code, number.size);
    return number.get(code)!;
  });
  const strata = number.size;
  const sizes = new Float64Array(strata);
  const means = new Float64Array(strata * units);
  totals.forEach((row, u) => {
    if (row.length !== units) throw new RangeError('the totals of a sampling unit have one entry a score');
    const h = stratum[u]!;
    sizes[h]!++;
    for (let i = 0; i < units; i++) {
      if (!Number.isFinite(row[i])) throw new RangeError('totals must be finite');
      means[h * units + i]! += row[i]!;
    }
  });
  const centred = new Float64Array(totals.length * units);
  totals.forEach((row, u) => {
    const h = stratum[u]!;
    const n = sizes[h]!;
    const scale = n === 1 ? 1 : Math.sqrt(n / (n - 1));
    for (let i = 0; i < units; i++) {
      centred[u * units + i] = n === 1 ? row[i]! : scale * (row[i]! - means[h * units + i]! / n);
    }
  });
  return { strata, centred, sizes, stratum };
}

/** Covariances that disagree by more than this part of their scale come from other totals. */
const SAME = 1e-6;

function assertSame(covariance: readonly (readonly number[])[], centred: Float64Array, units: number): void {
  for (let a = 0; a < units; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let at = 0; at < centred.length; at += units) sum += centred[at + a]! * centred[at + b]!;
      const scale = Math.sqrt(covariance[a]![a]! * covariance[b]![b]!);
      if (Math.abs(sum - covariance[a]![b]!) > SAME * scale + Number.MIN_VALUE) {
        throw new RangeError('the totals of sampling units do not give this covariance');
      }
    }
  }
}
