import {
  counted,
  countedUnits,
  daysInWords,
  fileSize,
  listed,
  momentInFigures,
  momentInWords,
  shortHash,
  stampDate,
} from './format.js';

describe('instants are shown in Shanghai time', () => {
  it.each([
    [
      '2026-10-25T01:00:00.000Z',
      '2026 年 10 月 25 日（周日）09:00',
      'Sun 25 Oct 2026, 09:00',
      '2026-10-25 09:00',
      '2026.10.25',
    ],
    [
      '2026-12-31T16:30:00Z',
      '2027 年 1 月 1 日（周五）00:30',
      'Fri 1 Jan 2027, 00:30',
      '2027-01-01 00:30',
      '2027.01.01',
    ],
  ])('%s', (instant, zh, en, figures, stamp) => {
    expect([
      momentInWords(instant, 'zh-CN'),
      momentInWords(instant, 'en'),
      momentInFigures(instant),
      stampDate(instant),
    ]).toEqual([zh, en, figures, stamp]);
  });

  it('a text that is no instant is refused', () => {
    expect(() => momentInFigures('soon')).toThrow(RangeError);
  });
});

describe('days of fieldwork', () => {
  it.each([
    ['2026-10-11', '2026-10-20', '2026 年 10 月 11–20 日', '11–20 Oct 2026'],
    ['2026-10-25', '2026-11-02', '2026 年 10 月 25 日 – 11 月 2 日', '25 Oct – 2 Nov 2026'],
    ['2026-12-30', '2027-01-04', '2026 年 12 月 30 日 – 2027 年 1 月 4 日', '30 Dec 2026 – 4 Jan 2027'],
  ])('%s to %s', (from, to, zh, en) => {
    expect([daysInWords(from, to, 'zh-CN'), daysInWords(from, to, 'en')]).toEqual([zh, en]);
  });
});

describe('counts and names', () => {
  it('two things are 两, not 二', () => {
    expect([1, 2, 10, 12, 22].map((count) => counted(count, 'zh-CN'))).toEqual(['一', '两', '十', '十二', '二十二']);
  });
  it('one unit is no units', () => {
    expect([1, 2, 15].map((count) => countedUnits(count, 'en'))).toEqual(['one unit', 'two units', '15 units']);
  });
  it('names stand in a row as each language does it', () => {
    const names = ['甲', '乙', '丙'].map((zh, index) => ({ zh, en: 'ABC'.charAt(index) }));
    expect([listed(names, 'zh-CN'), listed(names, 'en'), listed(names.slice(0, 1), 'en')]).toEqual([
      '甲、乙、丙',
      'A, B and C',
      'A',
    ]);
  });
  it('sizes are told in the unit that suits', () => {
    expect([12, 9216, 1258291].map(fileSize)).toEqual(['12 B', '9 KB', '1.2 MB']);
  });
  it('a hash is shown by its first and last four', () => {
    expect(shortHash('3f9a71d05be2c41e')).toBe('3f9a…c41e');
  });
});
