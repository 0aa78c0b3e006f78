import type { ReleaseDocument } from '@minsheng/contracts';
import { ask, type Answer } from './http.js';

/** The newest release that stands; null when the city has released nothing yet. */
export async function readLatestRelease(): Promise<Answer<ReleaseDocument | null>> {
  const answer = await ask<ReleaseDocument>({ method: 'GET', path: '/v1/releases/latest' });
  return answer.kind === 'refused' && answer.problem.status === 404 ? { kind: 'answered', body: null } : answer;
}
