import type { SurveyDesign } from '../design/survey-design.js';
import { calibratedWeights, type Weights } from '../design/weights.js';
import { cholesky, solveCholesky } from '../numeric/cholesky.js';
import { exp, ln } from '../numeric/elementary.js';
import { feasibility } from '../numeric/feasibility.js';
import { orderFreeSum } from '../numeric/order-free-sum.js';
import { auxiliaryMatrix, crossMultiply, gram, multiply, type Auxiliary, type AuxiliaryMatrix } from './auxiliaries.js';
import { refusal, type WeightingRefusal } from './margins.js';
import { LARGEST_EXAMINED, NEARLY_ZERO } from './positive-weights.js';

/** Bounds of the calibration factor g, final weight over starting weight: 0 ≤ lower < upper; for logit they hold 1. */
export interface FactorBounds {
  readonly lower: number;
  readonly upper: number;
}

export interface CalibrationOptions {
  /**
   * How far a factor is from 1: `linear` g = 1 + u (chi-square distance), `raking` g = exp u (Kullback–Leibler), `logit` an
   * S-curve between the bounds. Deville & Särndal 1992.
   */
  readonly distance: 'linear' | 'raking' | 'logit';
  /** Linear and raking are cut off at bounds; logit needs them. null: none. */
  readonly bounds: FactorBounds | null;
  /** Largest error of a total, relative to Σ d|x|, or to the total where that is larger. */
  readonly tolerance: number;
  readonly maximumSteps: number;
}

/** Raking distance without bounds, relative error 1e-12, at most 200 steps of Newton's method. */
export const standardCalibration: CalibrationOptions = {
  distance: 'raking',
  bounds: null,
  tolerance: 1e-12,
  maximumSteps: 200,
};

/** Why a calibration is refused; `neededFactors` with `infeasible-bounds` only. */
export interface CalibrationRefusal extends Omit<WeightingRefusal, 'reason'> {
  readonly reason: WeightingRefusal['reason'] | 'infeasible-bounds';
  /**
   * The bound that would do, each with the other one as it was: the smallest upper, the largest lower. null: no bound does, or
   * the problem is too large for the exact test.
   */
  readonly neededFactors?: { readonly lower: number | null; readonly upper: number | null };
}

/** What the variance must know of a calibration: x and the base weights of the regression on it. */
export interface Calibration {
  readonly matrix: AuxiliaryMatrix;
  readonly regressionWeights: Float64Array;
}

export interface Calibrated {
  readonly outcome: 'calibrated';
  readonly weights: Weights<'calibrated'>;
  /** Final weight over base weight, by respondent. */
  readonly factors: Float64Array;
  readonly calibration: Calibration;
  readonly steps: number;
  readonly largestError: number;
}

/**
 * Calibration (校准加权): the weights nearest to the base weights that meet every total, margins and amounts alike. Deville &
 * Särndal 1992; the weights of R `survey::calibrate(calfun = "linear" | "raking" | "logit", bounds)`. Newton's method on the
 * calibration equations, steps halved while they do not help, redundant columns dropped.
 *
 * @example one margin of two levels with 10 and 30 respondents, base weights 1, totals 20 and 20: factors 2 and 2/3 with
 *   every distance
 * @returns weights, or a refusal that names margin and level: as {@link auxiliaryMatrix}; `infeasible`: no positive weights
 *   (or none at all) meet all totals; `infeasible-bounds`, with the factors that would be needed; `not-converged`
 * @throws RangeError on misuse: bounds out of order, logit without finite bounds around 1, as {@link auxiliaryMatrix}
 */
export function calibrate(
  design: SurveyDesign,
  auxiliaries: readonly Auxiliary[],
  options: Partial<CalibrationOptions> = {},
): Calibrated | CalibrationRefusal {
  const matrix = auxiliaryMatrix(auxiliaries, design.baseWeights);
  if ('outcome' in matrix) return matrix;
  const found = calibrationFactors(design.baseWeights, matrix, { ...standardCalibration, ...options });
  if (found.outcome === 'refused') return found;
  return {
    ...found,
    weights: calibratedWeights(design.baseWeights.map((weight, i) => weight * found.factors[i]!)),
    calibration: { matrix, regressionWeights: design.baseWeights },
  };
}

