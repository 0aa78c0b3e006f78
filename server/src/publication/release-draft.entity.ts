import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LocalisedText, ReleaseState } from '@minsheng/contracts';
import { IdColumn, InstantColumn, JsonColumn } from '../platform/index.js';

export type SignerRole = 'STAT_REVIEWER' | 'OFFICE_DIRECTOR';
export const signerRoles: readonly SignerRole[] = ['STAT_REVIEWER', 'OFFICE_DIRECTOR'];

/** A release on its way (SM-6): from assembling to its instant and after. What was signed lies in `release`, by edition. */
@Entity('release_draft')
export class ReleaseDraft {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: string;

  @IdColumn({ name: 'poll_id' })
  pollId!: string;

  @IdColumn({ name: 'ranking_id' })
  rankingId!: string;

  @Column({ type: 'varchar', length: 9 })
  state!: ReleaseState;

  /** Signing under way or in force, from 1; a recall begins the next. */
  @Column({ type: 'integer' })
  edition!: number;

  @IdColumn({ name: 'assembled_by' })
  assembledBy!: string;

  @InstantColumn({ name: 'assembled_at' })
  assembledAt!: Date;

  @IdColumn({ name: 'correction_of', nullable: true })
  correctionOf!: string | null;

  @JsonColumn({ name: 'correction_reason', nullable: true })
  correctionReason!: LocalisedText | null;

  /** SHA-256 of the signed manifest; null until the second signature. */
  @Column({ name: 'content_hash', type: 'varchar', length: 64, nullable: true })
  contentHash!: string | null;

  /** Instant that the signed content names; null until the second signature. */
  @InstantColumn({ name: 'release_at', nullable: true })
  releaseAt!: Date | null;

  @IdColumn({ name: 'recall_asked_by', nullable: true })
  recallAskedBy!: string | null;

  @Column({ name: 'recall_reason', type: 'varchar', length: 500, nullable: true })
  recallReason!: string | null;

  /** Of a released one: who asked for a correction, why, and when the other signer granted it. */
  @IdColumn({ name: 'correct_asked_by', nullable: true })
  correctAskedBy!: string | null;

  @JsonColumn({ name: 'correct_reason', nullable: true })
  correctReason!: LocalisedText | null;

  @InstantColumn({ name: 'correct_granted_at', nullable: true })
  correctGrantedAt!: Date | null;
}

/** One of the two signatures under an edition: two roles, two persons. */
@Entity('release_signature')
export class ReleaseSignature {
  @PrimaryColumn({ name: 'release_id', type: 'varchar', length: 26 })
  releaseId!: string;

  @PrimaryColumn({ type: 'integer' })
  edition!: number;

  @PrimaryColumn({ type: 'varchar', length: 15 })
  role!: SignerRole;

  @IdColumn()
  person!: string;

  @InstantColumn({ name: 'signed_at' })
  signedAt!: Date;
}
