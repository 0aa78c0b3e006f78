import {
  designFromSheets,
  type SheetCells,
  WorkbookRefusal,
  type WorkbookSheets,
} from '@minsheng/questionnaire/compile';
import { deflateRawSync } from 'node:zlib';
import { readWorkbook, writeWorkbook } from './index.js';
import { packArchive } from './zip.js';

const survey = [
  ['type', 'name', 'label'],
  ['text', 'a', '您的意见'],
];
const workbook = (rows: string[][] = survey): WorkbookSheets => ({ sheets: [{ name: 'survey', rows }] });

type Part = { name: string; content: string };
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relation = (id: string, kind: string, target: string): string =>
  `<Relationship Id="${id}" Type="${relationships}/${kind}" Target="${target}"/>`;
const rels = (...all: string[]): string => `<Relationships>${all.join('')}</Relationships>`;

/** A workbook put together by hand, as other programs do. */
function parts({
  sheetData = '<row r="1"><c r="A1" t="inlineStr"><is><t>type</t></is></c></row>',
  shared = '',
  styles = '',
  workbookXml = '<workbook xmlns:r="r"><sheets><sheet name="survey" sheetId="1" r:id="rId1"/></sheets></workbook>',
  folder = 'xl',
}: { sheetData?: string; shared?: string; styles?: string; workbookXml?: string; folder?: string } = {}): Part[] {
  return [
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: '_rels/.rels', content: rels(relation('rId1', 'officeDocument', `${folder}/workbook.xml`)) },
    { name: `${folder}/workbook.xml`, content: workbookXml },
    {
      name: `${folder}/_rels/workbook.xml.rels`,
      content: rels(
        relation('rId1', 'worksheet', 'sheets/one.xml'),
        relation('rId2', 'sharedStrings', `/${folder}/texts.xml`),
        relation('rId3', 'styles', 'styles.xml'),
      ),
    },
    { name: `${folder}/sheets/one.xml`, content: `<worksheet><sheetData>${sheetData}</sheetData></worksheet>` },
    { name: `${folder}/texts.xml`, content: `<sst>${shared}</sst>` },
    { name: `${folder}/styles.xml`, content: `<styleSheet>${styles}</styleSheet>` },
  ];
}

const made = (options: Parameters<typeof parts>[0]): Buffer => packArchive(parts(options));
const rowsOf = (bytes: Buffer): string[][] => readWorkbook(bytes).sheets[0]!.rows;
/** What one cell comes to, e.g. of `<c r="A1"><v>1</v></c>`. */
const cellOf = (cell: string, options: Parameters<typeof parts>[0] = {}): string =>
  rowsOf(made({ ...options, sheetData: `<row r="1">${cell}</row>` }))[0]?.[0] ?? '';

describe('a workbook that we write', () => {
  it('is read as it was written', () => {
    const sheets: SheetCells[] = [
      {
        name: 'survey',
        rows: [
          ['type', 'name', 'label::中文 (zh)'],
          ['text', '0101', '  两端的空格  '],
          [],
          ['', '', 'line\nline\r\nline\ttab'],
          ['<&>"\'', '_x000D_', '\u0001\u000b\ud800😀'],
        ],
      },
      { name: 'settings', rows: [['form_title'], ['A & B']] },
    ];
    expect(readWorkbook(writeWorkbook({ sheets }))).toEqual({
      sheets: [{ name: 'survey', rows: [...sheets[0]!.rows.slice(0, 2), [], ...sheets[0]!.rows.slice(3)] }, sheets[1]],
    });
  });

  it('is the same file whenever it is written', () => {
    expect(writeWorkbook(workbook()).equals(writeWorkbook(workbook()))).toBe(true);
  });

  it('holds no text that a cell of Excel cannot', () => {
    expect(() => writeWorkbook(workbook([['x'.repeat(32_768)]]))).toThrow(RangeError);
  });
});

