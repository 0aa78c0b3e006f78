// The commands of run.mjs.
import { readdirSync, existsSync } from 'node:fs';
import path from 'node:path';
import { requireBuilt, targets } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { withLock } from './lock.mjs';
import { passSignalsOn, root, run, serverFlags, Stop } from './process.mjs';
import { test } from './test.mjs';

const usage =
  'usage: node scripts/run.mjs start | test [stage …] | minsheng [argument …] | stats [argument …] | bench [name …] | build [target …]';

/** Installs what is missing and builds what is stale. */
const ready = (names) =>
  withLock(async () => {
    await ensureInstalled();
    await requireBuilt(names);
  });

async function runNode(args, cwd = root) {
  const { code } = await run(process.execPath, args, { cwd, stdio: 'inherit' });
  return code;
}

/** Where the person stands: npm moves its scripts to the root, but file names are given from where they were typed. */
function whereTyped() {
  const isCommand = ['minsheng', 'stats'].includes(process.env.npm_lifecycle_event);
  return (isCommand && process.env.INIT_CWD) || process.cwd();
}

const commands = {
  async start() {
    await ready(['server', 'console', 'h5']);
    passSignalsOn({ ofTerminal: false });
    return runNode([...serverFlags, path.join(root, 'server/dist/main.js')]);
  },

  async minsheng(args) {
    await ready(['server']);
    passSignalsOn({ ofTerminal: false });
    return runNode([path.join(root, 'server/dist/cli.js'), ...args], whereTyped());
  },

  async stats(args) {
    await ready(['stats']);
    passSignalsOn({ ofTerminal: false });
    return runNode([path.join(root, 'shared/statistics/dist/stats.mjs'), ...args], whereTyped());
  },

  async build(names) {
    const unknown = names.filter((name) => !Object.hasOwn(targets, name));
    if (unknown.length > 0)
      throw new Stop(`unknown target ${unknown.join(', ')}; there are ${Object.keys(targets).join(', ')}`);
    await ready(names.length > 0 ? names : Object.keys(targets));
    return 0;
  },

  /** Every test/bench/*.bench.mjs, or those named; one after the other, since each wants the machine for itself. */
  async bench(names) {
    await ready(Object.keys(targets));
    const folder = path.join(root, 'test', 'bench');
    const there = existsSync(folder)
      ? readdirSync(folder)
          .filter((file) => file.endsWith('.bench.mjs'))
          .sort()
      : [];
    const chosen = there.filter((file) => names.length === 0 || names.includes(file.replace('.bench.mjs', '')));
    if (chosen.length === 0) throw new Stop(`no bench of that name; there are ${there.join(', ') || 'none'}`);
    let worst = 0;
    for (const file of chosen) worst = Math.max(worst, await runNode([path.join(folder, file)]));
    return worst;
  },

  test,
};

/**
 * @param {string[]} args command and its arguments
 * @returns {Promise<number>} exit code
 */
export async function main([command, ...args]) {
  if (!Object.hasOwn(commands, command ?? '')) {
    console.error(usage);
    return 2;
  }
  try {
    return await commands[command](args[0] === '--' ? args.slice(1) : args);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    console.error(error.message);
    return 1;
  }
}
