import { parse } from 'csv-parse';
import type { Readable } from 'node:stream';

export interface CsvRow {
  /** Where it begins, as an editor counts: 1 is the header. */
  line: number;
  cells: string[];
}

/** Why a whole file cannot be read. */
export class UnreadableCsv extends Error {
  constructor(
    readonly zh: string,
    readonly en: string,
  ) {
    super(en);
  }
}

/**
 * The rows of a CSV file (UTF-8, commas, quotes as RFC 4180), one at a time and header included; empty lines are left out.
 * @throws UnreadableCsv where quotes are broken or the encoding is another
 */
export async function* readCsv(bytes: Readable): AsyncGenerator<CsvRow> {
  const parser = bytes.pipe(
    parse({ bom: true, info: true, skip_empty_lines: true, relax_column_count: true, max_record_size: 1_000_000 }),
  );
  bytes.once('error', (error) => parser.destroy(error));
  try {
    for await (const entry of parser) {
      const { record, info } = entry as { record: string[]; info: { lines: number } };
      if (record.some((cell) => cell.includes('\uFFFD') || cell.includes('\0')))
        throw new UnreadableCsv(
          `第 ${info.lines} 行的编码不是 UTF-8，请另存为“CSV UTF-8”。`,
          `line ${info.lines} is not UTF-8; save the file as "CSV UTF-8".`,
        );
      // csv-parse says on which line a record ends.
      const inside = record.reduce((lines, cell) => lines + (cell.match(/\n/g)?.length ?? 0), 0);
      yield { line: info.lines - inside, cells: record.map((cell) => cell.trim()) };
    }
  } catch (error) {
    const { code, lines } = error as { code?: string; lines?: number };
    if (!code?.startsWith('CSV_')) throw error;
    throw new UnreadableCsv(`第 ${lines ?? 0} 行起的引号不对。`, `quotes are broken from line ${lines ?? 0} on.`);
  }
}
