import type { Caller, Works } from '../platform/index.js';

const longestLife = 30_000;

/**
 * Who is behind a token, for half a minute at most: between two answers of one screen nobody's rights change, and a
 * thousand answers a second need not ask the database a thousand times. What this server itself changes is forgotten at
 * once; what another process changes, within the half minute.
 */
export class CallerCache {
  /** Two halves: when the young one is full it becomes the old one, and whoever was in the old one is forgotten. */
  #young = new Map<string, Known>();
  #old = new Map<string, Known>();
  #changes = 0;

  constructor(private readonly keptCallers = 5_000) {}

  get(tokenHash: string, now: Date): Caller | null {
    const known = this.#young.get(tokenHash) ?? this.#old.get(tokenHash);
    if (!known || known.until <= now.getTime()) return null;
    if (!this.#young.has(tokenHash)) this.#keep(tokenHash, known);
    return known.caller;
  }

  /** Taken before the database is asked and given to `put`: what was forgotten meanwhile is not remembered again. */
  get changes(): number {
    return this.#changes;
  }

  put(tokenHash: string, caller: Caller, now: Date, sessionEndsAt: Date, changesBefore: number): void {
    if (changesBefore !== this.#changes) return;
    this.#keep(tokenHash, { caller, until: Math.min(now.getTime() + longestLife, sessionEndsAt.getTime()) });
  }

  /** Signed out, or the rights changed. */
  forget(who: { id: string } | { sessionId: string }): void {
    this.#changes += 1;
    for (const half of [this.#young, this.#old]) {
      for (const [tokenHash, { caller }] of half) {
        if ('id' in who ? caller.id === who.id : caller.sessionId === who.sessionId) half.delete(tokenHash);
      }
    }
  }

  #keep(tokenHash: string, known: Known): void {
    if (this.#young.size >= this.keptCallers / 2) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(tokenHash, known);
  }
}

interface Known {
  caller: Caller;
  until: number;
}

const caches = new WeakMap<Works, CallerCache>();

/** One cache for each database. */
export function callerCacheOf(works: Works): CallerCache {
  const cache = caches.get(works) ?? new CallerCache();
  caches.set(works, cache);
  return cache;
}
