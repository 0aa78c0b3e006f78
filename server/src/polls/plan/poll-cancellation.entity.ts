import { Column, Entity, PrimaryColumn } from 'typeorm';
import { IdColumn, InstantColumn } from '../../platform/index.js';

/** Why a poll was called off (取消), and what the public was told when its plan was public. */
@Entity('poll_cancellation')
export class PollCancellation {
  @PrimaryColumn({ name: 'poll_id', type: 'varchar', length: 26 })
  pollId!: string;

  @Column({ type: 'varchar', length: 500 })
  reason!: string;

  @Column({ name: 'note_zh', type: 'varchar', length: 500, nullable: true })
  noteZh!: string | null;

  @Column({ name: 'note_en', type: 'varchar', length: 500, nullable: true })
  noteEn!: string | null;

  @IdColumn({ name: 'cancelled_by' })
  cancelledBy!: string;

  @InstantColumn({ name: 'cancelled_at' })
  cancelledAt!: Date;
}
