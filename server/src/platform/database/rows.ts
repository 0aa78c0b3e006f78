import type { Work } from '../unit-of-work.js';
import type { Dialect } from './dialect.js';

/**
 * Runs one statement written with `$1, $2 …` on either database and returns its rows.
 * Only the common ground of SQLite and PostgreSQL belongs in the text; where they part, ask `work.dialect`.
 */
export async function rows<Row = Record<string, unknown>>(
  work: Work,
  sql: string,
  parameters: unknown[] = [],
): Promise<Row[]> {
  const statement = forDialect(work.dialect, sql, parameters);
  const result: unknown = await work.tx.query(statement.sql, statement.parameters);
  if (Array.isArray(result)) {
    // The PostgreSQL driver answers UPDATE and DELETE with [rows, affected].
    if (
      work.dialect === 'postgres' &&
      result.length === 2 &&
      Array.isArray(result[0]) &&
      typeof result[1] === 'number'
    ) {
      return result[0] as Row[];
    }
    return result as Row[];
  }
  return [];
}

/** SQLite's driver binds only nameless `?` by position, so `$n` becomes `?` and the parameters are laid out in reading order. */
export function forDialect(
  dialect: Dialect,
  sql: string,
  parameters: unknown[],
): { sql: string; parameters: unknown[] } {
  if (dialect === 'postgres') return { sql, parameters };
  const laidOut: unknown[] = [];
  const text = sql.replace(/\$(\d+)/g, (_, digits: string) => {
    laidOut.push(parameters[Number(digits) - 1]);
    return '?';
  });
  return { sql: text, parameters: laidOut };
}
