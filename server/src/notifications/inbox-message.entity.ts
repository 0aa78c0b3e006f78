import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Branded, IdColumn, InstantColumn } from '../platform/index.js';

export type InboxMessageId = Branded<'InboxMessageId'>;

/** A line of an inbox (消息): state, number, time and link; never what somebody reported. */
@Entity('inbox_message')
export class InboxMessageRow {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: InboxMessageId;

  /** `citizen:<id>` or `unit:<id>`: a unit's workspace is read by all who work in it. */
  @Column({ type: 'varchar', length: 40 })
  recipient!: string;

  /** The ledger entry it comes from: told once, however often the reaction runs. */
  @Column({ name: 'entry_sequence', type: 'integer' })
  entrySequence!: number;

  @InstantColumn()
  at!: Date;

  /** Action of the entry, `reports.accepted`. */
  @Column({ type: 'varchar', length: 40 })
  kind!: string;

  @Column({ name: 'title_zh', type: 'varchar', length: 60 })
  titleZh!: string;

  @Column({ name: 'title_en', type: 'varchar', length: 120 })
  titleEn!: string;

  @Column({ name: 'body_zh', type: 'varchar', length: 300 })
  bodyZh!: string;

  @Column({ name: 'body_en', type: 'varchar', length: 300 })
  bodyEn!: string;

  /** `report:<id>`, `issue:<id>`. */
  @Column({ type: 'varchar', length: 40 })
  subject!: string;

  @InstantColumn({ name: 'read_at', nullable: true })
  readAt!: Date | null;

  @IdColumn({ name: 'read_by', nullable: true })
  readBy!: string | null;
}
