import type { ScoreCode } from '../design/poll-outline.js';
import { LANES, type Counts } from './running-sums.js';

/**
 * How number, Σ s and Σ s² of two questions share one double: 26 bits for each, of which the lowest are the number, the next
 * Σ s, the highest Σ s². Up to `run` answers of a slot cannot spill from one into the next.
 */
export interface Packing {
  readonly run: number;
  readonly sumShift: number;
  readonly squareShift: number;
  /** By pair of questions: what two answer bytes (the second times 256) add; NaN for an unknown answer. */
  readonly tables: readonly Float64Array[];
}

const BITS_OF_QUESTION = 26;
const SECOND_QUESTION = 2 ** BITS_OF_QUESTION;
/** With fewer, taking the packed sums apart would cost more than it saves. */
const SHORTEST_RUN = 15;

/** null where scores are too large to be packed. */
export function packingOf(codes: readonly ScoreCode[]): Packing | null {
  const most = codes.reduce((largest, code) => Math.max(largest, code.largest), 1);
  const widths = (run: number): [number, number, number] => [bits(run), bits(run * most), bits(run * most * most)];
  let run = 1;
  while (widths(2 * run + 1).reduce((sum, width) => sum + width, 0) <= BITS_OF_QUESTION) run = 2 * run + 1;
  if (run < SHORTEST_RUN) return null;
  const [sumShift, width] = widths(run);
  const squareShift = sumShift + width;
  const adds = codes.map((code) =>
    code.codes.map((s) => (s < 0 ? 0 : 1 + s * 2 ** sumShift + s * s * 2 ** squareShift)),
  );
  // Questions mostly have the same scores, and then one table serves all pairs.
  const known: { first: ScoreCode; second: ScoreCode | undefined; table: Float64Array }[] = [];
  const tables: Float64Array[] = [];
  for (let q = 0; q < codes.length; q += 2) {
    const first = codes[q]!;
    const second = codes[q + 1];
    let entry = known.find((other) => isSameCode(other.first, first) && isSameCode(other.second, second));
    if (entry === undefined) {
      entry = { first, second, table: pairTable(adds[q]!, adds[q + 1]) };
      known.push(entry);
    }
    tables.push(entry.table);
  }
  if (tables.length % 2 === 1) tables.push(new Float64Array(1 << 16));
  return { run, sumShift, squareShift, tables };
}

function bits(value: number): number {
  return 32 - Math.clz32(value);
}

function isSameCode(a: ScoreCode | undefined, b: ScoreCode | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.codes.every((s, answer) => Object.is(s, b.codes[answer])));
}

function pairTable(first: Float64Array, second: Float64Array | undefined): Float64Array {
  const table = new Float64Array(1 << 16);
  for (let answer = 0, at = 0; answer < 256; answer++) {
    // Where there is no second question its bytes are 0.
    const own = second === undefined ? 0 : second[answer]! * SECOND_QUESTION;
    for (let other = 0; other < 256; other++, at++) table[at] = first[other]! + own;
  }
  return table;
}

/** Rows to be added, and the slot of each; those that belong to none have a slot beyond all others. */
export interface PackedRows {
  readonly slotOf: Int32Array;
  readonly slots: number;
  /** Rows by slot, and the most of any slot. */
  readonly rows: Int32Array;
  readonly most: number;
}

/** Sums of four questions, at `[4 × slot + question]`. */
export interface FourSums {
  readonly sum: Counts;
  readonly squares: Counts;
  /** Asked for when an answer without score is met. */
  readonly unscored: () => Counts;
}

/**
 * Adds the answers to four questions. The packed sums lie in `packed`, two doubles a slot, all zero before and after.
 *
 * @param answers one column a question; left out ones are of no question
 * @returns false when one of the answers is unknown
 */
export function addPackedRows(
  sums: FourSums,
  packing: Packing,
  pair: number,
  answers: readonly (Uint8Array | null)[],
  rows: PackedRows,
  packed: Float64Array,
): boolean {
  const questions = answers.filter((column) => column !== null).length;
  const first = packing.tables[pair]!;
  const second = packing.tables[pair + 1]!;
  const isWhole = rows.most <= packing.run;
  const seen = isWhole ? rows.rows : new Int32Array(rows.slots + 1);
  const end = rows.slotOf.length;
  const whole = isWhole ? end - (end % 4) : 0;
  if (whole > 0) sumFourByFour(answers, rows.slotOf, whole, first, second, packed);
  const [a, b, c, d] = [0, 1, 2, 3].map((lane) => answers[lane] ?? null) as [
    Uint8Array,
    Uint8Array | null,
    Uint8Array | null,
    Uint8Array | null,
  ];
  for (let row = whole; row < end; row++) {
    const slot = rows.slotOf[row]!;
    packed[2 * slot]! += first[a[row]! | ((b?.[row] ?? 0) << 8)]!;
    packed[2 * slot + 1]! += second[(c?.[row] ?? 0) | ((d?.[row] ?? 0) << 8)]!;
    if (isWhole || ++seen[slot]! < packing.run) continue;
    if (slot < rows.slots && !takeApart(sums, packing, packed, slot, slot + 1, seen, questions)) return false;
    seen[slot] = 0;
  }
  packed.fill(0, 2 * rows.slots);
  return takeApart(sums, packing, packed, 0, rows.slots, seen, questions);
}

