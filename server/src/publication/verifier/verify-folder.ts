import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Verdict, verifyRelease } from './verify.js';

/** Checks a release folder on disk. */
export function verifyFolder(folder: string, expectedKeyId?: string): Promise<Verdict> {
  return verifyRelease((path) => readFile(join(folder, path)), expectedKeyId ? { expectedKeyId } : {});
}
