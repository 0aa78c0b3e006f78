// Builds what has changed. A stamp in .cache holds the hash of everything a build reads; an equal hash means done.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { cleanEnvironment, inTurns, root, run, say, seconds, Stop } from './process.mjs';

const pure = ['charts', 'contracts', 'design', 'questionnaire', 'statistics'].map((name) => `shared/${name}`);
const drawn = pure.filter((folder) => folder !== 'shared/statistics');

/**
 * The slowest first, since two are built at a time.
 * folder, script: the package and the name of its script; reads: folders whose files decide the result;
 * makes: a file that is there when the build has been done; settings: variables of the environment that it folds in.
 */
export const targets = {
  h5: {
    folder: 'client/miniapp',
    script: 'build:h5',
    reads: ['client/miniapp', ...drawn],
    makes: 'client/miniapp/dist-h5/index.html',
  },
  weapp: {
    folder: 'client/miniapp',
    script: 'build:weapp',
    reads: ['client/miniapp', ...drawn],
    makes: 'client/miniapp/dist/app.json',
    settings: ['MINSHENG_API_BASE'],
  },
  console: {
    folder: 'client/console',
    script: 'build',
    reads: ['client/console', ...drawn],
    makes: 'client/console/dist/index.html',
  },
  server: { folder: 'server', script: 'build', reads: ['server', ...pure], makes: 'server/dist/main.js' },
  stats: {
    folder: 'shared/statistics',
    script: 'build',
    reads: ['shared/statistics'],
    makes: 'shared/statistics/dist/stats.mjs',
  },
};

const made = new Set(['node_modules', 'dist', 'dist-h5', 'data', '.cache', '.swc', 'coverage']);

function* filesBelow(folder) {
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!made.has(entry.name)) yield* filesBelow(file);
    } else if (entry.isFile() && !/\.spec\.tsx?$/.test(entry.name)) {
      yield file;
    }
  }
}

/** Hash of a target's sources by content: a fresh clone, a touched file and another branch all get it right. */
function sourceHash(target) {
  const hash = createHash('sha256').update(process.versions.node);
  for (const name of target.settings ?? []) hash.update(`\n${name}=${process.env[name] ?? ''}`);
  const files = target.reads.flatMap((folder) => [...filesBelow(folder)]).sort();
  for (const file of [...files, 'pnpm-lock.yaml', 'tsconfig.base.json']) {
    hash.update(`\n${file}\n`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}

async function build(name, hash) {
  const target = targets[name];
  const folder = path.join(root, target.folder);
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const started = performance.now();
  say(`· 构建 building ${name}`);
  const waiting = setInterval(() => say(`· 仍在构建 still building ${name}, ${seconds(started)}`), 20_000);
  const bins = [path.join(folder, 'node_modules', '.bin'), path.join(root, 'node_modules', '.bin')];
  const { code, output } = await run(manifest.scripts[target.script], [], {
    cwd: folder,
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: cleanEnvironment({
      NODE_ENV: 'production',
      CI: 'true',
      NO_COLOR: '1',
      PATH: [...bins, process.env.PATH].join(path.delimiter),
    }),
  });
  clearInterval(waiting);
  if (code !== 0 || !existsSync(path.join(root, target.makes))) {
    say(stripVTControlCharacters(output).trimEnd());
    say(`· 构建失败 build of ${name} failed, ${seconds(started)}`);
    return false;
  }
  const stamp = stampOf(name);
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  say(`· 完成 built ${name}, ${seconds(started)}`);
  return true;
}

const stampOf = (name) => path.join(root, '.cache', 'built', name);

/** The targets of the list whose result is missing or older than its sources, with the hash to be reached. */
function staleAmong(names) {
  return Object.keys(targets)
    .filter((name) => names.includes(name))
    .map((name) => ({ name, hash: sourceHash(targets[name]) }))
    .filter(({ name, hash }) => {
      const stamp = stampOf(name);
      const isMade = existsSync(path.join(root, targets[name].makes)) && existsSync(stamp);
      return !isMade || readFileSync(stamp, 'utf8') !== hash;
    });
}

/**
 * What has to be built, each a task of its own, the slowest first.
 * @param {string[]} names keys of `targets`
 * @returns {(() => Promise<{ name: string, isBuilt: boolean }>)[]}
 */
export function staleBuilds(names) {
  const stale = staleAmong(names);
  for (const { name } of stale) rmSync(stampOf(name), { force: true });
  return stale.map(({ name, hash }) => async () => ({ name, isBuilt: await build(name, hash) }));
}

/**
 * Brings the named targets up to date, two at a time.
 * @param {string[]} names keys of `targets`
 * @returns {Promise<string[]>} names of those that failed
 */
export async function ensureBuilt(names) {
  const results = await inTurns(staleBuilds(names), 2);
  return results.filter(({ isBuilt }) => !isBuilt).map(({ name }) => name);
}

/** The same for commands that cannot go on without them. @throws {Stop} */
export async function requireBuilt(names) {
  const failed = await ensureBuilt(names);
  if (failed.length > 0) {
    throw new Stop(
      `构建失败：${failed.join('、')}，原因见上。\nThe build of ${failed.join(', ')} failed for the reason above.`,
    );
  }
}
