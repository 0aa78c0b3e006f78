import { addCells, BrokenSum, decodeCounts, encodeCounts } from './counts.js';

/**
 * A hot table (热表) is written by the writer alone, in batches, never by `works.write` (decision D12). Its shape is plain
 * data, so that it can be sent to the writer thread; only `encode` stays behind.
 */

export type HotValue = Uint8Array | string | number | null;

export interface HotColumn {
  name: string;
  kind: 'bytes' | 'text' | 'integer' | 'real';
  /** Part of the batch's hash. Leave out what may be erased one day (who it was), or erasure would break the chain. */
  isSealed: boolean;
  /** A resend of the same id must bring the same value; otherwise the id belongs to something else. */
  mustRepeat: boolean;
}

/** A table of whole-number sums, brought up to date in the same transaction as the rows that are summed. */
export interface HotSum {
  table: string;
  /** Columns of its primary key. */
  keys: readonly { name: string; kind: 'text' | 'integer' }[];
  /** Columns that are added to. */
  values: readonly string[];
  /**
   * A column of bytes, not null, with a vector of counts (counts.ts) that `cells` are added to. The row is then read and
   * written whole, and neither a value nor a count may fall below zero. On SQLite give such a table a rowid: a row of
   * more than a kilobyte does not fit the pages of a table without one.
   */
  vector?: string;
}

/**
 * Besides the columns named here a hot table has `id` (8 to 16 bytes, unique, known to the client before it sends), `batch` and `position`
 * (together its primary key).
 */
export interface HotTableShape {
  name: string;
  columns: readonly HotColumn[];
  sums: readonly HotSum[];
}

export interface HotAddition {
  /** Index in the shape's `sums`. */
  sum: number;
  key: readonly (string | number)[];
  /** One whole number for each of the sum's values; negative when something leaves the sum. */
  add: readonly number[];
  /**
   * For a sum with a vector: index, amount, index, amount …, each a whole number of 32 bits, the amount negative when
   * something leaves the sum. Copied when the item is submitted, so that one array can serve many items.
   */
  cells?: readonly number[] | Int32Array;
}

export interface HotEntry {
  /** 8 to 16 bytes. */
  id: Uint8Array;
  /** In the order of the shape's columns. */
  values: readonly HotValue[];
  additions: readonly HotAddition[];
}

export interface HotTable<Item> extends HotTableShape {
  /** Pure. */
  encode(item: Item): HotEntry;
}

export function shapeOf({ name, columns, sums }: HotTableShape): HotTableShape {
  return { name, columns, sums };
}

/** Written now; written before (a resend); or the id stands for something else. */
export type Outcome = 'written' | 'repeated' | 'taken';

/** What the database said against one row, in a form that crosses a thread. */
export interface RowFault {
  message: string;
  code?: string;
  errcode?: number;
  constraint?: string;
}

export type LaneResult = Outcome | RowFault;

/** One way to the disk. */
export interface Lane {
  /** Batches it takes at a time; they are made durable in this order. */
  readonly depth: 1 | 2;
  /**
   * Makes a batch of encoded entries (entry-codec.ts) durable; one result for each. The entries are copied before the
   * call returns: their memory is used again.
   * @throws when nothing can be said of the batch: it may or may not have been written, and the clients must resend
   */
  write(batch: readonly Uint8Array[], at: Date): Promise<LaneResult[]>;
  stop(): Promise<void>;
}

/** What a batch adds to one row of a sum. */
export interface FoldedAddition {
  key: readonly (string | number)[];
  add: number[];
  /** Dense, as long as its last cell; null when nothing is added to a vector. */
  counts: Float64Array | null;
}

/** By index of the sum, then by key. */
export type FoldedSums = Map<number, Map<string, FoldedAddition>>;

/** The name that a row of a sum goes by among the additions of a batch. */
export function nameOfKey(key: readonly (string | number)[]): string {
  return key.join('\u0000');
}

/** Adds the additions up, so that a batch touches each sum once. In key order: two lanes must take locks alike. */
export function foldAdditions(additions: Iterable<HotAddition>): FoldedSums {
  const folded: FoldedSums = new Map();
  for (const { sum, key, add, cells } of additions) {
    const bySum = folded.get(sum) ?? new Map<string, FoldedAddition>();
    folded.set(sum, bySum);
    const name = nameOfKey(key);
    const known = bySum.get(name);
    const target = known ?? { key, add: [...add], counts: null };
    if (known) add.forEach((value, index) => (known.add[index] = (known.add[index] ?? 0) + value));
    else bySum.set(name, target);
    if (cells) target.counts = addCells(target.counts ?? new Float64Array(0), cells);
  }
  const inOrder: FoldedSums = new Map();
  for (const sum of [...folded.keys()].sort((a, b) => a - b)) {
    const bySum = [...(folded.get(sum) ?? [])].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    inOrder.set(sum, new Map(bySum));
  }
  return inOrder;
}

/** The row of a sum with a vector as it stands. */
export interface SumRow {
  values: number[];
  vector: Uint8Array;
}

/**
 * What the row holds after the addition; `before` null: there is no row yet.
 * @throws BrokenSum when a total would be negative or beyond 2^53 - 1
 */
export function addedUp(
  { table, values }: HotSum,
  before: SumRow | null,
  { key, add, counts }: FoldedAddition,
): SumRow {
  const totals = add.map((value, index) => {
    const total = (before?.values[index] ?? 0) + value;
    if (!isCount(total)) throw new BrokenSum(table, key, values[index] ?? index, total);
    return total;
  });
  if (counts === null) return { values: totals, vector: before?.vector ?? Buffer.alloc(0) };
  const sums = decodeCounts(before?.vector ?? Buffer.alloc(0), counts.length);
  for (let index = 0; index < counts.length; index++) {
    const total = (sums[index] as number) + (counts[index] as number);
    if (!isCount(total)) throw new BrokenSum(table, key, index, total);
    sums[index] = total;
  }
  return { values: totals, vector: encodeCounts(sums) };
}

function isCount(total: number): boolean {
  return total >= 0 && total <= Number.MAX_SAFE_INTEGER;
}
