import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseWhere } from '../platform/database/append-only.js';
import { sqlTypes } from '../platform/database/columns.js';
import { dialectOfRunner } from '../platform/database/dialect.js';

const settled = (id: string): string => `EXISTS (SELECT 1 FROM indicator WHERE id = ${id} AND state <> 'DRAFT')`;

/** Indicators with their responsibility shares and the polls that run on them; why a poll was called off. */
export class Indicators20261123090000 implements MigrationInterface {
  name = 'Indicators20261123090000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, instant } = sqlTypes;
    await runner.query(`CREATE TABLE indicator (
      id ${id} NOT NULL CONSTRAINT pk_indicator PRIMARY KEY,
      code varchar(32) NOT NULL,
      revision integer NOT NULL,
      version integer NOT NULL CONSTRAINT ck_indicator_version CHECK (version BETWEEN 1 AND revision),
      term varchar(5) NOT NULL CONSTRAINT ck_indicator_term CHECK (term IN ('LONG', 'ADHOC')),
      name_zh varchar(80) NOT NULL,
      name_en varchar(80) NOT NULL,
      wording_zh varchar(300) NOT NULL,
      wording_en varchar(300) NOT NULL,
      hint_zh varchar(300),
      hint_en varchar(300),
      attribution varchar(8) NOT NULL CONSTRAINT ck_indicator_attribution CHECK (attribution IN ('AREA', 'FUNCTION', 'BOTH')),
      weight_hundredths integer NOT NULL CONSTRAINT ck_indicator_weight CHECK (weight_hundredths BETWEEN 1 AND 10000),
      anchor_task varchar(200),
      state varchar(9) NOT NULL
        CONSTRAINT ck_indicator_state CHECK (state IN ('DRAFT', 'REVIEW', 'APPROVED', 'ACTIVE', 'SUSPENDED', 'RETIRED')),
      proposed_by ${id} NOT NULL,
      proposed_at ${instant} NOT NULL,
      approved_by ${id},
      approved_at ${instant},
      CONSTRAINT uq_indicator_revision UNIQUE (code, revision),
      CONSTRAINT ck_indicator_anchor CHECK ((term = 'ADHOC') = (anchor_task IS NOT NULL)),
      CONSTRAINT ck_indicator_hint CHECK ((hint_zh IS NULL) = (hint_en IS NULL)),
      CONSTRAINT ck_indicator_approved CHECK (state IN ('DRAFT', 'REVIEW') OR approved_by IS NOT NULL),
      CONSTRAINT ck_indicator_two_persons CHECK (approved_by IS NULL OR approved_by <> proposed_by))`);
    // One change of an indicator at a time.
    await runner.query(`CREATE UNIQUE INDEX uq_indicator_open ON indicator (code) WHERE state IN ('DRAFT', 'REVIEW')`);
    await refuseWhere(runner, 'indicator', 'DELETE', 'OLD.id IS NOT NULL', 'an indicator is never deleted');
    await refuseWhere(
      runner,
      'indicator',
      'UPDATE',
      `OLD.state NOT IN ('DRAFT', 'REVIEW') AND (OLD.code <> NEW.code OR OLD.version <> NEW.version
        OR OLD.wording_zh <> NEW.wording_zh OR OLD.wording_en <> NEW.wording_en OR OLD.attribution <> NEW.attribution
        OR OLD.weight_hundredths <> NEW.weight_hundredths)`,
      'an approved indicator changes by a new version',
    );
    await runner.query(`CREATE TABLE indicator_share (
      indicator_id ${id} NOT NULL CONSTRAINT fk_indicator_share_indicator REFERENCES indicator (id),
      unit varchar(64) NOT NULL,
      share varchar(6) NOT NULL,
      role varchar(7) NOT NULL CONSTRAINT ck_indicator_share_role CHECK (role IN ('LEAD', 'SUPPORT')),
      CONSTRAINT pk_indicator_share PRIMARY KEY (indicator_id, unit))`);
    for (const [verb, row] of [
      ['INSERT', 'NEW'],
      ['UPDATE', 'OLD'],
      ['DELETE', 'OLD'],
    ] as const)
      await refuseWhere(
        runner,
        'indicator_share',
        verb,
        settled(`${row}.indicator_id`),
        'shares change in a draft only',
      );
    await runner.query(`CREATE TABLE indicator_use (
      indicator_id ${id} NOT NULL CONSTRAINT fk_indicator_use_indicator REFERENCES indicator (id),
      poll_id ${id} NOT NULL,
      CONSTRAINT pk_indicator_use PRIMARY KEY (indicator_id, poll_id))`);
    await runner.query(`CREATE TABLE poll_cancellation (
      poll_id ${id} NOT NULL CONSTRAINT pk_poll_cancellation PRIMARY KEY
        CONSTRAINT fk_poll_cancellation_poll REFERENCES poll (id),
      reason varchar(500) NOT NULL,
      note_zh varchar(500),
      note_en varchar(500),
      cancelled_by ${id} NOT NULL,
      cancelled_at ${instant} NOT NULL)`);
    for (const verb of ['UPDATE', 'DELETE'] as const)
      await refuseWhere(runner, 'poll_cancellation', verb, 'OLD.poll_id IS NOT NULL', 'what was called off stays so');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['poll_cancellation', 'indicator_use', 'indicator_share', 'indicator'])
      await runner.query(`DROP TABLE ${table}`);
    if (dialectOfRunner(runner) !== 'postgres') return;
    for (const name of ['indicator_refuse_delete', 'indicator_refuse_update', 'poll_cancellation_refuse_update'])
      await runner.query(`DROP FUNCTION ${name}()`);
    for (const name of [
      'poll_cancellation_refuse_delete',
      ...['insert', 'update', 'delete'].map((v) => `indicator_share_refuse_${v}`),
    ])
      await runner.query(`DROP FUNCTION ${name}()`);
  }
}
