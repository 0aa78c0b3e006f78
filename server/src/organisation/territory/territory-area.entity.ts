import type { ChiefType, TerritoryKind } from '@minsheng/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Branded, IdColumn, JsonColumn } from '../../platform/index.js';
import type { SeatId } from '../seat.entity.js';
import type { UnitId } from '../unit.entity.js';
import type { Polygons } from './shapes.js';
import type { TerritoryVersionId } from './territory-version.entity.js';

export type TerritoryAreaId = Branded<'TerritoryAreaId'>;

/** An area (属地) or a responsibility area (责任区) of one version, never changed. */
@Entity('territory_area')
export class TerritoryArea {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: TerritoryAreaId;

  @IdColumn({ name: 'version_id' })
  versionId!: TerritoryVersionId;

  @Column({ type: 'varchar', length: 64 })
  code!: string;

  @Column({ type: 'varchar', length: 14 })
  kind!: TerritoryKind;

  @Column({ name: 'name_zh', type: 'varchar', length: 120 })
  nameZh!: string;

  @Column({ name: 'name_en', type: 'varchar', length: 240 })
  nameEn!: string;

  /** Whose government, or which unit answers for it; null: the file names none that exists. */
  @IdColumn({ name: 'unit_id', nullable: true })
  unitId!: UnitId | null;

  /** A responsibility area's area. */
  @Column({ name: 'parent_code', type: 'varchar', length: 64, nullable: true })
  parentCode!: string | null;

  @Column({ name: 'chief_type', type: 'varchar', length: 5 })
  chiefType!: ChiefType;

  /** The seat of the person who answers for it. */
  @IdColumn({ name: 'person_seat_id', nullable: true })
  personSeatId!: SeatId | null;

  /** Polygons, GCJ-02, every ring closed. */
  @JsonColumn()
  geometry!: Polygons;
}
