import { type Works, idBytes, idText } from '../platform/index.js';

/** 32-bit words of an entry: 3 of the token's hash, 4 of the citizen's id, 1 for the second until which it holds. */
const words = 8;
const ways = 8;
const untilAt = 7;

/**
 * Citizens' sessions in memory, 32 bytes each: when a poll opens, a city's citizens come in the same hour, each once, and a
 * search in the database would cost more than what is done with the answer (decision 0010). It is a shelf beside the
 * database, which has the last word: what is not here is asked for there.
 *
 * A token is known by 96 bits of its SHA-256; whoever guesses tokens has to ask for each of them.
 */
export class SessionBook {
  readonly #entries: Uint32Array;
  readonly #buckets: number;
  readonly #sought = new Uint32Array(3);
  readonly #id = Buffer.alloc(16);
  /** Milliseconds of real time until which entries are believed at all. */
  #believedUntil = 0;
  #changes = 0;

  /** @param capacity entries at most, a power of two */
  constructor(readonly capacity = 262_144) {
    this.#buckets = capacity / ways;
    this.#entries = new Uint32Array(capacity * words);
  }

  /** What other servers end is known up to now: entries may be believed until then. */
  believeUntil(instant: number): void {
    this.#believedUntil = instant;
  }

  /** Taken before the database is asked and given to `put`: what ended meanwhile is not written down again. */
  get changes(): number {
    return this.#changes;
  }

  /** @returns the citizen's id */
  find(tokenHash: string, now: Date): string | null {
    const time = now.getTime();
    if (time >= this.#believedUntil) return null;
    const at = this.#placeOf(tokenHash);
    const entries = this.#entries;
    if (at < 0 || (entries[at + untilAt] as number) * 1000 <= time) return null;
    for (let word = 0; word < 4; word++) this.#id.writeUInt32LE(entries[at + 3 + word] as number, word * 4);
    return idText(this.#id);
  }

  /** Where its bucket is full, the entry that ends first makes room. @param until when the database must be asked again */
  put(tokenHash: string, citizenId: string, until: Date, changesBefore: number): void {
    if (changesBefore !== this.#changes) return;
    const known = this.#placeOf(tokenHash);
    const at = known >= 0 ? known : this.#roomiest();
    const entries = this.#entries;
    entries.set(this.#sought, at);
    const id = idBytes(citizenId);
    for (let word = 0; word < 4; word++) entries[at + 3 + word] = id.readUInt32LE(word * 4);
    entries[at + untilAt] = Math.floor(until.getTime() / 1000);
  }

  /** Signed out, here or elsewhere. */
  forget(tokenHashes: readonly string[]): void {
    this.#changes += 1;
    for (const tokenHash of tokenHashes) {
      const at = this.#placeOf(tokenHash);
      if (at >= 0) this.#entries.fill(0, at, at + words);
    }
  }

  /** Index of the entry's first word, -1 when it is not here. Leaves the hash in `#sought`. */
  #placeOf(tokenHash: string): number {
    const sought = this.#sought;
    for (let word = 0; word < 3; word++) sought[word] = wordOf(tokenHash, word * 8);
    const [a, b, c] = sought as unknown as [number, number, number];
    const entries = this.#entries;
    const first = this.#bucket();
    for (let at = first; at < first + ways * words; at += words) {
      if (entries[at] === a && entries[at + 1] === b && entries[at + 2] === c) return at;
    }
    return -1;
  }

  #bucket(): number {
    return ((this.#sought[0] as number) % this.#buckets) * ways * words;
  }

  #roomiest(): number {
    const first = this.#bucket();
    let best = first;
    for (let at = first; at < first + ways * words; at += words) {
      if ((this.#entries[at + untilAt] as number) < (this.#entries[best + untilAt] as number)) best = at;
    }
    return best;
  }
}

/** Eight hex digits, lower case, as a number. */
function wordOf(hex: string, from: number): number {
  let word = 0;
  for (let at = from; at < from + 8; at++) {
    const code = hex.charCodeAt(at);
    word = (word << 4) | (code < 58 ? code - 48 : code - 87);
  }
  return word >>> 0;
}

const books = new WeakMap<Works, SessionBook>();

/** One for each database. */
export function sessionBookOf(works: Works): SessionBook {
  const book = books.get(works) ?? new SessionBook();
  books.set(works, book);
  return book;
}
