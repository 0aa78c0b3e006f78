import fc from 'fast-check';
import { exactSum } from './exact-sum.js';

/** The sum in whole multiples of the smallest double, rounded once: slow and plainly right. */
function sumByIntegers(terms: readonly number[]): number {
  const scale = 1n << 1074n;
  const exact = (x: number): bigint => {
    const bits = new DataView(new ArrayBuffer(8));
    bits.setFloat64(0, Math.abs(x));
    const high = bits.getUint32(0);
    const exponent = high >>> 20;
    const fraction = (BigInt(high & 0xfffff) << 32n) | BigInt(bits.getUint32(4));
    const units = exponent === 0 ? fraction : (fraction | (1n << 52n)) << BigInt(exponent - 1);
    return x < 0 ? -units : units;
  };
  const total = terms.reduce((sum, term) => sum + exact(term), 0n);
  const magnitude = total < 0n ? -total : total;
  const bits = magnitude.toString(2).length;
  if (bits <= 53) return Number(total) * Number.MIN_VALUE;
  const drop = BigInt(bits - 53);
  const half = 1n << (drop - 1n);
  let kept = magnitude >> drop;
  const rest = magnitude - (kept << drop);
  if (rest > half || (rest === half && kept % 2n === 1n)) kept++;
  const numerator = kept << drop;
  const value = Number((numerator * (1n << 60n)) / scale) / 2 ** 60;
  return (total < 0n ? -1 : 1) * value;
}

describe('an exact sum is the true sum rounded once', () => {
  it.each([
    [[], 0],
    [[1e16, 1, -1e16], 1],
    [[0.1, 0.2, -0.3], 2.7755575615628914e-17],
    [[1, 1e100, 1, -1e100], 2],
    [Array<number>(10).fill(0.1), 1],
  ])('%j gives %d', (terms, sum) => expect(exactSum(terms)).toBe(sum));

  it('equals arithmetic on whole numbers, whatever the order', () => {
    const term = fc.double({ min: -1e6, max: 1e6, noNaN: true }).filter((x) => x === 0 || Math.abs(x) > 1e-3);
    fc.assert(
      fc.property(fc.array(term, { maxLength: 40 }), (terms) => {
        const sum = exactSum(terms);
        expect(exactSum([...terms].reverse())).toBe(sum);
        const expected = sumByIntegers(terms);
        if (Math.abs(expected) > 1e-2) expect(sum).toBe(expected);
      }),
    );
  });

  it('refuses what is not a number', () => {
    expect(() => exactSum([1, NaN])).toThrow(RangeError);
    expect(() => exactSum([Infinity])).toThrow(RangeError);
  });
});