/** Four rows at a time: a word has four answers to one question, and is turned into pairs of answers of one respondent. */
function sumFourByFour(
  answers: readonly (Uint8Array | null)[],
  slotOf: Int32Array,
  end: number,
  first: Float64Array,
  second: Float64Array,
  packed: Float64Array,
): void {
  const [a, b, c, d] = [0, 1, 2, 3].map((lane) => wordsOf(answers[lane] ?? null, end)) as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  for (let word = 0, row = 0; row < end; word++, row += 4) {
    const x = a[word]!;
    const y = b[word]!;
    const z = c[word]!;
    const u = d[word]!;
    const evenOfFirst = (x & 0xff00ff) | ((y & 0xff00ff) << 8);
    const oddOfFirst = ((x >>> 8) & 0xff00ff) | (y & 0xff00ff00);
    const evenOfSecond = (z & 0xff00ff) | ((u & 0xff00ff) << 8);
    const oddOfSecond = ((z >>> 8) & 0xff00ff) | (u & 0xff00ff00);
    let at = 2 * slotOf[row]!;
    packed[at]! += first[evenOfFirst & 0xffff]!;
    packed[at + 1]! += second[evenOfSecond & 0xffff]!;
    at = 2 * slotOf[row + 1]!;
    packed[at]! += first[oddOfFirst & 0xffff]!;
    packed[at + 1]! += second[oddOfSecond & 0xffff]!;
    at = 2 * slotOf[row + 2]!;
    packed[at]! += first[evenOfFirst >>> 16]!;
    packed[at + 1]! += second[evenOfSecond >>> 16]!;
    at = 2 * slotOf[row + 3]!;
    packed[at]! += first[oddOfFirst >>> 16]!;
    packed[at + 1]! += second[oddOfSecond >>> 16]!;
  }
}

const IS_LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** The first `end` bytes as words, the first byte lowest. */
function wordsOf(column: Uint8Array | null, end: number): Int32Array {
  if (column === null) return new Int32Array(end / 4);
  if (!IS_LITTLE_ENDIAN) {
    return Int32Array.from(
      { length: end / 4 },
      (_, word) =>
        column[4 * word]! |
        (column[4 * word + 1]! << 8) |
        (column[4 * word + 2]! << 16) |
        (column[4 * word + 3]! << 24),
    );
  }
  const { buffer, byteOffset } = column.byteOffset % 4 === 0 ? column : column.slice(0, end);
  return new Int32Array(buffer, byteOffset, end / 4);
}

/** Adds the packed sums of slots `from` to `to` of so many rows each, and leaves zeros. */
function takeApart(
  { sum, squares, unscored }: FourSums,
  { sumShift, squareShift }: Packing,
  packed: Float64Array,
  from: number,
  to: number,
  rows: Int32Array,
  questions: number,
): boolean {
  const numberMask = (1 << sumShift) - 1;
  const sumMask = (1 << (squareShift - sumShift)) - 1;
  const share = 1 / SECOND_QUESTION;
  for (let slot = from, at = LANES * from; slot < to; slot++, at += LANES) {
    const expected = rows[slot]!;
    if (expected === 0) continue;
    const x = packed[2 * slot]!;
    const y = packed[2 * slot + 1]!;
    packed[2 * slot] = 0;
    packed[2 * slot + 1] = 0;
    if (!(x >= 0 && y >= 0)) return false;
    const b = (x * share) | 0;
    const a = (x - b * SECOND_QUESTION) | 0;
    const d = (y * share) | 0;
    const c = (y - d * SECOND_QUESTION) | 0;
    sum[at]! += (a >>> sumShift) & sumMask;
    sum[at + 1]! += (b >>> sumShift) & sumMask;
    sum[at + 2]! += (c >>> sumShift) & sumMask;
    sum[at + 3]! += (d >>> sumShift) & sumMask;
    squares[at]! += a >>> squareShift;
    squares[at + 1]! += b >>> squareShift;
    squares[at + 2]! += c >>> squareShift;
    squares[at + 3]! += d >>> squareShift;
    const scored = (a & numberMask) + (b & numberMask) + (c & numberMask) + (d & numberMask);
    if (scored === expected * questions) continue;
    const without = unscored();
    const numbers = [a & numberMask, b & numberMask, c & numberMask, d & numberMask];
    for (let q = 0; q < questions; q++) without[at + q]! += expected - numbers[q]!;
  }
  return true;
}
