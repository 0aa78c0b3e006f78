import type {
  Datum,
  LocationFlag,
  PointSource,
  RejectionReason,
  ReportChannel,
  ReportState,
} from '@minsheng/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Branded, IdColumn, InstantColumn, JsonColumn } from '../platform/index.js';

export type ReportId = Branded<'ReportId'>;
export type Safety = 'PASS' | 'REVIEW' | 'BLOCK';

/**
 * What somebody found wrong (随手拍上报). Nothing in it tells who: that stands in `report_reporter`, which no view of the
 * desk or of a unit reads. Never deleted; a withdrawn one is hidden.
 */
@Entity('report')
export class Report {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: ReportId;

  /** `SP-20260412-00031`: the Shanghai day and a number in it without gaps. Never changes. */
  @Column({ type: 'varchar', length: 17 })
  number!: string;

  @Column({ type: 'varchar', length: 14 })
  channel!: ReportChannel;

  @Column({ type: 'varchar', length: 9 })
  state!: ReportState;

  /** Code of the scheme's category; of an imported report the word of its file. */
  @Column({ type: 'varchar', length: 64 })
  category!: string;

  @Column({ type: 'text', nullable: true })
  text!: string | null;

  @Column({ name: 'place_text', type: 'varchar', length: 300, nullable: true })
  placeText!: string | null;

  /** Degrees as they were sent, in `datum`. */
  @Column({ name: 'given_lng', type: 'double precision', nullable: true })
  givenLng!: number | null;

  @Column({ name: 'given_lat', type: 'double precision', nullable: true })
  givenLat!: number | null;

  @Column({ type: 'varchar', length: 8, nullable: true })
  datum!: Datum | null;

  @Column({ name: 'accuracy_metres', type: 'double precision', nullable: true })
  accuracyMetres!: number | null;

  @Column({ name: 'point_source', type: 'varchar', length: 8, nullable: true })
  pointSource!: PointSource | null;

  /** Degrees, GCJ-02: what is compared and shown. */
  @Column({ type: 'double precision', nullable: true })
  lng!: number | null;

  @Column({ type: 'double precision', nullable: true })
  lat!: number | null;

  /** Known to lie outside the city; a report without a position is not. */
  @Column({ name: 'is_outside', type: 'boolean' })
  isOutside!: boolean;

  @JsonColumn({ name: 'location_flags' })
  locationFlags!: LocationFlag[];

  /** Version of the boundaries that located it, for good. */
  @IdColumn({ name: 'territory_version_id', nullable: true })
  territoryVersionId!: string | null;

  @Column({ name: 'area_code', type: 'varchar', length: 64, nullable: true })
  areaCode!: string | null;

  @Column({ name: 'area_name_zh', type: 'varchar', length: 120, nullable: true })
  areaNameZh!: string | null;

  @Column({ name: 'area_name_en', type: 'varchar', length: 240, nullable: true })
  areaNameEn!: string | null;

  /** Territorial unit of the area: whose officers may look after the report. */
  @IdColumn({ name: 'area_unit_id', nullable: true })
  areaUnitId!: string | null;

  /** Unit of the smallest responsibility area. */
  @IdColumn({ name: 'responsibility_unit_id', nullable: true })
  responsibilityUnitId!: string | null;

  /** Ids of the pictures, in the order they were taken. */
  @JsonColumn()
  photos!: string[];

  /** The phone's time. */
  @InstantColumn({ name: 'taken_at' })
  takenAt!: Date;

  @InstantColumn({ name: 'submitted_at' })
  submittedAt!: Date;

  /** Acceptance is decided until then; null for history that was brought in. */
  @InstantColumn({ name: 'accept_by', nullable: true })
  acceptBy!: Date | null;

  /** When the desk was told that `acceptBy` had passed. */
  @InstantColumn({ name: 'overdue_told_at', nullable: true })
  overdueToldAt!: Date | null;

  @Column({ type: 'varchar', length: 6, nullable: true })
  safety!: Safety | null;

  /** The open matter that the person asked to follow instead; the desk decides. */
  @IdColumn({ name: 'joins_id', nullable: true })
  joinsId!: string | null;

