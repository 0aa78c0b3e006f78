// What the benches share: processes, rounds, and the figures of a process.
import { fork, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { serverFlags } from '../../scripts/process.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
export const root = path.resolve(here, '../..');
/** The built server; another build can be named to be compared. */
export const dist = path.resolve(process.env.BENCH_DIST ?? path.join(root, 'server/dist'));

export function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

const children = new Set();
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));

/** A server process that answers GET `ask` on its port. `firstAnswer`: milliseconds from the start to that answer. */
export async function startProcess(program, env, ask, flags = []) {
  const port = env.PORT ? Number(env.PORT) : await freePort();
  const started = performance.now();
  // More of them for a profile: BENCH_NODE_FLAGS='--cpu-prof --cpu-prof-dir=…'.
  const more = (process.env.BENCH_NODE_FLAGS ?? '').split(' ').filter(Boolean);
  const child = spawn(process.execPath, [...flags, ...more, program], {
    env: { ...process.env, NODE_ENV: 'production', ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  children.add(child);
  let said = '';
  child.stderr.on('data', (chunk) => (said += chunk));
  const gone = new Promise((resolve) => child.once('exit', resolve));
  void gone.then(() => children.delete(child));
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${path.basename(program)} ended: ${said}`);
    const answered = await fetch(`http://127.0.0.1:${port}${ask}`).then(
      async (response) => (await response.arrayBuffer(), response.ok),
      () => false,
    );
    if (answered) break;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const firstAnswer = performance.now() - started;
  const end = async (signal) => {
    child.kill(signal);
    await gone;
  };
  return { port, pid: child.pid, firstAnswer, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

export const startBare = (env = {}) => startProcess(path.join(here, 'bare.mjs'), env, '/');

/** The built server on a data folder, in demonstration mode; waits for the application unless told what to ask. */
export function startServer(dataFolder, env = {}, ask = '/api/health') {
  const program = path.join(dist, 'main.js');
  if (!existsSync(program)) throw new Error('server/dist is not there: npm run build -- server');
  return startProcess(program, { MINSHENG_MODE: 'demo', MINSHENG_DATA: dataFolder, ...env }, ask, serverFlags);
}

/** A folder in the temp folder, and how to be rid of it. */
export function scratchFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'minsheng-bench-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

async function postJson(url, body) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}

/** Signs a citizen of the demonstration in by phone code. */
export async function citizenToken(port, phone = '13800000001') {
  const base = `http://127.0.0.1:${port}`;
  const { demonstrationCode } = await postJson(`${base}/api/phone-codes`, { phone });
  const { token } = await postJson(`${base}/api/citizen-sessions/phone`, { phone, code: demonstrationCode });
  return token;
}

/** Runs one load job in a client process (client.mjs). */
export async function drive(job) {
  const child = fork(path.join(here, 'client.mjs'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  children.add(child);
  try {
    return await new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => reject(new Error(`the client ended with code ${code}`)));
      child.send(job);
    });
  } finally {
    children.delete(child);
  }
}

/** Processor time of a process so far in microseconds, user and system; null where there is no /proc. */
export function processorTime(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10_000;
  } catch {
    return null;
  }
}

/** Memory of a process in MiB: `VmRSS` now, `VmHWM` at its highest; null where there is no /proc. */
export function memory(pid, field) {
  try {
    const line = new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(line[1]) / 1024;
  } catch {
    return null;
  }
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Runs the variants in turn, `rounds` times, after one round that is dropped: what disturbs the machine disturbs them
 * alike. `measure(warming)`: the dropped round may take longer, until the compiler has done its work.
 * @param {Record<string, (warming: boolean) => Promise<object>>} variants
 * @returns {Promise<Record<string, object[]>>} results by variant, one a round
 */
export async function inRounds(rounds, variants) {
  const results = Object.fromEntries(Object.keys(variants).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, measure] of Object.entries(variants)) {
      const result = await measure(round === 0);
      if (round > 0) results[name].push(result);
      process.stderr.write('.');
    }
  }
  process.stderr.write('\n');
  return results;
}

/** Median over the rounds of a's figure divided by b's in the same round. */
export function ratio(a, b, figure) {
  return median(a.map((result, round) => result[figure] / b[round][figure]));
}

export const medianOf = (results, figure) => median(results.map((result) => result[figure]));

export const digits = (value, places = 2) => (value === null || Number.isNaN(value) ? '—' : value.toFixed(places));

/** Prints rows under their headings, columns aligned. */
export function table(headings, rows) {
  const lines = [headings, ...rows.map((row) => row.map(String))];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  for (const line of lines) {
    console.log(
      `  ${line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ')}`,
    );
  }
}

/** Says whether a goal is met; a missed one makes the bench end with code 1. */
export function goal(name, value, isMet, wanted) {
  console.log(`  ${isMet ? 'met   ' : 'MISSED'} ${name}: ${value} (${wanted})`);
  if (!isMet) process.exitCode = 1;
}

/** Processor time of each thread of a process so far in microseconds, by thread id; the first is the main thread. */
export function threadTimes(pid) {
  return new Map(
    readdirSync(`/proc/${pid}/task`).map((id) => {
      const [run] = readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'utf8').split(' ');
      return [Number(id), Number(run) / 1000];
    }),
  );
}
