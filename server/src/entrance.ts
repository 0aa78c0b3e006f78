import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FrontDoor } from './platform/http/front-door.js';
import { PreparedBytes } from './platform/http/prepared-bytes.js';

/** The public bytes and the door before which readers stand: all that is needed to answer them. */
export interface Entrance {
  prepared: PreparedBytes;
  front: FrontDoor;
}

export function newEntrance(): Entrance {
  const prepared = new PreparedBytes();
  return { prepared, front: new FrontDoor(prepared) };
}

const fileName = 'public-bytes.cache';

/** What is public is kept beside the database, so that the next start serves it before anything else is loaded. */
export function keepPublicBytes(dataFolder: string, prepared: PreparedBytes): void {
  const draft = join(dataFolder, `${fileName}.part`);
  writeFileSync(draft, prepared.snapshot());
  renameSync(draft, join(dataFolder, fileName));
}

/** A cache that cannot be read is no loss: the application prepares everything again. */
export function restorePublicBytes(dataFolder: string, prepared: PreparedBytes): void {
  const file = join(dataFolder, fileName);
  if (!existsSync(file)) return;
  try {
    prepared.restore(readFileSync(file));
  } catch {
    // Half a file, or one of another engine.
  }
}
