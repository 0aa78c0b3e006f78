import type { PhotoReceipt } from '@minsheng/contracts';

import { uploadForm } from './request.js';

/** As many as one form takes; bytes a picture may have. The server judges again. */
export const photoLimits = { most: 9, bytes: 10_000_000, types: ['image/jpeg', 'image/png', 'image/webp'] } as const;

/** Why a file is not even sent. */
export type PhotoFault = 'type' | 'size';

export function photoFault({ type, size }: Pick<File, 'type' | 'size'>): PhotoFault | null {
  if (!photoLimits.types.some((allowed) => allowed === type)) return 'type';
  return size > photoLimits.bytes ? 'size' : null;
}

/** Crockford's alphabet: no I, L, O, U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** ULID: 48 bits of time in milliseconds and 80 bits of chance, 26 characters. `chance`: 10 bytes. */
export function ulid(now: number, chance: Uint8Array): string {
  let bits = BigInt(now);
  for (const byte of chance.subarray(0, 10)) bits = (bits << 8n) | BigInt(byte);
  let written = '';
  for (let place = 0; place < 26; place += 1) {
    written = (alphabet[Number(bits & 31n)] ?? '') + written;
    bits >>= 5n;
  }
  return written;
}

/** A picture with what is sent about it. The same `clientId` again is answered with the first receipt. */
export interface Picture {
  clientId: string;
  file: File;
}

export function pictureOf(file: File): Picture {
  return { clientId: ulid(Date.now(), crypto.getRandomValues(new Uint8Array(10))), file };
}

async function sha256(file: File): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * At a desk a picture comes from a file: its age is that of the file. `ahead`: milliseconds that the business clock is
 * ahead of this machine's, whose clock may be wrong or, in a demonstration, on another day.
 */
export async function uploadPhoto({ clientId, file }: Picture, ahead: number): Promise<PhotoReceipt> {
  const form = new FormData();
  form.append('clientId', clientId);
  form.append('sha256', await sha256(file));
  form.append('source', 'ALBUM');
  form.append('takenAt', new Date(file.lastModified + ahead).toISOString());
  form.append('photo', file);
  return uploadForm<PhotoReceipt>('/api/photos', form);
}
