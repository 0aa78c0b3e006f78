import type { PhotoSource, PhotoView } from '@minsheng/contracts';
import { type Keys, type Work, isId, record } from '../platform/index.js';
import { fileProblems } from './files.problems.js';
import { attach, findPhotos, findPhotosOf } from './files.queries.js';
import { photoView } from './photo.view.js';

/**
 * Makes pictures evidence of `subject` (`report:01J…`): each was uploaded by the caller and belongs to nothing else. Said
 * twice, it is done once.
 * @throws Problem files.unknown-photo, whatever is the matter
 */
export async function takePhotos(work: Work, ids: readonly string[], subject: string): Promise<void> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return;
  const uploader = work.caller.kind === 'system' ? null : work.caller.id;
  const attached = wanted.every(isId) ? await attach(work, wanted, uploader, subject) : 0;
  if (attached !== wanted.length) throw fileProblems['unknown-photo']();
  const photos = await findPhotos(work, wanted);
  record(work, {
    subject,
    action: 'files.photos-taken',
    payload: { photos: photos.map(({ id, sha256 }) => ({ id, sha256 })) },
  });
}

/** Addresses of pictures for somebody who may see them: they end within ten minutes. Unknown ids are absent. */
export async function photoViews(work: Work, ids: readonly string[], keys: Pick<Keys, 'photos'>): Promise<PhotoView[]> {
  return (await findPhotos(work, ids)).map((photo) => photoView(photo, keys));
}

/** The same by subject, for lists: what was taken up first comes first. */
export async function photoViewsOf(
  work: Work,
  subjects: readonly string[],
  keys: Pick<Keys, 'photos'>,
): Promise<Map<string, PhotoView[]>> {
  const bySubject = new Map<string, PhotoView[]>(subjects.map((subject) => [subject, []]));
  for (const photo of await findPhotosOf(work, subjects)) {
    bySubject.get(photo.subject as string)?.push(photoView(photo, keys));
  }
  return bySubject;
}

/** What a picture says about itself; for those who look into fraud, in no view. */
export interface PhotoEvidence {
  id: string;
  sha256: string;
  source: PhotoSource;
  takenAt: Date;
  exifTakenAt: Date | null;
  /** WGS 84. */
  exifPoint: { lng: number; lat: number } | null;
  /** 64 bits, hex: see `bitsApart`. */
  perceptualHash: string;
}

export async function photoFacts(work: Work, ids: readonly string[]): Promise<PhotoEvidence[]> {
  return (await findPhotos(work, ids)).map((photo) => ({
    id: photo.id,
    sha256: photo.sha256,
    source: photo.source,
    takenAt: photo.takenAt,
    exifTakenAt: photo.exifTakenAt,
    exifPoint:
      photo.exifLng === null || photo.exifLat === null
        ? null
        : { lng: Number(photo.exifLng), lat: Number(photo.exifLat) },
    perceptualHash: photo.perceptualHash,
  }));
}

/** Bits in which two perceptual hashes differ; at most some ten of 64 where the scene is the same. */
export function bitsApart(one: string, other: string): number {
  let apart = 0;
  for (let differing = BigInt(`0x${one}`) ^ BigInt(`0x${other}`); differing > 0n; differing &= differing - 1n)
    apart += 1;
  return apart;
}
