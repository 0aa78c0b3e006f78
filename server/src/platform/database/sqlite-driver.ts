import { DatabaseSync } from '@photostructure/sqlite';

type Bindable = null | number | bigint | string | Uint8Array;

function bindable(value: unknown): Bindable {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'boolean') return value ? 1 : 0;
  return (value ?? null) as Bindable;
}

interface Options {
  readonly?: boolean;
  timeout?: number;
}

/**
 * The shape of `better-sqlite3` that TypeORM's driver expects, over the API of Node's own `node:sqlite`
 * (decision 0002). Only what TypeORM calls is here.
 */
export class SqliteDriver {
  readonly #database: InstanceType<typeof DatabaseSync>;
  open = true;

  constructor(file: string, options: Options = {}) {
    this.#database = new DatabaseSync(file, {
      readOnly: options.readonly ?? false,
      timeout: options.timeout ?? 5000,
      enableForeignKeyConstraints: true,
    });
  }

  prepare(sql: string) {
    const statement = this.#database.prepare(sql);
    return {
      reader: statement.columns().length > 0,
      all: (...parameters: unknown[]) =>
        (statement.all(...parameters.map(bindable)) as Record<string, unknown>[]).map(plainRow),
      get: (...parameters: unknown[]) => statement.get(...parameters.map(bindable)),
      run: (...parameters: unknown[]) => statement.run(...parameters.map(bindable)),
      iterate: (...parameters: unknown[]) => statement.iterate(...parameters.map(bindable)),
    };
  }

  exec(sql: string): this {
    this.#database.exec(sql);
    return this;
  }

  pragma(text: string): unknown[] {
    return this.#database.prepare(`PRAGMA ${text}`).all();
  }

  close(): void {
    this.open = false;
    this.#database.close();
  }
}

/** Rows come with a null prototype and bytes as Uint8Array; TypeORM and callers expect plain objects and Buffers. */
function plainRow(row: Record<string, unknown>): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const key in row) {
    const value = row[key];
    plain[key] = value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
  }
  return plain;
}
