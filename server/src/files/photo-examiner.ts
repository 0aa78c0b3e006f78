import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { platformProblems } from '../platform/index.js';
import type { PhotoFacts } from './examine-photo.js';
import { fileProblems } from './files.problems.js';
import type { Draft } from './photo-folder.js';
import type { FromPhotoProcess } from './photo-process.js';

export interface ExaminerOptions {
  /** Compiled `photo-process`; absent: beside the bundle. */
  program?: string;
  /** Pictures waiting or being looked at, at most; one more is refused. */
  limit?: number;
  /** Seconds for one picture. */
  jobSeconds?: number;
  /** An idle process gives its memory back after so many seconds. */
  idleSeconds?: number;
}

interface Waiting {
  draft: Draft;
  resolve: (facts: PhotoFacts) => void;
  reject: (error: unknown) => void;
}

/** The process ended under a picture, or was ended because it took too long. */
class ProcessLost extends Error {}

/**
 * The queue before the photo process (decision 0011): one picture at a time, in order. A process that dies is started again
 * and the picture tried once more; a picture that kills twice is refused.
 */
export class PhotoExaminer {
  readonly #options: Required<Omit<ExaminerOptions, 'program'>> & { program: string | undefined };
  readonly #queue: Waiting[] = [];
  #child: ChildProcess | null = null;
  #running: Promise<void> | null = null;
  #idle: NodeJS.Timeout | null = null;
  #isStopping = false;

  constructor({ program, limit = 24, jobSeconds = 20, idleSeconds = 60 }: ExaminerOptions = {}) {
    this.#options = { program, limit, jobSeconds, idleSeconds };
  }

  /** Waiting and being looked at. */
  get load(): number {
    return this.#queue.length + (this.#running ? 1 : 0);
  }

  /** @throws Problem `platform.busy` or `platform.stopping`: asked before anything is taken from a client */
  refuseIfFull(): void {
    if (this.#isStopping) throw platformProblems.stopping();
    if (this.load >= this.#options.limit) throw platformProblems.busy();
  }

  /**
   * Looks at the draft's original and writes its two pictures beside it, durably.
   * @throws Problem `files.not-a-picture`, `files.more-than-a-picture`, `files.too-many-pixels`, `files.damaged`, `files.unexaminable`, or as above
   */
  examine(draft: Draft): Promise<PhotoFacts> {
    return new Promise((resolve, reject) => {
      this.refuseIfFull();
      this.#queue.push({ draft, resolve, reject });
      this.#running ??= this.#run().finally(() => {
        this.#running = null;
        this.#restLater();
      });
    });
  }

  /** Ends the process; what waits is told to come again. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const waiting of this.#queue.splice(0)) waiting.reject(platformProblems.stopping());
    await this.#running;
    if (this.#idle) clearTimeout(this.#idle);
    this.#end();
  }

  async #run(): Promise<void> {
    if (this.#idle) clearTimeout(this.#idle);
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      const { draft, resolve, reject } = next;
      await this.#look(draft).then(resolve, reject);
    }
  }

  async #look(draft: Draft): Promise<PhotoFacts> {
    for (const isLastTry of [false, true]) {
      try {
        const answer = await this.#ask(draft);
        if (!('refused' in answer)) return answer;
        throw fileProblems[answer.refused]();
      } catch (error) {
        if (!(error instanceof ProcessLost)) throw error;
        if (isLastTry) throw fileProblems.unexaminable();
        await Promise.all([draft.large, draft.small].map((file) => rm(file, { force: true })));
      }
    }
    throw fileProblems.unexaminable();
  }

  #ask(draft: Draft): Promise<FromPhotoProcess> {
    const child = (this.#child ??= this.#start());
    return new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        child.removeAllListeners('message').removeListener('exit', lost).removeListener('error', lost);
      };
      const lost = (): void => {
        done();
        this.#end();
        reject(new ProcessLost('the photo process ended'));
      };
      const timer = setTimeout(lost, this.#options.jobSeconds * 1000);
      child.once('exit', lost).once('error', lost);
      child.once('message', (answer) => {
        done();
        resolve(answer as FromPhotoProcess);
      });
      child.send(draft, (error) => error && lost());
    });
  }

  #start(): ChildProcess {
    const child = fork(photoProgram(this.#options.program), [], {
      // Nothing of ours in its surroundings: no addresses, no secrets, no inherited options.
      env: { NODE_ENV: 'production', MALLOC_ARENA_MAX: '2' },
      execArgv: ['--max-old-space-size=128'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('error', () => undefined);
    child.once('exit', () => {
      if (this.#child === child) this.#child = null;
    });
    if (child.pid !== undefined) {
      try {
        // A picture costs as much as a thousand answers, and they come first.
        setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
      } catch {
        // Where it may not be set, it works as well.
      }
    }
    return child;
  }

  #end(): void {
    this.#child?.kill('SIGKILL');
    this.#child = null;
  }

  #restLater(): void {
    this.#idle = setTimeout(() => this.#end(), this.#options.idleSeconds * 1000);
    this.#idle.unref();
  }
}

/** @throws Error that names the places looked at */
function photoProgram(explicit?: string): string {
  const places = explicit
    ? [explicit]
    : ['./photo-process.js', '../photo-process.js'].map((name) => fileURLToPath(new URL(name, import.meta.url)));
  const found = places.find((place) => existsSync(place));
  if (!found) throw new Error(`the photo process's program is not at ${places.join(' or ')}`);
  return found;
}
