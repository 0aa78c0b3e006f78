import { useCallback, useEffect, useEffectEvent, useReducer, useState } from 'react';

import { isStatus, RequestFailed } from './failure.js';
import { nothingAsked, resourceAfter, type Resource, type ResourceEvent } from './resource.js';

/** Last answers by question, so that going back to a page shows it at once. Lives as long as the session. */
const remembered = new Map<string, { value: unknown; gotAt: number }>();

let sessionLost: () => void = () => undefined;

/** The session's holder says what to do when any request learns that nobody is signed in. */
export function whenSessionIsLost(act: () => void): void {
  sessionLost = act;
}

/** Nothing that one person has read is shown to the next at the same desk. */
export function forgetAnswers(): void {
  remembered.clear();
}

export interface Asked<T> extends Resource<T> {
  askAgain: () => void;
}

/**
 * Asks `load` for the answer to `question` (its path, or null when there is nothing to ask), again when the question
 * changes, when `askAgain` is called and when the connection comes back.
 */
export function useResource<T>(question: string | null, load: (signal: AbortSignal) => Promise<T>): Asked<T> {
  const [resource, tell] = useReducer(resourceAfter<T>, nothingAsked as Resource<T>);
  const [attempt, setAttempt] = useState(0);
  const ask = useEffectEvent(load);

  useEffect(() => {
    if (question === null) return;
    const asking = new AbortController();
    const event = (happened: ResourceEvent<T>) => {
      if (!asking.signal.aborted) tell(happened);
    };
    event({ kind: 'asked', remembered: (remembered.get(question) as { value: T; gotAt: number } | undefined) ?? null });
    ask(asking.signal).then(
      (value) => {
        const gotAt = Date.now();
        remembered.set(question, { value, gotAt });
        event({ kind: 'got', value, gotAt });
      },
      (error: unknown) => {
        if (asking.signal.aborted) return;
        if (!(error instanceof RequestFailed)) throw error;
        if (isStatus(error.failure, 401)) sessionLost();
        event({ kind: 'failed', failure: error.failure });
      },
    );
    return () => asking.abort();
  }, [question, attempt]);

  const askAgain = useCallback(() => setAttempt((count) => count + 1), []);
  useEffect(() => {
    window.addEventListener('online', askAgain);
    return () => window.removeEventListener('online', askAgain);
  }, [askAgain]);
  return { ...resource, askAgain };
}

/** Until the answer about `id` has come, the one about another is not shown in its place. */
export function ofId<T extends { id: string }>(asked: Asked<T>, id: string | null): Asked<T> {
  return asked.value === null || asked.value.id === id ? asked : { ...asked, value: null, isLoading: true };
}
