import {
  countText,
  dateText,
  daysBetween,
  halfUp,
  listText,
  momentText,
  percentText,
  periodText,
  rankText,
  scientificText,
  shanghaiField,
  shanghaiInstant,
  shortHash,
  shortMomentText,
  stampText,
  waitText,
} from './format.js';

describe('times are the city’s, not the reader’s machine’s', () => {
  it.each([
    ['2026-10-25T01:00:00Z', '10 月 25 日（周日）09:00', 'Sun 25 Oct 09:00', '2026-10-25 09:00'],
    ['2026-10-24T16:30:00Z', '10 月 25 日（周日）00:30', 'Sun 25 Oct 00:30', '2026-10-25 00:30'],
    ['2025-12-31T16:00:00Z', '1 月 1 日（周四）00:00', 'Thu 1 Jan 00:00', '2026-01-01 00:00'],
  ])('%s', (instant, zh, en, stamp) => {
    expect(momentText(instant, 'zh-CN')).toBe(zh);
    expect(momentText(instant, 'en')).toBe(en);
    expect(stampText(instant)).toBe(stamp);
  });

  it('a date carries its year and weekday', () => {
    expect(dateText('2026-02-21T16:00:00Z', 'zh-CN')).toBe('2026 年 2 月 22 日（周日）');
    expect(dateText('2026-02-21T16:00:00Z', 'en')).toBe('Sun 22 Feb 2026');
  });

  it.each([
    ['2026-10-25T09:00', '2026-10-25T01:00:00.000Z'],
    ['2026-01-01T00:00', '2025-12-31T16:00:00.000Z'],
    ['2026-13-01T00:00', null],
    ['tomorrow', null],
    ['', null],
  ])('a field that says %s is the instant %s', (local, instant) => {
    expect(shanghaiInstant(local)).toBe(instant);
    if (instant !== null) expect(shanghaiField(instant)).toBe(local);
  });

  it.each([
    ['2026-10-16T06:32:00Z', '2026-10-25T01:00:00Z', 9],
    ['2026-10-24T15:59:00Z', '2026-10-24T16:01:00Z', 1],
    ['2026-10-25T01:00:00Z', '2026-10-16T06:32:00Z', -9],
  ])('from %s to %s is %i calendar days', (from, to, days) => {
    expect(daysBetween(from, to)).toBe(days);
  });
});

describe('published numbers are rounded half-up on their written digits', () => {
  it.each<[string | number, number, string]>([
    ['77.95', 1, '78.0'],
    ['77.94', 1, '77.9'],
    ['1.005', 2, '1.01'],
    [1.005, 2, '1.01'],
    [0.285, 2, '0.29'],
    ['-0.25', 1, '-0.3'],
    ['-0.04', 1, '0.0'],
    ['99.96', 1, '100.0'],
    [0.5, 0, '1'],
    [1e-9, 2, '0.00'],
    ['100', 2, '100.00'],
    ['—', 2, '—'],
  ])('%s at %i places is %s', (value, places, expected) => {
    expect(halfUp(value, places)).toBe(expected);
  });

  it.each([
    [0, '0'],
    [0.0125, '0.0125'],
    [4.2e-7, '4.2 × 10⁻⁷'],
    [3.14e-13, '3.1 × 10⁻¹³'],
    [123456, '1.2 × 10⁵'],
  ])('%p is written %s', (value, expected) => {
    expect(scientificText(value)).toBe(expected);
  });

  it('a period of the calendar is said in words, another key stands as it is', () => {
    expect(periodText('2026-B5', 'zh-CN')).toBe('2026 年第 5 期');
    expect(periodText('2026-B12', 'en')).toBe('2026, period 12');
    expect(periodText('2026-H1', 'zh-CN')).toBe('2026-H1');
  });

  it('counts, shares, ranks, hashes and waits have one form', () => {
    expect([countText(1806), countText(999), countText(1234567)]).toEqual(['1,806', '999', '1,234,567']);
    expect([percentText(0.465), percentText(0.285), percentText(0.415, 1)]).toEqual(['47%', '29%', '41.5%']);
    expect([rankText([1, 3], 'zh-CN'), rankText([6, 6], 'zh-CN'), rankText([1, 3], 'en')]).toEqual([
      '第 1–3 名',
      '第 6 名',
      '1–3',
    ]);
    expect(shortHash('3f9a8c41'.repeat(8))).toBe('3f9a…8c41');
    expect(waitText(65)).toBe('1:05');
    expect([listText(['甲', '乙'], 'zh-CN'), listText(['A', 'B'], 'en'), listText([], 'en')]).toEqual([
      '甲、乙',
      'A, B',
      '',
    ]);
  });

  it.each([
    ['2026-10-16T06:32:00Z', '14:32'],
    ['2026-10-15T06:32:00Z', '10-15 14:32'],
    ['2026-10-15T16:30:00Z', '00:30'],
  ])('a moment near %s is written as short as it can be', (instant, written) => {
    expect(shortMomentText(instant, '2026-10-16T12:00:00Z')).toBe(written);
  });
});
