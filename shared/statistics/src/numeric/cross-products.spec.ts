import fc from 'fast-check';
import { crossProducts } from './cross-products.js';
import { orderFreeSum } from './order-free-sum.js';

// Zero, or far enough from it that products of entries keep all their digits.
const entry = fc.double({ min: -1e3, max: 1e3, noNaN: true }).map((x) => (Math.abs(x) < 1e-9 ? 0 : x));
const matrices = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 4 })).chain(([rows, columns]) =>
  fc.record({
    rows: fc.constant(rows),
    columns: fc.constant(columns),
    values: fc.array(entry, {
      minLength: rows * columns,
      maxLength: rows * columns,
    }),
    order: fc.shuffledSubarray(
      Array.from({ length: rows }, (_, r) => r),
      { minLength: rows, maxLength: rows },
    ),
  }),
);

describe('sums of products over rows', () => {
  it('do not depend on the order of the rows, to the last bit', () => {
    fc.assert(
      fc.property(matrices, ({ rows, columns, values, order }) => {
        const shuffled = order.flatMap((r) => values.slice(r * columns, (r + 1) * columns));
        expect(crossProducts(Float64Array.from(shuffled), rows, columns)).toEqual(
          crossProducts(Float64Array.from(values), rows, columns),
        );
      }),
    );
  });

  it('equal the exact sums to 15 digits of the largest term, and 24 of the columns’ largest entries multiplied', () => {
    fc.assert(
      fc.property(matrices, ({ rows, columns, values }) => {
        const products = crossProducts(Float64Array.from(values), rows, columns);
        for (let k = 0; k < columns; k++) {
          for (let l = 0; l < columns; l++) {
            const terms = Array.from({ length: rows }, (_, r) => values[r * columns + k]! * values[r * columns + l]!);
            const largest = (column: number): number =>
              Math.max(...Array.from({ length: rows }, (_, r) => Math.abs(values[r * columns + column]!)));
            const tolerance = 1e-15 * Math.max(...terms.map(Math.abs)) + 1e-24 * largest(k) * largest(l);
            expect(Math.abs(products[k * columns + l]! - orderFreeSum(terms))).toBeLessThanOrEqual(tolerance);
          }
        }
      }),
    );
  });

  it('need rows that fill the matrix with finite numbers', () => {
    expect(() => crossProducts(new Float64Array(5), 2, 3)).toThrow(RangeError);
    expect(() => crossProducts(Float64Array.of(1, NaN), 2, 1)).toThrow(RangeError);
  });
});
