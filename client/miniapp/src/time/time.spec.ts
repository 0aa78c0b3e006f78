import { periodText } from './period.js';
import { dateText, dayRangeText, dayText, momentText, shortMoment, wallClock } from './shanghai.js';
import { timeLeft } from './time-left.js';

describe('times as the city’s clocks show them', () => {
  it.each([
    ['2026-10-25T01:00:00Z', { year: 2026, month: 10, day: 25, weekday: 0, time: '09:00' }],
    ['2026-12-31T16:00:00Z', { year: 2027, month: 1, day: 1, weekday: 5, time: '00:00' }],
    ['2026-12-31T15:59:59Z', { year: 2026, month: 12, day: 31, weekday: 4, time: '23:59' }],
    ['2028-02-28T16:30:00Z', { year: 2028, month: 2, day: 29, weekday: 2, time: '00:30' }],
  ])('%s is eight hours later in Shanghai', (instant, expected) => {
    expect(wallClock(instant)).toEqual(expected);
  });

  const now = '2026-10-16T06:32:00Z';
  it('are written with weekday and time', () => {
    expect(momentText('2026-10-25T01:00:00Z', 'zh-CN', now)).toBe('10 月 25 日（周日）09:00');
    expect(momentText('2026-10-25T01:00:00Z', 'en', now)).toBe('Sunday 25 Oct, 09:00');
  });

  it('name the year only when it is another one', () => {
    expect(dayText('2027-02-25T01:00:00Z', 'zh-CN', now)).toBe('2027 年 2 月 25 日');
    expect(dayText('2026-12-31T16:00:00Z', 'en', now)).toBe('1 Jan 2027');
  });

  it('leave a bare date on its day, wherever the phone is', () => {
    expect(dateText('2026-10-11', 'zh-CN', now)).toBe('10 月 11 日');
  });
});

describe('the time left', () => {
  const until = '2026-10-25T01:00:00Z';
  it.each([
    ['2026-10-16T01:00:00Z', '还有 9 天', '9 days left'],
    ['2026-10-16T01:00:01Z', '还有 8 天', '8 days left'],
    ['2026-10-22T01:00:00Z', '还有 3 天', '3 days left'],
    ['2026-10-23T02:00:00Z', '还有 1 天 23 时', '1 day 23 h left'],
    ['2026-10-23T01:00:00Z', '还有 2 天', '2 days left'],
    ['2026-10-24T21:32:00Z', '还有 3 时 28 分', '3 h 28 min left'],
    ['2026-10-25T00:30:00Z', '还有 30 分', '30 min left'],
    ['2026-10-25T00:59:30Z', '就快到了', 'any moment now'],
  ])('at %s is “%s”', (now, chinese, english) => {
    expect(timeLeft(now, until, 'zh-CN')).toBe(chinese);
    expect(timeLeft(now, until, 'en')).toBe(english);
  });

  it.each(['2026-10-25T01:00:00Z', '2026-10-26T00:00:00Z'])('is over at %s', (now) => {
    expect(timeLeft(now, until, 'zh-CN')).toBeNull();
  });
});

describe('ranges and periods in words', () => {
  const now = '2026-10-16T06:32:00.000Z';

  it.each([
    ['2026-10-10T16:00:00Z', '2026-10-20T15:59:59Z', '10 月 11–20 日', '11–20 Oct'],
    ['2026-10-27T16:00:00Z', '2026-11-06T15:59:59Z', '10 月 28 日–11 月 6 日', '28 Oct–6 Nov'],
    ['2026-12-28T16:00:00Z', '2027-01-02T15:59:59Z', '12 月 29 日–2027 年 1 月 2 日', '29 Dec–2 Jan 2027'],
    ['2026-10-16T02:00:00Z', '2026-10-16T12:00:00Z', '10 月 16 日', '16 Oct'],
  ])('%s to %s is %s', (first, last, zh, en) => {
    expect(dayRangeText(first, last, 'zh-CN', now)).toBe(zh);
    expect(dayRangeText(first, last, 'en', now)).toBe(en);
  });

  it.each([
    ['2026-B5', '2026 年第 5 期', '2026, period 5'],
    ['2026-W41', '2026-W41', '2026-W41'],
  ])('the period %s is %s', (key, zh, en) => {
    expect(periodText(key, 'zh-CN')).toBe(zh);
    expect(periodText(key, 'en')).toBe(en);
  });

  it.each([
    ['2026-10-15T04:22:00Z', '10-15 12:22'],
    ['2026-12-31T16:05:00Z', '01-01 00:05'],
  ])('in a column %s is %s', (instant, expected) => {
    expect(shortMoment(instant)).toBe(expected);
  });
});
