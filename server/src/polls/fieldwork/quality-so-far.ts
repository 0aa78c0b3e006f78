import type { FieldworkView, FlagCode } from '@minsheng/contracts';
import { type Works, realNow, systemCaller } from '../../platform/index.js';
import { readColumns } from '../cleaning/read-columns.js';
import { type AnswerColumns, quantile, suspicionsOf } from '../cleaning/suspicions.js';
import type { FieldBook } from './field-book.js';
import { modes } from './record.js';

export interface QualitySoFar {
  medianSeconds: FieldworkView['medianSeconds'];
  flags: { code: FlagCode; flagged: number }[];
  /** By day of fieldwork, from the interviewers' own times. */
  interviewsByDay: ReadonlyMap<number, number>;
}

const minutesOfDay = 1440;
const freshFor = 60_000;
const held = new WeakMap<Works, Map<string, { at: number; quality: Promise<QualitySoFar> }>>();

/** What the quality rules find among the answers so far; looked through once a minute at most, however many look at it. */
export function qualitySoFar(
  works: Works,
  poll: { id: string; number: number; fieldworkFrom: Date },
  book: FieldBook,
): Promise<QualitySoFar> {
  const known = held.get(works) ?? new Map<string, { at: number; quality: Promise<QualitySoFar> }>();
  held.set(works, known);
  const now = realNow().getTime();
  const entry = known.get(poll.id);
  if (entry && now - entry.at < freshFor) return entry.quality;
  const quality = readColumns(works, systemCaller('fieldwork-quality'), poll, book).then(({ columns }) =>
    summarise(columns, book),
  );
  quality.catch(() => known.delete(poll.id));
  known.set(poll.id, { at: now, quality });
  return quality;
}

function summarise(columns: AnswerColumns, book: FieldBook): QualitySoFar {
  const counts = new Map<FlagCode, number>();
  for (const { code } of suspicionsOf(columns, book.plan.quality)) counts.set(code, (counts.get(code) ?? 0) + 1);
  const interviewsByDay = new Map<number, number>();
  for (let at = 0; at < columns.length; at++) {
    if (columns.mode[at] !== 0) continue;
    const day = Math.floor((columns.minute[at] as number) / minutesOfDay);
    interviewsByDay.set(day, (interviewsByDay.get(day) ?? 0) + 1);
  }
  return {
    interviewsByDay,
    medianSeconds: modes.flatMap((mode, index) => {
      const [lower, median, upper] = [0.25, 0.5, 0.75].map((share) => quantile(columns, index, share));
      return lower == null || median == null || upper == null ? [] : [{ mode, median, quartiles: [lower, upper] }];
    }),
    flags: [...counts].map(([code, flagged]) => ({ code, flagged })),
  };
}
