import { isZone, readLocalTime, Zone } from './zoned-time.js';

describe('a time is read', () => {
  it.each<[string, string | null]>([
    ['3/9/2025 1:36', '2025-3-9 1:36:0'],
    ['03/09/2025 01:36:05 AM', '2025-3-9 1:36:5'],
    ['12/31/2024 12:05:00 AM', '2024-12-31 0:5:0'],
    ['12/31/2024 12:05:00 PM', '2024-12-31 12:5:0'],
    ['12/31/2024 11:05 pm', '2024-12-31 23:5:0'],
    ['2025-03-09 01:36', '2025-3-9 1:36:0'],
    ['2025-03-09T01:36:00.000', '2025-3-9 1:36:0'],
    ['2025-03-09', '2025-3-9 0:0:0'],
    ['2/29/2024 1:00', '2024-2-29 1:0:0'],
    ['2/29/2025 1:00', null],
    ['13/9/2025 1:36', null],
    ['3/9/2025 24:00', null],
    ['3/9/2025 1:60', null],
    ['3/9/2025 13:00 PM', null],
    ['3/9/2025 0:30 AM', null],
    ['yesterday', null],
    ['', null],
    ['3/9/25 1:36', null],
  ])('%j', (text, read) => {
    const time = readLocalTime(text);
    expect(time && `${time.year}-${time.month}-${time.day} ${time.hour}:${time.minute}:${time.second}`).toBe(read);
  });
});

describe('a time of a zone becomes an instant', () => {
  it.each<[string, string, string, string[]]>([
    ['in winter', 'America/New_York', '2025-01-15 12:00', ['2025-01-15T17:00:00.000Z']],
    ['in summer', 'America/New_York', '2025-07-15 12:00', ['2025-07-15T16:00:00.000Z']],
    ['just before the clocks are put forward', 'America/New_York', '2025-03-09 01:59', ['2025-03-09T06:59:00.000Z']],
    ['none while they are', 'America/New_York', '2025-03-09 02:30', []],
    ['just after', 'America/New_York', '2025-03-09 03:00', ['2025-03-09T07:00:00.000Z']],
    [
      'two where they are put back, the earlier first',
      'America/New_York',
      '2025-11-02 01:30',
      ['2025-11-02T05:30:00.000Z', '2025-11-02T06:30:00.000Z'],
    ],
    ['in Shanghai', 'Asia/Shanghai', '2025-11-02 01:30', ['2025-11-01T17:30:00.000Z']],
    ['in Shanghai’s summer time of 1988', 'Asia/Shanghai', '1988-07-01 12:00', ['1988-07-01T03:00:00.000Z']],
    ['in a zone of three quarters of an hour', 'Asia/Kathmandu', '2025-11-02 01:30', ['2025-11-01T19:45:00.000Z']],
    ['in a zone that skips half an hour', 'Australia/Lord_Howe', '2025-10-05 02:15', []],
    ['in UTC', 'UTC', '2025-03-09 02:30', ['2025-03-09T02:30:00.000Z']],
  ])('%s: %s %s', (_rule, zone, text, expected) => {
    const time = readLocalTime(text);
    if (!time) throw new Error(text);
    expect(new Zone(zone).instantsOf(time).map((instant) => instant.toISOString())).toEqual(expected);
  });

  it.each([
    ['America/New_York', true],
    ['Mars/Olympus', false],
    ['+08:00', false],
    ['', false],
  ])('%j is a zone: %p', (name, is) => expect(isZone(name)).toBe(is));
});
