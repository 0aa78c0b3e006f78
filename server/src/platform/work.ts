import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, QueryRunner } from 'typeorm';
import type { Caller } from './caller.js';
import type { Clock } from './clock.js';
import { type Dialect, dialectOf } from './database/dialect.js';
import { isTransient, isUniqueViolation, problemOfConstraint } from './database/database-problems.js';
import type { KeyedText } from './database/look-up.js';
import type { Database } from './database/open-database.js';
import { appendToLedger } from './ledger.js';
import type { Work } from './unit-of-work.js';

export type { Work };

export interface WriteOptions {
  /** PostgreSQL only; SQLite writes are serial anyway. */
  isolation?: 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';
}

const retries = 3;

/**
 * The only place that sees a `DataSource`. TypeORM runs all SQLite statements of a DataSource on one connection, so
 * transactions of two requests would mix and lose each other's rows (decision 0001): writes queue here, and a write
 * inside a write is an error at once instead of a deadlock.
 */
export class Works {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #dialect: Dialect;
  readonly #writing = new Turn();
  readonly #reading = new Turn();
  readonly #inside = new AsyncLocalStorage<{ open: boolean }>();
  /** Pieces of work under way. */
  #open = 0;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
    this.#dialect = dialectOf(database.writer);
  }

  get dialect(): Dialect {
    return this.#dialect;
  }

  /**
   * Runs `fn` in one transaction and commits it; any throw leaves nothing behind. Deadlocks and serialisation failures
   * (`40P01`, `40001`) are tried again three times, so `fn` must do nothing but talk to the database.
   */
  async write<Result>(
    caller: Caller,
    fn: (work: Work) => Promise<Result>,
    options: WriteOptions = {},
  ): Promise<Result> {
    this.#refuseNesting();
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#once(caller, fn, options);
      } catch (error) {
        if (attempt < retries && isTransient(error)) {
          await pause(10 * 2 ** attempt);
          continue;
        }
        throw problemOfConstraint(error) ?? error;
      }
    }
  }

  /** A read-only view of one moment. */
  async read<Result>(caller: Caller, fn: (work: Work) => Promise<Result>): Promise<Result> {
    this.#refuseNesting();
    const source = this.#database.reader;
    if (this.#dialect === 'sqlite') {
      return this.#reading.take(() => {
        const runner = source.createQueryRunner();
        return this.#transaction(runner, 'BEGIN', caller, fn, false);
      });
    }
    const runner = source.createQueryRunner();
    try {
      return await this.#transaction(
        runner,
        'START TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY',
        caller,
        fn,
        false,
      );
    } finally {
      await runner.release();
    }
  }

  /**
   * One row by its key, as it is committed now: for the one question a hot route asks at every request, where a piece of
   * work would cost more than the answer. At once on SQLite, a promise on PostgreSQL.
   */
  lookUp(row: KeyedText, key: string): string | null | Promise<string | null> {
    return this.#database.lookUp(row, key);
  }

  async #once<Result>(caller: Caller, fn: (work: Work) => Promise<Result>, options: WriteOptions): Promise<Result> {
    const source: DataSource = this.#database.writer;
    if (this.#dialect === 'sqlite') {
      // IMMEDIATE: the writer thread writes to the same file, and a transaction that turns from reading to writing
      // half-way is refused by SQLite without waiting.
      return this.#writing.take(() =>
        this.#transaction(source.createQueryRunner(), 'BEGIN IMMEDIATE', caller, fn, true),
      );
    }
    const runner = source.createQueryRunner();
    try {
      const isolation = options.isolation ?? 'READ COMMITTED';
      return await this.#transaction(runner, `START TRANSACTION ISOLATION LEVEL ${isolation}`, caller, fn, true);
    } finally {
      await runner.release();
    }
  }

  async #transaction<Result>(
    runner: QueryRunner,
    begin: string,
    caller: Caller,
    fn: (work: Work) => Promise<Result>,
    writes: boolean,
  ): Promise<Result> {
    const work: Work = { tx: runner.manager, caller, now: this.#clock.now(), dialect: this.#dialect, pending: [] };
    const scope = { open: true };
    // TypeORM's own `save` would open a transaction of its own unless the runner says that one is open.
    const state = runner as { isTransactionActive: boolean; transactionDepth?: number };
    await runner.query(begin);
    state.isTransactionActive = true;
    state.transactionDepth = 1;
    this.#open += 1;
    try {
      const result = await this.#inside.run(scope, () => fn(work));
      if (writes) await appendToLedger(work);
      else if (work.pending.length > 0) throw new Error('a read cannot record in the ledger');
      await runner.query('COMMIT');
      if (writes) this.#database.renewLookUps();
      return result;
    } catch (error) {
      await runner.query('ROLLBACK').catch(() => undefined);
      // Two appenders under REPEATABLE READ see the same head; the loser's sequence number is taken: try again.
      throw isUniqueViolation(error) && /ledger_entry/.test(String((error as Error).message))
        ? asTransient(error)
        : error;
    } finally {
      scope.open = false;
      this.#open -= 1;
      // While the storage follows somebody, every promise of the process costs more: hot routes open no work.
      if (this.#open === 0) this.#inside.disable();
      state.isTransactionActive = false;
      state.transactionDepth = 0;
    }
  }

  #refuseNesting(): void {
    if (this.#inside.getStore()?.open) {
      throw new Error('works.write or works.read was called inside a piece of work: hand the work down instead');
    }
  }
}

/** First come, first served. */
class Turn {
  #tail: Promise<unknown> = Promise.resolve();

  take<Result>(fn: () => Promise<Result>): Promise<Result> {
    const mine = this.#tail.then(fn, fn);
    this.#tail = mine.catch(() => undefined);
    return mine;
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function asTransient(error: unknown): Error {
  return Object.assign(new Error('the ledger moved on', { cause: error }), { code: '40001' });
}
