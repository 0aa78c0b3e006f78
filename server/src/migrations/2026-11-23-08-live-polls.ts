import type { MigrationInterface, QueryRunner } from 'typeorm';
import { makeAppendOnly, refuseWhere } from '../platform/database/append-only.js';
import { sqlTypes } from '../platform/database/columns.js';
import { dialectOfRunner } from '../platform/database/dialect.js';

const stages = [
  ...['IMPORTED', 'WEIGHTED', 'RANKED', 'RELEASED'],
  ...['DRAFT', 'PLAN_REVIEW', 'PLAN_APPROVED', 'PLAN_PUBLIC', 'FIELDWORK', 'PAUSED', 'SYNC_GRACE', 'CLEANING'],
  ...['WEIGHTING', 'SCORED', 'SEALED', 'ARCHIVED', 'CANCELLED'],
];

const sealed = (poll: string): string =>
  `EXISTS (SELECT 1 FROM poll WHERE id = ${poll} AND stage IN ('SEALED', 'RELEASED', 'ARCHIVED') AND kind <> 'BROUGHT_IN')`;
const closed = (number: string): string =>
  `EXISTS (SELECT 1 FROM poll WHERE number = ${number} AND answers_closed_at IS NOT NULL)`;

/** Polls of our own: plan, compact responses with their sums, flags and decisions, signatures and the seal. */
export class LivePolls20261123080000 implements MigrationInterface {
  name = 'LivePolls20261123080000';

