import type { MigrationInterface, QueryRunner } from 'typeorm';
import { makeAppendOnly } from '../platform/database/append-only.js';
import { sqlTypes } from '../platform/database/columns.js';
import { dialectOfRunner } from '../platform/database/dialect.js';

/** Batches of the hot writer, what the ledger knows of them, and the upload receipts. */
export class Writer20261122050000 implements MigrationInterface {
  name = 'Writer20261122050000';

  async up(runner: QueryRunner): Promise<void> {
    const dialect = dialectOfRunner(runner);
    const bytes = sqlTypes.bytes(dialect);
    await runner.query(`CREATE TABLE writer_batch (
      number integer NOT NULL CONSTRAINT pk_writer_batch PRIMARY KEY,
      hot_table varchar(64) NOT NULL,
      entries integer NOT NULL CONSTRAINT ck_writer_batch_entries CHECK (entries > 0),
      sha256 ${sqlTypes.hash} NOT NULL,
      committed_at ${sqlTypes.instant} NOT NULL)`);
    // On SQLite the one writer counts by itself; on PostgreSQL several lanes and processes draw numbers.
    if (dialect === 'postgres') await runner.query('CREATE SEQUENCE writer_batch_number AS integer');
    await makeAppendOnly(runner, 'writer_batch');
    await runner.query(`CREATE TABLE chained_batch (
      number integer NOT NULL CONSTRAINT pk_chained_batch PRIMARY KEY
        CONSTRAINT fk_chained_batch_batch REFERENCES writer_batch (number))`);
    await makeAppendOnly(runner, 'chained_batch');
    // Rows lie in the order in which they were written; the random ids have an index of their own. The batch's row
    // follows its entries, since its hash covers only those that were new: hence the deferred check.
    await runner.query(
      `CREATE TABLE intake_receipt (
      batch integer NOT NULL
        CONSTRAINT fk_intake_receipt_batch REFERENCES writer_batch (number) DEFERRABLE INITIALLY DEFERRED,
      position integer NOT NULL,
      id ${bytes} NOT NULL CONSTRAINT uq_intake_receipt_id UNIQUE
        CONSTRAINT ck_intake_receipt_id CHECK (length(id) = 16),
      person ${sqlTypes.id} NOT NULL,
      received_at ${sqlTypes.instant} NOT NULL,
      payload ${bytes} NOT NULL CONSTRAINT ck_intake_receipt_payload CHECK (length(payload) BETWEEN 1 AND 400),
      CONSTRAINT pk_intake_receipt PRIMARY KEY (batch, position))${dialect === 'sqlite' ? ' WITHOUT ROWID' : ''}`,
    );
    await runner.query(`CREATE TABLE intake_tally (
      kind varchar(16) NOT NULL CONSTRAINT pk_intake_tally PRIMARY KEY,
      files bigint NOT NULL,
      bytes bigint NOT NULL)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['intake_tally', 'intake_receipt', 'chained_batch', 'writer_batch'])
      await runner.query(`DROP TABLE ${table}`);
    if (dialectOfRunner(runner) === 'postgres') await runner.query('DROP SEQUENCE writer_batch_number');
  }
}
