import type { DataSource } from 'typeorm';

/** A schema in words that are the same for both databases; types as the migrations write them, bytes as `bytes`. */
export interface SchemaTable {
  columns: Record<string, { type: string; nullable: boolean }>;
  /** `kind name (columns)`, sorted; a check without columns. */
  constraints: string[];
  indexes: string[];
}
export type Schema = Record<string, SchemaTable>;

type Row = Record<string, string>;

export async function schemaOf(source: DataSource): Promise<Schema> {
  const tables = source.options.type === 'postgres' ? await ofPostgres(source) : await ofSqlite(source);
  return Object.fromEntries([...tables].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function ofPostgres(source: DataSource): Promise<[string, SchemaTable][]> {
  const found: Row[] = await source.query(
    `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'migration'`,
  );
  return Promise.all(
    found.map(async ({ table_name: table }) => {
      const columns: (Row & { nullable: boolean })[] = await source.query(
        `SELECT attname AS name, format_type(atttypid, atttypmod) AS type, NOT attnotnull AS nullable FROM pg_attribute
         WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
        [table],
      );
      const constraints: { name: string; kind: string; columns: string[]; target: string | null }[] =
        await source.query(
          `SELECT conname AS name, contype AS kind, confrelid::regclass::text AS target,
           (SELECT json_agg(attname ORDER BY n) FROM unnest(conkey) WITH ORDINALITY AS k(attnum, n)
            JOIN pg_attribute a ON a.attnum = k.attnum AND a.attrelid = conrelid) AS columns
         FROM pg_constraint WHERE conrelid = $1::regclass AND contype IN ('p', 'u', 'f', 'c')`,
          [table],
        );
      const indexes: { name: string; columns: string[]; isunique: boolean }[] = await source.query(
        `SELECT c.relname AS name, i.indisunique AS isunique,
           (SELECT json_agg(attname ORDER BY n) FROM unnest(i.indkey) WITH ORDINALITY AS k(attnum, n)
            JOIN pg_attribute a ON a.attnum = k.attnum AND a.attrelid = i.indrelid) AS columns
         FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
         WHERE i.indrelid = $1::regclass AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = i.indexrelid AND contype IN ('p', 'u'))`,
        [table],
      );
      const kinds: Record<string, string> = { p: 'primary key', u: 'unique', f: 'foreign key', c: 'check' };
      const described: SchemaTable = {
        columns: Object.fromEntries(
          columns.map(({ name, type, nullable }) => [name, { type: commonType(type as string), nullable }]),
        ),
        constraints: constraints
          .map(({ name, kind, columns: over, target }) =>
            kind === 'c'
              ? `check ${name}`
              : `${kinds[kind]} ${name} (${over.join(', ')})${kind === 'f' ? ` → ${target}` : ''}`,
          )
          .sort(),
        indexes: indexes
          .map(({ name, columns: over, isunique }) => `${isunique ? 'unique ' : ''}${name} (${over.join(', ')})`)
          .sort(),
      };
      return [table as string, described] as [string, SchemaTable];
    }),
  );
}

async function ofSqlite(source: DataSource): Promise<[string, SchemaTable][]> {
  const found: Row[] = await source.query(
    `SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'migration'`,
  );
  return Promise.all(
    found.map(async ({ name: table, sql }) => {
      const pragma = (what: string, of = table): Promise<(Row & { pk: number; notnull: number; seq: number })[]> =>
        source.query(`SELECT * FROM pragma_${what}('${of}')`);
      const columns = await pragma('table_info');
      const names = namedConstraints(sql as string);
      const over = async (index: string) => (await pragma('index_info', index)).map(({ name }) => name).join(', ');
      const constraints: string[] = names.checks.map((name) => `check ${name}`);
      const primary = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
      if (primary.length > 0)
        constraints.push(`primary key ${names.primary ?? '(unnamed)'} (${primary.map(({ name }) => name).join(', ')})`);
      const lists = await pragma('index_list');
      for (const { name, origin } of lists.filter((index) => index.origin === 'u')) {
        const columnsOfIt = await over(name as string);
        constraints.push(
          `${origin === 'u' ? 'unique' : ''} ${names.uniques.get(columnsOfIt) ?? '(unnamed)'} (${columnsOfIt})`,
        );
      }
      const foreign = new Map<number, { from: string[]; to: string }>();
      for (const { id, from, table: to } of (await pragma('foreign_key_list')) as unknown as {
        id: number;
        from: string;
        table: string;
        seq: number;
      }[]) {
        const known = foreign.get(id) ?? { from: [], to };
        known.from.push(from);
        foreign.set(id, known);
      }
      for (const { from, to } of foreign.values()) {
        constraints.push(
          `foreign key ${names.foreigns.get(from.join(', ')) ?? '(unnamed)'} (${from.join(', ')}) → ${to}`,
        );
      }
      const indexes: string[] = [];
      for (const index of lists.filter(({ origin }) => origin === 'c')) {
        indexes.push(
          `${Number(index.unique) === 1 ? 'unique ' : ''}${index.name} (${await over(index.name as string)})`,
        );
      }
      const described: SchemaTable = {
        columns: Object.fromEntries(
          columns.map(({ name, type, notnull }) => [
            name,
            { type: commonType(type as string), nullable: Number(notnull) === 0 },
          ]),
        ),
        constraints: constraints.sort(),
        indexes: indexes.sort(),
      };
      return [table as string, described] as [string, SchemaTable];
    }),
  );
}

/** SQLite keeps the names of constraints in the table's text only. */
function namedConstraints(sql: string) {
  const checks: string[] = [];
  const uniques = new Map<string, string>();
  const foreigns = new Map<string, string>();
  let primary: string | null = null;
  for (const line of columnDefinitions(sql)) {
    const column = /^\s*"?(\w+)"?/.exec(line)?.[1] ?? '';
    for (const [, name, kind, listed] of line.matchAll(
      /CONSTRAINT\s+"?(\w+)"?\s+(PRIMARY KEY|UNIQUE|CHECK|REFERENCES|FOREIGN KEY)\s*(?:\(([^()]*)\))?/gi,
    )) {
      const isOfTable = column.toUpperCase() === 'CONSTRAINT';
      const over = isOfTable
        ? (listed ?? '')
            .split(',')
            .map((part) => part.trim().replace(/"/g, ''))
            .join(', ')
        : column;
      switch (kind?.toUpperCase()) {
        case 'PRIMARY KEY':
          primary = name as string;
          break;
        case 'UNIQUE':
          uniques.set(over, name as string);
          break;
        case 'CHECK':
          checks.push(name as string);
          break;
        default:
          foreigns.set(over, name as string);
      }
    }
  }
  return { checks, uniques, foreigns, primary };
}

/** The parts between the outer commas of `CREATE TABLE x (…)`. */
function columnDefinitions(sql: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of sql.slice(sql.indexOf('(') + 1, sql.lastIndexOf(')'))) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === ',' && depth === 0) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  return [...parts, part];
}

export function commonType(type: string): string {
  const lower = type.toLowerCase().replace('character varying', 'varchar');
  return lower === 'bytea' || lower === 'blob' ? 'bytes' : lower;
}

/** The columns that the entities of a DataSource believe in. */
export function columnsOfEntities(
  source: DataSource,
): Record<string, Record<string, { type: string; nullable: boolean }>> {
  return Object.fromEntries(
    source.entityMetadatas.map((entity) => [
      entity.tableName,
      Object.fromEntries(
        entity.columns.map((column) => {
          const type = typeof column.type === 'string' ? column.type : source.driver.normalizeType(column);
          const length = column.length ? `(${column.length})` : '';
          const common = type === 'simple-json' ? 'text' : commonType(`${type}${length}`);
          return [column.databaseName, { type: common, nullable: column.isNullable }];
        }),
      ),
    ]),
  );
}
