import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlTypes } from '../platform/database/columns.js';

/** Staff, what they may do where, citizens, and everybody's sessions. */
export class Identity20261122040000 implements MigrationInterface {
  name = 'Identity20261122040000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, instant, hash } = sqlTypes;
    await runner.query(`CREATE TABLE person (
      id ${id} NOT NULL CONSTRAINT pk_person PRIMARY KEY,
      name varchar(64) NOT NULL CONSTRAINT uq_person_name UNIQUE,
      display_name varchar(64) NOT NULL,
      password_hash varchar(200) NOT NULL,
      totp_secret varchar(200) NOT NULL,
      last_totp_counter integer NOT NULL,
      failed_attempts integer NOT NULL,
      locked_until ${instant},
      state varchar(9) NOT NULL CONSTRAINT ck_person_state CHECK (state IN ('ACTIVE', 'SUSPENDED')),
      demonstration_password varchar(64),
      created_at ${instant} NOT NULL)`);
    await runner.query(`CREATE TABLE role_grant (
      id ${id} NOT NULL CONSTRAINT pk_role_grant PRIMARY KEY,
      person_id ${id} NOT NULL CONSTRAINT fk_role_grant_person REFERENCES person (id),
      role varchar(16) NOT NULL,
      unit_id ${id} NOT NULL CONSTRAINT fk_role_grant_unit REFERENCES unit (id),
      valid_from ${instant} NOT NULL,
      valid_to ${instant})`);
    await runner.query(
      `CREATE UNIQUE INDEX uq_role_grant_open ON role_grant (person_id, role, unit_id) WHERE valid_to IS NULL`,
    );
    await runner.query(`CREATE TABLE citizen (
      id ${id} NOT NULL CONSTRAINT pk_citizen PRIMARY KEY,
      wechat_digest ${hash} CONSTRAINT uq_citizen_wechat UNIQUE,
      phone_digest ${hash} CONSTRAINT uq_citizen_phone UNIQUE,
      masked_phone varchar(16),
      created_at ${instant} NOT NULL,
      CONSTRAINT ck_citizen_known CHECK (wechat_digest IS NOT NULL OR phone_digest IS NOT NULL))`);
    await runner.query(`CREATE TABLE session (
      id ${id} NOT NULL CONSTRAINT pk_session PRIMARY KEY,
      token_hash ${hash} NOT NULL CONSTRAINT uq_session_token UNIQUE,
      kind varchar(7) NOT NULL CONSTRAINT ck_session_kind CHECK (kind IN ('STAFF', 'CITIZEN')),
      person_id ${id} CONSTRAINT fk_session_person REFERENCES person (id),
      citizen_id ${id} CONSTRAINT fk_session_citizen REFERENCES citizen (id),
      created_at ${instant} NOT NULL,
      last_seen_at ${instant} NOT NULL,
      expires_at ${instant} NOT NULL,
      CONSTRAINT ck_session_whose CHECK ((kind = 'STAFF') = (person_id IS NOT NULL) AND (kind = 'CITIZEN') = (citizen_id IS NOT NULL)))`);
    await runner.query(`CREATE INDEX ix_session_person ON session (person_id)`);
    await runner.query(`CREATE INDEX ix_session_citizen ON session (citizen_id)`);
    await runner.query(`CREATE TABLE phone_code (
      phone_digest ${hash} NOT NULL CONSTRAINT pk_phone_code PRIMARY KEY,
      code_hash ${hash} NOT NULL,
      attempts integer NOT NULL,
      expires_at ${instant} NOT NULL,
      last_sent_at ${instant} NOT NULL,
      day_started_at ${instant} NOT NULL,
      sent_in_day integer NOT NULL)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['phone_code', 'session', 'citizen', 'role_grant', 'person'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
