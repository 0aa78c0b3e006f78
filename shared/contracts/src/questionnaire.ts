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

/** Statutory marks of a statistical form (统计调查表法定标识): 表号, 制定机关, 批准或备案机关, 文号, 有效期至. */
export type StatutoryMarks = Questionnaire['marks'];

/**
 * A questionnaire as it is designed (问卷设计): everything that `Questionnaire` says and what XLSForm knows besides. Plain
 * data, immutable once published; its hash is SHA-256 over its canonical JSON (RFC 8785). A field left out means none.
 * Expressions are XLSForm texts (`${age} >= 18`); `docs/formats/questionnaire.md` lists what they may hold.
 */
export interface QuestionnaireDesign {
  format: 'minsheng-questionnaire/2';
  /** Stays the same from version to version: `[A-Za-z][A-Za-z0-9_.-]{0,63}`. */
  code: string;
  /** 1 for the first published; a change makes the next. */
  version: number;
  title: LocalisedText;
  marks: StatutoryMarks;
  scales: AnswerScale[];
  /** Answers without a value, told apart: 不了解, 不适用, 拒答. Items say which of them they offer. */
  missing: { code: MissingCode; name: LocalisedText }[];
  lists: ChoiceList[];
  entries: DesignEntry[];
  /** Columns of a workbook's settings that we do not know; they leave with it again. */
  extras?: Record<string, string>;
}

/** Answer levels, best first, and what each is worth (分值): another score for a level is a break of the series. */
export interface AnswerScale {
  code: string;
  levels: { code: string; name: LocalisedText; score: number }[];
}

/** Options that items share (选项表). */
export interface ChoiceList {
  code: string;
  choices: Choice[];
}

export interface Choice {
  code: string;
  text: LocalisedText;
  /** Stays in its place when the list is shuffled. */
  isAnchored?: boolean;
  /** Further columns, read by choice filters: a street's `parent` is its district. */
  columns?: Record<string, string>;
  /** Columns of a workbook that no filter can read (other languages, pictures); they leave with it again. */
  extras?: Record<string, string>;
}

export type DesignEntry = DesignGroup | DesignItem;

/** Items that belong together (题组), shown under one heading. */
export interface DesignGroup {
  type: 'group';
  code: string;
  text?: LocalisedText;
  /** The items are asked only when this holds. */
  relevant?: string;
  /** Shuffle the entries of the group, those anchored excepted. */
  isShuffled?: boolean;
  /** Stays in its place when the group around it is shuffled. */
  isAnchored?: boolean;
  appearance?: string;
  entries: DesignEntry[];
  extras?: Record<string, string>;
}

/** An expression on the answer (`.`), and what a person is told when it does not hold. */
export interface AnswerCheck {
  expression: string;
  message: LocalisedText;
}

/** What an item measures; a new wording is a new version of the indicator. */
export interface MeasuredIndicator {
  code: string;
  version: number;
}

interface DesignItemBase {
  /** Unique within the questionnaire, also among rows of grids and levels of regions: `[A-Za-z][A-Za-z0-9_.-]{0,63}`. */
  code: string;
  text: LocalisedText;
  hint?: LocalisedText;
  /** Words for the interviewer alone. */
  guidance?: LocalisedText;
  /** Asked only when this holds; with nothing said, always. */
  relevant?: string;
  /** Asked of interviewers only: a citizen's phone leaves the item out. */
  isInterviewerOnly?: boolean;
  isAnchored?: boolean;
  appearance?: string;
  /** Columns of a workbook that we do not know; they leave with it again. */
  extras?: Record<string, string>;
}

interface AnsweredItemBase extends DesignItemBase {
  /** `true`, or an expression. A required item is never passed by; one that is not asked is never required. */
  required?: boolean | string;
  requiredMessage?: LocalisedText;
  /** Blocks while it does not hold; not evaluated on an empty answer. */
  constraint?: AnswerCheck;
  /** Shown while it does not hold, but a person may go on (软校验). */
  warning?: AnswerCheck;
  /** What stands there before anybody answers. */
  initial?: string;
  /** Dimension of the quota plan that the answer decides, e.g. `ageBand`. */
  quotaRole?: string;
  /** What weighting uses the answer for: where people live, a margin of this code, the judged unit where they work. */
  weightingRole?: 'area' | 'margin' | 'staffOf';
  /** Personal information (个人信息) or sensitive personal information (敏感个人信息). */
  sensitivity?: 'personal' | 'sensitive';
}

interface ChoosingItemBase extends AnsweredItemBase {
  /** Code of a list. */
  list: string;
  /** On the choice (its columns by bare name): only those for which it holds are offered. */
  choiceFilter?: string;
  /** Shuffle the options by the response's seed, those anchored excepted. */
  isShuffled?: boolean;
}

