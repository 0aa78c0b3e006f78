import type { SchemeVersionState } from '@minsheng/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Branded, IdColumn, InstantColumn, JsonColumn } from '../platform/index.js';
import type { ValueMap } from './merge.js';
import type { Provenance } from './provenance.js';
import type { SchemeId } from './scheme.entity.js';
import type { SchemeConfig } from './scheme-config.js';

export type SchemeVersionId = Branded<'SchemeVersionId'>;

/** One set of parameters, whole, with where each comes from and who answers for it. */
@Entity('scheme_version')
export class SchemeVersion {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: SchemeVersionId;

  @IdColumn({ name: 'scheme_id' })
  schemeId!: SchemeId;

  /** 1, 2, 3 … within the scheme. */
  @Column({ type: 'integer' })
  no!: number;

  @Column({ type: 'varchar', length: 10 })
  state!: SchemeVersionState;

  @JsonColumn()
  config!: SchemeConfig;

  @Column({ name: 'config_hash', type: 'varchar', length: 64 })
  configHash!: string;

  @JsonColumn()
  provenance!: Provenance;

  /** What was merged over the version it is based on; empty for the adopted preset. */
  @JsonColumn()
  changes!: ValueMap;

  @IdColumn({ name: 'based_on_id', nullable: true })
  basedOnId!: SchemeVersionId | null;

  /** Start of the first scoring period it governs. */
  @InstantColumn({ name: 'effective_from' })
  effectiveFrom!: Date;

  @Column({ type: 'varchar', length: 1000 })
  reason!: string;

  @Column({ name: 'proposed_by', type: 'varchar', length: 64 })
  proposedBy!: string;

  @InstantColumn({ name: 'proposed_at' })
  proposedAt!: Date;

  @InstantColumn({ name: 'submitted_at', nullable: true })
  submittedAt!: Date | null;

  /** Who approved it; the database refuses the proposer. */
  @Column({ name: 'decided_by', type: 'varchar', length: 64, nullable: true })
  decidedBy!: string | null;

  @InstantColumn({ name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  @Column({ name: 'return_reason', type: 'varchar', length: 1000, nullable: true })
  returnReason!: string | null;

  @InstantColumn({ name: 'activated_at', nullable: true })
  activatedAt!: Date | null;
}
