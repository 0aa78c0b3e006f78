import { Column, Entity, PrimaryColumn } from 'typeorm';
import { IdColumn, InstantColumn, JsonColumn } from '../../platform/index.js';
import type { SealDocument } from './seal-document.js';

/** One of the two signatures under a ranking (双人签署): two roles, two persons. */
@Entity('poll_signature')
export class PollSignature {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: string;

  @IdColumn({ name: 'poll_id' })
  pollId!: string;

  @IdColumn({ name: 'ranking_id' })
  rankingId!: string;

  @Column({ type: 'varchar', length: 8 })
  role!: 'PREPARED' | 'REVIEWED';

  @IdColumn()
  person!: string;

  @InstantColumn({ name: 'signed_at' })
  signedAt!: Date;
}

/** What was sealed (封存) and by whom; never changed, never removed. */
@Entity('poll_seal')
export class PollSeal {
  @PrimaryColumn({ name: 'ranking_id', type: 'varchar', length: 26 })
  rankingId!: string;

  @IdColumn({ name: 'poll_id' })
  pollId!: string;

  @JsonColumn()
  document!: SealDocument;

  /** SHA-256 of the document as canonical JSON. */
  @Column({ type: 'varchar', length: 64 })
  hash!: string;

  @IdColumn({ name: 'sealed_by' })
  sealedBy!: string;

  @InstantColumn({ name: 'sealed_at' })
  sealedAt!: Date;
}