describe('a workbook of another program', () => {
  it('may call its parts as it likes, with prefixes, in another folder', () => {
    const bytes = made({
      folder: 'book',
      workbookXml:
        '<x:workbook xmlns:x="m" xmlns:q="r"><x:sheets><x:sheet name="Survey" sheetId="7" q:id="rId1"/></x:sheets></x:workbook>',
      sheetData: '<x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c></x:row>',
      shared: '<x:si><x:t>type</x:t></x:si>',
    });
    expect(readWorkbook(bytes)).toEqual({ sheets: [{ name: 'Survey', rows: [['type']] }] });
  });

  it('may leave out where rows and cells are', () => {
    const cell = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
    const bytes = made({ sheetData: `<row>${cell('a')}<c/>${cell('c')}</row><row/><row>${cell('d')}</row>` });
    expect(rowsOf(bytes)).toEqual([['a', '', 'c'], [], ['d']]);
  });

  it('is asked for its questionnaire’s sheets alone', () => {
    const bytes = made({
      workbookXml: '<workbook xmlns:r="r"><sheets><sheet name="讨论" r:id="rId1"/></sheets></workbook>',
      sheetData: '<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>',
    });
    expect(readWorkbook(bytes)).toEqual({ sheets: [{ name: '讨论', rows: [] }] });
  });

  it.each([
    ['a shared text', '<c r="A1" t="s"><v>1</v></c>', 'b'],
    ['a text in parts', '<c r="A1" t="s"><v>2</v></c>', 'rich text'],
    ['a text with its reading', '<c r="A1" t="s"><v>3</v></c>', '东京'],
    [
      'a text of its own',
      '<c r="A1" t="inlineStr"><is><r><t>a &lt; </t></r><r><t>&#20013;&#x1F600;</t></r></is></c>',
      'a < 中😀',
    ],
    ['a formula’s text', '<c r="A1" t="str"><f>A2&amp;"x"</f><v>ax</v></c>', 'ax'],
    ['a formula’s number', '<c r="A1"><f>1+1</f><v>2</v></c>', '2'],
    ['a whole number', '<c r="A1"><v>12.0</v></c>', '12'],
    ['a broken number', '<c r="A1"><v>0.30000000000000004</v></c>', '0.3'],
    ['a number with an exponent', '<c r="A1"><v>1E3</v></c>', '1000'],
    ['true', '<c r="A1" t="b"><v>1</v></c>', 'TRUE'],
    ['false', '<c r="A1" t="b"><v>0</v></c>', 'FALSE'],
    ['a date', '<c r="A1" s="1"><v>46348</v></c>', '2026-11-22'],
    ['a date in Chinese', '<c r="A1" s="2"><v>46348</v></c>', '2026-11-22'],
    ['a date with a time', '<c r="A1" s="1"><v>46348.395833333336</v></c>', '2026-11-22T09:30:00'],
    ['a time', '<c r="A1" s="3"><v>0.395833333333333</v></c>', '09:30:00'],
    ['a date of the standard’s strict edition', '<c r="A1" t="d"><v>2026-11-22T00:00:00</v></c>', '2026-11-22'],
    ['a code with noughts in front', '<c r="A1" s="4"><v>101</v></c>', '0101'],
    ['an amount', '<c r="A1" s="5"><v>5</v></c>', '5'],
    ['a style alone', '<c r="A1" s="1"></c>', ''],
  ])('may hold %s', (_what, cell, expected) => {
    const shared =
      '<si><t>a</t></si><si><t>b</t></si><si><r><rPr/><t>rich</t></r><r><t xml:space="preserve"> text</t></r></si><si><t>东京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si>';
    const styles =
      '<numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="171" formatCode="[h]:mm"/><numFmt numFmtId="172" formatCode="0000"/><numFmt numFmtId="173" formatCode="[Red]&quot;days&quot; 0"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/><xf numFmtId="173"/></cellXfs>';
    expect(cellOf(cell, { shared, styles })).toBe(expected);
  });

  it('may count its days from 1904', () => {
    expect(
      cellOf('<c r="A1" s="0"><v>44886</v></c>', {
        styles: '<cellXfs><xf numFmtId="14"/></cellXfs>',
        workbookXml:
          '<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="survey" r:id="rId1"/></sheets></workbook>',
      }),
    ).toBe('2026-11-22');
  });
});

