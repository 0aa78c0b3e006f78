/** Whether A z = b has a solution with 0 ≤ z ≤ u; if not, y proves it: y'b > max y'A z over those z (Farkas). */
export type Feasibility =
  | { readonly outcome: 'feasible' }
  | { readonly outcome: 'infeasible'; readonly multipliers: Float64Array }
  | { readonly outcome: 'undecided' };

const PIVOT = 1e-9;
/** Reduced costs smaller than this, relative to the column's largest entry, count as zero. */
const OPTIMAL = 1e-10;
/** Infeasibility smaller than this share of Σ|b| counts as rounding. */
const FEASIBLE = 1e-9;

/**
 * First phase of the simplex method with bounded variables (线性可行性检验). Dense; for some dozens of rows and thousands of
 * columns. Dantzig's rule, Bland's once progress stalls. Dantzig 1963, chapter 18.
 *
 * @param columns A by columns: entry of row i in column j at `[j × rows + i]`
 * @param upper bound of each variable, Infinity for none
 * @example z₁ = 1, z₁ + z₂ = 3 with z₂ ≤ 1: infeasible, multipliers −1, 1
 */
export function feasibility(columns: Float64Array, right: Float64Array, upper: Float64Array): Feasibility {
  const rows = right.length;
  const variables = upper.length;
  if (columns.length !== rows * variables) throw new RangeError('columns has rows × variables entries');
  const width = variables + rows;
  const tableau = new Float64Array(rows * width);
  const signs = new Float64Array(rows);
  const basis = new Int32Array(rows);
  const value = new Float64Array(rows);
  const cost = new Float64Array(width);
  let infeasible = 0;
  for (let i = 0; i < rows; i++) {
    signs[i] = right[i]! < 0 ? -1 : 1;
    value[i] = signs[i]! * right[i]!;
    infeasible += value[i]!;
    basis[i] = variables + i;
    for (let j = 0; j < variables; j++) {
      const entry = signs[i]! * columns[j * rows + i]!;
      tableau[i * width + j] = entry;
      cost[j]! -= entry;
    }
    tableau[i * width + variables + i] = 1;
  }
  const scale = infeasible;
  const isBasic = new Uint8Array(width);
  for (const j of basis) isBasic[j] = 1;
  const boundOf = (j: number): number => (j < variables ? upper[j]! : Infinity);
  const limit = 200 + 50 * (rows + Math.min(variables, 20 * rows));
  for (let step = 0; infeasible > FEASIBLE * scale; step++) {
    if (step === limit) return { outcome: 'undecided' };
    const isCareful = step > limit / 2;
    let entering = -1;
    let steepest = -OPTIMAL;
    for (let j = 0; j < variables; j++) {
      if (isBasic[j] || upper[j] === 0 || cost[j]! >= steepest) continue;
      entering = j;
      if (isCareful) break;
      steepest = cost[j]!;
    }
    if (entering < 0) {
      // Cost of artificial variable i is 1 − yᵢ.
      return {
        outcome: 'infeasible',
        multipliers: Float64Array.from({ length: rows }, (_, i) => signs[i]! * (1 - cost[variables + i]!)),
      };
    }
    let leaving = -1;
    let longest = boundOf(entering);
    for (let i = 0; i < rows; i++) {
      const entry = tableau[i * width + entering]!;
      if (Math.abs(entry) <= PIVOT) continue;
      const bound = boundOf(basis[i]!);
      if (entry < 0 && bound === Infinity) continue;
      const length = Math.max(entry > 0 ? value[i]! / entry : (bound - value[i]!) / -entry, 0);
      const isLonger = leaving >= 0 && Math.abs(entry) > Math.abs(tableau[leaving * width + entering]!);
      if (length < longest || (length === longest && isLonger)) {
        longest = length;
        leaving = i;
      }
    }
    if (longest === Infinity) return { outcome: 'undecided' };
    if (leaving < 0) {
      // The variable goes all the way to its bound: count it from there.
      for (let i = 0; i < rows; i++) {
        value[i]! -= tableau[i * width + entering]! * longest;
        tableau[i * width + entering]! *= -1;
      }
      infeasible += cost[entering]! * longest;
      cost[entering]! *= -1;
      continue;
    }
    if (tableau[leaving * width + entering]! < 0) {
      // The leaving variable goes to its upper bound: count it from there, which turns its row round.
      const left = basis[leaving]!;
      value[leaving] = boundOf(left) - value[leaving]!;
      for (let j = 0; j < width; j++) tableau[leaving * width + j]! *= -1;
      tableau[leaving * width + left]! *= -1;
    }
    pivot(leaving, entering);
  }
  return { outcome: 'feasible' };

  function pivot(leaving: number, entering: number): void {
    const at = leaving * width;
    const by = tableau[at + entering]!;
    for (let j = 0; j < width; j++) tableau[at + j]! /= by;
    value[leaving]! /= by;
    for (let i = 0; i < rows; i++) {
      const factor = tableau[i * width + entering]!;
      if (i === leaving || factor === 0) continue;
      for (let j = 0; j < width; j++) tableau[i * width + j]! -= factor * tableau[at + j]!;
      value[i] = Math.max(value[i]! - factor * value[leaving]!, 0);
    }
    const factor = cost[entering]!;
    for (let j = 0; j < width; j++) cost[j]! -= factor * tableau[at + j]!;
    infeasible += factor * value[leaving]!;
    isBasic[basis[leaving]!] = 0;
    isBasic[entering] = 1;
    basis[leaving] = entering;
  }
}
