// The server at rest: memory, bundle size, and restart to first answer beside a bare node:http server.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import {
  digits,
  dist,
  freePort,
  goal,
  inRounds,
  medianOf,
  memory,
  ratio,
  scratchFolder,
  startBare,
  startServer,
  table,
} from './measure.mjs';

const rounds = Number(process.env.BENCH_ROUNDS ?? 6);
const settleSeconds = 5;

/** Bytes of the files that `entry` imports, itself included: what a start has to read. */
function bundleBytes(entry, seen = new Set()) {
  if (seen.has(entry)) return 0;
  seen.add(entry);
  const text = readFileSync(entry, 'utf8');
  let bytes = statSync(entry).size;
  for (const [, fixed, late] of text.matchAll(
    /^(?:import|export)\b[^'"]*?from\s*["'](\.[^"']+)["']|\bimport\(["'](\.[^"']+)["']\)/gm,
  )) {
    const name = fixed ?? late;
    if (name) bytes += bundleBytes(path.resolve(path.dirname(entry), name), seen);
  }
  return bytes;
}

const { folder, remove } = scratchFolder();
const data = path.join(folder, 'data');
const PORT = String(await freePort());

const first = await startServer(data, { PORT });
await new Promise((resolve) => setTimeout(resolve, settleSeconds * 1000));
const afterSeeding = memory(first.pid, 'VmRSS');
await first.stop();

const restarts = await inRounds(rounds, {
  bare: async () => {
    const bare = await startBare();
    await bare.kill();
    return bare;
  },
  // Killed, not stopped: the next start finds a lock and a write-ahead log left behind.
  ours: async () => {
    const server = await startServer(data, { PORT }, '/');
    await server.kill();
    return server;
  },
  application: async () => {
    const server = await startServer(data, { PORT });
    await server.kill();
    return server;
  },
});

const server = await startServer(data, { PORT });
await new Promise((resolve) => setTimeout(resolve, settleSeconds * 1000));
const atRest = memory(server.pid, 'VmRSS');
const highest = memory(server.pid, 'VmHWM');
await server.stop();
const bare = await startBare();
await new Promise((resolve) => setTimeout(resolve, 1000));
const bareAtRest = memory(bare.pid, 'VmRSS');
await bare.stop();
remove();

const mib = (bytes) => digits(bytes / 1_048_576, 2);
const all = readdirSync(dist, { recursive: true }).filter((file) => /\.m?js$/.test(file));
const { ours, application, bare: limit } = restarts;
const startRatio = ratio(ours, limit, 'firstAnswer');
console.log(`\nrest: ${rounds} restarts after one dropped, memory ${settleSeconds} s after the first answer`);
table(
  ['', 'restart ms', 'memory MiB'],
  [
    ['bare node:http server', digits(medianOf(limit, 'firstAnswer'), 0), digits(bareAtRest, 0)],
    ['killed and started again: public page', digits(medianOf(ours, 'firstAnswer'), 0), digits(atRest, 0)],
    ['killed and started again: application', digits(medianOf(application, 'firstAnswer'), 0), digits(atRest, 0)],
    ['first start of the demonstration', digits(first.firstAnswer, 0), digits(afterSeeding, 0)],
  ],
);
console.log(
  `  memory at its highest ${digits(highest, 0)} MiB; bundle: ${mib(bundleBytes(path.join(dist, 'main.js')))} MiB read by a start, ` +
    `${mib(all.reduce((sum, file) => sum + statSync(path.join(dist, file)).size, 0))} MiB in all`,
);
console.log(`  the application beside the bare server: ${digits(ratio(application, limit, 'firstAnswer'))}`);
goal(
  'restart to first answer (a public page) beside the bare server',
  digits(startRatio),
  startRatio <= 2,
  'at most 2.00',
);
