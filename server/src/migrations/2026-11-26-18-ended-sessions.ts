import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sqlTypes } from '../platform/database/columns.js';

/** Sessions that citizens ended: other servers that remember them forget them. */
export class EndedSessions20261126180000 implements MigrationInterface {
  name = 'EndedSessions20261126180000';

  async up(runner: QueryRunner): Promise<void> {
    const { hash, instant } = sqlTypes;
    await runner.query(`CREATE TABLE ended_session (
      token_hash ${hash} NOT NULL CONSTRAINT pk_ended_session PRIMARY KEY,
      ended_at ${instant} NOT NULL)`);
    await runner.query('CREATE INDEX ix_ended_session_at ON ended_session (ended_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ended_session');
  }
}
