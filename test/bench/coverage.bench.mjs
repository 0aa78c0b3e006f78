// Simulated coverage of simultaneous 95 % rank sets, by design and method. Long: a run is one simulated survey.
//   node test/bench/coverage.bench.mjs                                    20 runs of each design, a first look
//   COVERAGE_RUNS=2000 COVERAGE_SHARD=1/4 node test/bench/coverage.bench.mjs      the second of four shards of the study
// Each run is written down as it ends (.cache/coverage, or COVERAGE_FOLDER), so a call goes on where the last one stopped;
// shards take every n-th seed, and any call prints what all of them have found so far. COVERAGE_DESIGNS names some of them.
// The default method of each design, and normal values where widths are compared, are run throughout; the other methods in the
// first COVERAGE_OTHERS runs (200), to show what they would give. 2,000 draws a run: the study's average needs no more.
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { digits, goal, root, table } from './measure.mjs';
import { loadStudy } from './statistics-bundle.mjs';

const { simulate, degreesOfFreedom } = await loadStudy('coverage-study');

const runs = Number(process.env.COVERAGE_RUNS ?? 20);
const others = Number(process.env.COVERAGE_OTHERS ?? 200);
const draws = 2_000;
const [shard, shards] = (process.env.COVERAGE_SHARD ?? '0/1').split('/').map(Number);
const folder = path.resolve(process.env.COVERAGE_FOLDER ?? path.join(root, '.cache/coverage'));
const minutes = Number(process.env.COVERAGE_MINUTES ?? Infinity);

const all = [20, 50].flatMap((units) =>
  [
    [8, 25],
    [8, 5],
    [8, 2],
  ].flatMap(([strata, perStratum]) =>
    ['tied', 'grouped', 'spread'].map((truth) => ({
      name: `${units} units, ${strata} × ${perStratum}, ${truth}`,
      units,
      strata,
      perStratum,
      truth,
    })),
  ),
);
const wanted = process.env.COVERAGE_DESIGNS?.split(';').map((name) => name.trim());
const designs = all.filter(({ name }) => !wanted || wanted.some((part) => name.includes(part)));
const methods = ['normal', 't-matched', 'bootstrap-t', 'two-step-bootstrap-t', 'bonferroni-t'];
/** The method used by default where sampling units are known. */
const standard = (df) => (df < 16 ? 'bonferroni-t' : df < 100 ? 'two-step-bootstrap-t' : 't-matched');

const isJudged = (design, method) =>
  method === standard(degreesOfFreedom(design)) || (method === 'normal' && design.truth === 'spread');

mkdirSync(folder, { recursive: true });
const keyOf = ({ design, method, run }) => `${design}|${method}|${run}`;
const found = new Map();
for (const file of readdirSync(folder).filter((name) => name.endsWith('.jsonl'))) {
  for (const line of readFileSync(path.join(folder, file), 'utf8').split('\n')) {
    // The last line of a call that was stopped may be cut short.
    if (!line.endsWith('}')) continue;
    const row = JSON.parse(line);
    if (row.draws === draws) found.set(keyOf(row), row);
  }
}

const own = path.join(folder, `shard-${shard}-of-${shards}.jsonl`);
if (existsSync(own) && !readFileSync(own, 'utf8').endsWith('\n')) appendFileSync(own, '\n');
const started = performance.now();
let isNew = false;
const isOver = () => performance.now() - started > minutes * 60_000;
// Run by run, not design by design: a study stopped early has as many runs of each.
for (let run = shard; run < runs && !isOver(); run += shards) {
  for (const design of designs) {
    if (isOver()) break;
    const missing = methods.filter(
      (method) => (run < others || isJudged(design, method)) && !found.has(keyOf({ design: design.name, method, run })),
    );
    if (missing.length === 0) continue;
    isNew = true;
    // Seeds differ by design too, so that designs are not read from the same chance.
    const seed = 7919 * run + 104_729 * all.indexOf(design);
    simulate(design, missing, seed, draws).forEach((outcome, m) => {
      const row = { design: design.name, method: missing[m], run, draws, ...outcome };
      appendFileSync(own, `${JSON.stringify(row)}\n`);
      found.set(keyOf(row), row);
    });
  }
  if (isNew && run % (10 * shards) === shard) {
    process.stderr.write(`${run + 1} of ${runs} runs, ${digits((performance.now() - started) / 1000, 0)} s\n`);
  }
}

/** Fewer runs decide nothing. */
const fewest = 100;
const rows = [];
const goals = [];
for (const design of designs) {
  const df = degreesOfFreedom(design);
  const widths = {};
  for (const method of methods) {
    const own = [...found.values()].filter(
      (row) => row.design === design.name && row.method === method && row.run < runs,
    );
    if (own.length === 0) continue;
    const coverage = own.filter(({ isCovered }) => isCovered).length / own.length;
    widths[method] = own.reduce((sum, { width }) => sum + width, 0) / own.length;
    const error = Math.sqrt((0.95 * 0.05) / own.length);
    const isStandard = method === standard(df);
    rows.push([
      design.name,
      df,
      `${method}${isStandard ? ' *' : ''}`,
      own.length,
      `${digits(100 * coverage, 1)} %`,
      digits(100 * error, 1),
      digits(widths[method], 2),
      widths.normal ? digits(widths[method] / widths.normal, 3) : '—',
    ]);
    if (!isStandard || own.length < fewest) continue;
    const least = df >= 32 ? 0.95 - 2 * error : 0.93;
    goals.push([
      `coverage, ${design.name}, ${own.length} runs`,
      `${digits(100 * coverage, 1)} %`,
      coverage >= least,
      `≥ ${digits(100 * least, 1)} %`,
    ]);
    if (design.truth === 'spread' && widths.normal && df >= 32) {
      const ratio = widths[method] / widths.normal;
      goals.push([`width against normal, ${design.name}`, digits(ratio, 3), ratio <= 1.15, '≤ 1.15']);
    }
  }
}
table(['design', 'df', 'method (* default)', 'runs', 'covered', 'MC SE', 'mean width', '÷ normal'], rows);
if (goals.length === 0) console.log(`  goals are judged from ${fewest} runs of a design on`);
for (const [name, value, isMet, target] of goals) goal(name, value, isMet, target);
