import { type PictureKind, pictureKind } from './picture-kind.js';

describe('what a file is, by its first bytes', () => {
  it.each<[string, string, PictureKind]>([
    ['a JPEG', 'ffd8ffe000104a4649460001', 'jpeg'],
    ['a PNG', '89504e470d0a1a0a0000000d', 'png'],
    ['a WebP', '52494646aabbccdd57454250', 'webp'],
    ['a sound in the same container', '52494646aabbccdd57415645', 'other'],
    ['an iPhone’s HEIC', '000000186674797068656963', 'heic'],
    ['a film in the same container', '000000186674797069736f6d', 'other'],
    ['an SVG', Buffer.from('<svg xmlns="').toString('hex'), 'other'],
    ['two bytes', 'ffd8', 'other'],
    ['nothing', '', 'other'],
  ])('%s', (_what, hex, kind) => {
    expect(pictureKind(Buffer.from(hex, 'hex'))).toBe(kind);
  });
});
