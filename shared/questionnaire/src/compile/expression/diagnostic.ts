import type { LocalisedText } from '@minsheng/contracts';

export type DiagnosticCode =
  // expressions
  | 'syntax'
  | 'full-width'
  | 'unknown-function'
  | 'unsupported-function'
  | 'argument-count'
  | 'argument-kind'
  | 'type'
  | 'dangling-reference'
  | 'dangling-option'
  | 'dangling-column'
  | 'not-here'
  | 'path-not-supported'
  | 'pattern'
  | 'pattern-not-anchored'
  | 'cycle'
  | 'later-item'
  // reach
  | 'unreachable'
  | 'constant-condition'
  | 'never-valid'
  // words
  | 'missing-translation'
  | 'words-too-long'
  | 'two-at-once'
  | 'double-negation'
  // shape
  | 'format'
  | 'mark-missing'
  | 'valid-until'
  | 'expired'
  | 'no-items'
  | 'too-many-items'
  | 'too-deep'
  | 'code'
  | 'code-twice'
  | 'scale'
  | 'score'
  | 'list'
  | 'option-code'
  | 'missing-code'
  | 'limits'
  | 'parent'
  | 'role'
  | 'indicator'
  | 'subject'
  | 'initial'
  | 'everybody-screened-out'
  | 'interviewer-only'
  | 'asked-once';

/** One thing to mend, or (a warning) to look at, before a questionnaire is published. Any error forbids publishing. */
export interface Diagnostic {
  severity: 'error' | 'warning';
  code: DiagnosticCode;
  /** Code of the item, row, level, group, list or scale; null: the questionnaire as a whole. */
  item: string | null;
  /** Field of it that is at fault: `relevant`, `constraint`, `text` …; null: the thing as a whole. */
  field: string | null;
  /** Of an expression: where in its text, counted in UTF-16 units from 0; null elsewhere. */
  position: number | null;
  sentences: LocalisedText;
}

/** What an expression's reader reports; the item and the field are known to whoever called it. */
export type Report = (
  severity: Diagnostic['severity'],
  code: DiagnosticCode,
  position: number,
  zh: string,
  en: string,
) => void;
