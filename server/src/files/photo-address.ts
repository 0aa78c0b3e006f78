import { createHmac, timingSafeEqual } from 'node:crypto';
import type { PhotoSize } from './photo-folder.js';

const fiveMinutes = 300;

/**
 * Address of a picture that ends between five and ten minutes after `now` (real time). It stays the same for five minutes, so
 * that a list drawn again is not loaded again.
 */
export function photoAddress(key: Buffer, id: string, size: PhotoSize, now: Date): string {
  const until = (Math.floor(now.getTime() / 1000 / fiveMinutes) + 2) * fiveMinutes;
  const path = size === 'large' ? `/api/photos/${id}` : `/api/photos/${id}/small`;
  return `${path}?until=${until}&seal=${sealOf(key, id, size, until)}`;
}

/** Seconds for which an address is still good; 0 when it has ended or was not made with this key. */
export function secondsLeft(
  key: Buffer,
  id: string,
  size: PhotoSize,
  { until, seal }: { until?: string; seal?: string },
  now: Date,
): number {
  if (!until || !seal || !/^\d{1,12}$/.test(until)) return 0;
  const expected = Buffer.from(sealOf(key, id, size, Number(until)));
  const given = Buffer.from(seal);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return 0;
  return Math.max(0, Math.floor(Number(until) - now.getTime() / 1000));
}

function sealOf(key: Buffer, id: string, size: PhotoSize, until: number): string {
  return createHmac('sha256', key).update(`photo address\n${id}\n${size}\n${until}`).digest('base64url').slice(0, 32);
}
