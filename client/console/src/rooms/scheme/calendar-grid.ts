import { wallClock } from '../../ui/format.js';
import type { CalendarEntry } from './entries.js';

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
  /** Where a moment's label stands. */
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
  return entry.end === null;
}

/**
 * The entries that touch the days from `first` to `last`, each in the topmost lane where it touches nothing. A moment
 * keeps `room` days free for its label: to its right, or to its left where that needs no further lane or where the
 * drawing ends. Moments are placed from the last to the first, so that a seal's label stands before the release's.
 */
export function spansBetween(entries: readonly CalendarEntry[], first: DayNumber, last: DayNumber, room = 0): Span[] {
  const touching = entries
    .map((entry) => ({ entry, days: daysOf(entry) }))
    .filter(({ days: [from, to] }) => from <= last && to >= first)
    .sort((a, b) => a.days[0] - b.days[0] || b.days[1] - a.days[1] || a.entry.rule.localeCompare(b.entry.rule));
  const lanes: [DayNumber, DayNumber][][] = [];
  const isFree = (lane: number, [from, to]: [DayNumber, DayNumber]) =>
    (lanes[lane] ?? []).every(([a, b]) => b < from || a > to);

  const place = ({ entry, days: [from, to] }: (typeof touching)[number]): Span => {
    const start = Math.max(from, first);
    const end = Math.min(to, last);
    const span = { entry, first: start, last: end, isCutBefore: from < first, isCutAfter: to > last };
    const right: [DayNumber, DayNumber] = [start, end + (isMoment(entry) ? room : 0)];
    const left: [DayNumber, DayNumber] = [start - room, end];
    const mayBeRight = right[1] <= last || left[0] < first;
    const mayBeLeft = isMoment(entry) && left[0] >= first;
    for (let lane = 0; ; lane += 1) {
      if (mayBeRight && isFree(lane, right)) {
        (lanes[lane] ??= []).push(right);
        return { ...span, lane, isLabelLeft: false };
      }
      if (mayBeLeft && isFree(lane, left)) {
        (lanes[lane] ??= []).push(left);
        return { ...span, lane, isLabelLeft: true };
      }
    }
  };
  const stretches = touching.filter(({ entry }) => !isMoment(entry)).map(place);
  const moments = touching
    .filter(({ entry }) => isMoment(entry))
    .reverse()
    .map(place);
  return [...stretches, ...moments].sort((a, b) => a.first - b.first || a.lane - b.lane);
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
