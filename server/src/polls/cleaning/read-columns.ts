import { type Caller, type Works } from '../../platform/index.js';
import type { FieldBook } from '../fieldwork/field-book.js';
import { decodeRecord, modes } from '../fieldwork/record.js';
import { standingAnswers } from '../fieldwork/standing-answers.js';
import type { AnswerColumns } from './suspicions.js';

export interface Place {
  batch: number;
  position: number;
}

/** Reads what the quality rules need of every standing answer, and where each one lies. */
export async function readColumns(
  works: Works,
  caller: Caller,
  poll: { number: number; fieldworkFrom: Date },
  book: FieldBook,
): Promise<{ columns: AnswerColumns; places: Place[] }> {
  const levels = book.plan.questionnaire.levels.length;
  const kept = {
    mode: [],
    seconds: [],
    minute: [],
    asked: [],
    answered: [],
    isUniform: [],
    hasText: [],
    pattern: [],
  } as Record<Exclude<keyof AnswerColumns, 'length'>, number[]>;
  const places: Place[] = [];
  for await (const page of standingAnswers(works, caller, poll)) {
    for (const { batch, position, record, texts } of page) {
      const { mode, seconds, minute, codes } = decodeRecord(record);
      let asked = 0;
      let answered = 0;
      let first = -1;
      let isUniform = 1;
      let pattern = 0x811c9dc5;
      for (const code of codes) {
        pattern = Math.imul(pattern ^ code, 0x01000193) >>> 0;
        if (code !== levels + 4) asked++;
        if (code >= levels) continue;
        answered++;
        if (first < 0) first = code;
        else if (code !== first) isUniform = 0;
      }
      places.push({ batch, position });
      kept.mode.push(modes.indexOf(mode));
      kept.seconds.push(seconds);
      kept.minute.push(minute);
      kept.asked.push(asked);
      kept.answered.push(answered);
      kept.isUniform.push(isUniform);
      kept.hasText.push(book.hasWords(texts) ? 1 : 0);
      kept.pattern.push(pattern);
    }
  }
  return {
    places,
    columns: {
      length: places.length,
      mode: Uint8Array.from(kept.mode),
      seconds: Uint16Array.from(kept.seconds),
      minute: Uint16Array.from(kept.minute),
      asked: Uint16Array.from(kept.asked),
      answered: Uint16Array.from(kept.answered),
      isUniform: Uint8Array.from(kept.isUniform),
      hasText: Uint8Array.from(kept.hasText),
      pattern: Uint32Array.from(kept.pattern),
    },
  };
}
