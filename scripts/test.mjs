// `npm test`: every stage, or those named; one closing line for all of them.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { startPostgres } from '../test/support/postgres.mjs';
import { staleBuilds } from './build.mjs';
import { ensureInstalled, packageFolders } from './install.mjs';
import { withLock } from './lock.mjs';
import { cleanEnvironment, inTurns, isStopping, passSignalsOn, root, run, seconds, Stop, tool } from './process.mjs';

const cache = path.join(root, '.cache');
const minutes = 60_000;
/** What the specs of this run have made of the sources, which stand still meanwhile. */
const ofThisRun = path.join(cache, 'test', `run-${process.pid}`);
/** Specs share the machine with a PostgreSQL and a browser: more workers than this only make them wait. */
const width = Math.max(1, Math.min(4, availableParallelism()));
/** Processes that keep one core busy each: two even on one core, since they wait for the disk, too. */
const lanes = Math.max(2, width);

/** Runs one of the tools. @returns {Promise<string[]>} what it complains about */
async function complaintsOf(...args) {
  const { code, output } = await run(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  return code === 0 ? [] : [output];
}

function typeChecks() {
  // The compiler in machine code: the same complaints in a quarter of the time. It has no interface for other tools.
  const compiler = tool('typescript-native', 'bin', 'tsc');
  const projects = [
    // The two that reach into every package take the longest.
    'tsconfig.json',
    'tsconfig.clients.json',
    ...packageFolders().map((folder) => path.join(folder, 'tsconfig.json')),
  ];
  return projects
    .filter((project) => existsSync(path.join(root, project)))
    .map((project) => () => {
      const info = path.join(cache, 'types', `${project.replace(/\W/g, '-')}.tsbuildinfo`);
      const args = ['--noEmit', '--pretty', 'false', '--incremental', '--tsBuildInfoFile', info, '-p', project];
      return complaintsOf(compiler, ...args);
    });
}

function lintCheck() {
  const args = ['.', '--max-warnings', '0', '--cache', '--cache-location', path.join(cache, 'eslint/')];
  return complaintsOf(tool('eslint', 'bin', 'eslint.js'), ...args);
}

function wallsCheck() {
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'shared', 'server', 'client', 'test'];
  return complaintsOf(tool('dependency-cruiser', 'bin', 'dependency-cruise.mjs'), ...args);
}

/**
 * A stage either has `checks`, which return what they complain about, or `specs`, folders whose specs jest runs.
 * `needs`: what must have been built; `leavesOut`: specs for the other database only (`x.postgres.spec.ts`);
 * `alone`: one spec at a time, for those that own a port or a kill, beside another such stage.
 */
const stages = [
  { name: 'types', checks: typeChecks },
  { name: 'lint', checks: () => [lintCheck] },
  { name: 'walls', checks: () => [wallsCheck] },
  { name: 'unit', specs: ['shared', 'server/src', 'client', 'test/bench'], needs: ['server'] },
  {
    name: 'api',
    title: 'api on SQLite',
    specs: ['test/api'],
    leavesOut: /\.postgres\.spec\.ts$/,
    needs: ['server'],
    env: { MINSHENG_TEST_DATABASE: 'sqlite', RELEASE_BROTLI_QUALITY: '5' },
  },
  {
    name: 'api',
    title: 'api on PostgreSQL',
    specs: ['test/api'],
    leavesOut: /\.sqlite\.spec\.ts$/,
    needs: ['server'],
    env: { MINSHENG_TEST_DATABASE: 'postgres', RELEASE_BROTLI_QUALITY: '5' },
    wantsPostgres: true,
  },
  { name: 'guards', specs: ['test/guards'], needs: ['server', 'console', 'h5', 'weapp'] },
  { name: 'journeys', specs: ['test/journeys'], needs: ['server', 'console', 'h5', 'weapp'] },
  { name: 'harness', specs: ['test/harness'], needs: ['server', 'weapp'], alone: true },
  { name: 'faults', specs: ['test/faults'], needs: ['server'], alone: true },
];

function specsBelow(folder) {
  const at = path.join(root, folder);
  if (!existsSync(at)) return [];
  return readdirSync(at, { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return ['node_modules', 'dist', 'dist-h5'].includes(entry.name) ? [] : specsBelow(name);
    return /\.spec\.tsx?$/.test(entry.name) ? [name] : [];
  });
}

/** What one stage adds to the closing line. */
const tally = ({ passed = 0, failed = [], skipped = [] } = {}) => ({ passed, failed, skipped });

