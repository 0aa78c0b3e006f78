import type { LocalisedText } from './text.js';

/**
 * A refusal as it crosses the wire: RFC 9457 problem+json with our stable `code` (`room.reason`).
 * `title` and `detail` are in the reader's language; `sentences` carries both for clients that switch.
 */
export interface ProblemBody {
  type: string;
  status: number;
  code: string;
  title: string;
  detail: string;
  sentences: LocalisedText;
  /** Names the request in the server's log, so that a person can quote it. */
  instance?: string;
  /** Machine-readable particulars: which field, line, column, limit. */
  details?: Record<string, unknown>;
}

/** One refused field of a request body. */
export interface FieldFault {
  field: string;
  sentences: LocalisedText;
}
