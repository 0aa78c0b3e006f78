import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Branded, InstantColumn } from '../platform/index.js';

export type PersonId = Branded<'PersonId'>;

/** A member of staff with an account of his or her own (工作人员); accounts are never shared. All times here are real time. */
@Entity('person')
export class Person {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: PersonId;

  /** What is typed at sign-in; lower case. */
  @Column({ type: 'varchar', length: 64 })
  name!: string;

  @Column({ name: 'display_name', type: 'varchar', length: 64 })
  displayName!: string;

  /** `scrypt$N$r$p$salt$hash`. */
  @Column({ name: 'password_hash', type: 'varchar', length: 200 })
  passwordHash!: string;

  /** Sealed with the identity key; the person's id is bound into the seal. */
  @Column({ name: 'totp_secret', type: 'varchar', length: 200 })
  totpSecret!: string;

  /** The 30-second step of the last code that let the person in: no code works twice. */
  @Column({ name: 'last_totp_counter', type: 'integer' })
  lastTotpCounter!: number;

  /** Refused sign-ins since the last good one. */
  @Column({ name: 'failed_attempts', type: 'integer' })
  failedAttempts!: number;

  @InstantColumn({ name: 'locked_until', nullable: true })
  lockedUntil!: Date | null;

  @Column({ type: 'varchar', length: 9 })
  state!: 'ACTIVE' | 'SUSPENDED';

  /** Only for the invented people of a demonstration, whose sign-ins are shown to everybody; they cannot enter a city. */
  @Column({ name: 'demonstration_password', type: 'varchar', length: 64, nullable: true })
  demonstrationPassword!: string | null;

  @InstantColumn({ name: 'created_at' })
  createdAt!: Date;
}
