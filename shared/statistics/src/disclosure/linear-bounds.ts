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
 * none being negative. Linear programming by the simplex method, Bland's rule; one first phase, then two walks for each
 * unknown. With whole coefficients and totals of nested and crossed tables all steps are whole numbers, hence exact; bounds
 * of whole numbers are rounded inwards, which can only narrow what is reported.
 *
 * @throws RangeError when no such numbers exist: published figures that contradict each other
 */
export function linearBounds(variables: number, equations: readonly Equation[]): Bounds[] {
  const tableau = firstPhase(variables, equations);
  return Array.from({ length: variables }, (_, variable) => {
    const least = minimise(tableau, variable, 1);
    const negative = minimise(tableau, variable, -1);
    return {
      least: Math.max(0, Math.ceil(least! - ZERO)),
      greatest: negative === null ? null : Math.floor(-negative + ZERO),
    };
  });
}

interface Tableau {
  readonly columns: number;
  /** Rows of columns + 1 entries, the last one the value of the row's basic variable. */
  readonly rows: Float64Array[];
  readonly basis: number[];
}

function firstPhase(variables: number, equations: readonly Equation[]): Tableau {
  const columns = variables + equations.length;
  const rows = equations.map(({ terms, value }, e) => {
    const row = new Float64Array(columns + 1);
    const sign = value < 0 ? -1 : 1;
    for (const { variable, coefficient } of terms) row[variable]! += sign * coefficient;
    row[variables + e] = 1;
    row[columns] = sign * value;
    return row;
  });
  const tableau: Tableau = { columns, rows, basis: equations.map((_, e) => variables + e) };
  // The artificial variables are driven to zero.
  const cost = new Float64Array(columns + 1);
  for (const row of rows) for (let c = 0; c <= columns; c++) if (c < variables || c === columns) cost[c]! -= row[c]!;
  walk(tableau, cost, columns);
  const scale = equations.reduce((most, { value }) => Math.max(most, Math.abs(value)), 1);
  if (-cost[columns]! > ZERO * scale) throw new RangeError('the published figures contradict each other');
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
  return {
    columns: variables,
    rows: rows.map((row) => {
      const kept = new Float64Array(variables + 1);
      kept.set(row.subarray(0, variables));
      kept[variables] = row[columns]!;
      return kept;
    }),
    basis: tableau.basis,
  };
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

/** Pivots until no cost is negative; false when the value has no bound. Bland's rule, so that it ends. */
function walk(tableau: Tableau, cost: Float64Array, columns: number): boolean {
  const { rows, basis } = tableau;
  for (;;) {
    let enters = -1;
    for (let c = 0; c < columns; c++) {
      if (cost[c]! < -ZERO) {
        enters = c;
        break;
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
    pivot(tableau, cost, leaves, enters);
  }
}

function pivot({ columns, rows, basis }: Tableau, cost: Float64Array | null, leaves: number, enters: number): void {
  const row = rows[leaves]!;
  const scale = row[enters]!;
  for (let c = 0; c <= columns; c++) row[c]! /= scale;
  const subtract = (other: Float64Array): void => {
    const factor = other[enters]!;
    if (factor === 0) return;
    for (let c = 0; c <= columns; c++) if (row[c] !== 0) other[c]! -= factor * row[c]!;
    other[enters] = 0;
  };
  rows.forEach((other, r) => {
    if (r !== leaves) subtract(other);
  });
  if (cost !== null) subtract(cost);
  basis[leaves] = enters;
}
