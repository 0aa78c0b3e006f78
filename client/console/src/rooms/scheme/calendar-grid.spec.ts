import { dayNumberAt, dayOf, daysOf, monthRows, rulesOf, spansBetween } from './calendar-grid.js';
import type { CalendarEntry } from './entries.js';

const entry = (rule: string, start: string, end: string | null): CalendarEntry => ({
  rule,
  name: { zh: rule, en: rule },
  start,
  end,
  periodKey: '2026-B1',
  warnings: [],
});

/** 2026-B1 of a scheme that asks from the 11th to the 20th and releases on the last Sunday. */
const fieldwork = entry('fieldwork', '2026-02-10T16:00:00Z', '2026-02-20T16:00:00Z');
const aggregation = entry('aggregation', '2026-02-20T16:00:00Z', '2026-02-28T16:00:00Z');
const release = entry('release', '2026-02-22T01:00:00Z', null);
const period = [fieldwork, aggregation, release];

const calendarDay = (number: number) => {
  const { year, month, day } = dayOf(number);
  return `${year}-${month}-${day}`;
};

describe('days of the calendar', () => {
  it.each([
    [fieldwork, '2026-2-11', '2026-2-20'],
    [aggregation, '2026-2-21', '2026-2-28'],
    [release, '2026-2-22', '2026-2-22'],
    [entry('empty', '2026-02-10T16:00:00Z', '2026-02-10T16:00:00Z'), '2026-2-11', '2026-2-11'],
  ])('a stretch ends with the day before its end', (given, first, last) => {
    expect(daysOf(given).map(calendarDay)).toEqual([first, last]);
  });

  it('a weekend is Saturday and Sunday of the city', () => {
    const days = ['2026-02-20T16:00:00Z', '2026-02-21T16:00:00Z', '2026-02-22T16:00:00Z'].map(dayNumberAt).map(dayOf);
    expect(days.map(({ isWeekend }) => isWeekend)).toEqual([true, true, false]);
  });
});

describe('lanes', () => {
  it('what touches the same day lies below one another, what does not shares a lane', () => {
    const first = dayNumberAt('2026-01-31T16:00:00Z');
    const lanes = spansBetween(period, first, first + 27).map(({ entry: { rule }, lane }) => [rule, lane]);
    expect(lanes).toEqual([
      ['fieldwork', 0],
      ['aggregation', 0],
      ['release', 1],
    ]);
  });

  const february = dayNumberAt('2026-01-31T16:00:00Z');
  const placed = (days: number[], room: number) => {
    const moments = days.map((day) => entry(`on ${day}`, `2026-02-${String(day).padStart(2, '0')}T01:00:00Z`, null));
    return spansBetween(moments, february, february + 27, room).map(({ lane, isLabelLeft }) => [lane, isLabelLeft]);
  };

  it.each<[string, number[], number, [number, boolean][]]>([
    [
      'moments without labels share a lane',
      [1, 3],
      0,
      [
        [0, false],
        [0, false],
      ],
    ],
    [
      'a moment too early for a label before it takes a lane of its own',
      [1, 3],
      3,
      [
        [1, false],
        [0, false],
      ],
    ],
    [
      'a label stands before its moment where the next one follows',
      [10, 11],
      3,
      [
        [0, true],
        [0, false],
      ],
    ],
    ['a label stands before its moment where the drawing ends', [28], 3, [[0, true]]],
    [
      'three in a row need a second lane',
      [10, 11, 12],
      3,
      [
        [1, false],
        [0, true],
        [0, false],
      ],
    ],
  ])('%s', (_, days, room, expected) => {
    expect(placed(days, room)).toEqual(expected);
  });

  it('a stretch that goes on is cut and says so; what lies outside is not drawn', () => {
    const first = dayNumberAt('2026-02-14T16:00:00Z');
    const spans = spansBetween(period, first, first + 6);
    expect(spans.map(({ entry: { rule }, isCutBefore, isCutAfter }) => [rule, isCutBefore, isCutAfter])).toEqual([
      ['fieldwork', true, false],
      ['aggregation', false, true],
    ]);
  });
});

describe('twenty-four months', () => {
  const rows = monthRows(period, '2026-01-15T00:00:00Z', 24);

  it('begin with the month of the clock and cross two new years', () => {
    expect(rows).toHaveLength(24);
    expect([rows[0]?.year, rows[0]?.month, rows[23]?.year, rows[23]?.month]).toEqual([2026, 1, 2027, 12]);
    expect(rows.map(({ days }) => days).reduce((sum, days) => sum + days)).toBe(730);
  });

  it('hold their entries, and every month has room for at least one', () => {
    expect(rows.map(({ spans }) => spans.length).slice(0, 3)).toEqual([0, 3, 0]);
    expect(rows.map(({ lanes }) => lanes).slice(0, 3)).toEqual([1, 2, 1]);
  });

  it('name each rule once', () => {
    expect(rulesOf([...period, ...period]).map(({ rule }) => rule)).toEqual(['fieldwork', 'aggregation', 'release']);
  });
});
