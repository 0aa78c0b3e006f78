import type { Failure } from '../../api/failure.js';
import { emptyFactor, factorAfter, type FactorEvent } from './second-factor.js';

const refused: Failure = {
  kind: 'refused',
  retryAfterSeconds: null,
  problem: {
    type: 'about:blank',
    status: 403,
    code: 'identity.second-factor-refused',
    title: '',
    detail: '',
    sentences: { zh: '动态码不对', en: 'Wrong code' },
  },
};

const after = (...events: FactorEvent[]) => events.reduce(factorAfter, emptyFactor);

describe('the second factor of an act', () => {
  it.each([
    ['six digits as they are', '123456', '123456'],
    ['digits pasted in two groups', '123 456', '123456'],
    ['full-width digits', '１２３４５６', '123456'],
    ['more than six digits', '12345678', '123456'],
    ['letters', 'abc', ''],
  ])('takes %s', (_, typed, kept) => {
    expect(after({ kind: 'typed', value: typed }).digits).toBe(kept);
  });

  it('does not go out before six digits are there, and says so', () => {
    expect(after({ kind: 'typed', value: '12345' }, { kind: 'sent' })).toMatchObject({
      isSending: false,
      isShort: true,
    });
  });

  it('goes out with six digits', () => {
    expect(after({ kind: 'typed', value: '123456' }, { kind: 'sent' })).toMatchObject({
      isSending: true,
      isShort: false,
    });
  });

  it('empties a refused code, which is used up, and keeps what the server said', () => {
    const form = after({ kind: 'typed', value: '123456' }, { kind: 'sent' }, { kind: 'failed', failure: refused });
    expect(form).toEqual({ digits: '', isShort: false, failure: refused, isSending: false });
  });

  it('keeps a code that never reached the server', () => {
    const form = after(
      { kind: 'typed', value: '123456' },
      { kind: 'sent' },
      { kind: 'failed', failure: { kind: 'unreachable' } },
    );
    expect(form).toMatchObject({ digits: '123456', isSending: false });
  });

  it('takes the complaint away with the next digit', () => {
    const form = after({ kind: 'sent' }, { kind: 'failed', failure: refused }, { kind: 'typed', value: '1' });
    expect(form).toMatchObject({ failure: null, isShort: false });
  });
});
