import { useCallback } from 'react';
import type { ReportView } from '@minsheng/contracts';
import type { Answer } from '../api/http.js';
import { readReport } from '../api/reports.js';
import { faceOf, type Face } from '../loading/content.js';
import { useContent } from '../loading/use-content.js';
import { useSession } from '../session/session-context.js';

/** One report of one's own; the phone keeps the last one looked at. Null: nobody is signed in. */
export function useReport(id: string): [Face<ReportView> | null, () => void] {
  const { session, end } = useSession();
  const token = session?.token;
  const read = useCallback(async (): Promise<Answer<ReportView | null>> => {
    if (!token) return { kind: 'answered', body: null };
    const answer = await readReport(id, token);
    if (answer.kind === 'refused' && answer.problem.status === 401) end();
    return answer;
  }, [id, token, end]);
  const [content, askAgain] = useContent<ReportView | null>('report', read);
  if (!token) return [null, askAgain];
  const { value } = content;
  const face = faceOf<ReportView | null>(value?.id === id ? content : { ...content, value: undefined, readAt: null });
  if (face.kind === 'ready') return [face.value ? { ...face, value: face.value } : { kind: 'loading' }, askAgain];
  return [face, askAgain];
}
