import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PollPlan } from '@minsheng/contracts';
import { BytesColumn, IdColumn, InstantColumn, JsonColumn } from '../../platform/index.js';

/** One version of a poll's plan (测评方案). The database refuses to change it once it was published. */
@Entity('poll_plan')
export class PollPlanRow {
  @PrimaryColumn({ name: 'poll_id', type: 'varchar', length: 26 })
  pollId!: string;

  @PrimaryColumn({ type: 'integer' })
  version!: number;

  @JsonColumn()
  document!: PollPlan;

  /** SHA-256 of the document as canonical JSON (RFC 8785). */
  @Column({ type: 'varchar', length: 64 })
  hash!: string;

  @IdColumn({ name: 'submitted_by', nullable: true })
  submittedBy!: string | null;

  @InstantColumn({ name: 'submitted_at', nullable: true })
  submittedAt!: Date | null;

  @IdColumn({ name: 'approved_by', nullable: true })
  approvedBy!: string | null;

  @InstantColumn({ name: 'approved_at', nullable: true })
  approvedAt!: Date | null;

  @InstantColumn({ name: 'published_at', nullable: true })
  publishedAt!: Date | null;
}

/** What turns a citizen into a key that no other poll shares (每期盐值); destroyed thirty days after the seal. */
@Entity('poll_salt')
export class PollSalt {
  @PrimaryColumn({ name: 'poll_id', type: 'varchar', length: 26 })
  pollId!: string;

  /** 32 bytes. */
  @BytesColumn()
  salt!: Buffer;
}
