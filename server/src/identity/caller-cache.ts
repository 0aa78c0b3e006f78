import type { Caller, Works } from '../platform/index.js';

const longestLife = 30_000;

/**
 * Who is behind a token, for half a minute at most: between two answers of one screen nobody's rights change, and a
 * thousand answers a second need not ask the database a thousand times. What this server itself changes is forgotten at
 * once; what another process changes, within the half minute.
 */
export class CallerCache {
  readonly #known = new Map<string, { caller: Caller; until: number }>();
  #changes = 0;

  constructor(private readonly keptCallers = 5_000) {}

  get(tokenHash: string, now: Date): Caller | null {
    const entry = this.#known.get(tokenHash);
    if (!entry) return null;
    this.#known.delete(tokenHash);
    if (entry.until <= now.getTime()) return null;
    this.#known.set(tokenHash, entry);
    return entry.caller;
  }

  /** Taken before the database is asked and given to `put`: what was forgotten meanwhile is not remembered again. */
  get changes(): number {
    return this.#changes;
  }

  put(tokenHash: string, caller: Caller, now: Date, sessionEndsAt: Date, changesBefore: number): void {
    if (changesBefore !== this.#changes) return;
    this.#known.set(tokenHash, { caller, until: Math.min(now.getTime() + longestLife, sessionEndsAt.getTime()) });
    if (this.#known.size <= this.keptCallers) return;
    const oldest = this.#known.keys().next();
    if (!oldest.done) this.#known.delete(oldest.value);
  }

  /** Signed out, or the rights changed. */
  forget(who: { id: string } | { sessionId: string }): void {
    this.#changes += 1;
    for (const [tokenHash, { caller }] of this.#known) {
      if ('id' in who ? caller.id === who.id : caller.sessionId === who.sessionId) this.#known.delete(tokenHash);
    }
  }
}

const caches = new WeakMap<Works, CallerCache>();

/** One cache for each database. */
export function callerCacheOf(works: Works): CallerCache {
  const cache = caches.get(works) ?? new CallerCache();
  caches.set(works, cache);
  return cache;
}
