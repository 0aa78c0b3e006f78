import { createHash } from 'node:crypto';
import { sha256 } from './sha256.js';

describe('the name of a picture by its bytes', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('of “%s” is that of FIPS 180-4’s examples', (text, expected) => {
    expect(sha256(new TextEncoder().encode(text))).toBe(expected);
  });

  it('agrees with Node’s own at every length around the ends of a block, and for a long picture', () => {
    const bytes = Uint8Array.from({ length: 200_003 }, (_, index) => (index * 131 + (index >> 7)) % 256);
    for (const length of [...Array.from({ length: 140 }, (_, index) => index), bytes.length]) {
      const part = bytes.subarray(0, length);
      expect(sha256(part)).toBe(createHash('sha256').update(part).digest('hex'));
    }
  });
});
