import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { questionnaireProblems } from '../questionnaires.problems.js';
import { type DesignTasks, designTasks } from './design-work.js';

const patienceSeconds = 30;
/** Nobody has worked on a questionnaire for so long: the thread's memory is given back. */
const restSeconds = 60;
const resourceLimits = { maxOldGenerationSizeMb: 512 };

type Tasks = {
  [Task in keyof DesignTasks]: (
    ...all: Parameters<DesignTasks[Task]>
  ) => Promise<Awaited<ReturnType<DesignTasks[Task]>>>;
};

/**
 * Runs one task after the other in a thread that starts with the first and rests when there is nothing to do. From the sources
 * (specs) there is no compiled program, and the tasks run here.
 */
export class DesignThread {
  readonly #program: string | null;
  #worker: Worker | null = null;
  #rest: NodeJS.Timeout | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  /** @param program compiled `design-worker`; absent: beside the bundle */
  constructor(
    program?: string,
    private readonly patience = patienceSeconds,
  ) {
    this.#program = program ?? beside();
  }

  /** @throws Problem questionnaires.too-complex when it takes too long or too much memory */
  run<Task extends keyof DesignTasks>(
    task: Task,
    ...parameters: Parameters<DesignTasks[Task]>
  ): ReturnType<Tasks[Task]> {
    const mine = this.#turn.then(() => this.#once(task, parameters));
    this.#turn = mine.catch(() => undefined);
    return mine as ReturnType<Tasks[Task]>;
  }

  async stop(): Promise<void> {
    clearTimeout(this.#rest);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  async #once(task: keyof DesignTasks, parameters: unknown[]): Promise<unknown> {
    if (this.#program === null) return (designTasks[task] as (...all: unknown[]) => unknown)(...parameters);
    clearTimeout(this.#rest);
    const worker = (this.#worker ??= started(this.#program));
    try {
      return await answerOf(worker, { task, parameters }, this.patience);
    } catch (error) {
      await this.stop();
      throw error;
    } finally {
      if (this.#worker) this.#rest = setTimeout(() => void this.stop(), restSeconds * 1000).unref();
    }
  }
}

/** The one of this process. */
export const designThread = new DesignThread();

function started(program: string): Worker {
  const worker = new Worker(program, { resourceLimits });
  // A server that stops does not wait for it.
  worker.unref();
  return worker;
}

function answerOf(worker: Worker, order: object, patience: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(questionnaireProblems['too-complex']())), patience * 1000);
    const onMessage = (answer: { result: unknown } | { error: string }): void =>
      settle(() => ('error' in answer ? reject(new Error(answer.error)) : resolve(answer.result)));
    const onError = (error: NodeJS.ErrnoException): void =>
      settle(() => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? questionnaireProblems['too-complex']() : error));
    const onExit = (): void => settle(() => reject(new Error('the design thread ended without an answer')));
    const settle = (how: () => void): void => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      how();
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(order);
  });
}

function beside(): string | null {
  const places = ['./design-worker.js', '../design-worker.js'].map((name) =>
    fileURLToPath(new URL(name, import.meta.url)),
  );
  return places.find((place) => existsSync(place)) ?? null;
}
