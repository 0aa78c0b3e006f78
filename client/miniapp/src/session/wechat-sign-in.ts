import type { CitizenSession } from '@minsheng/contracts';
import type { Answer } from '../api/http.js';

const staleCode = 'identity.wechat-code-invalid';

/**
 * Signs in with WeChat's one-time code. A code that the server refuses as used or expired is replaced once, and only
 * once: a second refusal has another cause, and a loop would run into WeChat's per-minute limit.
 *
 * @param newCode asks WeChat for a code; null when it gives none
 */
export async function signInWithCode(
  newCode: () => Promise<string | null>,
  send: (code: string) => Promise<Answer<CitizenSession>>,
): Promise<Answer<CitizenSession> | { kind: 'no-code' }> {
  const attempt = async (): Promise<Answer<CitizenSession> | { kind: 'no-code' }> => {
    const code = await newCode();
    return code === null ? { kind: 'no-code' } : send(code);
  };
  const first = await attempt();
  return first.kind === 'refused' && first.problem.code === staleCode ? attempt() : first;
}
