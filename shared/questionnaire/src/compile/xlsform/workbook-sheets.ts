import type { ImportWarning, LocalisedText } from '@minsheng/contracts';

/** A workbook (工作簿) as texts: what its sheets hold, whatever file they came from. */
export interface WorkbookSheets {
  sheets: SheetCells[];
}

export interface SheetCells {
  name: string;
  /** Rows as they stand, the first at 0, empty ones too; a cell left out or `''` holds nothing. */
  rows: string[][];
}

export type WorkbookRefusalCode =
  // the file
  | 'empty-file'
  | 'too-large'
  | 'not-a-workbook'
  | 'old-format'
  | 'encrypted'
  | 'damaged'
  | 'bomb'
  | 'unreadable-cell'
  // its sheets
  | 'sheet-missing'
  | 'sheet-twice'
  | 'column-missing'
  | 'column-twice'
  | 'type-missing'
  | 'type-unknown'
  | 'name-missing'
  | 'value-unknown'
  | 'not-a-number'
  | 'group-not-open'
  | 'group-not-closed'
  | 'too-deep'
  | 'too-long'
  | 'too-many';

/** A workbook that cannot become a questionnaire: one reason, and where it stands. */
export class WorkbookRefusal extends Error {
  override readonly name = 'WorkbookRefusal';

  constructor(
    readonly code: WorkbookRefusalCode,
    readonly sentences: LocalisedText,
    /** null: the file as a whole. */
    readonly sheet: string | null = null,
    /** `C12`; null: the sheet as a whole. */
    readonly cell: string | null = null,
  ) {
    super(`${[sheet, cell].filter((each) => each !== null).join('!') || 'workbook'}: ${sentences.en}`);
  }
}

/** What could not be taken over, or was read in another way than it is written. */
export class Warnings {
  readonly all: ImportWarning[] = [];

  add(code: string, sheet: string | null, cell: string | null, zh: string, en: string): void {
    this.all.push({ code, sheet, cell, sentences: { zh, en } });
  }
}

/** `C12` for row 11 and column 2, both counted from 0. */
export function cellName(row: number, column: number): string {
  let name = '';
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26)) {
    name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
  }
  return `${name}${row + 1}`;
}
