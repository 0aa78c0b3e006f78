// `npm test`: every stage, or those named; one closing line for all of them.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { startPostgres } from '../test/support/postgres.mjs';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled, packageFolders } from './install.mjs';
import { withLock } from './lock.mjs';
import { cleanEnvironment, inTurns, isStopping, passSignalsOn, root, run, seconds, Stop, tool } from './process.mjs';

const cache = path.join(root, '.cache');
const minutes = 60_000;
/** Specs share the machine with a PostgreSQL and a browser: more workers than this only make them wait. */
const width = Math.max(1, Math.min(4, availableParallelism()));

const piped = { stdio: ['ignore', 'pipe', 'pipe'] };

async function checkTypes() {
  const projects = [
    ...packageFolders().map((folder) => path.join(folder, 'tsconfig.json')),
    'tsconfig.json',
    'tsconfig.clients.json',
  ];
  const compile = (project) => async () => {
    const info = path.join(cache, 'types', `${project.replace(/\W/g, '-')}.tsbuildinfo`);
    const args = ['--noEmit', '--pretty', 'false', '--incremental', '--tsBuildInfoFile', info, '-p', project];
    return run(process.execPath, [tool('typescript', 'bin', 'tsc'), ...args], piped);
  };
  const there = projects.filter((project) => existsSync(path.join(root, project)));
  const results = await inTurns(there.map(compile), 2);
  return results.filter(({ code }) => code !== 0).map(({ output }) => output);
}

async function checkLint() {
  const args = ['.', '--max-warnings', '0', '--cache', '--cache-location', path.join(cache, 'eslint/')];
  const { code, output } = await run(process.execPath, [tool('eslint', 'bin', 'eslint.js'), ...args], piped);
  return code === 0 ? [] : [output];
}

async function checkWalls() {
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'shared', 'server', 'client', 'test'];
  const cruiser = tool('dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const { code, output } = await run(process.execPath, [cruiser, ...args], piped);
  return code === 0 ? [] : [output];
}

/**
 * A stage either has a `check`, which returns what it complains about, or `specs`, folders whose specs jest runs.
 * `needs`: what must have been built; `leavesOut`: specs for the other database only (`x.postgres.spec.ts`);
 * `alone`: one spec at a time, for those that own a browser, a port or a kill.
 */
const stages = [
  { name: 'types', check: checkTypes },
  { name: 'lint', check: checkLint },
  { name: 'walls', check: checkWalls },
  { name: 'unit', specs: ['shared', 'server/src', 'client'], needs: ['server'] },
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
  { name: 'harness', specs: ['test/harness'], needs: ['server', 'weapp'] },
  { name: 'journeys', specs: ['test/journeys'], needs: ['server', 'console', 'h5'], alone: true },
  { name: 'faults', specs: ['test/faults'], needs: ['server'], alone: true },
  { name: 'guards', specs: ['test/guards'], needs: ['server', 'console', 'h5', 'weapp'] },
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

async function runCheck(stage) {
  const complaints = await stage.check();
  for (const complaint of complaints) console.log(complaint.trimEnd());
  return complaints.length === 0 ? tally({ passed: 1 }) : tally({ failed: [stage.name] });
}

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
  args.push(stage.alone ? '--runInBand' : `--maxWorkers=${width}`, '--runTestsByPath', ...files);
  const { code, wasKilled } = await run(process.execPath, [tool('jest', 'bin', 'jest.js'), ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    isOverdue,
    env: cleanEnvironment({
      NODE_ENV: 'test',
      ...stage.env,
      ...(postgresUrl && { TEST_DATABASE_URL: postgresUrl }),
      MINSHENG_TEST_REPORT: report,
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
    .filter((stage) => stage.check || stage.files.length > 0);
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
 * @param {string[]} names stages to run; none means all
 * @returns {Promise<number>} exit code
 */
export async function test(names) {
  const chosen = chosenStages(names);
  const started = performance.now();
  passSignalsOn({ ofTerminal: true });
  const needs = [...new Set(chosen.flatMap((stage) => stage.needs ?? []))];
  const total = tally();
  const stageOf = async (title, work) => {
    if (isStopping()) return;
    console.log(`\n── ${title}`);
    const at = performance.now();
    const result = await work();
    total.passed += result.passed;
    total.failed.push(...result.failed);
    total.skipped.push(...result.skipped);
    console.log(`   ${result.failed.length === 0 ? 'ok' : `${result.failed.length} failed`}, ${seconds(at)}`);
  };

  await withLock(ensureInstalled);
  for (const stage of chosen.filter(({ check }) => check)) await stageOf(stage.name, () => runCheck(stage));

  const unbuilt = [];
  if (needs.length > 0) {
    await stageOf('build', async () => {
      unbuilt.push(...(await withLock(() => ensureBuilt(needs))));
      return tally({ failed: unbuilt.map((name) => `build of ${name}`) });
    });
  }

  const withSpecs = chosen.filter(({ specs }) => specs);
  let postgres = null;
  if (withSpecs.length > 0 && !isStopping()) {
    postgres = await startPostgres().catch((error) => {
      console.log(error.message);
      return null;
    });
  }
  try {
    for (const stage of withSpecs) {
      const title = stage.title ?? stage.name;
      const missing = stage.needs.filter((name) => unbuilt.includes(name));
      await stageOf(title, async () => {
        if (missing.length > 0)
          return tally({ failed: [`${title}: not run, since ${missing.join(', ')} was not built`] });
        if (stage.wantsPostgres && !postgres) return tally({ failed: [`${title}: PostgreSQL did not start`] });
        return runSpecs(stage, stage.files, postgres?.url);
      });
    }
  } finally {
    await postgres?.stop();
  }
  if (isStopping()) return 130;

  console.log(`\n── in all ${seconds(started)}`);
  for (const name of total.failed) console.log(`  failed ${name}`);
  for (const line of skippedLines(total.skipped)) console.log(line);
  const skipped = total.skipped.length > 0 ? `, ${total.skipped.length} skipped` : '';
  console.log(`${total.passed} passed, ${total.failed.length} failed${skipped}`);
  return total.failed.length === 0 ? 0 : 1;
}