async function runSpecs(stage, files, postgresUrl) {
  const title = stage.title ?? stage.name;
  const report = path.join(cache, 'test', `${title.replace(/\W+/g, '-')}.json`);
  mkdirSync(path.dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const started = performance.now();
  let reportedAt = 0;
  const isOverdue = () => {
    if (reportedAt === 0 && existsSync(report)) reportedAt = performance.now();
    const now = performance.now();
    return now - started > 12 * minutes || (reportedAt > 0 && now - reportedAt > 45_000);
  };
  const args = ['--ci', `--reporters=${path.join(root, 'test/support/reporter.mjs')}`];
  args.push(`--testSequencer=${path.join(root, 'test/support/sequencer.mjs')}`);
  args.push(stage.alone ? '--runInBand' : `--maxWorkers=${width}`, '--runTestsByPath', ...files);
  // Loading modules anew for each spec makes much that is short-lived: fewer and larger sweeps. Its workers inherit the flag.
  const jest = ['--max-semi-space-size=64', tool('jest', 'bin', 'jest.js')];
  const { code, wasKilled } = await run(process.execPath, [...jest, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    isOverdue,
    env: cleanEnvironment({
      NODE_ENV: 'test',
      ...stage.env,
      ...(postgresUrl && { TEST_DATABASE_URL: postgresUrl }),
      MINSHENG_TEST_REPORT: report,
      MINSHENG_TEST_RUN: ofThisRun,
    }),
  });
  if (!existsSync(report))
    return tally({ failed: [`${title}: ${wasKilled ? 'took too long' : 'jest ended without a result'}`] });
  const result = tally(JSON.parse(readFileSync(report, 'utf8')));
  result.failed = result.failed.map((name) => `${title}: ${name}`);
  if (wasKilled) result.failed.push(`${title}: the specs ended, but something they opened keeps running`);
  else if (code !== 0 && result.failed.length === 0) result.failed.push(`${title}: jest ended with code ${code}`);
  return result;
}

function chosenStages(names) {
  const known = [...new Set(stages.map(({ name }) => name))];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Stop(`unknown stage ${unknown.join(', ')}; there are ${known.join(', ')}`);
  return stages
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .map((stage) => ({
      ...stage,
      files: (stage.specs ?? []).flatMap(specsBelow).filter((file) => !stage.leavesOut?.test(file)),
    }))
    .filter((stage) => stage.checks || stage.files.length > 0);
}

/** Lines that say what was skipped and why; a title gives its reason by the variable of the environment it waits for. */
function skippedLines(skipped) {
  const counts = new Map();
  for (const { file, title } of skipped) {
    const variable = /\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b/.exec(title)?.[0];
    const line = variable ? `${file}: needs ${variable}` : `${file}: ${title}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, count]) => `  skipped ${count} in ${line}`);
}

/**
 * Checks and builds side by side: each task keeps one core busy, and none waits for another.
 * @param {(title: string, at: number, result: object) => void} finish told of each stage when its last task has ended
 * @returns {Promise<string[]>} targets that were not built
 */
async function checkAndBuild(chosen, needs, finish) {
  const tasks = [];
  const unbuilt = [];
  const add = (title, parts, resultOf) => {
    const complaints = [];
    let at = null;
    let left = parts.length;
    if (left === 0) finish(title, performance.now(), resultOf(complaints));
    for (const part of parts)
      tasks.push(async () => {
        if (isStopping()) return;
        at ??= performance.now();
        complaints.push(...(await part()));
        left -= 1;
        if (left > 0 || isStopping()) return;
        for (const complaint of complaints) console.log(complaint.trimEnd());
        finish(title, at, resultOf(complaints));
      });
  };
  if (needs.length > 0) {
    const builds = staleBuilds(needs).map((build) => async () => {
      const { name, isBuilt } = await build();
      if (!isBuilt) unbuilt.push(name);
      return [];
    });
    add('build', builds, () => tally({ failed: unbuilt.map((name) => `build of ${name}`) }));
  }
  for (const { name, checks } of chosen.filter((stage) => stage.checks))
    add(name, checks(), ({ length }) => (length === 0 ? tally({ passed: 1 }) : tally({ failed: [name] })));
  await inTurns(tasks, lanes);
  return unbuilt;
}

/**
 * @param {string[]} names stages to run; none means all
 * @returns {Promise<number>} exit code
 */
export async function test(names) {
  const chosen = chosenStages(names);
  const started = performance.now();
  passSignalsOn({ ofTerminal: true });
  const needs = [...new Set(chosen.flatMap((stage) => stage.needs ?? []))];
  const total = tally();
  const finish = (title, at, result) => {
    total.passed += result.passed;
    total.failed.push(...result.failed);
    total.skipped.push(...result.skipped);
    console.log(`── ${title}: ${result.failed.length === 0 ? 'ok' : `${result.failed.length} failed`}, ${seconds(at)}`);
  };

  await withLock(ensureInstalled);
  const unbuilt = await withLock(() => checkAndBuild(chosen, needs, finish));

  const withSpecs = chosen.filter(({ specs }) => specs);
  let postgres = null;
  if (withSpecs.length > 0 && !isStopping()) {
    postgres = await startPostgres().catch((error) => {
      console.log(error.message);
      return null;
    });
  }
  try {
    mkdirSync(ofThisRun, { recursive: true });
    const specsOf = (stage) => async () => {
      if (isStopping()) return;
      const title = stage.title ?? stage.name;
      const at = performance.now();
      console.log(`\n── ${title}`);
      const missing = stage.needs.filter((name) => unbuilt.includes(name));
      const result =
        missing.length > 0
          ? tally({ failed: [`${title}: not run, since ${missing.join(', ')} was not built`] })
          : stage.wantsPostgres && !postgres
            ? tally({ failed: [`${title}: PostgreSQL did not start`] })
            : await runSpecs(stage, stage.files, postgres?.url);
      finish(title, at, result);
    };
    await inTurns(withSpecs.filter(({ alone }) => !alone).map(specsOf), 1);
    await inTurns(withSpecs.filter(({ alone }) => alone).map(specsOf), Math.min(2, width));
  } finally {
    await postgres?.stop();
    rmSync(ofThisRun, { recursive: true, force: true });
  }
  if (isStopping()) return 130;

  console.log(`\n── in all ${seconds(started)}`);
  for (const name of total.failed) console.log(`  failed ${name}`);
  for (const line of skippedLines(total.skipped)) console.log(line);
  const skipped = total.skipped.length > 0 ? `, ${total.skipped.length} skipped` : '';
  console.log(`${total.passed} passed, ${total.failed.length} failed${skipped}`);
  return total.failed.length === 0 ? 0 : 1;
}
