import type { LocalisedText } from '@minsheng/contracts';
import {
  isMedia,
  isTranslated,
  languageNames,
  languageOf,
  languages,
  longestHeader,
  readHeader,
  type SheetName,
  type WorkbookLanguage,
} from './columns.js';
import { cellName, WorkbookRefusal, type SheetCells, type Warnings } from './workbook-sheets.js';

/** Most columns of one sheet that hold anything, and most rows. */
const mostColumns = 100;
const mostRows = 10_000;

interface Column {
  at: number;
  /** Key of what it holds: `relevant`, `label@zh`; null: carried along under `header`. */
  key: string | null;
  header: string;
}

/** A sheet with its columns understood. */
export interface SheetTable {
  name: string;
  /** Cell of the header, e.g. `B1`; null when there is no such column. */
  headerOf(key: string): string | null;
  rows: SheetRow[];
}

/** Understands the first row that holds anything as header, and gives the rows below that hold anything. */
export function readSheet(
  sheet: SheetName,
  { name, rows }: SheetCells,
  defaultLanguage: string | null,
  hasHan: boolean,
  warnings: Warnings,
): SheetTable {
  if (rows.length > mostRows) {
    throw new WorkbookRefusal(
      'too-many',
      { zh: `超过 ${mostRows} 行`, en: `There are more than ${mostRows} rows` },
      name,
      cellName(mostRows, 0),
    );
  }
  const headerRow = rows.findIndex((cells) => cells.some((text) => text !== undefined && text.trim() !== ''));
  const headers = (rows[headerRow] ?? []).map((text) => (text ?? '').trim());
  headers.forEach((written, at) => {
    if (written.length > longestHeader) {
      throw new WorkbookRefusal(
        'too-long',
        { zh: `表头超过 ${longestHeader} 个字符`, en: `The header is longer than ${longestHeader} characters` },
        name,
        cellName(headerRow, at),
      );
    }
  });
  const below = rows.slice(headerRow + 1);
  const read = headers.map((written) => (written === '' ? null : readHeader(sheet, written)));
  const columns: Column[] = [];
  headers.forEach((written, at) => {
    const header = read[at];
    if (!header) {
      const first = below.findIndex((cells) => (cells[at] ?? '').trim() !== '');
      if (first >= 0) {
        warnings.add(
          'column-without-name',
          name,
          cellName(headerRow + 1 + first, at),
          '这一列没有表头，没有带进来',
          'The column has no header and was not taken over',
        );
      }
      return;
    }
    columns.push({ at, ...keyOf(header, written, at) });
  });
  const widest = below.reduce((most, cells) => Math.max(most, cells.length), 0);
  for (let at = headers.length; at < widest; at += 1) {
    const first = below.findIndex((cells) => (cells[at] ?? '').trim() !== '');
    if (first >= 0) {
      warnings.add(
        'column-without-name',
        name,
        cellName(headerRow + 1 + first, at),
        '这一列没有表头，没有带进来',
        'The column has no header and was not taken over',
      );
    }
  }
  if (columns.length > mostColumns) {
    throw new WorkbookRefusal(
      'too-many',
      { zh: `超过 ${mostColumns} 列`, en: `There are more than ${mostColumns} columns` },
      name,
      cellName(headerRow, columns[mostColumns]!.at),
    );
  }
  const seen = new Set<string>();
  for (const { key, at } of columns) {
    const written = headers[at]!;
    if (seen.has(`:${written}`) || (key !== null && seen.has(key))) {
      throw new WorkbookRefusal(
        'column-twice',
        { zh: `“${written}”列出现两次，请只留一列`, en: `The column “${written}” appears twice; keep one of them` },
        name,
        cellName(headerRow, at),
      );
    }
    seen.add(`:${written}`);
    if (key !== null) seen.add(key);
  }
  const byKey = new Map(columns.flatMap((column) => (column.key === null ? [] : [[column.key, column] as const])));
  return {
    name,
    headerOf: (key) => {
      const column = byKey.get(key);
      return column ? cellName(headerRow, column.at) : null;
    },
    rows: below.flatMap((cells, index) =>
      columns.some(({ at }) => (cells[at] ?? '').trim() !== '')
        ? [new SheetRow(name, headerRow + 1 + index, columns, byKey, cells)]
        : [],
    ),
  };

  function keyOf(
    { name: known, language }: NonNullable<(typeof read)[number]>,
    written: string,
    at: number,
  ): Omit<Column, 'at'> {
    const cell = cellName(headerRow, at);
    if (known === null) {
      if (written.toLowerCase().startsWith('poll::')) {
        warnings.add(
          'column-unknown',
          name,
          cell,
          `不认识“${written}”列，原样保留，不起作用`,
          `The column “${written}” is not known; it is kept and does nothing`,
        );
      } else if (isMedia(written)) {
        warnings.add(
          'media',
          name,
          cell,
          `“${written}”列的图片、声音或影片原样保留，不会显示`,
          `Pictures, sounds or films of the column “${written}” are kept, but not shown`,
        );
      } else if (written.toLowerCase() === 'trigger') {
        warnings.add(
          'trigger',
          name,
          cell,
          'trigger 原样保留：这里的计算随时更新',
          'Triggers are kept; calculations here are always up to date',
        );
      }
      return { key: null, header: written };
    }
    // An older name beside the name itself is a column of its own: choices of some forms have a column `value` to filter by.
    const isBeside =
      sheet === 'choices' &&
      written.trim().toLowerCase() !== known &&
      read.some((other, index) => index !== at && other?.name === known && headers[index]!.toLowerCase() === known);
    if (isBeside && language === null) return { key: null, header: written };
    if (!isTranslated(known)) return { key: known, header: known };
    const meant = language === null ? untagged(known, at) : languageOf(language);
    if (meant === null) {
      warnings.add(
        'language',
        name,
        cell,
        `“${written}”列的语言不是中文或英文，原样保留，不会显示`,
        `The column “${written}” is neither Chinese nor English; it is kept, but not shown`,
      );
      return { key: null, header: written };
    }
    const isSecond = read.some(
      (other, index) =>
        index < at && other?.name === known && other.language !== null && languageOf(other.language) === meant,
    );
    if (isSecond && language !== null) return { key: null, header: written };
    return { key: `${known}@${meant}`, header: `${known}::${languageNames[meant]}` };
  }

  /** Words without a language are in the default language; where none is said, in the one that the others are not in. */
  function untagged(known: string, at: number): WorkbookLanguage | null {
    const tagged = new Set(
      read.flatMap((other) => (other?.name === known && other.language !== null ? [languageOf(other.language)] : [])),
    );
    if (defaultLanguage !== null) {
      const meant = languageOf(defaultLanguage);
      return meant === null || tagged.has(meant) ? null : meant;
    }
    if (tagged.has('zh') && tagged.has('en')) return null;
    if (tagged.has('zh')) return 'en';
    const isChinese = below.some((cells) => /\p{Script=Han}/u.test(cells[at] ?? ''));
    if (tagged.has('en')) return isChinese ? 'zh' : null;
    return isChinese || hasHan ? 'zh' : 'en';
  }
}

