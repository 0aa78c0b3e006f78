import type { CalendarEntry } from '../../api/scheme.js';
import {
  appearanceOf,
  dayNumberAt,
  dayOf,
  daysOf,
  hasDays,
  isOfPolls,
  monthRows,
  rulesOf,
  spansBetween,
  warningsAhead,
} from './calendar-grid.js';

const entry = (
  rule: string,
  start: string,
  end: string | null,
  changes: Partial<CalendarEntry> = {},
): CalendarEntry => ({
  rule,
  name: null,
  kind: end === null ? 'MOMENT' : 'WINDOW',
  start,
  end,
  periodKey: '2026-B1',
  warnings: [],
  ...changes,
});

/** 2026-B1 of a scheme that asks from the 11th to the 20th and releases on the last Sunday. */
const fieldwork = entry('fieldwork', '2026-02-10T16:00:00Z', '2026-02-20T16:00:00Z', { warnings: ['HOLIDAY'] });
const aggregation = entry('aggregation', '2026-02-20T16:00:00Z', '2026-02-28T16:00:00Z', { warnings: ['SHORT'] });
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

describe('what is drawn, and how', () => {
  it.each([
    ['poll.fieldwork', '2026-02-20T16:00:00Z', 'asking', true],
    ['poll.aggregation', '2026-02-20T16:00:00Z', 'working', true],
    ['release', null, 'release', true],
    ['seal', null, 'moment', true],
    ['weeklyCircular', '2026-02-10T16:00:00Z', 'moment', false],
    ['inspection.covert', '2026-02-20T16:00:00Z', 'stretch', false],
  ])('%s', (rule, end, appearance, ofPolls) => {
    expect(appearanceOf(entry(rule, '2026-02-10T16:00:00Z', end))).toBe(appearance);
    expect(isOfPolls(rule)).toBe(ofPolls);
  });

  it('a quota asks for a number and has no days', () => {
    expect(hasDays(entry('twice', '2026-02-10T16:00:00Z', '2026-02-20T16:00:00Z', { kind: 'QUOTA' }))).toBe(false);
    expect(hasDays(fieldwork)).toBe(true);
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

  it('a moment keeps room for its label', () => {
    const moments = [entry('a', '2026-02-01T01:00:00Z', null), entry('b', '2026-02-03T01:00:00Z', null)];
    const first = dayNumberAt('2026-01-31T16:00:00Z');
    expect(spansBetween(moments, first, first + 27).map(({ lane }) => lane)).toEqual([0, 0]);
    expect(spansBetween(moments, first, first + 27, 3).map(({ lane }) => lane)).toEqual([0, 1]);
  });

  it('a moment at the end of what is drawn keeps its room before it', () => {
    const moments = [entry('a', '2026-02-25T01:00:00Z', null), entry('b', '2026-02-28T01:00:00Z', null)];
    const first = dayNumberAt('2026-01-31T16:00:00Z');
    const spans = spansBetween(moments, first, first + 27, 3);
    expect(spans.map(({ lane, isLabelLeft }) => [lane, isLabelLeft])).toEqual([
      [0, false],
      [1, true],
    ]);
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

  it.each([
    ['2026-01-01T00:00:00Z', ['HOLIDAY', 'SHORT']],
    ['2026-02-20T16:00:00Z', ['SHORT']],
    ['2026-03-01T00:00:00Z', []],
  ])('warn at %s of what has not ended', (now, expected) => {
    expect(warningsAhead(period, now).map(({ warning }) => warning)).toEqual(expected);
  });
});
