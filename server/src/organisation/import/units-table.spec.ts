import type { TableRow } from './read-table.js';
import { judgeUnitRows, readUnitRows, type KnownUnits, type UnitRowDraft } from './units-table.js';

const header = ['编码', '名称', '英文名称', '性质', '层级', '上级编码', '属地编码', '主管编码', '成立日期', '经办人'];
const table = (...rows: string[][]): TableRow[] => rows.map((cells, index) => ({ line: index + 1, cells }));
const faultsOf = (...rows: string[][]) =>
  readUnitRows(table(header, ...rows)).faults.map(({ line, column, code }) => [line, column, code]);
const town = ['T1', '东街街道', 'East Street', '乡镇街道', '4', 'A1', '', '', '2019-03-01', '李明'];
const changed = (place: string, text: string): string[] =>
  town.map((cell, index) => (header[index] === place ? text : cell));

describe('the columns of a units file', () => {
  it.each([
    ['Chinese titles', header],
    [
      'code titles in any case',
      [
        'CODE',
        'name_zh',
        'name_en',
        'Kind',
        'level',
        'parent_code',
        'territorial_parent_code',
        'superior_code',
        'valid_from',
        'officer',
      ],
    ],
  ])('%s are understood', (_title, titles) => {
    const { drafts, faults } = readUnitRows(table(titles, town));
    expect(faults).toEqual([]);
    expect(drafts).toEqual([
      {
        line: 2,
        code: 'T1',
        nameZh: '东街街道',
        nameEn: 'East Street',
        kind: 'TOWN',
        levelRank: 4,
        parentCode: 'A1',
        territorialParentCode: null,
        superiorCode: null,
        docCode: null,
        validFrom: new Date('2019-03-01T00:00:00+08:00'),
        officer: '李明',
      },
    ]);
  });

  it('columns may stand in any order, and those that are not required may be missing', () => {
    const { drafts, faults } = readUnitRows(
      table(['层级', '性质', '名称', '编码'], ['3', 'DEPARTMENT', '城管局', 'D1']),
    );
    expect(faults).toEqual([]);
    expect(drafts[0]).toMatchObject({
      code: 'D1',
      nameZh: '城管局',
      nameEn: '城管局',
      parentCode: null,
      validFrom: null,
      officer: null,
    });
  });

  it.each([
    ['a required column is missing', ['编码', '名称', '性质'], [[1, '层级', 'missing-column']]],
    ['a column nobody knows', [...header, '备注'], [[1, '备注', 'unknown-column']]],
    ['a column twice', [...header, 'code'], [[1, 'code', 'repeated-column']]],
    ['a column named like an object’s method', [...header, '__proto__'], [[1, '__proto__', 'unknown-column']]],
  ])('%s: the file is not read further', (_title, titles, expected) => {
    const { drafts, faults } = readUnitRows(table(titles, town));
    expect(faults.map(({ line, column, code }) => [line, column, code])).toEqual(expected);
    expect(drafts).toEqual([]);
  });

  it('an empty file misses every required column', () => {
    expect(readUnitRows([]).faults.map((fault) => fault.column)).toEqual(['编码', '名称', '性质', '层级']);
  });

  it('a header without rows is a fault', () => {
    expect(faultsOf()).toEqual([[2, null, 'no-rows']]);
  });
});

