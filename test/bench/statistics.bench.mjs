// The statistics core: 10⁴ to 10⁷ simulated responses × 5 margins (61 levels) × 50 units × 20 indicators, from columns in memory
// to estimates, standard errors and covariance; one response added; from a file in an empty process; rank sets of 50 units by
// 10,000 draws; and R on the same data where it is present (BENCH_R=1000000 for its largest size: that takes a quarter of an hour).
//   BENCH_SIZES=10000,100000 BENCH_RUNS=5 BENCH_R=10000 npm run bench -- statistics
import { build } from 'esbuild';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { digits, goal, median, root, scratchFolder, table } from './measure.mjs';

const sizes = (process.env.BENCH_SIZES ?? '10000,100000,1000000,10000000').split(',').map(Number);
const runs = Number(process.env.BENCH_RUNS ?? 7);
const largestForR = Number(process.env.BENCH_R ?? 10_000);

const program = path.join(root, '.cache/bench/statistics-steps.mjs');
await build({
  entryPoints: [path.join(root, 'test/bench/statistics-steps.ts')],
  outfile: program,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
});

/** A command's JSON answer, and the seconds from its start to its end. */
function answer(command, values) {
  const started = performance.now();
  const child = spawn(command, values, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve({ found: JSON.parse(said), seconds: (performance.now() - started) / 1000 });
      else reject(new Error(`${command} ${values[0]} ended with code ${code}`));
    });
  });
}

const take = (step, ...values) => answer(process.execPath, [program, step, ...values.map(String)]);

const { folder, remove } = scratchFolder();
const fileOf = (size) => path.join(folder, `${size}.columns`);
const hasR = spawnSync('Rscript', ['-e', 'library(survey)'], { stdio: 'ignore' }).status === 0;

const measured = [];
for (const size of sizes) {
  const { found } = await take('memory', size, runs);
  await take('file', size, fileOf(size));
  await take('fromFile', fileOf(size));
  const fromFile = [];
  for (let run = 0; run < 3; run++) fromFile.push((await take('fromFile', fileOf(size))).seconds);
  const row = { size, ...found, fromFile: Math.min(...fromFile), r: null };
  if (hasR && size <= largestForR) {
    const { found: r } = await answer('Rscript', [path.join(root, 'test/bench/statistics.R'), fileOf(size)]);
    const { found: ours } = await take('results', fileOf(size));
    row.r = { seconds: r.weighing + r.estimating, memory: r.memory, differs: largestDifference(r, ours) };
  }
  measured.push(row);
  process.stderr.write(`${size} responses measured\n`);
}
remove();
/** Neighbours all alike, one and three standard errors apart. */
const spreads = [0, 1, 3];
const rankings = [];
for (const spread of spreads) rankings.push((await take('rankSets', spread, runs)).found);

/** Means and standard errors: R's run by indicator within unit or the other way round, so both are sorted. */
function largestDifference(r, ours) {
  const sorted = (values) => [...values].sort((a, b) => a - b);
  const apart = (a, b) =>
    Math.max(...sorted(a).map((value, k) => Math.abs(value - sorted(b)[k]) / Math.abs(value || 1)));
  return Math.max(apart(r.means, ours.means), apart(r.errors, ours.errors));
}

const of = (row, step, clock) => median(row[step].map((time) => time[clock]));
const best = (row, clock) => Math.min(...row.warm.map((time) => time[clock]));
console.log(
  `\nstatistics: 5 margins of 61 levels, 50 units × 20 indicators; ${runs} warm runs; raked in ${measured[0].cycles} cycles`,
);
table(
  ['responses', ...sizes.map(String)],
  [
    ['first run, s', ...measured.map((row) => digits(row.cold.wall, 3))],
    ['warm, median, s', ...measured.map((row) => digits(of(row, 'warm', 'wall'), 3))],
    ['warm, best, s', ...measured.map((row) => digits(best(row, 'wall'), 3))],
    ['warm, processor, median, s', ...measured.map((row) => digits(of(row, 'warm', 'processor'), 3))],
    ['· of which sums', ...measured.map((row) => digits(row.parts.sums, 3))],
    ['· of which estimates', ...measured.map((row) => digits(row.parts.estimates, 3))],
    ['one response added, median, ms', ...measured.map((row) => digits(1000 * of(row, 'added', 'wall'), 1))],
    ['empty process, reading included, s', ...measured.map((row) => digits(row.fromFile, 3))],
    ['memory, columns alone, MiB', ...measured.map((row) => digits(row.atRest, 0))],
    ['memory at its highest, MiB', ...measured.map((row) => digits(row.highest, 0))],
    ['R calibrate + svyby, s', ...measured.map((row) => digits(row.r?.seconds ?? null, 1))],
    [
      'R : warm median',
      ...measured.map((row) => digits(row.r === null ? null : row.r.seconds / of(row, 'warm', 'wall'), 0)),
    ],
    ['R memory, MB', ...measured.map((row) => digits(row.r?.memory ?? null, 0))],
    ['largest relative difference from R', ...measured.map((row) => row.r?.differs.toExponential(1) ?? '—')],
  ],
);

