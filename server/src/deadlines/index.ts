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
  lenientCalendar,
  publishedYears,
  workingCalendar,
  type WorkingCalendar,
  type WorkingYear,
} from './working-calendar.js';
