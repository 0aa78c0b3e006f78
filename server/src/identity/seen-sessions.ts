import { type Works, systemCaller } from '../platform/index.js';
import { touchSessions } from './identity.queries.js';
import type { SessionId } from './session.entity.js';

/** Sessions in one write: it holds up all others while it lasts. */
const atOnce = 500;

/**
 * Sessions that were used again after lying idle for a while. Those that come while some are being written are written
 * together next: when a poll opens, a city's citizens come back in the same minute, and a transaction for each of them
 * would hold up their answers.
 */
export class SeenSessions {
  readonly #seen = new Map<SessionId, Date>();
  #isWriting = false;

  constructor(private readonly works: Works) {}

  add(id: SessionId, now: Date): void {
    this.#seen.set(id, now);
    if (!this.#isWriting) void this.#write();
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    for (let isWritten = true; isWritten && this.#seen.size > 0; ) {
      const some = [...this.#seen].slice(0, atOnce);
      for (const [id] of some) this.#seen.delete(id);
      const now = some[some.length - 1]![1];
      const ids = some.map(([id]) => id);
      // Nobody waits for this; should it fail, it is tried again together with the next that comes.
      isWritten = await this.works
        .write(systemCaller('identity'), (work) => touchSessions(work, ids, now))
        .then(
          () => true,
          () => false,
        );
      if (!isWritten) for (const [id, at] of some) if (!this.#seen.has(id)) this.#seen.set(id, at);
    }
    this.#isWriting = false;
  }
}

const kept = new WeakMap<Works, SeenSessions>();

/** One for each database. */
export function seenSessionsOf(works: Works): SeenSessions {
  const seen = kept.get(works) ?? new SeenSessions(works);
  kept.set(works, seen);
  return seen;
}
