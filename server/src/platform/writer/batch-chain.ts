import { createHash } from 'node:crypto';
import { systemCaller } from '../caller.js';
import { rows } from '../database/rows.js';
import { record } from '../ledger.js';
import type { TimetableLine } from '../jobs/timetable-runner.js';
import type { Work, Works } from '../work.js';
import { sealedBytes } from './entry-codec.js';
import type { HotTableShape, HotValue } from './hot-table.js';

const action = 'writer.batch-committed';
const subjectOf = (number: number): string => `writer-batch:${number}`;

/** Batches in one transaction: on SQLite the main connection's transactions hold up the event loop and the writer. */
const atOnce = 50;

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
 * Writes one ledger entry for each committed batch that has none yet, so that hot rows are chained by their batch.
 * `isStart`: look at all batches, not only the newest. Returns how many were chained.
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
  for (const batch of unchained) {
    if (!isMine.has(Number(batch.number))) continue;
    const { hot_table: table, entries, sha256, committed_at: committedAt } = batch;
    record(work, { subject: subjectOf(batch.number), action, payload: { table, entries, sha256, committedAt } });
  }
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
  let batches = 0;
  let unchained = 0;
  for (let after = 0; ; ) {
    const page = await rows<BatchRow & { sequence: number | null }>(
      work,
      `SELECT b.*, c.number AS chained FROM writer_batch b LEFT JOIN chained_batch c ON c.number = b.number
       WHERE b.number > $1 ORDER BY b.number LIMIT ${atOnce}`,
      [after],
    );
    const until = page.at(-1)?.number;
    if (until === undefined) break;
    const hashes = await hashesOf(work, tables, after, until);
    const known = await chainedPayloads(work, page);
    for (const batch of page) {
      const number = Number(batch.number);
      const stored = hashes.get(number);
      if (stored?.entries !== Number(batch.entries) || stored.sha256 !== batch.sha256) {
        return { batches, unchained, fault: { number, because: 'rows-changed' } };
      }
      const payload = known.get(subjectOf(number));
      if (!payload) unchained += 1;
      else if (payload.sha256 !== batch.sha256 || payload.entries !== Number(batch.entries)) {
        return { batches, unchained, fault: { number, because: 'differs-from-ledger' } };
      }
      batches += 1;
    }
    after = Number(until);
  }
  const missing = await rows<{ subject: string }>(
    work,
    `SELECT subject FROM ledger_entry l WHERE action = $1
     AND NOT EXISTS (SELECT 1 FROM writer_batch b WHERE l.subject = 'writer-batch:' || b.number) ORDER BY sequence LIMIT 1`,
    [action],
  );
  const number = missing[0]?.subject.split(':')[1];
  return { batches, unchained, fault: number === undefined ? null : { number: Number(number), because: 'missing' } };
}

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

async function chainedPayloads(
  work: Work,
  page: readonly BatchRow[],
): Promise<Map<string, { sha256: string; entries: number }>> {
  const subjects = page.map(({ number }) => subjectOf(Number(number)));
  const found = await rows<{ subject: string; payload: string }>(
    work,
    `SELECT subject, payload FROM ledger_entry WHERE subject IN (${subjects.map((_, index) => `$${index + 1}`).join(', ')})`,
    subjects,
  );
  return new Map(
    found.map(({ subject, payload }) => [subject, JSON.parse(payload) as { sha256: string; entries: number }]),
  );
}
