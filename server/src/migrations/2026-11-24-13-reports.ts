import type { MigrationInterface, QueryRunner } from 'typeorm';
import { makeAppendOnly, refuseWhere } from '../platform/database/append-only.js';
import { sqlTypes } from '../platform/database/columns.js';
import { dialectOfRunner } from '../platform/database/dialect.js';

/** Reports of citizens, who reported kept apart; their timeline, later evidence, ratings, numbers and register of imports. */
export class Reports20261124130000 implements MigrationInterface {
  name = 'Reports20261124130000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, instant, json } = sqlTypes;
    await runner.query(`CREATE TABLE report (
      id ${id} NOT NULL CONSTRAINT pk_report PRIMARY KEY,
      number varchar(17) NOT NULL CONSTRAINT uq_report_number UNIQUE,
      channel varchar(14) NOT NULL CONSTRAINT ck_report_channel CHECK (channel IN ('MINI', 'PHONE', 'MAILBOX', 'WEIBO',
        'FORUM', 'SUPERVISOR', 'VOLUNTEER', 'COMMUNITY_TEAM', 'IMPORT')),
      state varchar(9) NOT NULL CONSTRAINT ck_report_state CHECK (state IN ('SUBMITTED', 'HELD', 'PENDING', 'NEED_INFO',
        'ACCEPTED', 'MERGED', 'REJECTED', 'WITHDRAWN', 'LAPSED', 'RESOLVED', 'RATED')),
      category varchar(64) NOT NULL,
      text text,
      place_text varchar(300),
      given_lng double precision,
      given_lat double precision,
      datum varchar(8) CONSTRAINT ck_report_datum CHECK (datum IN ('GCJ02', 'WGS84', 'CGCS2000', 'BD09')),
      accuracy_metres double precision,
      point_source varchar(8) CONSTRAINT ck_report_point_source CHECK (point_source IN ('DEVICE', 'MAP_PICK', 'EXIF',
        'SITE_QR', 'MANUAL', 'IMPORT')),
      lng double precision,
      lat double precision,
      is_outside boolean NOT NULL,
      location_flags ${json} NOT NULL,
      territory_version_id ${id},
      area_code varchar(64),
      area_name_zh varchar(120),
      area_name_en varchar(240),
      area_unit_id ${id} CONSTRAINT fk_report_area_unit REFERENCES unit (id),
      responsibility_unit_id ${id} CONSTRAINT fk_report_responsibility_unit REFERENCES unit (id),
      photos ${json} NOT NULL,
      taken_at ${instant} NOT NULL,
      submitted_at ${instant} NOT NULL,
      accept_by ${instant},
      overdue_told_at ${instant},
      safety varchar(6) CONSTRAINT ck_report_safety CHECK (safety IN ('PASS', 'REVIEW', 'BLOCK')),
      joins_id ${id} CONSTRAINT fk_report_joins REFERENCES report (id),
      is_reward_eligible boolean NOT NULL,
      rejection_reason varchar(24) CONSTRAINT ck_report_rejection_reason CHECK (rejection_reason IN ('NOT_IN_AREA',
        'NOT_IN_SCOPE', 'ILLEGIBLE', 'PRIVATE_DISPUTE', 'POLICE_MATTER', 'DUPLICATE_BY_SAME_PERSON', 'ABUSE')),
      rejection_note varchar(500),
      rejected_by varchar(60),
      rejected_at ${instant},
      appeal_reason varchar(500),
      appealed_at ${instant},
      question varchar(500),
      asked_at ${instant},
      asked_until ${instant},
      ask_told_at ${instant},
      issue_id ${id},
      issue_number varchar(32),
      unit_id ${id} CONSTRAINT fk_report_unit REFERENCES unit (id),
      unit_started_at ${instant},
      unit_due_at ${instant},
      unit_ended_at ${instant},
      resolved_at ${instant},
      closings integer NOT NULL CONSTRAINT ck_report_closings CHECK (closings >= 0),
      not_fixed_at ${instant},
      CONSTRAINT ck_report_point CHECK ((lng IS NULL) = (lat IS NULL) AND (lng IS NULL) = (datum IS NULL)
        AND (lng IS NULL) = (given_lng IS NULL) AND (given_lng IS NULL) = (given_lat IS NULL)),
      CONSTRAINT ck_report_place CHECK (lng IS NOT NULL OR place_text IS NOT NULL OR channel = 'IMPORT'),
      CONSTRAINT ck_report_rejected CHECK (state <> 'REJECTED' OR (rejection_reason IS NOT NULL AND rejected_at IS NOT NULL)),
      CONSTRAINT ck_report_asked CHECK (state <> 'NEED_INFO' OR asked_until IS NOT NULL),
      CONSTRAINT ck_report_issue CHECK (state NOT IN ('ACCEPTED', 'MERGED') OR issue_id IS NOT NULL),
      CONSTRAINT ck_report_resolved CHECK (state NOT IN ('RESOLVED', 'RATED') OR resolved_at IS NOT NULL))`);
    // The desk's tabs, its two filters, the neighbourhood, the reports, and the clock's two questions.
    await runner.query('CREATE INDEX ix_report_state ON report (state, submitted_at, id)');
    await runner.query('CREATE INDEX ix_report_submitted ON report (submitted_at, id)');
    await runner.query('CREATE INDEX ix_report_category ON report (category, submitted_at, id)');
    await runner.query('CREATE INDEX ix_report_area ON report (area_code, submitted_at, id)');
    await runner.query('CREATE INDEX ix_report_area_unit ON report (area_unit_id, state, submitted_at)');
    await runner.query('CREATE INDEX ix_report_place ON report (lat, lng, state, id)');
    await runner.query('CREATE INDEX ix_report_issue ON report (issue_id)');
    await refuseWhere(runner, 'report', 'DELETE', 'OLD.id IS NOT NULL', 'a report is never deleted');
    await refuseWhere(
      runner,
      'report',
      'UPDATE',
      `OLD.id <> NEW.id OR OLD.number <> NEW.number OR OLD.channel <> NEW.channel OR OLD.submitted_at <> NEW.submitted_at
        OR (OLD.appealed_at IS NOT NULL AND NEW.appealed_at IS NULL)
        OR (OLD.not_fixed_at IS NOT NULL AND NEW.not_fixed_at IS NULL)
        OR NEW.closings < OLD.closings`,
      'number, channel and time of a report stay as they are',
    );
    await runner.query(`CREATE TABLE report_reporter (
      report_id ${id} NOT NULL CONSTRAINT pk_report_reporter PRIMARY KEY
        CONSTRAINT fk_report_reporter_report REFERENCES report (id),
      sender_id varchar(60) NOT NULL,
      client_id ${id} NOT NULL,
      sent_at ${instant} NOT NULL,
      citizen_id ${id} CONSTRAINT fk_report_reporter_citizen REFERENCES citizen (id),
      is_anonymous boolean NOT NULL,
      sealed_contact text,
      CONSTRAINT uq_report_reporter_client UNIQUE (sender_id, client_id))`);
    await runner.query('CREATE INDEX ix_report_reporter_citizen ON report_reporter (citizen_id, sent_at)');
    await refuseWhere(
      runner,
      'report_reporter',
      'DELETE',
      'OLD.report_id IS NOT NULL',
      'who reported is blanked, never deleted',
    );
    await runner.query(`CREATE TABLE report_day (
      day varchar(10) NOT NULL CONSTRAINT pk_report_day PRIMARY KEY,
      last_number integer NOT NULL CONSTRAINT ck_report_day_number CHECK (last_number BETWEEN 1 AND 99999))`);
    await refuseWhere(
      runner,
      'report_day',
      'UPDATE',
      'NEW.last_number <= OLD.last_number OR NEW.day <> OLD.day',
      'numbers only go up',
    );
    await refuseWhere(runner, 'report_day', 'DELETE', 'OLD.day IS NOT NULL', 'numbers only go up');
    await runner.query(`CREATE TABLE report_event (
      id ${id} NOT NULL CONSTRAINT pk_report_event PRIMARY KEY,
      report_id ${id} NOT NULL CONSTRAINT fk_report_event_report REFERENCES report (id),
      at ${instant} NOT NULL,
      kind varchar(12) NOT NULL CONSTRAINT ck_report_event_kind CHECK (kind IN ('submitted', 'held', 'accepted', 'merged',
        'rejected', 'appealed', 'info-asked', 'info-given', 'withdrawn', 'lapsed', 'assigned', 'signed', 'transferred',
        'extended', 'overdue', 'rectified', 'returned', 'closed', 'reopened', 'carried-over', 'rated', 'not-fixed')),
      unit_id ${id} CONSTRAINT fk_report_event_unit REFERENCES unit (id),
      note_zh varchar(500),
      note_en varchar(500),
      photos ${json} NOT NULL,
      entry_sequence integer,
      CONSTRAINT uq_report_event_entry UNIQUE (report_id, entry_sequence),
      CONSTRAINT ck_report_event_note CHECK ((note_zh IS NULL) = (note_en IS NULL)))`);
    await runner.query('CREATE INDEX ix_report_event_report ON report_event (report_id, at)');
    await makeAppendOnly(runner, 'report_event');
    await runner.query(`CREATE TABLE report_evidence (
      id ${id} NOT NULL CONSTRAINT pk_report_evidence PRIMARY KEY,
      report_id ${id} NOT NULL CONSTRAINT fk_report_evidence_report REFERENCES report (id),
      kind varchar(9) NOT NULL CONSTRAINT ck_report_evidence_kind CHECK (kind IN ('GIVEN', 'NOT_FIXED')),
      text varchar(1000),
      photos ${json} NOT NULL,
      at ${instant} NOT NULL)`);
    await runner.query('CREATE INDEX ix_report_evidence_report ON report_evidence (report_id, at)');
    await makeAppendOnly(runner, 'report_evidence');
    await runner.query(`CREATE TABLE report_rating (
      report_id ${id} NOT NULL CONSTRAINT fk_report_rating_report REFERENCES report (id),
      closing integer NOT NULL,
      effect integer NOT NULL CONSTRAINT ck_report_rating_effect CHECK (effect BETWEEN 1 AND 5),
      service integer CONSTRAINT ck_report_rating_service CHECK (service BETWEEN 1 AND 5),
      text varchar(1000),
      at ${instant} NOT NULL,
      CONSTRAINT pk_report_rating PRIMARY KEY (report_id, closing))`);
    await makeAppendOnly(runner, 'report_rating');
    await runner.query(`CREATE TABLE report_import (
      source varchar(64) NOT NULL,
      source_key varchar(64) NOT NULL,
      report_id ${id} NOT NULL CONSTRAINT fk_report_import_report REFERENCES report (id),
      CONSTRAINT pk_report_import PRIMARY KEY (source, source_key))`);
    await makeAppendOnly(runner, 'report_import');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'report_import',
      'report_rating',
      'report_evidence',
      'report_event',
      'report_day',
      'report_reporter',
      'report',
    ])
      await runner.query(`DROP TABLE ${table}`);
    if (dialectOfRunner(runner) !== 'postgres') return;
    for (const name of ['report_refuse', 'report_day_refuse'])
      for (const verb of ['update', 'delete']) await runner.query(`DROP FUNCTION ${name}_${verb}()`);
    await runner.query('DROP FUNCTION report_reporter_refuse_delete()');
  }
}
