import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../platform/index.js';

/** The last code sent to a phone (验证码), and how many in a day. Real time. */
@Entity('phone_code')
export class PhoneCode {
  @PrimaryColumn({ name: 'phone_digest', type: 'varchar', length: 64 })
  phoneDigest!: string;

  @Column({ name: 'code_hash', type: 'varchar', length: 64 })
  codeHash!: string;

  @Column({ type: 'integer' })
  attempts!: number;

  @InstantColumn({ name: 'expires_at' })
  expiresAt!: Date;

  @InstantColumn({ name: 'last_sent_at' })
  lastSentAt!: Date;

  @InstantColumn({ name: 'day_started_at' })
  dayStartedAt!: Date;

  @Column({ name: 'sent_in_day', type: 'integer' })
  sentInDay!: number;
}
