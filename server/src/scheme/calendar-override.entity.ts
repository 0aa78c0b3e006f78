import type { CalendarOverrideView, LocalisedText } from '@minsheng/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Branded, IdColumn, InstantColumn, JsonColumn } from '../platform/index.js';
import type { SchemeId } from './scheme.entity.js';

export type CalendarOverrideId = Branded<'CalendarOverrideId'>;

/** An exception for one occurrence of one rule (日程调整): proposed by one person, published by another. */
@Entity('calendar_override')
export class CalendarOverrideRow {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: CalendarOverrideId;

  @IdColumn({ name: 'scheme_id' })
  schemeId!: SchemeId;

  @Column({ name: 'rule_code', type: 'varchar', length: 64 })
  ruleCode!: string;

  @Column({ name: 'period_key', type: 'varchar', length: 16 })
  periodKey!: string;

  @InstantColumn({ name: 'old_start' })
  oldStart!: Date;

  @InstantColumn({ name: 'old_end' })
  oldEnd!: Date;

  @InstantColumn({ name: 'new_start' })
  newStart!: Date;

  /** Null for a moment. */
  @InstantColumn({ name: 'new_end', nullable: true })
  newEnd!: Date | null;

  @Column({ type: 'varchar', length: 1000 })
  reason!: string;

  @JsonColumn({ name: 'public_note' })
  publicNote!: LocalisedText;

  @Column({ type: 'varchar', length: 10 })
  state!: CalendarOverrideView['state'];

  @Column({ name: 'proposed_by', type: 'varchar', length: 64 })
  proposedBy!: string;

  @InstantColumn({ name: 'proposed_at' })
  proposedAt!: Date;

  @Column({ name: 'decided_by', type: 'varchar', length: 64, nullable: true })
  decidedBy!: string | null;

  @InstantColumn({ name: 'decided_at', nullable: true })
  decidedAt!: Date | null;
}
