import { RateLimit } from './rate-limit.js';

const at = (seconds: number) => new Date(seconds * 1000);

describe('so many in so much time', () => {
  it('the one too many waits until the time is over, and others are not kept waiting', () => {
    const limit = new RateLimit(2, 60);
    expect([
      limit.secondsToWait('a', at(0)),
      limit.secondsToWait('a', at(10)),
      limit.secondsToWait('a', at(20)),
    ]).toEqual([0, 0, 40]);
    expect(limit.secondsToWait('b', at(20))).toBe(0);
    expect(limit.secondsToWait('a', at(60))).toBe(0);
  });

  it('asking while waiting does not make the wait longer', () => {
    const limit = new RateLimit(1, 60);
    limit.secondsToWait('a', at(0));
    for (let second = 1; second < 60; second++) expect(limit.secondsToWait('a', at(second))).toBe(60 - second);
    expect(limit.secondsToWait('a', at(60))).toBe(0);
  });

  it('a flood of names does not grow without bound, and forgets the oldest first', () => {
    const limit = new RateLimit(1, 60, 3);
    for (const key of ['a', 'b', 'c', 'd']) limit.secondsToWait(key, at(0));
    expect(limit.secondsToWait('d', at(1))).toBe(59);
    expect(limit.secondsToWait('a', at(1))).toBe(0);
  });
});
