import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlTypes } from '../platform/database/columns.js';
import { dialectOfRunner } from '../platform/database/dialect.js';

/** Levels, units, their seats, groups and who belongs to which. */
export class Organisation20261122030000 implements MigrationInterface {
  name = 'Organisation20261122030000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, instant } = sqlTypes;
    await runner.query(`CREATE TABLE org_level (
      level_rank integer NOT NULL CONSTRAINT pk_org_level PRIMARY KEY CONSTRAINT ck_org_level_rank CHECK (level_rank >= 1),
      code varchar(32) NOT NULL CONSTRAINT uq_org_level_code UNIQUE,
      name_zh varchar(120) NOT NULL,
      name_en varchar(240) NOT NULL)`);
    // Area and superior are checked at commit: in one import they may name each other in any order.
    await runner.query(`CREATE TABLE unit (
      id ${id} NOT NULL CONSTRAINT pk_unit PRIMARY KEY,
      code varchar(64) NOT NULL CONSTRAINT uq_unit_code UNIQUE,
      name_zh varchar(120) NOT NULL,
      name_en varchar(240) NOT NULL,
      kind varchar(16) NOT NULL,
      level_rank integer NOT NULL CONSTRAINT fk_unit_level REFERENCES org_level (level_rank),
      parent_id ${id} CONSTRAINT fk_unit_parent REFERENCES unit (id),
      path text NOT NULL CONSTRAINT uq_unit_path UNIQUE,
      territorial_parent_id ${id} CONSTRAINT fk_unit_territorial_parent REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
      superior_id ${id} CONSTRAINT fk_unit_superior REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
      doc_code varchar(32),
      valid_from ${instant} NOT NULL,
      valid_to ${instant},
      state varchar(8) NOT NULL CONSTRAINT ck_unit_state CHECK (state IN ('DRAFT', 'ACTIVE', 'MERGED', 'CLOSED')),
      merged_into_id ${id} CONSTRAINT fk_unit_merged_into REFERENCES unit (id),
      CONSTRAINT ck_unit_resident CHECK (kind <> 'RESIDENT' OR (territorial_parent_id IS NOT NULL AND superior_id IS NOT NULL)),
      CONSTRAINT ck_unit_ended CHECK ((state IN ('MERGED', 'CLOSED')) = (valid_to IS NOT NULL)),
      CONSTRAINT ck_unit_merged CHECK ((state = 'MERGED') = (merged_into_id IS NOT NULL)))`);
    await runner.query(`CREATE INDEX ix_unit_parent ON unit (parent_id)`);
    await refuseDeletion(runner, 'unit');
    await runner.query(`CREATE TABLE seat (
      id ${id} NOT NULL CONSTRAINT pk_seat PRIMARY KEY,
      unit_id ${id} NOT NULL CONSTRAINT fk_seat_unit REFERENCES unit (id),
      title varchar(64) NOT NULL,
      role varchar(8) NOT NULL CONSTRAINT ck_seat_role CHECK (role IN ('LEAD', 'DEPUTY', 'MEMBER', 'OFFICER')),
      person_name varchar(64) NOT NULL,
      valid_from ${instant} NOT NULL,
      valid_to ${instant},
      CONSTRAINT ck_seat_period CHECK (valid_to IS NULL OR valid_to >= valid_from))`);
    await runner.query(`CREATE INDEX ix_seat_unit ON seat (unit_id)`);
    await runner.query(`CREATE UNIQUE INDEX uq_seat_lead ON seat (unit_id) WHERE role = 'LEAD' AND valid_to IS NULL`);
    await runner.query(`CREATE TABLE unit_group (
      id ${id} NOT NULL CONSTRAINT pk_unit_group PRIMARY KEY,
      code varchar(64) NOT NULL CONSTRAINT uq_unit_group_code UNIQUE,
      name_zh varchar(120) NOT NULL,
      name_en varchar(240) NOT NULL,
      purpose varchar(9) NOT NULL CONSTRAINT ck_unit_group_purpose CHECK (purpose IN ('RANKING', 'APPRAISAL', 'WINDOW')),
      CONSTRAINT uq_unit_group_purpose UNIQUE (id, purpose))`);
    // The purpose stands in the membership too, so that the database itself can refuse a second group of one purpose.
    await runner.query(`CREATE TABLE group_membership (
      id ${id} NOT NULL CONSTRAINT pk_group_membership PRIMARY KEY,
      group_id ${id} NOT NULL,
      purpose varchar(9) NOT NULL,
      unit_id ${id} NOT NULL CONSTRAINT fk_group_membership_unit REFERENCES unit (id),
      valid_from ${instant} NOT NULL,
      valid_to ${instant},
      CONSTRAINT fk_group_membership_group FOREIGN KEY (group_id, purpose) REFERENCES unit_group (id, purpose),
      CONSTRAINT ck_group_membership_period CHECK (valid_to IS NULL OR valid_to >= valid_from))`);
    await runner.query(`CREATE INDEX ix_group_membership_unit ON group_membership (unit_id)`);
    await runner.query(
      `CREATE UNIQUE INDEX uq_group_membership_open ON group_membership (unit_id, purpose) WHERE valid_to IS NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['group_membership', 'unit_group', 'seat', 'unit', 'org_level'])
      await runner.query(`DROP TABLE ${table}`);
    if (dialectOfRunner(runner) === 'postgres') await runner.query('DROP FUNCTION refuse_deletion()');
  }
}

/** Scores, issues and letters hold a unit's id for good: it is merged or closed, never deleted. */
async function refuseDeletion(runner: QueryRunner, table: string): Promise<void> {
  if (dialectOfRunner(runner) === 'sqlite') {
    await runner.query(
      `CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is never deleted'); END`,
    );
    return;
  }
  await runner.query(
    `CREATE OR REPLACE FUNCTION refuse_deletion() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is never deleted', TG_TABLE_NAME; END $$`,
  );
  await runner.query(
    `CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_deletion()`,
  );
}
