import { Column, Entity, PrimaryColumn } from 'typeorm';
import { BytesColumn, IdColumn, InstantColumn } from '../platform/index.js';

/** The signed content of a release (发布): immutable; a correction is a new release that points back. */
@Entity('release')
export class Release {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: string;

  /** Which signing of the release this is, from 1; 0: released at once by the command line. */
  @PrimaryColumn({ type: 'integer' })
  edition!: number;

  @IdColumn({ name: 'poll_id' })
  pollId!: string;

  @IdColumn({ name: 'ranking_id' })
  rankingId!: string;

  @Column({ type: 'varchar', length: 32 })
  scheme!: string;

  @Column({ name: 'title_zh', type: 'varchar', length: 200 })
  titleZh!: string;

  @Column({ name: 'title_en', type: 'varchar', length: 200 })
  titleEn!: string;

  @Column({ name: 'period_key', type: 'varchar', length: 16, nullable: true })
  periodKey!: string | null;

  @Column({ name: 'is_demonstration', type: 'boolean' })
  isDemonstration!: boolean;

  /** From when on it may be read; in the future while it waits for its instant. */
  @InstantColumn({ name: 'released_at' })
  releasedAt!: Date;

  @IdColumn({ name: 'correction_of', nullable: true })
  correctionOf!: string | null;

  /** SHA-256 of `manifest.json`, which holds the hash of every other file. */
  @Column({ name: 'content_hash', type: 'varchar', length: 64 })
  contentHash!: string;

  @Column({ name: 'key_id', type: 'varchar', length: 16 })
  keyId!: string;
}

/** One file of a release, byte for byte as it was signed. */
@Entity('release_file')
export class ReleaseFile {
  @PrimaryColumn({ name: 'release_id', type: 'varchar', length: 26 })
  releaseId!: string;

  @PrimaryColumn({ type: 'integer' })
  edition!: number;

  @PrimaryColumn({ type: 'varchar', length: 100 })
  path!: string;

  @Column({ type: 'varchar', length: 64 })
  sha256!: string;

  @BytesColumn()
  content!: Buffer;

  /** The same squeezed, where that is shorter: done once, at signing. */
  @BytesColumn({ nullable: true })
  brotli!: Buffer | null;
}

/** A signing key that has been used, so that old releases can be checked after a change of key. */
@Entity('signing_key')
export class UsedSigningKey {
  @PrimaryColumn({ name: 'key_id', type: 'varchar', length: 16 })
  keyId!: string;

  @Column({ name: 'public_key', type: 'varchar', length: 100 })
  publicKey!: string;

  @InstantColumn({ name: 'first_used_at' })
  firstUsedAt!: Date;
}
