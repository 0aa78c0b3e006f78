import exifr from 'exifr';
import sharp, { type SharpOptions } from 'sharp';

/** Why a picture is not taken. */
export type PhotoRefusal = 'not-a-picture' | 'more-than-a-picture' | 'too-many-pixels' | 'damaged';

export interface PhotoFacts {
  width: number;
  height: number;
  /** 64 bits, hex. */
  perceptualHash: string;
  /** ISO 8601. */
  exifTakenAt: string | null;
  /** WGS 84, degrees. */
  exifPoint: { lng: number; lat: number } | null;
}

export interface ExaminedPhoto extends PhotoFacts {
  large: Buffer;
  small: Buffer;
}

/** Longest sides, in pixels. */
const largest = { large: 1600, small: 320 };
const formats: readonly string[] = ['jpeg', 'png', 'webp'];
const options: SharpOptions = { limitInputPixels: 50_000_000, sequentialRead: true };
/** Seconds for one pass over the pixels. */
const patience = { seconds: 15 };

/**
 * Reads what the camera wrote, then makes the picture anew from its pixels: upright, as sRGB JPEG, without any metadata,
 * profile, preview or trailing bytes.
 */
export async function examinePhoto(bytes: Buffer): Promise<ExaminedPhoto | { refused: PhotoRefusal }> {
  try {
    const { format, exif } = await sharp(bytes, options).metadata();
    if (!formats.includes(format ?? '')) return { refused: 'not-a-picture' };
    if (holdsForeignBytes(bytes)) return { refused: 'more-than-a-picture' };
    const large = await sharp(bytes, options)
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .resize({ width: largest.large, height: largest.large, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 80 })
      .timeout(patience)
      .toBuffer({ resolveWithObject: true });
    const small = await sharp(large.data)
      .resize({ width: largest.small, height: largest.small, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 72 })
      .toBuffer();
    return {
      large: large.data,
      small,
      width: large.info.width,
      height: large.info.height,
      perceptualHash: await differenceHash(small),
      ...(await cameraFacts(exif)),
    };
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    if (/pixel limit|exceeds.*limit|dimensions/i.test(said)) return { refused: 'too-many-pixels' };
    return { refused: /unsupported image format/i.test(said) ? 'not-a-picture' : 'damaged' };
  }
}

/**
 * What makes of a picture a page, a program or a document too (polyglot). Phones put moving pictures and notes of their own
 * behind a JPEG: those stay allowed, and nothing of them is in what is shown.
 */
const foreign = /<script|<html|<\?php|<iframe|%PDF-1/i;

function holdsForeignBytes(bytes: Buffer): boolean {
  return foreign.test(bytes.toString('latin1'));
}

/** A bit for each of 8 × 8 neighbours along the rows: is the left one brighter (difference hash, Krawetz 2013)? */
async function differenceHash(jpeg: Buffer): Promise<string> {
  const { data: grey } = await sharp(jpeg)
    .greyscale()
    .resize({ width: 9, height: 8, fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  let hash = 0n;
  for (let row = 0; row < 8; row++) {
    for (let column = 0; column < 8; column++) {
      const left = row * 9 + column;
      hash = (hash << 1n) | ((grey[left] as number) > (grey[left + 1] as number) ? 1n : 0n);
    }
  }
  return hash.toString(16).padStart(16, '0');
}

/** Nothing here may stop a picture: cameras write what they like. */
async function cameraFacts(exif: Buffer | undefined): Promise<Pick<PhotoFacts, 'exifTakenAt' | 'exifPoint'>> {
  if (!exif) return { exifTakenAt: null, exifPoint: null };
  const tiff = exif.subarray(0, 4).toString('latin1') === 'Exif' ? exif.subarray(6) : exif;
  const tags = (await exifr
    .parse(tiff, {
      tiff: true,
      gps: true,
      reviveValues: false,
      pick: [
        'DateTimeOriginal',
        'OffsetTimeOriginal',
        'GPSLatitude',
        'GPSLatitudeRef',
        'GPSLongitude',
        'GPSLongitudeRef',
      ],
    })
    .catch(() => undefined)) as
    | { DateTimeOriginal?: unknown; OffsetTimeOriginal?: unknown; latitude?: unknown; longitude?: unknown }
    | undefined;
  const { latitude: lat, longitude: lng } = tags ?? {};
  const isPoint =
    typeof lat === 'number' &&
    typeof lng === 'number' &&
    Math.abs(lat) <= 90 &&
    Math.abs(lng) <= 180 &&
    (lat !== 0 || lng !== 0);
  return {
    exifTakenAt: instantOf(tags?.DateTimeOriginal, tags?.OffsetTimeOriginal),
    exifPoint: isPoint ? { lng, lat } : null,
  };
}

/** `2026:04:12 09:30:00` as cameras write it, in China's time unless they name an offset. */
export function instantOf(written: unknown, offset: unknown): string | null {
  const parts = typeof written === 'string' ? /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(written) : null;
  if (!parts) return null;
  const zone = typeof offset === 'string' && /^[+-]\d\d:\d\d$/.test(offset) ? offset : '+08:00';
  const at = new Date(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}${zone}`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
