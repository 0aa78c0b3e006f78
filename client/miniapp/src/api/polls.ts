import type { MyResponse, OpenPoll, PollPlan, ResponseReceipt, ResponseSubmission } from '@minsheng/contracts';
import { ask, type Answer } from './http.js';

/** The registered plan, public; its address may name the public site's host, which is the server's own. */
export function readPlan({ planAddress }: Pick<OpenPoll, 'planAddress'>): Promise<Answer<PollPlan>> {
  return ask({ method: 'GET', path: planAddress.replace(/^https?:\/\/[^/]+/, '') });
}

export function submitResponse(
  pollId: string,
  body: ResponseSubmission,
  token: string,
): Promise<Answer<ResponseReceipt>> {
  return ask({ method: 'POST', path: `/api/polls/${pollId}/responses`, body, token });
}

export function readMyResponse(pollId: string, token: string): Promise<Answer<MyResponse>> {
  return ask({ method: 'GET', path: `/api/polls/${pollId}/my-response`, token });
}
