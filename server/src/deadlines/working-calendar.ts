import chineseDays from 'chinese-days';
import { civilDateOf, daysInMonth, weekdayOf, yearOf, type CivilDate } from './civil-date.js';
import { deadlineProblems } from './deadlines.problems.js';

/**
 * One year's arrangement of statutory holidays (国务院办公厅关于部分节假日安排的通知): days off by name, and the weekend
 * days worked in exchange (调休上班).
 */
export interface WorkingYear {
  year: number;
  source: string;
  holidays: ReadonlyMap<CivilDate, { zh: string; en: string }>;
  makeUpWorkdays: ReadonlySet<CivilDate>;
}

/** Working days of the years whose arrangement is known. Asked about any other year it refuses: weekends alone would be wrong. */
export interface WorkingCalendar {
  covers(year: number): boolean;
  years(): number[];
  /** Throws the Problem `deadlines.year-without-table`. */
  isWorkday(date: CivilDate): boolean;
  /** The statutory holiday a day off belongs to, null for every other day. Throws the Problem `deadlines.year-without-table`. */
  holidayOn(date: CivilDate): { zh: string; en: string } | null;
}

/** @param years where a year is there twice the later one counts */
export function workingCalendar(years: readonly WorkingYear[] = publishedYears()): WorkingCalendar {
  const byYear = new Map(years.map((year) => [year.year, year]));
  const tableOf = (date: CivilDate): WorkingYear => {
    const table = byYear.get(yearOf(date));
    if (!table) throw deadlineProblems['year-without-table']({ year: yearOf(date) });
    return table;
  };
  return {
    covers: (year) => byYear.has(year),
    years: () => [...byYear.keys()].sort((a, b) => a - b),
    isWorkday: (date) => {
      const table = tableOf(date);
      return table.makeUpWorkdays.has(date) || (weekdayOf(date) <= 5 && !table.holidays.has(date));
    },
    holidayOn: (date) => tableOf(date).holidays.get(date) ?? null,
  };
}

/**
 * The same, but where the arrangement is not known weekdays count as worked: for internal steps that must not stand still
 * because nobody has entered the next year yet. Never for a due date that somebody is held to.
 */
export function lenient(known: WorkingCalendar): WorkingCalendar {
  return {
    ...known,
    isWorkday: (date) => (known.covers(yearOf(date)) ? known.isWorkday(date) : weekdayOf(date) <= 5),
    holidayOn: (date) => (known.covers(yearOf(date)) ? known.holidayOn(date) : null),
  };
}

/** The years the kept package `chinese-days` really has. */
export function publishedYears(): WorkingYear[] {
  if (published === null) {
    published = [];
    // The package goes no further back than 2004; the upper bound only ends the search.
    for (let year = 2004; year <= 2100; year += 1) {
      const table = readPublishedYear(year);
      if (table) published.push(table);
    }
  }
  return published;
}

let published: WorkingYear[] | null = null;

function readPublishedYear(year: number): WorkingYear | null {
  // A table counts as one only with both New Year and National Day: a late December can bring the next January alone.
  if (!publishedHoliday(civilDateOf(year, 1, 1)) || !publishedHoliday(civilDateOf(year, 10, 1))) return null;
  // Read when the year is first asked about: a start needs one or two of more than twenty.
  let days: Pick<WorkingYear, 'holidays' | 'makeUpWorkdays'> | null = null;
  const read = () => (days ??= readDays(year));
  return {
    year,
    source: 'chinese-days',
    get holidays() {
      return read().holidays;
    },
    get makeUpWorkdays() {
      return read().makeUpWorkdays;
    },
  };
}

function readDays(year: number): Pick<WorkingYear, 'holidays' | 'makeUpWorkdays'> {
  const holidays = new Map<CivilDate, { zh: string; en: string }>();
  const makeUpWorkdays = new Set<CivilDate>();
  for (let month = 1; month <= 12; month += 1) {
    for (let day = 1; day <= daysInMonth(year, month); day += 1) {
      const date = civilDateOf(year, month, day);
      const holiday = publishedHoliday(date);
      if (holiday) holidays.set(date, holiday);
      else if (weekdayOf(date) > 5 && publishedDay(date).work) makeUpWorkdays.add(date);
    }
  }
  return { holidays, makeUpWorkdays };
}

/** The package names a table's day `English,中文,days` and any other day by its weekday. */
function publishedHoliday(date: CivilDate): { zh: string; en: string } | null {
  const day = publishedDay(date);
  const [en, zh] = day.name.split(',');
  return day.work || !en || !zh ? null : { zh, en };
}

function publishedDay(date: CivilDate): { work: boolean; name: string } {
  // Noon without a zone: the package reads a bare date as UTC and then asks for local fields, a day off west of Greenwich.
  return chineseDays.getDayDetail(`${date}T12:00:00`);
}