/** The factors alone, from any starting weights ≥ 0: what each replicate is calibrated with. */
export function calibrationFactors(
  starting: Float64Array,
  matrix: AuxiliaryMatrix,
  options: CalibrationOptions,
): { readonly outcome: 'calibrated'; factors: Float64Array; steps: number; largestError: number } | CalibrationRefusal {
  const distance = distanceOf(options);
  const { tolerance, maximumSteps } = options;
  if (!(tolerance > 0) || !(maximumSteps >= 1))
    throw new RangeError('calibration needs a tolerance and steps above zero');
  const { columns, totals } = matrix;
  const scales = crossMultiply(absolute(matrix), starting).map(
    (scale, c) => Math.max(scale, Math.abs(totals[c]!)) || 1,
  );
  const products = starting.slice();
  const misfitAt = (factors: Float64Array): Float64Array => {
    for (let i = 0; i < products.length; i++) products[i] = starting[i]! * factors[i]!;
    return exactCrossMultiply(matrix, products).map((sum, c) => (totals[c]! - sum) / scales[c]!);
  };
  const whole = gram(matrix, starting);
  const fullRank = cholesky(whole, columns).rank;

  let eta = startOf(matrix, starting, distance);
  let predictor = multiply(matrix, eta);
  let factors = predictor.map(distance.factor);
  let misfit = misfitAt(factors);
  let error = largest(misfit);
  let damping = 0;
  for (let step = 0; ; step++) {
    if (error <= tolerance) return { outcome: 'calibrated', factors, steps: step, largestError: error };
    if (step === maximumSteps || damping > 1e6) break;
    if (step === STEPS_BEFORE_PROOF && contradictingColumn(starting, matrix, rangeOf(options)) !== null) break;
    for (let i = 0; i < products.length; i++) products[i] = starting[i]! * distance.slope(predictor[i]!);
    let curvature = gram(matrix, products);
    let factor = cholesky(curvature, columns);
    if (damping === 0 && factor.rank < fullRank) damping = 1e-6;
    if (damping > 0) {
      curvature = curvature.map((entry, at) => entry + damping * whole[at]!);
      factor = cholesky(curvature, columns);
    }
    const direction = solveCholesky(
      factor,
      misfit.map((value, c) => value * scales[c]!),
    );
    const gain = multiply(matrix, direction);
    const norm = squares(misfit);
    let isBetter = false;
    for (let length = 1; length > 1e-3; length /= 2) {
      const next = predictor.map((value, i) => value + length * gain[i]!);
      const nextFactors = next.map(distance.factor);
      if (!nextFactors.every(Number.isFinite)) continue;
      const nextMisfit = misfitAt(nextFactors);
      if (!(squares(nextMisfit) < norm)) continue;
      isBetter = true;
      eta = eta.map((value, c) => value + length * direction[c]!);
      predictor = next;
      factors = nextFactors;
      misfit = nextMisfit;
      error = largest(misfit);
      break;
    }
    damping = isBetter ? (damping > 1e-12 ? damping / 10 : 0) : Math.max(damping * 10, 1e-6);
  }
  return explain(starting, matrix, options, misfit);
}

/** Newton's method needs about ten steps where there is a solution. */
const STEPS_BEFORE_PROOF = 20;

/** Where factors may lie. */
function rangeOf({ bounds, distance }: CalibrationOptions): FactorBounds {
  return bounds ?? { lower: distance === 'linear' ? -Infinity : 0, upper: Infinity };
}

/**
 * The column that shows why no factors within the range meet all totals, by a proof (Farkas' lemma); null when some do, when the
 * range has no lower end, or when the problem is too large for the exact test.
 */
export function contradictingColumn(
  starting: Float64Array,
  matrix: AuxiliaryMatrix,
  { lower, upper }: FactorBounds,
): number | null {
  if (lower === -Infinity) return null;
  const groups = groupRespondents(matrix, starting);
  if (groups.count * matrix.columns > LARGEST_EXAMINED) return null;
  const proof = proofOfInfeasibility(groups, matrix, lower, upper);
  return proof === null ? null : heaviest(proof, matrix.totals);
}

interface Distance {
  readonly factor: (u: number) => number;
  readonly slope: (u: number) => number;
  /** Predictor at which the factor is g, for g > 0 within bounds. */
  readonly inverse: ((g: number) => number) | null;
}

function distanceOf({ distance, bounds }: CalibrationOptions): Distance {
  if (bounds !== null && !(bounds.lower >= 0 && bounds.lower < bounds.upper)) {
    throw new RangeError(`bounds of factors are ordered and not negative, got ${bounds.lower} to ${bounds.upper}`);
  }
  const { lower, upper } = bounds ?? { lower: -Infinity, upper: Infinity };
  const cut = (g: number): number => Math.min(Math.max(g, lower), upper);
  if (distance === 'linear') {
    return {
      factor: (u) => cut(1 + u),
      slope: (u) => (1 + u > lower && 1 + u < upper ? 1 : 0),
      inverse: null,
    };
  }
  if (distance === 'raking') {
    const bounded = (u: number): number => cut(exp(u));
    const slope = (u: number): number => {
      const g = exp(u);
      return g > lower && g < upper ? g : 0;
    };
    return { factor: bounded, slope, inverse: bounds === null ? ln : null };
  }
  if (bounds === null || !(lower < 1 && upper > 1 && upper < Infinity)) {
    throw new RangeError('logit calibration needs finite bounds around 1');
  }
  const steepness = (upper - lower) / ((1 - lower) * (upper - 1));
  // Written with e = exp(−|Au|), so that neither end overflows.
  const parts = (u: number): [number, number, number, number] => {
    const e = exp(-Math.abs(steepness * u));
    return u < 0 ? [upper - 1, (1 - lower) * e, e, 1] : [(upper - 1) * e, 1 - lower, 1, e];
  };
  return {
    factor: (u) => {
      const [low, high] = parts(u);
      return (lower * low + upper * high) / (low + high);
    },
    slope: (u) => {
      const [low, high] = parts(u);
      return (steepness * (upper - lower) * low * high) / ((low + high) * (low + high));
    },
    inverse: null,
  };
}

