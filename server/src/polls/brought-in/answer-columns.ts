import type { SurveyAnswers } from './survey.js';

/**
 * A closed batch of answers as one binary record, version 1: a JSON header (UTF-8, padded to 8 bytes, its length in the
 * first 4 bytes little-endian) and the columns one after the other. `decode(encode(x))` equals x.
 * About margins + ratings + 15 bytes a respondent.
 */
export function encodeAnswers(answers: SurveyAnswers): Buffer {
  const header = Buffer.from(
    JSON.stringify({
      version: 1,
      respondents: answers.respondents,
      margins: answers.marginLevels.length,
      ratings: answers.ratings.length,
      strata: answers.strata.labels,
      psus: answers.psus.labels,
    }),
    'utf8',
  );
  const padded = Buffer.alloc(Math.ceil((4 + header.length) / 8) * 8);
  padded.writeUInt32LE(header.length, 0);
  header.copy(padded, 4);
  return Buffer.concat([
    padded,
    bytesOf(answers.baseWeights),
    bytesOf(answers.psus.of),
    bytesOf(answers.strata.of),
    answers.modes,
    ...answers.marginLevels,
    ...answers.ratings,
  ]);
}

/** @throws Error when the record is cut off or of an unknown version: stored bytes are ours, so that is a broken promise */
export function decodeAnswers(record: Uint8Array): SurveyAnswers {
  // A copy of its own, so that the typed arrays below start at aligned offsets.
  const bytes = Uint8Array.from(record);
  const view = new DataView(bytes.buffer);
  const headerLength = view.getUint32(0, true);
  const header = JSON.parse(Buffer.from(bytes.buffer, 4, headerLength).toString('utf8')) as {
    version: number;
    respondents: number;
    margins: number;
    ratings: number;
    strata: string[];
    psus: string[];
  };
  if (header.version !== 1) throw new Error(`answer record of unknown version ${header.version}`);
  const n = header.respondents;
  let at = Math.ceil((4 + headerLength) / 8) * 8;
  if (bytes.length !== at + n * (8 + 4 + 2 + 1 + header.margins + header.ratings))
    throw new Error('answer record is cut off');
  const take = (length: number): number => {
    const start = at;
    at += length;
    return start;
  };
  const baseWeights = new Float64Array(bytes.buffer, take(8 * n), n);
  const psuOf = new Uint32Array(bytes.buffer, take(4 * n), n);
  const stratumOf = new Uint16Array(bytes.buffer, take(2 * n), n);
  const column = (): Uint8Array => new Uint8Array(bytes.buffer, take(n), n);
  const modes = column();
  const marginLevels = Array.from({ length: header.margins }, column);
  const ratings = Array.from({ length: header.ratings }, column);
  return {
    respondents: n,
    marginLevels,
    ratings,
    strata: { labels: header.strata, of: stratumOf },
    psus: { labels: header.psus, of: psuOf },
    baseWeights,
    modes,
  };
}

function bytesOf(column: Float64Array | Uint32Array | Uint16Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}
