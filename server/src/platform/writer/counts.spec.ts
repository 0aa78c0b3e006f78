import fc from 'fast-check';
import { addCells, decodeCounts, encodeCounts } from './counts.js';
import { addedUp, foldAdditions, type HotAddition, type HotSum } from './hot-table.js';

const count = fc.oneof(
  fc.nat({ max: 300 }),
  fc.maxSafeNat(),
  fc.constantFrom(0, 127, 128, 16_383, 16_384, 2 ** 28, 2 ** 32),
);
const vector = fc.array(count, { maxLength: 60 });

const withoutTrailingZeros = (counts: readonly number[]) =>
  counts.slice(0, counts.findLastIndex((one) => one !== 0) + 1);

describe('a vector of counts as bytes', () => {
  it('comes back as it was, but for zeros at its end: decode(encode(x)) = x', () => {
    fc.assert(
      fc.property(vector, (counts) => {
        expect([...decodeCounts(encodeCounts(counts))]).toEqual(withoutTrailingZeros(counts));
        expect([...decodeCounts(encodeCounts(Float64Array.from(counts)), counts.length)]).toEqual(counts);
      }),
    );
  });

  it('is written in one way only, so that equal sums are equal bytes', () => {
    fc.assert(
      fc.property(vector, fc.nat({ max: 5 }), (counts, zeros) => {
        const padded = [...counts, ...new Array<number>(zeros).fill(0)];
        expect(encodeCounts(padded).equals(encodeCounts(counts))).toBe(true);
      }),
    );
  });

  // DWARF 5, section 7.6, table of unsigned LEB128 examples.
  it.each([
    [[2], '02'],
    [[127], '7f'],
    [[128], '8001'],
    [[129], '8101'],
    [[12_857], 'b964'],
    [[Number.MAX_SAFE_INTEGER], 'ffffffffffffff0f'],
    [[0, 0, 5, 0], '000005'],
    [[], ''],
    [[0, 0], ''],
  ])('%j is %s', (counts, hex) => {
    expect(encodeCounts(counts).toString('hex')).toBe(hex);
  });

  it.each([[[-1]], [[0.5]], [[Number.NaN]], [[2 ** 53]]])('refuses %j', (counts) => {
    expect(() => encodeCounts(counts)).toThrow(RangeError);
  });

  it.each([
    ['that end within a number', '0180'],
    ['with a number beyond 2^53 - 1', 'ffffffffffffff1f'],
  ])('does not guess at bytes %s', (_, hex) => {
    expect(() => decodeCounts(Buffer.from(hex, 'hex'))).toThrow(RangeError);
  });
});

const cells = fc.array(fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 1000 })), { maxLength: 30 });
const dense = (pairs: readonly (readonly [number, number])[]) => {
  const counts = new Array<number>(41).fill(0);
  for (const [index, amount] of pairs) counts[index] = (counts[index] ?? 0) + amount;
  return counts;
};

describe('adding to a vector', () => {
  it('adds sparse cells as if they had been a whole vector', () => {
    fc.assert(
      fc.property(vector, cells, (counts, pairs) => {
        fc.pre(counts.every((one) => one < 2 ** 50));
        const added = addCells(Float64Array.from(counts), pairs.flat());
        const wanted = dense(pairs);
        for (let index = 0; index < Math.max(counts.length, 41); index++) {
          expect(added[index] ?? 0).toBe((counts[index] ?? 0) + (wanted[index] ?? 0));
        }
      }),
    );
  });

  const sum: HotSum = { table: 'answer_sum', keys: [{ name: 'unit', kind: 'text' }], values: ['n'], vector: 'counts' };
  const row = (n: number, counts: number[]) => ({ values: [n], vector: encodeCounts(counts) });
  const folded = (...additions: Omit<HotAddition, 'sum' | 'key'>[]) =>
    [...foldAdditions(additions.map((one) => ({ sum: 0, key: ['甲'], ...one }))).values()][0]!.values().next().value!;

  it('gives the same row in one batch as in many', () => {
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 6 }), (batches) => {
        const additions = batches.map((pairs) => ({ add: [1], cells: pairs.flat() }));
        const once = addedUp(sum, null, folded(...additions));
        let row = null;
        for (const one of additions) row = addedUp(sum, row, folded(one));
        expect(row).toEqual(once);
      }),
    );
  });

  it('takes away what was added, to the last byte', () => {
    fc.assert(
      fc.property(cells, cells, (first, second) => {
        const flip = (pairs: [number, number][]) => pairs.flatMap(([index, amount]) => [index, -amount]);
        const before = addedUp(sum, null, folded({ add: [1], cells: first.flat() }));
        const edited = addedUp(
          sum,
          before,
          folded({ add: [1], cells: second.flat() }, { add: [-1], cells: flip(first) }),
        );
        expect(edited).toEqual(addedUp(sum, null, folded({ add: [1], cells: second.flat() })));
      }),
    );
  });

  it.each([
    ['a count', row(3, [1, 2]), { add: [0], cells: [1, -3] }, 'answer_sum (甲) would hold -1 at 1'],
    ['a count that is not there', row(3, [1, 2]), { add: [0], cells: [9, -1] }, 'answer_sum (甲) would hold -1 at 9'],
    ['a count of a row that is not there', null, { add: [0], cells: [0, -1] }, 'answer_sum (甲) would hold -1 at 0'],
    ['a value', row(0, []), { add: [-1] }, 'answer_sum (甲) would hold -1 at n'],
  ])('is refused when %s would fall below zero', (_, before, addition, message) => {
    expect(() => addedUp(sum, before, folded(addition))).toThrow(message);
  });

  it('leaves the vector alone when nothing is added to it', () => {
    expect(addedUp(sum, row(1, [5]), folded({ add: [2] }))).toEqual(row(3, [5]));
  });
});
