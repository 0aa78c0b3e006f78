import { hash } from 'node:crypto';
import { idBytes } from '../../platform/index.js';

/** Bytes of a person's key; 80 bits: among ten million respondents two share one with a chance of 1 in 20 thousand million. */
const keyLength = 10;

/** How often one person may change an answer. */
export const mostRevisions = 50;

/** A poll's salt made ready for HMAC-SHA-256 (RFC 2104): the key's block for the inner and for the outer hash, and room behind. */
export interface SaltBlocks {
  inner: Buffer;
  outer: Buffer;
}

const blockLength = 64;
/** Bytes of a citizen's id at most. */
const longestId = 256;

/** @param salt of 32 bytes, shorter than a block of SHA-256 */
export function saltBlocks(salt: Uint8Array): SaltBlocks {
  const block = (pad: number, room: number): Buffer => {
    const bytes = Buffer.alloc(blockLength + room);
    for (let index = 0; index < blockLength; index++) bytes[index] = (salt[index] ?? 0) ^ pad;
    return bytes;
  };
  return { inner: block(0x36, longestId), outer: block(0x5c, 32) };
}

/**
 * Whose answer it is, without saying who (HMAC of the citizen with the poll's salt, BR-02): the same in one poll, unlinkable
 * between polls, and nobody's once the salt is destroyed. Two one-shot hashes, and those as text: an Hmac object costs ten
 * times as much and a hash as bytes three times, and this runs for every answer.
 */
export function keyWith({ inner, outer }: SaltBlocks, citizenId: string): Buffer {
  const length = blockLength + inner.write(citizenId, blockLength);
  outer.write(hash('sha256', inner.subarray(0, length)), blockLength, 'hex');
  return Buffer.from(hash('sha256', outer).slice(0, 2 * keyLength), 'hex');
}

/** The same from the salt itself. */
export function personKey(salt: Uint8Array, citizenId: string): Buffer {
  return keyWith(saltBlocks(salt), citizenId);
}

/** The one place that a person's answer of this revision can take: the database refuses a second. */
export function slotOf(key: Uint8Array, revision: number): Buffer {
  const slot = Buffer.allocUnsafe(keyLength + 1);
  slot.set(key, 0);
  slot[keyLength] = revision;
  return slot;
}

export function revisionOf(slot: Uint8Array): number {
  return slot[keyLength] as number;
}

/** An interviewer's device makes its ids itself; nobody stands behind them. */
export function interviewSlot(clientId: string): Buffer {
  return idBytes(clientId);
}

/**
 * 8 bytes that stand for what was sent: the same for a resend, another for anything else under the same id. The receipt
 * (回执) is made of them, so it proves the content to whoever has the phone, and to nobody else.
 */
export function originOf(clientId: string, answers: Uint8Array, texts: string | null): Buffer {
  const words = texts === null ? '' : texts;
  const longest = clientId.length + answers.length + 3 * words.length;
  const bytes = longest <= scratch.length ? scratch : Buffer.allocUnsafe(longest);
  let at = bytes.write(clientId, 0, 'latin1');
  bytes.set(answers, at);
  at += answers.length;
  if (words !== '') at += bytes.write(words, at, 'utf8');
  return Buffer.from(hash('sha256', bytes.subarray(0, at)).slice(0, 16), 'hex');
}

/** Where what is hashed is put together: an allocation for each answer costs as much as the hash. */
const scratch = Buffer.alloc(8192);

/** Crockford's alphabet: no I, L, O, U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `7K2F-9QXC-M4`: the first 50 bits, five a digit. */
export function receiptOf(origin: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (let at = 0; text.length < 12; at++) {
    held = ((held << 8) | (origin[at] as number)) & 0xffff;
    bits += 8;
    while (bits >= 5 && text.length < 12) {
      bits -= 5;
      text += alphabet[(held >> bits) & 31];
      if (text.length === 4 || text.length === 9) text += '-';
    }
  }
  return text;
}

export const receiptPattern = '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}$';
