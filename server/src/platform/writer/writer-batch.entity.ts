import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../database/columns.js';

/** One committed batch of hot rows (批次), written with them in one transaction. Append-only. */
@Entity('writer_batch')
export class WriterBatch {
  /** Rises; a number may be missing where a batch failed on PostgreSQL. */
  @PrimaryColumn({ type: 'integer' })
  number!: number;

  @Column({ name: 'hot_table', type: 'varchar', length: 64 })
  hotTable!: string;

  /** Rows written; a resent one does not count again. */
  @Column({ type: 'integer' })
  entries!: number;

  /** SHA-256, hex, of the rows' sealed bytes in order of position (entry-codec.ts). */
  @Column({ type: 'varchar', length: 64 })
  sha256!: string;

  @InstantColumn({ name: 'committed_at' })
  committedAt!: Date;
}

/** Which batches stand in the ledger. Written by `works.write` alone, so that each table keeps one writer. Append-only. */
@Entity('chained_batch')
export class ChainedBatch {
  @PrimaryColumn({ type: 'integer' })
  number!: number;
}
