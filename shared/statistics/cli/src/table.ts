import { BadCall } from './outcome.js';

/** A column of text: `of[row]` is the index of the row's level. */
export interface CodedCells {
  readonly levels: readonly string[];
  readonly of: ArrayLike<number>;
}

/** A column as it was read: coded text, or numbers. */
export type Cells = CodedCells | { readonly numbers: Float64Array };

/** Data by column, one entry a row. */
export class Table {
  readonly rows: number;
  readonly #columns: ReadonlyMap<string, Cells>;
  /** Line of a row in its file; null where the file has no lines. */
  readonly lineOf: ((row: number) => number) | null;

  constructor(rows: number, columns: ReadonlyMap<string, Cells>, lineOf: ((row: number) => number) | null) {
    this.rows = rows;
    this.#columns = columns;
    this.lineOf = lineOf;
  }

  get names(): string[] {
    return [...this.#columns.keys()];
  }

  has(name: string): boolean {
    return this.#columns.has(name);
  }

  /** "line 7, column age" (counted from one, the header is line 1), or "row 6, column age" of a file without lines. */
  place(row: number, name: string): string {
    return this.lineOf === null ? `row ${row + 1}, column ${name}` : `line ${this.lineOf(row)}, column ${name}`;
  }

  /** @throws {BadCall} naming the path of the specification that asks for a column which is not there */
  cells(name: string, askedAt: string): Cells {
    const cells = this.#columns.get(name);
    if (cells === undefined) {
      throw new BadCall(`${askedAt}: the data have no column ${name}; there are ${this.names.join(', ')}`);
    }
    return cells;
  }

  coded(name: string, askedAt: string): CodedCells {
    const cells = this.cells(name, askedAt);
    if ('levels' in cells) return cells;
    const numberOf = new Map<number, number>();
    const of = Int32Array.from(cells.numbers, (value) => {
      const known = numberOf.get(value);
      if (known !== undefined) return known;
      numberOf.set(value, numberOf.size);
      return numberOf.size - 1;
    });
    return { levels: [...numberOf.keys()].map((value) => (Number.isNaN(value) ? '' : String(value))), of };
  }

  texts(name: string, askedAt: string): string[] {
    const { levels, of } = this.coded(name, askedAt);
    return Array.from({ length: this.rows }, (_, row) => levels[of[row]!]!);
  }

  /**
   * @param missing texts that stand for no value, which becomes NaN
   * @throws {BadCall} naming line and column of a cell that is no number
   */
  numbers(name: string, askedAt: string, missing: readonly string[] = []): Float64Array {
    const cells = this.cells(name, askedAt);
    if ('numbers' in cells) {
      const row = cells.numbers.findIndex((value) => !Number.isFinite(value) && !Number.isNaN(value));
      if (row >= 0) throw new BadCall(`${this.place(row, name)}: an infinite number`);
      return cells.numbers;
    }
    const values = cells.levels.map((text) => (missing.includes(text) ? NaN : numberIn(text)));
    const numbers = new Float64Array(this.rows);
    for (let row = 0; row < this.rows; row++) {
      const value = values[cells.of[row]!];
      if (value === null) {
        throw new BadCall(`${this.place(row, name)}: ${JSON.stringify(cells.levels[cells.of[row]!])} is not a number`);
      }
      numbers[row] = value!;
    }
    return numbers;
  }
}

/** A decimal number as spreadsheets and R write it; null for anything else. */
function numberIn(text: string): number | null {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text.trim()) ? Number(text) : null;
}

/** Puts cells of text into coded columns as they come. */
export class Coding {
  readonly #levels = new Map<string, number>();
  #of = new Int32Array(1024);
  #rows = 0;

  add(text: string): void {
    let level = this.#levels.get(text);
    if (level === undefined) this.#levels.set(text, (level = this.#levels.size));
    if (this.#rows === this.#of.length) {
      const longer = new Int32Array(this.#of.length * 2);
      longer.set(this.#of);
      this.#of = longer;
    }
    this.#of[this.#rows++] = level;
  }

  done(): CodedCells {
    return { levels: [...this.#levels.keys()], of: this.#of.subarray(0, this.#rows) };
  }
}
