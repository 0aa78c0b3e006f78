import type { QueryRunner } from 'typeorm';
import { dialectOfRunner } from './dialect.js';

/** Makes the database itself refuse UPDATE and DELETE on a table (台账 is never rewritten, M-09). */
export async function makeAppendOnly(runner: QueryRunner, table: string): Promise<void> {
  if (dialectOfRunner(runner) === 'sqlite') {
    for (const verb of ['UPDATE', 'DELETE']) {
      await runner.query(
        `CREATE TRIGGER ${table}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
      );
    }
    return;
  }
  await runner.query(
    `CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$`,
  );
  await runner.query(
    `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  );
}

/**
 * Makes the database itself refuse one verb on the rows for which `condition` (over OLD and NEW) holds.
 * One such rule for each table and verb.
 */
export async function refuseWhere(
  runner: QueryRunner,
  table: string,
  verb: 'INSERT' | 'UPDATE' | 'DELETE',
  condition: string,
  because: string,
): Promise<void> {
  const name = `${table}_refuse_${verb.toLowerCase()}`;
  if (dialectOfRunner(runner) === 'sqlite') {
    await runner.query(
      `CREATE TRIGGER ${name} BEFORE ${verb} ON ${table} WHEN ${condition} BEGIN SELECT RAISE(ABORT, '${because}'); END`,
    );
    return;
  }
  const answer = verb === 'DELETE' ? 'OLD' : 'NEW';
  await runner.query(
    `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF ${condition} THEN RAISE EXCEPTION '${because}'; END IF; RETURN ${answer}; END $$`,
  );
  await runner.query(`CREATE TRIGGER ${name} BEFORE ${verb} ON ${table} FOR EACH ROW EXECUTE FUNCTION ${name}()`);
}
