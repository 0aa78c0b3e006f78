import type { GroupPurpose } from '@minsheng/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { IdColumn, InstantColumn } from '../platform/index.js';
import type { UnitId } from './unit.entity.js';
import type { UnitGroupId } from './unit-group.entity.js';

/** A unit's time in a group. For one purpose a unit is in one group at an instant. */
@Entity('group_membership')
export class GroupMembership {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: string;

  @IdColumn({ name: 'group_id' })
  groupId!: UnitGroupId;

  @Column({ type: 'varchar', length: 9 })
  purpose!: GroupPurpose;

  @IdColumn({ name: 'unit_id' })
  unitId!: UnitId;

  @InstantColumn({ name: 'valid_from' })
  validFrom!: Date;

  @InstantColumn({ name: 'valid_to', nullable: true })
  validTo!: Date | null;
}
