import { photoFault, ulid } from './photos.js';

const bytes = (value: number) => new Uint8Array(10).fill(value);

describe('the id of a picture', () => {
  it('is a ULID: 26 characters of Crockford’s alphabet', () => {
    expect(ulid(1_700_000_000_000, bytes(0xab))).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
  });
  it.each([
    [0, 0, '00000000000000000000000000'],
    [2 ** 48 - 1, 255, '7ZZZZZZZZZZZZZZZZZZZZZZZZZ'],
    [1_469_918_176_385, 0, '01ARYZ6S410000000000000000'],
  ])('of %d ms is written as the specification has it', (now, chance, written) => {
    expect(ulid(now, bytes(chance))).toBe(written);
  });
  it('sorts by time', () => {
    expect(ulid(1000, bytes(255)) < ulid(1001, bytes(0))).toBe(true);
  });
});

describe('a picture that is not even sent', () => {
  it.each([
    ['a drawing', 'image/svg+xml', 100, 'type'],
    ['a document', 'application/pdf', 100, 'type'],
    ['more than 10 MB', 'image/jpeg', 10_000_001, 'size'],
    ['10 MB are sent', 'image/png', 10_000_000, null],
  ])('%s', (_, type, size, fault) => {
    expect(photoFault({ type, size })).toBe(fault);
  });
});
