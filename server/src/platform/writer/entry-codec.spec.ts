import fc from 'fast-check';
import { decodeBatch, EntrySlab, joinEntries, sealedBytes } from './entry-codec.js';
import { foldAdditions, type HotAddition, type HotEntry, type HotTableShape, type HotValue } from './hot-table.js';

const shape: HotTableShape = {
  name: 'answer',
  columns: [
    { name: 'person', kind: 'text', isSealed: false, mustRepeat: true },
    { name: 'record', kind: 'bytes', isSealed: true, mustRepeat: true },
    { name: 'seconds', kind: 'integer', isSealed: true, mustRepeat: false },
    { name: 'weight', kind: 'real', isSealed: false, mustRepeat: false },
  ],
  sums: [
    {
      table: 'answer_sum',
      keys: [
        { name: 'unit', kind: 'text' },
        { name: 'cell', kind: 'integer' },
      ],
      values: ['n', 'total'],
    },
    { table: 'answer_counts', keys: [{ name: 'unit', kind: 'text' }], values: ['n'], vector: 'counts' },
  ],
};
const other: HotTableShape = { name: 'other', columns: [], sums: [] };
const shapes = [other, shape];

const id = fc.uint8Array({ minLength: 8, maxLength: 16 });
const cells = fc
  .array(fc.tuple(fc.nat({ max: 2000 }), fc.integer()), { maxLength: 50 })
  .chain((pairs) => fc.constantFrom(pairs.flat(), Int32Array.from(pairs.flat())));
const addition: fc.Arbitrary<HotAddition> = fc.oneof(
  fc.record({
    sum: fc.constant(0),
    key: fc.tuple(fc.string({ unit: 'binary' }), fc.maxSafeInteger()),
    add: fc.tuple(fc.maxSafeInteger(), fc.integer()),
  }),
  fc.record({ sum: fc.constant(1), key: fc.tuple(fc.string()), add: fc.tuple(fc.integer()), cells }),
);
const entry: fc.Arbitrary<HotEntry> = fc.record({
  id,
  values: fc.tuple<(HotValue | null)[]>(
    fc.option(fc.string({ unit: 'grapheme' })),
    fc.option(fc.uint8Array({ maxLength: 300 })),
    fc.option(fc.maxSafeInteger()),
    fc.option(fc.double({ noNaN: true })),
  ),
  additions: fc.array(addition, { maxLength: 9 }),
});

const plain = (value: unknown): unknown => (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value);
const plainEntry = ({ id, values, additions }: HotEntry) => ({
  id: plain(id),
  values: values.map((value) => plain(value)),
  additions: additions.map((one) => ({ ...one, ...(one.cells && { cells: [...one.cells] }) })),
});

const slab = new EntrySlab();
const encodeEntry = (table: number, one: HotTableShape, entry: HotEntry) => slab.encode(table, one, entry);

/** As the writer thread gets them. */
function arrived(entries: HotEntry[], used: ArrayBuffer | null = null) {
  const { buffer, length } = joinEntries(
    entries.map((one) => encodeEntry(1, shape, one)),
    used,
  );
  return decodeBatch(buffer, length, shapes);
}

