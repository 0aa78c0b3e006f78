import { Worker } from 'node:worker_threads';
import { joinEntries } from './entry-codec.js';
import type { HotTableShape, Lane, LaneResult, RowFault } from './hot-table.js';

export interface WriterThreadData {
  file: string;
  tables: readonly HotTableShape[];
}

/** `length`: bytes of the buffer that are the batch. */
export type ToWriterThread = { batch: ArrayBuffer; length: number; at: string } | 'stop';
/** The batch's buffer comes back, for the next batch. */
export type FromWriterThread =
  | 'ready'
  | { results: LaneResult[]; batch: ArrayBuffer }
  | { trouble: RowFault; batch: ArrayBuffer };

interface Answer {
  resolve: (results: LaneResult[]) => void;
  reject: (error: Error) => void;
}

/** What the thread makes dies young: a small nursery is enough, and the rest of the memory is left to the requests. */
const resourceLimits = { maxYoungGenerationSizeMb: 6 };

/** Pauses before another start of a thread that keeps dying, in milliseconds. */
const pauses = [0, 100, 500, 2000, 5000];

/** The SQLite lane: a worker thread with a connection of its own, so that a slow disk never holds up a request. */
export class WriterThread implements Lane {
  /** The next batch lies ready when the thread is done with one, so that it never waits for a busy event loop. */
  readonly depth = 2;
  #worker: Worker | null = null;
  #starting: Promise<Worker> | null = null;
  /** Of the batches on their way, in the order in which the thread takes them. */
  readonly #answers: Answer[] = [];
  #failures = 0;
  readonly #used: ArrayBuffer[] = [];

  /** @param program path of the compiled `writer-worker` */
  constructor(
    private readonly program: string,
    private readonly data: WriterThreadData,
  ) {}

  /** Starts the thread; resolves when it has opened the file. */
  async start(): Promise<void> {
    await this.#running();
  }

  async write(batch: readonly Uint8Array[], at: Date): Promise<LaneResult[]> {
    const { buffer, length } = joinEntries(batch, this.#used.pop() ?? null);
    const worker = this.#worker ?? (await this.#running());
    const results = await new Promise<LaneResult[]>((resolve, reject) => {
      this.#answers.push({ resolve, reject });
      worker.postMessage({ batch: buffer, length, at: at.toISOString() } satisfies ToWriterThread, [buffer]);
    });
    this.#failures = 0;
    return results;
  }

  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    if (!worker) return;
    const gone = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage('stop' satisfies ToWriterThread);
    await gone;
  }

  #running(): Promise<Worker> {
    if (this.#worker) return Promise.resolve(this.#worker);
    this.#starting ??= this.#start().finally(() => {
      this.#starting = null;
    });
    return this.#starting;
  }

  async #start(): Promise<Worker> {
    const pause = pauses[Math.min(this.#failures, pauses.length - 1)] ?? 0;
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    const worker = new Worker(this.program, { workerData: this.data, resourceLimits });
    await new Promise<void>((resolve, reject) => {
      let trouble: Error | null = null;
      worker.on('error', (error: Error) => {
        trouble = error;
      });
      worker.on('exit', (code) => {
        const error = trouble ?? new Error(`the writer thread ended with code ${code}`);
        if (this.#worker === worker) this.#worker = null;
        this.#failures += 1;
        for (const answer of this.#answers.splice(0)) answer.reject(error);
        reject(error);
      });
      worker.on('message', (message: FromWriterThread) => {
        if (message === 'ready') return resolve();
        this.#used.push(message.batch);
        const answer = this.#answers.shift();
        if ('results' in message) answer?.resolve(message.results);
        else answer?.reject(Object.assign(new Error(message.trouble.message), message.trouble));
      });
    });
    this.#worker = worker;
    return worker;
  }
}
