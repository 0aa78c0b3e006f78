import type { QuestionnaireDesign, QuestionnaireScenario } from './questionnaire.js';
import type { LocalisedText } from './text.js';

/** One thing to mend (error) or to look at (warning) in a design. Any error forbids publishing. */
export interface DesignDiagnostic {
  severity: 'error' | 'warning';
  code: string;
  /** Code of the item, row, level, group, list or scale; null: the questionnaire as a whole. */
  item: string | null;
  /** Field of it that is at fault; null: the thing as a whole. */
  field: string | null;
  /** Of an expression: where in its text, in UTF-16 units from 0. */
  position: number | null;
  sentences: LocalisedText;
}

/** One line of `GET /api/questionnaires`, the one changed last first. */
export interface QuestionnaireSummary {
  id: string;
  code: string;
  title: LocalisedText;
  /** Newest published version; null: never published. */
  version: number | null;
  hasDraft: boolean;
  /** Shown questions of the newest version, or of the draft. */
  questions: number;
  /** 0 while there are errors: nobody knows then what is asked. */
  minutes: number;
  validUntil: string;
  isExpired: boolean;
  /** Polls whose plan asks a version of it. */
  usedByPolls: number;
  changedAt: string;
  changedBy: string;
}

/** Body of `POST /api/questionnaires`: 201 with `QuestionnaireView`. */
export interface NewQuestionnaire {
  code: string;
  title: LocalisedText;
  /** Empty; a copy of a published version or, without one, of the draft; the questions of a poll's plan (复制上期). */
  from: { kind: 'empty' } | { kind: 'copy'; id: string; version: number | null } | { kind: 'poll'; pollId: string };
}

/** `GET /api/questionnaires/{id}`. */
export interface QuestionnaireView {
  id: string;
  code: string;
  draft: {
    /** Rises with every save; a save names the one it began with. */
    revision: number;
    design: QuestionnaireDesign;
    changedAt: string;
    changedBy: string;
  } | null;
  /** Newest first. */
  versions: { version: number; hash: string; publishedAt: string; publishedBy: string; usedByPolls: number }[];
  scenarios: QuestionnaireScenario[];
  /** Of the draft, or of the newest version. */
  diagnostics: DesignDiagnostic[];
  may: ('edit' | 'publish' | 'discard')[];
}

/** Body of `PUT /api/questionnaires/{id}/draft`; 409 `questionnaires.changed-elsewhere` when the revision is not the newest. */
export interface DraftSave {
  /** null: there is no draft yet, begin one from the newest version. */
  revision: number | null;
  design: QuestionnaireDesign;
}

/**
 * Answer to a save: faults never stop it, they stop publishing. `DELETE …/draft` throws the draft away (204), with `?revision=`
 * only that one; a questionnaire that was never published goes with it.
 */
export interface DraftSaved {
  revision: number;
  changedAt: string;
  diagnostics: DesignDiagnostic[];
}

/** Body of `PUT /api/questionnaires/{id}/scenarios`: all of them. */
export interface ScenariosSave {
  scenarios: QuestionnaireScenario[];
}

/**
 * `POST /api/questionnaires/{id}/publish`: 200 with the version. 422 `questionnaires.has-errors`,
 * `questionnaires.scenario-failed`, `questionnaires.expired` or `questionnaires.unacknowledged` with `details`.
 */
export interface PublishRequest {
  revision: number;
  /** Items whose warnings of `warningsToAcknowledge` the one who publishes has seen. */
  acknowledged?: string[];
}

/** Warnings that nobody may pass over: the form asks something else than the workbook that it came from. */
export const warningsToAcknowledge: readonly string[] = ['asked-once'];

export interface PublishRefusalDetails {
  diagnostics: DesignDiagnostic[];
  scenarios: ScenarioReplay[];
}

export interface ScenarioReplay {
  code: string;
  hasPassed: boolean;
  differences: { what: 'asked' | 'calculated' | 'outcome'; expected: unknown; found: unknown }[];
}

/** `GET /api/questionnaires/{id}/versions/{version}`; `POST …/draft/proof` answers the same checks for the draft. */
export interface QuestionnaireVersionView {
  id: string;
  version: number;
  hash: string;
  design: QuestionnaireDesign;
  publishedAt: string;
  publishedBy: string;
}

/** `POST /api/questionnaires/{id}/draft/proof`: everything that publishing would look at, and what random paths reach. */
export interface QuestionnaireProof {
  diagnostics: DesignDiagnostic[];
  scenarios: ScenarioReplay[];
  /** null while there are errors. */
  coverage: {
    paths: number;
    completed: number;
    screenedOut: number;
    questionsUnreached: string[];
    optionsUnreached: { question: string; option: string }[];
    stuckAt: { question: string; paths: number }[];
    medianSeconds: number;
  } | null;
}

/**
 * `POST /api/questionnaires/import`, multipart: one file, an XLSForm workbook (`.xlsx`) or a design (`.json`). Nothing is
 * stored: the designer makes a draft of it. Faults of the file are a Problem that names sheet and cell.
 */
export interface ImportedDesign {
  design: QuestionnaireDesign;
  /** What could not be taken over, or was read in another way. */
  warnings: ImportWarning[];
  diagnostics: DesignDiagnostic[];
}

export interface ImportWarning {
  code: string;
  /** null: the workbook as a whole. */
  sheet: string | null;
  /** `C12`; null: the sheet as a whole. */
  cell: string | null;
  sentences: LocalisedText;
}

/**
 * Files of a version, `GET /api/questionnaires/{id}/versions/{version}/{file}`, and of a draft, `…/draft/{file}`. Those of a
 * version carry an ETag and never change.
 */
export const questionnaireFiles = ['design.json', 'form.xlsx', 'form.xml', 'ddi.xml', 'paper.pdf'] as const;
export type QuestionnaireFile = (typeof questionnaireFiles)[number];

/** `GET /api/questionnaires/bank`: the question bank (题库) by indicator, in the order of their codes. */
export interface QuestionBank {
  indicators: BankIndicator[];
  /** What every poll asks of its respondents: where they live, the weighting margins, where they work. */
  respondent: BankEntry[];
}

export interface BankIndicator {
  code: string;
  /** In force. */
  version: number;
  name: LocalisedText;
  term: 'LONG' | 'ADHOC';
  isActive: boolean;
  /** Wording in force. */
  wording: LocalisedText;
  hint: LocalisedText | null;
  /** Polls that asked it, newest first: the length of its series. */
  series: { pollId: string; periodKey: string; version: number; wording: string; isBreak: boolean }[];
  /** Wordings that published questionnaires give it, newest first. */
  wordings: {
    text: LocalisedText;
    indicatorVersion: number;
    questionnaire: string;
    version: number;
    publishedAt: string;
  }[];
}

/** An item ready to be put into a design, with the list or scale that it needs. */
export interface BankEntry {
  code: string;
  name: LocalisedText;
  item: QuestionnaireDesign['entries'][number];
  lists: QuestionnaireDesign['lists'];
  scales: QuestionnaireDesign['scales'];
}