describe('entries as bytes', () => {
  it('come back as they were: decode(encode(x)) = x for whole batches', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 20 }), (entries) => {
        const decoded = arrived(entries);
        expect(decoded.map(plainEntry)).toEqual(entries.map(plainEntry));
        expect(decoded.every(({ table }) => table === 1)).toBe(true);
      }),
    );
  });

  it('come back as they were from a buffer that carried a longer batch before', () => {
    const long = fc.array(entry, { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(long, (entries) => {
        const { buffer } = joinEntries(entries.map((one) => encodeEntry(1, shape, one)));
        expect(arrived(entries.slice(1), buffer).map(plainEntry)).toEqual(entries.slice(1).map(plainEntry));
      }),
    );
  });

  it('come back as they were when their slab has carried other batches before', () => {
    fc.assert(
      fc.property(fc.array(fc.array(entry, { maxLength: 9 }), { maxLength: 5 }), (batches) => {
        const mine = new EntrySlab();
        for (const batch of batches) {
          const { buffer, length } = joinEntries(batch.map((one) => mine.encode(1, shape, one)));
          mine.reuse();
          expect(decodeBatch(buffer, length, shapes).map(plainEntry)).toEqual(batch.map(plainEntry));
        }
      }),
    );
  });

  it('keep the cells they were given, though the array is used again for the next item', () => {
    const scratch = Int32Array.of(3, 1);
    const one = { id: new Uint8Array(8), values: ['甲', null, 1, 1], additions: [{ sum: 1, key: ['u'], add: [1] }] };
    const encoded = encodeEntry(1, shape, { ...one, additions: [{ ...one.additions[0]!, cells: scratch }] });
    scratch.fill(9);
    const { buffer, length } = joinEntries([encoded]);
    expect([...(decodeBatch(buffer, length, shapes)[0]?.additions[0]?.cells ?? [])]).toEqual([3, 1]);
  });

  it('are sealed alike on their way and from the stored row', () => {
    fc.assert(
      fc.property(entry, (one) => {
        const stored = plain(sealedBytes(shape, { id: one.id, values: one.values }));
        expect(plain(arrived([one])[0]?.sealed)).toBe(stored);
      }),
    );
  });

  it('are sealed by id and sealed columns, and by nothing that may be erased', () => {
    const one: HotEntry = { id: new Uint8Array(16), values: ['甲', new Uint8Array([1]), 30, 1.5], additions: [] };
    const sealOf = (values: HotEntry['values']) => plain(sealedBytes(shape, { id: one.id, values }));
    const seal = sealOf(one.values);
    expect(sealOf(['乙', new Uint8Array([1]), 30, 2.5])).toBe(seal);
    expect(sealOf(['甲', new Uint8Array([2]), 30, 1.5])).not.toBe(seal);
    expect(sealOf(['甲', new Uint8Array([1]), 31, 1.5])).not.toBe(seal);
    expect(sealOf(['甲', null, 30, 1.5])).not.toBe(sealOf(['甲', new Uint8Array(0), 30, 1.5]));
    expect(plain(sealedBytes(shape, { id: new Uint8Array(16).fill(1), values: one.values }))).not.toBe(seal);
  });

  it.each([
    ['an id of 7 bytes', { id: new Uint8Array(7) }],
    ['an id of 17 bytes', { id: new Uint8Array(17) }],
    ['a missing column', { values: ['甲'] }],
    ['text for bytes', { values: ['甲', 'text', 1, 1] }],
    ['a number for text', { values: [1, null, 1, 1] }],
    ['a fraction for a whole number', { values: ['甲', null, 1.5, 1] }],
    ['an addition to a sum that is not there', { additions: [{ sum: 2, key: ['u', 1], add: [1, 1] }] }],
    ['cells for a sum without a vector', { additions: [{ sum: 0, key: ['u', 1], add: [1, 1], cells: [0, 1] }] }],
    ['a cell without an amount', { additions: [{ sum: 1, key: ['u'], add: [1], cells: [0, 1, 2] }] }],
    ['a cell before the first', { additions: [{ sum: 1, key: ['u'], add: [1], cells: [-1, 1] }] }],
    ['a cell beyond any vector', { additions: [{ sum: 1, key: ['u'], add: [1], cells: [1_000_000, 1] }] }],
    ['half of a count', { additions: [{ sum: 1, key: ['u'], add: [1], cells: [0, 0.5] }] }],
    ['an amount of more than 32 bits', { additions: [{ sum: 1, key: ['u'], add: [1], cells: [0, 2 ** 31] }] }],
    ['an addition with half a key', { additions: [{ sum: 0, key: ['u'], add: [1, 1] }] }],
  ])('refuse %s', (_, fault) => {
    const good: HotEntry = { id: new Uint8Array(16), values: ['甲', null, 1, 1], additions: [] };
    expect(() => encodeEntry(1, shape, { ...good, ...fault })).toThrow(RangeError);
  });
});

describe('folding a batch', () => {
  it('adds up what goes to the same key and keeps keys in one order, whatever the order of arrival', () => {
    const additions: HotAddition[] = [
      { sum: 1, key: ['b', 1], add: [1, 10] },
      { sum: 0, key: ['a', 2], add: [1, 5] },
      { sum: 1, key: ['a', 1], add: [1, 1] },
      { sum: 1, key: ['b', 1], add: [-1, -10] },
      { sum: 1, key: ['b', 1], add: [1, 7] },
    ];
    const folded = (list: HotAddition[]) => [...foldAdditions(list)].map(([sum, byKey]) => [sum, [...byKey.values()]]);
    expect(folded(additions)).toEqual([
      [0, [{ key: ['a', 2], add: [1, 5], counts: null }]],
      [
        1,
        [
          { key: ['a', 1], add: [1, 1], counts: null },
          { key: ['b', 1], add: [1, 7], counts: null },
        ],
      ],
    ]);
    expect(folded([...additions].reverse())).toEqual(folded(additions));
  });
});
