import { createHash } from 'node:crypto';
import { DatabaseSync } from '@photostructure/sqlite';
import { BrokenSum } from './counts.js';
import { decodeBatch, type EncodedEntry } from './entry-codec.js';
import {
  addedUp,
  foldAdditions,
  type FoldedAddition,
  type HotSum,
  type HotTableShape,
  type HotValue,
  type LaneResult,
  type Outcome,
  type SumRow,
} from './hot-table.js';
import { faultOf, isSame } from './row-faults.js';

type Bindable = null | number | string | Uint8Array;
type Statement = ReturnType<InstanceType<typeof DatabaseSync>['prepare']>;

interface TableStatements {
  shape: HotTableShape;
  insert: Statement;
  /** The columns that a resend must repeat, of the row with this id. */
  stored: Statement;
  repeated: readonly number[];
  /** Each adds to one row of one sum. */
  sums: readonly ((addition: FoldedAddition) => void)[];
}

const SQLITE_CONSTRAINT = 19;
const SQLITE_MISMATCH = 20;
const SQLITE_TOOBIG = 18;

/** True when the complaint is about the row, not about the disk, the lock or the file. */
function isAboutTheRow(error: unknown): boolean {
  if (error instanceof BrokenSum) return true;
  const code = (error as { errcode?: number }).errcode;
  return code !== undefined && [SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_TOOBIG].includes(code & 0xff);
}

/** Of 4 KiB. */
export const walPages = 4000;

/** The writer's own connection to the SQLite file. Synchronous: it lives in the writer thread. */
export class SqliteBatches {
  readonly #database: InstanceType<typeof DatabaseSync>;
  readonly #tables: readonly TableStatements[];
  readonly #lastNumber: Statement;
  readonly #insertBatch: Statement;

  constructor(
    file: string,
    private readonly shapes: readonly HotTableShape[],
  ) {
    // The main connection writes to the same file: wait for its short transactions.
    this.#database = new DatabaseSync(file, { timeout: 5000, enableForeignKeyConstraints: true });
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    // Batches touch the same pages again and again: the longer the log, the fewer times each is carried into the file.
    this.#database.exec(`PRAGMA wal_autocheckpoint = ${walPages};`);
    this.#tables = shapes.map((shape) => this.#prepare(shape));
    this.#lastNumber = this.#database.prepare('SELECT COALESCE(MAX(number), 0) AS number FROM writer_batch');
    this.#insertBatch = this.#database.prepare(
      'INSERT INTO writer_batch (number, hot_table, entries, sha256, committed_at) VALUES (?, ?, ?, ?, ?)',
    );
  }

  /**
   * One transaction for the whole batch; when a row is refused, one for each entry, so that it fails alone.
   * @param length bytes of the buffer that are the batch
   * @throws the database's complaint when it is not about a row
   */
  write(batch: ArrayBuffer, length: number, at: string): LaneResult[] {
    const entries = decodeBatch(batch, length, this.shapes);
    try {
      return this.#commit(entries, at);
    } catch (error) {
      if (!isAboutTheRow(error)) throw error;
      if (entries.length === 1) return [faultOf(error)];
    }
    return entries.map((entry) => {
      try {
        return this.#commit([entry], at)[0] as Outcome;
      } catch (error) {
        if (!isAboutTheRow(error)) throw error;
        return faultOf(error);
      }
    });
  }

  close(): void {
    this.#database.close();
  }

  #prepare(shape: HotTableShape): TableStatements {
    const columns = ['batch', 'position', 'id', ...shape.columns.map(({ name }) => name)];
    const repeated = shape.columns.flatMap(({ mustRepeat }, index) => (mustRepeat ? [index] : []));
    const names = repeated.map((index) => shape.columns[index]?.name);
    return {
      shape,
      repeated,
      insert: this.#database.prepare(
        `INSERT INTO ${shape.name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')}) ON CONFLICT (id) DO NOTHING`,
      ),
      stored: this.#database.prepare(`SELECT ${['id', ...names].join(', ')} FROM ${shape.name} WHERE id = ?`),
      sums: shape.sums.map((sum) => (sum.vector === undefined ? this.#adding(sum) : this.#addingToVector(sum))),
    };
  }

  #adding({ table, keys, values }: HotSum): (addition: FoldedAddition) => void {
    const keyNames = keys.map(({ name }) => name);
    const all = [...keyNames, ...values];
    const upsert = this.#database.prepare(
      `INSERT INTO ${table} (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})
       ON CONFLICT (${keyNames.join(', ')}) DO UPDATE SET ${values.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`,
    );
    return ({ key, add }) => void upsert.run(...key, ...add);
  }

  #addingToVector(sum: HotSum): (addition: FoldedAddition) => void {
    const { table, keys, values, vector = '' } = sum;
    const keyNames = keys.map(({ name }) => name);
    const columns = [...values, vector];
    const all = [...columns, ...keyNames];
    const where = keyNames.map((name) => `${name} = ?`).join(' AND ');
    const select = this.#database.prepare(`SELECT ${columns.join(', ')} FROM ${table} WHERE ${where}`);
    const insert = this.#database.prepare(
      `INSERT INTO ${table} (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})`,
    );
    const update = this.#database.prepare(
      `UPDATE ${table} SET ${columns.map((name) => `${name} = ?`).join(', ')} WHERE ${where}`,
    );
    // A row as a list: an object with names costs as much again as the search.
    select.setReturnArrays(true);
    return (addition) => {
      const row = select.get(...addition.key) as unknown as HotValue[] | undefined;
      const before: SumRow | null = row
        ? { values: values.map((_, index) => Number(row[index])), vector: row[values.length] as Uint8Array }
        : null;
      const after = addedUp(sum, before, addition);
      (row ? update : insert).run(...after.values, after.vector, ...addition.key);
    };
  }

  #commit(entries: readonly EncodedEntry[], at: string): Outcome[] {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const outcomes = new Array<Outcome>(entries.length).fill('taken');
      let number = Number((this.#lastNumber.get() as { number: number }).number);
      this.#tables.forEach((table, index) => {
        const hash = createHash('sha256');
        const written: EncodedEntry[] = [];
        entries.forEach((entry, position) => {
          if (entry.table !== index) return;
          const values = entry.values as readonly Bindable[];
          if (Number(table.insert.run(number + 1, position, entry.id, ...values).changes) === 1) {
            hash.update(entry.sealed);
            written.push(entry);
            outcomes[position] = 'written';
          } else if (this.#isRepeat(table, entry)) {
            outcomes[position] = 'repeated';
          }
        });
        if (written.length === 0) return;
        number += 1;
        this.#insertBatch.run(number, table.shape.name, written.length, hash.digest('hex'), at);
        for (const [sum, byKey] of foldAdditions(written.flatMap(({ additions }) => additions))) {
          for (const addition of byKey.values()) table.sums[sum]?.(addition);
        }
      });
      this.#database.exec('COMMIT');
      return outcomes;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  #isRepeat({ stored, repeated, shape }: TableStatements, entry: EncodedEntry): boolean {
    const row = stored.get(entry.id) as Record<string, HotValue> | undefined;
    return (
      row !== undefined && repeated.every((index) => isSame(row[shape.columns[index]?.name ?? ''], entry.values[index]))
    );
  }
}
