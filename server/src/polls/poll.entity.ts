import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PollKind, PollStage } from '@minsheng/contracts';
import { type Branded, IdColumn, InstantColumn, JsonColumn } from '../platform/index.js';
import type { SurveyDescription } from './brought-in/survey.js';

export type PollId = Branded<'PollId'>;

/** A poll (期): one of our own, from plan to release, or a finished survey that was brought in. */
@Entity('poll')
export class Poll {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: PollId;

  /** Small number of the poll in compact records. */
  @Column({ type: 'integer' })
  number!: number;

  @Column({ type: 'varchar', length: 12 })
  kind!: PollKind;

  /** Preset code of the city. */
  @Column({ type: 'varchar', length: 32 })
  scheme!: string;

  /** As last written; `stageAt` in poll.lifecycle.ts says what it is at an instant. */
  @Column({ type: 'varchar', length: 16 })
  stage!: PollStage;

  /** Calendar period judged, e.g. `2026-B6`. */
  @Column({ name: 'period_key', type: 'varchar', length: 16, nullable: true })
  periodKey!: string | null;

  @JsonColumn()
  description!: SurveyDescription;

  /** Answers that entered the weights; 0 before a live poll is scored. */
  @Column({ type: 'integer' })
  respondents!: number;

  /** Of a survey brought in: what the files were. Null for a poll of our own. */
  @Column({ name: 'answers_hash', type: 'varchar', length: 64, nullable: true })
  answersHash!: string | null;

  @Column({ name: 'codebook_hash', type: 'varchar', length: 64, nullable: true })
  codebookHash!: string | null;

  @Column({ name: 'margins_hash', type: 'varchar', length: 64, nullable: true })
  marginsHash!: string | null;

  /** Of what the command line added: score map, codes that are no answer. */
  @Column({ name: 'options_hash', type: 'varchar', length: 64, nullable: true })
  optionsHash!: string | null;

  /** Newest version of the plan; null for a survey brought in. */
  @Column({ name: 'plan_version', type: 'integer', nullable: true })
  planVersion!: number | null;

  /** Instants of the plan, kept here so that the stage at any instant is known without reading it. */
  @InstantColumn({ name: 'fieldwork_from', nullable: true })
  fieldworkFrom!: Date | null;

  @InstantColumn({ name: 'fieldwork_to', nullable: true })
  fieldworkTo!: Date | null;

  @InstantColumn({ name: 'grace_until', nullable: true })
  graceUntil!: Date | null;

  @InstantColumn({ name: 'created_at' })
  createdAt!: Date;

  /** Who designs it (统计员). */
  @IdColumn({ name: 'created_by', nullable: true })
  createdBy!: string | null;

  /** From the first seal on: answers and their sums are closed for ever. */
  @InstantColumn({ name: 'answers_closed_at', nullable: true })
  answersClosedAt!: Date | null;

  @IdColumn({ name: 'release_id', nullable: true })
  releaseId!: string | null;
}
