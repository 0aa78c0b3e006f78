import type { LocalisedText } from './text.js';

/**
 * A questionnaire (问卷) as phone, console and server run it: plain data, immutable once its plan is published.
 * Every answer is one string: a level's or option's code, a missing code, or text.
 */
export interface Questionnaire {
  format: 'minsheng-questionnaire/1';
  title: LocalisedText;
  /** Statutory marks of a statistical form (统计调查表法定标识); a form past `validUntil` cannot be fielded. */
  marks: {
    /** 表号 */
    formNumber: string;
    /** 制定机关 */
    maker: LocalisedText;
    /** 批准或备案机关 */
    approvedBy: LocalisedText;
    /** 批准或备案文号 */
    approvalNumber: string;
    /** 有效期至, `YYYY-MM-DD`, that day included. */
    validUntil: string;
  };
  /** Answer levels of every satisfaction item, best first. */
  levels: { code: string; name: LocalisedText; score: number }[];
  /** Answers without a score, told apart: 不了解 `dontKnow`, 不适用 `notApplicable`, 拒答 `refused`. */
  missing: { code: MissingCode; name: LocalisedText }[];
  items: QuestionnaireItem[];
}

export type MissingCode = 'dontKnow' | 'notApplicable' | 'refused';

export type QuestionnaireItem = SatisfactionItem | SingleItem | TextItem;

interface CommonItem {
  /** Unique within the questionnaire, `[a-z][a-zA-Z0-9]{0,23}`. */
  code: string;
  text: LocalisedText;
  /** What the question covers, in a line; null when the text says all. */
  hint: LocalisedText | null;
  isRequired: boolean;
  /** Asked only when the answer to an earlier item is one of these; null: always. */
  askIf: AskCondition | null;
}

export interface AskCondition {
  /** Code of an earlier item. */
  item: string;
  isOneOf: string[];
}

/** Satisfaction on five levels (满意度五级): measures exactly one indicator. */
export interface SatisfactionItem extends CommonItem {
  type: 'satisfaction';
  indicator: string;
  /** Words of `text` to set off (the unit or the subject); null: none. */
  subject: LocalisedText | null;
  /** Missing codes offered; `refused` is offered as 这题不想答. */
  offers: MissingCode[];
}

/** One choice of several (单选). */
export interface SingleItem extends CommonItem {
  type: 'single';
  options: {
    code: string;
    text: LocalisedText;
    /** Ends the interview politely (不满 18 岁): nothing is submitted. */
    screensOut?: boolean;
  }[];
  /**
   * What the answer is used for: `area` where the respondent lives (属地, also a margin), `margin` a weighting margin of the
   * same code as the item, `staffOf` the judged unit where they work (its questions then do not count), null nothing.
   */
  role: 'area' | 'margin' | 'staffOf' | null;
}

/** Open text (开放题), never published as given. */
export interface TextItem extends CommonItem {
  type: 'text';
  /** 1 to 500 characters. */
  maxLength: number;
}

/** Body of `POST /api/polls/{id}/responses`: 201 when durable, 200 with the same receipt for a resend. */
export interface ResponseSubmission {
  /** ULID made on the phone with the draft. */
  id: string;
  /** Receipt of the answer that this one replaces (修改答卷); null for the first. */
  replaces: string | null;
  /** Seconds from start to submission, 0 to 86,400. */
  seconds: number;
  /** By item code; items not asked or not answered are left out. */
  answers: Record<string, string>;
}

/** One interview (面访) of `POST /api/polls/{id}/interviews`; sent again until acknowledged. */
export interface InterviewSubmission {
  /** ULID made on the interviewer's device. */
  id: string;
  /** Code of the plan's site. */
  site: string;
  /** Device time, ISO 8601: must lie in the fieldwork window. */
  answeredAt: string;
  seconds: number;
  answers: Record<string, string>;
}

export interface ResponseReceipt {
  /** `7K2F-9QXC-M4`: only the respondent has it. */
  receipt: string;
  /** How many times the answer was changed before this one. */
  revision: number;
  submittedAt: string;
}

/** `GET /api/polls/{id}/my-response` (citizen). */
export interface MyResponse {
  /** null: not answered yet. */
  response: (ResponseReceipt & { answers: Record<string, string> }) | null;
}
