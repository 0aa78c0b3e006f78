import { createHash } from 'node:crypto';
import pg from 'pg';
import { isTransient } from '../database/database-problems.js';
import { BrokenSum } from './counts.js';
import { decodeBatch, type EncodedEntry, joinEntries } from './entry-codec.js';
import {
  addedUp,
  foldAdditions,
  type FoldedAddition,
  type FoldedSums,
  type HotColumn,
  type HotSum,
  type HotTableShape,
  type HotValue,
  type Lane,
  type LaneResult,
  type Outcome,
  nameOfKey,
} from './hot-table.js';
import { faultOf, isSame } from './row-faults.js';

const arrayTypes: Record<HotColumn['kind'], string> = {
  bytes: 'bytea[]',
  text: 'text[]',
  integer: 'bigint[]',
  real: 'double precision[]',
};

const retries = 3;

/**
 * Every statement here finds its rows by key. While its figures are young the planner holds the sums for empty and walks
 * through the whole table, old versions of rows included, for each batch: twice the work of finding them.
 */
const byKeyAlone =
  'SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET plan_cache_mode = force_generic_plan';

interface Placed extends EncodedEntry {
  position: number;
}

/**
 * Data exceptions, integrity violations, and what a trigger of ours refuses: about a row. All else is about the server or
 * the connection.
 */
function isAboutTheRow(error: unknown): boolean {
  if (error instanceof BrokenSum) return true;
  return /^(2[23]|P0001)/.test((error as { code?: string }).code ?? '');
}

/**
 * One PostgreSQL connection that writes batches. Several lanes may run at once, also in several processes: rows and sums
 * are touched in key order, so that lanes wait for each other instead of deadlocking.
 */
export class PostgresLane implements Lane {
  readonly depth = 1;
  #client: pg.Client | null = null;

  constructor(
    private readonly url: string,
    private readonly shapes: readonly HotTableShape[],
  ) {}

  async write(batch: readonly Uint8Array[], at: Date): Promise<LaneResult[]> {
    const { buffer, length } = joinEntries(batch);
    const placed = decodeBatch(buffer, length, this.shapes).map((entry, position) => ({ ...entry, position }));
    const results = new Array<LaneResult>(batch.length).fill('taken');
    try {
      await this.#commit(placed, at, results);
      return results;
    } catch (error) {
      if (!isAboutTheRow(error)) throw error;
    }
    for (const entry of placed) {
      try {
        await this.#commit([entry], at, results);
      } catch (error) {
        if (!isAboutTheRow(error)) throw error;
        results[entry.position] = faultOf(error);
      }
    }
    return results;
  }

  async stop(): Promise<void> {
    await this.#client?.end();
    this.#client = null;
  }

  async #commit(entries: readonly Placed[], at: Date, results: LaneResult[]): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      const client = await this.#connected();
      const outcomes = new Map<number, Outcome>();
      try {
        const flight = new Flight(client);
        void flight.send({ text: 'BEGIN' });
        for (const [index, shape] of this.shapes.entries()) {
          const mine = entries.filter(({ table }) => table === index);
          if (mine.length > 0) await writeTable(flight, shape, mine, at, outcomes);
        }
        void flight.send({ text: 'COMMIT' });
        await flight.landed();
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        if (attempt < retries && isTransient(error)) continue;
        throw error;
      }
      for (const [position, outcome] of outcomes) results[position] = outcome;
      return;
    }
  }

  async #connected(): Promise<pg.Client> {
    if (this.#client) return this.#client;
    // A batch that waits longer than this would hold up all others behind it: the clients resend.
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'minsheng-writer',
      pipeline: true,
      statement_timeout: 10_000,
      connectionTimeoutMillis: 5000,
    });
    client.on('error', () => undefined); // a lost connection is met by the query it breaks
    client.on('end', () => {
      if (this.#client === client) this.#client = null;
    });
    await client.connect();
    await client.query(byKeyAlone);
    this.#client = client;
    return client;
  }
}