/** A row of a sheet: what is taken from it is understood, and the rest leaves with the questionnaire again. */
export class SheetRow {
  private readonly taken = new Set<string>();

  constructor(
    readonly sheet: string,
    private readonly row: number,
    private readonly columns: readonly Column[],
    private readonly byKey: ReadonlyMap<string, Column>,
    private readonly cells: readonly string[],
  ) {}

  /** The cell of a column, e.g. `C12`; of a column that is not there, the row’s first. */
  at(key: string): string {
    return cellName(this.row, (this.byKey.get(key) ?? this.columns[0])?.at ?? 0);
  }

  has(key: string): boolean {
    return this.look(key) !== undefined;
  }

  /** What the column holds, without taking it. */
  peek(key: string): string | undefined {
    return this.look(key);
  }

  /** The same row with nothing taken from it but its type. */
  again(): SheetRow {
    const row = new SheetRow(this.sheet, this.row, this.columns, this.byKey, this.cells);
    row.taken.add('type');
    return row;
  }

  /** What the column holds, as it is written; undefined: nothing. */
  take(key: string, longest = 2000): string | undefined {
    this.taken.add(key);
    const text = this.look(key);
    if (text !== undefined && text.length > longest) {
      throw new WorkbookRefusal(
        'too-long',
        { zh: `超过 ${longest} 个字符`, en: `This is longer than ${longest} characters` },
        this.sheet,
        this.at(key),
      );
    }
    return text;
  }

