import type { CodedColumn } from '../design/survey.js';
import { orderFreeSum } from '../numeric/order-free-sum.js';
import { refusal, type WeightingRefusal } from './margins.js';

/** What is known about the population (辅助信息): a margin by levels, or the total of an amount. */
export type Auxiliary = LevelAuxiliary | AmountAuxiliary;

/** People by level. A level whose total is null keeps its base-weight share of the sample; the known ones divide the rest. */
export interface LevelAuxiliary {
  readonly variable: CodedColumn;
  /** One entry a level, in the variable's order. */
  readonly totals: readonly (number | null)[];
}

/** The total of an amount: income, floor space; amounts all 1 for the number of people. */
export interface AmountAuxiliary {
  readonly code: string;
  /** By respondent, finite. */
  readonly amounts: Float64Array;
  readonly total: number;
}

/**
 * Auxiliaries as the rows of a matrix x, kept sparse: a respondent has one column in each margin and one entry in each amount.
 * Columns run margin by margin, level by level, then the amounts.
 */
export interface AuxiliaryMatrix {
  readonly respondents: number;
  readonly columns: number;
  /** By margin: column of each respondent. */
  readonly columnOf: readonly Int32Array[];
  readonly amounts: readonly Float64Array[];
  readonly names: readonly { readonly margin: string; readonly level: string | null }[];
  /** Wanted Σ w x by column. */
  readonly totals: Float64Array;
}

const TOTALS_TOLERANCE = 1e-9;

/**
 * Brings auxiliaries to one matrix and checks them against the respondents.
 *
 * @param starting starting weight by respondent
 * @returns the matrix, or the refusal naming margin and level: totals that differ by more than 1e-9, a level of the population
 *   without respondents, respondents of a level without population
 * @throws RangeError on misuse: lengths, a respondent without level, a total that is negative or not finite
 */
export function auxiliaryMatrix(
  auxiliaries: readonly Auxiliary[],
  starting: Float64Array,
): AuxiliaryMatrix | WeightingRefusal {
  const respondents = starting.length;
  const base = orderFreeSum(starting);
  const names: { margin: string; level: string | null }[] = [];
  const totals: number[] = [];
  const columnOf: Int32Array[] = [];
  const amounts: Float64Array[] = [];
  const margins = auxiliaries.filter((auxiliary) => 'variable' in auxiliary);
  const known = margins.map(({ variable, totals: wanted }) => {
    if (wanted.length !== variable.levels.length) throw new RangeError(`${variable.code} needs one total a level`);
    const given = wanted.filter((total) => total !== null);
    for (const total of given) {
      if (!(total >= 0) || total === Infinity) throw new RangeError(`a total of ${variable.code} is ${total}`);
    }
    return given.length === 0 ? null : orderFreeSum(given);
  });
  const total = known.find((sum) => sum !== null) ?? base;
  for (let m = 0; m < margins.length; m++) {
    const { variable, totals: wanted } = margins[m]!;
    if (known[m] !== null) {
      const relativeError = Math.abs(known[m]! - total) / total;
      if (!(relativeError <= TOTALS_TOLERANCE)) return refusal('totals-differ', variable.code, null, relativeError);
    }
    const first = names.length;
    const sums = new Float64Array(wanted.length);
    const count = new Int32Array(wanted.length);
    if (variable.of.length !== respondents) throw new RangeError(`column ${variable.code} has one entry a respondent`);
    const of = Int32Array.from(variable.of, (level, i) => {
      if (wanted[level] === undefined) throw new RangeError(`column ${variable.code} has no level ${level}`);
      sums[level]! += starting[i]!;
      count[level]!++;
      return first + level;
    });
    const left = orderFreeSum(sums.map((sum, l) => (wanted[l] === null ? sum / base : 0)));
    for (let l = 0; l < wanted.length; l++) {
      const level = variable.levels[l]!;
      const people = wanted[l]!;
      if (people === null) totals.push(total * (sums[l]! / base));
      else {
        if (people > 0 && count[l] === 0) return refusal('level-without-respondents', variable.code, level, null);
        if (people === 0 && count[l]! > 0) return refusal('respondents-without-population', variable.code, level, null);
        totals.push(total * (people / known[m]!) * (1 - left));
      }
      names.push({ margin: variable.code, level });
    }
    columnOf.push(of);
  }
  for (const auxiliary of auxiliaries) {
    if ('variable' in auxiliary) continue;
    const { code, amounts: column, total: wanted } = auxiliary;
    if (column.length !== respondents) throw new RangeError(`amount ${code} has one entry a respondent`);
    if (!column.every(Number.isFinite) || !Number.isFinite(wanted)) throw new RangeError(`amount ${code} is finite`);
    if (wanted !== 0 && column.every((amount) => amount === 0)) {
      return refusal('level-without-respondents', code, null, null);
    }
    names.push({ margin: code, level: null });
    totals.push(wanted);
    amounts.push(column);
  }
  if (new Set(names.map(({ margin, level }) => JSON.stringify([margin, level]))).size !== names.length) {
    throw new RangeError('an auxiliary is given twice');
  }
  return { respondents, columns: names.length, columnOf, amounts, names, totals: Float64Array.from(totals) };
}

/** x'b by respondent. */
export function multiply({ respondents, columns, columnOf, amounts }: AuxiliaryMatrix, b: Float64Array): Float64Array {
  const product = new Float64Array(respondents);
  for (const column of columnOf) for (let i = 0; i < respondents; i++) product[i]! += b[column[i]!]!;
  const first = columns - amounts.length;
  amounts.forEach((amount, j) => {
    const by = b[first + j]!;
    if (by !== 0) for (let i = 0; i < respondents; i++) product[i]! += by * amount[i]!;
  });
  return product;
}

/** Σ v x by column. */
export function crossMultiply(
  { respondents, columns, columnOf, amounts }: AuxiliaryMatrix,
  v: ArrayLike<number>,
): Float64Array {
  const sums = new Float64Array(columns);
  for (const column of columnOf) for (let i = 0; i < respondents; i++) sums[column[i]!]! += v[i]!;
  const first = columns - amounts.length;
  amounts.forEach((amount, j) => {
    let sum = 0;
    for (let i = 0; i < respondents; i++) sum += amount[i]! * v[i]!;
    sums[first + j] = sum;
  });
  return sums;
}

/** Σ v x x', row-major. */
export function gram({ respondents, columns, columnOf, amounts }: AuxiliaryMatrix, v: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(columns * columns);
  const first = columns - amounts.length;
  for (let i = 0; i < respondents; i++) {
    const by = v[i]!;
    for (const row of columnOf) {
      const at = row[i]! * columns;
      for (const column of columnOf) sums[at + column[i]!]! += by;
      for (let j = 0; j < amounts.length; j++) sums[at + first + j]! += by * amounts[j]![i]!;
    }
    for (let j = 0; j < amounts.length; j++) {
      for (let l = 0; l < amounts.length; l++) {
        sums[(first + j) * columns + first + l]! += by * amounts[j]![i]! * amounts[l]![i]!;
      }
    }
  }
  for (let j = first; j < columns; j++) for (let c = 0; c < first; c++) sums[j * columns + c] = sums[c * columns + j]!;
  return sums;
}
