import { cholesky, solveCholesky } from './cholesky.js';

describe('a Cholesky factor', () => {
  it('multiplied by its transpose gives the matrix back', () => {
    const matrix = Float64Array.of(4, 2, 0.6, 2, 5, 1, 0.6, 1, 3);
    const { lower, rank } = cholesky(matrix, 3);
    expect(rank).toBe(3);
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        let sum = 0;
        for (let k = 0; k < 3; k++) sum += lower[i * 3 + k]! * lower[j * 3 + k]!;
        expect(sum).toBeCloseTo(matrix[i * 3 + j]!, 14);
      }
    }
  });

  it('drops a column that repeats others, and solves all the same', () => {
    // Indicators of two margins, (a, b) and (c, d), over cells ac 2, ad 1, bc 3, bd 4: a + b = c + d.
    const matrix = Float64Array.of(3, 0, 2, 1, 0, 7, 3, 4, 2, 3, 5, 0, 1, 4, 0, 5);
    const factor = cholesky(matrix, 4);
    expect(factor.rank).toBe(3);
    expect(factor.isKept).toEqual([true, true, true, false]);
    const truth = [1, -2, 0.5, 3];
    const rightHandSide = Float64Array.from([0, 1, 2, 3], (i) =>
      truth.reduce((sum, x, j) => sum + matrix[i * 4 + j]! * x, 0),
    );
    const solution = solveCholesky(factor, rightHandSide);
    for (let i = 0; i < 4; i++) {
      const product = [0, 1, 2, 3].reduce((sum, j) => sum + matrix[i * 4 + j]! * solution[j]!, 0);
      expect(product).toBeCloseTo(rightHandSide[i]!, 13);
    }
  });

  it('of nothing but zeros has rank zero', () => {
    expect(cholesky(new Float64Array(4), 2).rank).toBe(0);
    expect(solveCholesky(cholesky(new Float64Array(4), 2), new Float64Array(2))).toEqual(new Float64Array(2));
  });
});
