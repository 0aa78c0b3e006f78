import type { PollMode } from '@minsheng/contracts';

/** What is stored of an answer sheet besides its open texts: a byte a choice, half a byte a satisfaction answer. */
export interface AnswerRecord {
  mode: PollMode;
  /** Index of the plan's site (interviews) or of the day of fieldwork (online). */
  psu: number;
  /** From start to submission; more than 65,535 is kept as that. */
  seconds: number;
  /** Minutes from the beginning of fieldwork to the answer. */
  minute: number;
  /** Single-choice items in questionnaire order: option index, 254 not answered, 255 not asked. */
  singles: Uint8Array;
  /** Satisfaction items in questionnaire order, as `compileReader` codes them. */
  codes: Uint8Array;
}

const version = 1;
const headerLength = 8;
export const modes: readonly PollMode[] = ['INTERVIEW', 'WECHAT'];
const most = 65_535;

/** Largest code that half a byte holds: eleven levels and five codes without a level. */
const largestCode = 15;
const oddFlag = 8;

/**
 * u8 version × 16 + mode (+ 8 when the number of satisfaction items is odd), u8 single-choice items, u16 psu, u16 seconds,
 * u16 minute (little-endian), one byte a single choice, then two satisfaction codes a byte, the first in the high half.
 *
 * @throws RangeError when a number has no room
 */
export function encodeRecord({ mode, psu, seconds, minute, singles, codes }: AnswerRecord): Buffer {
  if (!(psu >= 0 && psu <= most)) throw new RangeError(`no sampling unit ${psu}`);
  const isOdd = codes.length % 2 === 1;
  const bytes = Buffer.alloc(headerLength + singles.length + Math.ceil(codes.length / 2));
  bytes[0] = version * 16 + modes.indexOf(mode) + (isOdd ? oddFlag : 0);
  bytes[1] = singles.length;
  bytes.writeUInt16LE(psu, 2);
  bytes.writeUInt16LE(Math.min(Math.max(Math.floor(seconds), 0), most), 4);
  bytes.writeUInt16LE(Math.min(Math.max(Math.floor(minute), 0), most), 6);
  bytes.set(singles, headerLength);
  const from = headerLength + singles.length;
  for (let item = 0; item < codes.length; item++) {
    const code = codes[item] as number;
    if (code > largestCode) throw new RangeError(`no satisfaction code ${code}`);
    bytes[from + (item >> 1)]! |= item % 2 === 0 ? code << 4 : code;
  }
  return bytes;
}

/** @throws RangeError when the bytes are of another version */
export function decodeRecord(bytes: Uint8Array): AnswerRecord {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = bytes[0] as number;
  const mode = modes[first & 7];
  if (first >> 4 !== version || !mode) throw new RangeError('an unknown version of the record');
  const from = headerLength + (bytes[1] as number);
  const codes = new Uint8Array(2 * (bytes.length - from) - ((first & oddFlag) === 0 ? 0 : 1));
  for (let item = 0; item < codes.length; item++) {
    const pair = bytes[from + (item >> 1)] as number;
    codes[item] = item % 2 === 0 ? pair >> 4 : pair & 15;
  }
  return {
    mode,
    psu: view.getUint16(2, true),
    seconds: view.getUint16(4, true),
    minute: view.getUint16(6, true),
    singles: bytes.subarray(headerLength, from),
    codes,
  };
}

/** The part of a record that the respondent gave: the same however often and whenever it is sent. */
export function answersPart(record: Uint8Array): Uint8Array {
  return record.subarray(headerLength);
}
