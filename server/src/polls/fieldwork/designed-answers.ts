import type { FieldFault, ResponseSubmission } from '@minsheng/contracts';
import type { Circumstances, Difference } from '@minsheng/questionnaire';
import type { DesignReading } from '@minsheng/questionnaire/compile';
import { canonicalJson } from '../../platform/index.js';
import type { DesignedForm, FieldBook } from './field-book.js';

/** What the database takes beside a record. */
const mostCharacters = 8000;
/** A value that a phone claims may be of any length; a reader needs its beginning. */
const longestClaim = 200;
const day = 86_400_000;

/** A device may be this far ahead of the server. */
export const clockTolerance = 10 * 60_000;

type Given = Pick<ResponseSubmission, 'answers' | 'circumstances'>;

export interface Asked {
  /** The server's clock. */
  now: Date;
  /** When it was asked if the device does not say so credibly. */
  otherwise: Date;
  asInterviewer: boolean;
}

export type DesignedAnswers =
  | { outcome: 'read'; reading: DesignReading; texts: string | null }
  | { outcome: 'refused'; fields: FieldFault[] };

/** Reads answers to a designed questionnaire with the last word, under the circumstances that the phone asked under. */
export function readDesigned(book: FieldBook, form: DesignedForm, given: Given, asked: Asked): DesignedAnswers {
  const found = form.reader.read(given.answers, circumstancesOf(book, given.circumstances, asked));
  if (found.outcome === 'refused') {
    return {
      outcome: 'refused',
      fields: found.faults.map(({ question, sentences }) => ({ field: fieldOf(question), sentences })),
    };
  }
  const texts = textsOf(form, found.reading, given.circumstances?.seed ?? null);
  if (texts === null || texts.length <= mostCharacters) return { outcome: 'read', reading: found.reading, texts };
  const [longest] = Object.entries(given.answers).sort(([, one], [, other]) => other.length - one.length);
  return { outcome: 'refused', fields: [{ field: fieldOf(longest?.[0] ?? null), sentences: tooMuchText }] };
}

/** What stands for the answers as they were sent, so that a resend is known whatever was worked out from them. */
export function sentPart({ answers, circumstances }: Given): Uint8Array {
  return Buffer.from(canonicalJson({ answers, circumstances: circumstances ?? null }), 'utf8');
}

/** Without a seed nothing was shuffled. A time that no device can have asked at is not believed. */
function circumstancesOf(book: FieldBook, given: Given['circumstances'], asked: Asked): Circumstances {
  const startedAt = Date.parse(given?.startedAt ?? '');
  const isCredible = startedAt <= asked.now.getTime() + clockTolerance && startedAt >= book.from.getTime() - day;
  return {
    seed: given?.seed ?? 1,
    now: (isCredible ? new Date(startedAt) : asked.otherwise).toISOString(),
    asInterviewer: asked.asInterviewer,
  };
}

/**
 * What is neither a choice nor a level, by item code, and under names that no item can have what is known about the answering
 * (paradata). If it is too much for one sheet, what can be worked out again is left out first.
 */
function textsOf(form: DesignedForm, reading: DesignReading, seed: number | null): string | null {
  const given = form.textItems.flatMap((item, index) => {
    const text = reading.texts[index] ?? null;
    return text === null ? [] : [{ ...item, text }];
  });
  const paradata: [string, unknown][] = [
    ...(seed === null ? [] : [['$seed', seed] satisfies [string, unknown]]),
    ...(reading.warnings.length === 0 ? [] : [['$warnings', reading.warnings] satisfies [string, unknown]]),
    ...(reading.differences.length === 0
      ? []
      : [['$differences', reading.differences.map(shortened)] satisfies [string, unknown]]),
  ];
  const laidOut = (words: typeof given): string =>
    JSON.stringify(Object.fromEntries([...words.map(({ code, text }) => [code, text]), ...paradata]));
  if (given.length + paradata.length === 0) return null;
  const whole = laidOut(given);
  return whole.length <= mostCharacters ? whole : laidOut(given.filter(({ isCalculated }) => !isCalculated));
}

function shortened({ question, claimed, found }: Difference): Difference {
  const start = (text: string | null): string | null => text && text.slice(0, longestClaim);
  return { question, claimed: start(claimed), found: start(found) };
}

function fieldOf(question: string | null): string {
  return `answers.${question ?? ''}`;
}

const tooMuchText = {
  zh: '文字太多，一份答卷存不下，请写短一些',
  en: 'There is more text than one answer sheet can hold; please shorten it',
};
