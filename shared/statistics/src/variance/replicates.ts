import type { SurveyDesign } from '../design/survey-design.js';
import type { WeightedDesign } from '../design/weighted-design.js';
import { replicateWeights, type Weights } from '../design/weights.js';
import { calibrationFactors, standardCalibration, type CalibrationOptions } from '../weighting/calibrate.js';
import type { CalibrationRefusal } from '../weighting/calibrate.js';
import { crossProducts } from '../numeric/cross-products.js';
import { orderFreeSum } from '../numeric/order-free-sum.js';
import { seededGenerator } from '../numeric/seeded-normals.js';

/**
 * Replicate weights (复制权数): the sample again with some sampling units left out or doubled; how estimates vary between
 * replicates is their variance: scale · Σ r_i (θ_i − centre)².
 */
export interface Replicates {
  readonly method: 'JK1' | 'JKn' | 'BRR' | 'bootstrap' | 'given';
  readonly weights: readonly Weights<'replicate'>[];
  readonly scale: number;
  /** r_i, one a replicate. */
  readonly scales: Float64Array;
  readonly degreesOfFreedom: number;
  /** Centre of the squares: the replicates' mean, or the estimate itself. */
  readonly centre: 'mean' | 'estimate';
  /** Seed of the draws; null where nothing is drawn. */
  readonly seed: number | null;
  /** Replicates whose calibration was refused; they are left out, and the scale is raised for them. */
  readonly refused: readonly { readonly replicate: number; readonly refusal: CalibrationRefusal }[];
}

/** A design that a method does not fit: a fact about data. */
export interface ReplicateRefusal {
  readonly outcome: 'refused';
  readonly reason: 'lonely-sampling-unit' | 'not-two-sampling-units' | 'too-few-sampling-units';
  readonly stratum: string;
}

/**
 * Jackknife for one stratum (刀切法 JK1): each replicate leaves one sampling unit out, n/(n − 1) times the others. Strata are
 * ignored; a finite population of the first stratum shrinks the variance. R `as.svrepdesign(type = "JK1")`.
 */
export function jackknifeUnstratified(weighted: WeightedDesign): Replicates | ReplicateRefusal {
  const { design } = weighted;
  const n = design.samplingUnits.length;
  if (n < 2) return { outcome: 'refused', reason: 'too-few-sampling-units', stratum: design.strata[0]! };
  const population = design.strata.length === 1 ? design.population[0]! : Infinity;
  const finite = population === Infinity ? 1 : (population - n) / population;
  return replicatesOf(weighted, 'JK1', (finite * (n - 1)) / n, new Float64Array(n).fill(1), n - 1, (replicate) =>
    Float64Array.from({ length: n }, (_, unit) => (unit === replicate ? 0 : n / (n - 1))),
  );
}

/**
 * Stratified jackknife (JKn): each replicate leaves one sampling unit out and raises the others of its stratum. Lonely units by
 * the design's policy, as R `as.svrepdesign(type = "JKn")`: `certainty` and `remove` leave nothing out there, `average` raises
 * the scale for it, `adjust` takes the whole stratum out against the other strata.
 */
export function jackknife(weighted: WeightedDesign): Replicates | ReplicateRefusal {
  const { design } = weighted;
  const strata = design.strata.length;
  const size = unitsByStratum(design);
  const left: { unit: number; stratum: number; scale: number }[] = [];
  for (let unit = 0; unit < design.samplingUnits.length; unit++) {
    const stratum = design.stratumOfSamplingUnit[unit]!;
    const n = size[stratum]!;
    const population = design.population[stratum]!;
    const finite = population === Infinity ? 1 : (population - n) / population;
    if (n > 1) {
      left.push({ unit, stratum, scale: (finite * (n - 1)) / n });
    } else if (finite > 0) {
      if (design.lonelyPolicy === 'fail' || (design.lonelyPolicy === 'adjust' && strata === 1)) {
        return { outcome: 'refused', reason: 'lonely-sampling-unit', stratum: design.strata[stratum]! };
      }
      if (design.lonelyPolicy === 'adjust') left.push({ unit, stratum, scale: (strata - 1) / strata });
    }
  }
  if (left.length === 0) return { outcome: 'refused', reason: 'too-few-sampling-units', stratum: design.strata[0]! };
  const scale = design.lonelyPolicy === 'average' ? design.samplingUnits.length / left.length : 1;
  return replicatesOf(
    weighted,
    'JKn',
    scale,
    Float64Array.from(left, (entry) => entry.scale),
    design.samplingUnits.length - strata,
    (replicate) => {
      const { unit, stratum } = left[replicate]!;
      const n = size[stratum]!;
      return Float64Array.from(design.stratumOfSamplingUnit, (other, u) => {
        if (u === unit) return 0;
        if (n === 1) return strata / (strata - 1);
        return other === stratum ? n / (n - 1) : 1;
      });
    },
  );
}

