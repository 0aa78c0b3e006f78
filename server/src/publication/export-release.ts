import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { publicationProblems } from './publication.problems.js';

/**
 * Asked before anything is released: a folder that cannot take the release must not leave one behind in the database.
 * @throws Problem when the folder exists and is not empty
 */
export function refuseFullFolder(folder: string): void {
  const target = resolve(folder);
  if (existsSync(target) && readdirSync(target).length > 0)
    throw publicationProblems['folder-not-empty']({ folder: target });
}

/**
 * Writes a release as a folder: into a temporary neighbour first and then renamed, so that a reader never meets half of one.
 * @throws Problem when the folder exists and is not empty
 */
export async function exportRelease(
  files: readonly { path: string; content: Buffer }[],
  folder: string,
): Promise<string> {
  const target = resolve(folder);
  refuseFullFolder(target);
  const draft = join(dirname(target), `.${basename(target)}.${process.pid}.part`);
  await mkdir(draft, { recursive: true });
  try {
    for (const { path, content } of files) await writeFile(join(draft, path), content);
    await rm(target, { recursive: true, force: true });
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
  return target;
}
