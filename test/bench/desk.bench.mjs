// The desk at 10⁵ simulated reports of a year, on SQLite and on PostgreSQL: lists with filters, pages, search, nearby. What
// is timed is the route's whole answer, counts and signed addresses included, without HTTP.
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { nodeBundle } from '../../server/bundling.mjs';
import { startPostgres } from '../support/postgres.mjs';
import { digits, goal, root, scratchFolder, table } from './measure.mjs';

const size = Number(process.env.BENCH_SIZE ?? 100_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 40);
/** Milliseconds in which an answer is there nineteen times of twenty; those that read every report have longer. */
const wanted = 100;
const wantedOfScans = 500;
const scans = ['all, words that are there', 'all, words that are nowhere', 'near 2 km at the market'];

const outdir = path.join(root, 'server/.cache/bench');
await build({
  ...nodeBundle,
  minifySyntax: false,
  minifyWhitespace: false,
  sourcemap: false,
  outdir,
  entryPoints: { 'desk-steps': path.join(root, 'test/bench/desk-steps.ts') },
});

function run(folder, databaseUrl) {
  mkdirSync(folder);
  const program = path.join(outdir, 'desk-steps.js');
  const child = spawn(
    process.execPath,
    [program, folder, path.join(root, 'server/demo/codebook.json'), String(size), String(rounds)],
    {
      env: { ...process.env, NODE_ENV: 'production', DATABASE_URL: databaseUrl },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  process.once('exit', () => child.kill('SIGKILL'));
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  return new Promise((resolve, reject) => {
    child.once('close', (code) => (code === 0 ? resolve(JSON.parse(said)) : reject(new Error(`ended with ${code}`))));
  });
}

const { folder, remove } = scratchFolder();
const sqlite = await run(path.join(folder, 'sqlite'), '');
const server = await startPostgres({ isDurable: true });
const postgres = await run(path.join(folder, 'postgres'), server.url);
await server.stop();
remove();

const at = (times, share) =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(share * times.length))];
console.log(
  `\ndesk: ${size} reports, ${rounds} rounds after three dropped ones; filled in ${digits(sqlite.filled, 0)} s and ${digits(postgres.filled, 0)} s`,
);
table(
  ['milliseconds', 'SQLite p50', 'p95', 'PostgreSQL p50', 'p95'],
  Object.keys(sqlite.times).map((name) => [
    name,
    ...[sqlite, postgres].flatMap(({ times }) => [0.5, 0.95].map((share) => digits(at(times[name], share), 1))),
  ]),
);
for (const [name, { times }] of Object.entries({ SQLite: sqlite, PostgreSQL: postgres })) {
  const slowest = (names) => Math.max(...names.map((each) => at(times[each], 0.95)));
  const [lists, words] = [slowest(Object.keys(times).filter((each) => !scans.includes(each))), slowest(scans)];
  goal(`slowest p95 on ${name}`, `${digits(lists, 0)} ms`, lists <= wanted, `at most ${wanted} ms`);
  goal(
    `the same of words and of 2 km on ${name}`,
    `${digits(words, 0)} ms`,
    words <= wantedOfScans,
    `at most ${wantedOfScans} ms`,
  );
}
