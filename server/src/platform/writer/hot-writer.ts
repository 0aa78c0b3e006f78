import { platformProblems } from '../platform.problems.js';
import { problemOfConstraint } from '../database/database-problems.js';
import { EntrySlab } from './entry-codec.js';
import type { HotTable, Lane, Outcome } from './hot-table.js';

/** Entries that are worth a commit of their own while others are on their way. */
const enough = 32;

interface Waiting {
  /** The encoded entry: what the lanes get, and all that is kept of an item. */
  bytes: Uint8Array;
  resolve: (outcome: Outcome) => void;
  reject: (error: unknown) => void;
}

interface LaneInUse {
  lane: Lane;
  /** Entries of each batch that it has, the oldest first. */
  underway: number[];
}

export interface HotWriterOptions {
  tables: readonly HotTable<never>[];
  lanes: readonly Lane[];
  /** Business clock: the instant a batch is stamped with. */
  now: () => Date;
  /** Entries waiting or on their way at most; one more is refused. */
  limit?: number;
  /** Entries in one transaction at most. */
  batchLimit?: number;
  /** Told when a batch failed for a reason outside its rows. */
  onTrouble?: (what: string, error: unknown) => void;
}

/**
 * The queue before the lanes (decision D12). What is submitted while a batch is being made durable forms the next batch:
 * the disk sets the pace and there is no timer. A promise that resolves means the entry survives a power cut.
 */
export class HotWriter {
  readonly #tables: readonly HotTable<never>[];
  readonly #lanes: readonly LaneInUse[];
  readonly #now: () => Date;
  readonly #limit: number;
  readonly #batchLimit: number;
  readonly #onTrouble: (what: string, error: unknown) => void;
  readonly #slab = new EntrySlab();
  #queue: Waiting[] = [];
  #underway = 0;
  #isScheduled = false;
  #isStopping = false;
  #whenDrained: (() => void) | null = null;

  constructor(options: HotWriterOptions) {
    this.#tables = options.tables;
    this.#lanes = options.lanes.map((lane) => ({ lane, underway: [] }));
    this.#now = options.now;
    this.#limit = options.limit ?? 4096;
    this.#batchLimit = options.batchLimit ?? 512;
    this.#onTrouble = options.onTrouble ?? (() => undefined);
  }

  /** Waiting and on their way to the disk. */
  get load(): number {
    return this.#queue.length + this.#underway;
  }

  /**
   * Resolves after the commit; a resend of the same id with the same content resolves too, as `repeated`.
   * @throws Problem `platform.busy` when the queue is full or the outcome is unknown (resend), `platform.stopping`, or
   * what a constraint of the table stands for
   */
  submit<Item>(table: HotTable<Item>, item: Item): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      if (this.#isStopping) throw platformProblems.stopping();
      if (this.load >= this.#limit) throw platformProblems.busy();
      const index = this.#tables.indexOf(table as unknown as HotTable<never>);
      if (index < 0) throw new Error(`hot table ${table.name} is not known to this writer`);
      this.#queue.push({ bytes: this.#slab.encode(index, table, table.encode(item)), resolve, reject });
      this.#schedule();
    });
  }

  /** Takes no more, writes what is waiting, then lets go of the database. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.load > 0) await new Promise<void>((resolve) => (this.#whenDrained = resolve));
    await Promise.all(this.#lanes.map(({ lane }) => lane.stop()));
  }

  /** Once per turn of the event loop, so that requests read in the same turn share a batch; at once when it is worth it. */
  #schedule(): void {
    if (this.#isScheduled && this.#queue.length < enough) return;
    if (!this.#freeLane()) return;
    if (this.#queue.length >= enough) return this.#dispatch();
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#dispatch();
    });
  }

  /**
   * Where the next batch goes: when some are on their way already, it waits until it is as large as they are, or large enough.
   * A smaller one would only cost a commit more.
   */
  #freeLane(): LaneInUse | undefined {
    let idle: LaneInUse | undefined;
    let next: LaneInUse | undefined;
    let smallest = Infinity;
    for (const inUse of this.#lanes) {
      const { lane, underway } = inUse;
      if (underway.length === 0) idle ??= inUse;
      else if (underway.length < lane.depth) next ??= inUse;
      for (const entries of underway) smallest = Math.min(smallest, entries);
    }
    return smallest < Infinity && this.#queue.length < Math.min(smallest, enough) ? undefined : (idle ?? next);
  }

  #dispatch(): void {
    while (this.#queue.length > 0) {
      const lane = this.#freeLane();
      if (!lane) break;
      const batch = this.#queue.splice(0, this.#batchLimit);
      this.#underway += batch.length;
      lane.underway.push(batch.length);
      void this.#write(lane, batch);
    }
    // Every lane has copied what it was given.
    if (this.#queue.length === 0) this.#slab.reuse();
  }

  async #write(inUse: LaneInUse, batch: readonly Waiting[]): Promise<void> {
    try {
      const entries = batch.map(({ bytes }) => bytes);
      const results = await inUse.lane.write(entries, this.#now());
      batch.forEach((waiting, index) => {
        const result = results[index];
        if (typeof result === 'string') waiting.resolve(result);
        else waiting.reject(refusalOf(result ?? { message: 'the lane gave no result' }));
      });
    } catch (error) {
      this.#onTrouble(`a batch of ${batch.length}`, error);
      for (const waiting of batch) waiting.reject(platformProblems.busy());
    }
    this.#underway -= batch.length;
    inUse.underway.shift();
    if (this.#queue.length > 0) this.#dispatch();
    else if (this.#underway === 0) this.#whenDrained?.();
  }
}

function refusalOf(fault: { message: string }): Error {
  const error = Object.assign(new Error(fault.message), fault);
  return problemOfConstraint(error) ?? error;
}
