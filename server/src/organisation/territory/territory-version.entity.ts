import type { BoundaryFault, Datum, TerritoryVersion as View } from '@minsheng/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Branded, InstantColumn, JsonColumn } from '../../platform/index.js';

export type TerritoryVersionId = Branded<'TerritoryVersionId'>;

/** The city's boundaries as one file brought them (边界版本). One is in force; what was located by an older one stays so. */
@Entity('territory_version')
export class TerritoryVersion {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: TerritoryVersionId;

  @Column({ type: 'integer' })
  no!: number;

  @Column({ type: 'varchar', length: 10 })
  state!: View['state'];

  /** Of the file; what is kept is GCJ-02. */
  @Column({ type: 'varchar', length: 8 })
  datum!: Datum;

  @Column({ type: 'varchar', length: 200 })
  source!: string;

  @Column({ name: 'file_hash', type: 'varchar', length: 64 })
  fileHash!: string;

  @Column({ type: 'integer' })
  areas!: number;

  @Column({ name: 'responsibility_areas', type: 'integer' })
  responsibilityAreas!: number;

  @JsonColumn()
  faults!: BoundaryFault[];

  @InstantColumn({ name: 'imported_at' })
  importedAt!: Date;

  @Column({ name: 'imported_by', type: 'varchar', length: 64 })
  importedBy!: string;

  /** The name with which that person signed in: who they are is known two floors up. */
  @Column({ name: 'imported_by_name', type: 'varchar', length: 64 })
  importedByName!: string;

  @Column({ name: 'published_by', type: 'varchar', length: 64, nullable: true })
  publishedBy!: string | null;

  @Column({ name: 'published_by_name', type: 'varchar', length: 64, nullable: true })
  publishedByName!: string | null;

  @InstantColumn({ name: 'valid_from', nullable: true })
  validFrom!: Date | null;

  @InstantColumn({ name: 'valid_to', nullable: true })
  validTo!: Date | null;
}
