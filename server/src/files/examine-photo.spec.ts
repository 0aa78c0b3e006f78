import { instantOf } from './examine-photo.js';

describe('the time that a camera wrote', () => {
  it.each<[string, unknown, unknown, string | null]>([
    ['is China’s when it names no offset', '2026:10:21 17:30:05', undefined, '2026-10-21T09:30:05.000Z'],
    ['is in the offset that it names', '2026:10:21 17:30:05', '+09:00', '2026-10-21T08:30:05.000Z'],
    ['with an odd offset is China’s', '2026:10:21 17:30:05', 'Z+8', '2026-10-21T09:30:05.000Z'],
    ['of a camera whose clock was never set is none', '0000:00:00 00:00:00', undefined, null],
    ['may be anything', { now: true }, undefined, null],
  ])('%s', (_what, written, offset, expected) => {
    expect(instantOf(written, offset)).toBe(expected);
  });
});
