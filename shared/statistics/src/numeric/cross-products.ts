import { powerOfTwoAtLeast, roomFor, summationGrid } from './order-free-sum.js';

/**
 * Sums of products over rows, Z'Z (交叉乘积和), that do not depend on the order of the rows: each is an order-free sum whose
 * bound is the product of the two columns' largest absolute values.
 */
export function crossProducts(rows: Float64Array, rowCount: number, columns: number): Float64Array {
  if (rows.length !== rowCount * columns) throw new RangeError('rows.length must be rowCount × columns');
  // Column by column in memory: every pair of columns is walked once.
  const byColumn = new Float64Array(rows.length);
  const bounds = new Float64Array(columns);
  for (let k = 0; k < columns; k++) {
    let largest = 0;
    for (let r = 0; r < rowCount; r++) {
      const value = rows[r * columns + k]!;
      byColumn[k * rowCount + r] = value;
      largest = Math.max(largest, Math.abs(value));
    }
    if (!Number.isFinite(largest)) throw new RangeError('rows must be finite');
    bounds[k] = largest === 0 ? 0 : powerOfTwoAtLeast(largest);
  }
  const room = roomFor(rowCount);
  const products = new Float64Array(columns * columns);
  for (let k = 0; k < columns; k++) {
    for (let l = 0; l <= k; l++) {
      const bound = bounds[k]! * bounds[l]!;
      if (bound === 0) continue;
      const { coarse, fine } = summationGrid(bound, room);
      let high = 0;
      let low = 0;
      for (let r = 0, x = k * rowCount, y = l * rowCount; r < rowCount; r++, x++, y++) {
        const product = byColumn[x]! * byColumn[y]!;
        const onCoarse = coarse + product - coarse;
        high += onCoarse;
        low += fine + (product - onCoarse) - fine;
      }
      products[k * columns + l] = high + low;
      products[l * columns + k] = high + low;
    }
  }
  return products;
}
