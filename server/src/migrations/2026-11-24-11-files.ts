import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseWhere } from '../platform/database/append-only.js';
import { sqlTypes } from '../platform/database/columns.js';
import { dialectOfRunner } from '../platform/database/dialect.js';

/** Pictures: what is known of each; the bytes lie in the data folder. */
export class Files20261124110000 implements MigrationInterface {
  name = 'Files20261124110000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, instant, hash } = sqlTypes;
    await runner.query(`CREATE TABLE photo (
      id ${id} NOT NULL CONSTRAINT pk_photo PRIMARY KEY,
      client_id ${id} NOT NULL,
      uploaded_by varchar(64) NOT NULL,
      uploaded_at ${instant} NOT NULL,
      subject varchar(64),
      attached_at ${instant},
      sha256 ${hash} NOT NULL,
      source varchar(6) NOT NULL CONSTRAINT ck_photo_source CHECK (source IN ('CAMERA', 'ALBUM')),
      taken_at ${instant} NOT NULL,
      width integer NOT NULL,
      height integer NOT NULL,
      file_name varchar(32) NOT NULL CONSTRAINT uq_photo_file_name UNIQUE,
      perceptual_hash varchar(16) NOT NULL,
      exif_taken_at ${instant},
      exif_lng varchar(12),
      exif_lat varchar(12),
      original_removed_at ${instant},
      CONSTRAINT uq_photo_client UNIQUE (uploaded_by, client_id),
      CONSTRAINT ck_photo_attached CHECK ((subject IS NULL) = (attached_at IS NULL)))`);
    await runner.query(`CREATE INDEX ix_photo_subject ON photo (subject)`);
    await runner.query(`CREATE INDEX ix_photo_waiting ON photo (uploaded_at) WHERE subject IS NULL`);
    await runner.query(`CREATE INDEX ix_photo_original ON photo (uploaded_at) WHERE original_removed_at IS NULL`);
    await refuseWhere(
      runner,
      'photo',
      'UPDATE',
      `NEW.sha256 <> OLD.sha256 OR NEW.file_name <> OLD.file_name OR NEW.uploaded_by <> OLD.uploaded_by OR (OLD.subject IS NOT NULL AND (NEW.subject IS NULL OR NEW.subject <> OLD.subject))`,
      'evidence stays what it is evidence of',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE photo');
    if (dialectOfRunner(runner) === 'postgres') await runner.query('DROP FUNCTION photo_refuse_update()');
  }
}
