import { addDays, civilDateAt, instantOf, type CivilDate } from './civil-date.js';
import type { WorkingCalendar } from './working-calendar.js';

/** Office hours end at 18:00: a deadline in working days falls due then. */
const endOfWorkMinutes = 18 * 60;

/**
 * When something issued at `issuedAt` falls due (时限): 18:00 of the n-th working day, the day of issue not counted.
 * Issued Friday 2026-01-09 15:00, 3 working days: Wednesday 2026-01-14 18:00.
 * Throws RangeError on a limit that is no positive whole number, the Problem `deadlines.year-without-table` where the holiday arrangement is unknown.
 */
export function workingDeadline(issuedAt: Date, limitWorkingDays: number, calendar: WorkingCalendar): Date {
  if (!Number.isInteger(limitWorkingDays) || limitWorkingDays < 1 || limitWorkingDays > 1000) {
    throw new RangeError(`a limit is 1 to 1000 whole working days, not ${limitWorkingDays}`);
  }
  return instantOf(nthWorkday(civilDateAt(issuedAt), limitWorkingDays, calendar), endOfWorkMinutes);
}

/**
 * Whole working days that have passed since a due instant (超期): 0 until 18:00 of the first working day after it.
 * The ladder of consequences counts in these.
 */
export function overdueWorkingDays(dueAt: Date, now: Date, calendar: WorkingCalendar): number {
  let passed = 0;
  let date = civilDateAt(dueAt);
  for (;;) {
    date = nthWorkday(date, 1, calendar);
    if (instantOf(date, endOfWorkMinutes) > now) return passed;
    passed += 1;
  }
}

/** The n-th working day after `date`. */
function nthWorkday(date: CivilDate, n: number, calendar: WorkingCalendar): CivilDate {
  let left = n;
  let day = date;
  while (left > 0) {
    day = addDays(day, 1);
    if (calendar.isWorkday(day)) left -= 1;
  }
  return day;
}
