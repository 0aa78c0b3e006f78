import { Column, Entity, PrimaryColumn } from 'typeorm';
import { BytesColumn, IdColumn, InstantColumn, JsonColumn } from '../../platform/index.js';
import type { WeightingReport } from './weigh.js';

/** One weighting of a poll's answers (权数): a run is kept, a second run is a second row. */
@Entity('weight_set')
export class WeightSet {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: string;

  @IdColumn({ name: 'poll_id' })
  pollId!: string;

  @InstantColumn({ name: 'made_at' })
  madeAt!: Date;

  @JsonColumn()
  report!: WeightingReport;

  /** Float64 little-endian, one weight a respondent in file order. */
  @BytesColumn()
  weights!: Buffer;

  @Column({ name: 'input_hash', type: 'varchar', length: 64 })
  inputHash!: string;

  @Column({ name: 'output_hash', type: 'varchar', length: 64 })
  outputHash!: string;
}
