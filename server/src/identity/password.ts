import { randomBytes, randomInt, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** scrypt with N = 2^15, r = 8, p = 1: 32 MB and some 80 ms for each guess. */
const current = { N: 32_768, r: 8, p: 1 };

const derive = (password: string, salt: Buffer, length: number, { N, r, p }: ScryptOptions): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // Two keyboards may compose the same letter differently.
    scrypt(password.normalize('NFKC'), salt, length, { N, r, p, maxmem: 256 * N! * r! }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });

/** `scrypt$N$r$p$salt$hash`, so that the cost can be raised later without asking anybody for a new password. Slow: never inside a work. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, 32, current);
  return ['scrypt', current.N, current.r, current.p, salt.toString('base64'), key.toString('base64')].join('$');
}

/**
 * A name that does not exist has no hash (null) and takes as long as one that does. Slow: never inside a work.
 */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const [, N, r, p, salt, key] = (hash ?? nobodysHash).split('$');
  const expected = Buffer.from(key!, 'base64');
  const actual = await derive(password, Buffer.from(salt!, 'base64'), expected.length, {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  });
  return timingSafeEqual(actual, expected) && hash !== null;
}

const nobodysHash = [
  'scrypt',
  current.N,
  current.r,
  current.p,
  Buffer.alloc(16).toString('base64'),
  Buffer.alloc(32).toString('base64'),
].join('$');

export type PasswordFault = 'too-short' | 'too-few-kinds' | 'holds-the-name';

/** 等保 default: twelve characters of three kinds out of small, capital, digit and other; and not the own name. */
export function passwordFault(password: string, name: string): PasswordFault | null {
  if ([...password].length < 12) return 'too-short';
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{Ll}\p{Lu}\p{N}]/u].filter((kind) => kind.test(password)).length;
  if (kinds < 3) return 'too-few-kinds';
  return password.toLowerCase().includes(name.toLowerCase()) ? 'holds-the-name' : null;
}

/** Twenty characters of three kinds in four groups, without those that look alike: 100 bits and more. */
export function newPassword(): string {
  const kinds = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789'];
  const all = kinds.join('');
  const group = () => Array.from({ length: 5 }, () => all[randomInt(all.length)]).join('');
  for (;;) {
    const password = [group(), group(), group(), group()].join('-');
    if (
      passwordFault(password, '\u0000') === null &&
      kinds.every((kind) => [...kind].some((letter) => password.includes(letter)))
    )
      return password;
  }
}
