import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HotWriter, type HotWriterOptions } from './hot-writer.js';
import { type HotTable, type Lane, shapeOf } from './hot-table.js';
import { PostgresLane } from './postgres-lane.js';
import { WriterThread } from './writer-thread.js';

export interface OpenWriterOptions extends Omit<HotWriterOptions, 'lanes'> {
  /** SQLite file, written through the writer thread … */
  file?: string;
  /** … or PostgreSQL address, written through two connections. */
  url?: string;
  /** Compiled `writer-worker`; needed for SQLite only. */
  program?: string;
}

/** Opens the one writer of the hot tables; resolves when it can write. */
export async function openWriter({ file, url, program, ...options }: OpenWriterOptions): Promise<HotWriter> {
  const shapes = options.tables.map(shapeOf);
  return new HotWriter({ ...options, lanes: await openLanes(shapes, file, url, program) });
}

async function openLanes(
  shapes: ReturnType<typeof shapeOf>[],
  file?: string,
  url?: string,
  program?: string,
): Promise<Lane[]> {
  if (url) return [new PostgresLane(url, shapes), new PostgresLane(url, shapes)];
  if (!file) throw new Error('openWriter needs a file or a url');
  const thread = new WriterThread(writerProgram(program), { file, tables: shapes });
  await thread.start();
  return [thread];
}

/**
 * Where the writer thread's program lies: as said, else beside this module or one folder up (the bundle puts shared code
 * into a folder of its own).
 * @throws Error that names the places looked at
 */
export function writerProgram(explicit?: string): string {
  const places = explicit
    ? [resolve(explicit)]
    : ['./writer-worker.js', '../writer-worker.js'].map((name) => fileURLToPath(new URL(name, import.meta.url)));
  const found = places.find((place) => existsSync(place));
  if (!found) throw new Error(`the writer thread's program is not at ${places.join(' or ')}`);
  return found;
}

/** A list of hot tables whose items differ, as the writer takes it. */
export function hotTables(...tables: HotTable<never>[]): readonly HotTable<never>[] {
  return tables;
}