export type DesignItem =
  /** Words to read (说明). */
  | (DesignItemBase & { type: 'note' })
  /** A tick to go on (知情同意); the answer is `OK`. */
  | (AnsweredItemBase & { type: 'consent' })
  /** Satisfaction on the levels of a scale (满意度), and the missing codes offered beside them. */
  | (AnsweredItemBase & {
      type: 'satisfaction';
      scale: string;
      offers?: MissingCode[];
      indicator?: MeasuredIndicator;
      /** Words of `text` to set off. */
      subject?: LocalisedText;
    })
  /** One choice of several (单选); an option of `screensOut` ends the interview politely. */
  | (ChoosingItemBase & {
      type: 'single';
      offers?: MissingCode[];
      screensOut?: string[];
      indicator?: MeasuredIndicator;
    })
  /** Several choices (多选): codes parted by spaces. One of `exclusive` (以上都没有) stands alone. */
  | (ChoosingItemBase & {
      type: 'multiple';
      offers?: MissingCode[];
      exclusive?: string[];
      atLeast?: number;
      atMost?: number;
    })
  /** The first `top` choices in order of importance (排序): codes parted by spaces. */
  | (ChoosingItemBase & { type: 'rank'; top: number })
  /** Rows judged on one scale (矩阵): on a phone one card a row. Each row is answered under its own code. */
  | (AnsweredItemBase & {
      type: 'grid';
      scale: string;
      offers?: MissingCode[];
      rows: { code: string; text: LocalisedText; indicator?: MeasuredIndicator; isAnchored?: boolean }[];
      isShuffled?: boolean;
    })
  /** −2147483648 to 2147483647. */
  | (AnsweredItemBase & { type: 'integer' })
  /** At most 15 digits. */
  | (AnsweredItemBase & { type: 'decimal' })
  /** 1 to 2,000 characters. */
  | (AnsweredItemBase & { type: 'text'; maxLength: number; isLong?: boolean })
  /** `YYYY-MM-DD`. */
  | (AnsweredItemBase & { type: 'date' })
  /**
   * 区→街道→社区, each level answered under its own code from its own list; a choice's column `parent` names the choice of
   * the level above.
   */
  | (AnsweredItemBase & { type: 'region'; levels: { code: string; text: LocalisedText; list: string }[] })
  /** Worked out, never shown as a question. */
  | (DesignItemBase & { type: 'calculated'; calculation: string })
  /** Set when the questionnaire is opened, e.g. from the code that was scanned. */
  | (DesignItemBase & { type: 'hidden'; initial?: string })
  /** The file's id (interviewers). */
  | (AnsweredItemBase & { type: 'photo' })
  /** `latitude longitude altitude accuracy`, WGS 84, metres (interviewers, with consent). */
  | (AnsweredItemBase & { type: 'location' })
  /** Code of the plan's site (点位). */
  | (AnsweredItemBase & { type: 'site' })
  /** Code of the shift (班次). */
  | (AnsweredItemBase & { type: 'shift' });

/** A recorded answer script (答题脚本), replayed whenever the questionnaire is about to be published. */
export interface QuestionnaireScenario {
  code: string;
  name: LocalisedText;
  /** The response's seed and its instant (UTC, ISO 8601). */
  seed: number;
  now: string;
  asInterviewer?: boolean;
  /** In the order given. */
  answers: { item: string; answer: string }[];
  /** What must come of it. */
  expect: {
    /** Codes of what is asked, in order. */
    asked: string[];
    /** Values of calculated items. */
    calculated?: Record<string, string>;
    /** `complete`, screened out at an item, or refused with a fault at each of these items. */
    outcome: 'complete' | { screenedOutBy: string } | { faultsAt: string[] };
  };
}

/** Body of `POST /api/polls/{id}/responses`: 201 when durable, 200 with the same receipt for a resend. */
export interface ResponseSubmission {
  /** ULID made on the phone with the draft. */
  id: string;
  /** Receipt of the answer that this one replaces (修改答卷); null for the first. */
  replaces: string | null;
  /** Seconds from start to submission, 0 to 86,400. */
  seconds: number;
  /** By item code; items not asked or not answered are left out. Of a designed questionnaire calculated values may be there. */
  answers: Record<string, string>;
  /** Under what the phone asked: the seed of every shuffle, 1 to 2147483646, and when it began (UTC, ISO 8601). Absent: nothing was shuffled. */
  circumstances?: { seed: number; startedAt: string };
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
  circumstances?: { seed: number; startedAt: string };
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
  response:
    | (ResponseReceipt & {
        answers: Record<string, string>;
        /** Of every shuffle when it was asked, so that whoever changes it finds the options where they stood; null: it told none. */
        seed: number | null;
      })
    | null;
}

/**
 * `GET /api/polls/{id}/questionnaire`: what a phone runs. `compiled` is a `CompiledQuestionnaire` of the interpreter, the same for
 * every poll whether its plan has a design or not; its bytes are fixed by `planHash`.
 */
export interface PollQuestionnaire {
  planHash: string;
  compiled: object;
}
