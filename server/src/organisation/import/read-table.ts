import { parse } from 'csv-parse/sync';
import readXlsxFile, { InvalidInputError } from 'read-excel-file/node';
import { organisationProblems } from '../organisation.problems.js';
import { unpackedWithin } from './zip-guard.js';

/** A table of texts as it stands in the file; `line` is the number a person sees in Excel, 1 is the header. */
export interface TableRow {
  line: number;
  cells: string[];
}

export const importLimits = { bytes: 5_000_000, rows: 20_000, unpackedBytes: 64_000_000 } as const;

const unreadable = (zh: string, en: string) => organisationProblems['file-unreadable']({ zh, en });

/**
 * The bytes of a CSV (UTF-8) or an XLSX (first sheet) as rows of trimmed texts, empty rows left out. What the file is
 * is told by its bytes: names and content types lie.
 * @throws Problem organisation.file-unreadable with the reason in words
 */
export async function readTable(bytes: Buffer): Promise<TableRow[]> {
  if (bytes.length === 0) throw unreadable('文件是空的。', 'the file is empty.');
  if (bytes.length > importLimits.bytes) throw unreadable('文件超过 5 MB。', 'the file is larger than 5 MB.');
  const opening = bytes.subarray(0, 4).toString('hex');
  if (opening === 'd0cf11e0')
    throw unreadable('这是旧版 .xls，请另存为 .xlsx。', 'this is an old .xls file; save it as .xlsx.');
  const rows = opening === '504b0304' ? await fromXlsx(bytes) : fromCsv(bytes);
  if (rows.length > importLimits.rows + 1)
    throw unreadable('超过 20000 行，请分成几个文件。', 'more than 20,000 rows; split the file.');
  return rows.filter((row) => row.cells.some((cell) => cell !== ''));
}

function fromCsv(bytes: Buffer): TableRow[] {
  const text = textOf(bytes);
  try {
    const records = parse(text, {
      bom: true,
      info: true,
      skip_empty_lines: true,
      max_record_size: 100_000,
      to: importLimits.rows + 2,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    // csv-parse says on which line a record ends; without line breaks inside quotes that is the line itself.
    return records.map(({ record, info }) => ({ line: info.lines, cells: record.map(tidy) }));
  } catch (error) {
    const { lines: line = 0, code = '' } = error as { lines?: number; code?: string };
    if (code.includes('FIELDS_LENGTH'))
      throw unreadable(`第 ${line} 行的格子数和表头不一样。`, `line ${line} has more or fewer cells than the header.`);
    throw unreadable(`第 ${line} 行的引号或分隔不对。`, `quotes or separators on line ${line} are wrong.`);
  }
}

function textOf(bytes: Buffer): string {
  if (/^(fffe|feff)/.test(bytes.subarray(0, 2).toString('hex')) || bytes.includes(0)) {
    throw unreadable(
      '编码不是 UTF-8，请在 Excel 里另存为“CSV UTF-8”。',
      'the encoding is not UTF-8; save as "CSV UTF-8" in Excel.',
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw isGb18030(bytes)
      ? unreadable(
          '编码像是 GB18030（GBK），请在 Excel 里另存为“CSV UTF-8”。',
          'the encoding looks like GB18030 (GBK); save as "CSV UTF-8" in Excel.',
        )
      : unreadable(
          '编码不是 UTF-8，请在 Excel 里另存为“CSV UTF-8”。',
          'the encoding is not UTF-8; save as "CSV UTF-8" in Excel.',
        );
  }
}

function isGb18030(bytes: Buffer): boolean {
  try {
    return /\p{Script=Han}/u.test(new TextDecoder('gb18030', { fatal: true }).decode(bytes));
  } catch {
    return false;
  }
}

async function fromXlsx(bytes: Buffer): Promise<TableRow[]> {
  const parts = await unpackedWithin(bytes, importLimits.unpackedBytes);
  if (!parts) throw unreadable('压缩内容不正常或太大。', 'the packed content is damaged or too large.');
  for (const [name, content] of parts) {
    // A formula's stored result may be old, and what it says depends on who opens it.
    const formula = name.startsWith('xl/worksheets/')
      ? /<c\b[^>]*\br="([A-Z]+\d+)"[^>]*>\s*<f[\s>/]/.exec(content.toString('utf8'))?.[1]
      : undefined;
    if (formula)
      throw unreadable(`${formula} 单元格是公式，请粘贴为数值。`, `cell ${formula} is a formula; paste it as a value.`);
  }
  let rows: unknown[][];
  try {
    // Numbers come as they are written, so that the code 0101 stays 0101.
    const sheets = await readXlsxFile<string>(bytes, { parseNumber: (text) => text, trim: false });
    rows = (sheets[0]?.data ?? []) as unknown[][];
  } catch (error) {
    if (error instanceof InvalidInputError || error instanceof Error)
      throw unreadable('不是有效的 XLSX 表格。', 'this is not a valid XLSX sheet.');
    throw error;
  }
  return rows.map((cells, index) => ({ line: index + 1, cells: cells.map(cellText) }));
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  // Excel's dates carry no zone; the package gives their calendar day as UTC.
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return tidy(String(cell));
}

function tidy(text: string): string {
  return text.replace(/^[\s\u3000\ufeff]+|[\s\u3000]+$/g, '');
}
