import type { MissingCode, Questionnaire } from '@minsheng/contracts';
import type { CompiledQuestionnaire, Question } from '../engine/compiled.js';
import type { Circumstances } from '../engine/evaluation.js';
import { readResponse, type Difference, type QuestionReading, type ResponseFault } from '../engine/read-response.js';
import { marginItems, NO_SCORE, NOT_ASKED, type CompactReading } from './compile-reader.js';

/** A compact reading, and what is kept beside it about how it came about (paradata). */
export interface DesignReading extends CompactReading {
  /** Questions whose soft check did not hold, and the person went on. */
  warnings: string[];
  /** Values that the phone worked out otherwise; those found here are among `texts`. */
  differences: Difference[];
}

export type DesignOutcome =
  | { outcome: 'read'; reading: DesignReading }
  | { outcome: 'refused'; faults: ResponseFault[] };

export interface DesignReader {
  /** With the last word, whatever came in. */
  read(answers: unknown, circumstances: Circumstances): DesignOutcome;
  /**
   * The way back: what was given, in the one written form of its kind (`5.0`, codes parted by one space), initial values that
   * were left standing and calculated values as they were found. Reading it again gives the same reading.
   */
  answersOf(reading: Pick<CompactReading, 'codes' | 'singles' | 'texts'>): Record<string, string>;
}

const missingCodes: readonly MissingCode[] = ['dontKnow', 'notApplicable', 'refused'];

interface Place {
  kind: 'satisfaction' | 'single' | 'text';
  code: string;
  question: Question;
  /** Position among the items of its kind. */
  place: number;
  /** Codes by index: levels, or options with the missing codes offered after them. */
  codes: string[];
  indexes: ReadonlyMap<string, number>;
  margin: { place: number; levels: number[] } | null;
  isStaffOf: boolean;
}

/**
 * Reads answers by the design and writes them down by its counted projection (`countedProjection`), the form in which answers
 * of every poll are stored and added up.
 */
export function compileDesignReader(compiled: CompiledQuestionnaire, projection: Questionnaire): DesignReader {
  const levels = projection.levels.length;
  const margins = marginItems(projection);
  const places = placesOf(compiled, projection);
  const byCode = new Map(places.map((place) => [place.code, place]));
  const count = (kind: Place['kind']): number => places.filter((place) => place.kind === kind).length;
  const [satisfactions, singles, texts] = [count('satisfaction'), count('single'), count('text')];
  const [passedBy, unasked] = [levels + missingCodes.length, levels + missingCodes.length + 1];

  function read(answers: unknown, circumstances: Circumstances): DesignOutcome {
    const found = readResponse(compiled, answers, circumstances);
    if (found.outcome === 'refused') return found;
    const reading: DesignReading = {
      levels: new Uint8Array(satisfactions).fill(NOT_ASKED),
      codes: new Uint8Array(satisfactions).fill(unasked),
      singles: new Uint8Array(singles).fill(NOT_ASKED),
      margins: new Uint8Array(margins.length).fill(NOT_ASKED),
      staffOf: NOT_ASKED,
      texts: new Array<string | null>(texts).fill(null),
      warnings: found.warnings,
      differences: found.differences,
    };
    for (const value of found.values) {
      const place = byCode.get(value.question);
      if (place !== undefined) put(reading, place, value);
    }
    return { outcome: 'read', reading };
  }

  function put(reading: DesignReading, place: Place, value: QuestionReading): void {
    const given = value.kind === 'answered' ? value.value : value.kind === 'missing' ? value.code : null;
    if (place.kind === 'text') {
      // An initial value that was taken away must not come back when the answers are read again.
      const isCleared = value.kind === 'notAnswered' && place.question.initial !== undefined;
      reading.texts[place.place] = isCleared ? '' : given;
      return;
    }
    if (place.kind === 'satisfaction') {
      const code = value.kind === 'notAsked' ? unasked : given === null ? passedBy : codeOf(given, place);
      reading.codes[place.place] = code;
      reading.levels[place.place] = code === unasked ? NOT_ASKED : code < levels ? code : NO_SCORE;
      return;
    }
    const index = value.kind === 'notAsked' ? NOT_ASKED : given === null ? NO_SCORE : place.indexes.get(given)!;
    reading.singles[place.place] = index;
    if (place.margin) reading.margins[place.margin.place] = place.margin.levels[index] ?? index;
    if (place.isStaffOf) reading.staffOf = index;
  }

  function codeOf(given: string, { indexes }: Place): number {
    const missing = missingCodes.indexOf(given as MissingCode);
    return missing < 0 ? indexes.get(given)! : levels + missing;
  }

  function answersOf({
    codes,
    singles: options,
    texts: words,
  }: Pick<CompactReading, 'codes' | 'singles' | 'texts'>): Record<string, string> {
    const answers: Record<string, string> = {};
    for (const place of places) {
      const answer = answerAt(place);
      if (answer !== null) answers[place.code] = answer;
    }
    return answers;

    function answerAt({ kind, place, codes: known, question }: Place): string | null {
      if (kind === 'text') return words[place] ?? null;
      const passed = question.initial === undefined ? null : '';
      if (kind === 'single') {
        const index = options[place]!;
        return index === NOT_ASKED ? null : index === NO_SCORE ? passed : known[index]!;
      }
      const code = codes[place]!;
      if (code === unasked) return null;
      return code === passedBy ? passed : code < levels ? known[code]! : missingCodes[code - levels]!;
    }
  }

  return { read, answersOf };
}

function placesOf(compiled: CompiledQuestionnaire, projection: Questionnaire): Place[] {
  const questions = new Map(compiled.questions.map((question) => [question.code, question]));
  const margins = marginItems(projection);
  const next = { satisfaction: 0, single: 0, text: 0 };
  return projection.items.map((item): Place => {
    const question = questions.get(item.code);
    if (question === undefined) throw new RangeError(`the design does not ask ${item.code}`);
    const codes =
      item.type === 'satisfaction'
        ? projection.levels.map(({ code }) => code)
        : item.type === 'single'
          ? item.options.map(({ code }) => code)
          : [];
    const margin = margins.findIndex((each) => each.item === item.code);
    const place = next[item.type];
    next[item.type] += 1;
    return {
      kind: item.type,
      code: item.code,
      question,
      place,
      codes,
      indexes: new Map(codes.map((code, index) => [code, index])),
      margin: margin < 0 ? null : { place: margin, levels: codes.map((code) => margins[margin]!.levels.indexOf(code)) },
      isStaffOf: item.type === 'single' && item.role === 'staffOf',
    };
  });
}

/** JSON Schema, draft-07, of the `answers` object of a design. */
export interface DesignAnswersSchema {
  type: 'object';
  additionalProperties: false;
  properties: Record<string, { type: 'string'; maxLength: number }>;
}

/** Twice what the longest text may have: one that is too long by a little is told so by the question, in words. */
const longestText = 4000;
const longestValue = 8000;

/**
 * The coarse sieve in front of the reader: which questions there are, and how much an answer can hold at all. Whatever
 * `readResponse` reads it lets through; what depends on the question and the other answers is that one's business.
 */
export function designAnswersSchema(compiled: CompiledQuestionnaire): DesignAnswersSchema {
  const properties: DesignAnswersSchema['properties'] = {};
  for (const { code, kind } of compiled.questions) {
    if (kind === 'note') continue;
    properties[code] = { type: 'string', maxLength: kind === 'calculated' ? longestValue : longestText };
  }
  return { type: 'object', additionalProperties: false, properties };
}
