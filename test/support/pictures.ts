import { createHash, randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { newId } from '../../server/src/platform/index.js';

/** A scene with something to tell left from right and top from bottom. */
export async function jpeg(width = 640, height = 480, seed = 0): Promise<Buffer> {
  const scene = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="#dfe8f0"/><rect y="70%" width="100%" height="30%" fill="#8a8f98"/>
    <circle cx="${15 + seed * 7}%" cy="20%" r="${Math.round(height / 10)}" fill="#c8321e"/></svg>`;
  return sharp(Buffer.from(scene)).jpeg({ quality: 85 }).toBuffer();
}

/** What a phone writes into a picture: turned by 90°, when and where it was taken, and whose phone it was. */
export async function jpegWithCameraFacts(marker: string): Promise<Buffer> {
  return sharp(await jpeg())
    .withExif({
      IFD0: { Orientation: '6', Artist: marker, Make: marker },
      IFD2: { DateTimeOriginal: '2026:10:21 17:30:05', OffsetTimeOriginal: '+08:00' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '32/1 3/1 37080/1000',
        GPSLongitudeRef: 'E',
        GPSLongitude: '118/1 47/1 48840/1000',
      },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();
}

/** A PNG whose head declares so many pixels and whose body holds next to none. */
export function bombPng(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(1_000_000));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

export interface Form {
  payload: Buffer;
  headers: Record<string, string>;
}

/** A multipart body: the fields, then the file. */
export function formOf(fields: Record<string, string>, name: string, file: Buffer, filename = 'photo.jpg'): Form {
  const boundary = `----${randomBytes(12).toString('hex')}`;
  const parts = Object.entries(fields).map(
    ([field, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="${name}"; filename="${filename}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return {
    payload: Buffer.concat([Buffer.from(parts.join('') + head), file, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

/** The upload of a picture, as phone and console send it. */
export function photoForm(bytes: Buffer, fields: Record<string, string> = {}): Form {
  return formOf(
    {
      clientId: newId(),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      source: 'CAMERA',
      takenAt: '2026-10-22T02:00:00.000Z',
      ...fields,
    },
    'photo',
    bytes,
  );
}