/** Raking starts from the first margin met; the other distances start from factors 1. */
function startOf(matrix: AuxiliaryMatrix, starting: Float64Array, { inverse }: Distance): Float64Array {
  const eta = new Float64Array(matrix.columns);
  const margin = matrix.columnOf[0];
  if (inverse === null || margin === undefined) return eta;
  const sums = crossMultiply({ ...matrix, columnOf: [margin], amounts: [] }, starting);
  for (const column of new Set(margin)) {
    if (sums[column]! > 0 && matrix.totals[column]! > 0) eta[column] = inverse(matrix.totals[column]! / sums[column]!);
  }
  return eta;
}

function absolute(matrix: AuxiliaryMatrix): AuxiliaryMatrix {
  return { ...matrix, amounts: matrix.amounts.map((amount) => amount.map(Math.abs)) };
}

/** Σ v x by column, in any order of respondents the same. */
function exactCrossMultiply(matrix: AuxiliaryMatrix, v: Float64Array): Float64Array {
  const { columnOf, amounts, columns } = matrix;
  const sums = new Float64Array(columns);
  for (const column of columnOf) {
    // Compensated (Neumaier 1974): margins are met to 1e-12 whatever the number of respondents.
    const rest = new Float64Array(columns);
    for (let i = 0; i < v.length; i++) {
      const c = column[i]!;
      const before = sums[c]!;
      const after = before + v[i]!;
      rest[c]! += Math.abs(before) >= Math.abs(v[i]!) ? before - after + v[i]! : v[i]! - after + before;
      sums[c] = after;
    }
    for (let c = 0; c < columns; c++) sums[c]! += rest[c]!;
  }
  const first = columns - amounts.length;
  amounts.forEach((amount, j) => (sums[first + j] = orderFreeSum(amount.map((value, i) => value * v[i]!))));
  return sums;
}

