// Child processes and lines of progress, shared by the scripts.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** A sentence for the person at the keyboard; the trace behind it would tell them nothing more. */
export class Stop extends Error {}

/** One line of progress. Always on stderr: stdout belongs to what was asked for (a report piped to a file). */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** The environment without what npm adds for its own script; pnpm and Vite would take the root package for theirs. */
export function cleanEnvironment(extra = {}) {
  const env = { ...process.env, ...extra };
  for (const name of Object.keys(env)) {
    if (/^npm_(package|lifecycle|command|execpath|node_execpath)/.test(name)) delete env[name];
    else if (env[name] === undefined) delete env[name];
  }
  return env;
}

const running = new Set();
let stopping = false;

export const isStopping = () => stopping;

/** After this no child is started; those running are asked to end. */
function stopAll(signal) {
  if (stopping) return;
  stopping = true;
  for (const child of running) child.kill(signal);
}

/**
 * Ends what we run when we are asked to end.
 * @param {{ ofTerminal: boolean }} how whether a terminal's Ctrl-C, which reaches our children by itself, is sent again:
 * a server would take it for a second, impatient one
 */
export function passSignalsOn({ ofTerminal }) {
  process.on('SIGINT', () => {
    if (ofTerminal || !process.stdin.isTTY) stopAll('SIGINT');
  });
  process.on('SIGTERM', () => stopAll('SIGTERM'));
  // npm hands a signal to the shell between it and us, and that shell dies without a word: then we are an orphan.
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stopAll('SIGTERM'), 300).unref();
}

/**
 * Runs a process to its end.
 * @param {string} file
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { isOverdue?: () => boolean }} options asked each second; then killed
 * @returns {Promise<{ code: number, output: string, wasKilled: boolean }>} `output` is what it wrote into pipes
 */
export function run(file, args, { isOverdue, ...options } = {}) {
  if (stopping) return Promise.resolve({ code: 130, output: '', wasKilled: false });
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: root, env: cleanEnvironment(), ...options });
    running.add(child);
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    let wasKilled = false;
    const watch =
      isOverdue &&
      setInterval(() => {
        if (!isOverdue()) return;
        wasKilled = true;
        child.kill('SIGKILL');
      }, 1000);
    const end = () => {
      clearInterval(watch);
      running.delete(child);
    };
    child.once('error', (error) => {
      end();
      reject(error);
    });
    child.once('close', (code, signal) => {
      end();
      resolve({
        code: code ?? 128 + (constants.signals[signal] ?? 0),
        output: Buffer.concat(chunks).toString(),
        wasKilled,
      });
    });
  });
}

/** Runs at most `width` of the tasks at a time; results in the order of the tasks. */
export async function inTurns(tasks, width) {
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < tasks.length) {
      const index = next++;
      results[index] = await tasks[index]();
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, tasks.length) }, worker));
  return results;
}

/** The script of a package a tool is started by: node runs it directly, without the second that npx costs. */
export const tool = (...parts) => path.join(root, 'node_modules', ...parts);

/**
 * Of the server's process: a young generation of 8 MB is enough for thousands of requests a second, and a heap that grows by
 * less than a third at a time holds 30 MB less under load, for the same processor time. So small a generation is collected
 * quicker by one thread than by several that have to find each other.
 */
export const serverFlags = ['--max-semi-space-size=8', '--heap-growing-percent=30', '--no-parallel-scavenge'];