/**
 * Balanced repeated replication (平衡半样本): two sampling units in each stratum, one of them counted 2 − rho times and the other
 * rho times, by the rows of a Hadamard matrix. McCarthy 1969; Fay's rho, Judkins 1990. R `as.svrepdesign(type = "BRR" | "Fay")`
 * with a Hadamard matrix of the same kind (Sylvester's): one row is all ones, the strata take the others.
 *
 * @param rho 0 for half samples, up to but not 1
 */
export function balancedReplicates(weighted: WeightedDesign, rho = 0): Replicates | ReplicateRefusal {
  if (!(rho >= 0 && rho < 1)) throw new RangeError(`Fay's rho is from 0 to below 1, got ${rho}`);
  const { design } = weighted;
  const size = unitsByStratum(design);
  const odd = size.findIndex((n) => n !== 2);
  if (odd >= 0) return { outcome: 'refused', reason: 'not-two-sampling-units', stratum: design.strata[odd]! };
  const strata = design.strata.length;
  let count = 1;
  while (count <= strata) count *= 2;
  return replicatesOf(
    weighted,
    'BRR',
    1 / (count * (1 - rho) ** 2),
    new Float64Array(count).fill(1),
    strata,
    (replicate) =>
      Float64Array.from(design.stratumOfSamplingUnit, (stratum, unit) => {
        const isFirst = unit === 0 || design.stratumOfSamplingUnit[unit - 1] !== stratum;
        return isFirst === isPositive(stratum + 1, replicate) ? rho : 2 - rho;
      }),
  );
}

/** Entry of Sylvester's matrix: the parity of the ones that row and column have in common. */
function isPositive(row: number, column: number): boolean {
  let common = row & column;
  let isEven = true;
  for (; common > 0; common &= common - 1) isEven = !isEven;
  return isEven;
}

/**
 * Rao–Wu rescaled bootstrap (重抽样): in each stratum n − 1 of its n sampling units drawn with replacement, each counted
 * n/(n − 1) times as often as it was drawn. Rao & Wu 1988; R `as.svrepdesign(type = "subbootstrap")`. For medians and whatever
 * else is not linearised.
 *
 * @param seed whole number of 32 bits, published with the result
 * @returns replicates, or the refusal naming a lonely stratum (unless the policy is `certainty` or `remove`)
 */
export function bootstrapReplicates(
  weighted: WeightedDesign,
  { replicates, seed }: { readonly replicates: number; readonly seed: number },
): Replicates | ReplicateRefusal {
  if (!Number.isInteger(replicates) || replicates < 2) throw new RangeError(`a bootstrap has at least two replicates`);
  const { design } = weighted;
  const size = unitsByStratum(design);
  const lonely = size.indexOf(1);
  if (lonely >= 0 && design.lonelyPolicy !== 'certainty' && design.lonelyPolicy !== 'remove') {
    return { outcome: 'refused', reason: 'lonely-sampling-unit', stratum: design.strata[lonely]! };
  }
  if (size.every((n) => n < 2))
    return { outcome: 'refused', reason: 'too-few-sampling-units', stratum: design.strata[0]! };
  const draw = wholeNumbers(seed);
  const degreesOfFreedom = design.samplingUnits.length - design.strata.length;
  const even = new Float64Array(replicates).fill(1);
  return replicatesOf(
    weighted,
    'bootstrap',
    1 / (replicates - 1),
    even,
    degreesOfFreedom,
    () => {
      const factors = new Float64Array(design.samplingUnits.length);
      let first = 0;
      for (const n of size) {
        if (n === 1) factors[first] = 1;
        for (let k = 0; k < n - 1; k++) factors[first + draw(n)]! += n / (n - 1);
        first += n;
      }
      return factors;
    },
    seed,
  );
}

/** Replicate weights made elsewhere, as they come with a data set. R `svrepdesign(combined.weights = TRUE)`. */
export function givenReplicates(given: {
  weights: readonly ArrayLike<number>[];
  scale: number;
  scales: ArrayLike<number>;
  degreesOfFreedom: number;
  centre?: Replicates['centre'];
}): Replicates {
  if (given.weights.length < 2 || given.scales.length !== given.weights.length) {
    throw new RangeError('at least two replicates, and one scale for each');
  }
  if (!(given.scale >= 0) || !Array.from(given.scales).every((scale) => scale >= 0 && scale < Infinity)) {
    throw new RangeError('scales of replicates are not negative');
  }
  return {
    method: 'given',
    weights: given.weights.map(replicateWeights),
    scale: given.scale,
    scales: Float64Array.from(given.scales),
    degreesOfFreedom: given.degreesOfFreedom,
    centre: given.centre ?? 'mean',
    seed: null,
    refused: [],
  };
}

