import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlTypes } from '../platform/database/columns.js';

/** The city's scheme, its versions, and the exceptions to its calendar. */
export class Scheme20261122020000 implements MigrationInterface {
  name = 'Scheme20261122020000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE scheme (
      id ${sqlTypes.id} NOT NULL CONSTRAINT pk_scheme PRIMARY KEY,
      code varchar(32) NOT NULL CONSTRAINT uq_scheme_code UNIQUE,
      created_at ${sqlTypes.instant} NOT NULL)`);
    await runner.query(`CREATE TABLE scheme_version (
      id ${sqlTypes.id} NOT NULL CONSTRAINT pk_scheme_version PRIMARY KEY,
      scheme_id ${sqlTypes.id} NOT NULL CONSTRAINT fk_scheme_version_scheme REFERENCES scheme (id),
      no integer NOT NULL,
      state varchar(10) NOT NULL CONSTRAINT ck_scheme_version_state CHECK (state IN ('DRAFT', 'REVIEW', 'PUBLISHED', 'ACTIVE', 'SUPERSEDED')),
      config ${sqlTypes.json} NOT NULL,
      config_hash ${sqlTypes.hash} NOT NULL,
      provenance ${sqlTypes.json} NOT NULL,
      changes ${sqlTypes.json} NOT NULL,
      based_on_id ${sqlTypes.id} CONSTRAINT fk_scheme_version_based_on REFERENCES scheme_version (id),
      effective_from ${sqlTypes.instant} NOT NULL,
      reason varchar(1000) NOT NULL,
      proposed_by varchar(64) NOT NULL,
      proposed_at ${sqlTypes.instant} NOT NULL,
      submitted_at ${sqlTypes.instant},
      decided_by varchar(64),
      decided_at ${sqlTypes.instant},
      return_reason varchar(1000),
      activated_at ${sqlTypes.instant},
      CONSTRAINT uq_scheme_version_no UNIQUE (scheme_id, no),
      CONSTRAINT ck_scheme_version_two_persons CHECK (decided_by IS NULL OR decided_by <> proposed_by),
      CONSTRAINT ck_scheme_version_decided CHECK (based_on_id IS NULL OR state IN ('DRAFT', 'REVIEW') OR decided_by IS NOT NULL))`);
    await runner.query(
      `CREATE UNIQUE INDEX uq_scheme_version_active ON scheme_version (scheme_id) WHERE state = 'ACTIVE'`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX uq_scheme_version_published ON scheme_version (scheme_id) WHERE state = 'PUBLISHED'`,
    );
    await runner.query(`CREATE TABLE calendar_override (
      id ${sqlTypes.id} NOT NULL CONSTRAINT pk_calendar_override PRIMARY KEY,
      scheme_id ${sqlTypes.id} NOT NULL CONSTRAINT fk_calendar_override_scheme REFERENCES scheme (id),
      rule_code varchar(64) NOT NULL,
      period_key varchar(16) NOT NULL,
      old_start ${sqlTypes.instant} NOT NULL,
      old_end ${sqlTypes.instant} NOT NULL,
      new_start ${sqlTypes.instant} NOT NULL,
      new_end ${sqlTypes.instant},
      reason varchar(1000) NOT NULL CONSTRAINT ck_calendar_override_reason CHECK (length(trim(reason)) > 0),
      public_note ${sqlTypes.json} NOT NULL,
      state varchar(10) NOT NULL CONSTRAINT ck_calendar_override_state CHECK (state IN ('PROPOSED', 'PUBLISHED', 'REFUSED', 'REPLACED')),
      proposed_by varchar(64) NOT NULL,
      proposed_at ${sqlTypes.instant} NOT NULL,
      decided_by varchar(64),
      decided_at ${sqlTypes.instant},
      CONSTRAINT ck_calendar_override_order CHECK (new_end IS NULL OR new_end > new_start),
      CONSTRAINT ck_calendar_override_two_persons CHECK (decided_by IS NULL OR decided_by <> proposed_by),
      CONSTRAINT ck_calendar_override_decided CHECK ((state = 'PROPOSED') = (decided_by IS NULL)))`);
    await runner.query(
      `CREATE UNIQUE INDEX uq_calendar_override_proposed ON calendar_override (scheme_id, rule_code, period_key) WHERE state = 'PROPOSED'`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX uq_calendar_override_published ON calendar_override (scheme_id, rule_code, period_key) WHERE state = 'PUBLISHED'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['calendar_override', 'scheme_version', 'scheme']) await runner.query(`DROP TABLE ${table}`);
  }
}
