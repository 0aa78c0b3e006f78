import type { Failure } from '../../api/failure.js';
import { digitsOf, emptyForm, faultText, formAfter, secondsLocked, type SignInEvent } from './sign-in-form.js';

const refused = (
  code: string,
  details?: Record<string, unknown>,
  retryAfterSeconds: number | null = null,
): Failure => ({
  kind: 'refused',
  retryAfterSeconds,
  problem: { type: '', status: 401, code, title: '', detail: '', sentences: { zh: '不对', en: 'wrong' }, details },
});

const filled: SignInEvent = { kind: 'filled', values: { name: 'zhou', password: 'p', totp: '123456' } };
const after = (...events: SignInEvent[]) => events.reduce(formAfter, emptyForm);
const refusal = (failure: Failure): SignInEvent => ({ kind: 'refused', failure, now: 1_000_000 });

describe('signing in', () => {
  it('asks for what is missing before it asks the server', () => {
    const form = after({ kind: 'sent' });
    expect(Object.keys(form.faults)).toEqual(['name', 'password', 'totp']);
    expect(form.isSending).toBe(false);
    expect(after(filled, { kind: 'sent' }).isSending).toBe(true);
  });

  it.each([
    ['123 456', '123456'],
    ['１２３４５６', '123456'],
    ['1234567', '123456'],
    ['12a4', '124'],
    ['', ''],
  ])('the authenticator’s %s is read as %s', (typed, digits) => {
    expect(digitsOf(typed)).toBe(digits);
  });

  it('typing into a refused field takes its complaint away, and only its own', () => {
    const form = after({ kind: 'sent' }, { kind: 'typed', field: 'name', value: 'z' });
    expect(Object.keys(form.faults)).toEqual(['password', 'totp']);
  });

  it.each<[string, Failure, string[], boolean]>([
    ['a wrong combination concerns no single field', refused('identity.sign-in-refused'), [], true],
    ['a refused code is said beside the code', refused('identity.wrong-totp'), ['totp'], false],
    ['a field named by the server is marked', refused('identity.x', { field: 'name' }), ['name'], false],
    [
      'each field of a refused body is marked',
      refused('platform.invalid-body', {
        fields: [
          { field: 'name', sentences: { zh: '太长', en: 'too long' } },
          { field: 'totp', sentences: { zh: '格式不对', en: 'wrong form' } },
        ],
      }),
      ['name', 'totp'],
      false,
    ],
    [
      'a complaint about no field of ours is said for the whole form',
      refused('platform.invalid-body', { fields: [{ field: 'other', sentences: { zh: '', en: '' } }] }),
      [],
      true,
    ],
    ['a server that is away is said for the whole form', { kind: 'unreachable' }, [], true],
  ])('%s', (_, failure, fields, isGeneral) => {
    const form = after(filled, { kind: 'sent' }, refusal(failure));
    expect(Object.keys(form.faults)).toEqual(fields);
    expect(form.general === null).toBe(!isGeneral);
    expect(form.isSending).toBe(false);
  });

  it('keeps name and password after a refusal, but not the used code', () => {
    expect(after(filled, { kind: 'sent' }, refusal(refused('identity.no'))).values).toEqual({
      name: 'zhou',
      password: 'p',
      totp: '',
    });
  });

  it('a locked account counts down to nothing and no further', () => {
    const form = after(filled, refusal(refused('identity.locked-out', undefined, 90)));
    expect([1_000_000, 1_089_001, 1_090_000, 2_000_000].map((now) => secondsLocked(form, now))).toEqual([90, 1, 0, 0]);
    expect(secondsLocked(emptyForm, 0)).toBe(0);
  });

  it('complaints follow the reader’s language', () => {
    const fault = { said: 'server', sentences: { zh: '不对', en: 'wrong' } } as const;
    expect([faultText(fault, 'zh-CN', String), faultText(fault, 'en', String)]).toEqual(['不对', 'wrong']);
    expect(faultText({ said: 'ours', key: 'sign-in.totp-digits' }, 'en', String)).toBe('sign-in.totp-digits');
  });
});
