import type { MigrationInterface, QueryRunner } from 'typeorm';
import { makeAppendOnly, refuseWhere } from '../platform/database/append-only.js';
import { sqlTypes } from '../platform/database/columns.js';
import { dialectOfRunner } from '../platform/database/dialect.js';

/** Versions of the city's boundaries, and the areas of each. */
export class Territory20261124120000 implements MigrationInterface {
  name = 'Territory20261124120000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, instant, hash, json } = sqlTypes;
    await runner.query(`CREATE TABLE territory_version (
      id ${id} NOT NULL CONSTRAINT pk_territory_version PRIMARY KEY,
      no integer NOT NULL CONSTRAINT uq_territory_version_no UNIQUE,
      state varchar(10) NOT NULL CONSTRAINT ck_territory_version_state CHECK (state IN ('DRAFT', 'PUBLISHED', 'SUPERSEDED')),
      datum varchar(8) NOT NULL CONSTRAINT ck_territory_version_datum CHECK (datum IN ('GCJ02', 'WGS84', 'CGCS2000', 'BD09')),
      source varchar(200) NOT NULL,
      file_hash ${hash} NOT NULL,
      areas integer NOT NULL,
      responsibility_areas integer NOT NULL,
      faults ${json} NOT NULL,
      imported_at ${instant} NOT NULL,
      imported_by varchar(64) NOT NULL,
      imported_by_name varchar(64) NOT NULL,
      published_by varchar(64),
      published_by_name varchar(64),
      valid_from ${instant},
      valid_to ${instant},
      CONSTRAINT ck_territory_version_two_persons CHECK (published_by IS NULL OR published_by <> imported_by),
      CONSTRAINT ck_territory_version_published CHECK ((state = 'DRAFT') = (published_by IS NULL) AND (published_by IS NULL) = (valid_from IS NULL)),
      CONSTRAINT ck_territory_version_ended CHECK ((state = 'SUPERSEDED') = (valid_to IS NOT NULL)))`);
    await runner.query(
      `CREATE UNIQUE INDEX uq_territory_version_in_force ON territory_version (state) WHERE state = 'PUBLISHED'`,
    );
    await refuseWhere(
      runner,
      'territory_version',
      'UPDATE',
      `NEW.file_hash <> OLD.file_hash OR NEW.imported_by <> OLD.imported_by OR OLD.state = 'SUPERSEDED' OR (OLD.state = 'PUBLISHED' AND NEW.state <> 'SUPERSEDED')`,
      'published boundaries are superseded, never changed',
    );
    await runner.query(`CREATE TABLE territory_area (
      id ${id} NOT NULL CONSTRAINT pk_territory_area PRIMARY KEY,
      version_id ${id} NOT NULL CONSTRAINT fk_territory_area_version REFERENCES territory_version (id),
      code varchar(64) NOT NULL,
      kind varchar(14) NOT NULL CONSTRAINT ck_territory_area_kind CHECK (kind IN ('area', 'responsibility')),
      name_zh varchar(120) NOT NULL,
      name_en varchar(240) NOT NULL,
      unit_id ${id} CONSTRAINT fk_territory_area_unit REFERENCES unit (id),
      parent_code varchar(64),
      chief_type varchar(5) NOT NULL CONSTRAINT ck_territory_area_chief CHECK (chief_type IN ('NONE', 'GRID', 'FIELD', 'ROAD', 'RIVER')),
      person_seat_id ${id} CONSTRAINT fk_territory_area_seat REFERENCES seat (id),
      geometry ${json} NOT NULL,
      CONSTRAINT uq_territory_area_code UNIQUE (version_id, code),
      CONSTRAINT ck_territory_area_parent CHECK ((kind = 'responsibility') = (parent_code IS NOT NULL)))`);
    await makeAppendOnly(runner, 'territory_area');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['territory_area', 'territory_version']) await runner.query(`DROP TABLE ${table}`);
    if (dialectOfRunner(runner) === 'postgres') await runner.query('DROP FUNCTION territory_version_refuse_update()');
  }
}
