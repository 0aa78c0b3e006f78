import { createHash } from 'node:crypto';
import { systemCaller } from '../caller.js';
import { rows } from '../database/rows.js';
import { record } from '../ledger.js';
import type { TimetableLine } from '../jobs/timetable-runner.js';
import type { Work, Works } from '../work.js';
import { sealedBytes } from './entry-codec.js';
import type { HotTableShape, HotValue } from './hot-table.js';

const action = 'writer.batches-committed';
/** One batch an entry: what was written before entries held several. */
const formerAction = 'writer.batch-committed';

/** Batches in one ledger entry and one transaction: on SQLite that holds up the event loop and the writer. */
const atOnce = 50;

/** A batch as the ledger names it. */
type ChainedBatchLine = [number: number, table: string, entries: number, sha256: string];

/** PostgreSQL lanes commit out of turn, but never this far. Whoever starts looks at all batches once more. */
const lookBack = 1000;

interface BatchRow {
  number: number;
  hot_table: string;
  entries: number;
  sha256: string;
  committed_at: string;
}

/**
 * Writes the committed batches that the ledger does not hold yet into it, each with its hash, so that hot rows are chained
 * by their batch. `isStart`: look at all batches, not only the newest. Returns how many were chained.
 */
export async function chainBatches(works: Works, isStart = false): Promise<number> {
  const caller = systemCaller('writer');
  for (let chained = 0; ; ) {
    const found = await works.write(caller, (work) => chainSome(work, isStart));
    chained += found;
    if (found < atOnce) return chained;
    // Whoever waited meanwhile comes first.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The line of the timetable that keeps the ledger up with the writer. */
export const batchChainLine: TimetableLine = {
  name: 'chain-batches',
  everySeconds: 10,
  run: async (works) => void (await chainBatches(works)),
};

async function chainSome(work: Work, isStart: boolean): Promise<number> {
  const from = isStart ? '0' : `(SELECT COALESCE(MAX(number), 0) FROM chained_batch) - ${lookBack}`;
  const unchained = await rows<BatchRow>(
    work,
    `SELECT * FROM writer_batch b WHERE number > ${from}
     AND NOT EXISTS (SELECT 1 FROM chained_batch c WHERE c.number = b.number) ORDER BY number LIMIT ${atOnce}`,
  );
  if (unchained.length === 0) return 0;
  // Of two processes that found the same batch, one writes its row.
  const mine = await rows<{ number: number }>(
    work,
    `INSERT INTO chained_batch (number) VALUES ${unchained.map((_, index) => `($${index + 1})`).join(', ')}
     ON CONFLICT (number) DO NOTHING RETURNING number`,
    unchained.map(({ number }) => number),
  );
  const isMine = new Set(mine.map(({ number }) => Number(number)));
  const batches = unchained
    .filter(({ number }) => isMine.has(Number(number)))
    .map(
      ({ number, hot_table: table, entries, sha256 }): ChainedBatchLine => [
        Number(number),
        table,
        Number(entries),
        sha256,
      ],
    );
  const [first] = batches;
  if (first) record(work, { subject: `writer-batches:${first[0]}`, action, payload: { batches } });
  return unchained.length;
}

export interface BatchFault {
  number: number;
  /** Rows and hash disagree; batch and ledger disagree; the ledger knows a batch that is not there. */
  because: 'rows-changed' | 'differs-from-ledger' | 'missing';
}

/** Recomputes every batch's hash from its rows and compares it with the batch and, where chained, with the ledger. */
export async function verifyBatches(
  work: Work,
  tables: readonly HotTableShape[],
): Promise<{ batches: number; unchained: number; fault: BatchFault | null }> {
  const chained = await chainedBatches(work);
  let batches = 0;
  let unchained = 0;
  for (let after = 0; ; ) {
    const page = await rows<BatchRow>(
      work,
      `SELECT * FROM writer_batch WHERE number > $1 ORDER BY number LIMIT ${pageSize}`,
      [after],
    );
    const until = page.at(-1)?.number;
    if (until === undefined) break;
    const hashes = await hashesOf(work, tables, after, Number(until));
    for (const batch of page) {
      const number = Number(batch.number);
      const stored = hashes.get(number);
      if (stored?.entries !== Number(batch.entries) || stored.sha256 !== batch.sha256) {
        return { batches, unchained, fault: { number, because: 'rows-changed' } };
      }
      const known = chained.get(number);
      chained.delete(number);
      if (!known) unchained += 1;
      else if (known.sha256 !== batch.sha256 || known.entries !== Number(batch.entries)) {
        return { batches, unchained, fault: { number, because: 'differs-from-ledger' } };
      }
      batches += 1;
    }
    after = Number(until);
  }
  // What the ledger holds and no batch has answered to.
  const missing = [...chained.keys()].sort((a, b) => a - b)[0];
  return { batches, unchained, fault: missing === undefined ? null : { number: missing, because: 'missing' } };
}

const pageSize = 200;

async function hashesOf(
  work: Work,
  tables: readonly HotTableShape[],
  after: number,
  until: number,
): Promise<Map<number, { entries: number; sha256: string }>> {
  const hashes = new Map<number, { entries: number; sha256: string }>();
  for (const shape of tables) {
    const names = ['batch', 'id', ...shape.columns.map(({ name }) => name)];
    const stored = await rows<Record<string, HotValue> & { batch: number; id: Uint8Array }>(
      work,
      `SELECT ${names.join(', ')} FROM ${shape.name} WHERE batch > $1 AND batch <= $2 ORDER BY batch, position`,
      [after, until],
    );
    const byBatch = new Map<number, Uint8Array[]>();
    for (const row of stored) {
      const values = shape.columns.map(({ name, kind }) => {
        const value = row[name] ?? null;
        return value !== null && (kind === 'integer' || kind === 'real') ? Number(value) : value;
      });
      const batch = Number(row.batch);
      const mine = byBatch.get(batch) ?? [];
      byBatch.set(batch, mine);
      mine.push(sealedBytes(shape, { id: row.id, values }));
    }
    for (const [batch, sealed] of byBatch) {
      hashes.set(batch, {
        entries: sealed.length,
        sha256: createHash('sha256').update(Buffer.concat(sealed)).digest('hex'),
      });
    }
  }
  return hashes;
}

/** Every batch that the ledger holds, by number. */
async function chainedBatches(work: Work): Promise<Map<number, { entries: number; sha256: string }>> {
  const chained = new Map<number, { entries: number; sha256: string }>();
  for (let after = 0; ; ) {
    const page = await rows<{ sequence: number; action: string; subject: string; payload: string }>(
      work,
      `SELECT sequence, action, subject, payload FROM ledger_entry
       WHERE action IN ($1, $2) AND sequence > $3 ORDER BY sequence LIMIT ${pageSize}`,
      [action, formerAction, after],
    );
    for (const entry of page) {
      if (entry.action === action) {
        const { batches } = JSON.parse(entry.payload) as { batches: ChainedBatchLine[] };
        for (const [number, , entries, sha256] of batches) chained.set(number, { entries, sha256 });
      } else {
        const former = JSON.parse(entry.payload) as { entries: number; sha256: string };
        chained.set(Number(entry.subject.split(':')[1]), former);
      }
    }
    const last = page.at(-1);
    if (!last) return chained;
    after = Number(last.sequence);
  }
}
