import type { MigrationInterface, QueryRunner } from 'typeorm';
import { makeAppendOnly } from '../platform/database/append-only.js';
import { sqlTypes } from '../platform/database/columns.js';
import { dialectOfRunner } from '../platform/database/dialect.js';

/** Polls brought in: the poll, its closed batch of answers, its weightings and rankings. */
export class Polls20261122060000 implements MigrationInterface {
  name = 'Polls20261122060000';

  async up(runner: QueryRunner): Promise<void> {
    const bytes = sqlTypes.bytes(dialectOfRunner(runner));
    await runner.query(`CREATE TABLE poll (
      id ${sqlTypes.id} NOT NULL CONSTRAINT pk_poll PRIMARY KEY,
      scheme varchar(32) NOT NULL,
      stage varchar(12) NOT NULL CONSTRAINT ck_poll_stage CHECK (stage IN ('IMPORTED', 'WEIGHTED', 'RANKED', 'RELEASED')),
      description ${sqlTypes.json} NOT NULL,
      respondents integer NOT NULL,
      answers_hash ${sqlTypes.hash} NOT NULL,
      codebook_hash ${sqlTypes.hash} NOT NULL,
      margins_hash ${sqlTypes.hash} NOT NULL,
      options_hash ${sqlTypes.hash} NOT NULL,
      imported_at ${sqlTypes.instant} NOT NULL,
      release_id ${sqlTypes.id},
      CONSTRAINT uq_poll_inputs UNIQUE (answers_hash, codebook_hash, margins_hash, options_hash))`);
    await runner.query(`CREATE TABLE poll_answers (
      poll_id ${sqlTypes.id} NOT NULL CONSTRAINT pk_poll_answers PRIMARY KEY CONSTRAINT fk_poll_answers_poll REFERENCES poll (id),
      columns ${bytes} NOT NULL,
      hash ${sqlTypes.hash} NOT NULL)`);
    await makeAppendOnly(runner, 'poll_answers');
    await runner.query(`CREATE TABLE weight_set (
      id ${sqlTypes.id} NOT NULL CONSTRAINT pk_weight_set PRIMARY KEY,
      poll_id ${sqlTypes.id} NOT NULL CONSTRAINT fk_weight_set_poll REFERENCES poll (id),
      made_at ${sqlTypes.instant} NOT NULL,
      report ${sqlTypes.json} NOT NULL,
      weights ${bytes} NOT NULL,
      input_hash ${sqlTypes.hash} NOT NULL,
      output_hash ${sqlTypes.hash} NOT NULL)`);
    await makeAppendOnly(runner, 'weight_set');
    await runner.query(`CREATE INDEX ix_weight_set_poll ON weight_set (poll_id, id)`);
    await runner.query(`CREATE TABLE poll_ranking (
      id ${sqlTypes.id} NOT NULL CONSTRAINT pk_poll_ranking PRIMARY KEY,
      poll_id ${sqlTypes.id} NOT NULL CONSTRAINT fk_poll_ranking_poll REFERENCES poll (id),
      weight_set_id ${sqlTypes.id} NOT NULL CONSTRAINT fk_poll_ranking_weight_set REFERENCES weight_set (id),
      made_at ${sqlTypes.instant} NOT NULL,
      inputs ${sqlTypes.json} NOT NULL,
      result ${sqlTypes.json} NOT NULL,
      input_hash ${sqlTypes.hash} NOT NULL)`);
    await makeAppendOnly(runner, 'poll_ranking');
    await runner.query(`CREATE INDEX ix_poll_ranking_poll ON poll_ranking (poll_id, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['poll_ranking', 'weight_set', 'poll_answers', 'poll'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