describe('a malformed workbook is refused with one reason', () => {
  const good = writeWorkbook(workbook());
  const turned = good.indexOf('xl/workbook.xml') + 'xl/workbook.xml'.length + 20;
  const ole = (inside: string): Buffer =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from(inside, 'utf16le')]);
  const cell = (xml: string): Buffer => made({ sheetData: `<row r="1">${xml}</row>` });
  const other = (root: string): Buffer =>
    packArchive([
      { name: '_rels/.rels', content: rels(relation('rId1', 'officeDocument', 'word/document.xml')) },
      { name: 'word/document.xml', content: `<w:${root} xmlns:w="w"/>` },
    ]);
  const without = (name: string): Buffer => packArchive(parts().filter((part) => part.name !== name));
  const changed = (bytes: Buffer, change: (copy: Buffer) => void): Buffer => {
    const copy = Buffer.from(bytes);
    change(copy);
    return copy;
  };
  const central = (bytes: Buffer): number => bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
  /** 15 MB of nothing, said to be `claimed` bytes. */
  const bomb = (claimed: number): Buffer => {
    const name = 'xl/sheets/one.xml';
    const packed = deflateRawSync(Buffer.alloc(15_000_000, 0x20));
    const bytes = packArchive(parts());
    const entry = bytes.lastIndexOf(Buffer.from(name)) - 46;
    const placed = Buffer.concat([Buffer.alloc(30), packed]);
    placed.writeUInt32LE(0x04034b50, 0);
    // The part is put in front, and everything behind it moves.
    const moved = Buffer.concat([placed, bytes]);
    const end = moved.length - 22;
    moved.writeUInt32LE(moved.readUInt32LE(end + 16) + placed.length, end + 16);
    for (let at = moved.readUInt32LE(end + 16); at < end; ) {
      const isBomb = at === entry + placed.length;
      moved.writeUInt32LE(isBomb ? 0 : moved.readUInt32LE(at + 42) + placed.length, at + 42);
      if (isBomb) {
        moved.writeUInt32LE(packed.length, at + 20);
        moved.writeUInt32LE(claimed, at + 24);
      }
      at += 46 + moved.readUInt16LE(at + 28);
    }
    return moved;
  };
  /** 200 cells that name one text of 30,000 characters. */
  const longTexts = Array.from({ length: 200 }, (_c, at) => `<c r="A${at + 1}" t="s"><v>0</v></c>`).join('');

  it.each<[string, () => Buffer, string]>([
    ['nothing at all', () => Buffer.alloc(0), 'empty-file'],
    ['more than 4 MB', () => Buffer.alloc(4_000_001, 1), 'too-large'],
    ['a CSV', () => Buffer.from('type,name,label\ntext,a,A\n'), 'not-a-workbook'],
    ['a web page called .xls', () => Buffer.from('<html><table></table></html>'), 'not-a-workbook'],
    ['a PDF', () => Buffer.from('%PDF-1.7\n'), 'not-a-workbook'],
    ['an old .xls', () => ole('Workbook'), 'old-format'],
    ['a workbook with a password', () => ole('EncryptedPackage'), 'encrypted'],
    ['a ZIP with a password', () => changed(good, (copy) => copy.writeUInt16LE(1, central(copy) + 8)), 'encrypted'],
    ['a ZIP of pictures', () => packArchive([{ name: 'a.png', content: 'x' }]), 'not-a-workbook'],
    ['a Word document', () => other('document'), 'not-a-workbook'],
    ['a presentation', () => other('presentation'), 'not-a-workbook'],
    [
      'an OpenDocument sheet',
      () => packArchive([{ name: 'mimetype', content: 'application/vnd.oasis' }]),
      'not-a-workbook',
    ],
    [
      'a binary workbook',
      () => packArchive([{ name: '_rels/.rels', content: rels(relation('r', 'officeDocument', 'xl/workbook.bin')) }]),
      'old-format',
    ],
    ['half a workbook', () => good.subarray(0, good.length / 2), 'damaged'],
    ['a workbook without its beginning', () => good.subarray(100), 'not-a-workbook'],
    ['a byte that was turned', () => changed(good, (copy) => copy.writeUInt8(copy[turned]! ^ 0xff, turned)), 'damaged'],
    [
      'a directory that points outside',
      () => changed(good, (copy) => copy.writeUInt32LE(0x7fffffff, copy.length - 6)),
      'damaged',
    ],
    ['a part told twice', () => packArchive([...parts(), ...parts()]), 'damaged'],
    ['a sheet that is not there', () => without('xl/sheets/one.xml'), 'damaged'],
    ['a part that is no XML', () => made({ sheetData: '<row r="1"><c r="A1">' }), 'damaged'],
    [
      'a part in GBK',
      () => packArchive([...parts().slice(0, 4), { name: 'xl/sheets/one.xml', content: 'x' }]),
      'damaged',
    ],
    [
      'entities of its own',
      () =>
        packArchive(
          parts().map((part) =>
            part.name.endsWith('one.xml')
              ? { ...part, content: `<!DOCTYPE a [<!ENTITY x "y">]>${part.content}` }
              : part,
          ),
        ),
      'damaged',
    ],
    ['no sheets', () => made({ workbookXml: '<workbook><sheets/></workbook>' }), 'not-a-workbook'],
    ['a bomb', () => bomb(15_000_000), 'bomb'],
    ['a bomb that says it is small', () => bomb(10_000), 'bomb'],
    [
      'a bomb of parts',
      () => packArchive(Array.from({ length: 1001 }, (_p, at) => ({ name: `${at}`, content: '' }))),
      'bomb',
    ],
    ['a bomb of nothing much', () => made({ sheetData: '<row r="1"><c r="A1" s="1"/></row>'.repeat(200_000) }), 'bomb'],
    ['a cell with an error', () => cell('<c r="A1" t="e"><v>#REF!</v></c>'), 'survey!A1 unreadable-cell'],
    ['a formula that was never worked out', () => cell('<c r="C1"><f>1+1</f></c>'), 'survey!C1 unreadable-cell'],
    ['a text that is not there', () => cell('<c r="B1" t="s"><v>9</v></c>'), 'survey!B1 unreadable-cell'],
    ['a number that is none', () => cell('<c r="B1"><v>1,5</v></c>'), 'survey!B1 unreadable-cell'],
    ['a cell in no place', () => cell('<c r="1A" t="str"><v>x</v></c>'), 'survey!1A unreadable-cell'],
    [
      'a cell written twice',
      () => cell('<c r="A1" t="str"><v>x</v></c><c r="A1" t="str"><v>y</v></c>'),
      'survey!A1 unreadable-cell',
    ],
    ['a kind of cell that there is not', () => cell('<c r="A1" t="zz"><v>x</v></c>'), 'survey!A1 unreadable-cell'],
    ['a cell in the last row of Excel', () => cell('<c r="A1048576" t="str"><v>x</v></c>'), 'survey!A1048576 too-many'],
    ['a cell in the last column of Excel', () => cell('<c r="XFD1" t="str"><v>x</v></c>'), 'survey!XFD1 too-many'],
    [
      'more text than a library',
      () => made({ sheetData: `<row r="1">${longTexts}</row>`, shared: `<si><t>${'x'.repeat(30_000)}</t></si>` }),
      'survey!A167 too-many',
    ],
    [
      'a workbook without a survey',
      () => writeWorkbook({ sheets: [{ name: 'Sheet1', rows: survey }] }),
      'sheet-missing',
    ],
  ])('%s', (_what, bytes, expected) => {
    expect(refusalOf(bytes())).toBe(expected);
  });

  // Of the processor, not of the clock: two seconds is the rule, whatever else the machine does meanwhile.
  it.each<[string, () => Buffer, string]>([
    ['empty rows', () => filled('<row r="1"></row>'), 'bomb'],
    ['empty cells', () => filled('<c r="ZZ1" s="123"/>'), 'survey column-missing'],
    ['cells with nothing in them', () => filled('<c r="ZZZ1" s="123"></c>'), 'survey!AAAA1 too-many'],
    ['tags in tags', () => filled('<a>'), 'bomb'],
    ['words between tags', () => filled('&amp;&lt;x<a/>'), 'survey column-missing'],
    ['one tag', () => made({ sheetData: `<row ${varied((at) => `a${at}="${at}" `)}></row>` }), 'damaged'],
    [
      'shared texts',
      () => made({ sheetData: '<c r="A1" t="s"><v>0</v></c>', shared: varied((at) => `<si><t>${at}</t></si>`) }),
      'too-many',
    ],
    ['styles', () => made({ styles: `<cellXfs>${varied((at) => `<xf numFmtId="${at}"/>`)}</cellXfs>` }), 'damaged'],
    [
      'a number format',
      () => made({ styles: `<numFmt numFmtId="170" formatCode="${'['.repeat(19_000)}"/>` }),
      'survey column-missing',
    ],
  ])('without end, and in less than two seconds of the processor: %s', (_what, bytes, expected) => {
    const file = bytes();
    const before = process.cpuUsage();
    const refusal = refusalOf(file);
    const { user, system } = process.cpuUsage(before);
    expect(refusal).toBe(expected);
    expect((user + system) / 1_000_000).toBeLessThan(2);
  });

  /** Nearly as much of it as may be unpacked, with noise beside it, so that its ratio is that of a real file. */
  function filled(unit: string): Buffer {
    let state = 1;
    const noise = Array.from({ length: 80_000 }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return String.fromCharCode(48 + ((state >>> 16) % 74));
    }).join('');
    const text = noise.replace(/[&<>]/g, '-');
    return made({ sheetData: `<v>${text}</v>${unit.repeat(Math.floor(5_500_000 / unit.length))}` });
  }

  function varied(unit: (at: number) => string): string {
    return Array.from({ length: 110_000 }, (_u, at) => unit(at)).join('');
  }
});

/** `survey!C3 unreadable-cell`. */
function refusalOf(bytes: Buffer): string {
  try {
    designFromSheets(readWorkbook(bytes));
  } catch (error) {
    if (!(error instanceof WorkbookRefusal)) throw error;
    expect([error.sentences.zh, error.sentences.en]).not.toContain('');
    return `${error.sheet ?? ''}${error.cell === null ? '' : `!${error.cell}`} ${error.code}`.trim();
  }
  throw new Error('it was not refused');
}
