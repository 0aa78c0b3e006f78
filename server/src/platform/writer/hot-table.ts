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
}

/**
 * Besides the columns named here a hot table has `id` (16 bytes, unique, made by the client), `batch` and `position`
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
}

export interface HotEntry {
  /** 16 bytes. */
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

/** One entry on its way to a lane. */
export interface QueuedEntry {
  /** Index in the writer's list of tables. */
  table: number;
  entry: HotEntry;
  /** The same, encoded (entry-codec.ts). */
  bytes: Uint8Array;
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

/** One way to the disk. Takes one batch at a time. */
export interface Lane {
  /**
   * Makes a batch durable; one result for each entry.
   * @throws when nothing can be said of the batch: it may or may not have been written, and the clients must resend
   */
  write(batch: readonly QueuedEntry[], at: Date): Promise<LaneResult[]>;
  stop(): Promise<void>;
}

/** Rows of one table in one batch, after the fold of `additions` by sum and key. */
export type FoldedSums = Map<number, Map<string, { key: readonly (string | number)[]; add: number[] }>>;

/** Adds the additions up, so that a batch touches each sum once. In key order: two lanes must take locks alike. */
export function foldAdditions(additions: Iterable<HotAddition>): FoldedSums {
  const folded: FoldedSums = new Map();
  for (const { sum, key, add } of additions) {
    const bySum = folded.get(sum) ?? new Map<string, { key: readonly (string | number)[]; add: number[] }>();
    folded.set(sum, bySum);
    const name = JSON.stringify(key);
    const known = bySum.get(name);
    if (known) add.forEach((value, index) => (known.add[index] = (known.add[index] ?? 0) + value));
    else bySum.set(name, { key, add: [...add] });
  }
  const inOrder: FoldedSums = new Map();
  for (const sum of [...folded.keys()].sort((a, b) => a - b)) {
    const bySum = [...(folded.get(sum) ?? [])].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    inOrder.set(sum, new Map(bySum));
  }
  return inOrder;
}
