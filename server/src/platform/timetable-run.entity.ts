import { Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from './database/columns.js';

/** When each line of the timetable last ran, by the business clock. */
@Entity('timetable_run')
export class TimetableRun {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  name!: string;

  @InstantColumn({ name: 'last_run_at' })
  lastRunAt!: Date;
}
