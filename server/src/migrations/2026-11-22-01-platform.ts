import type { MigrationInterface, QueryRunner } from 'typeorm';
import { makeAppendOnly } from '../platform/database/append-only.js';
import { sqlTypes } from '../platform/database/columns.js';

/** Ledger, its head, the reactions' claims and the timetable's memory. */
export class Platform20261122010000 implements MigrationInterface {
  name = 'Platform20261122010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE ledger_entry (
      sequence integer NOT NULL CONSTRAINT pk_ledger_entry PRIMARY KEY,
      id ${sqlTypes.id} NOT NULL CONSTRAINT uq_ledger_entry_id UNIQUE,
      at ${sqlTypes.instant} NOT NULL,
      actor varchar(64) NOT NULL,
      subject varchar(96) NOT NULL,
      action varchar(64) NOT NULL,
      payload ${sqlTypes.json} NOT NULL,
      previous_hash ${sqlTypes.hash} NOT NULL,
      hash ${sqlTypes.hash} NOT NULL)`);
    await runner.query(`CREATE INDEX ix_ledger_entry_subject ON ledger_entry (subject, sequence)`);
    await makeAppendOnly(runner, 'ledger_entry');
    await runner.query(`CREATE TABLE ledger_head (
      id integer NOT NULL CONSTRAINT pk_ledger_head PRIMARY KEY CONSTRAINT ck_ledger_head_single CHECK (id = 1),
      sequence integer NOT NULL,
      hash ${sqlTypes.hash} NOT NULL,
      mac ${sqlTypes.hash} NOT NULL)`);
    await runner.query(`CREATE TABLE reaction_claim (
      entry_sequence integer NOT NULL CONSTRAINT fk_reaction_claim_entry REFERENCES ledger_entry (sequence),
      reaction varchar(96) NOT NULL,
      state varchar(10) NOT NULL CONSTRAINT ck_reaction_claim_state CHECK (state IN ('WAITING', 'DONE', 'GIVEN_UP')),
      attempts integer NOT NULL,
      next_try_at ${sqlTypes.instant} NOT NULL,
      leased_until ${sqlTypes.instant},
      last_error text,
      CONSTRAINT pk_reaction_claim PRIMARY KEY (entry_sequence, reaction))`);
    await runner.query(`CREATE INDEX ix_reaction_claim_due ON reaction_claim (state, next_try_at)`);
    await runner.query(`CREATE TABLE timetable_run (
      name varchar(64) NOT NULL CONSTRAINT pk_timetable_run PRIMARY KEY,
      last_run_at ${sqlTypes.instant} NOT NULL)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['timetable_run', 'reaction_claim', 'ledger_head', 'ledger_entry'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
