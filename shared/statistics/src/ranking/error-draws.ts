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
  for (let d = 0; d < draws; d++) {
    const at = d * units;
    // From the last unit up, since a unit's error needs the normals of those before it.
    for (let i = units - 1; i >= 0; i--) {
      let sum = 0;
      for (let k = 0; k <= i; k++) sum += lower[i * units + k]! * errors[at + k]!;
      errors[at + i] = sum;
    }
  }
  return givenErrors(covariance, errors);
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
  };
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
      const sign = signs[draw * samplingUnits + u]!;
      for (let i = 0, to = at + stratum[u]!; i < units; i++, from++, to += strata) sums[to]! += sign * centred[from]!;
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
  return {
    units,
    draws,
    errors(draw) {
      const place = placeOf(draw);
      return drawn.subarray(place * units, (place + 1) * units);
    },
    studentised(a, b) {
      const full = Float64Array.from(a, (x, pair) => {
        const y = b[pair]!;
        return varies[x * units + y] === 0 ? 0 : whole[x * units + y]!;
      });
      return (draw, into, at) => {
        const place = placeOf(draw);
        const first = place * units;
        for (let pair = 0; pair < a.length; pair++) {
          const difference = drawn[first + a[pair]!]! - drawn[first + b[pair]!]!;
          let x = place * width + a[pair]! * strata;
          let y = place * width + b[pair]! * strata;
          let taken = 0;
          for (const end = x + strata; x < end; x++, y++) {
            const apart = sums[x]! - sums[y]!;
            taken += apart * apart;
          }
          const variance = full[pair]! - taken;
          into[at + pair] =
            variance > NO_VARIANCE * full[pair]!
              ? difference / Math.sqrt(variance)
              : unbounded(difference, full[pair]!);
        }
      };
    },
  };
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
