import type {
  MyResponse,
  OpenPoll,
  PollPlan,
  PollQuestionnaire,
  ResponseReceipt,
  ResponseSubmission,
} from '@minsheng/contracts';
import { ask, type Answer } from './http.js';

/** The registered plan, public; its address may name the public site's host, which is the server's own. */
export function readPlan({ planAddress }: Pick<OpenPoll, 'planAddress'>): Promise<Answer<PollPlan>> {
  return ask({ method: 'GET', path: planAddress.replace(/^https?:\/\/[^/]+/, '') });
}

/** What the phone runs, as public as the plan. */
export function readQuestionnaire(pollId: string): Promise<Answer<PollQuestionnaire>> {
  return ask({ method: 'GET', path: `/api/polls/${pollId}/questionnaire` });
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
