import { In, IsNull } from 'typeorm';
import { type Work, rows } from '../platform/index.js';
import { Photo, type PhotoId } from './photo.entity.js';

/** The picture that this device's id stands for; one of another person is none. */
export function findUploaded(work: Work, uploadedBy: string, clientId: string): Promise<Photo | null> {
  return work.tx.findOne(Photo, { where: { uploadedBy, clientId } });
}

export function findPhoto(work: Work, id: string): Promise<Photo | null> {
  return work.tx.findOne(Photo, { where: { id: id as PhotoId } });
}

/** In the order of `ids`; those that do not exist are absent. */
export async function findPhotos(work: Work, ids: readonly string[]): Promise<Photo[]> {
  if (ids.length === 0) return [];
  const found = await work.tx.find(Photo, { where: { id: In([...ids]) } });
  const byId = new Map(found.map((photo) => [photo.id as string, photo]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Of several subjects at once, in the order in which they were taken up. */
export function findPhotosOf(work: Work, subjects: readonly string[]): Promise<Photo[]> {
  return subjects.length === 0
    ? Promise.resolve([])
    : work.tx.find(Photo, { where: { subject: In([...subjects]) }, order: { attachedAt: 'ASC', id: 'ASC' } });
}

export function countWaiting(work: Work, uploadedBy: string): Promise<number> {
  return work.tx.count(Photo, { where: { uploadedBy, subject: IsNull() } });
}

/** False: this person has a picture with this client id already. */
export async function insertPhoto(work: Work, photo: Photo): Promise<boolean> {
  const inserted = await rows(
    work,
    `INSERT INTO photo (id, client_id, uploaded_by, uploaded_at, subject, attached_at, sha256, source, taken_at, width, height,
       file_name, perceptual_hash, exif_taken_at, exif_lng, exif_lat, original_removed_at)
     VALUES ($1, $2, $3, $4, NULL, NULL, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, NULL)
     ON CONFLICT (uploaded_by, client_id) DO NOTHING RETURNING id`,
    [
      photo.id,
      photo.clientId,
      photo.uploadedBy,
      photo.uploadedAt.toISOString(),
      photo.sha256,
      photo.source,
      photo.takenAt.toISOString(),
      photo.width,
      photo.height,
      photo.fileName,
      photo.perceptualHash,
      photo.exifTakenAt?.toISOString() ?? null,
      photo.exifLng,
      photo.exifLat,
    ],
  );
  return inserted.length > 0;
}

/**
 * Attaches those that are the uploader's (anybody's for null) and free, or this subject's already.
 * @returns how many of `ids` now belong to the subject
 */
export async function attach(
  work: Work,
  ids: readonly string[],
  uploadedBy: string | null,
  subject: string,
): Promise<number> {
  const places = ids.map((_id, index) => `$${index + 4}`).join(', ');
  const attached = await rows(
    work,
    `UPDATE photo SET subject = $1, attached_at = COALESCE(attached_at, $2)
     WHERE id IN (${places}) AND (subject IS NULL OR subject = $1) AND ($3 = '' OR uploaded_by = $3) RETURNING id`,
    [subject, work.now.toISOString(), uploadedBy ?? '', ...ids],
  );
  return attached.length;
}

/** Takes the rows of pictures that nobody attached; their files go next. */
export async function deleteUnattachedBefore(work: Work, before: Date): Promise<string[]> {
  const gone = await rows<{ file_name: string }>(
    work,
    'DELETE FROM photo WHERE subject IS NULL AND uploaded_at < $1 RETURNING file_name',
    [before.toISOString()],
  );
  return gone.map((row) => row.file_name);
}

/** Pictures whose original has served its time and is still there, a hundred at a time. */
export function findOriginalsBefore(work: Work, before: Date): Promise<Photo[]> {
  return work.tx
    .createQueryBuilder(Photo, 'photo')
    .where('photo.originalRemovedAt IS NULL AND photo.uploadedAt < :before', { before: before.toISOString() })
    .orderBy('photo.uploadedAt')
    .limit(100)
    .getMany();
}

export async function markOriginalsRemoved(work: Work, photos: readonly Photo[]): Promise<void> {
  await work.tx.update(
    Photo,
    { id: In(photos.map(({ id }) => id)), originalRemovedAt: IsNull() },
    { originalRemovedAt: work.now },
  );
}

/** Those of `names` that a row knows. */
export async function knownNames(work: Work, names: readonly string[]): Promise<Set<string>> {
  const found = await work.tx.find(Photo, { select: { fileName: true }, where: { fileName: In([...names]) } });
  return new Set(found.map(({ fileName }) => fileName));
}
