import { afterRefusal, secondsLocked, type Attempts } from './lockout.js';

const now = new Date('2026-03-01T01:00:00Z');
const refusedTimes = (times: number): Attempts =>
  Array.from({ length: times }).reduce<Attempts>((attempts) => afterRefusal(attempts, now), {
    failedAttempts: 0,
    lockedUntil: null,
  });

describe('refused sign-ins lock the name, longer each time', () => {
  it.each([
    [0, 0],
    [4, 0],
    [5, 60],
    [6, 120],
    [7, 240],
    [10, 1920],
    [11, 3600],
    [500, 3600],
  ])('after %i refusals it is locked for %i seconds', (times, seconds) => {
    expect(secondsLocked(refusedTimes(times), now)).toBe(seconds);
  });

  it('the lock ends by itself, and a part of a second counts as one', () => {
    const locked = refusedTimes(5);
    expect(secondsLocked(locked, new Date(now.getTime() + 59_001))).toBe(1);
    expect(secondsLocked(locked, new Date(now.getTime() + 60_000))).toBe(0);
  });
});
