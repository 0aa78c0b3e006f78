import type { Attribution, IndicatorState, IndicatorTerm } from '@minsheng/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Branded, IdColumn, InstantColumn } from '../platform/index.js';

export type IndicatorId = Branded<'IndicatorId'>;

/** What citizens are asked to judge (指标): one row for each approved or proposed state of it, the code names the series. */
@Entity('indicator')
export class Indicator {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: IndicatorId;

  @Column({ type: 'varchar', length: 32 })
  code!: string;

  /** 1, 2, 3 … within the code: every change. */
  @Column({ type: 'integer' })
  revision!: number;

  /** Raised with a change of wording only: the series breaks there, visibly. */
  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'varchar', length: 5 })
  term!: IndicatorTerm;

  @Column({ name: 'name_zh', type: 'varchar', length: 80 })
  nameZh!: string;

  @Column({ name: 'name_en', type: 'varchar', length: 80 })
  nameEn!: string;

  @Column({ name: 'wording_zh', type: 'varchar', length: 300 })
  wordingZh!: string;

  @Column({ name: 'wording_en', type: 'varchar', length: 300 })
  wordingEn!: string;

  @Column({ name: 'hint_zh', type: 'varchar', length: 300, nullable: true })
  hintZh!: string | null;

  @Column({ name: 'hint_en', type: 'varchar', length: 300, nullable: true })
  hintEn!: string | null;

  @Column({ type: 'varchar', length: 8 })
  attribution!: Attribution;

  /** Weight in a unit's score, in hundredths: 1 to 10,000. */
  @Column({ name: 'weight_hundredths', type: 'integer' })
  weightHundredths!: number;

  /** The temporary task an ad-hoc indicator hangs on; null for a long-term one. */
  @Column({ name: 'anchor_task', type: 'varchar', length: 200, nullable: true })
  anchorTask!: string | null;

  @Column({ type: 'varchar', length: 9 })
  state!: IndicatorState;

  @IdColumn({ name: 'proposed_by' })
  proposedBy!: string;

  @InstantColumn({ name: 'proposed_at' })
  proposedAt!: Date;

  /** The database refuses the proposer. */
  @IdColumn({ name: 'approved_by', nullable: true })
  approvedBy!: string | null;

  @InstantColumn({ name: 'approved_at', nullable: true })
  approvedAt!: Date | null;
}

/** A department's part in the result of an indicator (责任份额). */
@Entity('indicator_share')
export class IndicatorShare {
  @PrimaryColumn({ name: 'indicator_id', type: 'varchar', length: 26 })
  indicatorId!: IndicatorId;

  /** Unit code. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  unit!: string;

  /** Decimal of four places, `0.6000`. */
  @Column({ type: 'varchar', length: 6 })
  share!: string;

  @Column({ type: 'varchar', length: 7 })
  role!: 'LEAD' | 'SUPPORT';
}

/** A poll that runs on an indicator: from its plan's publication until it is sealed or called off. */
@Entity('indicator_use')
export class IndicatorUse {
  @PrimaryColumn({ name: 'indicator_id', type: 'varchar', length: 26 })
  indicatorId!: IndicatorId;

  @PrimaryColumn({ name: 'poll_id', type: 'varchar', length: 26 })
  pollId!: string;
}
