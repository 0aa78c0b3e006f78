import type { UnitKind, UnitState } from '@minsheng/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Branded, IdColumn, InstantColumn } from '../platform/index.js';

export type UnitId = Branded<'UnitId'>;

/** One body that answers for something (单位): headquarters, office, government, department, town, community, window. */
@Entity('unit')
export class Unit {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: UnitId;

  /** The city's own code; never reused. */
  @Column({ type: 'varchar', length: 64 })
  code!: string;

  @Column({ name: 'name_zh', type: 'varchar', length: 120 })
  nameZh!: string;

  @Column({ name: 'name_en', type: 'varchar', length: 240 })
  nameEn!: string;

  @Column({ type: 'varchar', length: 16 })
  kind!: UnitKind;

  @Column({ name: 'level_rank', type: 'integer' })
  levelRank!: number;

  @IdColumn({ name: 'parent_id', nullable: true })
  parentId!: UnitId | null;

  /** `/grandparent/parent/own/`: a subtree is a prefix. */
  @Column({ type: 'text' })
  path!: string;

  /** 属地: who organises it where it stands. A resident unit (驻地单位) has this and a superior. */
  @IdColumn({ name: 'territorial_parent_id', nullable: true })
  territorialParentId!: UnitId | null;

  /** 主管: who may deal with it when the area may only suggest. */
  @IdColumn({ name: 'superior_id', nullable: true })
  superiorId!: UnitId | null;

  /** The short mark in its document numbers (发文代字). */
  @Column({ name: 'doc_code', type: 'varchar', length: 32, nullable: true })
  docCode!: string | null;

  @InstantColumn({ name: 'valid_from' })
  validFrom!: Date;

  /** Set when merged or closed; it stood until just before this instant. */
  @InstantColumn({ name: 'valid_to', nullable: true })
  validTo!: Date | null;

  @Column({ type: 'varchar', length: 8 })
  state!: UnitState;

  @IdColumn({ name: 'merged_into_id', nullable: true })
  mergedIntoId!: UnitId | null;
}
