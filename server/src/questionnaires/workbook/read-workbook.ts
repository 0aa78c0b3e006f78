import { cellName, type SheetCells, WorkbookRefusal, type WorkbookSheets } from '@minsheng/questionnaire/compile';
import { isBuiltInMoment, lookOf, type NumberLook, numberText, withoutEscapes } from './cell-values.js';
import { readXmlPart } from './xml-part.js';
import { type Archive, damaged, encrypted, openArchive } from './zip.js';

/** Bounds of what is read: of the file its bytes, of a sheet its rows and columns, of all sheets their cells and characters. */
export const workbookLimits = {
  bytes: 4_000_000,
  rows: 10_000,
  columns: 200,
  cells: 100_000,
  texts: 100_000,
  characters: 5_000_000,
} as const;

/** Sheets of an XLSForm; of others only the name is told. */
const read = new Set(['survey', 'choices', 'choices and columns', 'settings']);

/**
 * The sheets of an `.xlsx` (ECMA-376, both editions) as texts: formulas by their stored result, dates as `2026-11-22`, booleans as
 * `TRUE` and `FALSE`. What the file is is told by its bytes: names and content types lie.
 * @throws WorkbookRefusal with one reason, and the sheet and cell where there is one
 */
export function readWorkbook(bytes: Buffer): WorkbookSheets {
  refuseOthers(bytes);
  const archive = openArchive(bytes);
  const workbook = workbookPart(archive);
  const relations = relationsOf(archive, workbook);
  const { sheets, isFrom1904 } = sheetsOfWorkbook(archive, workbook);
  const target = (kind: string): string | undefined => relations.find(({ type }) => type.endsWith(`/${kind}`))?.target;
  let texts: string[] | null = null;
  const looks = looksOf(archive, target('styles'));
  const sizes = { read: 0, characters: 0 };

  return {
    sheets: sheets.map(({ name, relation }): SheetCells => {
      if (!read.has(name.trim().toLowerCase())) return { name, rows: [] };
      const part = relations.find(({ id }) => id === relation);
      if (!part?.type.endsWith('/worksheet')) throw damaged(name);
      return { name, rows: rowsOf(name, part.target) };
    }),
  };

  function rowsOf(sheet: string, part: string): string[][] {
    const rows: string[][] = [];
    let row = -1;
    let column = -1;
    let cell: { type: string; style: number; name: string; value: string | null; hasFormula: boolean } | null = null;
    let isText = false;
    let isPhonetic = false;

    const placed: { row?: boolean; c?: boolean } = {};
    /** A file says the place of all its rows, or cells, or of none: between the two nobody could tell where one is. */
    const sayPlaced = (what: 'row' | 'c', says: boolean, name: string): void => {
      placed[what] ??= says;
      if (placed[what] !== says)
        throw unreadable(sheet, name, '有的单元格没有写位置', 'Some cells do not say where they are');
    };
    readXmlPart(archive, part, {
      open: (name, attributes, isEmpty) => {
        if (name === 'row') {
          column = -1;
          // Rows and cells that hold nothing are many in files of some programs: they are counted, not read.
          if (isEmpty) {
            row += 1;
            return;
          }
          const { r } = attributes();
          sayPlaced('row', r !== undefined, r ?? '');
          row = r === undefined ? row + 1 : wholeNumber(r) - 1;
          if (!(row >= 0)) throw unreadable(sheet, r ?? '', '行号不对', 'The row has no proper number');
        } else if (name === 'c') {
          if (isEmpty) {
            column += 1;
            return;
          }
          sizes.read += 1;
          if (sizes.read > workbookLimits.cells) throw tooMuch(sheet, cellName(row, column + 1));
          const { r, t = 'n', s = '0' } = attributes();
          sayPlaced('c', r !== undefined, r ?? '');
          if (r === undefined) column += 1;
          else [row, column] = placeOf(sheet, r);
          cell = { type: t, style: wholeNumber(s), name: r ?? cellName(row, column), value: null, hasFormula: false };
        } else if (name === 'rPh') {
          isPhonetic = true;
        } else if (cell !== null && name === 'f') {
          cell.hasFormula = true;
        } else if (cell !== null && !isPhonetic && (name === 'v' || (name === 't' && cell.type === 'inlineStr'))) {
          isText = true;
          cell.value ??= '';
        }
      },
      text: (text) => {
        if (isText && cell !== null) cell.value += text;
      },
      close: (name) => {
        if (name === 'v' || name === 't') isText = false;
        else if (name === 'rPh') isPhonetic = false;
        else if (name === 'c' && cell !== null) {
          keep(textOf(cell), cell.name);
          cell = null;
        }
      },
    });
    return Array.from(rows, (cells) => Array.from(cells ?? [], (text) => text ?? ''));

    function textOf({ type, style, name, value, hasFormula }: NonNullable<typeof cell>): string {
      if (value === null) {
        if (!hasFormula) return '';
        throw unreadable(
          sheet,
          name,
          '公式没有存下结果，请在 Excel 或 WPS 里打开并保存一次，或粘贴为数值',
          'The formula has no stored result; open and save the file in a spreadsheet program, or paste the value',
        );
      }
      switch (type) {
        case 's': {
          texts ??= sharedTexts(archive, target('sharedStrings'));
          const text = texts[wholeNumber(value)];
          if (text === undefined)
            throw unreadable(sheet, name, '文字找不到了（文件损坏）', 'Its text is missing (the file is damaged)');
          return text;
        }
        case 'inlineStr':
        case 'str':
          return withoutEscapes(value);
        case 'd':
          return value.replace(/T00:00:00(?:\.0+)?Z?$/, '');
        case 'b':
          if (value !== '0' && value !== '1') throw unreadable(sheet, name, '不是真假值', 'This is not true or false');
          return value === '1' ? 'TRUE' : 'FALSE';
        case 'e':
          throw unreadable(
            sheet,
            name,
            `单元格是错误值 ${value.slice(0, 20)}`,
            `The cell holds the error ${value.slice(0, 20)}`,
          );
        case 'n': {
          if (value === '' && hasFormula) return '';
          const text = numberText(value, looks[style] ?? 'plain', isFrom1904);
          if (text === null) throw unreadable(sheet, name, '数字或日期读不出来', 'The number or date cannot be read');
          return text;
        }
        default:
          throw unreadable(
            sheet,
            name,
            `不认识的单元格类型 ${type.slice(0, 20)}`,
            `Unknown kind of cell ${type.slice(0, 20)}`,
          );
      }
    }

    function keep(text: string, name: string): void {
      if (text === '') return;
      if (row >= workbookLimits.rows || column >= workbookLimits.columns) {
        throw new WorkbookRefusal(
          'too-many',
          {
            zh: `表太大：最多 ${workbookLimits.rows} 行、${workbookLimits.columns} 列`,
            en: `The sheet is too large: at most ${workbookLimits.rows} rows and ${workbookLimits.columns} columns`,
          },
          sheet,
          name,
        );
      }
      sizes.characters += text.length;
      if (sizes.characters > workbookLimits.characters) throw tooMuch(sheet, name);
      const cells = (rows[row] ??= []);
      if (cells[column] !== undefined)
        throw unreadable(sheet, name, '同一个单元格写了两次', 'The cell is written twice');
      cells[column] = text;
    }
  }
}

