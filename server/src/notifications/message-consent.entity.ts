import type { MessageTemplate } from '@minsheng/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Branded, IdColumn, InstantColumn } from '../platform/index.js';

export type MessageConsentId = Branded<'MessageConsentId'>;

/** A citizen allowed one message outside of the app (一次性订阅): one consent, one message. */
@Entity('message_consent')
export class MessageConsent {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: MessageConsentId;

  @IdColumn({ name: 'citizen_id' })
  citizenId!: string;

  @Column({ type: 'varchar', length: 16 })
  template!: MessageTemplate;

  @Column({ type: 'varchar', length: 40 })
  subject!: string;

  @InstantColumn({ name: 'given_at' })
  givenAt!: Date;

  /** The ledger entry that it is used for; null: not used. */
  @Column({ name: 'entry_sequence', type: 'integer', nullable: true })
  entrySequence!: number | null;

  @InstantColumn({ name: 'sent_at', nullable: true })
  sentAt!: Date | null;
}
