import type { ProblemBody } from '@minsheng/contracts';
import { send } from '../device/request.js';

/**
 * What came of a request: the answer; a refusal in the server's words; or nothing at all (no network, a server that
 * does not answer, an answer that is not ours).
 */
export type Answer<T> =
  | { kind: 'answered'; body: T }
  | { kind: 'refused'; problem: ProblemBody }
  | { kind: 'unreachable' };

export interface Call {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  body?: object;
  /** The citizen's token, for what only they may ask. */
  token?: string;
  /** Other headers: those of a staff session. */
  headers?: Record<string, string>;
  /** Told the cookie that the answer sets, where the phone has to keep it itself. */
  onCookie?(cookie: string): void;
}

/** Weak networks keep a request hanging for a minute; a person has given up long before. */
const patience = 15_000;

export async function ask<T>(call: Call): Promise<Answer<T>> {
  const answer = await send({
    method: call.method,
    url: MINSHENG_API_BASE + call.path,
    body: call.body,
    timeout: patience,
    headers: {
      accept: 'application/json',
      ...(call.body ? { 'content-type': 'application/json' } : {}),
      ...(call.token ? { authorization: `Bearer ${call.token}` } : {}),
      ...call.headers,
    },
  });
  if (!answer) return { kind: 'unreachable' };
  if (answer.cookie) call.onCookie?.(answer.cookie);
  // WeChat and browsers alike call every status a success.
  if (answer.status >= 200 && answer.status < 300) return { kind: 'answered', body: answer.body as T };
  return isProblem(answer.body) ? { kind: 'refused', problem: answer.body } : { kind: 'unreachable' };
}

function isProblem(body: unknown): body is ProblemBody {
  const problem = body as Partial<ProblemBody> | null;
  return typeof problem?.code === 'string' && typeof problem.sentences?.zh === 'string';
}
