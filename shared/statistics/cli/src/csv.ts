import { BadCall } from './outcome.js';
import { Coding, Table } from './table.js';

const QUOTE = 34;
const COMMA = 44;
const RETURN = 13;
const NEW_LINE = 10;

/**
 * Reads comma-separated values with a header line (RFC 4180): quoted cells may hold commas, quotes (doubled) and line breaks;
 * a byte order mark, line ends of either kind and blank lines at the end are let pass.
 *
 * @throws {BadCall} naming the line of a row with another number of cells, of an unclosed quote, and a name used twice
 */
export function readCsv(text: string): Table {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let line = 1;
  /** Cells of one record; ends after its line break. */
  const record = (into: (cell: string, column: number) => void): number => {
    let column = 0;
    for (;;) {
      if (text.charCodeAt(at) === QUOTE) {
        const opened = line;
        let cell = '';
        let from = ++at;
        for (;;) {
          const code = text.charCodeAt(at);
          if (Number.isNaN(code)) throw new BadCall(`line ${opened}, cell ${column + 1}: the quote is not closed`);
          if (code === NEW_LINE) line++;
          at++;
          if (code !== QUOTE) continue;
          cell += text.slice(from, at - 1);
          if (text.charCodeAt(at) !== QUOTE) break;
          cell += '"';
          from = ++at;
        }
        const next = text.charCodeAt(at);
        if (next !== COMMA && next !== RETURN && next !== NEW_LINE && !Number.isNaN(next)) {
          throw new BadCall(`line ${line}, cell ${column + 1}: text after the closing quote`);
        }
        into(cell, column++);
      } else {
        const from = at;
        for (let code = text.charCodeAt(at); code !== COMMA && code !== NEW_LINE; code = text.charCodeAt(++at)) {
          if (Number.isNaN(code)) break;
        }
        const end = at > from && text.charCodeAt(at - 1) === RETURN && text.charCodeAt(at) !== COMMA ? at - 1 : at;
        into(text.slice(from, end), column++);
      }
      if (text.charCodeAt(at) === RETURN) at++;
      const code = text.charCodeAt(at);
      at++;
      if (code === COMMA) continue;
      line++;
      return column;
    }
  };

  const names: string[] = [];
  record((cell) => names.push(cell));
  names.forEach((name, column) => {
    if (names.indexOf(name) !== column) throw new BadCall(`line 1: the column ${JSON.stringify(name)} is there twice`);
  });
  const codings = names.map(() => new Coding());
  const lines: number[] = [];
  let isBroken = false;
  while (at < text.length) {
    const started = line;
    const from = at;
    if (isBlank(text, from)) {
      record(() => undefined);
      continue;
    }
    const cells = record((cell, column) => codings[column]?.add(cell));
    if (cells !== names.length) {
      throw new BadCall(`line ${started}: ${cells} cells, where the header has ${names.length}`);
    }
    isBroken ||= line !== started + 1 || (lines.length > 0 && lines[lines.length - 1] !== started - 1);
    lines.push(started);
  }
  const lineOf = isBroken ? (row: number) => lines[row]! : (row: number) => row + 2;
  return new Table(lines.length, new Map(names.map((name, column) => [name, codings[column]!.done()])), lineOf);
}

/** Nothing but a line break from here on: a line that a table of one column or more cannot have. */
function isBlank(text: string, from: number): boolean {
  const code = text.charCodeAt(from);
  if (code === NEW_LINE || Number.isNaN(code)) return true;
  return code === RETURN && text.charCodeAt(from + 1) === NEW_LINE;
}