/**
 * Calibrates every replicate as the sample was (重复加权): replicates are made of base weights, then each meets the same totals.
 * Replicates that cannot are left out by name, and the scale makes up for their number.
 *
 * @param replicates made from the design with its base weights
 * @throws RangeError when the design was not calibrated
 */
export function recalibrated(
  replicates: Replicates,
  { calibration }: WeightedDesign,
  options: Partial<CalibrationOptions> = {},
): Replicates {
  if (calibration === null) throw new RangeError('the design was not calibrated');
  const weights: Weights<'replicate'>[] = [];
  const scales: number[] = [];
  const refused: { replicate: number; refusal: CalibrationRefusal }[] = [];
  replicates.weights.forEach((replicate, r) => {
    const found = calibrationFactors(replicate, calibration.matrix, { ...standardCalibration, ...options });
    if (found.outcome === 'refused') {
      refused.push({ replicate: r, refusal: found });
      return;
    }
    weights.push(replicateWeights(replicate.map((weight, i) => weight * found.factors[i]!)));
    scales.push(replicates.scales[r]!);
  });
  return {
    ...replicates,
    weights,
    scales: Float64Array.from(scales),
    scale: weights.length === 0 ? 0 : (replicates.scale * replicates.weights.length) / weights.length,
    refused,
  };
}

/**
 * Covariance over replicates. A statistic that some replicate has no value for (nobody left in a small domain) is measured by
 * the others; R drops such replicates too.
 *
 * @param full the estimates, null where there is none
 * @param of the same estimates with one replicate's weights
 * @returns row-major covariance
 */
export function replicateCovariance(
  replicates: Replicates,
  full: readonly (number | null)[],
  of: (weights: Weights<'replicate'>) => readonly (number | null)[],
): Float64Array {
  const size = full.length;
  const rows: number[][] = [];
  const scales: number[] = [];
  replicates.weights.forEach((weights, r) => {
    const values = of(weights);
    if (values.some((value, k) => value === null && full[k] !== null)) return;
    rows.push(values.map((value, k) => (full[k] === null ? 0 : value!)));
    scales.push(replicates.scales[r]!);
  });
  if (rows.length === 0) return new Float64Array(size * size);
  const counted = rows.filter((_, r) => scales[r]! > 0);
  const centre = full.map((value, k) => {
    if (value === null) return 0;
    // Measured from the estimate, so that replicates all alike have no spread.
    return replicates.centre === 'estimate' || counted.length === 0
      ? value
      : value + orderFreeSum(counted.map((row) => row[k]! - value)) / counted.length;
  });
  const spread = new Float64Array(rows.length * size);
  rows.forEach((row, r) => {
    const root = Math.sqrt(scales[r]! * replicates.scale);
    row.forEach((value, k) => (spread[r * size + k] = root * (value - centre[k]!)));
  });
  return crossProducts(spread, rows.length, size);
}

function replicatesOf(
  { design, weights }: WeightedDesign,
  method: Replicates['method'],
  scale: number,
  scales: Float64Array,
  degreesOfFreedom: number,
  factorsOf: (replicate: number) => Float64Array,
  seed: number | null = null,
): Replicates {
  const made = Array.from(scales, (_, replicate) => {
    const factors = factorsOf(replicate);
    return replicateWeights(weights.map((weight, i) => weight * factors[design.samplingUnitOf[i]!]!));
  });
  return { method, weights: made, scale, scales, degreesOfFreedom, centre: 'mean', seed, refused: [] };
}

function unitsByStratum(design: SurveyDesign): Int32Array {
  const size = new Int32Array(design.strata.length);
  for (const stratum of design.stratumOfSamplingUnit) size[stratum]!++;
  return size;
}

/** Whole numbers below n, all equally likely: numbers of 31 bits beyond the last full multiple of n are drawn again. */
function wholeNumbers(seed: number): (n: number) => number {
  const generator = seededGenerator(seed);
  return (n) => {
    const limit = 0x8000_0000 - (0x8000_0000 % n);
    for (;;) {
      const bits = generator.next() & 0x7fff_ffff;
      if (bits < limit) return bits % n;
    }
  };
}
