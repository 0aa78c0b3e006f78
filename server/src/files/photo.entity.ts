import type { PhotoSource } from '@minsheng/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Branded, IdColumn, InstantColumn } from '../platform/index.js';

export type PhotoId = Branded<'PhotoId'>;

/**
 * A picture kept (照片): what was sent is sealed, what is shown has been made anew from its pixels. Position and time that
 * the camera wrote into the file are for whoever looks into a fraud, and are in no view.
 */
@Entity('photo')
export class Photo {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: PhotoId;

  /** Made by the device with the picture; once for each person. */
  @IdColumn({ name: 'client_id' })
  clientId!: string;

  /** Id of the citizen or member of staff who sent it. */
  @Column({ name: 'uploaded_by', type: 'varchar', length: 64 })
  uploadedBy!: string;

  @InstantColumn({ name: 'uploaded_at' })
  uploadedAt!: Date;

  /** `report:01J…`: what it is evidence of, once it is. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  subject!: string | null;

  @InstantColumn({ name: 'attached_at', nullable: true })
  attachedAt!: Date | null;

  /** Of the bytes as they were sent. */
  @Column({ type: 'varchar', length: 64 })
  sha256!: string;

  @Column({ type: 'varchar', length: 6 })
  source!: PhotoSource;

  /** The phone's time. */
  @InstantColumn({ name: 'taken_at' })
  takenAt!: Date;

  /** Pixels of the large picture. */
  @Column({ type: 'integer' })
  width!: number;

  @Column({ type: 'integer' })
  height!: number;

  /** Random name of its files in the data folder (32 hex digits). */
  @Column({ name: 'file_name', type: 'varchar', length: 32 })
  fileName!: string;

  /** Difference hash of 64 bits, hex: a few bits apart means the same scene. */
  @Column({ name: 'perceptual_hash', type: 'varchar', length: 16 })
  perceptualHash!: string;

  /** The camera's time. */
  @InstantColumn({ name: 'exif_taken_at', nullable: true })
  exifTakenAt!: Date | null;

  /** The camera's position, WGS 84, degrees with seven decimals: `118.7969000`. */
  @Column({ name: 'exif_lng', type: 'varchar', length: 12, nullable: true })
  exifLng!: string | null;

  @Column({ name: 'exif_lat', type: 'varchar', length: 12, nullable: true })
  exifLat!: string | null;

  /** When the sealed original was removed, its time being over; the shown picture stays. */
  @InstantColumn({ name: 'original_removed_at', nullable: true })
  originalRemovedAt!: Date | null;
}
