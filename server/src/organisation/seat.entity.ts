import type { SeatRole } from '@minsheng/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Branded, IdColumn, InstantColumn } from '../platform/index.js';
import type { UnitId } from './unit.entity.js';

export type SeatId = Branded<'SeatId'>;
export const seatRoles = ['LEAD', 'DEPUTY', 'MEMBER', 'OFFICER'] as const satisfies readonly SeatRole[];

/** A named person's place in a unit (席位), from one instant until just before another. */
@Entity('seat')
export class Seat {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: SeatId;

  @IdColumn({ name: 'unit_id' })
  unitId!: UnitId;

  @Column({ type: 'varchar', length: 64 })
  title!: string;

  /** At most one LEAD sits in a unit at an instant. */
  @Column({ type: 'varchar', length: 8 })
  role!: SeatRole;

  @Column({ name: 'person_name', type: 'varchar', length: 64 })
  personName!: string;

  @InstantColumn({ name: 'valid_from' })
  validFrom!: Date;

  @InstantColumn({ name: 'valid_to', nullable: true })
  validTo!: Date | null;
}
