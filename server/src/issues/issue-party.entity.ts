import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Branded, IdColumn, InstantColumn } from '../platform/index.js';
import type { IssueId } from './issue.entity.js';

export type PartyRole = 'LEAD' | 'SUPPORT' | 'DELEGATE' | 'SUCCESSOR' | 'AREA';

/** A unit that has to do with an issue: these units, and what is above them, see it. */
@Entity('issue_party')
export class IssueParty {
  @PrimaryColumn({ name: 'issue_id', type: 'varchar', length: 26 })
  issueId!: IssueId;

  @PrimaryColumn({ name: 'unit_id', type: 'varchar', length: 26 })
  unitId!: string;

  @PrimaryColumn({ type: 'varchar', length: 9 })
  role!: PartyRole;
}

/** A unit said that an issue is not its own, and whose it is (首接负责, BR-21). */
@Entity('issue_transfer')
export class IssueTransfer {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: Branded<'IssueTransferId'>;

  @IdColumn({ name: 'issue_id' })
  issueId!: IssueId;

  @IdColumn({ name: 'from_unit_id' })
  fromUnitId!: string;

  @IdColumn({ name: 'to_unit_id' })
  toUnitId!: string;

  @Column({ type: 'varchar', length: 500 })
  reason!: string;

  @IdColumn({ name: 'asked_by' })
  askedBy!: string;

  @InstantColumn({ name: 'asked_at' })
  askedAt!: Date;

  /** By the successor (ACCEPTED, REFUSED) or by the office (DECIDED); null: open. */
  @Column({ type: 'varchar', length: 8, nullable: true })
  decision!: 'ACCEPTED' | 'REFUSED' | 'DECIDED' | null;

  @IdColumn({ name: 'decided_unit_id', nullable: true })
  decidedUnitId!: string | null;

  @IdColumn({ name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @InstantColumn({ name: 'decided_at', nullable: true })
  decidedAt!: Date | null;
}

/** More time was asked for (延期). */
@Entity('issue_extension')
export class IssueExtension {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: Branded<'IssueExtensionId'>;

  @IdColumn({ name: 'issue_id' })
  issueId!: IssueId;

  @Column({ type: 'varchar', length: 500 })
  reason!: string;

  @Column({ type: 'varchar', length: 1000 })
  plan!: string;

  @InstantColumn({ name: 'old_due' })
  oldDue!: Date;

  @InstantColumn({ name: 'new_due' })
  newDue!: Date;

  @IdColumn({ name: 'asked_by' })
  askedBy!: string;

  @InstantColumn({ name: 'asked_at' })
  askedAt!: Date;

  @Column({ type: 'varchar', length: 7, nullable: true })
  decision!: 'GRANTED' | 'REFUSED' | null;

  /** The database refuses whoever asked. */
  @IdColumn({ name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @InstantColumn({ name: 'decided_at', nullable: true })
  decidedAt!: Date | null;
}

/** The lead handed it on one level down (交办, BR-16) and stays answerable. */
@Entity('issue_delegation')
export class IssueDelegation {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: Branded<'IssueDelegationId'>;

  @IdColumn({ name: 'issue_id' })
  issueId!: IssueId;

  @IdColumn({ name: 'from_unit_id' })
  fromUnitId!: string;

  @IdColumn({ name: 'to_unit_id' })
  toUnitId!: string;

  @Column({ type: 'varchar', length: 500 })
  task!: string;

  @InstantColumn({ name: 'due_at' })
  dueAt!: Date;

  @IdColumn({ name: 'delegated_by' })
  delegatedBy!: string;

  @InstantColumn({ name: 'delegated_at' })
  delegatedAt!: Date;
}