function largest(misfit: Float64Array): number {
  return misfit.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function squares(misfit: Float64Array): number {
  return misfit.reduce((sum, value) => sum + value * value, 0);
}

/** Why no factors were found: the bounds, the totals themselves, or slowness. */
function explain(
  starting: Float64Array,
  matrix: AuxiliaryMatrix,
  { bounds, distance }: CalibrationOptions,
  misfit: Float64Array,
): CalibrationRefusal {
  const { names, totals, columns } = matrix;
  let worst = 0;
  misfit.forEach((value, c) => (worst = Math.abs(value) > Math.abs(misfit[worst]!) ? c : worst));
  const relativeError = columns === 0 ? null : Math.abs(misfit[worst]!);
  const named = (reason: CalibrationRefusal['reason'], c: number): CalibrationRefusal => ({
    ...refusal('infeasible', names[c]!.margin, names[c]!.level, relativeError),
    reason,
  });
  const groups = groupRespondents(matrix, starting);
  const isExamined = groups.count * columns <= LARGEST_EXAMINED;
  const certificate = (lower: number, upper: number): Float64Array | null =>
    isExamined ? proofOfInfeasibility(groups, matrix, lower, upper) : null;

  // Linear calibration without bounds fails on totals that contradict each other only.
  if (distance === 'linear' && bounds === null) return named('infeasible', worst);
  const free = certificate(0, Infinity);
  if (free !== null) return named('infeasible', heaviest(free, totals));
  if (bounds === null) {
    // Positive factors that come as near to zero as one likes are none.
    const sums = crossMultiply(matrix, starting);
    const lower = (NEARLY_ZERO * totals[0]!) / sums[0]!;
    const positive = sums[0]! > 0 && lower > 0 ? certificate(lower, Infinity) : null;
    return positive === null ? named('not-converged', worst) : named('infeasible', heaviest(positive, totals));
  }
  const sums = crossMultiply(matrix, starting);
  // A level's mean factor is its total over its starting sum, so often one margin alone tells.
  let alone = -1;
  for (let c = 0; c < columns - matrix.amounts.length; c++) {
    const mean = totals[c]! / sums[c]!;
    const before = alone < 0 ? 1 : totals[alone]! / sums[alone]!;
    if (mean > bounds.upper ? mean > before : mean < bounds.lower && alone < 0) alone = c;
  }
  const proof = certificate(bounds.lower, bounds.upper);
  if (alone < 0 && proof === null) return named('not-converged', worst);
  const at = alone >= 0 ? alone : heaviest(proof!, totals);
  return {
    ...named('infeasible-bounds', at),
    neededFactors: isExamined
      ? {
          lower: neededBound(groups, matrix, bounds, 'lower'),
          upper: neededBound(groups, matrix, bounds, 'upper'),
        }
      : { lower: null, upper: alone >= 0 && totals[alone]! > sums[alone]! ? totals[alone]! / sums[alone]! : null },
  };
}

interface Groups {
  readonly count: number;
  /** Σ d x of each group, column-major: columns × groups. */
  readonly sums: Float64Array;
}

/** Respondents alike in x share a factor. */
function groupRespondents(matrix: AuxiliaryMatrix, starting: Float64Array): Groups {
  const { columns, columnOf, amounts, respondents } = matrix;
  const numberOf = new Map<string, number>();
  const groupOf = new Int32Array(respondents).fill(-1);
  for (let i = 0; i < respondents; i++) {
    if (starting[i] === 0) continue;
    const key = `${columnOf.map((column) => column[i]!).join()};${amounts.map((amount) => amount[i]!).join()}`;
    const known = numberOf.get(key);
    groupOf[i] = known ?? numberOf.size;
    if (known === undefined) numberOf.set(key, numberOf.size);
  }
  const sums = new Float64Array(numberOf.size * columns);
  const first = columns - amounts.length;
  for (let i = 0; i < respondents; i++) {
    if (groupOf[i]! < 0) continue;
    const at = groupOf[i]! * columns;
    for (const column of columnOf) sums[at + column[i]!]! += starting[i]!;
    amounts.forEach((amount, j) => (sums[at + first + j]! += starting[i]! * amount[i]!));
  }
  return { count: numberOf.size, sums };
}

/** Multipliers y that prove that no factors between the bounds meet all totals; null when some do. */
function proofOfInfeasibility(
  { count, sums }: Groups,
  { columns, totals }: AuxiliaryMatrix,
  lower: number,
  upper: number,
): Float64Array | null {
  const scaled = sums.slice();
  const scales = new Float64Array(columns);
  const right = totals.slice();
  for (let g = 0; g < count; g++) {
    for (let c = 0; c < columns; c++) {
      scales[c]! += Math.abs(sums[g * columns + c]!);
      right[c]! -= lower * sums[g * columns + c]!;
    }
  }
  for (let c = 0; c < columns; c++) {
    const scale = Math.max(scales[c]!, Math.abs(totals[c]!)) || 1;
    scales[c] = scale;
    right[c]! /= scale;
    for (let g = 0; g < count; g++) scaled[g * columns + c]! /= scale;
  }
  const found = feasibility(scaled, right, new Float64Array(count).fill(upper - lower));
  return found.outcome === 'infeasible' ? found.multipliers.map((y, c) => y / scales[c]!) : null;
}

/**
 * The bound needed: a proof that the bounds are too narrow holds until the bound reaches a certain value, so that value is
 * needed at least; taken as the bound it is proved too narrow in turn or does.
 */
function neededBound(
  groups: Groups,
  matrix: AuxiliaryMatrix,
  bounds: FactorBounds,
  side: 'lower' | 'upper',
): number | null {
  const { columns, totals } = matrix;
  let { lower, upper } = bounds;
  for (let round = 0; round < 60; round++) {
    const y = proofOfInfeasibility(groups, matrix, lower, upper);
    if (y === null) return round === 0 ? null : side === 'lower' ? lower : upper;
    let wanted = 0;
    let raised = 0;
    let lowered = 0;
    for (let c = 0; c < columns; c++) wanted += y[c]! * totals[c]!;
    for (let g = 0; g < groups.count; g++) {
      let product = 0;
      for (let c = 0; c < columns; c++) product += y[c]! * groups.sums[g * columns + c]!;
      if (product > 0) raised += product;
      else lowered += product;
    }
    if (side === 'upper') {
      const next = (wanted - lower * lowered) / raised;
      if (!(raised > 0) || !(next > upper) || next > 1e9) return null;
      upper = next;
    } else {
      const next = (wanted - upper * raised) / lowered;
      if (!(lowered < 0) || !(next < lower) || next < 0) return null;
      lower = next;
    }
  }
  return null;
}

function heaviest(multipliers: Float64Array, totals: Float64Array): number {
  let found = 0;
  const weight = (c: number): number => Math.abs(multipliers[c]! * totals[c]!);
  multipliers.forEach((_, c) => (found = weight(c) > weight(found) ? c : found));
  return found;
}
