import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BroughtInStage } from '@minsheng/contracts';
import { type Branded, IdColumn, InstantColumn, JsonColumn } from '../platform/index.js';
import type { SurveyDescription } from './brought-in/survey.js';

export type PollId = Branded<'PollId'>;

/** A poll (期): so far a finished survey that was brought in. */
@Entity('poll')
export class Poll {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: PollId;

  /** Preset code of the city. */
  @Column({ type: 'varchar', length: 32 })
  scheme!: string;

  @Column({ type: 'varchar', length: 12 })
  stage!: BroughtInStage;

  @JsonColumn()
  description!: SurveyDescription;

  @Column({ type: 'integer' })
  respondents!: number;

  @Column({ name: 'answers_hash', type: 'varchar', length: 64 })
  answersHash!: string;

  @Column({ name: 'codebook_hash', type: 'varchar', length: 64 })
  codebookHash!: string;

  @Column({ name: 'margins_hash', type: 'varchar', length: 64 })
  marginsHash!: string;

  /** Of what the command line added: score map, codes that are no answer. */
  @Column({ name: 'options_hash', type: 'varchar', length: 64 })
  optionsHash!: string;

  @InstantColumn({ name: 'imported_at' })
  importedAt!: Date;

  @IdColumn({ name: 'release_id', nullable: true })
  releaseId!: string | null;
}
