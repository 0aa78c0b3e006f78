// The property test against ODK's own engine, on its own: node test/bench/questionnaire-oracle/run.mjs [first seed] [forms] [steps].
// Builds oracle.ts and runs it under the time zone of the city; the outcome is told in words, the exit code says the rest.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../..');

/** Builds and runs; resolves with the outcome. */
export async function runOracle(first, forms, steps) {
  return runBuilt('oracle', [first, forms, steps]);
}

/** The fixtures written by others, and our XForms of the workbooks in a folder (none: `''`). */
export async function runForeign(steps, times, workbooks = '') {
  return runBuilt('foreign', [path.join(here, 'foreign'), steps, times, workbooks]);
}

async function runBuilt(name, args) {
  // Below `test`, where the packages of the oracle lie.
  const outfile = path.join(root, `test/.cache/questionnaire-${name}-${process.pid}.mjs`);
  await build({
    entryPoints: [path.join(here, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['jsdom', '@getodk/xforms-engine'],
    logLevel: 'error',
  });
  const child = spawnSync(process.execPath, [outfile, ...args.map(String)], {
    env: { ...process.env, TZ: 'Asia/Shanghai' },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  rmSync(outfile);
  if (child.status !== 0) throw new Error(child.stderr || `the oracle ended with ${child.signal ?? child.status}`);
  return JSON.parse(child.stdout.trim().split('\n').at(-1));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [first = 1, forms = 2000, steps = 12] = process.argv.slice(2).map(Number);
  const started = performance.now();
  const outcome = await runOracle(first, forms, steps);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(
    `${outcome.forms} questionnaires, ${outcome.steps} states, ${outcome.compared} comparisons, ${seconds} s`,
  );
  const rare = Object.entries(outcome.functions).sort(([, one], [, other]) => one - other);
  console.log(rare.map(([name, count]) => `${name} ${count}`).join(', '));
  console.log(`${outcome.endless} values without end; ${outcome.differences.length} differences`);
  for (const difference of outcome.differences) console.log(JSON.stringify(difference));
  if (outcome.differences.length > 0) process.exitCode = 1;
}
