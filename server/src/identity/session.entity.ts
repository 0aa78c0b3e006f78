import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Branded, IdColumn, InstantColumn } from '../platform/index.js';
import type { CitizenId } from './citizen.entity.js';
import type { PersonId } from './person.entity.js';

export type SessionId = Branded<'SessionId'>;

/** Proof that somebody signed in (会话). Real time: a demonstration's clock does not sign anybody out. */
@Entity('session')
export class Session {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: SessionId;

  /** SHA-256 of the token, hex; the token itself is nowhere. */
  @Column({ name: 'token_hash', type: 'varchar', length: 64 })
  tokenHash!: string;

  @Column({ type: 'varchar', length: 7 })
  kind!: 'STAFF' | 'CITIZEN';

  @IdColumn({ name: 'person_id', nullable: true })
  personId!: PersonId | null;

  @IdColumn({ name: 'citizen_id', nullable: true })
  citizenId!: CitizenId | null;

  @InstantColumn({ name: 'created_at' })
  createdAt!: Date;

  /** To a tenth of the time a session may lie idle. */
  @InstantColumn({ name: 'last_seen_at' })
  lastSeenAt!: Date;

  @InstantColumn({ name: 'expires_at' })
  expiresAt!: Date;
}
