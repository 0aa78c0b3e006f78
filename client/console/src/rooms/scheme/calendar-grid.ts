import type { CalendarEntry, CalendarWarning } from '../../api/scheme.js';
import { wallClock } from '../../ui/format.js';

/** Days since 1970-01-01 of the city's wall calendar: what a drawing of days counts in. */
export type DayNumber = number;

export interface Day {
  number: DayNumber;
  year: number;
  month: number;
  day: number;
  isWeekend: boolean;
}

/** An entry cut to the days that are drawn. `first` and `last` are both included. */
export interface Span {
  entry: CalendarEntry;
  first: DayNumber;
  last: DayNumber;
  /** Row within the drawing: what would touch lies below one another. */
  lane: number;
  /** Whether the stretch goes on before or after what is drawn. */
  isCutBefore: boolean;
  isCutAfter: boolean;
  /** A moment's label stands to its right, or to its left where the drawing ends. */
  isLabelLeft: boolean;
}

const millisecondsPerDay = 86_400_000;

export function dayNumberAt(instant: string | number): DayNumber {
  const { year, month, day } = wallClock(instant);
  return Date.UTC(year, month - 1, day) / millisecondsPerDay;
}

export function dayOf(number: DayNumber): Day {
  const date = new Date(number * millisecondsPerDay);
  const weekday = date.getUTCDay();
  return {
    number,
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    isWeekend: weekday === 0 || weekday === 6,
  };
}

/** First and last day of an entry: a stretch ends with the day before its end, a moment is its own day. */
export function daysOf(entry: CalendarEntry): [DayNumber, DayNumber] {
  const first = dayNumberAt(entry.start);
  const last = entry.end === null ? first : dayNumberAt(Date.parse(entry.end) - 1);
  return [first, Math.max(first, last)];
}

export function isMoment(entry: CalendarEntry): boolean {
  return entry.end === null || Date.parse(entry.end) <= Date.parse(entry.start);
}

/**
 * The entries that touch the days from `first` to `last`, each in the topmost lane where it touches nothing. A moment
 * keeps `room` days beside it free for its label.
 */
export function spansBetween(entries: readonly CalendarEntry[], first: DayNumber, last: DayNumber, room = 0): Span[] {
  const touching = entries
    .map((entry) => ({ entry, days: daysOf(entry) }))
    .filter(({ days: [from, to] }) => from <= last && to >= first)
    .sort((a, b) => a.days[0] - b.days[0] || b.days[1] - a.days[1] || a.entry.rule.localeCompare(b.entry.rule));
  const lanes: [DayNumber, DayNumber][][] = [];
  return touching.map(({ entry, days: [from, to] }) => {
    const start = Math.max(from, first);
    const end = Math.min(to, last);
    const labelDays = isMoment(entry) ? room : 0;
    const isLabelLeft = end + labelDays > last;
    const taken: [DayNumber, DayNumber] = isLabelLeft ? [start - labelDays, end] : [start, end + labelDays];
    const free = lanes.findIndex((lane) => lane.every(([a, b]) => b < taken[0] || a > taken[1]));
    const lane = free === -1 ? lanes.length : free;
    (lanes[lane] ??= []).push(taken);
    return { entry, first: start, last: end, lane, isCutBefore: from < first, isCutAfter: to > last, isLabelLeft };
  });
}

export interface MonthRow {
  year: number;
  month: number;
  first: DayNumber;
  days: number;
  spans: Span[];
  lanes: number;
}

/** `count` months from the one that holds `from`, each with its entries; `room` as in `spansBetween`. */
export function monthRows(entries: readonly CalendarEntry[], from: string, count: number, room = 0): MonthRow[] {
  const { year, month } = wallClock(from);
  return Array.from({ length: count }, (_, index) => {
    const first = Date.UTC(year, month - 1 + index, 1) / millisecondsPerDay;
    const days = Date.UTC(year, month + index, 1) / millisecondsPerDay - first;
    const spans = spansBetween(entries, first, first + days - 1, room);
    const { year: rowYear, month: rowMonth } = dayOf(first);
    return {
      year: rowYear,
      month: rowMonth,
      first,
      days,
      spans,
      lanes: Math.max(1, ...spans.map(({ lane }) => lane + 1)),
    };
  });
}

/** The rules that occur, in order of first appearance. */
export function rulesOf(entries: readonly CalendarEntry[]): { rule: string; name: CalendarEntry['name'] }[] {
  return [...new Map(entries.map(({ rule, name }) => [rule, { rule, name }])).values()];
}

/** How an entry is drawn: what a poll's period consists of stands out, everything else the city has scheduled does not. */
export type Appearance = 'asking' | 'working' | 'release' | 'moment' | 'stretch';

export function appearanceOf(entry: CalendarEntry): Appearance {
  switch (entry.rule) {
    case 'poll.fieldwork':
      return 'asking';
    case 'poll.aggregation':
      return 'working';
    case 'release':
      return 'release';
    default:
      return isMoment(entry) ? 'moment' : 'stretch';
  }
}

/** The rules of a poll's period. The rest (weekly circulars, meetings) would crowd them out and is chosen by hand. */
export function isOfPolls(rule: string): boolean {
  return rule.startsWith('poll.') || rule === 'release' || rule === 'seal';
}

/** Quotas and ad-hoc rules have no days of their own to draw. */
export function hasDays({ kind }: CalendarEntry): boolean {
  return kind !== 'QUOTA' && kind !== 'ADHOC';
}

/** What is to be looked at ahead of time: entries with a warning that have not ended, soonest first. */
export function warningsAhead(
  entries: readonly CalendarEntry[],
  now: string,
): { entry: CalendarEntry; warning: CalendarWarning }[] {
  return entries
    .filter(({ start, end }) => Date.parse(end ?? start) > Date.parse(now))
    .sort((a, b) => a.start.localeCompare(b.start))
    .flatMap((entry) => entry.warnings.map((warning) => ({ entry, warning })));
}
