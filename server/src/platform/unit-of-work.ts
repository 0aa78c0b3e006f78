import type { EntityManager } from 'typeorm';
import type { Caller } from './caller.js';
import type { Dialect } from './database/dialect.js';

/** What a stage writes: `record(work, { subject: 'poll:01J…', action: 'poll.imported', payload: { … } })`. */
export interface LedgerDraft {
  subject: string;
  action: string;
  /** Plain JSON. Before and after values only for fields that are not personal; of those, a keyed hash (`keyedHash`). */
  payload: Record<string, unknown>;
}

/**
 * One unit of work (工作单元): the only way to the database. Born in `Works.write` and `Works.read`, handed down as the
 * first argument of every query, dead when they return.
 */
export interface Work {
  readonly tx: EntityManager;
  readonly caller: Caller;
  /** The business instant of the whole piece of work. */
  readonly now: Date;
  readonly dialect: Dialect;
  /** Ledger entries of this work; chained as the last step before commit (`record` in ledger.ts). */
  readonly pending: LedgerDraft[];
}
