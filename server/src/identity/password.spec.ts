import { hashPassword, newPassword, passwordFault, verifyPassword } from './password.js';

describe('passwords', () => {
  it('the right one opens, another does not, and two hashes of one password differ', async () => {
    const [one, two] = await Promise.all([hashPassword('right horse 1'), hashPassword('right horse 1')]);
    expect(one).not.toBe(two);
    expect(one).not.toContain('right');
    expect(await verifyPassword('right horse 1', one)).toBe(true);
    expect(await verifyPassword('right horse 2', one)).toBe(false);
  });

  it('nobody’s password is never right', async () => {
    expect(await verifyPassword('', null)).toBe(false);
    expect(await verifyPassword('anything', null)).toBe(false);
  });

  it('an old hash with a lower cost still opens', async () => {
    // scrypt of `pleaseletmein`, salt `SodiumChloride`, N 16384, r 8, p 1: RFC 7914, section 12.
    const hash = [
      'scrypt',
      16384,
      8,
      1,
      Buffer.from('SodiumChloride').toString('base64'),
      Buffer.from(
        '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
        'hex',
      ).toString('base64'),
    ].join('$');
    expect(await verifyPassword('pleaseletmein', hash)).toBe(true);
  });

  it.each([
    ['Short-1aB', 'clerk', 'too-short'],
    ['alllowercase1', 'clerk', 'too-few-kinds'],
    ['Long-enough-1', 'clerk', null],
    ['My-Clerk-2026', 'clerk', 'holds-the-name'],
    ['这是一个很长的口令呀呀呀', 'clerk', 'too-few-kinds'],
  ])('%j for %s: %s', (password, name, fault) => {
    expect(passwordFault(password, name)).toBe(fault);
  });

  it('a made password is good enough and never the same', () => {
    const made = Array.from({ length: 50 }, newPassword);
    expect(made.map((password) => passwordFault(password, 'somebody'))).toEqual(made.map(() => null));
    expect(new Set(made).size).toBe(50);
  });
});
