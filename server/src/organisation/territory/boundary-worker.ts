/** A thread of its own for one boundary file: comparing thousands of borders takes seconds. */
import type { Datum } from '@minsheng/contracts';
import { parentPort, workerData } from 'node:worker_threads';
import { judgeBoundaries } from './judge-boundaries.js';

const { text, datum } = workerData as { text: string; datum: Datum };
parentPort?.postMessage(judgeBoundaries(text, datum));