function refuseOthers(bytes: Buffer): void {
  if (bytes.length === 0) throw new WorkbookRefusal('empty-file', { zh: '文件是空的', en: 'The file is empty' });
  if (bytes.length > workbookLimits.bytes) {
    throw new WorkbookRefusal('too-large', {
      zh: `文件超过 ${workbookLimits.bytes / 1_000_000} MB`,
      en: `The file is larger than ${workbookLimits.bytes / 1_000_000} MB`,
    });
  }
  const opening = bytes.subarray(0, 4).toString('hex');
  if (opening === 'd0cf11e0') {
    // A workbook with a password is an OLE file around the encrypted package; an old .xls is one too.
    if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw encrypted();
    throw new WorkbookRefusal('old-format', {
      zh: '这是旧版 .xls 或 .doc，请在 Excel 或 WPS 里另存为 .xlsx',
      en: 'This is an old .xls (or .doc); save it as .xlsx',
    });
  }
  if (opening !== '504b0304') throw notAWorkbook();
}

function notAWorkbook(zh = '这不是 .xlsx 工作簿', en = 'This is not an .xlsx workbook'): WorkbookRefusal {
  return new WorkbookRefusal('not-a-workbook', { zh, en });
}

interface Relation {
  id: string;
  /** A URI; its last part says the kind, the parts before it the edition of the standard. */
  type: string;
  /** Name of the part. */
  target: string;
}

/** The part that says which sheets there are: found by its relation, for not every program calls it `xl/workbook.xml`. */
function workbookPart(archive: Archive): string {
  if (archive.has('mimetype') && !archive.has('_rels/.rels')) {
    throw notAWorkbook(
      '这是 .ods 等 OpenDocument 文件，请另存为 .xlsx',
      'This is an OpenDocument file; save it as .xlsx',
    );
  }
  if (!archive.has('_rels/.rels'))
    throw notAWorkbook('这是压缩文件，不是 .xlsx 工作簿', 'This is a ZIP archive, not an .xlsx workbook');
  const main = relationsOf(archive, '').find(({ type }) => type.endsWith('/officeDocument'))?.target;
  if (main === undefined) throw notAWorkbook();
  if (main.toLowerCase().endsWith('.bin')) {
    throw new WorkbookRefusal('old-format', {
      zh: '这是 .xlsb，请另存为 .xlsx',
      en: 'This is an .xlsb; save it as .xlsx',
    });
  }
  const root = rootOf(archive, main);
  if (root === 'document') throw notAWorkbook('这是 Word 文档，不是工作簿', 'This is a Word document, not a workbook');
  if (root === 'presentation') throw notAWorkbook('这是演示文稿，不是工作簿', 'This is a presentation, not a workbook');
  if (root !== 'workbook') throw notAWorkbook();
  return main;
}

