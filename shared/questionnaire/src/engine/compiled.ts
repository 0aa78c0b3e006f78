import type { LocalisedText, MissingCode, StatutoryMarks } from '@minsheng/contracts';
import type { Expression } from './expression.js';

/** The interpreter's language: a compiled questionnaire of another is refused, never guessed at. */
export const engineVersion = 1;

/**
 * A questionnaire as a phone gets it (编译后的问卷): grids and regions taken apart into questions, lists and expressions
 * resolved. Plain JSON data, made by the compiler only.
 */
export interface CompiledQuestionnaire {
  format: 'minsheng-compiled/1';
  engine: number;
  /** Of the design that this was made from. */
  code: string;
  version: number;
  /** SHA-256 (hex) of the design's canonical JSON. */
  hash: string;
  title: LocalisedText;
  marks: StatutoryMarks;
  missing: { code: MissingCode; name: LocalisedText }[];
  lists: CompiledChoice[][];
  groups: CompiledGroup[];
  questions: Question[];
}

export interface CompiledChoice {
  code: string;
  text: LocalisedText;
  isAnchored?: true;
  columns?: Record<string, string>;
}

export interface CompiledGroup {
  code: string;
  text: LocalisedText | null;
  /** Index of the group around it; −1: none. */
  group: number;
  relevant: Expression | null;
  isShuffled?: true;
  isAnchored?: true;
}

export type QuestionKind =
  | 'note'
  | 'consent'
  | 'single'
  | 'multiple'
  | 'rank'
  | 'integer'
  | 'decimal'
  | 'text'
  | 'date'
  | 'calculated'
  | 'hidden'
  | 'photo'
  | 'location'
  | 'site'
  | 'shift';

export interface CompiledCheck {
  holds: Expression;
  message: LocalisedText;
}

export interface Question {
  code: string;
  kind: QuestionKind;
  text: LocalisedText;
  hint?: LocalisedText;
  guidance?: LocalisedText;
  subject?: LocalisedText;
  /** Index of the group; −1: none. Rows of a grid and levels of a region are a group of their own. */
  group: number;
  /** Satisfaction levels, drawn as faces; a row of a grid is drawn as one card. */
  look?: 'scale' | 'row' | 'long';
  relevant: Expression | null;
  required: Expression | boolean;
  requiredMessage?: LocalisedText;
  constraint?: CompiledCheck;
  warning?: CompiledCheck;
  calculation?: Expression;
  /** What a calculation gives: a number that is none is missing, one without end an error. */
  gives?: 'number' | 'text';
  initial?: string;
  /** Choosing: index of the list, and the rest of what is said about options. */
  list?: number;
  filter?: Expression;
  isShuffled?: true;
  offers?: MissingCode[];
  screensOut?: string[];
  exclusive?: string[];
  atLeast?: number;
  atMost?: number;
  /** Text: characters as a reader counts them. */
  maxLength?: number;
  isAnchored?: true;
  isInterviewerOnly?: true;
  indicator?: { code: string; version: number };
}
