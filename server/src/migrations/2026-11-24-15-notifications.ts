import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseWhere } from '../platform/database/append-only.js';
import { sqlTypes } from '../platform/database/columns.js';
import { dialectOfRunner } from '../platform/database/dialect.js';

/** Inboxes of citizens and units, and consents to one message each. */
export class Notifications20261124150000 implements MigrationInterface {
  name = 'Notifications20261124150000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, instant } = sqlTypes;
    await runner.query(`CREATE TABLE inbox_message (
      id ${id} NOT NULL CONSTRAINT pk_inbox_message PRIMARY KEY,
      recipient varchar(40) NOT NULL,
      entry_sequence integer NOT NULL CONSTRAINT fk_inbox_message_entry REFERENCES ledger_entry (sequence),
      at ${instant} NOT NULL,
      kind varchar(40) NOT NULL,
      title_zh varchar(60) NOT NULL,
      title_en varchar(120) NOT NULL,
      body_zh varchar(300) NOT NULL,
      body_en varchar(300) NOT NULL,
      subject varchar(40) NOT NULL,
      read_at ${instant},
      read_by ${id},
      CONSTRAINT uq_inbox_message_once UNIQUE (recipient, entry_sequence),
      CONSTRAINT ck_inbox_message_read CHECK ((read_at IS NULL) = (read_by IS NULL)))`);
    await runner.query(`CREATE INDEX ix_inbox_message_unread ON inbox_message (recipient) WHERE read_at IS NULL`);
    await runner.query(`CREATE TABLE message_consent (
      id ${id} NOT NULL CONSTRAINT pk_message_consent PRIMARY KEY,
      citizen_id ${id} NOT NULL CONSTRAINT fk_message_consent_citizen REFERENCES citizen (id),
      template varchar(16) NOT NULL
        CONSTRAINT ck_message_consent_template CHECK (template IN ('REPORT_RESULT', 'POLL_RELEASED')),
      subject varchar(40) NOT NULL,
      given_at ${instant} NOT NULL,
      entry_sequence integer CONSTRAINT fk_message_consent_entry REFERENCES ledger_entry (sequence),
      sent_at ${instant},
      CONSTRAINT uq_message_consent_entry UNIQUE (citizen_id, entry_sequence),
      CONSTRAINT ck_message_consent_sent CHECK (sent_at IS NULL OR entry_sequence IS NOT NULL))`);
    await runner.query(`CREATE INDEX ix_message_consent_subject ON message_consent (citizen_id, subject)`);
    await refuseWhere(
      runner,
      'message_consent',
      'UPDATE',
      'OLD.sent_at IS NOT NULL OR (OLD.entry_sequence IS NOT NULL AND OLD.entry_sequence <> NEW.entry_sequence)',
      'one consent is one message',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['message_consent', 'inbox_message']) await runner.query(`DROP TABLE ${table}`);
    if (dialectOfRunner(runner) === 'postgres') await runner.query('DROP FUNCTION message_consent_refuse_update()');
  }
}
