import {
  addDays,
  civilDateOf,
  dayNumber,
  instantOf,
  monthOf,
  weekdayOf,
  yearOf,
  type CivilDate,
} from '../deadlines/index.js';
import type { CalendarExpression, DayRule, Moment, Quota, Scope, Window } from './calendar-expression.js';
import { periodAt, periodsBetween, type Period, type PeriodKind } from './periods.js';

/** A moment, window or quota period of a rule. `key` is the period of the rule's own rhythm it belongs to (2026-B1). */
export interface Occurrence {
  kind: 'MOMENT' | 'WINDOW' | 'QUOTA';
  key: string;
  start: Date;
  /** Exclusive; equal to `start` for a moment. */
  end: Date;
  /** Quotas: how many are owed in [start, end). */
  atLeast?: number;
}

/**
 * Occurrences that touch the days from `first` to `last`, both included, in order of time.
 * A quota has one for each of its periods; ADHOC has none.
 */
export function occurrencesOf(expression: CalendarExpression, first: CivilDate, last: CivilDate): Occurrence[] {
  switch (expression.kind) {
    case 'ADHOC':
      return [];
    case 'QUOTA':
      return periodsBetween(expression.per, first, last).map((period) => ({
        kind: 'QUOTA',
        key: period.key,
        start: period.start,
        end: period.end,
        atLeast: expression.atLeast,
      }));
    case 'WINDOW':
      return windows(expression, first, last);
    case 'MOMENT':
      return momentDays(expression, first, last).map((date) => {
        const start = instantOf(date, expression.minutes);
        return { kind: 'MOMENT', key: periodAt(rhythmOf(expression), start).key, start, end: start };
      });
  }
}

function windows(expression: Window, first: CivilDate, last: CivilDate): Occurrence[] {
  const rhythm = rhythmOf(expression);
  return scopeUnits(expression.scope, first, last)
    .map((unit) => {
      const day = (n: number) => addDays(unit.first, n - 1);
      const span = expression.days;
      const from = span ? day(span.first) : unit.first;
      const to = span && span.last !== null ? day(span.last) : unit.last;
      return { from, to };
    })
    .filter(({ from, to }) => to >= first && from <= last)
    .map(({ from, to }) => {
      const start = instantOf(from);
      return { kind: 'WINDOW', key: periodAt(rhythm, start).key, start, end: instantOf(to, 24 * 60) };
    });
}

/** The days, weeks or months of a scope that touch the range. */
function scopeUnits(scope: Scope, first: CivilDate, last: CivilDate): { first: CivilDate; last: CivilDate }[] {
  const kind: PeriodKind = scope.unit;
  const units = periodsBetween(kind, first, last);
  return (scope.unit === 'MONTH' ? units.filter((unit) => scope.months.includes(monthOf(unit.firstOn))) : units).map(
    (unit) => ({ first: unit.firstOn, last: unit.lastOn }),
  );
}

function momentDays(expression: Moment, first: CivilDate, last: CivilDate): CivilDate[] {
  const { scope, day, from } = expression;
  const start = from !== null && from > first ? from : first;
  if (start > last) return [];
  if (scope.unit === 'DAY') {
    return Array.from({ length: dayNumber(last) - dayNumber(start) + 1 }, (_, index) => addDays(start, index));
  }
  if (scope.unit === 'WEEK') {
    if (day.on !== 'weekday') throw new Error('a week rule without a weekday');
    const days: CivilDate[] = [];
    let date = addDays(start, (day.weekday - weekdayOf(start) + 7) % 7);
    if (scope.interval === 2) {
      if (from === null) throw new Error('a two-week rule without its first week');
      // Weeks are counted from the Monday of FROM's week, as RFC 5545 does with WKST=MO.
      const weeks = Math.floor((mondayOf(date) - mondayOf(from)) / 7);
      if (weeks % 2 !== 0) date = addDays(date, 7);
    }
    for (; date <= last; date = addDays(date, 7 * scope.interval)) days.push(date);
    return days;
  }
  return periodsBetween('MONTH', start, last)
    .filter((month) => scope.months.includes(monthOf(month.firstOn)))
    .flatMap((month) => daysInMonthOf(day, month))
    .filter((date) => date >= start && date <= last);
}

function daysInMonthOf(day: DayRule, month: Period): CivilDate[] {
  const { firstOn, lastOn } = month;
  switch (day.on) {
    case 'days':
      return day.days.map((number) => civilDateOf(yearOf(firstOn), monthOf(firstOn), number));
    case 'last-day':
      return [lastOn];
    case 'first-weekday':
      return [addDays(firstOn, (day.weekday - weekdayOf(firstOn) + 7) % 7)];
    case 'last-weekday':
      return [addDays(lastOn, -((weekdayOf(lastOn) - day.weekday + 7) % 7))];
    case 'weekday': {
      const days: CivilDate[] = [];
      let date = addDays(firstOn, (day.weekday - weekdayOf(firstOn) + 7) % 7);
      for (; date <= lastOn; date = addDays(date, 7)) days.push(date);
      return days;
    }
    case 'each-day':
      throw new Error('each day in a month scope');
  }
}

const mondayOf = (date: CivilDate): number => dayNumber(date) - (weekdayOf(date) - 1);

/**
 * The kind of period in which the rule occurs at most once: what its occurrences are numbered by.
 * Months that fall one into each bimonth (quarter, half-year) make it a bimonthly (quarterly, half-yearly) rule.
 */
export function rhythmOf(expression: Moment | Window): PeriodKind {
  const { scope } = expression;
  if (scope.unit !== 'MONTH') return scope.unit;
  if (expression.kind === 'MOMENT') {
    const { day } = expression;
    if (day.on === 'weekday') return 'WEEK';
    if (day.on === 'days' && day.days.length > 1) return 'DAY';
  }
  const onePerSpan = (months: number): boolean =>
    scope.months.length === 12 / months &&
    new Set(scope.months.map((month) => Math.ceil(month / months))).size === 12 / months;
  if (onePerSpan(2)) return 'BIMONTH';
  if (onePerSpan(3)) return 'QUARTER';
  if (onePerSpan(6)) return 'HALF';
  return scope.months.length === 1 ? 'YEAR' : 'MONTH';
}

/** A quota's period that ended with fewer events than owed. */
export interface Shortfall {
  key: string;
  start: Date;
  end: Date;
  counted: number;
  missing: number;
}

/**
 * Periods of a quota that lie wholly between the two days and have ended by `now` with too few of the given events.
 * A period still running owes nothing yet.
 */
export function shortfallsOf(
  quota: Quota,
  events: readonly Date[],
  first: CivilDate,
  last: CivilDate,
  now: Date,
): Shortfall[] {
  return periodsBetween(quota.per, first, last)
    .filter((period) => period.firstOn >= first && period.lastOn <= last && period.end <= now)
    .map((period) => {
      const counted = events.filter((event) => event >= period.start && event < period.end).length;
      return { key: period.key, start: period.start, end: period.end, counted, missing: quota.atLeast - counted };
    })
    .filter((period) => period.missing > 0);
}
