import type { ProblemBody } from '@minsheng/contracts';
import type { Answer } from '../api/http.js';

/** What could not be had: no network, no answer, or a refusal in the server's words. */
export type Trouble = { kind: 'offline' } | { kind: 'unreachable' } | { kind: 'refused'; problem: ProblemBody };

/**
 * Something read from the server, with the last reading kept: a card that cannot be refreshed goes on showing what it
 * showed, with the time it is from.
 */
export interface Content<T> {
  value: T | undefined;
  /** When the value came from the server (UTC, ISO 8601); null while there is none. */
  readAt: string | null;
  isAsking: boolean;
  trouble: Trouble | null;
}

export type ContentEvent<T> = { kind: 'asked' } | { kind: 'offline' } | { kind: 'came'; answer: Answer<T>; at: string };

/** What the phone keeps of it between starts. */
export interface KeptContent<T> {
  value: T;
  readAt: string;
}

export function contentFrom<T>(kept: KeptContent<T> | null): Content<T> {
  return { value: kept?.value, readAt: kept?.readAt ?? null, isAsking: false, trouble: null };
}

export function contentAfter<T>(content: Content<T>, event: ContentEvent<T>): Content<T> {
  switch (event.kind) {
    case 'asked':
      // The old trouble stays on screen until the new answer is here: no flicker between "failed" and "failed".
      return { ...content, isAsking: true };
    case 'offline':
      return { ...content, isAsking: false, trouble: { kind: 'offline' } };
    case 'came':
      if (event.answer.kind === 'answered')
        return { value: event.answer.body, readAt: event.at, isAsking: false, trouble: null };
      return { ...content, isAsking: false, trouble: event.answer };
  }
}

/** The five faces of a component that loads data. An empty answer (`null`) is an answer. */
export type Face<T> =
  | { kind: 'loading' }
  | { kind: 'failed'; trouble: Trouble }
  | { kind: 'empty'; trouble: Trouble | null }
  | { kind: 'ready'; value: T; readAt: string; trouble: Trouble | null };

export function faceOf<T>(content: Content<T | null>): Face<T> {
  const { value, readAt, trouble } = content;
  if (value === undefined || readAt === null) return trouble ? { kind: 'failed', trouble } : { kind: 'loading' };
  if (value === null) return { kind: 'empty', trouble };
  return { kind: 'ready', value, readAt, trouble };
}
