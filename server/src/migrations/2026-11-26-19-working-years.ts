import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlTypes } from '../platform/database/columns.js';

/** Holiday arrangements entered for a year: proposed by one person, in force once another has confirmed them. */
export class WorkingYears20261126190000 implements MigrationInterface {
  name = 'WorkingYears20261126190000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, instant, json } = sqlTypes;
    await runner.query(`CREATE TABLE working_year (
      id ${id} NOT NULL CONSTRAINT pk_working_year PRIMARY KEY,
      year integer NOT NULL CONSTRAINT ck_working_year_year CHECK (year BETWEEN 2004 AND 2100),
      source varchar(200) NOT NULL CONSTRAINT ck_working_year_source CHECK (length(trim(source)) > 0),
      holidays ${json} NOT NULL,
      make_up_workdays ${json} NOT NULL,
      state varchar(10) NOT NULL CONSTRAINT ck_working_year_state CHECK (state IN ('PROPOSED', 'IN_FORCE', 'REFUSED', 'REPLACED')),
      proposed_by varchar(64) NOT NULL,
      proposed_at ${instant} NOT NULL,
      decided_by varchar(64),
      decided_at ${instant},
      CONSTRAINT ck_working_year_two_persons CHECK (decided_by IS NULL OR decided_by <> proposed_by),
      CONSTRAINT ck_working_year_decided CHECK ((state = 'PROPOSED') = (decided_by IS NULL)))`);
    await runner.query(`CREATE UNIQUE INDEX uq_working_year_proposed ON working_year (year) WHERE state = 'PROPOSED'`);
    await runner.query(`CREATE UNIQUE INDEX uq_working_year_in_force ON working_year (year) WHERE state = 'IN_FORCE'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE working_year');
  }
}