  /** Points are for the earliest valid report of an issue; staff are excluded (BR-24). */
  @Column({ name: 'is_reward_eligible', type: 'boolean' })
  isRewardEligible!: boolean;

  @Column({ name: 'rejection_reason', type: 'varchar', length: 24, nullable: true })
  rejectionReason!: RejectionReason | null;

  @Column({ name: 'rejection_note', type: 'varchar', length: 500, nullable: true })
  rejectionNote!: string | null;

  @Column({ name: 'rejected_by', type: 'varchar', length: 60, nullable: true })
  rejectedBy!: string | null;

  @InstantColumn({ name: 'rejected_at', nullable: true })
  rejectedAt!: Date | null;

  @Column({ name: 'appeal_reason', type: 'varchar', length: 500, nullable: true })
  appealReason!: string | null;

  @InstantColumn({ name: 'appealed_at', nullable: true })
  appealedAt!: Date | null;

  @Column({ type: 'varchar', length: 500, nullable: true })
  question!: string | null;

  @InstantColumn({ name: 'asked_at', nullable: true })
  askedAt!: Date | null;

  @InstantColumn({ name: 'asked_until', nullable: true })
  askedUntil!: Date | null;

  @InstantColumn({ name: 'ask_told_at', nullable: true })
  askToldAt!: Date | null;

  @IdColumn({ name: 'issue_id', nullable: true })
  issueId!: string | null;

  @Column({ name: 'issue_number', type: 'varchar', length: 32, nullable: true })
  issueNumber!: string | null;

  /** The unit that has it now, as the issues say. */
  @IdColumn({ name: 'unit_id', nullable: true })
  unitId!: string | null;

  @InstantColumn({ name: 'unit_started_at', nullable: true })
  unitStartedAt!: Date | null;

  @InstantColumn({ name: 'unit_due_at', nullable: true })
  unitDueAt!: Date | null;

  /** When the unit said it was done; taken back when the check failed. */
  @InstantColumn({ name: 'unit_ended_at', nullable: true })
  unitEndedAt!: Date | null;

  @InstantColumn({ name: 'resolved_at', nullable: true })
  resolvedAt!: Date | null;

  /** How often its issue was closed; each closing may be rated once. */
  @Column({ type: 'integer' })
  closings!: number;

  @InstantColumn({ name: 'not_fixed_at', nullable: true })
  notFixedAt!: Date | null;
}

/**
 * Who reported, apart from what: read by the citizen's own pages and by the logged act of `reveal-reporter.ts` alone.
 */
@Entity('report_reporter')
export class ReportReporter {
  @PrimaryColumn({ name: 'report_id', type: 'varchar', length: 26 })
  reportId!: ReportId;

  /** The citizen, or the member of the staff who wrote down a call, or the import. */
  @Column({ name: 'sender_id', type: 'varchar', length: 60 })
  senderId!: string;

  /** ULID made with the draft. */
  @Column({ name: 'client_id', type: 'varchar', length: 26 })
  clientId!: string;

  @InstantColumn({ name: 'sent_at' })
  sentAt!: Date;

  @IdColumn({ name: 'citizen_id', nullable: true })
  citizenId!: string | null;

  /** Towards the office; units never see who reported, anonymous or not. */
  @Column({ name: 'is_anonymous', type: 'boolean' })
  isAnonymous!: boolean;

  /** Name and telephone of a caller, sealed with the key of the data folder. */
  @Column({ name: 'sealed_contact', type: 'text', nullable: true })
  sealedContact!: string | null;
}

/** The last number given out on a Shanghai day: taken inside the report's own transaction, so that none is left out. */
@Entity('report_day')
export class ReportDay {
  @PrimaryColumn({ type: 'varchar', length: 10 })
  day!: string;

  @Column({ name: 'last_number', type: 'integer' })
  lastNumber!: number;
}

/** Which row of which register a report was brought in from: no row comes in twice. */
@Entity('report_import')
export class ReportImport {
  /** The name of the register, and the row's own key in it. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  source!: string;

  @PrimaryColumn({ name: 'source_key', type: 'varchar', length: 64 })
  sourceKey!: string;

  @IdColumn({ name: 'report_id' })
  reportId!: ReportId;
}
