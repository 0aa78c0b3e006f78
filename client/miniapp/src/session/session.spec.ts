import type { CitizenSession } from '@minsheng/contracts';
import type { Answer } from '../api/http.js';
import { phoneCode, phoneNumber } from './phone-sign-in.js';
import { sessionFrom } from './session.js';
import { signInWithCode } from './wechat-sign-in.js';

const session: CitizenSession = {
  token: 't',
  expiresAt: '2026-12-31T00:00:00Z',
  citizen: { id: 'c', maskedPhone: null },
};
const refused = (code: string): Answer<CitizenSession> => ({
  kind: 'refused',
  problem: { type: '', status: 401, code, title: '', detail: '', sentences: { zh: '', en: '' } },
});
const stale = refused('identity.wechat-code-invalid');

describe('signing in with WeChat’s code', () => {
  /** Codes that WeChat gives and answers of the server, in order; what was sent is told. */
  const run = async (codes: (string | null)[], answers: Answer<CitizenSession>[]) => {
    const sent: string[] = [];
    const outcome = await signInWithCode(
      async () => codes.shift() ?? null,
      async (code) => {
        sent.push(code);
        return answers.shift() ?? { kind: 'unreachable' };
      },
    );
    return { sent, outcome: outcome.kind };
  };
  const done: Answer<CitizenSession> = { kind: 'answered', body: session };

  it.each<[string, (string | null)[], Answer<CitizenSession>[], object]>([
    ['a good code signs in', ['a'], [done], { sent: ['a'], outcome: 'answered' }],
    ['a stale code is replaced once', ['a', 'b'], [stale, done], { sent: ['a', 'b'], outcome: 'answered' }],
    ['two stale codes end it', ['a', 'b', 'c'], [stale, stale, done], { sent: ['a', 'b'], outcome: 'refused' }],
    [
      'another refusal is final',
      ['a', 'b'],
      [refused('identity.wechat-user-blocked'), done],
      { sent: ['a'], outcome: 'refused' },
    ],
    [
      'no answer is not asked again',
      ['a', 'b'],
      [{ kind: 'unreachable' }, done],
      { sent: ['a'], outcome: 'unreachable' },
    ],
    ['no code from WeChat is said', [null], [done], { sent: [], outcome: 'no-code' }],
    ['no second code from WeChat is said', ['a', null], [stale, done], { sent: ['a'], outcome: 'no-code' }],
  ])('%s', async (_, codes, answers, expected) => {
    expect(await run([...codes], [...answers])).toEqual(expected);
  });
});

describe('what is typed to sign in by phone', () => {
  it.each([
    ['13800000000', '13800000000'],
    ['138 0000 0000', '13800000000'],
    ['1380000000', null],
    ['138000000000', null],
    ['23800000000', null],
    ['1380000000a', null],
  ])('“%s” as a number is %s', (typed, expected) => {
    expect(phoneNumber(typed)).toBe(expected);
  });

  it.each([
    ['204817', '204817'],
    [' 204 817', '204817'],
    ['20481', null],
    ['2048170', null],
    ['abcdef', null],
  ])('“%s” as a code is %s', (typed, expected) => {
    expect(phoneCode(typed)).toBe(expected);
  });
});

describe('a kept session', () => {
  it('is used until it expires', () => {
    expect(sessionFrom(session, '2026-12-30T23:59:59Z')).toEqual(session);
    expect(sessionFrom(session, '2026-12-31T00:00:00Z')).toBeNull();
  });

  it.each([null, {}, { token: 't' }, { ...session, token: 7 }, { ...session, citizen: undefined }])(
    'that is not one (%j) is none',
    (kept) => {
      expect(sessionFrom(kept, '2026-01-01T00:00:00Z')).toBeNull();
    },
  );
});
