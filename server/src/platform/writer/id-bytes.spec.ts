import fc from 'fast-check';
import { newId } from '../ids.js';
import { idBytes, idText, ulidPattern } from './id-bytes.js';

describe('a ULID in 16 bytes', () => {
  it.each([
    ['00000000000000000000000000', '00'.repeat(16)],
    ['7ZZZZZZZZZZZZZZZZZZZZZZZZZ', 'ff'.repeat(16)],
    // https://github.com/ulid/spec: the time part is the first 48 bits. 1469918176385 ms = 0x01563DF36481.
    ['01ARYZ6S410000000000000000', `01563df36481${'00'.repeat(10)}`],
  ])('%s is %s', (ulid, hex) => {
    expect(idBytes(ulid).toString('hex')).toBe(hex);
    expect(idText(Buffer.from(hex, 'hex'))).toBe(ulid);
  });

  it('comes back as it was, both ways, and sorts as its text does', () => {
    const sixteen = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(sixteen, sixteen, (a, b) => {
        expect(idBytes(idText(a)).equals(Buffer.from(a))).toBe(true);
        expect(Math.sign(Buffer.compare(a, b))).toBe(idText(a) < idText(b) ? -1 : idText(a) > idText(b) ? 1 : 0);
      }),
    );
    const id = newId();
    expect(idText(idBytes(id))).toBe(id);
  });

  it.each([
    '',
    '01ARYZ6S41',
    '8ZZZZZZZZZZZZZZZZZZZZZZZZZ',
    '01ARYZ6S41000000000000000U',
    '01aryz6s410000000000000000',
    '01ARYZ6S4100000000000000民0',
  ])('is not 「%s」', (text) => {
    expect(() => idBytes(text)).toThrow(RangeError);
    expect(new RegExp(ulidPattern).test(text)).toBe(false);
  });
});
