import Taro from '@tarojs/taro';
import type { ProblemBody } from '@minsheng/contracts';

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
}

/** Weak networks keep a request hanging for a minute; a person has given up long before. */
const patience = 15_000;

export async function ask<T>(call: Call): Promise<Answer<T>> {
  try {
    const { statusCode, data } = await Taro.request<T | ProblemBody>({
      url: MINSHENG_API_BASE + call.path,
      method: call.method,
      data: call.body,
      timeout: patience,
      header: {
        accept: 'application/json',
        ...(call.body ? { 'content-type': 'application/json' } : {}),
        ...(call.token ? { authorization: `Bearer ${call.token}` } : {}),
      },
    });
    // WeChat calls every status a success.
    if (statusCode >= 200 && statusCode < 300) return { kind: 'answered', body: data as T };
    return isProblem(data) ? { kind: 'refused', problem: data } : { kind: 'unreachable' };
  } catch {
    return { kind: 'unreachable' };
  }
}

function isProblem(body: unknown): body is ProblemBody {
  const problem = body as Partial<ProblemBody> | null;
  return typeof problem?.code === 'string' && typeof problem.sentences?.zh === 'string';
}
