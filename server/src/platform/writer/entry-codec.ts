import type { HotAddition, HotColumn, HotEntry, HotTableShape, HotValue } from './hot-table.js';

/**
 * Entries as bytes: one buffer a batch crosses to the writer thread, and the sealed part of each entry (id and sealed
 * columns, which stand first) is what a batch's hash covers, here and in the check of the stored rows.
 *
 *     entry  = u8 table, u32 length of sealed part, sealed part, open columns, u8 additions, addition*
 *     column = u32 length (0xffffffff: null), bytes;  numbers are 8 bytes, IEEE 754
 *     addition = u8 sum, key columns, value columns, and for a sum with a vector u32 length, cells (32 bits each)
 *
 * All little-endian, as the machines are that this runs on: the cells, which are never stored, are read in their own order.
 */
const nothing = 0xffffffff;

/** Cells of a vector at most; a slip in an index must not ask for gigabytes. */
const longestVector = 1_000_000;

export interface EncodedEntry extends HotEntry {
  table: number;
  /** A view into the batch's buffer. */
  sealed: Uint8Array;
}

const slabSize = 131_072;

/**
 * Where entries wait until their batch is put together: laid one after the other into slabs, since an allocation for each
 * would cost more than the encoding, and memory that only a collection frees.
 */
export class EntrySlab {
  #bytes = Buffer.alloc(0);
  #at = 0;

  /**
   * @returns a view that holds until `reuse`
   * @throws RangeError when the entry does not fit its shape
   */
  encode(table: number, shape: HotTableShape, entry: HotEntry): Uint8Array {
    const bound = boundOf(entry);
    if (this.#at + bound > this.#bytes.length) {
      this.#bytes = Buffer.allocUnsafeSlow(Math.max(slabSize, bound));
      this.#at = 0;
    }
    const writing = new Writing(this.#bytes, this.#at);
    writing.byte(table);
    const lengthAt = writing.skip(4);
    writeSealed(writing, shape, entry);
    writing.patch(lengthAt, writing.at - lengthAt - 4);
    shape.columns.forEach((column, index) => {
      if (!column.isSealed) writing.column(column.kind, entry.values[index] ?? null);
    });
    writing.byte(entry.additions.length);
    for (const addition of entry.additions) writeAddition(writing, shape, addition);
    this.#at = writing.at;
    return writing.done();
  }

  /** Nobody needs what was encoded so far any more. */
  reuse(): void {
    this.#at = 0;
  }
}

/**
 * A buffer of its own, fit to be given away to another thread.
 * @param used one that came back from there: taken again when it is large enough
 */
export function joinEntries(
  entries: readonly Uint8Array[],
  used: ArrayBuffer | null = null,
): { buffer: ArrayBuffer; length: number } {
  let length = 0;
  for (const entry of entries) length += entry.length;
  const buffer = used && used.byteLength >= length ? used : new ArrayBuffer(length);
  const joined = new Uint8Array(buffer);
  let at = 0;
  for (const entry of entries) {
    joined.set(entry, at);
    at += entry.length;
  }
  return { buffer, length };
}

/** The part of a row that its batch's hash covers; `values` in the order of the shape's columns. */
export function sealedBytes(shape: HotTableShape, entry: Pick<HotEntry, 'id' | 'values'>): Uint8Array {
  const writing = new Writing(Buffer.allocUnsafe(boundOf({ ...entry, additions: [] })));
  writeSealed(writing, shape, entry);
  return writing.done();
}

/** @param length bytes of the buffer that are the batch */
export function decodeBatch(buffer: ArrayBuffer, length: number, shapes: readonly HotTableShape[]): EncodedEntry[] {
  const reading = new Reading(Buffer.from(buffer, 0, length));
  const entries: EncodedEntry[] = [];
  while (!reading.isDone) {
    const table = reading.byte();
    const shape = shapes[table];
    if (!shape) throw new RangeError(`no hot table ${table}`);
    const sealedLength = reading.u32();
    const sealed = new Uint8Array(buffer, reading.at, sealedLength);
    const values = new Array<HotValue>(shape.columns.length).fill(null);
    const id = reading.column('bytes') as Uint8Array;
    for (const isSealed of [true, false]) {
      shape.columns.forEach((column, index) => {
        if (column.isSealed === isSealed) values[index] = reading.column(column.kind);
      });
    }
    const additions: HotAddition[] = [];
    for (let left = reading.byte(); left > 0; left--) {
      const sum = reading.byte();
      const { keys = [], values: added = [], vector } = shape.sums[sum] ?? {};
      const addition: HotAddition = {
        sum,
        key: keys.map(({ kind }) => reading.column(kind) as string | number),
        add: added.map(() => reading.column('integer') as number),
      };
      if (vector !== undefined) addition.cells = reading.cells();
      additions.push(addition);
    }
    entries.push({ table, id, values, additions, sealed });
  }
  return entries;
}

function writeSealed(writing: Writing, shape: HotTableShape, entry: Pick<HotEntry, 'id' | 'values'>): void {
  if (entry.id.length < 8 || entry.id.length > 16) throw new RangeError('an id has 8 to 16 bytes');
  if (entry.values.length !== shape.columns.length)
    throw new RangeError(`${shape.name} has ${shape.columns.length} columns`);
  writing.column('bytes', entry.id);
  shape.columns.forEach((column, index) => {
    if (column.isSealed) writing.column(column.kind, entry.values[index] ?? null);
  });
}

function writeAddition(writing: Writing, shape: HotTableShape, { sum, key, add, cells }: HotAddition): void {
  const target = shape.sums[sum];
  if (!target || key.length !== target.keys.length || add.length !== target.values.length) {
    throw new RangeError(`${shape.name} has no such sum`);
  }
  if (cells && target.vector === undefined) throw new RangeError(`${target.table} has no vector`);
  writing.byte(sum);
  target.keys.forEach(({ kind }, index) => writing.column(kind, key[index] ?? null));
  for (const value of add) writing.column('integer', value);
  if (target.vector !== undefined) writing.cells(cells ?? []);
}

/** Room enough for an entry; UTF-8 needs at most three bytes for a UTF-16 unit. */
function boundOf(entry: HotEntry): number {
  let size = 32;
  for (const value of entry.values) size += 12 + boundOfValue(value);
  for (const { key, add, cells = [] } of entry.additions) {
    size += 5 + add.length * 12 + cells.length * 4;
    for (const value of key) size += 12 + boundOfValue(value);
  }
  return size;
}

function boundOfValue(value: HotValue): number {
  if (typeof value === 'string') return value.length * 3;
  return value instanceof Uint8Array ? value.length : 8;
}

class Writing {
  readonly #bytes: Buffer;
  readonly #from: number;
  at: number;

