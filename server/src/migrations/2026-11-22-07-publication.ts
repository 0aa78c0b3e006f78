import type { MigrationInterface, QueryRunner } from 'typeorm';
import { makeAppendOnly } from '../platform/database/append-only.js';
import { sqlTypes } from '../platform/database/columns.js';
import { dialectOfRunner } from '../platform/database/dialect.js';

/** Releases, the signed bytes of each, and the history of signing keys. */
export class Publication20261122070000 implements MigrationInterface {
  name = 'Publication20261122070000';

  async up(runner: QueryRunner): Promise<void> {
    const bytes = sqlTypes.bytes(dialectOfRunner(runner));
    await runner.query(`CREATE TABLE release (
      id ${sqlTypes.id} NOT NULL CONSTRAINT pk_release PRIMARY KEY,
      poll_id ${sqlTypes.id} NOT NULL CONSTRAINT fk_release_poll REFERENCES poll (id),
      ranking_id ${sqlTypes.id} NOT NULL CONSTRAINT uq_release_ranking UNIQUE CONSTRAINT fk_release_ranking REFERENCES poll_ranking (id),
      scheme varchar(32) NOT NULL,
      title_zh varchar(200) NOT NULL,
      title_en varchar(200) NOT NULL,
      period_key varchar(16),
      is_demonstration boolean NOT NULL,
      released_at ${sqlTypes.instant} NOT NULL,
      correction_of ${sqlTypes.id} CONSTRAINT fk_release_correction REFERENCES release (id),
      content_hash ${sqlTypes.hash} NOT NULL,
      key_id varchar(16) NOT NULL)`);
    await makeAppendOnly(runner, 'release');
    await runner.query(`CREATE TABLE release_file (
      release_id ${sqlTypes.id} NOT NULL CONSTRAINT fk_release_file_release REFERENCES release (id),
      path varchar(100) NOT NULL,
      sha256 ${sqlTypes.hash} NOT NULL,
      content ${bytes} NOT NULL,
      brotli ${bytes},
      CONSTRAINT pk_release_file PRIMARY KEY (release_id, path))`);
    await makeAppendOnly(runner, 'release_file');
    await runner.query(`CREATE TABLE signing_key (
      key_id varchar(16) NOT NULL CONSTRAINT pk_signing_key PRIMARY KEY,
      public_key varchar(100) NOT NULL,
      first_used_at ${sqlTypes.instant} NOT NULL)`);
    await makeAppendOnly(runner, 'signing_key');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['signing_key', 'release_file', 'release']) await runner.query(`DROP TABLE ${table}`);
  }
}
