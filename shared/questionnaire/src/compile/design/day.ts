import type { StatutoryMarks } from '@minsheng/contracts';
import { momentOf } from '../../engine/moment.js';

/** Whether a text is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  return text.length === 10 && momentOf(text, 0) !== null;
}

/** Below, at or above nought as one day comes before, with or after another. */
export function compareDays(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** A form past its last day (有效期至) cannot be fielded; on that day it still can. */
export function isExpired(marks: Pick<StatutoryMarks, 'validUntil'>, today: string): boolean {
  return !isDay(marks.validUntil) || compareDays(marks.validUntil, today) < 0;
}
