import { feasibility } from '../numeric/feasibility.js';
import type { ResolvedMargin } from './margins.js';

/** A factor below this part of the mean factor is a weight of zero for every purpose. */
export const NEARLY_ZERO = 1e-5;
/** Entries of the feasibility tableau above which nothing is examined. */
export const LARGEST_EXAMINED = 3e6;

/**
 * Whether margins can only be met with weights of zero for some respondents (只有零权数可行), which raking approaches for ever: the
 * margin and level on which that turns, null when positive weights exist or it cannot be told. Each weight is asked to be at
 * least {@link NEARLY_ZERO} of what the mean factor would make it; that this is impossible is proved by Farkas' lemma.
 *
 * @param classTotals sum of starting weights by class, positive
 */
export function levelThatNeedsZeros(
  classTotals: Float64Array,
  margins: readonly ResolvedMargin[],
): { readonly margin: string; readonly level: string } | null {
  const names = margins.flatMap(({ variable, levels }) => levels.map((level) => ({ margin: variable, level })));
  const rows = names.length;
  let wanted = 0;
  margins[0]?.totals.forEach((total) => (wanted += total));
  // Classes alike in all margins have one factor.
  const cells = new Map<string, { levels: number[]; sum: number }>();
  let all = 0;
  for (let c = 0; c < classTotals.length; c++) {
    const levels = margins.map(({ levelOfClass }) => levelOfClass[c]!);
    const key = levels.join();
    const cell = cells.get(key) ?? { levels, sum: 0 };
    cell.sum += classTotals[c]!;
    all += classTotals[c]!;
    cells.set(key, cell);
  }
  if (cells.size * rows > LARGEST_EXAMINED) return null;
  const columns = new Float64Array(cells.size * rows);
  const right = new Float64Array(rows);
  margins.forEach(({ totals }, m) => totals.forEach((total, l) => (right[firstRow(margins, m) + l] = total / wanted)));
  let at = 0;
  for (const { levels, sum } of cells.values()) {
    levels.forEach((level, m) => {
      const row = firstRow(margins, m) + level;
      columns[at + row] = 1;
      right[row]! -= (NEARLY_ZERO * sum) / all;
    });
    at += rows;
  }
  const found = feasibility(columns, right, new Float64Array(cells.size).fill(Infinity));
  if (found.outcome !== 'infeasible') return null;
  const population = margins.flatMap(({ totals }) => [...totals]);
  const weight = (row: number): number => Math.abs(found.multipliers[row]! * population[row]!);
  return names[names.reduce((heaviest, _, row) => (weight(row) > weight(heaviest) ? row : heaviest), 0)]!;
}

function firstRow(margins: readonly ResolvedMargin[], margin: number): number {
  let row = 0;
  for (let m = 0; m < margin; m++) row += margins[m]!.levels.length;
  return row;
}
