/** Why an expression has neither a value nor is missing. It blocks: no question may be hidden by a mistake. */
export type RunErrorReason =
  /** A number without end, as after a division by nought. */
  | 'not-finite'
  | 'text-too-long'
  /** A date before the year 1000 or after 9999. */
  | 'date-out-of-range'
  /** More steps inside each other than the phone has room for. */
  | 'too-deep'
  /** A questionnaire made for a newer interpreter. */
  | 'unknown-operation'
  /** Values that wait for each other; the compiler refuses them, a damaged file may hold them. */
  | 'cycle';

/** Thrown inside the interpreter only; `evaluation.ts` turns it into a state of the question. */
export class RunError extends Error {
  constructor(readonly reason: RunErrorReason) {
    super(reason);
  }
}
