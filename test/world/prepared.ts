import { createHash, randomBytes, scryptSync } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { openCity } from '../../server/src/city.js';
import { seedDemonstration } from '../../server/src/demonstration.js';
import { openIntake } from '../../server/src/intake.js';
import { readConfig } from '../../server/src/platform/config.js';
import { type Work, rows, systemCaller } from '../../server/src/platform/index.js';
import { testDialect } from '../support/scratch-database.js';
import { writerProgramForSpecs } from '../support/writer-program.js';

const root = path.resolve(__dirname, '../..');
const cache = path.join(root, '.cache/world');

/** A copy of the standing world for one spec file: its data folder, and on PostgreSQL a database of its own. */
export interface WorldCopy {
  folder: string;
  url: string | null;
  remove(): Promise<void>;
}

export function configOf(copy: { folder: string; url: string | null }) {
  return readConfig({
    MINSHENG_MODE: 'demo',
    MINSHENG_DATA: copy.folder,
    PORT: '0',
    LOG_LEVEL: 'silent',
    ...(copy.url ? { DATABASE_URL: copy.url } : {}),
  });
}

/** Built once for the sources as they are, then copied: a file on SQLite, a template database on PostgreSQL. */
export async function copyOfWorld(): Promise<WorldCopy> {
  const folder = mkdtempSync(path.join(tmpdir(), 'minsheng-world-'));
  const made = await withTurn<{ folder: string; template: string | null }>(
    testDialect === 'postgres' ? prepareOnPostgres : prepareOnSqlite,
  );
  cpSync(made.folder, folder, { recursive: true });
  if (!made.template)
    return { folder, url: null, remove: async () => rmSync(folder, { recursive: true, force: true }) };
  const name = `spec_${randomBytes(8).toString('hex')}`;
  await withTurn(() => onServer(`CREATE DATABASE ${name} TEMPLATE ${made.template}`));
  return {
    folder,
    url: urlOf(name),
    remove: async () => {
      rmSync(folder, { recursive: true, force: true });
      await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function prepareOnSqlite(): Promise<{ folder: string; template: null }> {
  const folder = path.join(cache, `sqlite-${sourcesHash()}`);
  if (!existsSync(folder)) {
    const draft = `${folder}.${process.pid}.part`;
    mkdirSync(draft, { recursive: true });
    await seed({ folder: draft, url: null });
    renameSync(draft, folder);
  }
  return { folder, template: null };
}

async function prepareOnPostgres(): Promise<{ folder: string; template: string }> {
  // A server lives for one run, so the template is remembered by the server, the keys beside it.
  const template = `world_${sourcesHash()}`;
  const folder = path.join(cache, `postgres-${new URL(serverUrl()).port}-${sourcesHash()}`);
  const known = await onServer(`SELECT 1 FROM pg_database WHERE datname = '${template}'`);
  if (known.length === 0) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const draft = `${template}_draft`;
    await onServer(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await onServer(`CREATE DATABASE ${draft}`);
    await seed({ folder, url: urlOf(draft) });
    await onServer(`ALTER DATABASE ${draft} RENAME TO ${template}`);
  }
  return { folder, template };
}

async function seed(place: { folder: string; url: string | null }): Promise<void> {
  const city = await openCity(configOf(place));
  const intake = await openIntake(city, writerProgramForSpecs());
  await seedDemonstration(city, intake.writer);
  await city.works.write(systemCaller('spec'), hashCheaply);
  await intake.stop();
  await city.close();
}

/**
 * The cast signs in hundreds of times: their passwords are kept under the least cost, which a hash carries with it. What a
 * spec makes of people and passwords costs what it costs in a city.
 */
async function hashCheaply(work: Work): Promise<void> {
  const cost = { N: 16, r: 1, p: 1 };
  const cast = await rows<{ id: string; demonstration_password: string }>(
    work,
    'SELECT id, demonstration_password FROM person WHERE demonstration_password IS NOT NULL',
  );
  for (const { id, demonstration_password: password } of cast) {
    const salt = randomBytes(16);
    const key = scryptSync(password.normalize('NFKC'), salt, 32, cost);
    const hash = ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), key.toString('base64')].join('$');
    await rows(work, 'UPDATE person SET password_hash = $1 WHERE id = $2', [hash, id]);
  }
}

function serverUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) throw new Error('TEST_DATABASE_URL is not set: run by `node test/support/postgres.mjs -- npx jest …`');
  return url;
}

function urlOf(database: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return String(url);
}

async function onServer(statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    return (await client.query(statement)).rows as unknown[];
  } finally {
    await client.end();
  }
}

/** One process at a time: several workers want the same world. */
async function withTurn<Result>(fn: () => Promise<Result>): Promise<Result> {
  mkdirSync(cache, { recursive: true });
  const lock = path.join(cache, `turn-${testDialect}`);
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 120_000)
        rmSync(lock, { recursive: true, force: true });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  try {
    return await fn();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

let known: string | null = null;

function sourcesHash(): string {
  if (known) return known;
  const hash = createHash('sha256').update(readFileSync(__filename));
  for (const folder of ['server/src', 'server/demo', 'server/presets', 'shared']) {
    for (const file of filesBelow(path.join(root, folder))) hash.update(file).update(readFileSync(file));
  }
  return (known = hash.digest('hex').slice(0, 16));
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory())
        return entry.name === 'node_modules' || entry.name === 'reference' ? [] : filesBelow(file);
      return entry.name.endsWith('.spec.ts') ? [] : [file];
    });
}