  async up(runner: QueryRunner): Promise<void> {
    const dialect = dialectOfRunner(runner);
    const bytes = sqlTypes.bytes(dialect);
    await rebuildPoll(runner);
    await runner.query(`CREATE TABLE poll_plan (
      poll_id ${sqlTypes.id} NOT NULL CONSTRAINT fk_poll_plan_poll REFERENCES poll (id),
      version integer NOT NULL,
      document ${sqlTypes.json} NOT NULL,
      hash ${sqlTypes.hash} NOT NULL,
      submitted_by ${sqlTypes.id},
      submitted_at ${sqlTypes.instant},
      approved_by ${sqlTypes.id},
      approved_at ${sqlTypes.instant},
      published_at ${sqlTypes.instant},
      CONSTRAINT pk_poll_plan PRIMARY KEY (poll_id, version),
      CONSTRAINT ck_poll_plan_two_persons CHECK (approved_by IS NULL OR approved_by <> submitted_by))`);
    await refuseWhere(runner, 'poll_plan', 'UPDATE', 'OLD.published_at IS NOT NULL', 'a published plan never changes');
    await refuseWhere(runner, 'poll_plan', 'DELETE', 'OLD.published_at IS NOT NULL', 'a published plan never changes');
    await runner.query(`CREATE TABLE poll_salt (
      poll_id ${sqlTypes.id} NOT NULL CONSTRAINT pk_poll_salt PRIMARY KEY CONSTRAINT fk_poll_salt_poll REFERENCES poll (id),
      salt ${bytes} NOT NULL CONSTRAINT ck_poll_salt CHECK (length(salt) = 32))`);
    await runner.query(
      `CREATE TABLE response (
      batch integer NOT NULL
        CONSTRAINT fk_response_batch REFERENCES writer_batch (number) DEFERRABLE INITIALLY DEFERRED,
      position integer NOT NULL,
      id ${bytes} NOT NULL CONSTRAINT uq_response_id UNIQUE CONSTRAINT ck_response_id CHECK (length(id) BETWEEN 11 AND 16),
      poll integer NOT NULL,
      origin ${bytes} NOT NULL CONSTRAINT ck_response_origin CHECK (length(origin) = 8),
      record ${bytes} NOT NULL CONSTRAINT ck_response_record CHECK (length(record) BETWEEN 8 AND 400),
      texts text CONSTRAINT ck_response_texts CHECK (length(texts) BETWEEN 2 AND 8000),
      CONSTRAINT pk_response PRIMARY KEY (batch, position))${dialect === 'sqlite' ? ' WITHOUT ROWID' : ''}`,
    );
    // An open answer may be erased one day; nothing else of a row ever changes.
    await refuseWhere(
      runner,
      'response',
      'UPDATE',
      dialect === 'sqlite'
        ? 'NEW.texts IS NOT NULL OR OLD.record <> NEW.record OR OLD.id <> NEW.id OR OLD.origin <> NEW.origin OR OLD.poll <> NEW.poll OR OLD.batch <> NEW.batch OR OLD.position <> NEW.position'
        : 'NEW.texts IS NOT NULL OR (OLD.record, OLD.id, OLD.origin, OLD.poll, OLD.batch, OLD.position) IS DISTINCT FROM (NEW.record, NEW.id, NEW.origin, NEW.poll, NEW.batch, NEW.position)',
      'answers never change',
    );
    await refuseWhere(runner, 'response', 'DELETE', 'TRUE', 'answers are never deleted');
    await refuseWhere(runner, 'response', 'INSERT', closed('NEW.poll'), 'the answers of a sealed poll are closed');
    await runner.query(
      `CREATE TABLE response_sum (
      poll integer NOT NULL,
      mode integer NOT NULL,
      cell integer NOT NULL,
      psu integer NOT NULL,
      respondents integer NOT NULL CONSTRAINT ck_response_sum CHECK (respondents >= 0),
      edits integer NOT NULL,
      counts ${bytes} NOT NULL,
      CONSTRAINT pk_response_sum PRIMARY KEY (poll, mode, cell, psu))`,
    );
    for (const [verb, row] of [
      ['INSERT', 'NEW'],
      ['UPDATE', 'OLD'],
      ['DELETE', 'OLD'],
    ] as const)
      await refuseWhere(runner, 'response_sum', verb, closed(`${row}.poll`), 'the sums of a sealed poll are closed');
    await runner.query(`CREATE TABLE response_flag (
      poll_id ${sqlTypes.id} NOT NULL CONSTRAINT fk_response_flag_poll REFERENCES poll (id),
      batch integer NOT NULL,
      position integer NOT NULL,
      code varchar(16) NOT NULL,
      held_at ${sqlTypes.instant} NOT NULL,
      CONSTRAINT pk_response_flag PRIMARY KEY (poll_id, batch, position, code))`);
    await makeAppendOnly(runner, 'response_flag');
    await runner.query(`CREATE TABLE response_decision (
      id ${sqlTypes.id} NOT NULL CONSTRAINT pk_response_decision PRIMARY KEY,
      poll_id ${sqlTypes.id} NOT NULL CONSTRAINT fk_response_decision_poll REFERENCES poll (id),
      batch integer NOT NULL,
      position integer NOT NULL,
      decision varchar(8) NOT NULL CONSTRAINT ck_response_decision CHECK (decision IN ('VALID', 'EXCLUDED')),
      note varchar(500) NOT NULL,
      decided_by ${sqlTypes.id} NOT NULL,
      decided_at ${sqlTypes.instant} NOT NULL)`);
    await makeAppendOnly(runner, 'response_decision');
    await runner.query(`CREATE INDEX ix_response_decision_row ON response_decision (poll_id, batch, position, id)`);
    await runner.query(`CREATE TABLE poll_signature (
      id ${sqlTypes.id} NOT NULL CONSTRAINT pk_poll_signature PRIMARY KEY,
      poll_id ${sqlTypes.id} NOT NULL CONSTRAINT fk_poll_signature_poll REFERENCES poll (id),
      ranking_id ${sqlTypes.id} NOT NULL CONSTRAINT fk_poll_signature_ranking REFERENCES poll_ranking (id),
      role varchar(8) NOT NULL CONSTRAINT ck_poll_signature_role CHECK (role IN ('PREPARED', 'REVIEWED')),
      person ${sqlTypes.id} NOT NULL,
      signed_at ${sqlTypes.instant} NOT NULL,
      CONSTRAINT uq_poll_signature_role UNIQUE (ranking_id, role),
      CONSTRAINT uq_poll_signature_person UNIQUE (ranking_id, person))`);
    await makeAppendOnly(runner, 'poll_signature');
    await runner.query(`CREATE TABLE poll_seal (
      ranking_id ${sqlTypes.id} NOT NULL CONSTRAINT pk_poll_seal PRIMARY KEY CONSTRAINT fk_poll_seal_ranking REFERENCES poll_ranking (id),
      poll_id ${sqlTypes.id} NOT NULL CONSTRAINT fk_poll_seal_poll REFERENCES poll (id),
      document ${sqlTypes.json} NOT NULL,
      hash ${sqlTypes.hash} NOT NULL,
      sealed_by ${sqlTypes.id} NOT NULL,
      sealed_at ${sqlTypes.instant} NOT NULL)`);
    await makeAppendOnly(runner, 'poll_seal');
    for (const table of ['response_flag', 'response_decision', 'weight_set', 'poll_ranking', 'poll_plan'])
      await refuseWhere(runner, table, 'INSERT', sealed('NEW.poll_id'), 'a sealed poll takes nothing more');
    await refuseWhere(
      runner,
      'poll',
      'UPDATE',
      `OLD.answers_closed_at IS NOT NULL AND NEW.answers_closed_at IS NULL`,
      'the answers of a sealed poll stay closed',
    );
    await refuseWhere(runner, 'poll', 'DELETE', `OLD.stage <> 'DRAFT'`, 'a poll is never deleted');
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = ['poll_seal', 'poll_signature', 'response_decision', 'response_flag', 'response_sum', 'response'];
    for (const table of [...tables, 'poll_salt', 'poll_plan']) await runner.query(`DROP TABLE ${table}`);
  }
}

