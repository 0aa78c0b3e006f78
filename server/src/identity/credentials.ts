import { randomBytes } from 'node:crypto';
import { hashPassword, newPassword } from './password.js';

/** What opens an account: made outside any work, since hashing is slow; shown once. */
export interface Credentials {
  password: string;
  passwordHash: string;
  totpSecret: Buffer;
}

/** A password of our making unless one is given, and 160 random bits for the authenticator (RFC 4226, section 4). */
export async function makeCredentials(password: string = newPassword()): Promise<Credentials> {
  return { password, passwordHash: await hashPassword(password), totpSecret: randomBytes(20) };
}
