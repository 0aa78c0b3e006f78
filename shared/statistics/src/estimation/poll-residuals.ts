import { cholesky, solveCholesky } from '../numeric/cholesky.js';
import type { ResolvedMargin } from '../weighting/margins.js';
import type { Atoms, RunningSums } from '../weighting/running-sums.js';
import type { Weighting } from '../weighting/weigh.js';
import { levelColumns, type PollFrame } from './poll-frame.js';
import type { BaseSums, DomainSums, ItemSums } from './poll-sums.js';

/** Σ w e by sampling unit and item, e the residual of u = (s − mean)/Σw from the regression on the margins. Row-major. */
export function residualTotals(
  sums: RunningSums,
  frame: PollFrame,
  { margins, weights }: Weighting,
  answers: ItemSums,
  domains: readonly (readonly DomainSums[])[],
  means: Float64Array,
  varies: Uint8Array,
): Float64Array {
  const { size, units, unitWeight, unitSum, weight } = answers;
  const totals = new Float64Array(units * size);
  linearise(unitSum, unitWeight, means, weight, varies, totals);
  if (margins.length === 0) return totals;
  const design = marginColumns(sums, frame, margins, weights);
  const products = new Float64Array(design.columns);
  domains.forEach((own, b) =>
    own.forEach(({ base: levels }, domain) => {
      const { questions } = sums.blocks[b]!;
      const first = sums.layout.firstItemOfBlock[b]! + domain * questions;
      for (let q = 0; q < questions; q++) {
        const k = first + q;
        if (varies[k] !== 1) continue;
        regressionProducts(levels, q, design.columnOfLevel, means[k]!, weight[k]!, products);
        subtractFitted(totals, k, size, units, design.fitted, products);
      }
    }),
  );
  return totals;
}

/** Σ w u by sampling unit and item, 0 for items that do not vary. */
function linearise(
  unitSum: Float64Array,
  unitWeight: Float64Array,
  means: Float64Array,
  weight: Float64Array,
  varies: Uint8Array,
  totals: Float64Array,
): void {
  for (let at = 0; at < totals.length; ) {
    for (let k = 0; k < means.length; k++, at++) {
      if (varies[k] === 1) totals[at] = (unitSum[at]! - means[k]! * unitWeight[at]!) / weight[k]!;
    }
  }
}

/** Σ d x u by column of the regression. */
function regressionProducts(
  { weight, sum }: BaseSums,
  question: number,
  columnOfLevel: Int32Array,
  mean: number,
  sumOfWeights: number,
  products: Float64Array,
): void {
  products.fill(0);
  const row = question * columnOfLevel.length;
  for (let level = 0; level < columnOfLevel.length; level++) {
    const column = columnOfLevel[level]!;
    if (column >= 0) products[column]! += (sum[row + level]! - mean * weight[row + level]!) / sumOfWeights;
  }
}

/** Sampling units whose regressions are taken together. */
const TOGETHER = 4;

function subtractFitted(
  totals: Float64Array,
  item: number,
  size: number,
  units: number,
  fitted: Float64Array,
  products: Float64Array,
): void {
  const columns = products.length;
  for (let unit = 0, at = 0; unit < units; unit += TOGETHER) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let column = 0; column < columns; column++, at += TOGETHER) {
      const product = products[column]!;
      a += fitted[at]! * product;
      b += fitted[at + 1]! * product;
      c += fitted[at + 2]! * product;
      d += fitted[at + 3]! * product;
    }
    const to = unit * size + item;
    totals[to]! -= a;
    if (unit + 1 < units) totals[to + size]! -= b;
    if (unit + 2 < units) totals[to + 2 * size]! -= c;
    if (unit + 3 < units) totals[to + 3 * size]! -= d;
  }
}

interface MarginColumns {
  /** Columns of the regression that do not depend on others. */
  readonly columns: number;
  /** By level of each variable in one row: its column; −1 for levels without respondents, and without a column of their own. */
  readonly columnOfLevel: Int32Array;
  /** (X'DX)⁻¹ Σ w x of each sampling unit, four units at a time, column after column: one solution a unit instead of one an item. */
  readonly fitted: Float64Array;
}

function marginColumns(
  sums: RunningSums,
  frame: PollFrame,
  margins: readonly ResolvedMargin[],
  weights: Float64Array,
): MarginColumns {
  const { outline, atoms } = sums;
  const { classes } = frame.classes;
  const { columns: all, firstColumn: firstLevel } = levelColumns(outline);
  const variables = outline.variables.length;
  const columnOfLevel = new Int32Array(all).fill(-1);
  const count = margins.length;
  // Column of each class in each margin.
  const own = new Int32Array(classes.count * count);
  let columns = 0;
  margins.forEach(({ variable, levels: names, levelOfClass }, m) => {
    const v = outline.variables.findIndex(({ code }) => code === variable);
    for (let c = 0; c < classes.count; c++) {
      const column = columns + levelOfClass[c]!;
      own[c * count + m] = column;
      columnOfLevel[firstLevel[v]! + classes.levels[c * variables + v]!] = column;
    }
    columns += names.length;
  });
  const squares = new Float64Array(columns * columns);
  addCrossProducts(own, count, classes.baseWeight, classes.respondents, squares, columns);
  const factor = cholesky(squares, columns);
  // A column that depends on others has no part in a solution.
  const kept = new Int32Array(columns).fill(-1);
  let keeping = 0;
  factor.isKept.forEach((isKept, column) => {
    if (isKept) kept[column] = keeping++;
  });
  const units = frame.unitNumbers.length;
  const rows = new Float64Array(units * columns);
  addRows(atoms, frame, weights, own, count, rows, columns);
  const fitted = new Float64Array(TOGETHER * Math.ceil(units / TOGETHER) * keeping);
  for (let unit = 0; unit < units; unit++) {
    const solution = solveCholesky(factor, rows.subarray(unit * columns, (unit + 1) * columns));
    const within = unit % TOGETHER;
    const at = (unit - within) * keeping + within;
    for (let column = 0; column < columns; column++) {
      if (kept[column]! >= 0) fitted[at + kept[column]! * TOGETHER] = solution[column]!;
    }
  }
  return { columns: keeping, columnOfLevel: columnOfLevel.map((column) => (column < 0 ? -1 : kept[column]!)), fitted };
}

/** Σ d x x' over classes, each with one column a margin. */
function addCrossProducts(
  columnOf: Int32Array,
  margins: number,
  baseWeight: Float64Array,
  respondents: Float64Array,
  to: Float64Array,
  columns: number,
): void {
  for (let c = 0, from = 0; c < baseWeight.length; c++, from += margins) {
    const d = baseWeight[c]! * respondents[c]!;
    for (let m = 0; m < margins; m++) {
      const row = columnOf[from + m]! * columns;
      for (let l = 0; l < margins; l++) to[row + columnOf[from + l]!]! += d;
    }
  }
}

/** Σ w x by sampling unit. */
function addRows(
  { samplingUnit, respondents }: Atoms,
  { atoms, classOfAtom, placeOfUnit }: PollFrame,
  weights: Float64Array,
  columnOf: Int32Array,
  margins: number,
  to: Float64Array,
  columns: number,
): void {
  for (let i = 0; i < atoms.length; i++) {
    const atom = atoms[i]!;
    const c = classOfAtom[atom]!;
    const row = placeOfUnit[samplingUnit[atom]!]! * columns;
    const weight = weights[c]! * respondents[atom]!;
    for (let m = 0; m < margins; m++) to[row + columnOf[c * margins + m]!]! += weight;
  }
}
