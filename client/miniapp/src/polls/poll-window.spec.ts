import type { OpenPoll } from '@minsheng/contracts';
import { clockNow, standingOf, windowDays } from './poll-window.js';

/** 11 to 20 October in Shanghai. */
const poll = { opensAt: '2026-10-10T16:00:00.000Z', closesAt: '2026-10-20T16:00:00.000Z', isPaused: false } as OpenPoll;

describe('where a poll stands', () => {
  it.each([
    ['2026-10-10T15:59:59.999Z', false, 'before'],
    ['2026-10-10T16:00:00.000Z', false, 'open'],
    ['2026-10-20T15:59:59.999Z', false, 'open'],
    ['2026-10-20T16:00:00.000Z', false, 'over'],
    ['2026-10-16T06:32:00.000Z', true, 'paused'],
    ['2026-10-21T00:00:00.000Z', true, 'over'],
  ])('at %s (paused: %s) it is %s', (now, isPaused, standing) => {
    expect(standingOf({ ...poll, isPaused }, now)).toBe(standing);
  });
});

describe('the days of a window', () => {
  it('are drawn one by one, today apart, the last midnight not counted', () => {
    const { days, daysLeft } = windowDays(poll, '2026-10-16T06:32:00.000Z');
    expect(days.join(' ')).toBe('past past past past past today ahead ahead ahead ahead');
    expect(daysLeft).toBe(4);
  });

  it.each([
    ['2026-10-20T15:59:00.000Z', 0],
    ['2026-10-20T16:00:00.000Z', null],
    ['2026-10-10T15:00:00.000Z', null],
  ])('at %s leave %s', (now, left) => {
    expect(windowDays(poll, now).daysLeft).toBe(left);
  });

  it('run over the end of a month and a year', () => {
    const over = windowDays(
      { opensAt: '2026-12-29T16:00:00Z', closesAt: '2027-01-02T16:00:00Z' },
      '2027-01-01T04:00:00Z',
    );
    expect(over.days).toEqual(['past', 'past', 'today', 'ahead']);
  });
});

describe('the business clock on a phone without network', () => {
  it('goes on from what the server said, and never back', () => {
    expect(clockNow('2026-10-16T00:00:00.000Z', '2026-11-22T08:00:00.000Z', Date.parse('2026-11-22T09:30:00Z'))).toBe(
      '2026-10-16T01:30:00.000Z',
    );
    expect(clockNow('2026-10-16T00:00:00.000Z', '2026-11-22T08:00:00.000Z', 0)).toBe('2026-10-16T00:00:00.000Z');
  });
});
