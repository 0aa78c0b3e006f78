import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import { realNow } from './clock.js';
import { rows } from './database/rows.js';
import { newId } from './ids.js';
import type { LedgerDraft, Work } from './unit-of-work.js';

export type { LedgerDraft };

export interface LedgerLink extends LedgerDraft {
  sequence: number;
  id: string;
  at: string;
  actor: string;
  previousHash: string;
  hash: string;
}

export const chainStart = '0'.repeat(64);

let headKey: Buffer | null = null;
let reactionsOf: (action: string) => readonly string[] = () => [];

/** Set once at boot: the key that seals the chain's head, and which reactions wait for which action. */
export function configureLedger(settings: {
  headKey: Buffer;
  reactionsOf: (action: string) => readonly string[];
}): void {
  headKey = settings.headKey;
  reactionsOf = settings.reactionsOf;
}

/** Says in the ledger what this work does. Chained when the work commits, gone when it does not. */
export function record(work: Work, entry: LedgerDraft): void {
  work.pending.push(entry);
}

/** A hash of personal text that proves equality without keeping the text, so erasure never breaks the chain. */
export function keyedHash(text: string): string {
  return createHmac('sha256', requireKey()).update(text).digest('hex');
}

export function hashOfLink(link: Omit<LedgerLink, 'hash'>): string {
  const { sequence, id, at, actor, subject, action, payload, previousHash } = link;
  return createHash('sha256')
    .update(canonicalJson({ sequence, id, at, actor, subject, action, payload, previousHash }))
    .digest('hex');
}

/** Number of the newest entry, 0 before the first: as long as it stays, nothing that stands in the ledger has changed. */
export async function ledgerHead(work: Work): Promise<number> {
  const [head] = await rows<{ sequence: number }>(work, 'SELECT sequence FROM ledger_head WHERE id = 1');
  return Number(head?.sequence ?? 0);
}

/** Called by `Works` as the last step before commit: until then nobody waits for the chain. */
export async function appendToLedger(work: Work): Promise<void> {
  if (work.pending.length === 0) return;
  if (work.dialect === 'postgres') await rows(work, `SELECT pg_advisory_xact_lock(7267001)`);
  const [head] = await rows<{ sequence: number; hash: string }>(
    work,
    'SELECT sequence, hash FROM ledger_head WHERE id = 1',
  );
  let sequence = head?.sequence ?? 0;
  let previousHash = head?.hash ?? chainStart;
  const now = realNow().toISOString();
  for (const draft of work.pending) {
    sequence += 1;
    const unsealed = {
      sequence,
      id: newId(),
      at: work.now.toISOString(),
      actor: work.caller.id,
      subject: draft.subject,
      action: draft.action,
      payload: JSON.parse(canonicalJson(draft.payload)) as Record<string, unknown>,
      previousHash,
    };
    const hash = hashOfLink(unsealed);
    await rows(
      work,
      `INSERT INTO ledger_entry (sequence, id, at, actor, subject, action, payload, previous_hash, hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        sequence,
        unsealed.id,
        unsealed.at,
        unsealed.actor,
        unsealed.subject,
        unsealed.action,
        canonicalJson(unsealed.payload),
        previousHash,
        hash,
      ],
    );
    for (const reaction of reactionsOf(draft.action)) {
      await rows(
        work,
        `INSERT INTO reaction_claim (entry_sequence, reaction, state, attempts, next_try_at, leased_until, last_error)
         VALUES ($1, $2, 'WAITING', 0, $3, NULL, NULL)`,
        [sequence, reaction, now],
      );
    }
    previousHash = hash;
  }
  const mac = macOfHead(sequence, previousHash);
  if (head)
    await rows(work, 'UPDATE ledger_head SET sequence = $1, hash = $2, mac = $3 WHERE id = 1', [
      sequence,
      previousHash,
      mac,
    ]);
  else
    await rows(work, 'INSERT INTO ledger_head (id, sequence, hash, mac) VALUES (1, $1, $2, $3)', [
      sequence,
      previousHash,
      mac,
    ]);
  work.pending.length = 0;
}

export interface LedgerRow {
  sequence: number;
  id: string;
  at: string;
  actor: string;
  subject: string;
  action: string;
  payload: string;
  previous_hash: string;
  hash: string;
}

export function linkOf(row: LedgerRow): LedgerLink {
  return {
    sequence: Number(row.sequence),
    id: row.id,
    at: row.at,
    actor: row.actor,
    subject: row.subject,
    action: row.action,
    payload: JSON.parse(row.payload) as Record<string, unknown>,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}

/** Newest first, for the audit page. `before` is a sequence number. */
export async function ledgerPage(work: Work, before: number | null, limit: number): Promise<LedgerLink[]> {
  const found = await rows<LedgerRow>(
    work,
    'SELECT * FROM ledger_entry WHERE sequence < $1 ORDER BY sequence DESC LIMIT $2',
    [before ?? 2_000_000_000, limit],
  );
  return found.map(linkOf);
}

export type ChainFault = { at: number; because: 'changed' | 'missing' | 'moved' | 'cut-off' | 'head-forged' };

/** Walks the whole chain. A changed, deleted, swapped or cut-off row is each named; `entries` were found intact before it. */
export async function verifyLedger(work: Work): Promise<{ entries: number; fault: ChainFault | null }> {
  const page = 1000;
  let previousHash = chainStart;
  let entries = 0;
  for (;;) {
    const found = await rows<LedgerRow>(
      work,
      'SELECT * FROM ledger_entry WHERE sequence > $1 ORDER BY sequence LIMIT $2',
      [entries, page],
    );
    for (const row of found) {
      const link = linkOf(row);
      if (link.sequence !== entries + 1) return { entries, fault: { at: entries + 1, because: 'missing' } };
      if (hashOfLink(link) !== link.hash) return { entries, fault: { at: link.sequence, because: 'changed' } };
      if (link.previousHash !== previousHash) return { entries, fault: { at: link.sequence, because: 'moved' } };
      previousHash = link.hash;
      entries += 1;
    }
    if (found.length < page) break;
  }
  const [head] = await rows<{ sequence: number; hash: string; mac: string }>(
    work,
    'SELECT sequence, hash, mac FROM ledger_head WHERE id = 1',
  );
  if (!head)
    return entries === 0 ? { entries, fault: null } : { entries, fault: { at: entries, because: 'head-forged' } };
  const expected = Buffer.from(macOfHead(Number(head.sequence), head.hash));
  const actual = Buffer.from(head.mac);
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) {
    return { entries, fault: { at: Number(head.sequence), because: 'head-forged' } };
  }
  if (Number(head.sequence) !== entries || head.hash !== previousHash) {
    return { entries, fault: { at: entries + 1, because: 'cut-off' } };
  }
  return { entries, fault: null };
}

function macOfHead(sequence: number, hash: string): string {
  return createHmac('sha256', requireKey()).update(`${sequence}:${hash}`).digest('hex');
}

function requireKey(): Buffer {
  if (!headKey) throw new Error('configureLedger has not been called');
  return headKey;
}
