import { DataSource, type EntitySchema, type MigrationInterface } from 'typeorm';
import { dialectOf } from './dialect.js';
import { type LookUp, postgresLookUp, sqliteLookUp } from './look-up.js';
import { SqliteDriver } from './sqlite-driver.js';

type EntityClass = (new (...args: never[]) => object) | EntitySchema;
export type MigrationClass = new () => MigrationInterface;

export interface DatabaseOptions {
  /** PostgreSQL connection string; absent: the embedded SQLite file. */
  url?: string;
  /** SQLite file. */
  file?: string;
  entities: EntityClass[];
  migrations: MigrationClass[];
}

/** One connection (SQLite) or pool (PostgreSQL) that writes, and on SQLite two more that can only read. */
export interface Database {
  writer: DataSource;
  reader: DataSource;
  lookUp: LookUp;
  /** After a commit of this process: look-ups of the same turn see it. */
  renewLookUps(): void;
  close(): Promise<void>;
}

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return options.url ? openPostgres(options, options.url) : openSqlite(options);
}

async function openPostgres(options: DatabaseOptions, url: string): Promise<Database> {
  const source = new DataSource({
    type: 'postgres',
    url,
    entities: options.entities,
    migrations: options.migrations,
    migrationsTableName: 'migration',
    poolSize: 12,
    applicationName: 'minsheng',
  });
  await source.initialize();
  return {
    writer: source,
    reader: source,
    lookUp: postgresLookUp(source),
    renewLookUps: () => undefined,
    close: () => source.destroy(),
  };
}

/**
 * WAL with synchronous=FULL: an acknowledged commit survives the machine's power (decision 0002).
 * Reads run on a connection of their own, so they see committed rows only and never wait for the writer.
 */
async function openSqlite(options: DatabaseOptions): Promise<Database> {
  if (!options.file) throw new Error('openDatabase needs a file or a url');
  const common = {
    type: 'better-sqlite3',
    database: options.file,
    driver: SqliteDriver,
    entities: options.entities,
  } as const;
  const writer = new DataSource({
    ...common,
    migrations: options.migrations,
    migrationsTableName: 'migration',
    enableWAL: true,
    prepareDatabase: (connection: SqliteDriver) => {
      connection.pragma('synchronous = FULL');
      connection.pragma('busy_timeout = 5000');
      connection.pragma('wal_autocheckpoint = 4000');
    },
  });
  teachBytes(writer);
  await writer.initialize();
  const reader = new DataSource({ ...common, readonly: true });
  teachBytes(reader);
  await reader.initialize();
  const { lookUp, renew, close } = sqliteLookUp(options.file);
  return {
    writer,
    reader,
    lookUp,
    renewLookUps: renew,
    close: async () => {
      close();
      await reader.destroy();
      await writer.destroy();
    },
  };
}

/** Entities say `bytea` for raw bytes on both databases; SQLite's own name for it is blob. */
function teachBytes(source: DataSource): void {
  const driver = source.driver as typeof source.driver & { normalizeType(column: { type?: unknown }): string };
  driver.supportedDataTypes.push('bytea');
  const normalise = driver.normalizeType.bind(driver);
  driver.normalizeType = (column) => (column.type === 'bytea' ? 'blob' : normalise(column));
}

/**
 * Brings the schema up to date, one migration a transaction. SQLite changes a constraint only by putting a new table in
 * the place of the old one, which no reference may notice: its foreign keys are off meanwhile and checked afterwards.
 */
export async function migrate(database: Database): Promise<string[]> {
  const { writer } = database;
  const isSqlite = dialectOf(writer) === 'sqlite';
  if (isSqlite) await writer.query('PRAGMA foreign_keys = OFF');
  try {
    const ran = await writer.runMigrations({ transaction: 'each' });
    const broken: unknown[] = isSqlite && ran.length > 0 ? await writer.query('PRAGMA foreign_key_check') : [];
    if (broken.length > 0) throw new Error(`a migration left references broken: ${JSON.stringify(broken.slice(0, 3))}`);
    return ran.map((migration) => migration.name);
  } finally {
    if (isSqlite) await writer.query('PRAGMA foreign_keys = ON');
  }
}
