import {
  addDays,
  civilDateAt,
  civilDateOf,
  dateOfDayNumber,
  dayNumber,
  dayOf,
  daysInMonth,
  instantOf,
  monthOf,
  parseCivilDate,
  weekdayOf,
  yearOf,
  type CivilDate,
} from '../deadlines/index.js';

/**
 * Stretches of time that results are counted in (周期). Bimonths are the fixed pairs B1 = Jan–Feb … B6 = Nov–Dec, never a
 * free "every second month"; weeks run Monday to Sunday and belong to the ISO 8601 year of their Thursday.
 */
export const periodKinds = ['DAY', 'WEEK', 'HALF-MONTH', 'MONTH', 'BIMONTH', 'QUARTER', 'HALF', 'YEAR'] as const;
export type PeriodKind = (typeof periodKinds)[number];

export interface Period {
  kind: PeriodKind;
  /** `2026-03-05`, `2026-W07`, `2026-M03a` (1st–15th) and `b`, `2026-M03`, `2026-B2`, `2026-Q1`, `2026-H1`, `2026`. */
  key: string;
  firstOn: CivilDate;
  lastOn: CivilDate;
  /** Local midnight that begins it, and the one that ends it (exclusive). */
  start: Date;
  end: Date;
}

const monthsIn: Partial<Record<PeriodKind, { months: number; letter: string }>> = {
  BIMONTH: { months: 2, letter: 'B' },
  QUARTER: { months: 3, letter: 'Q' },
  HALF: { months: 6, letter: 'H' },
};

/** The period of a kind that holds a day. Every day has exactly one of each kind. */
export function periodOn(kind: PeriodKind, date: CivilDate): Period {
  const year = yearOf(date);
  const month = monthOf(date);
  switch (kind) {
    case 'DAY':
      return period(kind, date, date, date);
    case 'WEEK': {
      const monday = addDays(date, 1 - weekdayOf(date));
      const weekYear = yearOf(addDays(monday, 3));
      const number = (dayNumber(monday) - dayNumber(firstMondayOf(weekYear))) / 7 + 1;
      return period(kind, `${weekYear}-W${two(number)}`, monday, addDays(monday, 6));
    }
    case 'HALF-MONTH': {
      const isFirst = dayOf(date) <= 15;
      const key = `${year}-M${two(month)}${isFirst ? 'a' : 'b'}`;
      return isFirst
        ? period(kind, key, civilDateOf(year, month, 1), civilDateOf(year, month, 15))
        : period(kind, key, civilDateOf(year, month, 16), civilDateOf(year, month, daysInMonth(year, month)));
    }
    case 'MONTH':
      return ofMonths(kind, `${year}-M${two(month)}`, year, month, month);
    case 'YEAR':
      return ofMonths(kind, String(year), year, 1, 12);
    default: {
      const { months, letter } = monthsIn[kind] ?? never(kind);
      const number = Math.ceil(month / months);
      return ofMonths(kind, `${year}-${letter}${number}`, year, (number - 1) * months + 1, number * months);
    }
  }
}

export function periodAt(kind: PeriodKind, instant: Date): Period {
  return periodOn(kind, civilDateAt(instant));
}

/** Reads a key back; null when it names no period. */
export function periodByKey(key: string): Period | null {
  for (const kind of periodKinds) {
    const date = dayInKey(kind, key);
    if (date === null) continue;
    const found = periodOn(kind, date);
    if (found.key === key) return found;
  }
  return null;
}

export function periodAfter(period: Period): Period {
  return periodOn(period.kind, addDays(period.lastOn, 1));
}

export function periodBefore(period: Period): Period {
  return periodOn(period.kind, addDays(period.firstOn, -1));
}

/** The periods of a kind that touch the days from `first` to `last`, both included. */
export function periodsBetween(kind: PeriodKind, first: CivilDate, last: CivilDate): Period[] {
  const found: Period[] = [];
  for (let next = periodOn(kind, first); next.firstOn <= last; next = periodAfter(next)) found.push(next);
  return found;
}

/**
 * The period a release publishes. A release that belongs inside its period (the last Sunday of an even month)
 * publishes the period it falls in; any other publishes the last one that had ended.
 */
export function publishedPeriod(kind: PeriodKind, releasedAt: Date, publishes: 'CONTAINING' | 'PRECEDING'): Period {
  const containing = periodAt(kind, releasedAt);
  return publishes === 'CONTAINING' ? containing : periodBefore(containing);
}

/** A day that lies in the period if the key is well formed for the kind; the caller compares the key. */
function dayInKey(kind: PeriodKind, key: string): CivilDate | null {
  const match = /^(\d{4})(?:-([WMBQH])(\d{1,2})([ab])?)?$/.exec(key);
  if (kind === 'DAY') return parseCivilDate(key);
  if (!match || Number(match[1]) < 1993) return null;
  const year = Number(match[1]);
  const number = Number(match[3] ?? 0);
  const letter = match[2] ?? '';
  const day = (month: number, inMonth: number) =>
    month >= 1 && month <= 12 ? civilDateOf(year, month, inMonth) : null;
  switch (kind) {
    case 'WEEK':
      return letter === 'W' && number >= 1 && number <= 53
        ? dateOfDayNumber(dayNumber(firstMondayOf(year)) + 7 * (number - 1))
        : null;
    case 'HALF-MONTH':
      return letter === 'M' && match[4] ? day(number, match[4] === 'a' ? 1 : 16) : null;
    case 'MONTH':
      return letter === 'M' ? day(number, 1) : null;
    case 'YEAR':
      return letter === '' ? day(1, 1) : null;
    default: {
      const span = monthsIn[kind] ?? never(kind);
      return letter === span.letter ? day((number - 1) * span.months + 1, 1) : null;
    }
  }
}

/** The Monday of week 1: the week that holds 4 January (ISO 8601). */
function firstMondayOf(year: number): CivilDate {
  const fourth = civilDateOf(year, 1, 4);
  return addDays(fourth, 1 - weekdayOf(fourth));
}

function ofMonths(kind: PeriodKind, key: string, year: number, firstMonth: number, lastMonth: number): Period {
  return period(
    kind,
    key,
    civilDateOf(year, firstMonth, 1),
    civilDateOf(year, lastMonth, daysInMonth(year, lastMonth)),
  );
}

function period(kind: PeriodKind, key: string, firstOn: CivilDate, lastOn: CivilDate): Period {
  return { kind, key, firstOn, lastOn, start: instantOf(firstOn), end: instantOf(lastOn, 24 * 60) };
}

const two = (number: number): string => String(number).padStart(2, '0');

function never(kind: string): never {
  throw new Error(`no period kind ${kind}`);
}
