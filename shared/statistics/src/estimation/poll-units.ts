import type { SurveyLayout } from '../design/survey.js';
import type { PollEstimates, PollItem, PollUnit } from './poll-estimates.js';
import type { PollFrame } from './poll-frame.js';
import type { ItemSums } from './poll-sums.js';

/** Sampling units less strata in which a column of the row-major units × columns is not zero. */
export function degreesOfFreedom({ stratumOfUnit }: PollFrame, rows: Float64Array, columns: number): Int32Array {
  const freedom = new Int32Array(columns);
  const lastStratum = new Int32Array(columns).fill(-1);
  for (let unit = 0, at = 0; unit < stratumOfUnit.length; unit++) {
    const stratum = stratumOfUnit[unit]!;
    for (let k = 0; k < columns; k++, at++) {
      if (rows[at] === 0) continue;
      if (lastStratum[k] === stratum) freedom[k]!++;
      lastStratum[k] = stratum;
    }
  }
  return freedom;
}

/** Scores of the units and their covariance, from rows by sampling unit whose cross products are the covariance of the items. */
export function compositesOf(
  layout: SurveyLayout,
  frame: PollFrame,
  { size, units, unitWeight }: ItemSums,
  spread: Float64Array,
  items: readonly PollItem[],
  marginOf: (standardError: number | null, degreesOfFreedom: number) => number | null,
): Pick<PollEstimates, 'units' | 'covariance'> {
  const count = layout.units.length;
  const rows = new Float64Array(units * count);
  // Weight of the indicators' answers in each sampling unit: zero where none of a unit's was answered.
  const answered = new Float64Array(units * count);
  layout.units.forEach(({ items: indicators }, u) => {
    const columns = Int32Array.from(indicators, ({ item }) => item);
    combine(unitWeight, size, columns, new Float64Array(columns.length).fill(1), answered, count, u);
  });
  const freedom = degreesOfFreedom(frame, answered, count);
  const described = layout.units.map(({ id, items: indicators }, u): PollUnit => {
    const known = indicators.filter(({ item }) => items[item]!.mean !== null);
    const shares = known.reduce((sum, { share }) => sum + share, 0);
    const columns = Int32Array.from(known, ({ item }) => item);
    const parts = Float64Array.from(known, ({ share }) => share / shares);
    combine(spread, size, columns, parts, rows, count, u);
    const score =
      known.length === 0
        ? null
        : known.reduce((sum, { item, share }) => sum + (share / shares) * items[item]!.mean!, 0);
    const standardError = score === null ? null : Math.sqrt(squaresOfColumn(rows, count, u));
    const marginOfError = marginOf(standardError, freedom[u]!);
    return {
      id,
      score,
      standardError,
      degreesOfFreedom: freedom[u]!,
      marginOfError,
      interval: score === null || marginOfError === null ? null : [score - marginOfError, score + marginOfError],
      omitted: indicators
        .filter(({ item }) => items[item]!.mean === null)
        .map(({ item }) => ({ question: items[item]!.question, domain: items[item]!.domain })),
    };
  });
  return { units: described, covariance: crossProducts(rows, count) };
}

/** One column of `to`: Σ part · column of `rows`, row by row. */
function combine(
  rows: Float64Array,
  size: number,
  columns: Int32Array,
  parts: Float64Array,
  to: Float64Array,
  width: number,
  column: number,
): void {
  for (let from = 0, at = column; from < rows.length; from += size, at += width) {
    let sum = 0;
    for (let i = 0; i < columns.length; i++) sum += parts[i]! * rows[from + columns[i]!]!;
    to[at] = sum;
  }
}

function squaresOfColumn(rows: Float64Array, width: number, column: number): number {
  let sum = 0;
  for (let at = column; at < rows.length; at += width) sum += rows[at]! * rows[at]!;
  return sum;
}

/** Σ z z' over rows. */
function crossProducts(rows: Float64Array, width: number): Float64Array {
  const products = new Float64Array(width * width);
  for (let row = 0; row < rows.length; row += width) {
    for (let a = 0; a < width; a++) {
      const value = rows[row + a]!;
      if (value !== 0) for (let b = 0; b < width; b++) products[a * width + b]! += value * rows[row + b]!;
    }
  }
  return products;
}
