import type { ReportEvent as EventView, ReportView } from '@minsheng/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Branded, IdColumn, InstantColumn, JsonColumn } from '../platform/index.js';
import type { ReportId } from './report.entity.js';

export type EvidenceId = Branded<'EvidenceId'>;
/** What a reporter may ask by a letter. */
export type LetterMove = ReportView['may'][number];

/** A line of the citizen's timeline (办理经过). It names units, never who acted. */
@Entity('report_event')
export class ReportEvent {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: string;

  @IdColumn({ name: 'report_id' })
  reportId!: ReportId;

  @InstantColumn()
  at!: Date;

  @Column({ type: 'varchar', length: 12 })
  kind!: EventView['kind'];

  @IdColumn({ name: 'unit_id', nullable: true })
  unitId!: string | null;

  @Column({ name: 'note_zh', type: 'varchar', length: 500, nullable: true })
  noteZh!: string | null;

  @Column({ name: 'note_en', type: 'varchar', length: 500, nullable: true })
  noteEn!: string | null;

  /** Ids of pictures that came with it. */
  @JsonColumn()
  photos!: string[];

  /** The ledger entry it was taken from: an entry told twice makes one line. */
  @Column({ name: 'entry_sequence', type: 'integer', nullable: true })
  entrySequence!: number | null;
}

/** What the reporter brought later: asked for, or to show that it is not fixed. */
@Entity('report_evidence')
export class ReportEvidence {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: EvidenceId;

  @IdColumn({ name: 'report_id' })
  reportId!: ReportId;

  @Column({ type: 'varchar', length: 9 })
  kind!: 'GIVEN' | 'NOT_FIXED';

  @Column({ type: 'varchar', length: 1000, nullable: true })
  text!: string | null;

  @JsonColumn()
  photos!: string[];

  @InstantColumn()
  at!: Date;
}

/** How satisfied the reporter was with a closing: 1 very satisfied to 5 very dissatisfied. */
@Entity('report_rating')
export class ReportRating {
  @PrimaryColumn({ name: 'report_id', type: 'varchar', length: 26 })
  reportId!: ReportId;

  /** 1 the first closing, 2 the one after a "not fixed". */
  @PrimaryColumn({ type: 'integer' })
  closing!: number;

  @Column({ type: 'integer' })
  effect!: number;

  @Column({ type: 'integer', nullable: true })
  service!: number | null;

  @Column({ type: 'varchar', length: 1000, nullable: true })
  text!: string | null;

  @InstantColumn()
  at!: Date;
}

/** A letter of the reporter that has been done: the same one sent again, its answer lost, does nothing more. */
@Entity('report_letter')
export class ReportLetter {
  @PrimaryColumn({ name: 'report_id', type: 'varchar', length: 26 })
  reportId!: ReportId;

  @PrimaryColumn({ type: 'varchar', length: 9 })
  move!: LetterMove;

  /** Made on the phone with the letter. Whose it is, `report_reporter` alone says. */
  @PrimaryColumn({ name: 'client_id', type: 'varchar', length: 26 })
  clientId!: string;

  @InstantColumn()
  at!: Date;
}
