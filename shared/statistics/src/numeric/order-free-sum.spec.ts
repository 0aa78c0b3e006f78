import fc from 'fast-check';
import { OrderFreeSums, orderFreeSum } from './order-free-sum.js';

describe('an order-free sum', () => {
  it.each([
    [[], 0],
    [[0, 0], 0],
    [[1e16, 1, -1e16], 1],
    [[0.1, 0.2, -0.3], 2.7755575615628914e-17],
    [Array<number>(10).fill(0.1), 1],
    [[5e-324, -5e-324, 1], 1],
  ])('%j gives %d', (terms, sum) => expect(orderFreeSum(terms)).toBe(sum));

  const terms = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { maxLength: 60 });

  it('has the same bits in every order', () => {
    fc.assert(
      fc.property(
        terms.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
        ),
        ([list, shuffled]) => expect(orderFreeSum(shuffled)).toBe(orderFreeSum(list)),
      ),
    );
  });

  it('of whole numbers is what whole-number arithmetic gives', () => {
    const whole = fc.array(fc.bigInt({ min: -(2n ** 52n), max: 2n ** 52n }), { maxLength: 60 });
    fc.assert(
      fc.property(whole, (list) => {
        const exact = list.reduce((sum, term) => sum + term, 0n);
        expect(orderFreeSum(list.map(Number))).toBe(Number(exact) + 0);
      }),
    );
  });

  it('keeps many sums apart, each exact in its own scale', () => {
    const sums = new OrderFreeSums(Float64Array.of(1e12, 1e-12, 0), 3);
    for (const term of [1e12, 3, -1e12]) sums.add(0, term);
    for (const term of [1e-12, 3e-21, -1e-12]) sums.add(1, term);
    expect([sums.value(0), sums.value(1), sums.value(2)]).toEqual([3, 3e-21, 0]);
  });

  it('refuses what is not a number', () => {
    expect(() => orderFreeSum([1, NaN])).toThrow(RangeError);
    expect(() => orderFreeSum([Infinity])).toThrow(RangeError);
    expect(() => new OrderFreeSums(Float64Array.of(-1), 1)).toThrow(RangeError);
  });
});
