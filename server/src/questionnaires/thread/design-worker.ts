/** A thread of its own for whatever takes long with a questionnaire: citizens' answers go on being taken meanwhile. */
import { parentPort } from 'node:worker_threads';
import { type DesignTasks, designTasks } from './design-work.js';

interface Order {
  task: keyof DesignTasks;
  parameters: never[];
}

parentPort?.on('message', ({ task, parameters }: Order) => {
  void (async () => {
    try {
      const run = designTasks[task] as (...all: never[]) => unknown;
      parentPort?.postMessage({ result: await run(...parameters) });
    } catch (error) {
      parentPort?.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  })();
});
