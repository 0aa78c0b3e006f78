import { parentPort, workerData } from 'node:worker_threads';
import type { LaneResult } from './hot-table.js';
import { faultOf } from './row-faults.js';
import { SqliteBatches } from './sqlite-batches.js';
import type { FromWriterThread, ToWriterThread, WriterThreadData } from './writer-thread.js';

/** The writer thread's program. Whatever it cannot write it reports; it never decides to drop. */
const port = parentPort;
if (!port) throw new Error('writer-worker runs as a worker thread only');

const { file, tables } = workerData as WriterThreadData;
const batches = new SqliteBatches(file, tables);
const say = (message: FromWriterThread, given: ArrayBuffer[] = []): void => port.postMessage(message, given);

port.on('message', (message: ToWriterThread) => {
  if (message === 'stop') {
    batches.close();
    port.close();
    return;
  }
  const { batch, length, at } = message;
  let results: LaneResult[];
  try {
    results = batches.write(batch, length, at);
  } catch (error) {
    say({ trouble: faultOf(error), batch }, [batch]);
    return;
  }
  say({ results, batch }, [batch]);
});

say('ready');
