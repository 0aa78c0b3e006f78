import type { LocalisedText, PhotoReceipt, ProblemBody } from '@minsheng/contracts';
import type { Answer } from '../api/http.js';
import type { Waiting } from './outbox.js';

/** What came of sending a picture or a letter. */
export type Delivery<T> =
  | { kind: 'delivered'; body: T }
  /** `until`: the server named a time, ISO 8601 by its own clock's distance from now. */
  | { kind: 'later'; because: Waiting; sentences: LocalisedText | null; until: string | null }
  /** The server no longer knows a picture that the letter names. */
  | { kind: 'photos-lost' }
  | { kind: 'refused'; code: string; sentences: LocalisedText };

/**
 * Reads the server's answer. Nothing is given up but on a refusal that no waiting can change.
 *
 * @param now the phone's time, ISO 8601
 */
export function deliveryOf<T>(answer: Answer<T>, now: string): Delivery<T> {
  if (answer.kind === 'answered') return { kind: 'delivered', body: answer.body };
  if (answer.kind === 'unreachable') return { kind: 'later', because: 'busy', sentences: null, until: null };
  const { status, code, sentences } = answer.problem;
  if (status === 401) return { kind: 'later', because: 'signed-out', sentences: null, until: null };
  if (status === 429) return { kind: 'later', because: 'too-many', sentences, until: waitedUntil(answer.problem, now) };
  if (status >= 500)
    return { kind: 'later', because: 'busy', sentences: null, until: waitedUntil(answer.problem, now) };
  if (code === 'files.unknown-photo') return { kind: 'photos-lost' };
  // What arrived was not what had been sent: the way did it, not the picture.
  if (code === 'files.broken-upload') return { kind: 'later', because: 'busy', sentences: null, until: null };
  return { kind: 'refused', code, sentences };
}

/** When a refused request may be tried again, from the particulars of the refusal; null: it does not say. */
function waitedUntil({ details }: ProblemBody, now: string): string | null {
  const seconds = details?.seconds;
  if (typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0)
    return new Date(Date.parse(now) + seconds * 1000).toISOString();
  return null;
}

/** The answer to an upload comes as text; what is no JSON of ours is no answer. */
export function receiptOf({ status, body }: { status: number; body: string }): Answer<PhotoReceipt> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return { kind: 'unreachable' };
  }
  const receipt = parsed as Partial<PhotoReceipt> | null;
  if (status >= 200 && status < 300)
    return typeof receipt?.id === 'string'
      ? { kind: 'answered', body: receipt as PhotoReceipt }
      : { kind: 'unreachable' };
  const problem = parsed as Partial<ProblemBody> | null;
  return typeof problem?.code === 'string' && problem.sentences
    ? { kind: 'refused', problem: problem as ProblemBody }
    : { kind: 'unreachable' };
}