/**
 * Statements of one transaction that are sent without waiting for each other's answers: each wait would cost a turn of an
 * event loop that serves requests meanwhile. They run in order; after one that fails the others fail, COMMIT included.
 */
class Flight {
  readonly #underway: Promise<unknown>[] = [];

  constructor(private readonly client: pg.Client) {}

  /** The answer to one. That it failed may be learned from `landed` alone. */
  send<Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<pg.QueryResult<Row>> {
    const answer = this.client.query<Row>(statement);
    answer.catch(() => undefined);
    this.#underway.push(answer);
    return answer;
  }

  /** @throws what the first that failed was refused for */
  async landed(): Promise<void> {
    await Promise.all(this.#underway.splice(0));
  }
}

/** The rows are written and the sums that they may touch locked in one flight; what is made of both leaves with the next. */
async function writeTable(
  flight: Flight,
  shape: HotTableShape,
  entries: readonly Placed[],
  at: Date,
  outcomes: Map<number, Outcome>,
): Promise<void> {
  const inKeyOrder = [...entries].sort((a, b) => Buffer.compare(a.id, b.id));
  const columns = new Columns();
  const position = columns.add(
    'integer',
    inKeyOrder.map((entry) => entry.position),
  );
  const id = columns.add(
    'bytes',
    inKeyOrder.map((entry) => entry.id),
  );
  const given = shape.columns.map(({ kind }, index) =>
    columns.add(
      kind,
      inKeyOrder.map((entry) => entry.values[index] ?? null),
    ),
  );
  const names = shape.columns.map(({ name }) => name);
  const inserting = flight.send<{ number: number; position: number }>({
    name: `hot-insert-${shape.name}`,
    text: `WITH b AS MATERIALIZED (SELECT nextval('writer_batch_number')::integer AS number)
      INSERT INTO ${shape.name} (${['batch', 'position', 'id', ...names].join(', ')})
      SELECT ${['b.number', `${position}::integer`, id, ...given].join(', ')} FROM b, ${columns.table()}
      ON CONFLICT (id) DO NOTHING RETURNING batch AS number, position`,
    values: columns.values,
  });
  const touched = foldAdditions(entries.flatMap(({ additions }) => additions));
  const locking = vectorsOf(shape, touched).map(([sum, vector, byKey]) => lockVectors(flight, sum, vector, byKey));
  await flight.landed();
  const inserted = await inserting;
  // All rows are of one batch; with none written there is no batch.
  const number = inserted.rows[0]?.number;
  const writtenAt = new Set(inserted.rows.map(({ position }) => position));
  const written = entries.filter(({ position }) => writtenAt.has(position));
  for (const { position } of written) outcomes.set(position, 'written');
  await compareRepeats(
    flight,
    shape,
    entries.filter(({ position }) => !writtenAt.has(position)),
    outcomes,
  );
  if (number === undefined) return;
  const isWhole = written.length === entries.length;
  const folded = isWhole ? touched : foldAdditions(written.flatMap(({ additions }) => additions));
  const locked = new Map(vectorsOf(shape, touched).map(([sum], index) => [sum.table, locking[index]] as const));
  for (const [sum, vector, byKey] of vectorsOf(shape, folded))
    await addToVectors(flight, sum, vector, byKey, (await locked.get(sum.table))?.rows ?? []);
  for (const [sum, byKey] of folded) {
    const target = shape.sums[sum];
    if (target && target.vector === undefined) addToSums(flight, target, byKey);
  }
  const hash = createHash('sha256');
  for (const { sealed } of written) hash.update(sealed);
  void flight.send({
    name: 'hot-batch',
    text: 'INSERT INTO writer_batch (number, hot_table, entries, sha256, committed_at) VALUES ($1, $2, $3, $4, $5)',
    values: [number, shape.name, written.length, hash.digest('hex'), at.toISOString()],
  });
}

type ByKey = ReadonlyMap<string, FoldedAddition>;

/** Those of the sums that keep a vector, with its column and what is added to it. */
function vectorsOf({ sums }: HotTableShape, folded: FoldedSums): [HotSum, string, ByKey][] {
  return [...folded].flatMap(([index, byKey]) => {
    const sum = sums[index];
    return sum?.vector === undefined ? [] : [[sum, sum.vector, byKey] satisfies [HotSum, string, ByKey]];
  });
}

function addToSums(flight: Flight, { table, keys, values }: HotSum, byKey: ByKey): void {
  const folded = [...byKey.values()];
  const keyNames = keys.map(({ name }) => name);
  const types = [...keys.map(({ kind }) => arrayTypes[kind]), ...values.map(() => arrayTypes.integer)];
  void flight.send({
    name: `hot-sum-${table}`,
    text: `INSERT INTO ${table} (${[...keyNames, ...values].join(', ')})
      SELECT * FROM unnest(${types.map((type, index) => `$${index + 1}::${type}`).join(', ')})
      ON CONFLICT (${keyNames.join(', ')}) DO UPDATE SET ${values.map((name) => `${name} = ${table}.${name} + excluded.${name}`).join(', ')}`,
    values: [
      ...keys.map((_, index) => folded.map(({ key }) => key[index])),
      ...values.map((_, index) => folded.map(({ add }) => add[index])),
    ],
  });
}

/**
 * All rows are locked in the order of their keys, read, added to and written: a lane that comes to the same row waits for
 * the other's commit and reads what it wrote. Rows that are missing are made first, and then all are read again.
 * @param locked rows of these keys, and of others, as they were read under their locks
 */
async function addToVectors(
  flight: Flight,
  sum: HotSum,
  vector: string,
  byKey: ByKey,
  locked: readonly Record<string, HotValue>[],
): Promise<void> {
  const { table, keys, values } = sum;
  const names = keys.map(({ name }) => name);
  const columns = [...values, vector];
  const keyOf = (row: Record<string, HotValue>) =>
    keys.map(({ name, kind }) => (kind === 'integer' ? Number(row[name]) : row[name]) as string | number);
  let stored = locked.filter((row) => byKey.has(nameOfKey(keyOf(row))));
  if (stored.length < byKey.size) {
    const missing = new Columns();
    keys.forEach(({ kind }, index) =>
      missing.add(
        kind,
        [...byKey.values()].map(({ key }) => key[index] ?? null),
      ),
    );
    void flight.send({
      name: `hot-vector-make-${table}`,
      text: `INSERT INTO ${table} (${[...names, ...columns].join(', ')})
        SELECT ${[...missing.names, ...values.map(() => '0'), `''::bytea`].join(', ')} FROM ${missing.table()}
        ON CONFLICT (${names.join(', ')}) DO NOTHING`,
      values: missing.values,
    });
    const locking = lockVectors(flight, sum, vector, byKey);
    await flight.landed();
    stored = (await locking).rows;
  }
  const after = stored.map((row) => {
    const key = keyOf(row);
    const addition = byKey.get(nameOfKey(key));
    if (!addition) throw new Error(`${table} holds a key that was not asked for`);
    const before = { values: values.map((name) => Number(row[name])), vector: row[vector] as Buffer };
    return { key, ...addedUp(sum, before, addition) };
  });
  if (after.length !== byKey.size) throw new Error(`${table} lost a row while it was added to`);
  const given = new Columns();
  const onKey = keys.map(
    ({ name, kind }, index) =>
      `s.${name} = ${given.add(
        kind,
        after.map(({ key }) => key[index] ?? null),
      )}`,
  );
  const set = values.map(
    (name, index) =>
      `${name} = ${given.add(
        'integer',
        after.map((row) => row.values[index] ?? null),
      )}`,
  );
  set.push(
    `${vector} = ${given.add(
      'bytes',
      after.map((row) => row.vector),
    )}`,
  );
  void flight.send({
    name: `hot-vector-write-${table}`,
    text: `UPDATE ${table} s SET ${set.join(', ')} FROM ${given.table()} WHERE ${onKey.join(' AND ')}`,
    values: given.values,
  });
}

function lockVectors(
  flight: Flight,
  { table, keys, values }: HotSum,
  vector: string,
  byKey: ByKey,
): Promise<pg.QueryResult<Record<string, HotValue>>> {
  const asked = new Columns();
  const onKey = keys.map(
    ({ name, kind }, index) =>
      `s.${name} = ${asked.add(
        kind,
        [...byKey.values()].map(({ key }) => key[index] ?? null),
      )}`,
  );
  const names = keys.map(({ name }) => `s.${name}`);
  return flight.send<Record<string, HotValue>>({
    name: `hot-vector-read-${table}`,
    text: `SELECT ${[...names, ...[...values, vector].map((name) => `s.${name}`)].join(', ')}
      FROM ${asked.table()} JOIN ${table} s ON ${onKey.join(' AND ')} ORDER BY ${names.join(', ')} FOR UPDATE OF s`,
    values: asked.values,
  });
}

/**
 * Columns of values as the parameters of one statement. All bytes of a column travel as one value, with the place and
 * length of each: the driver sends a lone value as it is, but those of an array as text, twice as long.
 */
class Columns {
  readonly values: unknown[] = [];
  readonly names: string[] = [];
  readonly #arrays: string[] = [];

