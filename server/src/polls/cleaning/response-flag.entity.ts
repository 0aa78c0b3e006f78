import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FlagCode } from '@minsheng/contracts';
import { IdColumn, InstantColumn } from '../../platform/index.js';

/** A suspicion about one answer (质检标记): it is held until somebody decides. */
@Entity('response_flag')
export class ResponseFlag {
  @PrimaryColumn({ name: 'poll_id', type: 'varchar', length: 26 })
  pollId!: string;

  @PrimaryColumn({ type: 'integer' })
  batch!: number;

  @PrimaryColumn({ type: 'integer' })
  position!: number;

  @PrimaryColumn({ type: 'varchar', length: 16 })
  code!: FlagCode;

  @InstantColumn({ name: 'held_at' })
  heldAt!: Date;
}

/** A person's decision on a held answer (判定); the newest one holds. */
@Entity('response_decision')
export class ResponseDecision {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: string;

  @IdColumn({ name: 'poll_id' })
  pollId!: string;

  @Column({ type: 'integer' })
  batch!: number;

  @Column({ type: 'integer' })
  position!: number;

  @Column({ type: 'varchar', length: 8 })
  decision!: 'VALID' | 'EXCLUDED';

  @Column({ type: 'varchar', length: 500 })
  note!: string;

  @IdColumn({ name: 'decided_by' })
  decidedBy!: string;

  @InstantColumn({ name: 'decided_at' })
  decidedAt!: Date;
}
