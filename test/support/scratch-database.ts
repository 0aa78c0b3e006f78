import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';
import { FixedClock } from '../../server/src/platform/clock.js';
import {
  type Database,
  type DatabaseOptions,
  migrate,
  openDatabase,
} from '../../server/src/platform/database/open-database.js';
import { Works } from '../../server/src/platform/work.js';

type Pg = typeof import('pg');
const pg = createRequire(path.resolve(__dirname, '../../server/package.json'))('pg') as Pg;

export type TestDialect = 'sqlite' | 'postgres';

/** Which database this run of the API specs is on. */
export const testDialect: TestDialect = process.env.MINSHENG_TEST_DATABASE === 'postgres' ? 'postgres' : 'sqlite';

export interface ScratchDatabase {
  dialect: TestDialect;
  /** Where it is, for another connection: `{ file }` or `{ url }`. */
  at: { file?: string; url?: string };
  database: Database;
  works: Works;
  clock: FixedClock;
  /** Another set of connections to the same database, as a second process would have. Closed with the first. */
  another(): Promise<{ database: Database; works: Works }>;
  /** Connections closed, file or database gone. */
  drop(): Promise<void>;
}

/** A database of one's own with the given schema: a file in the temp folder, or one made on the server of `TEST_DATABASE_URL`. */
export async function scratchDatabase(
  options: Pick<DatabaseOptions, 'entities' | 'migrations'>,
  dialect: TestDialect = testDialect,
): Promise<ScratchDatabase> {
  const place = dialect === 'postgres' ? await onServer() : inTempFolder();
  const clock = new FixedClock(new Date('2026-11-22T01:00:00.000Z'));
  const open = async () => {
    const database = await openDatabase({ ...place.at, ...options });
    return { database, works: new Works(database, clock) };
  };
  const first = await open();
  await migrate(first.database);
  const opened = [first.database];
  return {
    dialect,
    at: place.at,
    clock,
    ...first,
    another: async () => {
      const next = await open();
      opened.push(next.database);
      return next;
    },
    drop: async () => {
      for (const database of opened.reverse()) await database.close();
      await place.remove();
    },
  };
}

function inTempFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'minsheng-spec-'));
  return {
    at: { file: path.join(folder, 'spec.sqlite') },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function onServer() {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error('TEST_DATABASE_URL is not set: run by `node test/support/postgres.mjs -- npx jest …`');
  const name = `spec_${randomBytes(8).toString('hex')}`;
  const onTheServer = async (statement: string) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await onTheServer(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { at: { url: String(url) }, remove: () => onTheServer(`DROP DATABASE ${name} WITH (FORCE)`) };
}
