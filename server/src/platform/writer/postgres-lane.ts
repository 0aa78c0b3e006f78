import { createHash } from 'node:crypto';
import pg from 'pg';
import { isTransient } from '../database/database-problems.js';
import { BrokenSum } from './counts.js';
import { decodeBatch, type EncodedEntry, joinEntries } from './entry-codec.js';
import {
  addedUp,
  foldAdditions,
  type FoldedAddition,
  type HotColumn,
  type HotSum,
  type HotTableShape,
  type HotValue,
  type Lane,
  type LaneResult,
  type Outcome,
} from './hot-table.js';
import { faultOf, isSame } from './row-faults.js';

const arrayTypes: Record<HotColumn['kind'], string> = {
  bytes: 'bytea[]',
  text: 'text[]',
  integer: 'bigint[]',
  real: 'double precision[]',
};

const retries = 3;

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
        await client.query('BEGIN');
        for (const [index, shape] of this.shapes.entries()) {
          const mine = entries.filter(({ table }) => table === index);
          if (mine.length > 0) await writeTable(client, shape, mine, at, outcomes);
        }
        await client.query('COMMIT');
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
      statement_timeout: 10_000,
      connectionTimeoutMillis: 5000,
    });
    client.on('error', () => undefined); // a lost connection is met by the query it breaks
    client.on('end', () => {
      if (this.#client === client) this.#client = null;
    });
    await client.connect();
    this.#client = client;
    return client;
  }
}

