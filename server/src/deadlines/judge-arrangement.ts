import type { WorkingYearArrangement } from '@minsheng/contracts';
import { type CivilDate, addDays, civilDateOf, parseCivilDate, weekdayOf, yearOf } from './civil-date.js';
import { deadlineProblems } from './deadlines.problems.js';
import type { WorkingYear } from './working-calendar.js';

/** Years after the running one that can be entered: the arrangement comes out in November of the year before. */
export const yearsAhead = 2;

/**
 * The days of an arrangement, if it can be one: every day in its year, none off twice, make-up work at weekends only, New Year
 * and National Day off. Throws the Problem that says what is wrong.
 */
export function daysOfArrangement(
  { year, holidays, makeUpWorkdays }: WorkingYearArrangement,
  thisYear: number,
): Pick<WorkingYear, 'holidays' | 'makeUpWorkdays'> {
  if (year < thisYear || year > thisYear + yearsAhead) {
    throw deadlineProblems['year-out-of-reach']({ from: thisYear, to: thisYear + yearsAhead });
  }
  const dayIn = (text: string): CivilDate => {
    const date = parseCivilDate(text);
    if (date === null) throw deadlineProblems['not-a-date']({ date: text });
    if (yearOf(date) !== year) throw deadlineProblems['another-year']({ date, year });
    return date;
  };
  const off = new Map<CivilDate, { zh: string; en: string }>();
  for (const { name, from, to } of holidays) {
    const [first, last] = [dayIn(from), dayIn(to)];
    if (last < first) throw deadlineProblems['ends-before-start']({ ...name });
    for (let date = first; date <= last; date = addDays(date, 1)) {
      if (off.has(date)) throw deadlineProblems['holidays-overlap']({ date });
      off.set(date, name);
    }
  }
  if (!off.has(civilDateOf(year, 1, 1)) || !off.has(civilDateOf(year, 10, 1))) {
    throw deadlineProblems['arrangement-incomplete']();
  }
  const worked = new Set<CivilDate>();
  for (const date of makeUpWorkdays.map(dayIn)) {
    if (weekdayOf(date) <= 5) throw deadlineProblems['make-up-not-weekend']({ date });
    if (off.has(date)) throw deadlineProblems['make-up-is-off']({ date });
    if (worked.has(date)) throw deadlineProblems['make-up-twice']({ date });
    worked.add(date);
  }
  return { holidays: off, makeUpWorkdays: worked };
}
