import type { GroupPurpose } from '@minsheng/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Branded } from '../platform/index.js';

export type UnitGroupId = Branded<'UnitGroupId'>;
export const groupPurposes = ['RANKING', 'APPRAISAL', 'WINDOW'] as const satisfies readonly GroupPurpose[];

/** Units that are compared with each other (分组), for one purpose. */
@Entity('unit_group')
export class UnitGroup {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: UnitGroupId;

  @Column({ type: 'varchar', length: 64 })
  code!: string;

  @Column({ name: 'name_zh', type: 'varchar', length: 120 })
  nameZh!: string;

  @Column({ name: 'name_en', type: 'varchar', length: 240 })
  nameEn!: string;

  @Column({ type: 'varchar', length: 9 })
  purpose!: GroupPurpose;
}