async function writeTable(
  client: pg.Client,
  shape: HotTableShape,
  entries: readonly Placed[],
  at: Date,
  outcomes: Map<number, Outcome>,
): Promise<void> {
  const inKeyOrder = [...entries].sort((a, b) => Buffer.compare(a.id, b.id));
  const numbered = await client.query<{ number: string }>(`SELECT nextval('writer_batch_number') AS number`);
  const number = Number(numbered.rows[0]?.number);
  const names = shape.columns.map(({ name }) => name);
  const casts = [
    '$2::integer[]',
    '$3::bytea[]',
    ...shape.columns.map(({ kind }, index) => `$${index + 4}::${arrayTypes[kind]}`),
  ];
  const inserted = await client.query<{ position: number }>({
    name: `hot-insert-${shape.name}`,
    text: `INSERT INTO ${shape.name} (batch, position, ${['id', ...names].join(', ')})
      SELECT $1::integer, * FROM unnest(${casts.join(', ')}) ON CONFLICT (id) DO NOTHING RETURNING position`,
    values: [
      number,
      inKeyOrder.map(({ position }) => position),
      inKeyOrder.map(({ id }) => bytesOf(id)),
      ...shape.columns.map(({ kind }, index) =>
        inKeyOrder.map((entry) => {
          const value = entry.values[index] ?? null;
          return kind === 'bytes' && value !== null ? bytesOf(value as Uint8Array) : value;
        }),
      ),
    ],
  });
  const writtenAt = new Set(inserted.rows.map(({ position }) => position));
  const written = entries.filter(({ position }) => writtenAt.has(position));
  for (const { position } of written) outcomes.set(position, 'written');
  await compareRepeats(
    client,
    shape,
    entries.filter(({ position }) => !writtenAt.has(position)),
    outcomes,
  );
  if (written.length === 0) return;
  const hash = createHash('sha256');
  for (const { sealed } of written) hash.update(sealed);
  for (const [sum, byKey] of foldAdditions(written.flatMap(({ additions }) => additions))) {
    const target = shape.sums[sum];
    if (!target) continue;
    if (target.vector !== undefined) {
      await addToVectors(client, target, target.vector, byKey);
      continue;
    }
    const { table, keys, values } = target;
    const folded = [...byKey.values()];
    const keyNames = keys.map(({ name }) => name);
    const types = [...keys.map(({ kind }) => arrayTypes[kind]), ...values.map(() => arrayTypes.integer)];
    await client.query({
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
  await client.query({
    name: 'hot-batch',
    text: 'INSERT INTO writer_batch (number, hot_table, entries, sha256, committed_at) VALUES ($1, $2, $3, $4, $5)',
    values: [number, shape.name, written.length, hash.digest('hex'), at.toISOString()],
  });
}

/**
 * Missing rows are made first, then all are locked in the order of their keys, read, added to and written: a lane that
 * comes to the same row waits for the other's commit and reads what it wrote.
 */
async function addToVectors(
  client: pg.Client,
  sum: HotSum,
  vector: string,
  byKey: ReadonlyMap<string, FoldedAddition>,
): Promise<void> {
  const { table, keys, values } = sum;
  const folded = [...byKey.values()];
  const names = keys.map(({ name }) => name);
  const columns = [...values, vector];
  const keyArrays = keys.map((_, index) => folded.map(({ key }) => key[index]));
  const keyTable = `unnest(${keys.map(({ kind }, index) => `$${index + 1}::${arrayTypes[kind]}`).join(', ')}) AS k (${names.join(', ')})`;
  await client.query({
    name: `hot-vector-make-${table}`,
    text: `INSERT INTO ${table} (${[...names, ...columns].join(', ')})
      SELECT ${[...names.map((name) => `k.${name}`), ...values.map(() => '0'), `''::bytea`].join(', ')} FROM ${keyTable}
      ON CONFLICT (${names.join(', ')}) DO NOTHING`,
    values: keyArrays,
  });
  const onKey = names.map((name) => `s.${name} = k.${name}`).join(' AND ');
  const stored = await client.query<Record<string, HotValue>>({
    name: `hot-vector-read-${table}`,
    text: `SELECT ${[...names, ...columns].map((name) => `s.${name}`).join(', ')} FROM ${keyTable} JOIN ${table} s ON ${onKey}
      ORDER BY ${names.map((name) => `s.${name}`).join(', ')} FOR UPDATE OF s`,
    values: keyArrays,
  });
  const after = stored.rows.map((row) => {
    const key = keys.map(({ name, kind }) => (kind === 'integer' ? Number(row[name]) : row[name]));
    const addition = byKey.get(JSON.stringify(key));
    if (!addition) throw new Error(`${table} holds a key that was not asked for`);
    const before = { values: values.map((name) => Number(row[name])), vector: row[vector] as Buffer };
    return { key, ...addedUp(sum, before, addition) };
  });
  if (after.length !== folded.length) throw new Error(`${table} lost a row while it was added to`);
  const types = [
    ...keys.map(({ kind }) => arrayTypes[kind]),
    ...values.map(() => arrayTypes.integer),
    arrayTypes.bytes,
  ];
  await client.query({
    name: `hot-vector-write-${table}`,
    text: `UPDATE ${table} s SET ${columns.map((name) => `${name} = k.${name}`).join(', ')}
      FROM unnest(${types.map((type, index) => `$${index + 1}::${type}`).join(', ')}) AS k (${[...names, ...columns].join(', ')})
      WHERE ${onKey}`,
    values: [
      ...keys.map((_, index) => after.map(({ key }) => key[index])),
      ...values.map((_, index) => after.map((row) => row.values[index])),
      after.map((row) => bytesOf(row.vector)),
    ],
  });
}

/** Entries whose id was there already: the same content again, or something else under a taken id. */
async function compareRepeats(
  client: pg.Client,
  shape: HotTableShape,
  entries: readonly Placed[],
  outcomes: Map<number, Outcome>,
): Promise<void> {
  if (entries.length === 0) return;
  const repeated = shape.columns.flatMap(({ name, mustRepeat }, index) => (mustRepeat ? [{ name, index }] : []));
  const stored = await client.query<Record<string, unknown> & { id: Buffer }>(
    `SELECT ${['id', ...repeated.map(({ name }) => name)].join(', ')} FROM ${shape.name} WHERE id = ANY($1::bytea[])`,
    [entries.map(({ id }) => bytesOf(id))],
  );
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
