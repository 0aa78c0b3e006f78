import { platformProblems, realNow } from '../platform/index.js';

/**
 * At most `times` in `seconds` for each key, counted in this process. Beside the limits that stand in the database it
 * keeps one address from asking for thousands of phones. Behind a proxy the address is the visitor's only when the
 * server is told which proxy to believe; limits are therefore wide.
 */
export class RateLimit {
  readonly #counts = new Map<string, { count: number; endsAt: number }>();

  constructor(
    private readonly times: number,
    private readonly seconds: number,
    private readonly keptKeys = 10_000,
  ) {}

  /** Seconds to wait; 0 lets this one pass and counts it. */
  secondsToWait(key: string, now: Date): number {
    const at = now.getTime();
    const known = this.#counts.get(key);
    if (!known || known.endsAt <= at) {
      this.#counts.delete(key);
      this.#makeRoom();
      this.#counts.set(key, { count: 1, endsAt: at + this.seconds * 1000 });
      return 0;
    }
    if (known.count >= this.times) return Math.ceil((known.endsAt - at) / 1000);
    known.count += 1;
    return 0;
  }

  /** @throws Problem platform.too-many-requests */
  pass(key: string): void {
    const seconds = this.secondsToWait(key, realNow());
    if (seconds > 0) throw platformProblems['too-many-requests']({ seconds });
  }

  #makeRoom(): void {
    if (this.#counts.size < this.keptKeys) return;
    const oldest = this.#counts.keys().next();
    if (!oldest.done) this.#counts.delete(oldest.value);
  }
}
