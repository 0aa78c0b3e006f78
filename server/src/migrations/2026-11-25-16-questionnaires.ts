import type { MigrationInterface, QueryRunner } from 'typeorm';
import { makeAppendOnly } from '../platform/database/append-only.js';
import { sqlTypes } from '../platform/database/columns.js';

/** The question bank: questionnaires with one draft each, their answer scripts, and versions that never change. */
export class Questionnaires20261125160000 implements MigrationInterface {
  name = 'Questionnaires20261125160000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, instant, hash, json } = sqlTypes;
    await runner.query(`CREATE TABLE questionnaire (
      id ${id} NOT NULL CONSTRAINT pk_questionnaire PRIMARY KEY,
      code varchar(64) NOT NULL CONSTRAINT uq_questionnaire_code UNIQUE,
      revision integer NOT NULL CONSTRAINT ck_questionnaire_revision CHECK (revision > 0),
      created_at ${instant} NOT NULL,
      created_by varchar(64) NOT NULL,
      changed_at ${instant} NOT NULL,
      changed_by varchar(64) NOT NULL)`);
    await runner.query(`CREATE TABLE questionnaire_draft (
      questionnaire_id ${id} NOT NULL CONSTRAINT pk_questionnaire_draft PRIMARY KEY CONSTRAINT fk_questionnaire_draft_of REFERENCES questionnaire (id),
      revision integer NOT NULL,
      design ${json} NOT NULL,
      summary ${json} NOT NULL,
      changed_at ${instant} NOT NULL,
      changed_by varchar(64) NOT NULL)`);
    await runner.query(`CREATE TABLE questionnaire_scenario (
      questionnaire_id ${id} NOT NULL CONSTRAINT fk_questionnaire_scenario_of REFERENCES questionnaire (id),
      place integer NOT NULL,
      code varchar(64) NOT NULL,
      scenario ${json} NOT NULL,
      CONSTRAINT pk_questionnaire_scenario PRIMARY KEY (questionnaire_id, place),
      CONSTRAINT uq_questionnaire_scenario_code UNIQUE (questionnaire_id, code))`);
    await runner.query(`CREATE TABLE questionnaire_version (
      questionnaire_id ${id} NOT NULL CONSTRAINT fk_questionnaire_version_of REFERENCES questionnaire (id),
      version integer NOT NULL CONSTRAINT ck_questionnaire_version_number CHECK (version > 0),
      hash ${hash} NOT NULL,
      design ${json} NOT NULL,
      compiled ${json} NOT NULL,
      scenarios ${json} NOT NULL,
      measured ${json} NOT NULL,
      summary ${json} NOT NULL,
      published_at ${instant} NOT NULL,
      published_by varchar(64) NOT NULL,
      CONSTRAINT pk_questionnaire_version PRIMARY KEY (questionnaire_id, version))`);
    await makeAppendOnly(runner, 'questionnaire_version');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['questionnaire_version', 'questionnaire_scenario', 'questionnaire_draft', 'questionnaire'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
