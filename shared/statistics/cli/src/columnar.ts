import { BadCall } from './outcome.js';
import { Table, type Cells } from './table.js';

/**
 * Columnar file (列式文件), little-endian:
 *
 *     8 bytes   "MSCOL\0\0\1"
 *     4 bytes   length of the header, unsigned
 *     4 bytes   0
 *     header    UTF-8 JSON { "rows": n, "columns": [{ "name", "type", "levels"? }] }, filled up with spaces to a multiple of 8
 *     columns   one after the other, each filled up to a multiple of 8 bytes
 *
 * `type`: `f64` doubles (NaN: no value); `u8`, `u16` or `i32` indexes into `levels`, a list of texts.
 */
export const MAGIC = 'MSCOL\0\0\u0001';

interface Header {
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly levels?: readonly string[] }[];
}

const WIDTHS: Record<string, number> = { f64: 8, u8: 1, u16: 2, i32: 4 };

export function isColumnar(bytes: Uint8Array): boolean {
  return [...MAGIC].every((letter, i) => bytes[i] === letter.charCodeAt(0));
}

/** @throws {BadCall} naming what the header or a column gets wrong */
export function readColumnar(bytes: Uint8Array): Table {
  if (bytes.length < 16) throw new BadCall('the columnar file ends in its first 16 bytes');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const headerEnd = 16 + view.getUint32(8, true);
  if (headerEnd % 8 !== 0 || headerEnd > bytes.length)
    throw new BadCall('the header of the columnar file is cut short');
  const header = readHeader(bytes.subarray(16, headerEnd));
  let at = headerEnd;
  const columns = new Map<string, Cells>();
  for (const { name, type, levels } of header.columns) {
    const width = WIDTHS[type]!;
    const length = header.rows * width;
    if (at + length > bytes.length) throw new BadCall(`column ${name}: the columnar file ends before it`);
    // Typed arrays want a start that their width divides, whatever place the file has in memory.
    const isAligned = (bytes.byteOffset + at) % 8 === 0;
    const own = isAligned ? bytes.subarray(at, at + length) : bytes.slice(at, at + length);
    columns.set(name, typed(name, type, own, header.rows, levels));
    at += Math.ceil(length / 8) * 8;
  }
  return new Table(header.rows, columns, null);
}

function readHeader(bytes: Uint8Array): Header {
  let header: Header;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Header;
  } catch {
    throw new BadCall('the header of the columnar file is not JSON in UTF-8');
  }
  if (!Number.isSafeInteger(header.rows) || header.rows < 0 || !Array.isArray(header.columns)) {
    throw new BadCall('the header of the columnar file needs rows and columns');
  }
  const seen = new Set<string>();
  for (const { name, type, levels } of header.columns) {
    if (typeof name !== 'string' || seen.has(name)) throw new BadCall(`column names must be texts and differ: ${name}`);
    seen.add(name);
    if (!Object.hasOwn(WIDTHS, type))
      throw new BadCall(`column ${name}: the type ${type} is not one of f64, u8, u16, i32`);
    if (type !== 'f64' && !(Array.isArray(levels) && levels.every((level) => typeof level === 'string'))) {
      throw new BadCall(`column ${name}: indexes need levels`);
    }
  }
  return header;
}

function typed(name: string, type: string, bytes: Uint8Array, rows: number, levels: readonly string[] = []): Cells {
  const { buffer, byteOffset } = bytes;
  if (type === 'f64') return { numbers: new Float64Array(buffer, byteOffset, rows) };
  const of =
    type === 'u8'
      ? new Uint8Array(buffer, byteOffset, rows)
      : type === 'u16'
        ? new Uint16Array(buffer, byteOffset, rows)
        : new Int32Array(buffer, byteOffset, rows);
  for (let row = 0; row < rows; row++) {
    if (!(of[row]! >= 0 && of[row]! < levels.length)) {
      throw new BadCall(`row ${row + 1}, column ${name}: there is no level ${of[row]}`);
    }
  }
  return { levels, of };
}

/** Writes a columnar file, for tests, benches and whoever wants to feed one. */
export function writeColumnar(rows: number, columns: ReadonlyMap<string, Cells>): Uint8Array {
  const parts = [...columns].map(([name, cells]) => {
    if ('numbers' in cells) return { name, type: 'f64', data: Float64Array.from(cells.numbers) };
    const { levels } = cells;
    if (levels.length <= 256) return { name, type: 'u8', levels, data: Uint8Array.from(cells.of) };
    if (levels.length <= 65_536) return { name, type: 'u16', levels, data: Uint16Array.from(cells.of) };
    return { name, type: 'i32', levels, data: Int32Array.from(cells.of) };
  });
  const described = JSON.stringify({ rows, columns: parts.map(({ data: _, ...description }) => description) });
  const plain = new TextEncoder().encode(described);
  const header = new Uint8Array(Math.ceil(plain.length / 8) * 8).fill(32);
  header.set(plain);
  const length = parts.reduce((sum, { data }) => sum + Math.ceil(data.byteLength / 8) * 8, 16 + header.length);
  const bytes = new Uint8Array(length);
  bytes.set(Uint8Array.from(MAGIC, (letter) => letter.charCodeAt(0)));
  new DataView(bytes.buffer).setUint32(8, header.length, true);
  bytes.set(header, 16);
  let at = 16 + header.length;
  for (const { data } of parts) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += Math.ceil(data.byteLength / 8) * 8;
  }
  return bytes;
}