  constructor(bytes: Buffer, from = 0) {
    this.#bytes = bytes;
    this.#from = from;
    this.at = from;
  }

  byte(value: number): void {
    if (value > 255) throw new RangeError('more than 255');
    this.at = this.#bytes.writeUInt8(value, this.at);
  }

  skip(length: number): number {
    const from = this.at;
    this.at += length;
    return from;
  }

  patch(at: number, value: number): void {
    this.#bytes.writeUInt32LE(value, at);
  }

  column(kind: HotColumn['kind'], value: HotValue): void {
    if (value === null) {
      this.at = this.#bytes.writeUInt32LE(nothing, this.at);
      return;
    }
    const from = this.skip(4);
    if (kind === 'bytes') {
      if (!(value instanceof Uint8Array)) throw new RangeError('a column of bytes was given something else');
      this.#bytes.set(value, this.at);
      this.at += value.length;
    } else if (kind === 'text') {
      if (typeof value !== 'string') throw new RangeError('a column of text was given something else');
      this.at += this.#bytes.write(value, this.at, 'utf8');
    } else {
      if (typeof value !== 'number' || (kind === 'integer' && !Number.isSafeInteger(value))) {
        throw new RangeError('a column of numbers was given something else');
      }
      this.at = this.#bytes.writeDoubleLE(value, this.at);
    }
    this.patch(from, this.at - from - 4);
  }

  cells(cells: readonly number[] | Int32Array): void {
    if (cells.length % 2 !== 0) throw new RangeError('cells are pairs of index and amount');
    const bytes = this.#bytes;
    let at = bytes.writeUInt32LE(cells.length * 4, this.at);
    // Byte by byte: for some hundred numbers an entry that is faster than any detour by a typed array.
    for (let index = 0; index < cells.length; index++) {
      const value = cells[index] as number;
      if ((value | 0) !== value) throw new RangeError('a cell is no whole number of 32 bits');
      if (index % 2 === 0 && (value < 0 || value >= longestVector)) throw new RangeError('no such cell');
      bytes[at] = value;
      bytes[at + 1] = value >> 8;
      bytes[at + 2] = value >> 16;
      bytes[at + 3] = value >> 24;
      at += 4;
    }
    this.at = at;
  }

  done(): Uint8Array {
    return this.#bytes.subarray(this.#from, this.at);
  }
}

class Reading {
  readonly #bytes: Buffer;
  at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isDone(): boolean {
    return this.at >= this.#bytes.length;
  }

  byte(): number {
    return this.#bytes.readUInt8(this.at++);
  }

  u32(): number {
    const value = this.#bytes.readUInt32LE(this.at);
    this.at += 4;
    return value;
  }

  cells(): Int32Array {
    const length = this.u32();
    const cells = new Int32Array(length / 4);
    new Uint8Array(cells.buffer).set(this.#bytes.subarray(this.at, this.at + length));
    this.at += length;
    return cells;
  }

  column(kind: HotColumn['kind']): HotValue {
    const length = this.u32();
    if (length === nothing) return null;
    const from = this.at;
    this.at += length;
    if (kind === 'bytes') return this.#bytes.subarray(from, this.at);
    if (kind === 'text') return this.#bytes.toString('utf8', from, this.at);
    return this.#bytes.readDoubleLE(from);
  }
}
