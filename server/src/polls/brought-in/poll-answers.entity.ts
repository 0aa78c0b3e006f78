import { Column, Entity, PrimaryColumn } from 'typeorm';
import { BytesColumn } from '../../platform/index.js';

/** The closed batch of answers of one brought-in survey (`answer-columns.ts`). Written once, never changed. */
@Entity('poll_answers')
export class PollAnswers {
  @PrimaryColumn({ name: 'poll_id', type: 'varchar', length: 26 })
  pollId!: string;

  @BytesColumn()
  columns!: Buffer;

  @Column({ type: 'varchar', length: 64 })
  hash!: string;
}
