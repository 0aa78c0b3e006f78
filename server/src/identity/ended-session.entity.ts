import { Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../platform/index.js';

/** A session that a citizen ended within the last day: other servers that remember it forget it. */
@Entity('ended_session')
export class EndedSession {
  /** SHA-256 of the token, hex. */
  @PrimaryColumn({ name: 'token_hash', type: 'varchar', length: 64 })
  tokenHash!: string;

  @InstantColumn({ name: 'ended_at' })
  endedAt!: Date;
}
