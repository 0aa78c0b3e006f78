import { DatabaseSync } from '@photostructure/sqlite';
import type { DataSource } from 'typeorm';

/** One row by a text that is its key. */
export interface KeyedText {
  table: string;
  /** Column, unique. */
  key: string;
  /** SQL expression of all that is wanted, as one text: every column that crosses costs as much as a third of the search. */
  text: string;
}

/** The row's text, or null; at once on SQLite, later on PostgreSQL. */
export type LookUp = (row: KeyedText, key: string) => string | null | Promise<string | null>;

/**
 * Prepared statements on a read-only connection of their own. Those of one turn of the event loop share one read
 * transaction: its locks cost more than the look-up, and under load a turn brings many. Each sees what was committed when
 * its turn first asked, or since `renew`: whoever has just committed sees it at once.
 */
export function sqliteLookUp(file: string): { lookUp: LookUp; renew: () => void; close: () => void } {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  const prepared = new Map<KeyedText, ReturnType<typeof database.prepare>>();
  const begin = database.prepare('BEGIN');
  const commit = database.prepare('COMMIT');
  let isOpen = false;
  const end = (): void => {
    if (!isOpen) return;
    isOpen = false;
    commit.run();
  };
  return {
    lookUp: (row, key) => {
      let statement = prepared.get(row);
      if (!statement) {
        statement = database.prepare(`SELECT ${row.text} FROM ${row.table} WHERE ${row.key} = ?`);
        statement.setReturnArrays(true);
        prepared.set(row, statement);
      }
      if (!isOpen) {
        begin.run();
        isOpen = true;
        setImmediate(end);
      }
      return (statement.get(key) as unknown as [string] | undefined)?.[0] ?? null;
    },
    renew: end,
    close: () => {
      end();
      database.close();
    },
  };
}

interface Asked {
  resolve: (text: string | null) => void;
  reject: (error: unknown) => void;
}

/** Those of one turn of the event loop are one question: the way to the server and back costs more than the search. */
export function postgresLookUp(source: DataSource): LookUp {
  const { master: pool } = source.driver as unknown as { master: Pool };
  const waiting = new Map<KeyedText, Map<string, Asked[]>>();
  const ask = async (row: KeyedText): Promise<void> => {
    const asked = waiting.get(row) ?? new Map<string, Asked[]>();
    waiting.delete(row);
    try {
      const { rows } = await pool.query({
        name: `look-up-${row.table}-${row.key}`,
        text: `SELECT ${row.key} AS key, ${row.text} AS text FROM ${row.table} WHERE ${row.key} = ANY($1)`,
        values: [[...asked.keys()]],
      });
      const found = new Map(rows.map(({ key, text }) => [key, text]));
      for (const [key, all] of asked) for (const { resolve } of all) resolve(found.get(key) ?? null);
    } catch (error) {
      for (const all of asked.values()) for (const { reject } of all) reject(error);
    }
  };
  return (row, key) =>
    new Promise((resolve, reject) => {
      const known = waiting.get(row);
      const asked = known ?? new Map<string, Asked[]>();
      if (!known) {
        waiting.set(row, asked);
        setImmediate(() => void ask(row));
      }
      const all = asked.get(key);
      if (all) all.push({ resolve, reject });
      else asked.set(key, [{ resolve, reject }]);
    });
}

/** What TypeORM's PostgreSQL driver holds. */
interface Pool {
  query(statement: {
    name: string;
    text: string;
    values: unknown[];
  }): Promise<{ rows: { key: string; text: string | null }[] }>;
}
