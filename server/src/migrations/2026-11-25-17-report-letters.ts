import type { MigrationInterface, QueryRunner } from 'typeorm';
import { makeAppendOnly } from '../platform/database/append-only.js';
import { sqlTypes } from '../platform/database/columns.js';

/** What followed a report has been done once for each letter that a phone wrote. */
export class ReportLetters20261125170000 implements MigrationInterface {
  name = 'ReportLetters20261125170000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, instant } = sqlTypes;
    await runner.query(`CREATE TABLE report_letter (
      report_id ${id} NOT NULL CONSTRAINT fk_report_letter_report REFERENCES report (id),
      move varchar(9) NOT NULL CONSTRAINT ck_report_letter_move CHECK (move IN ('withdraw', 'appeal', 'give-info', 'rate',
        'not-fixed')),
      client_id ${id} NOT NULL,
      at ${instant} NOT NULL,
      CONSTRAINT pk_report_letter PRIMARY KEY (report_id, move, client_id))`);
    await makeAppendOnly(runner, 'report_letter');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE report_letter');
  }
}
