import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Results of independent software, as the script of the same name wrote them. */
export function readReference<T>(name: string): T {
  return JSON.parse(readFileSync(join(__dirname, `${name}.json`), 'utf8')) as T;
}

/** Largest relative difference of two lists of numbers; a difference from zero counts as it is. */
export function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) throw new Error(`${actual.length} numbers against ${expected.length}`);
  let largest = 0;
  for (let i = 0; i < actual.length; i++) {
    const difference = Math.abs(actual[i]! - expected[i]!) / (Math.abs(expected[i]!) || 1);
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

/** The same for matrices, relative to the scale of their diagonals, since covariances pass through zero. */
export function largestCovarianceDifference(
  actual: readonly (readonly number[])[],
  expected: readonly (readonly number[])[],
): number {
  let largest = 0;
  expected.forEach((row, i) =>
    row.forEach((value, j) => {
      const difference = Math.abs(actual[i]![j]! - value) / Math.sqrt(expected[i]![i]! * expected[j]![j]!);
      if (!(difference <= largest)) largest = difference;
    }),
  );
  return largest;
}
