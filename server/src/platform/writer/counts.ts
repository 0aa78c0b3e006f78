/**
 * Vectors of counts as the sums keep them: whole numbers from 0 to 2^53 - 1, each an unsigned LEB128 varint (seven bits a
 * byte, lowest first, the highest bit says that more follow; DWARF 5, section 7.6), trailing zeros dropped. So a vector of
 * a thousand small counts takes about a kilobyte, and one that is empty takes nothing.
 */
const twoTo7 = 128;
const twoTo28 = 268_435_456;

/** An addition that would take a sum below nothing or beyond 2^53 - 1: what was promised about the rows does not hold. */
export class BrokenSum extends Error {
  readonly code = 'HOT_SUM_BROKEN';

  constructor(table: string, key: readonly unknown[], place: string | number, total: number) {
    super(`${table} (${key.join(', ')}) would hold ${total} at ${place}`);
    this.name = 'BrokenSum';
  }
}

/** @throws RangeError when a count is negative, no whole number or beyond 2^53 - 1 */
export function encodeCounts(counts: ArrayLike<number>): Buffer {
  let { length } = counts;
  while (length > 0 && counts[length - 1] === 0) length -= 1;
  let size = 0;
  for (let index = 0; index < length; index++) {
    const count = counts[index] as number;
    if (!(count >= 0) || !Number.isSafeInteger(count)) throw new RangeError(`${count} is no count`);
    size += count < twoTo7 ? 1 : sizeOf(count);
  }
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for (let index = 0; index < length; index++) {
    let count = counts[index] as number;
    // Bit operations hold 32 bits only.
    while (count >= twoTo28) {
      bytes[at++] = count % twoTo7 | 0x80;
      count = Math.floor(count / twoTo7);
    }
    let low = count | 0;
    while (low >= twoTo7) {
      bytes[at++] = (low & 0x7f) | 0x80;
      low >>>= 7;
    }
    bytes[at++] = low;
  }
  return bytes;
}

function sizeOf(count: number): number {
  let size = 1;
  for (let left = count; left >= twoTo7; left = Math.floor(left / twoTo7)) size += 1;
  return size;
}

/**
 * @param length the vector is filled up with zeros to this length at least
 * @throws RangeError when the bytes end within a number, or one is beyond 2^53 - 1
 */
export function decodeCounts(bytes: Uint8Array, length = 0): Float64Array {
  let found = 0;
  for (const byte of bytes) if (byte < 0x80) found += 1;
  const counts = new Float64Array(Math.max(found, length));
  let at = 0;
  for (let index = 0; index < found; index++) {
    let byte = bytes[at++] as number;
    if (byte < 0x80) {
      counts[index] = byte;
      continue;
    }
    let count = byte & 0x7f;
    for (let scale = twoTo7; byte >= 0x80; scale *= twoTo7) {
      byte = bytes[at++] as number;
      count += (byte & 0x7f) * scale;
    }
    if (count > Number.MAX_SAFE_INTEGER) throw new RangeError('a count beyond 2^53 - 1');
    counts[index] = count;
  }
  if (at !== bytes.length) throw new RangeError('the vector ends within a number');
  return counts;
}

/**
 * Adds sparse `cells` (index, amount, index, amount …) to `counts` and returns them, grown when a cell lies beyond their end.
 * Nothing is checked here: amounts of one batch may pass through numbers below zero.
 */
export function addCells(counts: Float64Array, cells: ArrayLike<number>): Float64Array {
  let grown = counts;
  for (let at = 0; at < cells.length; at += 2) {
    const index = cells[at] as number;
    if (index >= grown.length) {
      const larger = new Float64Array(Math.max(index + 1, grown.length * 2));
      larger.set(grown);
      grown = larger;
    }
    grown[index] = (grown[index] as number) + (cells[at + 1] as number);
  }
  return grown;
}
