import type { PollMode } from '@minsheng/contracts';

/** What is stored of an answer sheet besides its open texts; a byte an answer. */
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

/** u8 version × 16 + mode, u8 singles, u16 psu, u16 seconds, u16 minute (little-endian), then one byte an answer. */
export function encodeRecord({ mode, psu, seconds, minute, singles, codes }: AnswerRecord): Buffer {
  if (!(psu >= 0 && psu <= most)) throw new RangeError(`no sampling unit ${psu}`);
  const bytes = Buffer.allocUnsafe(headerLength + singles.length + codes.length);
  bytes[0] = version * 16 + modes.indexOf(mode);
  bytes[1] = singles.length;
  bytes.writeUInt16LE(psu, 2);
  bytes.writeUInt16LE(Math.min(Math.max(Math.floor(seconds), 0), most), 4);
  bytes.writeUInt16LE(Math.min(Math.max(Math.floor(minute), 0), most), 6);
  bytes.set(singles, headerLength);
  bytes.set(codes, headerLength + singles.length);
  return bytes;
}

/** @throws RangeError when the bytes are of another version */
export function decodeRecord(bytes: Uint8Array): AnswerRecord {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mode = modes[(bytes[0] as number) & 15];
  if ((bytes[0] as number) >> 4 !== version || !mode) throw new RangeError('an unknown version of the record');
  const answersFrom = headerLength + (bytes[1] as number);
  return {
    mode,
    psu: view.getUint16(2, true),
    seconds: view.getUint16(4, true),
    minute: view.getUint16(6, true),
    singles: bytes.subarray(headerLength, answersFrom),
    codes: bytes.subarray(answersFrom),
  };
}

/** The part of a record that the respondent gave: the same however often and whenever it is sent. */
export function answersPart(record: Uint8Array): Uint8Array {
  return record.subarray(headerLength);
}
