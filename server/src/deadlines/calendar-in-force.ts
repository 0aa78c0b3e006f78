import type { Work } from '../platform/index.js';
import { findWorkingYearsInForce } from './deadlines.queries.js';
import { daysOfArrangement } from './judge-arrangement.js';
import {
  type WorkingCalendar,
  type WorkingYear,
  lenient,
  publishedYears,
  workingCalendar,
} from './working-calendar.js';

/** Years that were shipped, and over them those that were entered and confirmed. */
export async function yearsInForce(work: Work): Promise<WorkingYear[]> {
  const entered = (await findWorkingYearsInForce(work)).map(
    // Judged when it was entered; by now its year may be over.
    (row) => ({ year: row.year, source: row.source, ...daysOfArrangement(row, row.year) }),
  );
  return [...publishedYears(), ...entered];
}

/** The working days that deadlines are counted in. */
export async function workingCalendarOf(work: Work): Promise<WorkingCalendar> {
  return workingCalendar(await yearsInForce(work));
}

/** The same for internal steps, which wait for no arrangement. */
export async function lenientCalendarOf(work: Work): Promise<WorkingCalendar> {
  return lenient(await workingCalendarOf(work));
}