  /** A code or a word: without the spaces around it. */
  takeWord(key: string, longest = 64): string | undefined {
    const text = this.look(key)?.trim();
    if (text === undefined) this.taken.add(key);
    else if (text.length > longest) this.take(key, longest);
    this.taken.add(key);
    return text;
  }

  /** Whole or broken number. */
  takeNumber(key: string, isWhole: boolean): number | undefined {
    const text = this.takeWord(key);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (
      !/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ||
      !Number.isFinite(value) ||
      (isWhole && !Number.isInteger(value))
    ) {
      throw this.refusal(
        'not-a-number',
        key,
        isWhole ? `“${text}”应是整数` : `“${text}”应是数字`,
        isWhole ? `“${text}” must be a whole number` : `“${text}” must be a number`,
      );
    }
    if (isWhole && (value < -2147483648 || value > 2147483647)) {
      throw this.refusal('not-a-number', key, `“${text}”太大`, `“${text}” is too large`);
    }
    return value;
  }

  takeYes(key: string): boolean {
    const text = this.look(key);
    this.taken.add(key);
    if (text === undefined) return false;
    const said = yesOrNo(text);
    if (said === null)
      throw this.refusal('value-unknown', key, `“${text}”应是 yes 或 no`, `“${text}” must be yes or no`);
    return said;
  }

  /** Words in both languages; undefined: none in either. */
  words(key: string, isOwn = false): LocalisedText | undefined {
    const [zh, en] = languages.map((language) => this.take(isOwn ? `${key}_${language}` : `${key}@${language}`));
    return zh === undefined && en === undefined ? undefined : { zh: zh ?? '', en: en ?? '' };
  }

  /** Cells of columns that mean something, but not in this row. */
  leftOver(): { header: string; cell: string; text: string }[] {
    return this.rest((column) => column.key !== null);
  }

  /** Everything that nobody took, by header. */
  extras(longest = 10_000): Record<string, string> | undefined {
    const rest = this.rest(() => true);
    for (const { cell, text } of rest) {
      if (text.length > longest) {
        throw new WorkbookRefusal(
          'too-long',
          { zh: `超过 ${longest} 个字符`, en: `This is longer than ${longest} characters` },
          this.sheet,
          cell,
        );
      }
    }
    return rest.length === 0 ? undefined : Object.fromEntries(rest.map(({ header, text }) => [header, text]));
  }

  /** What stands in columns that are carried along. */
  unknown(): { header: string; cell: string; text: string }[] {
    return this.rest((column) => column.key === null);
  }

  refusal(code: WorkbookRefusal['code'], key: string, zh: string, en: string): WorkbookRefusal {
    return new WorkbookRefusal(code, { zh, en }, this.sheet, this.at(key));
  }

  private rest(wanted: (column: Column) => boolean): { header: string; cell: string; text: string }[] {
    return this.columns.flatMap((column) => {
      const text = this.cells[column.at] ?? '';
      if (text.trim() === '' || !wanted(column) || (column.key !== null && this.taken.has(column.key))) return [];
      return [{ header: column.header, cell: cellName(this.row, column.at), text }];
    });
  }

  private look(key: string): string | undefined {
    const column = this.byKey.get(key);
    const text = column && this.cells[column.at];
    return text === undefined || text.trim() === '' ? undefined : text;
  }
}

/** As people write it in XLSForm; null: it is an expression. */
export function yesOrNo(text: string): boolean | null {
  const plain = text.trim().toLowerCase();
  if (['yes', 'y', 'true', 'true()', '1', '是'].includes(plain)) return true;
  if (['no', 'n', 'false', 'false()', '0', '否'].includes(plain)) return false;
  return null;
}
