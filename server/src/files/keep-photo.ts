import { type Caller, type Work, type Works, newId } from '../platform/index.js';
import type { PhotoFacts } from './examine-photo.js';
import { insertPhoto, findUploaded } from './files.queries.js';
import type { PhotoFolder } from './photo-folder.js';
import { Photo, type PhotoId } from './photo.entity.js';
import type { SentPhoto } from './receive-photo.js';

/**
 * Writes down a picture whose files are in place under `name`. When this person's client id has one already, that one
 * counts and the new files go.
 */
export async function keepPhoto(
  works: Works,
  caller: Caller,
  folder: PhotoFolder,
  name: string,
  sent: SentPhoto,
  facts: PhotoFacts,
): Promise<Photo> {
  try {
    const kept = await works.write(caller, (work) => insertOrFind(work, photoOf(work, name, sent, facts)));
    if (kept.fileName !== name) await folder.remove(name);
    return kept;
  } catch (error) {
    await folder.remove(name);
    throw error;
  }
}

async function insertOrFind(work: Work, photo: Photo): Promise<Photo> {
  if (await insertPhoto(work, photo)) return photo;
  const first = await findUploaded(work, photo.uploadedBy, photo.clientId);
  if (!first) throw new Error('a picture that was in the way has gone');
  return first;
}

function photoOf(work: Work, fileName: string, sent: SentPhoto, facts: PhotoFacts): Photo {
  const degrees = (value: number | undefined): string | null => value?.toFixed(7) ?? null;
  return Object.assign(new Photo(), {
    id: newId<PhotoId>(),
    clientId: sent.clientId,
    uploadedBy: work.caller.id,
    uploadedAt: work.now,
    subject: null,
    attachedAt: null,
    sha256: sent.sha256,
    source: sent.source,
    takenAt: sent.takenAt,
    width: facts.width,
    height: facts.height,
    fileName,
    perceptualHash: facts.perceptualHash,
    exifTakenAt: facts.exifTakenAt === null ? null : new Date(facts.exifTakenAt),
    exifLng: degrees(facts.exifPoint?.lng),
    exifLat: degrees(facts.exifPoint?.lat),
    originalRemovedAt: null,
  } satisfies Photo);
}
