import { cholesky, solveCholesky } from '../numeric/cholesky.js';
import { crossProducts } from '../numeric/cross-products.js';
import { OrderFreeSums } from '../numeric/order-free-sum.js';
import type { ItemMean } from '../estimation/item-means.js';
import type { CellSums } from '../weighting/cells.js';
import type { ResolvedMargin } from '../weighting/margins.js';
import { centreRows } from './total-covariance.js';

/** Covariance matrix of all item means. */
export interface MeansCovariance {
  readonly size: number;
  /** Row-major size × size; rows and columns of items without a mean are zero. */
  readonly values: Float64Array;
  /**
   * Strata with a single primary sampling unit (独苗层). Their spread cannot be seen; the unit's total enters as if the
   * stratum's mean were the overall mean, zero (R: `survey.lonely.psu = "adjust"`), which errs on the wide side.
   */
  readonly lonelyStrata: readonly string[];
}

/**
 * Covariance of calibrated means by linearisation (线性化方差,广义回归残差): for each item the linearised variable is
 * u = (score − mean) / Σw for those who answered, 0 for others; its residual e = u − x'B is what calibration leaves, with x
 * the indicators of the margins' levels and B from the regression of u on x weighted by the *base* weights. Totals of
 * calibrated weight × e by primary sampling unit, centred within strata, give n_h/(n_h − 1) · Σ z z'.
 * Deville & Särndal 1992; Särndal, Swensson & Wretman 1992, chapter 6. Same numbers as R `survey::calibrate(raking)`
 * followed by `svymean`/`svyratio`; *not* those of R `rake()`, whose residuals come from an unweighted regression.
 *
 * Weights: calibrated weight by class. Trimmed weights are treated as calibrated ones. Missing: no answer, u = 0.
 *
 * @example reference/small-designs.json, `raked`: item `clean` has mean 56.5538 and standard error 2.2978
 */
export function meansCovariance(
  sums: CellSums,
  margins: readonly ResolvedMargin[],
  weights: Float64Array,
  means: readonly ItemMean[],
): MeansCovariance {
  return sumOverStrata(sums, itemTotals(sums, margins, weights, means), means.length);
}

/**
 * Totals of the linearised item means by primary sampling unit (各抽样单元的线性化总量): Σ weight × residual over the unit's
 * respondents, the z of {@link meansCovariance}. Additive: made from sums, no answer is read.
 *
 * @returns row-major sampling units × items
 */
export function itemTotals(
  sums: CellSums,
  margins: readonly ResolvedMargin[],
  weights: Float64Array,
  means: readonly ItemMean[],
): Float64Array {
  const size = means.length;
  if (weights.length !== sums.classes.count) throw new RangeError('one weight for each weighting class');
  if (size !== sums.layout.items.length) throw new RangeError('one mean for each item');
  const linearised = linearisedAnswers(sums, means);
  const fitted = fittedByClass(sums, levelDesign(sums, margins), linearised, size);
  return residualTotals(sums, weights, linearised, fitted, size);
}

/** Columns of x: every level of every margin. A class has one column in each margin. */
interface LevelDesign {
  readonly columns: number;
  /** Columns of class c at `of[c × margins …]`. */
  readonly of: Int32Array;
  readonly margins: number;
}

function levelDesign(sums: CellSums, margins: readonly ResolvedMargin[]): LevelDesign {
  const of = new Int32Array(sums.classes.count * margins.length);
  let columns = 0;
  margins.forEach(({ levels, levelOfClass }, m) => {
    for (let c = 0; c < sums.classes.count; c++) of[c * margins.length + m] = columns + levelOfClass[c]!;
    columns += levels.length;
  });
  return { columns, of, margins: margins.length };
}

/** Σ u by atom and item, unweighted: one entry for each item answered in the atom. */
interface LinearisedAnswers {
  readonly start: Int32Array;
  readonly item: Int32Array;
  readonly sum: Float64Array;
}

function linearisedAnswers(sums: CellSums, means: readonly ItemMean[]): LinearisedAnswers {
  const { answers, atoms, layout } = sums;
  const start = new Int32Array(atoms.count + 1);
  const item = new Int32Array(answers.item.length);
  const sum = new Float64Array(answers.item.length);
  let length = 0;
  for (let a = 0; a < atoms.count; a++) {
    for (let entry = answers.start[a]!; entry < answers.start[a + 1]!; entry++) {
      const k = answers.item[entry]!;
      const score = layout.items[k]!.scores[answers.level[entry]!];
      const { mean, weight } = means[k]!;
      if (score === undefined || mean === null) continue;
      if (length === start[a] || item[length - 1] !== k) item[length++] = k;
      sum[length - 1]! += (answers.count[entry]! * (score - mean)) / weight;
    }
    start[a + 1] = length;
  }
  return { start, item: item.slice(0, length), sum: sum.slice(0, length) };
}

