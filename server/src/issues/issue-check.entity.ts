import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Branded, IdColumn, InstantColumn, JsonColumn } from '../platform/index.js';
import type { IssueId } from './issue.entity.js';

export type RectificationId = Branded<'RectificationId'>;

/** The unit says that it is done (整改), and shows it. */
@Entity('issue_rectification')
export class IssueRectification {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: RectificationId;

  @IdColumn({ name: 'issue_id' })
  issueId!: IssueId;

  @IdColumn({ name: 'unit_id' })
  unitId!: string;

  @Column({ type: 'varchar', length: 1000 })
  text!: string;

  /** Photo ids. */
  @JsonColumn()
  photos!: string[];

  /** Between the issue's point and where it was said to be done; null without a place. */
  @Column({ type: 'integer', nullable: true })
  metres!: number | null;

  @IdColumn({ name: 'submitted_by' })
  submittedBy!: string;

  @InstantColumn({ name: 'submitted_at' })
  submittedAt!: Date;
}

/** Somebody of another unit looked whether it is done (核查, BR-17). */
@Entity('issue_verification')
export class IssueVerification {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: Branded<'IssueVerificationId'>;

  @IdColumn({ name: 'issue_id' })
  issueId!: IssueId;

  @IdColumn({ name: 'rectification_id' })
  rectificationId!: RectificationId;

  @Column({ type: 'varchar', length: 6 })
  kind!: 'DESK' | 'ONSITE';

  @Column({ type: 'varchar', length: 4 })
  result!: 'PASS' | 'FAIL';

  @Column({ type: 'varchar', length: 500, nullable: true })
  reason!: string | null;

  @JsonColumn()
  photos!: string[];

  /** Unit of the verifier. */
  @IdColumn({ name: 'unit_id' })
  unitId!: string;

  /** The unit that answers for the work; the database refuses it as verifier. */
  @IdColumn({ name: 'handler_unit_id' })
  handlerUnitId!: string;

  @IdColumn({ name: 'verified_by' })
  verifiedBy!: string;

  @InstantColumn({ name: 'verified_at' })
  verifiedAt!: Date;
}
