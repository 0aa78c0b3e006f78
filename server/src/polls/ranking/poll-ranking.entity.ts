import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MethodBox, RankingGroup } from '@minsheng/contracts';
import { IdColumn, InstantColumn, JsonColumn } from '../../platform/index.js';
import type { RankingInputs } from './ranking-inputs.js';

export interface RankingResult {
  groups: RankingGroup[];
  method: MethodBox;
}

/** A computed ranking (排名): its inputs, from which anybody can compute it again, and its result. */
@Entity('poll_ranking')
export class PollRanking {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: string;

  @IdColumn({ name: 'poll_id' })
  pollId!: string;

  @IdColumn({ name: 'weight_set_id' })
  weightSetId!: string;

  @InstantColumn({ name: 'made_at' })
  madeAt!: Date;

  @JsonColumn()
  inputs!: RankingInputs;

  @JsonColumn()
  result!: RankingResult;

  @Column({ name: 'input_hash', type: 'varchar', length: 64 })
  inputHash!: string;
}
