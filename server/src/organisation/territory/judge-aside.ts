import type { Datum } from '@minsheng/contracts';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type JudgedBoundaries, judgeBoundaries } from './judge-boundaries.js';
import { territoryProblems } from './territory.problems.js';

const patienceSeconds = 60;
const resourceLimits = { maxOldGenerationSizeMb: 512 };

/**
 * `judgeBoundaries` in a thread of its own. From the sources (specs) there is no compiled program, and it runs here.
 * @param program compiled `boundary-worker`; absent: beside the bundle
 * @throws Problem territory.file-unreadable or territory.too-complex
 */
export async function judgeAside(text: string, datum: Datum, program?: string): Promise<JudgedBoundaries> {
  const compiled = program ?? beside();
  const judged = compiled === null ? judgeBoundaries(text, datum) : await inThread(compiled, text, datum);
  if (!judged) throw territoryProblems['file-unreadable']();
  return judged;
}

function beside(): string | null {
  const places = ['./boundary-worker.js', '../boundary-worker.js'].map((name) =>
    fileURLToPath(new URL(name, import.meta.url)),
  );
  return places.find((place) => existsSync(place)) ?? null;
}

async function inThread(program: string, text: string, datum: Datum): Promise<JudgedBoundaries | null> {
  const worker = new Worker(program, { workerData: { text, datum }, resourceLimits });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<JudgedBoundaries | null>((resolve, reject) => {
      timer = setTimeout(() => reject(territoryProblems['too-complex']()), patienceSeconds * 1000);
      worker.once('message', resolve);
      worker.once('error', (error: NodeJS.ErrnoException) =>
        reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? territoryProblems['too-complex']() : error),
      );
      worker.once('exit', () => reject(new Error('the boundary thread ended without an answer')));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
