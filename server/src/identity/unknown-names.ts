import { afterRefusal, secondsLocked, type Attempts } from './lockout.js';

/**
 * Names that nobody has lock like names that somebody has; otherwise the lock would tell which exist. Kept in memory:
 * after a restart a stranger starts anew.
 */
export class UnknownNames {
  readonly #attempts = new Map<string, Attempts>();

  constructor(private readonly keptNames = 10_000) {}

  secondsLocked(name: string, now: Date): number {
    const attempts = this.#attempts.get(name);
    return attempts ? secondsLocked(attempts, now) : 0;
  }

  refuse(name: string, now: Date): void {
    const attempts = afterRefusal(this.#attempts.get(name) ?? { failedAttempts: 0, lockedUntil: null }, now);
    this.#attempts.delete(name);
    this.#attempts.set(name, attempts);
    const oldest = this.#attempts.keys().next();
    if (this.#attempts.size > this.keptNames && !oldest.done) this.#attempts.delete(oldest.value);
  }
}
