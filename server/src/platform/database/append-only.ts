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
