import { digest, isTokenFor, newToken, sameDigest, seal, tokenHash, unseal } from './secrets.js';

const keys = { identity: Buffer.alloc(32, 7) };
const others = { identity: Buffer.alloc(32, 8) };
const secret = Buffer.from('twenty bytes secret!');

describe('sealed secrets', () => {
  it('open for their owner with the same key, and look different each time', () => {
    const [one, two] = [seal(keys, 'P1', secret), seal(keys, 'P1', secret)];
    expect(one).not.toBe(two);
    expect(unseal(keys, 'P1', one)).toEqual(secret);
  });

  it.each([
    ['another owner', () => unseal(keys, 'P2', seal(keys, 'P1', secret))],
    ['another key', () => unseal(others, 'P1', seal(keys, 'P1', secret))],
    [
      'a changed byte',
      () => {
        const bytes = Buffer.from(seal(keys, 'P1', secret), 'base64');
        bytes[30]! ^= 1;
        return unseal(keys, 'P1', bytes.toString('base64'));
      },
    ],
  ])('do not open with %s', (_title, open) => {
    expect(open).toThrow();
  });
});

describe('digests', () => {
  it('are equal for equal texts, and differ by key, by use and by where one part ends', () => {
    const one = digest(keys, 'wechat', 'app', 'openid');
    expect(digest({ identity: Buffer.alloc(32, 7) }, 'wechat', 'app', 'openid')).toBe(one);
    const others_ = [
      digest(others, 'wechat', 'app', 'openid'),
      digest(keys, 'phone', 'app', 'openid'),
      digest(keys, 'wechat', 'appo', 'penid'),
    ];
    expect(others_).not.toContain(one);
    expect(sameDigest(one, one)).toBe(true);
    expect(sameDigest(one, others_[0]!)).toBe(false);
    expect(sameDigest(one, '')).toBe(false);
  });
});

describe('tokens', () => {
  it('open one door only', () => {
    const token = newToken('c');
    expect([isTokenFor('c', token), isTokenFor('h', token), isTokenFor('p', token)]).toEqual([true, false, false]);
    expect(tokenHash(token)).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each(['', 'c_', `c_${'a'.repeat(42)}`, `c_${'a'.repeat(44)}`, `c_${'a'.repeat(42)}'`, `x${newToken('c')}`])(
    '%j is no token',
    (text) => {
      expect(isTokenFor('c', text)).toBe(false);
    },
  );
});