/** x'B by class and item. */
function fittedByClass(sums: CellSums, design: LevelDesign, linearised: LinearisedAnswers, size: number): Float64Array {
  const { classes, atoms } = sums;
  const { columns, of, margins } = design;
  const fitted = new Float64Array(classes.count * size);
  if (columns === 0) return fitted;
  const squares = new Float64Array(columns * columns);
  for (let c = 0; c < classes.count; c++) {
    const base = classes.baseWeight[c]! * classes.respondents[c]!;
    for (let m = 0; m < margins; m++) {
      const row = of[c * margins + m]! * columns;
      for (let other = 0; other < margins; other++) squares[row + of[c * margins + other]!]! += base;
    }
  }
  const factor = cholesky(squares, columns);
  const bounds = new Float64Array(columns * size);
  for (let a = 0; a < atoms.count; a++) {
    const base = classes.baseWeight[atoms.classOf[a]!]!;
    for (let entry = linearised.start[a]!; entry < linearised.start[a + 1]!; entry++) {
      const k = linearised.item[entry]!;
      bounds[k] = Math.max(bounds[k]!, Math.abs(base * linearised.sum[entry]!));
    }
  }
  for (let column = 1; column < columns; column++) bounds.copyWithin(column * size, 0, size);
  const products = new OrderFreeSums(bounds, atoms.count);
  for (let a = 0; a < atoms.count; a++) {
    const c = atoms.classOf[a]!;
    const base = classes.baseWeight[c]!;
    for (let entry = linearised.start[a]!; entry < linearised.start[a + 1]!; entry++) {
      const term = base * linearised.sum[entry]!;
      for (let m = 0; m < margins; m++) products.add(of[c * margins + m]! * size + linearised.item[entry]!, term);
    }
  }
  const rightHandSide = new Float64Array(columns);
  for (let k = 0; k < size; k++) {
    for (let column = 0; column < columns; column++) rightHandSide[column] = products.value(column * size + k);
    const coefficients = solveCholesky(factor, rightHandSide);
    for (let c = 0; c < classes.count; c++) {
      let sum = 0;
      for (let m = 0; m < margins; m++) sum += coefficients[of[c * margins + m]!]!;
      fitted[c * size + k] = sum;
    }
  }
  return fitted;
}

/** Σ w e by primary sampling unit and item. */
function residualTotals(
  sums: CellSums,
  weights: Float64Array,
  linearised: LinearisedAnswers,
  fitted: Float64Array,
  size: number,
): Float64Array {
  const { atoms, samplingUnits } = sums;
  const totals = new Float64Array(samplingUnits.length * size);
  for (let a = 0; a < atoms.count; a++) {
    const c = atoms.classOf[a]!;
    const weight = weights[c]!;
    const at = atoms.samplingUnit[a]! * size;
    const everyone = weight * atoms.respondents[a]!;
    for (let k = 0; k < size; k++) totals[at + k]! -= everyone * fitted[c * size + k]!;
    for (let entry = linearised.start[a]!; entry < linearised.start[a + 1]!; entry++) {
      totals[at + linearised.item[entry]!]! += weight * linearised.sum[entry]!;
    }
  }
  return totals;
}

function sumOverStrata(sums: CellSums, totals: Float64Array, size: number): MeansCovariance {
  const { strata, samplingUnits, stratumOfSamplingUnit } = sums;
  const values = new Float64Array(size * size);
  const lonelyStrata: string[] = [];
  let first = 0;
  for (let stratum = 0; stratum < strata.length; stratum++) {
    let end = first;
    while (end < samplingUnits.length && stratumOfSamplingUnit[end] === stratum) end++;
    const units = end - first;
    const rows = totals.slice(first * size, end * size);
    if (units === 1) lonelyStrata.push(strata[stratum]!);
    else centreRows(rows, units, size);
    const scale = units === 1 ? 1 : units / (units - 1);
    crossProducts(rows, units, size).forEach((product, at) => (values[at]! += scale * product));
    first = end;
  }
  return { size, values, lonelyStrata };
}