describe('a row says what is wrong with it by line and column', () => {
  it.each([
    ['no code', '编码', '', 'required'],
    ['no name', '名称', '', 'required'],
    ['a kind that is none', '性质', '公司', 'unknown-kind'],
    ['a level in words', '层级', '四级', 'not-a-level'],
    ['level nought', '层级', '0', 'not-a-level'],
    ['half a level', '层级', '3.5', 'not-a-level'],
    ['a day that does not exist', '成立日期', '2019-02-30', 'not-a-date'],
    ['a date in words', '成立日期', '去年三月', 'not-a-date'],
    ['a name that is too long', '名称', '长'.repeat(121), 'too-long'],
    ['a formula', '名称', '=HYPERLINK("http://x")', 'looks-like-formula'],
    ['a formula in full width', '经办人', '＝1+1', 'looks-like-formula'],
    ['a command for a spreadsheet', '编码', '@SUM(A1)', 'looks-like-formula'],
    ['a bell', '名称', '东街\u0007街道', 'control-character'],
    ['a resident unit without area and superior', '性质', '驻地单位', 'resident-incomplete'],
  ])('%s', (_title, place, text, code) => {
    expect(faultsOf(town, changed(place, text))).toEqual([[3, place, code]]);
  });

  it('every fault of every row is told, not only the first', () => {
    expect(faultsOf(changed('编码', ''), changed('性质', '?'), ['', '', '', '', ''])).toHaveLength(2 + 4);
  });

  it('a text below no title is not dropped in silence', () => {
    expect(faultsOf([...town, '多余'])).toEqual([[2, null, 'cell-without-title']]);
    expect(readUnitRows(table([...header, '', '备用'].slice(0, 11), [...town, '多余'])).faults).toMatchObject([
      { line: 2, code: 'cell-without-title' },
    ]);
  });

  it('a fault speaks Chinese and English', () => {
    const { faults } = readUnitRows(table(header, changed('名称', '长'.repeat(200))));
    expect(faults[0]?.sentences).toEqual({ zh: '太长，最多 120 个字', en: 'is too long, at most 120 characters' });
  });
});

describe('rows are judged against each other and against the city', () => {
  const known: KnownUnits = new Map([
    ['A1', { levelRank: 3, isStanding: true }],
    ['OLD', { levelRank: 3, isStanding: false }],
  ]);
  const draft = (
    line: number,
    code: string,
    levelRank: number,
    parentCode: string | null,
    more: Partial<UnitRowDraft> = {},
  ): UnitRowDraft => ({
    line,
    code,
    nameZh: code,
    nameEn: code,
    kind: 'TOWN',
    levelRank,
    parentCode,
    territorialParentCode: null,
    superiorCode: null,
    docCode: null,
    validFrom: null,
    officer: null,
    ...more,
  });
  const judged = (...drafts: UnitRowDraft[]) => judgeUnitRows(drafts, known, 5);
  const codes = (...drafts: UnitRowDraft[]) =>
    judged(...drafts).faults.map(({ line, column, code }) => [line, column, code]);

  it('children may stand before their parents in the file; parents are taken in first', () => {
    const { accepted, faults } = judged(draft(2, 'C', 5, 'T'), draft(3, 'T', 4, 'A1'));
    expect(faults).toEqual([]);
    expect(accepted.map((row) => row.code)).toEqual(['T', 'C']);
  });

  it.each([
    ['a code twice in the file', [draft(2, 'T', 4, 'A1'), draft(3, 'T', 4, 'A1')], [[3, '编码', 'code-repeated']]],
    ['a code that the city has', [draft(2, 'A1', 3, null)], [[2, '编码', 'code-taken']]],
    ['a parent that nobody knows', [draft(2, 'T', 4, 'A9')], [[2, '上级编码', 'unknown-unit']]],
    ['a parent that was closed', [draft(2, 'T', 4, 'OLD')], [[2, '上级编码', 'unit-ended']]],
    ['its own parent', [draft(2, 'T', 4, 'T')], [[2, '上级编码', 'refers-to-itself']]],
    ['a level not below the parent’s', [draft(2, 'T', 3, 'A1')], [[2, '层级', 'level-not-below-parent']]],
    [
      'a ring of parents',
      [draft(2, 'T', 4, 'U'), draft(3, 'U', 4, 'T')],
      [
        [2, '层级', 'level-not-below-parent'],
        [3, '层级', 'level-not-below-parent'],
      ],
    ],
    ['a level that the scheme has not', [draft(2, 'T', 6, 'A1')], [[2, '层级', 'no-such-level']]],
    [
      'an area that nobody knows',
      [draft(2, 'T', 4, 'A1', { territorialParentCode: 'A9' })],
      [[2, '属地编码', 'unknown-unit']],
    ],
  ])('%s', (_title, drafts, expected) => {
    expect(codes(...drafts)).toEqual(expected);
  });

  it('two units may name each other as area and superior', () => {
    expect(
      codes(draft(2, 'T', 4, 'A1', { superiorCode: 'U' }), draft(3, 'U', 4, 'A1', { territorialParentCode: 'T' })),
    ).toEqual([]);
  });
});
