/** One equation Σ coefficient · x = value over numbers that are not negative. */
export interface Equation {
  readonly terms: readonly { readonly variable: number; readonly coefficient: number }[];
  readonly value: number;
}

/** Least and greatest value that a number can have; null: no upper bound. */
export interface Bounds {
  readonly least: number;
  readonly greatest: number | null;
}

const ZERO = 1e-9;

/**
 * What a reader can work out (可推断区间): the least and greatest value of each unknown that agree with all equations and with
 * none being negative. Linear programming by the simplex method, steepest cost first and Bland's rule where that stands
 * still; one first phase, then two walks for each unknown. For nested tables and two crossed dimensions all steps are whole numbers
 * and the bounds those of whole numbers; with three or more, whole numbers may leave out an end or two that fractions reach. Bounds
 * are rounded inwards, which can only narrow what is reported.
 *
 * @param asked the unknowns wanted, by default all
 * @param enough an interval so wide need not be exact: what the walks for others have shown of it will do
 * @returns in the order asked
 * @throws RangeError when no such numbers exist: published figures that contradict each other
 */
export function linearBounds(
  variables: number,
  equations: readonly Equation[],
  asked: readonly number[] = Array.from({ length: variables }, (_, variable) => variable),
  enough = Infinity,
): Bounds[] {
  const tableau = firstPhase(variables, equations);
  const seen = {
    least: new Float64Array(variables).fill(Infinity),
    greatest: new Float64Array(variables).fill(-Infinity),
  };
  const look = (): void => {
    const value = new Float64Array(variables);
    tableau.basis.forEach((variable, r) => (value[variable] = tableau.rows[r]![variables]!));
    for (const variable of asked) {
      seen.least[variable] = Math.min(seen.least[variable]!, value[variable]!);
      seen.greatest[variable] = Math.max(seen.greatest[variable]!, value[variable]!);
    }
  };
  return asked.map((variable) => {
    if (rounded(seen.greatest[variable]!, -1) - rounded(seen.least[variable]!, 1) < enough) {
      minimise(tableau, variable, 1);
      look();
      if (minimise(tableau, variable, -1) === null) return { least: rounded(seen.least[variable]!, 1), greatest: null };
      look();
    }
    return { least: rounded(seen.least[variable]!, 1), greatest: rounded(seen.greatest[variable]!, -1) };
  });
}

/** Inwards: up from the least value, down from the greatest. */
function rounded(value: number, inwards: 1 | -1): number {
  return inwards === 1 ? Math.max(0, Math.ceil(value - ZERO)) : Math.floor(value + ZERO);
}

interface Tableau {
  readonly columns: number;
  /** Rows of columns + 1 entries, the last one the value of the row's basic variable. */
  readonly rows: Float64Array[];
  readonly basis: number[];
}

/** Artificial variables, numbered after the others, make the first basis; they have no columns, since none that left comes back. */
function firstPhase(variables: number, equations: readonly Equation[]): Tableau {
  const rows = equations.map(({ terms, value }) => {
    const row = new Float64Array(variables + 1);
    const sign = value < 0 ? -1 : 1;
    for (const { variable, coefficient } of terms) row[variable]! += sign * coefficient;
    row[variables] = sign * value;
    return row;
  });
  const tableau: Tableau = { columns: variables, rows, basis: equations.map((_, e) => variables + e) };
  // The artificial variables are driven to zero.
  const cost = new Float64Array(variables + 1);
  for (const row of rows) for (let c = 0; c <= variables; c++) cost[c]! -= row[c]!;
  walk(tableau, cost, variables);
  const scale = equations.reduce((most, { value }) => Math.max(most, Math.abs(value)), 1);
  if (-cost[variables]! > ZERO * scale) throw new RangeError('the published figures contradict each other');
  // An artificial variable still basic is at zero: it leaves for any other of its row, or the row says nothing new.
  for (let r = rows.length - 1; r >= 0; r--) {
    if (tableau.basis[r]! < variables) continue;
    const enters = rows[r]!.findIndex((entry, c) => c < variables && Math.abs(entry) > ZERO);
    if (enters >= 0) pivot(tableau, null, r, enters);
    else {
      rows.splice(r, 1);
      tableau.basis.splice(r, 1);
    }
  }
  return tableau;
}

/** Least value of sign · x, from whatever basis the last walk ended in; null: without bound. */
function minimise(tableau: Tableau, variable: number, sign: 1 | -1): number | null {
  const { columns, rows, basis } = tableau;
  const cost = new Float64Array(columns + 1);
  cost[variable] = sign;
  const r = basis.indexOf(variable);
  if (r >= 0) for (let c = 0; c <= columns; c++) cost[c]! -= sign * rows[r]![c]!;
  if (!walk(tableau, cost, columns)) return null;
  return -cost[columns]!;
}

/**
 * Pivots until no cost is negative; false when the value has no bound. The steepest cost enters; after as many pivots without
 * progress as there are rows, the first one (Bland's rule) until there is some, so that it ends.
 */
function walk(tableau: Tableau, cost: Float64Array, columns: number): boolean {
  const { rows, basis } = tableau;
  for (let standing = 0; ; ) {
    let enters = -1;
    let steepest = -ZERO;
    for (let c = 0; c < columns; c++) {
      if (cost[c]! < steepest) {
        enters = c;
        if (standing > rows.length) break;
        steepest = cost[c]!;
      }
    }
    if (enters < 0) return true;
    let leaves = -1;
    let smallest = Infinity;
    for (let r = 0; r < rows.length; r++) {
      const entry = rows[r]![enters]!;
      if (!(entry > ZERO)) continue;
      const ratio = rows[r]![columns]! / entry;
      const isSmaller = ratio < smallest - ZERO;
      if (isSmaller || (ratio <= smallest + ZERO && basis[r]! < basis[leaves]!)) {
        smallest = Math.min(smallest, ratio);
        leaves = r;
      }
    }
    if (leaves < 0) return false;
    standing = smallest > ZERO ? 0 : standing + 1;
    pivot(tableau, cost, leaves, enters);
  }
}

function pivot({ columns, rows, basis }: Tableau, cost: Float64Array | null, leaves: number, enters: number): void {
  const row = rows[leaves]!;
  const scale = row[enters]!;
  // Rows are mostly zeros.
  const filled = new Int32Array(columns + 1);
  let used = 0;
  for (let c = 0; c <= columns; c++) {
    if (row[c] === 0) continue;
    row[c]! /= scale;
    filled[used++] = c;
  }
  const subtract = (other: Float64Array): void => {
    const factor = other[enters]!;
    if (factor === 0) return;
    for (let i = 0; i < used; i++) other[filled[i]!]! -= factor * row[filled[i]!]!;
    other[enters] = 0;
  };
  rows.forEach((other, r) => {
    if (r !== leaves) subtract(other);
  });
  if (cost !== null) subtract(cost);
  basis[leaves] = enters;
}
