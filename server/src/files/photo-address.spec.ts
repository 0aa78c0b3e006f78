import { photoAddress, secondsLeft } from './photo-address.js';

const key = Buffer.alloc(32, 7);
const now = new Date('2026-10-22T02:01:00.000Z');
const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const partsOf = (address: string) => Object.fromEntries(new URL(address, 'http://x').searchParams);

describe('the address of a picture', () => {
  const large = partsOf(photoAddress(key, id, 'large', now));

  it('is good for five to ten minutes', () => {
    expect(secondsLeft(key, id, 'large', large, now)).toBe(540);
    expect(secondsLeft(key, id, 'large', large, new Date(now.getTime() + 539_000))).toBe(1);
    expect(secondsLeft(key, id, 'large', large, new Date(now.getTime() + 540_000))).toBe(0);
  });

  it.each<[string, () => number]>([
    ['another size', () => secondsLeft(key, id, 'small', large, now)],
    ['another picture', () => secondsLeft(key, '01ARZ3NDEKTSV4RRFFQ69G5FAW', 'large', large, now)],
    ['another key', () => secondsLeft(Buffer.alloc(32, 8), id, 'large', large, now)],
    ['a later end', () => secondsLeft(key, id, 'large', { ...large, until: String(Number(large.until) + 1) }, now)],
    ['no seal', () => secondsLeft(key, id, 'large', { until: large.until! }, now)],
    ['an end that is no number', () => secondsLeft(key, id, 'large', { ...large, until: '1e9' }, now)],
  ])('is good for nothing with %s', (_what, seconds) => {
    expect(seconds()).toBe(0);
  });
});
