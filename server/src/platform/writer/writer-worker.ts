import { parentPort, workerData } from 'node:worker_threads';
import { faultOf } from './row-faults.js';
import { SqliteBatches } from './sqlite-batches.js';
import type { FromWriterThread, ToWriterThread, WriterThreadData } from './writer-thread.js';

/** The writer thread's program. Whatever it cannot write it reports; it never decides to drop. */
const port = parentPort;
if (!port) throw new Error('writer-worker runs as a worker thread only');

const { file, tables } = workerData as WriterThreadData;
const batches = new SqliteBatches(file, tables);
const say = (message: FromWriterThread): void => port.postMessage(message);

port.on('message', (message: ToWriterThread) => {
  if (message === 'stop') {
    batches.close();
    port.close();
    return;
  }
  try {
    say({ results: batches.write(message.batch, message.at) });
  } catch (error) {
    say({ trouble: faultOf(error) });
  }
});

say('ready');
