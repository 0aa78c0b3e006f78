import { Column, Entity, PrimaryColumn } from 'typeorm';
import { IdColumn, InstantColumn, JsonColumn } from './database/columns.js';

/** One row of the ledger (台账): who did what to what, when. Append-only, hash-chained. */
@Entity('ledger_entry')
export class LedgerEntry {
  /** 1, 2, 3 … without a gap. */
  @PrimaryColumn({ type: 'integer' })
  sequence!: number;

  @IdColumn()
  id!: string;

  @InstantColumn()
  at!: Date;

  @Column({ type: 'varchar', length: 64 })
  actor!: string;

  /** `room:id` of what it happened to. */
  @Column({ type: 'varchar', length: 96 })
  subject!: string;

  /** `room.what-happened`. */
  @Column({ type: 'varchar', length: 64 })
  action!: string;

  @JsonColumn()
  payload!: unknown;

  @Column({ name: 'previous_hash', type: 'varchar', length: 64 })
  previousHash!: string;

  @Column({ type: 'varchar', length: 64 })
  hash!: string;
}

/** The chain's last link, kept apart and sealed with a key that is not in the database: it betrays a cut-off tail. */
@Entity('ledger_head')
export class LedgerHead {
  @PrimaryColumn({ type: 'integer' })
  id!: number;

  @Column({ type: 'integer' })
  sequence!: number;

  @Column({ type: 'varchar', length: 64 })
  hash!: string;

  @Column({ type: 'varchar', length: 64 })
  mac!: string;
}

/** Work state of one reaction to one ledger entry: the only mutable neighbour of the ledger. */
@Entity('reaction_claim')
export class ReactionClaim {
  @PrimaryColumn({ name: 'entry_sequence', type: 'integer' })
  entrySequence!: number;

  @PrimaryColumn({ type: 'varchar', length: 96 })
  reaction!: string;

  @Column({ type: 'varchar', length: 10 })
  state!: 'WAITING' | 'DONE' | 'GIVEN_UP';

  @Column({ type: 'integer' })
  attempts!: number;

  /** Real time, not business time: a queue must not stand still with a stopped clock. */
  @InstantColumn({ name: 'next_try_at' })
  nextTryAt!: Date;

  @InstantColumn({ name: 'leased_until', nullable: true })
  leasedUntil!: Date | null;

  @Column({ name: 'last_error', type: 'text', nullable: true })
  lastError!: string | null;
}
