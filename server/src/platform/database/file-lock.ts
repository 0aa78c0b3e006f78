import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigFault } from '../config.js';

/**
 * One process per SQLite file: a second one (the command line beside a running server) is refused in one sentence.
 * A lock left behind by a killed process is taken over.
 * @throws ConfigFault when a living process holds the folder
 */
export function lockDataFolder(folder: string): () => void {
  const file = join(folder, 'minsheng.lock');
  if (existsSync(file)) {
    const holder = Number(readFileSync(file, 'utf8'));
    if (holder && holder !== process.pid && isAlive(holder)) {
      throw new ConfigFault(
        'MINSHENG_DATA',
        `数据文件夹正被另一个民声进程使用（进程 ${holder}）：${folder}。请先停掉它，或用 MINSHENG_DATA 换一个文件夹。`,
        `The data folder is in use by another Minsheng process (${holder}): ${folder}. Stop it first, or choose another folder with MINSHENG_DATA.`,
      );
    }
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
