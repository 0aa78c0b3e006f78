// Two commands started at once in one checkout must not install or build into each other.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, say } from './process.mjs';

const file = path.join(root, '.cache', 'bootstrap.lock');
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function holder() {
  try {
    return Number(readFileSync(file, 'utf8')) || null;
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function take() {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    // A folder that cannot be written holds no other writer either; what needs to write says so itself.
    if (['EACCES', 'EROFS', 'EPERM'].includes(error.code)) return true;
    throw error;
  }
}

/** Runs `work` while no other command of this checkout does. A lock whose holder has died is taken over. */
export async function withLock(work) {
  let isWaiting = false;
  while (!take()) {
    const pid = holder();
    if (pid !== null && !isAlive(pid)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!isWaiting)
      say(`· 另一个命令正在安装或构建，请稍候 waiting for another command (pid ${pid}) to finish building`);
    isWaiting = true;
    await pause(300);
  }
  const release = () => {
    if (holder() === process.pid) rmSync(file, { force: true });
  };
  process.on('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}
