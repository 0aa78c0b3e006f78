import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hash,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import type { Keys } from '../platform/index.js';

/** One key for each use, all from the identity key, so that a digest of one kind says nothing about another. */
type Use = 'totp' | 'contact' | 'phone' | 'phone-code' | 'wechat' | 'name';

/** What is sealed and can be opened again. */
type SealedUse = 'totp' | 'contact';

const derived = new WeakMap<Buffer, Map<Use, Buffer>>();

function keyFor({ identity }: Pick<Keys, 'identity'>, use: Use): Buffer {
  const known = derived.get(identity) ?? new Map<Use, Buffer>();
  derived.set(identity, known);
  const key = known.get(use) ?? Buffer.from(hkdfSync('sha256', identity, Buffer.alloc(0), `minsheng:${use}`, 32));
  known.set(use, key);
  return key;
}

/** A keyed digest (hex): equal for equal texts, and of no use to somebody who has only the database. */
export function digest(keys: Pick<Keys, 'identity'>, use: Exclude<Use, SealedUse>, ...parts: string[]): string {
  return createHmac('sha256', keyFor(keys, use)).update(JSON.stringify(parts)).digest('hex');
}

/** AES-256-GCM; `owner` is bound in, so that one person's secret cannot be copied into another's row. */
export function seal(keys: Pick<Keys, 'identity'>, owner: string, secret: Buffer, use: SealedUse = 'totp'): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor(keys, use), nonce).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** @throws when the text was changed, belongs to another owner, or was sealed with another key */
export function unseal(keys: Pick<Keys, 'identity'>, owner: string, text: string, use: SealedUse = 'totp'): Buffer {
  const bytes = Buffer.from(text, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keyFor(keys, use), bytes.subarray(0, 12)).setAAD(Buffer.from(owner));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
}

/**
 * Which door a token is for stands in the token: `h_` the `__Host-` cookie, `p_` the plain cookie of a server without
 * https, `c_` a citizen's Authorization header. So a cookie planted by a neighbouring host never opens a city's console.
 */
export type TokenDoor = 'h' | 'p' | 'c';

/** 256 random bits behind the door's letter. */
export function newToken(door: TokenDoor): string {
  return `${door}_${randomBytes(32).toString('base64url')}`;
}

export function isTokenFor(door: TokenDoor, text: string): boolean {
  return text.startsWith(`${door}_`) && /^[a-z]_[A-Za-z0-9_-]{43}$/.test(text);
}

/** What is kept of a token. */
export function tokenHash(token: string): string {
  return hash('sha256', token);
}

/** Compares two hex digests without telling by time how much of them agrees. */
export function sameDigest(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
