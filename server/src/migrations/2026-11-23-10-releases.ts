import type { MigrationInterface, QueryRunner } from 'typeorm';
import { makeAppendOnly, refuseWhere } from '../platform/database/append-only.js';
import { sqlTypes } from '../platform/database/columns.js';
import { dialectOfRunner } from '../platform/database/dialect.js';

/**
 * The way of a release from assembling to its instant (SM-6). Its signed bytes stay where all releases are, append-only:
 * a recalled signing is an edition of its own that no draft points at any more.
 */
export class Releases20261123100000 implements MigrationInterface {
  name = 'Releases20261123100000';

  async up(runner: QueryRunner): Promise<void> {
    await (dialectOfRunner(runner) === 'postgres' ? addEditions(runner) : rebuildWithEditions(runner));
    await runner.query(`CREATE TABLE release_draft (
      id ${sqlTypes.id} NOT NULL CONSTRAINT pk_release_draft PRIMARY KEY,
      poll_id ${sqlTypes.id} NOT NULL CONSTRAINT fk_release_draft_poll REFERENCES poll (id),
      ranking_id ${sqlTypes.id} NOT NULL CONSTRAINT uq_release_draft_ranking UNIQUE CONSTRAINT fk_release_draft_ranking REFERENCES poll_ranking (id),
      state varchar(9) NOT NULL CONSTRAINT ck_release_draft_state CHECK (state IN ('ASSEMBLED', 'SIGNED', 'EMBARGOED', 'RELEASED', 'ARCHIVED')),
      edition integer NOT NULL,
      assembled_by ${sqlTypes.id} NOT NULL,
      assembled_at ${sqlTypes.instant} NOT NULL,
      correction_of ${sqlTypes.id},
      correction_reason ${sqlTypes.json},
      content_hash ${sqlTypes.hash},
      release_at ${sqlTypes.instant},
      recall_asked_by ${sqlTypes.id},
      recall_reason varchar(500),
      correct_asked_by ${sqlTypes.id},
      correct_reason ${sqlTypes.json},
      correct_granted_at ${sqlTypes.instant},
      CONSTRAINT ck_release_draft_content CHECK ((state = 'ASSEMBLED') = (content_hash IS NULL) AND (content_hash IS NULL) = (release_at IS NULL)))`);
    await refuseWhere(
      runner,
      'release_draft',
      'UPDATE',
      `OLD.state IN ('RELEASED', 'ARCHIVED') AND (NEW.state NOT IN ('RELEASED', 'ARCHIVED') OR NEW.edition <> OLD.edition OR NEW.content_hash <> OLD.content_hash OR NEW.release_at <> OLD.release_at)`,
      'what is released stays released',
    );
    await refuseWhere(runner, 'release_draft', 'DELETE', 'OLD.id IS NOT NULL', 'a release is never deleted');
    await runner.query(`CREATE INDEX ix_release_draft_poll ON release_draft (poll_id, id)`);
    await runner.query(`CREATE TABLE release_signature (
      release_id ${sqlTypes.id} NOT NULL CONSTRAINT fk_release_signature_release REFERENCES release_draft (id),
      edition integer NOT NULL,
      role varchar(15) NOT NULL CONSTRAINT ck_release_signature_role CHECK (role IN ('STAT_REVIEWER', 'OFFICE_DIRECTOR')),
      person ${sqlTypes.id} NOT NULL,
      signed_at ${sqlTypes.instant} NOT NULL,
      CONSTRAINT pk_release_signature PRIMARY KEY (release_id, edition, role),
      CONSTRAINT uq_release_signature_person UNIQUE (release_id, edition, person))`);
    await makeAppendOnly(runner, 'release_signature');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['release_signature', 'release_draft']) await runner.query(`DROP TABLE ${table}`);
  }
}

/** Of what the command line releases at once; a draft has a rule of its own. */
const onePerRanking = `CREATE UNIQUE INDEX uq_release_ranking ON release (ranking_id) WHERE edition = 0`;

async function addEditions(runner: QueryRunner): Promise<void> {
  await runner.query(
    `ALTER TABLE release_file DROP CONSTRAINT fk_release_file_release, DROP CONSTRAINT pk_release_file`,
  );
  await runner.query(
    `ALTER TABLE release DROP CONSTRAINT fk_release_correction, DROP CONSTRAINT pk_release, DROP CONSTRAINT uq_release_ranking`,
  );
  for (const table of ['release', 'release_file']) {
    await runner.query(`ALTER TABLE ${table} ADD COLUMN edition integer NOT NULL DEFAULT 0`);
    await runner.query(`ALTER TABLE ${table} ALTER COLUMN edition DROP DEFAULT`);
  }
  await runner.query(`ALTER TABLE release ADD CONSTRAINT pk_release PRIMARY KEY (id, edition)`);
  await runner.query(`ALTER TABLE release_file ADD CONSTRAINT pk_release_file PRIMARY KEY (release_id, edition, path),
    ADD CONSTRAINT fk_release_file_release FOREIGN KEY (release_id, edition) REFERENCES release (id, edition)`);
  await runner.query(onePerRanking);
}

/** SQLite changes no key of a standing table: new ones take their places (foreign keys are off while migrating). */
async function rebuildWithEditions(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE release_next (
    id ${sqlTypes.id} NOT NULL,
    edition integer NOT NULL,
    poll_id ${sqlTypes.id} NOT NULL CONSTRAINT fk_release_poll REFERENCES poll (id),
    ranking_id ${sqlTypes.id} NOT NULL CONSTRAINT fk_release_ranking REFERENCES poll_ranking (id),
    scheme varchar(32) NOT NULL,
    title_zh varchar(200) NOT NULL,
    title_en varchar(200) NOT NULL,
    period_key varchar(16),
    is_demonstration boolean NOT NULL,
    released_at ${sqlTypes.instant} NOT NULL,
    correction_of ${sqlTypes.id},
    content_hash ${sqlTypes.hash} NOT NULL,
    key_id varchar(16) NOT NULL,
    CONSTRAINT pk_release PRIMARY KEY (id, edition))`);
  const kept =
    'poll_id, ranking_id, scheme, title_zh, title_en, period_key, is_demonstration, released_at, correction_of, content_hash, key_id';
  await runner.query(`INSERT INTO release_next (id, edition, ${kept}) SELECT id, 0, ${kept} FROM release`);
  await runner.query(`CREATE TABLE release_file_next (
    release_id ${sqlTypes.id} NOT NULL,
    edition integer NOT NULL,
    path varchar(100) NOT NULL,
    sha256 ${sqlTypes.hash} NOT NULL,
    content blob NOT NULL,
    brotli blob,
    CONSTRAINT pk_release_file PRIMARY KEY (release_id, edition, path),
    CONSTRAINT fk_release_file_release FOREIGN KEY (release_id, edition) REFERENCES release (id, edition))`);
  await runner.query(`INSERT INTO release_file_next (release_id, edition, path, sha256, content, brotli)
    SELECT release_id, 0, path, sha256, content, brotli FROM release_file`);
  for (const table of ['release_file', 'release']) {
    await runner.query(`DROP TABLE ${table}`);
    await runner.query(`ALTER TABLE ${table}_next RENAME TO ${table}`);
    await makeAppendOnly(runner, table);
  }
  await runner.query(onePerRanking);
}