console.log('\nrank sets: 50 units, 10,000 draws, simultaneous and of every unit, 32 degrees of freedom; median, s');
const methods = Object.keys(rankings[0]);
table(
  ['neighbours apart, in errors', ...spreads.map(String)],
  methods.map((method) => [method, ...rankings.map((found) => digits(median(found[method]), 2))]),
);
for (const [method, most, aim] of [
  ['t-matched', 0.4, ', aim 0.15'],
  ['bootstrap-t', 2, ''],
  ['two-step-bootstrap-t', 2, ''],
]) {
  const slowest = Math.max(...rankings.map((found) => median(found[method])));
  goal(`rank sets, ${method}`, `${digits(slowest, 2)} s`, slowest <= most, `at most ${most} s${aim}`);
}

for (const row of measured) {
  if (row.r !== null)
    goal(`agrees with R at ${row.size}`, row.r.differs.toExponential(1), row.r.differs <= 1e-9, 'at most 1e-9');
  goal(
    `one response added to ${row.size}`,
    `${digits(1000 * of(row, 'added', 'wall'), 1)} ms`,
    of(row, 'added', 'wall') <= 0.025,
    'at most 25 ms, aim 5',
  );
}
const million = measured.find(({ size }) => size === 1_000_000);
if (million !== undefined) {
  const warm = of(million, 'warm', 'wall');
  goal('10⁶ responses, warm', `${digits(warm, 3)} s`, warm <= 0.25, 'at most 0.25 s, aim 0.1');
  goal('10⁶ responses, memory', `${digits(million.highest, 0)} MiB`, million.highest <= 300, 'at most 300 MB');
  goal('10⁶ responses, empty process', `${digits(million.fromFile, 3)} s`, million.fromFile <= 1, 'at most 1.0 s');
  if (million.r !== null)
    goal(
      '10⁶ responses, R : warm',
      digits(million.r.seconds / warm, 0),
      million.r.seconds / warm >= 1500,
      'at least 1,500, aim 5,000',
    );
}
const large = measured.filter(({ size }) => size >= 100_000);
if (large.length > 1) {
  const [low, high] = [large[0], large.at(-1)];
  const exponent = Math.log(of(high, 'warm', 'wall') / of(low, 'warm', 'wall')) / Math.log(high.size / low.size);
  goal(`growth from ${low.size} to ${high.size}, exponent`, digits(exponent, 2), exponent <= 1, 'at most 1.0');
}

const plot = path.join(root, 'data/bench/statistics.svg');
mkdirSync(path.dirname(plot), { recursive: true });
writeFileSync(plot, drawing());
console.log(`  plot: ${path.relative(root, plot)}`);

/** Seconds against responses, both on logarithmic axes. */
function drawing() {
  const lines = [
    ['#1f6f5c', 'warm', measured.map((row) => [row.size, of(row, 'warm', 'wall')])],
    ['#8a6d1f', 'first run', measured.map((row) => [row.size, row.cold.wall])],
    ['#7a4b8a', 'one response added', measured.map((row) => [row.size, of(row, 'added', 'wall')])],
    ['#a33a2c', 'R calibrate + svyby', measured.flatMap((row) => (row.r === null ? [] : [[row.size, row.r.seconds]]))],
  ];
  const [width, height, left, top, right, bottom] = [720, 440, 70, 30, 170, 50];
  const x = (size) => left + ((Math.log10(size) - 4) / 3) * (width - left - right);
  const y = (seconds) => top + ((3 - Math.log10(seconds)) / 6) * (height - top - bottom);
  const text = (at, value, more = '') =>
    `<text x="${at[0]}" y="${at[1]}" font-size="12" font-family="sans-serif" ${more}>${value}</text>`;
  const parts = [`<rect width="${width}" height="${height}" fill="#fff"/>`];
  for (let e = -3; e <= 3; e++) {
    parts.push(
      `<path d="M${left} ${y(10 ** e)}H${width - right}" stroke="#ddd"/>`,
      text([left - 8, y(10 ** e) + 4], 10 ** e, 'text-anchor="end"'),
    );
  }
  for (let e = 4; e <= 7; e++)
    parts.push(text([x(10 ** e), height - bottom + 20], (10 ** e).toLocaleString('en'), 'text-anchor="middle"'));
  parts.push(
    text([left, 18], 'seconds'),
    text([(left + width - right) / 2, height - 10], 'responses', 'text-anchor="middle"'),
  );
  for (const [colour, name, points] of lines) {
    if (points.length === 0) continue;
    parts.push(
      `<path d="M${points.map(([size, seconds]) => `${x(size).toFixed(1)} ${y(seconds).toFixed(1)}`).join('L')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    );
    for (const [size, seconds] of points)
      parts.push(`<circle cx="${x(size).toFixed(1)}" cy="${y(seconds).toFixed(1)}" r="3" fill="${colour}"/>`);
    const [size, seconds] = points.at(-1);
    parts.push(text([x(size) + 8, y(seconds) + 4], name, `fill="${colour}"`));
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="seconds against responses">${parts.join('')}</svg>\n`;
}
