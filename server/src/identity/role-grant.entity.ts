import type { Role } from '@minsheng/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Branded, IdColumn, InstantColumn } from '../platform/index.js';
import type { PersonId } from './person.entity.js';

export type RoleGrantId = Branded<'RoleGrantId'>;

/** A role held in a unit (授权), from one business instant until just before another. */
@Entity('role_grant')
export class RoleGrant {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: RoleGrantId;

  @IdColumn({ name: 'person_id' })
  personId!: PersonId;

  @Column({ type: 'varchar', length: 16 })
  role!: Role;

  @IdColumn({ name: 'unit_id' })
  unitId!: string;

  @InstantColumn({ name: 'valid_from' })
  validFrom!: Date;

  @InstantColumn({ name: 'valid_to', nullable: true })
  validTo!: Date | null;
}
