import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { type Caller, type Works } from '../platform/index.js';
import { keepPhoto } from './keep-photo.js';
import { PhotoFolder } from './photo-folder.js';

/** A picture of the demonstration, with everything that the photo process would have found out. */
export interface ShippedPhoto {
  /** ULID. */
  clientId: string;
  large: Buffer;
  small: Buffer;
  width: number;
  height: number;
  perceptualHash: string;
  takenAt: Date;
}

/**
 * Keeps a picture that ships with the server and needs no examination. It belongs to `caller`.
 * @returns its id
 */
export async function keepShippedPhoto(
  works: Works,
  caller: Caller,
  folder: PhotoFolder,
  { clientId, large, small, width, height, perceptualHash, takenAt }: ShippedPhoto,
): Promise<string> {
  const name = PhotoFolder.newName();
  const draft = await folder.draft(name);
  await Promise.all([
    writeFile(draft.original, large, { flag: 'wx' }),
    writeFile(draft.large, large, { flag: 'wx' }),
    writeFile(draft.small, small, { flag: 'wx' }),
  ]);
  await folder.place(name, draft);
  const sha256 = createHash('sha256').update(large).digest('hex');
  const sent = { clientId, sha256, source: 'CAMERA' as const, takenAt };
  const facts = { width, height, perceptualHash, exifTakenAt: null, exifPoint: null };
  return (await keepPhoto(works, caller, folder, name, sent, facts)).id;
}
