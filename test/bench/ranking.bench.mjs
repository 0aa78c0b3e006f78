// From the database to ranking at 10⁴, 10⁵ and 10⁶ simulated answers: seconds, memory, growth. Scoring reads the folded
// sums, so its cost does not grow with the answers; the rebuild from rows beside it does. Nobody's answer is excluded here:
// each that is costs scoring a row.
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { nodeBundle } from '../../server/bundling.mjs';
import { digits, goal, inRounds, median, root, scratchFolder, table } from './measure.mjs';

const sizes = (process.env.BENCH_SIZES ?? '10000,100000,1000000').split(',').map(Number);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
/** Growth from the fewest answers to the most that still counts as none. */
const flat = 2;

// The server's insides, bundled as the server is; below `server`, where its packages lie.
const outdir = path.join(root, 'server/.cache/bench');
await build({
  ...nodeBundle,
  minifySyntax: false,
  minifyWhitespace: false,
  sourcemap: false,
  outdir,
  entryPoints: {
    'ranking-steps': path.join(root, 'test/bench/ranking-steps.ts'),
    'writer-worker': path.join(root, 'server/src/platform/writer/writer-worker.ts'),
  },
});

const children = new Set();
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));

/** One step in a process of its own; resolves with what it found. */
function take(step, folder, argument = '') {
  const program = path.join(outdir, 'ranking-steps.js');
  const child = spawn(process.execPath, [program, step, folder, String(argument)], {
    env: { ...process.env, NODE_ENV: 'production', MINSHENG_MODE: 'demo' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  return new Promise((resolve, reject) => {
    child.once('close', (code) => {
      children.delete(child);
      if (code === 0) resolve(JSON.parse(said));
      else reject(new Error(`the step ${step} ended with code ${code}`));
    });
  });
}

const fromServer = createRequire(path.join(root, 'server/package.json'));
const { DatabaseSync } = fromServer('@photostructure/sqlite');

function databaseBytes(folder) {
  const database = new DatabaseSync(path.join(folder, 'minsheng.sqlite'));
  try {
    return database
      .prepare(
        'SELECT (page_count - freelist_count) * page_size AS bytes FROM pragma_page_count, pragma_freelist_count, pragma_page_size',
      )
      .get().bytes;
  } finally {
    database.close();
  }
}

const { folder, remove } = scratchFolder();
const growing = path.join(folder, 'growing');
mkdirSync(growing);
await take('prepare', growing, path.join(root, 'server/demo/codebook.json'));
const folderOf = (size) => path.join(folder, String(size));
const filled = [];
for (const size of sizes) {
  const before = databaseBytes(growing);
  const { added, perSecond } = await take('fill', growing, size);
  filled.push({ perSecond, bytesEach: (databaseBytes(growing) - before) / added });
  cpSync(growing, folderOf(size), { recursive: true });
  process.stderr.write(`${size} answers filled in\n`);
}

const ranked = await inRounds(
  rounds,
  Object.fromEntries(sizes.map((size) => [size, () => take('rank', folderOf(size))])),
);
const rebuilt = [];
for (const size of sizes) rebuilt.push(await take('rebuild', folderOf(size)));
remove();

/** Median of a step's times over all processes that took it. */
const of = (size, step, clock) => median(ranked[size].flatMap((found) => found[step].map((time) => time[clock])));
const highest = (size) => median(ranked[size].map((found) => found.highest));
const growth = (values) => values.map((value) => digits(value / values[0], 2));
const clocks = { wall: 'seconds', processor: 'processor seconds' };

const [{ plan }] = ranked[sizes[0]];
console.log(
  `\nranking: ${rounds} rounds of processes after a dropped one; ${plan.questions} questions, ${plan.units} units, ` +
    `${plan.sites} sites; half interviews, half online; atoms: ${sizes.map((size) => ranked[size][0].atoms).join(', ')}`,
);
table(
  ['answers written by the writer', ...sizes.map(String)],
  [
    ['answers/s', ...filled.map(({ perSecond }) => digits(perSecond, 0))],
    ['bytes of database an answer', ...filled.map(({ bytesEach }) => digits(bytesEach, 0))],
  ],
);
const steps = {
  first: 'from the database to ranking, first time',
  whole: 'the same again',
  read: '· reading the sums',
  rank: '· weighing, scoring, blend, ranks',
  seal: '· the same with hashes, as recomputing does',
};
for (const [clock, name] of Object.entries(clocks)) {
  const rows = Object.entries(steps).map(([step, what]) => [what, sizes.map((size) => of(size, step, clock))]);
  rows.push(['sums made again from every answer', rebuilt.map(({ rebuild }) => rebuild[0][clock])]);
  table(
    [name, ...sizes.map(String), ...sizes.slice(1).map((size) => `${size}/${sizes[0]}`)],
    rows.map(([what, values]) => [what, ...values.map((value) => digits(value, 3)), ...growth(values).slice(1)]),
  );
}
const memories = [
  ['at rest', sizes.map((size) => median(ranked[size].map(({ atRest }) => atRest)))],
  ['ranked', sizes.map(highest)],
  ['sums made again', rebuilt.map((found) => found.highest)],
];
table(
  ['memory at its highest, MiB', ...sizes.map(String)],
  memories.map(([what, values]) => [what, ...values.map((value) => digits(value, 0))]),
);
const most = sizes.at(-1);
for (const step of ['first', 'whole']) {
  const grown = of(most, step, 'wall') / of(sizes[0], step, 'wall');
  goal(`${steps[step]}, ${most} beside ${sizes[0]}`, digits(grown), grown <= flat, `at most ${digits(flat)}`);
}
const grown = highest(most) / highest(sizes[0]);
goal(`memory, ${most} beside ${sizes[0]}`, digits(grown), grown <= flat, `at most ${digits(flat)}`);
const differing = rebuilt.reduce((sum, { differences }) => sum + differences, 0);
goal('sums that a rebuild from rows makes otherwise', differing, differing === 0, 'none');
