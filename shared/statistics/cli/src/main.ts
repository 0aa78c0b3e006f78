import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import { stats } from './stats.js';

// Written at once: a pipe must have the whole result before the process ends.
const write = (descriptor: number, text: string): void => {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
};

process.exitCode = stats(process.argv.slice(2), {
  readFile: (file) => readFileSync(file),
  writeFile: (file, text) => writeFileSync(file, text),
  out: (text) => write(1, text),
  error: (text) => write(2, text),
  clock: () => performance.now(),
});
