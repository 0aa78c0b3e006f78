import { Column, Entity, PrimaryColumn } from 'typeorm';
import { BytesColumn, IdColumn, InstantColumn } from '../database/columns.js';

/** A citizen's announced upload (上传回执): what is coming, by content hash. Written by the hot writer alone. */
@Entity('intake_receipt')
export class IntakeReceipt {
  @PrimaryColumn({ type: 'integer' })
  batch!: number;

  /** Within the batch; a resent entry leaves a gap. */
  @PrimaryColumn({ type: 'integer' })
  position!: number;

  /** 16 bytes of the ULID that the client made. */
  @BytesColumn()
  id!: Buffer;

  @IdColumn()
  person!: string;

  @InstantColumn({ name: 'received_at' })
  receivedAt!: Date;

  /** Compact record (intake-receipts.ts). */
  @BytesColumn()
  payload!: Buffer;
}

/** Sums over the receipts, kept in the same transaction. */
@Entity('intake_tally')
export class IntakeTally {
  @PrimaryColumn({ type: 'varchar', length: 16 })
  kind!: string;

  @Column({ type: 'bigint' })
  files!: string;

  @Column({ type: 'bigint' })
  bytes!: string;
}
