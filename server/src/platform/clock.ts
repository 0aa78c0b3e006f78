/**
 * The business clock (业务时钟): what the scheme's calendar, deadlines and releases are judged by.
 * A demonstration moves it on by hand; tokens and one-time passwords always use real time (`realNow`).
 */
export interface Clock {
  now(): Date;
}

/** The only place in the server that reads the machine's clock. */
export function realNow(): Date {
  return new Date(Date.now());
}

export const systemClock: Clock = { now: realNow };

/** Runs at real speed, shifted by what has been moved on so far. Never goes back: what was published stays published. */
export class MovableClock implements Clock {
  #offsetMs: number;

  constructor(start: Date) {
    this.#offsetMs = start.getTime() - realNow().getTime();
  }

  now(): Date {
    return new Date(realNow().getTime() + this.#offsetMs);
  }

  /** @throws RangeError when `to` lies before the present business time */
  moveOnTo(to: Date): void {
    if (to.getTime() < this.now().getTime()) throw new RangeError('the business clock never goes back');
    this.#offsetMs = to.getTime() - realNow().getTime();
  }

  readonly #companions: ((to: Date) => Promise<void>)[] = [];
  readonly #welcomes: ((from: Date) => Promise<void>)[] = [];

  /** What would have happened on the way: runs before the clock arrives, and may move it on itself, up to `to`. */
  onTheWay(run: (to: Date) => Promise<void>): void {
    this.#companions.push(run);
  }

  /** What has to be true when whoever moved the clock gets the answer. */
  onArrival(run: (from: Date) => Promise<void>): void {
    this.#welcomes.push(run);
  }

  /** Moves on with everything that belongs to it. */
  async travelTo(to: Date): Promise<void> {
    const from = this.now();
    for (const run of this.#companions) await run(to);
    if (to > this.now()) this.moveOnTo(to);
    for (const run of this.#welcomes) await run(from);
  }

  /** Business time less real time, to be remembered across a restart. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  protected restore(offsetMs: number): void {
    this.#offsetMs = offsetMs;
  }
}

/** Stands still until it is set: a year on it is a test. */
export class FixedClock implements Clock {
  constructor(private at: Date) {}

  now(): Date {
    return new Date(this.at);
  }

  set(at: Date | string): void {
    this.at = new Date(at);
  }
}
