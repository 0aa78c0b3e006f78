import type { IssueOrigin, IssueState } from '@minsheng/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Branded, IdColumn, InstantColumn, JsonColumn } from '../platform/index.js';
import type { AlarmKind } from './issue-clock.js';
import type { GradeCode } from './issue-rules.js';

export type IssueId = Branded<'IssueId'>;

/**
 * Something the city has to cure (问题), with a clock. The database keeps that it always has an owner and a due date
 * (INV-08), that nothing is assigned without the five fixes (五定, BR-13), and that only a check by another unit closes it.
 */
@Entity('issue')
export class Issue {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: IssueId;

  /** `WT-20260412-00031`; never reused, kept when reopened. */
  @Column({ type: 'varchar', length: 20 })
  number!: string;

  /** Raised by one with every change: two at once are noticed. */
  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'varchar', length: 9 })
  origin!: IssueOrigin;

  @Column({ type: 'varchar', length: 16 })
  state!: IssueState;

  @Column({ type: 'varchar', length: 64 })
  category!: string;

  /** Class of a hot issue (三类问题); null where it is none. */
  @Column({ name: 'hot_class', type: 'varchar', length: 32, nullable: true })
  hotClass!: string | null;

  @Column({ type: 'varchar', length: 16 })
  grade!: GradeCode;

  /** 1 is nearest to the ground. */
  @Column({ type: 'integer' })
  tier!: number;

  @Column({ name: 'area_code', type: 'varchar', length: 64, nullable: true })
  areaCode!: string | null;

  @Column({ name: 'area_zh', type: 'varchar', length: 120, nullable: true })
  areaZh!: string | null;

  @Column({ name: 'area_en', type: 'varchar', length: 240, nullable: true })
  areaEn!: string | null;

  /** The territorial government of the place. */
  @IdColumn({ name: 'area_unit_id', nullable: true })
  areaUnitId!: string | null;

  /** Unit of the smallest responsibility area. */
  @IdColumn({ name: 'responsibility_unit_id', nullable: true })
  responsibilityUnitId!: string | null;

  /** Degrees, GCJ-02; null for an issue without a place. */
  @Column({ type: 'double precision', nullable: true })
  lng!: number | null;

  @Column({ type: 'double precision', nullable: true })
  lat!: number | null;

  @Column({ name: 'place_text', type: 'varchar', length: 300, nullable: true })
  placeText!: string | null;

  @Column({ type: 'text', nullable: true })
  text!: string | null;

  /** The earliest report of it. */
  @IdColumn({ name: 'report_id', nullable: true })
  reportId!: string | null;

  /** How many reports are followed together. */
  @Column({ type: 'integer' })
  reports!: number;

  /** The picture on the list. */
  @IdColumn({ name: 'photo_id', nullable: true })
  photoId!: string | null;

  /** Photo ids of the finding, where no report brought them. */
  @JsonColumn()
  photos!: string[];

  /** Whom the finder thinks right, e.g. a resident unit of the area. */
  @IdColumn({ name: 'proposed_unit_id', nullable: true })
  proposedUnitId!: string | null;

  /** Who has it now: the office until it is assigned, then the lead. */
  @IdColumn({ name: 'owner_unit_id' })
  ownerUnitId!: string;

  @IdColumn({ name: 'lead_unit_id', nullable: true })
  leadUnitId!: string | null;

  /** 定人: who answers for it in the unit. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  person!: string | null;

  /** 定任务. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  task!: string | null;

  /** 定时限; before the assignment, until when the office dispatches. */
  @InstantColumn({ name: 'due_at' })
  dueAt!: Date;

  /** 定责任. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  responsibility!: string | null;

  /** 定奖惩. */
  @Column({ name: 'reward_penalty', type: 'varchar', length: 500, nullable: true })
  rewardPenalty!: string | null;

  @InstantColumn({ name: 'raised_at' })
  raisedAt!: Date;

  /** The unit's clock starts here. */
  @InstantColumn({ name: 'assigned_at', nullable: true })
  assignedAt!: Date | null;

  /** Due date as first set; extensions are measured by it. */
  @InstantColumn({ name: 'first_due_at', nullable: true })
  firstDueAt!: Date | null;

  /** Until when the present step is to be done: dispatch, sign, decide, check. */
  @InstantColumn({ name: 'step_due_at', nullable: true })
  stepDueAt!: Date | null;

  /** When the unit said that it is done: the clock stands still from here until somebody has checked. */
  @InstantColumn({ name: 'rectified_at', nullable: true })
  rectifiedAt!: Date | null;

  @IdColumn({ name: 'rectification_id', nullable: true })
  rectificationId!: string | null;

  @InstantColumn({ name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  /** Set by the clock once the due date has passed; null again when more time is given. */
  @InstantColumn({ name: 'overdue_at', nullable: true })
  overdueAt!: Date | null;

  @Column({ name: 'next_alarm', type: 'varchar', length: 8, nullable: true })
  nextAlarm!: AlarmKind | null;

  @InstantColumn({ name: 'next_alarm_at', nullable: true })
  nextAlarmAt!: Date | null;

  /** Times that a check failed. */
  @Column({ type: 'integer' })
  returns!: number;

  @Column({ type: 'integer' })
  reopenings!: number;

  /** Times that a unit said it is not its own, since the last assignment. */
  @Column({ type: 'integer' })
  refusals!: number;

  /** The office has decided after the second refusal: no unit refuses it any more. */
  @Column({ name: 'is_binding', type: 'boolean' })
  isBinding!: boolean;

  /** Who is asked to take it over; in TRANSFER_ASKED only. */
  @IdColumn({ name: 'successor_unit_id', nullable: true })
  successorUnitId!: string | null;

  /** Extensions asked for since the last assignment. */
  @Column({ type: 'integer' })
  extensions!: number;

  /** What the public is told of works that go over the year (挂账). */
  @Column({ name: 'carried_text', type: 'varchar', length: 500, nullable: true })
  carriedText!: string | null;

  /** The closed issue of the same category that stood here not long ago. */
  @IdColumn({ name: 'recurrence_of', nullable: true })
  recurrenceOf!: string | null;
}

/** The last number given out on a day. */
@Entity('issue_serial')
export class IssueSerial {
  @PrimaryColumn({ type: 'varchar', length: 8 })
  day!: string;

  @Column({ type: 'integer' })
  last!: number;
}