function rootOf(archive: Archive, part: string): string {
  let root = '';
  readXmlPart(archive, part, {
    open: (name) => {
      if (root === '') root = name;
    },
  });
  return root;
}

/** @param part `''` for those of the package */
function relationsOf(archive: Archive, part: string): Relation[] {
  const at = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, at);
  const name = `${folder}_rels/${part.slice(at)}.rels`;
  const found: Relation[] = [];
  if (!archive.has(name)) return found;
  readXmlPart(archive, name, {
    open: (element, attributes) => {
      if (element !== 'Relationship') return;
      const { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode } = attributes();
      if (mode !== 'External') found.push({ id, type, target: resolved(folder, target) });
    },
  });
  return found;
}

function resolved(folder: string, target: string): string {
  const path = target.replace(/\\/g, '/');
  const steps: string[] = [];
  for (const step of (path.startsWith('/') ? path : `${folder}${path}`).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

function sheetsOfWorkbook(
  archive: Archive,
  workbook: string,
): { sheets: { name: string; relation: string }[]; isFrom1904: boolean } {
  const sheets: { name: string; relation: string }[] = [];
  let isFrom1904 = false;
  readXmlPart(archive, workbook, {
    open: (element, attributes) => {
      if (element === 'sheet') {
        const { name = '', ':id': relation = '' } = attributes();
        sheets.push({ name, relation });
      } else if (element === 'workbookPr') {
        isFrom1904 = ['1', 'true', 'on'].includes(attributes().date1904 ?? '');
      }
    },
  });
  if (sheets.length === 0) throw notAWorkbook('工作簿里没有工作表', 'The workbook has no sheets');
  return { sheets, isFrom1904 };
}

function sharedTexts(archive: Archive, part: string | undefined): string[] {
  const texts: string[] = [];
  if (part === undefined) return texts;
  let text: string | null = null;
  let isText = false;
  let isPhonetic = false;
  readXmlPart(archive, part, {
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 'rPh') isPhonetic = true;
      else if (name === 't') isText = !isPhonetic;
    },
    text: (said) => {
      if (isText && text !== null) text += said;
    },
    close: (name) => {
      if (name === 't') isText = false;
      else if (name === 'rPh') isPhonetic = false;
      else if (name === 'si') {
        texts.push(withoutEscapes(text ?? ''));
        text = null;
        if (texts.length > workbookLimits.texts) throw tooMuch();
      }
    },
  });
  return texts;
}

/** How numbers of each cell style are shown. */
function looksOf(archive: Archive, part: string | undefined): NumberLook[] {
  const looks: NumberLook[] = [];
  if (part === undefined) return looks;
  const formats = new Map<number, NumberLook>();
  let isCellStyles = false;
  readXmlPart(archive, part, {
    open: (name, attributes) => {
      if (name === 'numFmt') {
        const { numFmtId = '', formatCode = '' } = attributes();
        formats.set(wholeNumber(numFmtId), lookOf(formatCode));
      } else if (name === 'cellXfs') {
        isCellStyles = true;
      } else if (name === 'xf' && isCellStyles) {
        const id = wholeNumber(attributes().numFmtId ?? '0');
        // Excel itself stops there.
        if (looks.length > 65_490) throw damaged(part);
        looks.push(formats.get(id) ?? (isBuiltInMoment(id) ? 'moment' : 'plain'));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') isCellStyles = false;
    },
  });
  return looks;
}

function placeOf(sheet: string, reference: string): [row: number, column: number] {
  const found = /^\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})$/.exec(reference);
  if (!found) throw unreadable(sheet, reference, '单元格的位置写错了', 'The cell’s place is not a place');
  const column = [...found[1]!.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return [Number(found[2]) - 1, column];
}

function wholeNumber(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : NaN;
}

function tooMuch(sheet: string | null = null, cell: string | null = null): WorkbookRefusal {
  return new WorkbookRefusal(
    'too-many',
    { zh: '工作簿里的内容太多，不像问卷', en: 'The workbook holds too much for a questionnaire' },
    sheet,
    cell,
  );
}

function unreadable(sheet: string, cell: string, zh: string, en: string): WorkbookRefusal {
  return new WorkbookRefusal('unreadable-cell', { zh, en }, sheet, cell.slice(0, 20));
}
