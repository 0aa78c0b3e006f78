import type { LocalisedText, QuestionnaireDesign, QuestionnaireScenario } from '@minsheng/contracts';
import type { CompiledQuestionnaire } from '@minsheng/questionnaire';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Branded, IdColumn, InstantColumn, JsonColumn } from '../platform/index.js';

export type QuestionnaireId = Branded<'QuestionnaireId'>;

/** What a list shows of a design without opening it. */
export interface DesignSummary {
  title: LocalisedText;
  /** Questions that a person sees; rows of grids and levels of regions count one each. */
  questions: number;
  /** 0 while the design has errors: nobody knows then what is asked. */
  minutes: number;
  validUntil: string;
}

/** The wording that a version gives an indicator. */
export interface MeasuredWording {
  indicator: string;
  indicatorVersion: number;
  text: LocalisedText;
}

/** A questionnaire in the bank (问卷): its code stays, its versions follow one another. */
@Entity('questionnaire')
export class Questionnaire {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: QuestionnaireId;

  @Column({ type: 'varchar', length: 64 })
  code!: string;

  /** Counts every save of every draft of it and never falls: a save that names an old draft is found out also after that one is gone. */
  @Column({ type: 'integer' })
  revision!: number;

  @InstantColumn({ name: 'created_at' })
  createdAt!: Date;

  @IdColumn({ name: 'created_by', length: 64 })
  createdBy!: string;

  @InstantColumn({ name: 'changed_at' })
  changedAt!: Date;

  @IdColumn({ name: 'changed_by', length: 64 })
  changedBy!: string;
}

/** What is being worked on (草稿): one at most, possibly faulty. */
@Entity('questionnaire_draft')
export class QuestionnaireDraft {
  @PrimaryColumn({ name: 'questionnaire_id', type: 'varchar', length: 26 })
  questionnaireId!: QuestionnaireId;

  @Column({ type: 'integer' })
  revision!: number;

  @JsonColumn()
  design!: QuestionnaireDesign;

  @JsonColumn()
  summary!: DesignSummary;

  @InstantColumn({ name: 'changed_at' })
  changedAt!: Date;

  @IdColumn({ name: 'changed_by', length: 64 })
  changedBy!: string;
}

/** A recorded answer script (答题脚本) that the next version has to pass. */
@Entity('questionnaire_scenario')
export class QuestionnaireScript {
  @PrimaryColumn({ name: 'questionnaire_id', type: 'varchar', length: 26 })
  questionnaireId!: QuestionnaireId;

  /** 0, 1, 2 … in the order given. */
  @PrimaryColumn({ type: 'integer' })
  place!: number;

  @Column({ type: 'varchar', length: 64 })
  code!: string;

  @JsonColumn()
  scenario!: QuestionnaireScenario;
}

/** A published version (已发布版本). The database refuses every change of it, and that it goes. */
@Entity('questionnaire_version')
export class QuestionnaireVersion {
  @PrimaryColumn({ name: 'questionnaire_id', type: 'varchar', length: 26 })
  questionnaireId!: QuestionnaireId;

  /** 1, 2, 3 … */
  @PrimaryColumn({ type: 'integer' })
  version!: number;

  /** SHA-256 (hex) of the design's canonical JSON. */
  @Column({ type: 'varchar', length: 64 })
  hash!: string;

  @JsonColumn()
  design!: QuestionnaireDesign;

  @JsonColumn()
  compiled!: CompiledQuestionnaire;

  /** Those that it was published with. */
  @JsonColumn()
  scenarios!: QuestionnaireScenario[];

  @JsonColumn()
  measured!: MeasuredWording[];

  @JsonColumn()
  summary!: DesignSummary;

  @InstantColumn({ name: 'published_at' })
  publishedAt!: Date;

  @IdColumn({ name: 'published_by', length: 64 })
  publishedBy!: string;
}
