/** Lower-triangular factor of a positive semidefinite matrix; columns that depend on earlier ones are zero and not kept. */
export interface CholeskyFactor {
  readonly size: number;
  /** Row-major size × size, zero above the diagonal. */
  readonly lower: Float64Array;
  readonly isKept: readonly boolean[];
  readonly rank: number;
}

/**
 * Rank-revealing Cholesky factor (可判秩的乔列斯基分解), A = L L'. A column whose remaining diagonal is at most `tolerance`
 * times its own diagonal depends on the columns before it and is dropped: margins overlap by nature (each sums to the
 * whole; a site implies its district), and a covariance may be singular.
 */
export function cholesky(matrix: Float64Array, size: number, tolerance = 1e-11): CholeskyFactor {
  if (matrix.length !== size * size) throw new RangeError('matrix.length must be size × size');
  const lower = new Float64Array(size * size);
  const isKept: boolean[] = [];
  let rank = 0;
  for (let j = 0; j < size; j++) {
    const diagonal = matrix[j * size + j]!;
    let remaining = diagonal;
    for (let k = 0; k < j; k++) remaining -= lower[j * size + k]! * lower[j * size + k]!;
    const kept = remaining > tolerance * diagonal;
    isKept.push(kept);
    if (!kept) continue;
    rank++;
    const pivot = Math.sqrt(remaining);
    lower[j * size + j] = pivot;
    for (let i = j + 1; i < size; i++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * size + k]! * lower[j * size + k]!;
      lower[i * size + j] = sum / pivot;
    }
  }
  return { size, lower, isKept, rank };
}

/** Solves A x = b for a consistent b; dropped columns get x = 0, which leaves A x unchanged whichever were dropped. */
export function solveCholesky(factor: CholeskyFactor, rightHandSide: Float64Array): Float64Array {
  const { size, lower, isKept } = factor;
  if (rightHandSide.length !== size) throw new RangeError('the right-hand side must have one entry a row');
  const x = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    if (!isKept[i]) continue;
    let sum = rightHandSide[i]!;
    for (let k = 0; k < i; k++) sum -= lower[i * size + k]! * x[k]!;
    x[i] = sum / lower[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    if (!isKept[i]) continue;
    let sum = x[i]!;
    for (let k = i + 1; k < size; k++) sum -= lower[k * size + i]! * x[k]!;
    x[i] = sum / lower[i * size + i]!;
  }
  return x;
}