/** A poll gets a number, a kind, the stages of SM-3 and the instants of its plan; hashes of files are a brought-in survey's. */
async function rebuildPoll(runner: QueryRunner): Promise<void> {
  const dialect = dialectOfRunner(runner);
  const known = stages.map((stage) => `'${stage}'`).join(', ');
  if (dialect === 'postgres') {
    await runner.query(`ALTER TABLE poll DROP CONSTRAINT ck_poll_stage`);
    await runner.query(`ALTER TABLE poll ALTER COLUMN stage TYPE varchar(16)`);
    await runner.query(`ALTER TABLE poll RENAME COLUMN imported_at TO created_at`);
    for (const column of ['answers_hash', 'codebook_hash', 'margins_hash', 'options_hash'])
      await runner.query(`ALTER TABLE poll ALTER COLUMN ${column} DROP NOT NULL`);
    await runner.query(`ALTER TABLE poll
      ADD COLUMN number integer, ADD COLUMN kind varchar(12) NOT NULL DEFAULT 'BROUGHT_IN', ADD COLUMN period_key varchar(16),
      ADD COLUMN plan_version integer, ADD COLUMN fieldwork_from ${sqlTypes.instant}, ADD COLUMN fieldwork_to ${sqlTypes.instant},
      ADD COLUMN grace_until ${sqlTypes.instant}, ADD COLUMN created_by ${sqlTypes.id}, ADD COLUMN answers_closed_at ${sqlTypes.instant},
      ADD CONSTRAINT ck_poll_stage CHECK (stage IN (${known})),
      ADD CONSTRAINT ck_poll_kind CHECK (kind IN ('BROUGHT_IN', 'REGULAR', 'ADHOC'))`);
    await runner.query(`UPDATE poll SET number = n.n FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM poll) n
      WHERE n.id = poll.id`);
    await runner.query(`ALTER TABLE poll ALTER COLUMN number SET NOT NULL, ALTER COLUMN kind DROP DEFAULT`);
    await runner.query(`ALTER TABLE poll ADD CONSTRAINT uq_poll_number UNIQUE (number)`);
  } else {
    // SQLite changes no constraint of a standing table: a new one takes its place (foreign keys are off while migrating).
    await runner.query(`CREATE TABLE poll_next (
      id ${sqlTypes.id} NOT NULL CONSTRAINT pk_poll PRIMARY KEY,
      number integer NOT NULL CONSTRAINT uq_poll_number UNIQUE,
      kind varchar(12) NOT NULL CONSTRAINT ck_poll_kind CHECK (kind IN ('BROUGHT_IN', 'REGULAR', 'ADHOC')),
      scheme varchar(32) NOT NULL,
      stage varchar(16) NOT NULL CONSTRAINT ck_poll_stage CHECK (stage IN (${known})),
      period_key varchar(16),
      description ${sqlTypes.json} NOT NULL,
      respondents integer NOT NULL,
      answers_hash ${sqlTypes.hash},
      codebook_hash ${sqlTypes.hash},
      margins_hash ${sqlTypes.hash},
      options_hash ${sqlTypes.hash},
      plan_version integer,
      fieldwork_from ${sqlTypes.instant},
      fieldwork_to ${sqlTypes.instant},
      grace_until ${sqlTypes.instant},
      created_at ${sqlTypes.instant} NOT NULL,
      created_by ${sqlTypes.id},
      answers_closed_at ${sqlTypes.instant},
      release_id ${sqlTypes.id},
      CONSTRAINT uq_poll_inputs UNIQUE (answers_hash, codebook_hash, margins_hash, options_hash))`);
    await runner.query(`INSERT INTO poll_next (id, number, kind, scheme, stage, period_key, description, respondents,
        answers_hash, codebook_hash, margins_hash, options_hash, created_at, release_id)
      SELECT id, row_number() OVER (ORDER BY id), 'BROUGHT_IN', scheme, stage, NULL, description, respondents,
        answers_hash, codebook_hash, margins_hash, options_hash, imported_at, release_id FROM poll`);
    await runner.query('DROP TABLE poll');
    await runner.query('ALTER TABLE poll_next RENAME TO poll');
  }
  // One regular poll a period at most; a cancelled one makes room.
  await runner.query(
    `CREATE UNIQUE INDEX uq_poll_period ON poll (scheme, period_key) WHERE kind = 'REGULAR' AND stage <> 'CANCELLED'`,
  );
}
