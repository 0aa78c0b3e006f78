import { DatabaseSync } from '@photostructure/sqlite';
import type { DataSource } from 'typeorm';

export type LookUpValue = string | number | Uint8Array;

/** One row by its key, or null; at once on SQLite, later on PostgreSQL. */
export type LookUp = <Row>(sql: string, parameters: readonly LookUpValue[]) => Row | null | Promise<Row | null>;

/**
 * Prepared statements on a read-only connection of their own. Those of one turn of the event loop share one read
 * transaction: its locks cost more than the look-up, and under load a turn brings many. Each sees what was committed when
 * its turn first asked, or since `renew`: whoever has just committed sees it at once.
 */
export function sqliteLookUp(file: string): { lookUp: LookUp; renew: () => void; close: () => void } {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  const prepared = new Map<string, ReturnType<typeof database.prepare>>();
  const begin = database.prepare('BEGIN');
  const commit = database.prepare('COMMIT');
  let isOpen = false;
  const end = (): void => {
    if (!isOpen) return;
    isOpen = false;
    commit.run();
  };
  return {
    lookUp: <Row>(sql: string, parameters: readonly LookUpValue[]) => {
      let statement = prepared.get(sql);
      if (!statement) {
        statement = database.prepare(withoutNumbers(sql));
        prepared.set(sql, statement);
      }
      if (!isOpen) {
        begin.run();
        isOpen = true;
        setImmediate(end);
      }
      return (statement.get(...parameters) as Row | undefined) ?? null;
    },
    renew: end,
    close: () => {
      end();
      database.close();
    },
  };
}

export function postgresLookUp(source: DataSource): LookUp {
  const { master: pool } = source.driver as unknown as { master: Pool };
  const names = new Map<string, string>();
  return async <Row>(sql: string, parameters: readonly LookUpValue[]) => {
    let name = names.get(sql);
    if (name === undefined) {
      name = `look-up-${names.size}`;
      names.set(sql, name);
    }
    const { rows } = await pool.query({ name, text: sql, values: [...parameters] });
    return (rows[0] as Row | undefined) ?? null;
  };
}

/** What TypeORM's PostgreSQL driver holds. */
interface Pool {
  query(statement: { name: string; text: string; values: unknown[] }): Promise<{ rows: unknown[] }>;
}

/** SQLite's driver binds only nameless `?`: the numbers must stand in reading order, each once. */
function withoutNumbers(sql: string): string {
  let expected = 0;
  return sql.replace(/\$(\d+)/g, (_, digits: string) => {
    expected += 1;
    if (Number(digits) !== expected) throw new Error('a look-up takes its parameters in reading order, each once');
    return '?';
  });
}
