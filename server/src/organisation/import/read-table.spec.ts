import { deflateRawSync } from 'node:zlib';
import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import { Problem } from '../../platform/problem.js';
import { importLimits, readTable } from './read-table.js';

const csv = (text: string) => Buffer.from(text, 'utf8');
const xlsx = async (rows: object[][]): Promise<Buffer> => (await writeXlsxFile(rows as SheetData)).toBuffer();
const reason = (bytes: Buffer) =>
  readTable(bytes).then(
    () => 'was read',
    (error: unknown) => (error instanceof Problem ? `${error.code}: ${error.sentences.zh}` : String(error)),
  );

/** A ZIP of one part, as small and as honest or dishonest as a test wants it. */
function zipOf(name: string, content: Buffer, claim = content.length): Buffer {
  const packed = deflateRawSync(content);
  const common = Buffer.alloc(22);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(claim, 18);
  const local = Buffer.concat([
    Buffer.from('PK\x03\x04', 'latin1'),
    common,
    Buffer.from([name.length, 0, 0, 0]),
    Buffer.from(name),
    packed,
  ]);
  const tail = Buffer.alloc(16);
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02', 'latin1'),
    Buffer.from([20, 0]),
    common,
    Buffer.from([name.length, 0]),
    tail,
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

describe('a CSV file', () => {
  it.each([
    ['plain', '编码,名称\r\nT1,东街\r\n'],
    ['with a byte order mark, as Excel writes it', '\ufeff编码,名称\nT1,东街'],
    ['with spaces of any width around', '\u3000编码 , 名称\nT1 ,\u3000东街'],
    ['with quotes', '"编码","名称"\n"T1","东街"'],
  ])('%s gives its cells and the lines a person sees', async (_title, text) => {
    expect(await readTable(csv(text))).toEqual([
      { line: 1, cells: ['编码', '名称'] },
      { line: 2, cells: ['T1', '东街'] },
    ]);
  });

  it('empty lines are left out and counted', async () => {
    expect((await readTable(csv('编码,名称\n\n,\nT1,东街\n'))).map((row) => row.line)).toEqual([1, 4]);
  });

  it('quotes may hold commas and quotes', async () => {
    expect((await readTable(csv('编码,名称\nT1,"东街,""老城"""\n')))[1]?.cells).toEqual(['T1', '东街,"老城"']);
  });
});

describe('an XLSX file', () => {
  it('gives texts as they are seen: numbers as written, dates as days', async () => {
    const bytes = await xlsx([
      [{ value: '编码' }, { value: '层级' }, { value: '成立日期' }],
      [
        { value: '0101' },
        { value: 4, type: Number },
        { value: new Date('2019-03-01T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' },
      ],
    ]);
    expect(await readTable(bytes)).toEqual([
      { line: 1, cells: ['编码', '层级', '成立日期'] },
      { line: 2, cells: ['0101', '4', '2019-03-01'] },
    ]);
  });

  it('a row left empty in the middle keeps the lines right', async () => {
    const bytes = await xlsx([[{ value: '编码' }], [], [{ value: 'T1' }]]);
    expect((await readTable(bytes)).map((row) => row.line)).toEqual([1, 3]);
  });

  it('a formula is refused by its cell', async () => {
    const bytes = await xlsx([[{ value: '编码' }], [{ value: '=1+1', type: 'Formula' }]]);
    expect(await reason(bytes)).toBe('organisation.file-unreadable: 文件打不开：A2 单元格是公式，请粘贴为数值。');
  });
});

describe('a file that cannot be read says why', () => {
  it.each([
    ['empty', () => Buffer.alloc(0), '文件是空的'],
    [
      'GB18030, as Chinese Excel saves by default',
      () => Buffer.from('b1e0c2eb2cc3fbb3c60a54312cb6abbdd60a', 'hex'),
      'GB18030',
    ],
    ['UTF-16', () => Buffer.from('\ufeff编码,名称', 'utf16le'), '编码不是 UTF-8'],
    ['neither', () => Buffer.from([0xff, 0x41, 0xff, 0x2c, 0x0a]), '编码不是 UTF-8'],
    ['a picture', () => Buffer.from('89504e470d0a1a0a0000000d', 'hex'), '编码不是 UTF-8'],
    ['an old .xls', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), '.xls'],
    ['one byte', () => Buffer.from('"'), '第 1 行'],
    ['a quote that never ends', () => csv('编码,名称\nT1,"东街\n'), '引号'],
    ['a ZIP that is no sheet', () => zipOf('hello.txt', Buffer.from('hello')), '不是有效的 XLSX'],
    ['a ZIP cut short', () => zipOf('hello.txt', Buffer.from('hello')).subarray(0, 40), '压缩内容'],
    [
      'a ZIP that would fill the memory',
      () => zipOf('xl/worksheets/sheet1.xml', Buffer.alloc(importLimits.unpackedBytes + 1)),
      '压缩内容',
    ],
    [
      'a ZIP that lies about its size',
      () => zipOf('xl/worksheets/sheet1.xml', Buffer.alloc(importLimits.unpackedBytes + 1), 1000),
      '压缩内容',
    ],
    ['too many bytes', () => Buffer.alloc(importLimits.bytes + 1, 0x61), '5 MB'],
    ['too many rows', () => csv('a\n'.repeat(importLimits.rows + 2)), '20000 行'],
    [
      'too many rows, most of them blank',
      () => csv('a,b\n' + ',\n'.repeat(importLimits.rows + 2) + 'c,d\n'),
      '20000 行',
    ],
    ['a row with a cell too many', () => csv('编码,名称\nT1,东街\nT2,西街,多余\n'), '第 3 行的格子数'],
    ['a row with a cell too few', () => csv('编码,名称\nT1\n'), '第 2 行的格子数'],
  ])('%s', async (_title, bytes, words) => {
    expect(await reason(bytes())).toContain(words);
  });

  it('the most rows that are allowed are read', async () => {
    expect(await readTable(csv('a\n'.repeat(importLimits.rows + 1)))).toHaveLength(importLimits.rows + 1);
  });
});
