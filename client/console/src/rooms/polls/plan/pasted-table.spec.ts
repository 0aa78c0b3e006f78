import { readShares, readSites, sumOfShares, writeShares, writeSites } from './pasted-table.js';

const named = (code: string, zh: string, en: string) => ({ code, name: { zh, en } });
const sexes = [named('male', '男', 'Male'), named('female', '女', 'Female')];
const areas = [named('LD', '澜东区', 'Landong'), named('LX', '澜西区', 'Lanxi')];

describe('population shares pasted from a table', () => {
  it.each([
    ['codes and tabs', 'male\t49.8\nfemale\t50.2'],
    ['names and commas', '男,49.8\n女，50.2'],
    ['per cent signs and empty lines', '\nMale\t49.8%\r\n\r\n女\t50.2 ％\n'],
  ])('may have %s', (_, text) => {
    const { rows, faults } = readShares(text, sexes);
    expect(faults).toEqual([]);
    expect(rows).toEqual([
      { code: 'male', share: 0.498 },
      { code: 'female', share: 0.502 },
    ]);
    expect(sumOfShares(rows)).toBe(100);
  });

  it.each([
    ['a level that is none', '男\t49.8\n中\t50.2', { line: 2, code: 'level', word: '中' }],
    ['a level given twice, once by its code', '男\t49.8\nmale\t50.2', { line: 2, code: 'twice', word: 'male' }],
    ['what is no number', '男\t多', { line: 1, code: 'share', word: '多' }],
    ['more than everybody', '男\t100.5', { line: 1, code: 'share', word: '100.5' }],
    ['a column too many', '\n男\t1\t2', { line: 2, code: 'columns', word: '男 1 2' }],
  ])('%s is refused with its line', (_, text, fault) => {
    expect(readShares(text, sexes).faults).toEqual([fault]);
  });

  it('what is stored comes out as it went in', () => {
    const levels = [
      { code: 'male', share: 0.498 },
      { code: 'female', share: 0.502 },
    ];
    expect(readShares(writeShares(levels), sexes).rows).toEqual(levels);
  });

  it('thirds add up to what is written, not to what binary makes of them', () => {
    expect(sumOfShares(readShares('男\t33.3\n女\t66.7', sexes).rows)).toBe(100);
    expect(sumOfShares(readShares('男\t33.3\n女\t66.6', sexes).rows)).toBe(99.9);
  });
});

describe('sites pasted from a table', () => {
  it('name their area and kind by code or by name; the English name may be left out', () => {
    const { rows, faults } = readSites('S01\t东站广场\tLD\tSTREET\tEast Station\nS02,西湖公园,澜西区,公园', areas);
    expect(faults).toEqual([]);
    expect(rows).toEqual([
      { code: 'S01', name: { zh: '东站广场', en: 'East Station' }, area: 'LD', kind: 'STREET' },
      { code: 'S02', name: { zh: '西湖公园', en: '西湖公园' }, area: 'LX', kind: 'PARK' },
    ]);
    expect(readSites(writeSites(rows), areas).rows).toEqual(rows);
  });

  it.each([
    ['an unknown area', 'S1,a,南区,公园', { line: 1, code: 'area', word: '南区' }],
    ['an unknown kind', 'S1,a,LD,商场', { line: 1, code: 'kind', word: '商场' }],
    ['a code given twice', 'S1,a,LD,公园\nS1,b,LD,街面', { line: 2, code: 'twice', word: 'S1' }],
    ['a missing name', 'S1,,LD,公园', { line: 1, code: 'empty', word: 'S1  LD 公园' }],
    ['too few columns', 'S1,a,LD', { line: 1, code: 'columns', word: 'S1 a LD' }],
  ])('%s is refused with its line', (_, text, fault) => {
    expect(readSites(text, areas).faults).toEqual([fault]);
  });
});
