import type { Caller } from '../caller.js';
import { systemCaller } from '../caller.js';
import { realNow } from '../clock.js';
import { rows } from '../database/rows.js';
import { type LedgerLink, type LedgerRow, linkOf } from '../ledger.js';
import type { Work, Works } from '../work.js';

/** Runs after the commit of the entry it reacts to, at least once: it must do no harm when run again. */
export type Reaction = (works: Works, entry: LedgerLink, caller: Caller) => Promise<void>;

/** `action → { name → function }`; the whole list stands in `reactions.ts`. */
export type Reactions = Readonly<Record<string, Readonly<Record<string, Reaction>>>>;

const leaseSeconds = 60;
const attemptsBeforeGivingUp = 8;

interface Claimed {
  entry: LedgerLink;
  reaction: string;
  attempts: number;
}

/** 1, 2, 4 … 64 seconds. */
export function pauseBeforeAttempt(attempts: number): number {
  return Math.min(64, 2 ** attempts);
}

export class ReactionWorker {
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<number> | null = null;

  constructor(
    private readonly works: Works,
    private readonly reactions: Reactions,
    private readonly onTrouble: (what: string, error: unknown) => void = () => undefined,
  ) {}

  start(everyMilliseconds = 500): void {
    this.#timer = setInterval(
      () => void this.runOnce().catch((error) => this.onTrouble('reaction worker', error)),
      everyMilliseconds,
    );
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    await this.#running;
  }

  /** Claims what is due, runs it, and says how many were done. Calls that overlap share one run. */
  runOnce(): Promise<number> {
    this.#running ??= this.#drain().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #drain(): Promise<number> {
    let done = 0;
    for (;;) {
      // A look first: an idle worker takes no write lock from those who have something to write.
      if (!(await this.works.read(systemCaller('reactions'), isAnyDue))) return done;
      const claimed = await this.works.write(systemCaller('reactions'), claim);
      if (claimed.length === 0) return done;
      for (const item of claimed) if (await this.#run(item)) done += 1;
    }
  }

  async #run({ entry, reaction, attempts }: Claimed): Promise<boolean> {
    const caller = systemCaller(`reaction:${reaction}`.slice(0, 60));
    try {
      const fn = this.reactions[entry.action]?.[reaction];
      if (!fn) throw new Error(`no reaction named ${reaction}`);
      await fn(this.works, entry, caller);
      await this.works.write(caller, (work) =>
        rows(
          work,
          `UPDATE reaction_claim SET state = 'DONE', leased_until = NULL, last_error = NULL WHERE entry_sequence = $1 AND reaction = $2`,
          [entry.sequence, reaction],
        ),
      );
      return true;
    } catch (error) {
      const givenUp = attempts >= attemptsBeforeGivingUp;
      this.onTrouble(`reaction ${reaction} to entry ${entry.sequence}${givenUp ? ' (given up)' : ''}`, error);
      const nextTry = new Date(realNow().getTime() + pauseBeforeAttempt(attempts) * 1000).toISOString();
      await this.works.write(caller, (work) =>
        rows(
          work,
          `UPDATE reaction_claim SET state = $1, next_try_at = $2, leased_until = NULL, last_error = $3 WHERE entry_sequence = $4 AND reaction = $5`,
          [givenUp ? 'GIVEN_UP' : 'WAITING', nextTry, String(error).slice(0, 500), entry.sequence, reaction],
        ),
      );
      return false;
    }
  }
}

const dueClaims = `state = 'WAITING' AND next_try_at <= $1 AND (leased_until IS NULL OR leased_until < $1)`;

async function isAnyDue(work: Work): Promise<boolean> {
  const found = await rows(work, `SELECT 1 AS due FROM reaction_claim WHERE ${dueClaims} LIMIT 1`, [
    realNow().toISOString(),
  ]);
  return found.length > 0;
}

/** Takes up to ten due claims for a minute. On PostgreSQL several workers take different ones. */
async function claim(work: Work): Promise<Claimed[]> {
  const now = realNow();
  const skip = work.dialect === 'postgres' ? 'FOR UPDATE SKIP LOCKED' : '';
  const due = await rows<{ entry_sequence: number; reaction: string; attempts: number }>(
    work,
    `SELECT entry_sequence, reaction, attempts FROM reaction_claim
     WHERE ${dueClaims}
     ORDER BY entry_sequence, reaction LIMIT 10 ${skip}`,
    [now.toISOString()],
  );
  const claimed: Claimed[] = [];
  for (const item of due) {
    await rows(
      work,
      `UPDATE reaction_claim SET leased_until = $1, attempts = $2 WHERE entry_sequence = $3 AND reaction = $4`,
      [
        new Date(now.getTime() + leaseSeconds * 1000).toISOString(),
        Number(item.attempts) + 1,
        item.entry_sequence,
        item.reaction,
      ],
    );
    const [row] = await rows<LedgerRow>(work, 'SELECT * FROM ledger_entry WHERE sequence = $1', [item.entry_sequence]);
    if (row) claimed.push({ entry: linkOf(row), reaction: item.reaction, attempts: Number(item.attempts) + 1 });
  }
  return claimed;
}

/** What was given up: shown to the administrator, never lost. */
export async function givenUpReactions(
  work: Work,
): Promise<{ sequence: number; reaction: string; lastError: string | null }[]> {
  const found = await rows<{ entry_sequence: number; reaction: string; last_error: string | null }>(
    work,
    `SELECT entry_sequence, reaction, last_error FROM reaction_claim WHERE state = 'GIVEN_UP' ORDER BY entry_sequence`,
  );
  return found.map((row) => ({
    sequence: Number(row.entry_sequence),
    reaction: row.reaction,
    lastError: row.last_error,
  }));
}