  /** @returns the SQL expression of the column */
  add(kind: HotColumn['kind'], column: readonly HotValue[]): string {
    const name = kind === 'bytes' ? this.#addBytes(column as (Uint8Array | null)[]) : this.#array(kind, column);
    this.names.push(name);
    return name;
  }

  /** What stands behind FROM, once all columns are there. */
  table(): string {
    return `unnest(${this.#arrays.join(', ')}) AS k (${this.#arrays.map((_, index) => `c${index}`).join(', ')})`;
  }

  #array(kind: HotColumn['kind'], column: readonly unknown[]): string {
    this.values.push(column);
    this.#arrays.push(`$${this.values.length}::${arrayTypes[kind]}`);
    return `k.c${this.#arrays.length - 1}`;
  }

  #addBytes(column: readonly (Uint8Array | null)[]): string {
    const starts: number[] = [];
    let length = 0;
    for (const bytes of column) {
      starts.push(length + 1);
      length += bytes?.length ?? 0;
    }
    this.values.push(Buffer.concat(column.filter((bytes) => bytes !== null)));
    const all = `$${this.values.length}::bytea`;
    const from = this.#array('integer', starts);
    const long = this.#array(
      'integer',
      column.map((bytes) => bytes?.length ?? null),
    );
    return `substring(${all} FROM ${from}::integer FOR ${long}::integer)`;
  }
}

/** Entries whose id was there already: the same content again, or something else under a taken id. */
async function compareRepeats(
  flight: Flight,
  shape: HotTableShape,
  entries: readonly Placed[],
  outcomes: Map<number, Outcome>,
): Promise<void> {
  if (entries.length === 0) return;
  const repeated = shape.columns.flatMap(({ name, mustRepeat }, index) => (mustRepeat ? [{ name, index }] : []));
  const stored = await flight.send<Record<string, unknown> & { id: Buffer }>({
    text: `SELECT ${['id', ...repeated.map(({ name }) => name)].join(', ')} FROM ${shape.name} WHERE id = ANY($1::bytea[])`,
    values: [entries.map(({ id }) => bytesOf(id))],
  });
  const byId = new Map(stored.rows.map((row) => [row.id.toString('hex'), row]));
  for (const { id, values, position } of entries) {
    const row = byId.get(bytesOf(id).toString('hex'));
    const isRepeat = row !== undefined && repeated.every(({ name, index }) => isSame(row[name], values[index]));
    outcomes.set(position, isRepeat ? 'repeated' : 'taken');
  }
}

/** The driver knows Buffers as bytea, other byte arrays not inside an array. */
function bytesOf(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
