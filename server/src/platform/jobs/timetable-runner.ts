import { systemCaller } from '../caller.js';
import type { Caller } from '../caller.js';
import type { Clock } from '../clock.js';
import { rows } from '../database/rows.js';
import type { Works } from '../work.js';

/** One line of `timetable.ts`: `run` is called when `everySeconds` of business time have passed since it last ran. */
export interface TimetableLine {
  name: string;
  everySeconds: number;
  run: (works: Works, caller: Caller, now: Date) => Promise<void>;
}

/**
 * Runs the timetable by the business clock. The time of the last run is in the database, so of several server processes
 * one takes each run, and after a stop a missed run is made up once.
 */
export class TimetableRunner {
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;

  constructor(
    private readonly works: Works,
    private readonly clock: Clock,
    private readonly lines: readonly TimetableLine[],
    private readonly onTrouble: (what: string, error: unknown) => void = () => undefined,
  ) {}

  start(everyMilliseconds = 250): void {
    this.#timer = setInterval(() => void this.runDue(), everyMilliseconds);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    await this.#running;
  }

  runDue(): Promise<void> {
    this.#running ??= this.#runDue().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  readonly #lastRun = new Map<string, number>();

  async #runDue(): Promise<void> {
    const now = this.clock.now();
    for (const line of this.lines) {
      // What this process ran itself a moment ago needs no look at the database.
      const last = this.#lastRun.get(line.name);
      if (last !== undefined && now.getTime() < last + line.everySeconds * 1000) continue;
      try {
        if (await this.#take(line, now)) await line.run(this.works, systemCaller(`timetable:${line.name}`), now);
        this.#lastRun.set(line.name, now.getTime());
      } catch (error) {
        this.onTrouble(`timetable line ${line.name}`, error);
        this.#lastRun.set(line.name, now.getTime());
      }
    }
  }

  #take(line: TimetableLine, now: Date): Promise<boolean> {
    const due = new Date(now.getTime() - line.everySeconds * 1000).toISOString();
    return this.works.write(systemCaller('timetable'), async (work) => {
      const taken = await rows(
        work,
        `INSERT INTO timetable_run (name, last_run_at) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET last_run_at = excluded.last_run_at WHERE timetable_run.last_run_at <= $3 RETURNING name`,
        [line.name, now.toISOString(), due],
      );
      return taken.length > 0;
    });
  }
}
