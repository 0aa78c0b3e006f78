import { ulid } from './ulid.js';

describe('an answer’s id', () => {
  it('is 26 characters of Crockford’s base 32', () => {
    expect(ulid(Date.parse('2026-11-22T00:00:00Z'), Math.random)).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
  });

  it('carries its time first: the reference value of the ULID specification', () => {
    expect(ulid(1469918176385, () => 0)).toBe('01ARYZ6S410000000000000000');
  });

  it('sorts by time whatever chance says', () => {
    expect(ulid(1000, () => 0.99) < ulid(1001, () => 0)).toBe(true);
  });

  it('differs within one millisecond', () => {
    expect(new Set(Array.from({ length: 100 }, () => ulid(1000, Math.random))).size).toBe(100);
  });
});
