import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

const inflate = promisify(inflateRaw);

/**
 * Unpacks a ZIP and returns its parts, or null when it is damaged or would unpack to more than `limit` bytes. A file of
 * 5 MB can claim, and hold, gigabytes: this is asked before anything else opens it. Parts must follow one another
 * without a gap, so that a reader of the stream sees the same parts as a reader of the directory.
 */
export async function unpackedWithin(bytes: Buffer, limit: number): Promise<Map<string, Buffer> | null> {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 22 > bytes.length) return null;
  const count = bytes.readUInt16LE(end + 10);
  const directory = bytes.readUInt32LE(end + 16);
  const parts = new Map<string, Buffer>();
  let total = 0;
  let expected = 0;
  try {
    for (let index = 0, at = directory; index < count; index++) {
      if (bytes.readUInt32BE(at) !== 0x504b0102) return null;
      const flags = bytes.readUInt16LE(at + 8);
      const method = bytes.readUInt16LE(at + 10);
      const packed = bytes.readUInt32LE(at + 20);
      const claimed = bytes.readUInt32LE(at + 24);
      const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
        bytes.readUInt16LE(at + offset),
      ) as [number, number, number];
      const local = bytes.readUInt32LE(at + 42);
      const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
      at += 46 + nameLength + extraLength + commentLength;

      if (local !== expected || bytes.readUInt32BE(local) !== 0x504b0304 || (flags & 1) !== 0) return null;
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const content = bytes.subarray(start, start + packed);
      if (content.length !== packed || total + claimed > limit) return null;
      const unpacked =
        method === 0 ? content : method === 8 ? await inflate(content, { maxOutputLength: limit - total + 1 }) : null;
      if (!unpacked || unpacked.length !== claimed || parts.has(name)) return null;
      total += unpacked.length;
      parts.set(name, unpacked);
      // Bit 3: sizes follow the content in a descriptor of 12 bytes, or 16 with its signature.
      expected = start + packed;
      if ((flags & 8) !== 0) expected += bytes.readUInt32BE(expected) === 0x504b0708 ? 16 : 12;
    }
    return expected === directory ? parts : null;
  } catch {
    return null;
  }
}
