import type { MigrationInterface, QueryRunner } from 'typeorm';
import { makeAppendOnly, refuseWhere } from '../platform/database/append-only.js';
import { sqlTypes } from '../platform/database/columns.js';
import { dialectOfRunner } from '../platform/database/dialect.js';

const states = [
  ...['NEW', 'TRIAGED', 'ASSIGNED', 'TRANSFER_ASKED', 'SIGNED'],
  ...['IN_PROGRESS', 'EXTENSION_ASKED', 'SUBMITTED', 'CLOSED', 'DISMISSED'],
];
const listed = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ');

/** Issues with the units that have to do with them, transfers, extensions, delegations, rectifications and checks. */
export class Issues20261124140000 implements MigrationInterface {
  name = 'Issues20261124140000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, instant, json } = sqlTypes;
    await runner.query(`CREATE TABLE issue (
      id ${id} NOT NULL CONSTRAINT pk_issue PRIMARY KEY,
      number varchar(20) NOT NULL CONSTRAINT uq_issue_number UNIQUE,
      version integer NOT NULL,
      origin varchar(9) NOT NULL
        CONSTRAINT ck_issue_origin CHECK (origin IN ('REPORT', 'VISIT', 'POLL', 'OPINION', 'MEETING', 'STOCKTAKE')),
      state varchar(16) NOT NULL CONSTRAINT ck_issue_state CHECK (state IN (${listed(states)})),
      category varchar(64) NOT NULL,
      hot_class varchar(32),
      grade varchar(16) NOT NULL CONSTRAINT ck_issue_grade CHECK (grade IN ('GENERAL', 'URGENT_DIFFICULT', 'MAJOR')),
      tier integer NOT NULL CONSTRAINT ck_issue_tier CHECK (tier BETWEEN 1 AND 3),
      area_code varchar(64),
      area_zh varchar(120),
      area_en varchar(240),
      area_unit_id ${id} CONSTRAINT fk_issue_area_unit REFERENCES unit (id),
      responsibility_unit_id ${id} CONSTRAINT fk_issue_responsibility_unit REFERENCES unit (id),
      lng double precision,
      lat double precision,
      place_text varchar(300),
      text text,
      report_id ${id},
      reports integer NOT NULL CONSTRAINT ck_issue_reports CHECK (reports >= 0),
      photo_id ${id},
      photos ${json} NOT NULL,
      proposed_unit_id ${id} CONSTRAINT fk_issue_proposed_unit REFERENCES unit (id),
      owner_unit_id ${id} NOT NULL CONSTRAINT fk_issue_owner_unit REFERENCES unit (id),
      lead_unit_id ${id} CONSTRAINT fk_issue_lead_unit REFERENCES unit (id),
      person varchar(64) CONSTRAINT ck_issue_person CHECK (length(person) > 0),
      task varchar(500) CONSTRAINT ck_issue_task CHECK (length(task) > 0),
      due_at ${instant} NOT NULL,
      responsibility varchar(500) CONSTRAINT ck_issue_responsibility CHECK (length(responsibility) > 0),
      reward_penalty varchar(500) CONSTRAINT ck_issue_reward_penalty CHECK (length(reward_penalty) > 0),
      raised_at ${instant} NOT NULL,
      assigned_at ${instant},
      first_due_at ${instant},
      step_due_at ${instant},
      rectified_at ${instant},
      rectification_id ${id},
      closed_at ${instant},
      overdue_at ${instant},
      next_alarm varchar(8) CONSTRAINT ck_issue_next_alarm CHECK (next_alarm IN ('SIGN', 'HALF', 'DAY', 'DUE', 'OVERDUE')),
      next_alarm_at ${instant},
      returns integer NOT NULL,
      reopenings integer NOT NULL,
      refusals integer NOT NULL,
      is_binding boolean NOT NULL,
      successor_unit_id ${id} CONSTRAINT fk_issue_successor_unit REFERENCES unit (id),
      extensions integer NOT NULL,
      carried_text varchar(500),
      recurrence_of ${id} CONSTRAINT fk_issue_recurrence REFERENCES issue (id),
      CONSTRAINT ck_issue_five_fixes CHECK (state IN ('NEW', 'TRIAGED', 'DISMISSED')
        OR (lead_unit_id IS NOT NULL AND person IS NOT NULL AND task IS NOT NULL AND responsibility IS NOT NULL
          AND reward_penalty IS NOT NULL AND assigned_at IS NOT NULL AND first_due_at IS NOT NULL)),
      CONSTRAINT ck_issue_owner CHECK (lead_unit_id IS NULL OR owner_unit_id = lead_unit_id),
      CONSTRAINT ck_issue_place CHECK ((lng IS NULL) = (lat IS NULL)),
      CONSTRAINT ck_issue_successor CHECK ((state = 'TRANSFER_ASKED') = (successor_unit_id IS NOT NULL)),
      CONSTRAINT ck_issue_rectified CHECK ((state IN ('SUBMITTED', 'CLOSED')) = (rectified_at IS NOT NULL)),
      CONSTRAINT ck_issue_closed CHECK ((state = 'CLOSED') = (closed_at IS NOT NULL)),
      CONSTRAINT ck_issue_alarm CHECK ((next_alarm IS NULL) = (next_alarm_at IS NULL)))`);
    await runner.query(`CREATE INDEX ix_issue_state ON issue (state, due_at, id)`);
    await runner.query(`CREATE INDEX ix_issue_raised ON issue (raised_at, id)`);
    await runner.query(`CREATE INDEX ix_issue_place ON issue (lat, lng)`);
    await runner.query(`CREATE INDEX ix_issue_alarm ON issue (next_alarm_at)`);
    await runner.query(`CREATE INDEX ix_issue_lead ON issue (lead_unit_id, state, due_at)`);
    await refuseWhere(runner, 'issue', 'DELETE', 'OLD.id IS NOT NULL', 'an issue is never deleted');
    await runner.query(`CREATE TABLE issue_serial (
      day varchar(8) NOT NULL CONSTRAINT pk_issue_serial PRIMARY KEY,
      last integer NOT NULL CONSTRAINT ck_issue_serial_last CHECK (last > 0))`);
    await refuseWhere(runner, 'issue_serial', 'UPDATE', 'NEW.last <= OLD.last', 'a number is never given out twice');
    await refuseWhere(runner, 'issue_serial', 'DELETE', 'OLD.last > 0', 'a number is never given out twice');
    await runner.query(`CREATE TABLE issue_party (
      issue_id ${id} NOT NULL CONSTRAINT fk_issue_party_issue REFERENCES issue (id),
      unit_id ${id} NOT NULL CONSTRAINT fk_issue_party_unit REFERENCES unit (id),
      role varchar(9) NOT NULL
        CONSTRAINT ck_issue_party_role CHECK (role IN ('LEAD', 'SUPPORT', 'DELEGATE', 'SUCCESSOR', 'AREA')),
      CONSTRAINT pk_issue_party PRIMARY KEY (issue_id, unit_id, role))`);
    await runner.query(`CREATE INDEX ix_issue_party_unit ON issue_party (unit_id, issue_id)`);
    await this.#steps(runner);
    await this.#checks(runner);
    // Only a check that was passed, of the very work that was shown, closes an issue; nothing else leads out of CLOSED but
    // a reopening, and nothing at all out of DISMISSED.
    await refuseWhere(
      runner,
      'issue',
      'UPDATE',
      `OLD.id <> NEW.id OR OLD.number <> NEW.number OR OLD.raised_at <> NEW.raised_at
        OR (OLD.state = 'DISMISSED' AND NEW.state <> 'DISMISSED')
        OR (OLD.state = 'CLOSED' AND NEW.state <> 'CLOSED' AND NOT (NEW.state = 'ASSIGNED' AND NEW.reopenings = OLD.reopenings + 1))
        OR (NEW.state = 'CLOSED' AND OLD.state <> 'CLOSED' AND NOT EXISTS (SELECT 1 FROM issue_verification v
          WHERE v.issue_id = NEW.id AND v.rectification_id = NEW.rectification_id AND v.result = 'PASS'))`,
      'an issue keeps its number and is closed by a passed check only',
    );
  }

  async #steps(runner: QueryRunner): Promise<void> {
    const { id, instant } = sqlTypes;
    await runner.query(`CREATE TABLE issue_transfer (
      id ${id} NOT NULL CONSTRAINT pk_issue_transfer PRIMARY KEY,
      issue_id ${id} NOT NULL CONSTRAINT fk_issue_transfer_issue REFERENCES issue (id),
      from_unit_id ${id} NOT NULL CONSTRAINT fk_issue_transfer_from REFERENCES unit (id),
      to_unit_id ${id} NOT NULL CONSTRAINT fk_issue_transfer_to REFERENCES unit (id),
      reason varchar(500) NOT NULL,
      asked_by ${id} NOT NULL,
      asked_at ${instant} NOT NULL,
      decision varchar(8)
        CONSTRAINT ck_issue_transfer_decision CHECK (decision IN ('ACCEPTED', 'REFUSED', 'DECIDED')),
      decided_unit_id ${id} CONSTRAINT fk_issue_transfer_decided REFERENCES unit (id),
      decided_by ${id},
      decided_at ${instant},
      CONSTRAINT ck_issue_transfer_other CHECK (from_unit_id <> to_unit_id),
      CONSTRAINT ck_issue_transfer_decided CHECK ((decision IS NULL) = (decided_at IS NULL)))`);
    await runner.query(
      `CREATE UNIQUE INDEX uq_issue_transfer_open ON issue_transfer (issue_id) WHERE decision IS NULL`,
    );
    await runner.query(`CREATE INDEX ix_issue_transfer_issue ON issue_transfer (issue_id, asked_at)`);
    await runner.query(`CREATE TABLE issue_extension (
      id ${id} NOT NULL CONSTRAINT pk_issue_extension PRIMARY KEY,
      issue_id ${id} NOT NULL CONSTRAINT fk_issue_extension_issue REFERENCES issue (id),
      reason varchar(500) NOT NULL,
      plan varchar(1000) NOT NULL,
      old_due ${instant} NOT NULL,
      new_due ${instant} NOT NULL,
      asked_by ${id} NOT NULL,
      asked_at ${instant} NOT NULL,
      decision varchar(7) CONSTRAINT ck_issue_extension_decision CHECK (decision IN ('GRANTED', 'REFUSED')),
      decided_by ${id},
      decided_at ${instant},
      CONSTRAINT ck_issue_extension_longer CHECK (new_due > old_due),
      CONSTRAINT ck_issue_extension_before_due CHECK (asked_at <= old_due),
      CONSTRAINT ck_issue_extension_two_persons CHECK (decided_by IS NULL OR decided_by <> asked_by),
      CONSTRAINT ck_issue_extension_decided CHECK ((decision IS NULL) = (decided_at IS NULL)))`);
    await runner.query(
      `CREATE UNIQUE INDEX uq_issue_extension_open ON issue_extension (issue_id) WHERE decision IS NULL`,
    );
    for (const table of ['issue_transfer', 'issue_extension']) {
      await refuseWhere(runner, table, 'UPDATE', 'OLD.decision IS NOT NULL', 'what was decided stays so');
      await refuseWhere(runner, table, 'DELETE', 'OLD.id IS NOT NULL', 'what was asked is never deleted');
    }
    await runner.query(`CREATE TABLE issue_delegation (
      id ${id} NOT NULL CONSTRAINT pk_issue_delegation PRIMARY KEY,
      issue_id ${id} NOT NULL CONSTRAINT fk_issue_delegation_issue REFERENCES issue (id),
      from_unit_id ${id} NOT NULL CONSTRAINT fk_issue_delegation_from REFERENCES unit (id),
      to_unit_id ${id} NOT NULL CONSTRAINT fk_issue_delegation_to REFERENCES unit (id),
      task varchar(500) NOT NULL,
      due_at ${instant} NOT NULL,
      delegated_by ${id} NOT NULL,
      delegated_at ${instant} NOT NULL)`);
    await runner.query(`CREATE INDEX ix_issue_delegation_issue ON issue_delegation (issue_id, delegated_at)`);
    await makeAppendOnly(runner, 'issue_delegation');
  }

  async #checks(runner: QueryRunner): Promise<void> {
    const { id, instant, json } = sqlTypes;
    await runner.query(`CREATE TABLE issue_rectification (
      id ${id} NOT NULL CONSTRAINT pk_issue_rectification PRIMARY KEY,
      issue_id ${id} NOT NULL CONSTRAINT fk_issue_rectification_issue REFERENCES issue (id),
      unit_id ${id} NOT NULL CONSTRAINT fk_issue_rectification_unit REFERENCES unit (id),
      text varchar(1000) NOT NULL,
      photos ${json} NOT NULL,
      metres integer CONSTRAINT ck_issue_rectification_metres CHECK (metres >= 0),
      submitted_by ${id} NOT NULL,
      submitted_at ${instant} NOT NULL)`);
    await runner.query(`CREATE INDEX ix_issue_rectification_issue ON issue_rectification (issue_id, submitted_at)`);
    await makeAppendOnly(runner, 'issue_rectification');
    await runner.query(`CREATE TABLE issue_verification (
      id ${id} NOT NULL CONSTRAINT pk_issue_verification PRIMARY KEY,
      issue_id ${id} NOT NULL CONSTRAINT fk_issue_verification_issue REFERENCES issue (id),
      rectification_id ${id} NOT NULL CONSTRAINT uq_issue_verification_once UNIQUE
        CONSTRAINT fk_issue_verification_rectification REFERENCES issue_rectification (id),
      kind varchar(6) NOT NULL CONSTRAINT ck_issue_verification_kind CHECK (kind IN ('DESK', 'ONSITE')),
      result varchar(4) NOT NULL CONSTRAINT ck_issue_verification_result CHECK (result IN ('PASS', 'FAIL')),
      reason varchar(500),
      photos ${json} NOT NULL,
      unit_id ${id} NOT NULL CONSTRAINT fk_issue_verification_unit REFERENCES unit (id),
      handler_unit_id ${id} NOT NULL CONSTRAINT fk_issue_verification_handler REFERENCES unit (id),
      verified_by ${id} NOT NULL,
      verified_at ${instant} NOT NULL,
      CONSTRAINT ck_issue_verification_reason CHECK (result = 'PASS' OR reason IS NOT NULL),
      CONSTRAINT ck_issue_verification_other_unit CHECK (unit_id <> handler_unit_id))`);
    await runner.query(`CREATE INDEX ix_issue_verification_issue ON issue_verification (issue_id, verified_at)`);
    await makeAppendOnly(runner, 'issue_verification');
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = [
      'issue_verification',
      'issue_rectification',
      'issue_delegation',
      'issue_extension',
      'issue_transfer',
    ];
    for (const table of [...tables, 'issue_party', 'issue_serial', 'issue'])
      await runner.query(`DROP TABLE ${table}${dialectOfRunner(runner) === 'postgres' ? ' CASCADE' : ''}`);
    if (dialectOfRunner(runner) !== 'postgres') return;
    for (const table of ['issue', 'issue_serial', 'issue_transfer', 'issue_extension'])
      for (const verb of ['update', 'delete']) await runner.query(`DROP FUNCTION ${table}_refuse_${verb}()`);
  }
}
