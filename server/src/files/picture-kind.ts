/** What the first bytes of a file say it is. HEIC is named, since phones send it and it is refused. */
export type PictureKind = 'jpeg' | 'png' | 'webp' | 'heic' | 'other';

/** Bytes that `pictureKind` looks at. */
export const kindBytes = 12;

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const heicBrands = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1', 'avif']);

export function pictureKind(first: Buffer): PictureKind {
  if (first.length >= 3 && first[0] === 0xff && first[1] === 0xd8 && first[2] === 0xff) return 'jpeg';
  if (first.subarray(0, png.length).equals(png)) return 'png';
  const text = first.subarray(0, kindBytes).toString('latin1');
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp';
  if (text.slice(4, 8) === 'ftyp' && heicBrands.has(text.slice(8, 12))) return 'heic';
  return 'other';
}
