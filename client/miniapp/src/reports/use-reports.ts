import { useCallback, useEffect, useRef } from 'react';
import type { Inbox, ReportListItem } from '@minsheng/contracts';
import type { Answer } from '../api/http.js';
import { readInbox, readMyReports } from '../api/reports.js';
import { faceOf, type Face } from '../loading/content.js';
import { useContent } from '../loading/use-content.js';
import { useOutbox } from '../outbox/outbox-context.js';
import { useSession } from '../session/session-context.js';

interface Owned<T> {
  citizenId: string;
  value: T;
}

/** Something of the person's own, kept under a key; nothing while nobody is signed in. */
function useOwn<T>(key: string, read: (token: string) => Promise<Answer<T>>): [Face<T> | null, () => void] {
  const { session, end } = useSession();
  const citizenId = session?.citizen.id ?? null;
  const token = session?.token;
  const ask = useCallback(async (): Promise<Answer<Owned<T> | null>> => {
    if (!token || !citizenId) return { kind: 'answered', body: null };
    const answer = await read(token);
    if (answer.kind === 'refused' && answer.problem.status === 401) end();
    return answer.kind === 'answered' ? { kind: 'answered', body: { citizenId, value: answer.body } } : answer;
  }, [token, citizenId, read, end]);
  const [content, askAgain] = useContent<Owned<T> | null>(key, ask);
  if (citizenId === null) return [null, askAgain];
  // What another person left on this phone, or an answer from before signing in, is nobody's business now.
  const isOwn = content.value?.citizenId === citizenId;
  const face = faceOf<Owned<T> | null>(isOwn ? content : { ...content, value: undefined, readAt: null });
  if (face.kind === 'ready') return face.value ? [{ ...face, value: face.value.value }, askAgain] : [null, askAgain];
  return [face, askAgain];
}

export function useMyReports(): [Face<ReportListItem[]> | null, () => void] {
  const { outbox } = useOutbox();
  const [face, askAgain] = useOwn('reports', readMyReports);
  const newest = outbox.parcels.filter(({ state }) => state === 'sent').pop()?.id;
  const known = useRef(newest);
  useEffect(() => {
    if (newest === known.current) return;
    // What has just gone from the phone is in the city's list now.
    known.current = newest;
    askAgain();
  }, [newest, askAgain]);
  return [face, askAgain];
}

export function useInbox(): [Face<Inbox> | null, () => void] {
  return useOwn('inbox', readInbox);
}
