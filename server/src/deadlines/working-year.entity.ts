import type { HolidaySpan, WorkingYearProposalView } from '@minsheng/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Branded, InstantColumn, JsonColumn } from '../platform/index.js';

export type WorkingYearId = Branded<'WorkingYearId'>;

/** One year's holiday arrangement (节假日安排) as it was entered by one person; in force once another has confirmed it. */
@Entity('working_year')
export class WorkingYearRow {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: WorkingYearId;

  @Column({ type: 'integer' })
  year!: number;

  @Column({ type: 'varchar', length: 200 })
  source!: string;

  @JsonColumn()
  holidays!: HolidaySpan[];

  @JsonColumn({ name: 'make_up_workdays' })
  makeUpWorkdays!: string[];

  @Column({ type: 'varchar', length: 10 })
  state!: WorkingYearProposalView['state'];

  @Column({ name: 'proposed_by', type: 'varchar', length: 64 })
  proposedBy!: string;

  @InstantColumn({ name: 'proposed_at' })
  proposedAt!: Date;

  @Column({ name: 'decided_by', type: 'varchar', length: 64, nullable: true })
  decidedBy!: string | null;

  @InstantColumn({ name: 'decided_at', nullable: true })
  decidedAt!: Date | null;
}
