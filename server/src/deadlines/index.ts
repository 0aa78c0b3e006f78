export {
  addDays,
  civilDate,
  civilDateAt,
  civilDateOf,
  dayNumber,
  dayOf,
  dateOfDayNumber,
  daysBetween,
  daysInMonth,
  instantOf,
  monthOf,
  parseCivilDate,
  weekdayOf,
  yearOf,
  type CivilDate,
} from './civil-date.js';
export { overdueWorkingDays, workingDeadline } from './deadline.js';
export {
  lenient,
  publishedYears,
  workingCalendar,
  type WorkingCalendar,
  type WorkingYear,
} from './working-calendar.js';
export { lenientCalendarOf, workingCalendarOf } from './calendar-in-force.js';
export { DeadlinesModule } from './deadlines.module.js';
export { WorkingYearRow } from './working-year.entity.js';
