import { rrulestr } from 'rrule';
import * as fc from 'fast-check';
import { civilDate, civilDateAt, dateOfDayNumber } from '../deadlines/index.js';
import { parseExpression, type CalendarExpression, type DayRule, type Quota } from './calendar-expression.js';
import { occurrencesOf, rhythmOf, shortfallsOf } from './occurrences.js';

const parsed = (text: string): CalendarExpression => {
  const result = parseExpression(text);
  if ('fault' in result) throw new Error(`${text}: ${result.fault.en} at ${result.fault.position}`);
  return result.expression;
};
const days = (text: string, first: string, last: string): string[] =>
  occurrencesOf(parsed(text), civilDate(first), civilDate(last)).map((occurrence) => civilDateAt(occurrence.start));
const at = (local: string) => new Date(`${local}+08:00`);

/** Days an independent library gives for the RFC 5545 rule, from the first to the last year. */
const daysByRule = (rule: string, start: string, first: string, last: string): string[] =>
  rrulestr(`DTSTART:${start.replaceAll('-', '')}T000000Z\nRRULE:${rule}`)
    .between(new Date(`${first}T00:00:00Z`), new Date(`${last}T23:59:59Z`), true)
    .map((date) => date.toISOString().slice(0, 10));

/** The rule as RFC 5545 says it, null for ADHOC and quotas. A window gives the rule of its first day. */
function rfc5545Of(expression: CalendarExpression): string | null {
  if (expression.kind === 'ADHOC' || expression.kind === 'QUOTA') return null;
  const { scope } = expression;
  const day: DayRule = expression.kind === 'MOMENT' ? expression.day : windowStart(expression);
  const weekday = (number: number) => ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][number - 1] ?? '';
  if (scope.unit === 'DAY') return 'FREQ=DAILY';
  if (scope.unit === 'WEEK') {
    const byDay = day.on === 'weekday' ? weekday(day.weekday) : 'MO';
    return `FREQ=WEEKLY;${scope.interval === 2 ? 'INTERVAL=2;' : ''}WKST=MO;BYDAY=${byDay}`;
  }
  const months = scope.months.length === 12 ? '' : `BYMONTH=${scope.months.join(',')};`;
  switch (day.on) {
    case 'days':
      return `FREQ=MONTHLY;${months}BYMONTHDAY=${day.days.join(',')}`;
    case 'last-day':
      return `FREQ=MONTHLY;${months}BYMONTHDAY=-1`;
    case 'weekday':
      return `FREQ=MONTHLY;${months}BYDAY=${weekday(day.weekday)}`;
    case 'first-weekday':
      return `FREQ=MONTHLY;${months}BYDAY=1${weekday(day.weekday)}`;
    case 'last-weekday':
      return `FREQ=MONTHLY;${months}BYDAY=-1${weekday(day.weekday)}`;
    case 'each-day':
      throw new Error('each day in a month scope');
  }
}

function windowStart(window: Extract<CalendarExpression, { kind: 'WINDOW' }>): DayRule {
  return window.scope.unit === 'MONTH'
    ? { on: 'days', days: [window.days?.first ?? 1] }
    : { on: 'weekday', weekday: 1 };
}

describe('calendar expressions equal RFC 5545 from 2001 to 2030', () => {
  it.each([
    ['last Sunday of even months', 'EVEN-MONTHS LAST SUN 09:00', 'FREQ=MONTHLY;BYMONTH=2,4,6,8,10,12;BYDAY=-1SU'],
    ['中旬 of even months', 'WINDOW EVEN-MONTHS DAYS 11-20', 'FREQ=MONTHLY;BYMONTH=2,4,6,8,10,12;BYMONTHDAY=11'],
    ['下旬 of even months', 'WINDOW EVEN-MONTHS DAYS 21-LAST', 'FREQ=MONTHLY;BYMONTH=2,4,6,8,10,12;BYMONTHDAY=21'],
    ['odd months', 'WINDOW ODD-MONTHS WHOLE', 'FREQ=MONTHLY;BYMONTH=1,3,5,7,9,11;BYMONTHDAY=1'],
    ['even months', 'WINDOW EVEN-MONTHS WHOLE', 'FREQ=MONTHLY;BYMONTH=2,4,6,8,10,12;BYMONTHDAY=1'],
    ['after each quarter', 'MONTHS(1,4,7,10) DAY 8 09:00', 'FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=8'],
    [
      '中旬 of a quarter’s last month',
      'WINDOW QUARTER-LAST-MONTHS DAYS 11-20',
      'FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=11',
    ],
    ['last Friday of the month', 'EVERY-MONTH LAST FRI 09:00', 'FREQ=MONTHLY;BYDAY=-1FR'],
    ['every two weeks', 'EVERY-2-WEEKS MON 09:00 FROM 2026-01-05', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO'],
    ['first Monday', 'EVERY-MONTH FIRST MON', 'FREQ=MONTHLY;BYDAY=1MO'],
    ['last day', 'HALF-LAST-MONTHS LAST-DAY 17:00', 'FREQ=MONTHLY;BYMONTH=6,12;BYMONTHDAY=-1'],
    ['two days a month', 'EVERY-MONTH DAYS 1,15', 'FREQ=MONTHLY;BYMONTHDAY=1,15'],
    ['each Monday of even months', 'EVEN-MONTHS MON', 'FREQ=MONTHLY;BYMONTH=2,4,6,8,10,12;BYDAY=MO'],
    ['every Friday', 'EVERY-WEEK FRI 12:00', 'FREQ=WEEKLY;BYDAY=FR'],
    ['every day', 'EVERY-DAY - 08:00', 'FREQ=DAILY'],
    ['once a year', 'YEAR-FIRST-MONTH DAY 15 09:00', 'FREQ=MONTHLY;BYMONTH=1;BYMONTHDAY=15'],
    ['year end', 'YEAR-LAST-MONTH LAST-DAY', 'FREQ=MONTHLY;BYMONTH=12;BYMONTHDAY=-1'],
  ])('%s: %s', (_meaning, text, rule) => {
    const start = text.includes('FROM') ? '2026-01-05' : '2001-01-01';
    const ours = days(text, '2001-01-01', '2030-12-31');
    expect(ours.length).toBeGreaterThan(20);
    expect(ours).toEqual(daysByRule(rule, start, '2001-01-01', '2030-12-31'));
  });

  it('the rule an expression translates itself into gives the same days, whatever the expression', () => {
    const scopes = [
      'EVERY-MONTH',
      'ODD-MONTHS',
      'EVEN-MONTHS',
      'QUARTER-LAST-MONTHS',
      'HALF-LAST-MONTHS',
      'MONTHS(1,4,7,10)',
      'MONTHS(2,3,11)',
    ];
    const weekday = fc.constantFrom('MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN');
    const day = fc.oneof(
      weekday,
      weekday.map((name) => `FIRST ${name}`),
      weekday.map((name) => `LAST ${name}`),
      fc.constant('LAST-DAY'),
      fc.integer({ min: 1, max: 28 }).map((number) => `DAY ${number}`),
      fc.integer({ min: 1, max: 14 }).map((number) => `DAYS ${number},${number + 14}`),
    );
    const from = fc.integer({ min: 11323, max: 21914 }).map((number) => dateOfDayNumber(number));
    const expression = fc.oneof(
      fc.tuple(fc.constantFrom(...scopes), day, from).map(([scope, on, date]) => `${scope} ${on} 09:00 FROM ${date}`),
      fc
        .tuple(fc.constantFrom('EVERY-WEEK', 'EVERY-2-WEEKS'), weekday, from)
        .map(([scope, on, date]) => `${scope} ${on} FROM ${date}`),
    );
    fc.assert(
      fc.property(expression, (text) => {
        const rule = rfc5545Of(parsed(text));
        const start = text.slice(-10);
        const last = `${Number(start.slice(0, 4)) + 2}-12-31`;
        expect(days(text, start, last)).toEqual(daysByRule(rule ?? '', start, start, last));
      }),
      { numRuns: 300, seed: 20260222 },
    );
  });

  it('M-25 (the calendar): 48 last Sundays of even months from 2001 to 2008', () => {
    const sundays = days('EVEN-MONTHS LAST SUN 09:00', '2001-01-01', '2008-12-31');
    expect(sundays).toHaveLength(48);
    expect([sundays[0], sundays[47]]).toEqual(['2001-02-25', '2008-12-28']);
  });
});

describe('occurrences', () => {
  it('a moment is at nine unless another hour is said', () => {
    const [plain] = occurrencesOf(parsed('EVERY-WEEK MON'), civilDate('2026-01-05'), civilDate('2026-01-05'));
    const [late] = occurrencesOf(parsed('EVERY-WEEK MON 15:30'), civilDate('2026-01-05'), civilDate('2026-01-05'));
    expect(plain?.start).toEqual(at('2026-01-05T09:00:00'));
    expect(late?.start).toEqual(at('2026-01-05T15:30:00'));
  });

  it('a window is whole local days: from the first midnight to the one after its last day', () => {
    const [window] = occurrencesOf(
      parsed('WINDOW EVEN-MONTHS DAYS 21-LAST'),
      civilDate('2028-02-01'),
      civilDate('2028-02-29'),
    );
    expect(window).toEqual({
      kind: 'WINDOW',
      key: '2028-B1',
      start: at('2028-02-21T00:00:00'),
      end: at('2028-03-01T00:00:00'),
    });
  });

  it('a window that only touches the range is listed', () => {
    expect(days('WINDOW EVEN-MONTHS DAYS 11-20', '2026-02-20', '2026-04-10')).toEqual(['2026-02-11']);
    expect(days('WINDOW EVEN-MONTHS DAYS 11-20', '2026-02-21', '2026-04-10')).toEqual([]);
  });

  it('ad hoc never occurs by itself', () => {
    expect(days('ADHOC', '2001-01-01', '2030-12-31')).toEqual([]);
  });

  it('nothing occurs before FROM, and the weeks are counted from its week', () => {
    expect(days('EVERY-2-WEEKS MON FROM 2026-01-07', '2026-01-01', '2026-02-28')).toEqual([
      '2026-01-19',
      '2026-02-02',
      '2026-02-16',
    ]);
    expect(days('EVERY-2-WEEKS SUN FROM 2026-01-07', '2026-01-01', '2026-01-31')).toEqual(['2026-01-11', '2026-01-25']);
  });

  it.each([
    ['EVEN-MONTHS LAST SUN 09:00', 'BIMONTH'],
    ['WINDOW ODD-MONTHS WHOLE', 'BIMONTH'],
    ['MONTHS(1,4,7,10) DAY 8 09:00', 'QUARTER'],
    ['WINDOW QUARTER-LAST-MONTHS DAYS 11-20', 'QUARTER'],
    ['HALF-LAST-MONTHS LAST-DAY', 'HALF'],
    ['YEAR-FIRST-MONTH DAY 15', 'YEAR'],
    ['EVERY-MONTH DAY 5', 'MONTH'],
    ['MONTHS(1,2,7) DAY 5', 'MONTH'],
    ['EVERY-MONTH DAYS 5,20', 'DAY'],
    ['EVERY-WEEK FRI', 'WEEK'],
    ['EVEN-MONTHS FRI', 'WEEK'],
    ['EVERY-DAY -', 'DAY'],
  ] as const)('%s has one occurrence in each %s, and is numbered by it', (text, kind) => {
    const expression = parsed(text);
    if (expression.kind !== 'MOMENT' && expression.kind !== 'WINDOW') throw new Error(text);
    expect(rhythmOf(expression)).toBe(kind);
    const keys = occurrencesOf(expression, civilDate('2026-01-01'), civilDate('2029-12-31')).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('quotas', () => {
  const quota = (text: string) => parsed(text) as Quota;

  it('M-41 (the quota): a week with one leader’s visit of two owed shows a shortfall of one', () => {
    const visits = [
      at('2026-03-02T10:00:00'),
      at('2026-03-04T10:00:00'),
      at('2026-03-15T23:59:59'),
      at('2026-03-16T00:00:00'),
    ];
    const found = shortfallsOf(
      quota('ATLEAST 2/WEEK'),
      visits,
      civilDate('2026-03-02'),
      civilDate('2026-03-22'),
      at('2026-03-30T00:00:00'),
    );
    expect(found.map(({ key, counted, missing }) => [key, counted, missing])).toEqual([
      ['2026-W11', 1, 1],
      ['2026-W12', 1, 1],
    ]);
  });

  it('a period still running owes nothing yet', () => {
    const owed = (now: string) =>
      shortfallsOf(quota('ATLEAST 1/HALF-MONTH'), [], civilDate('2026-02-01'), civilDate('2026-02-28'), at(now)).map(
        ({ key }) => key,
      );
    expect(owed('2026-02-15T23:59:59')).toEqual([]);
    expect(owed('2026-02-16T00:00:00')).toEqual(['2026-M02a']);
    expect(owed('2026-03-01T00:00:00')).toEqual(['2026-M02a', '2026-M02b']);
  });

  it('a period cut by the range is left out', () => {
    const found = shortfallsOf(
      quota('ATLEAST 1/MONTH'),
      [],
      civilDate('2026-01-15'),
      civilDate('2026-03-31'),
      at('2027-01-01T00:00:00'),
    );
    expect(found.map(({ key }) => key)).toEqual(['2026-M02', '2026-M03']);
  });

  it.each([
    ['DAY', 365],
    ['WEEK', 53],
    ['HALF-MONTH', 24],
    ['MONTH', 12],
    ['BIMONTH', 6],
    ['QUARTER', 4],
    ['YEAR', 1],
  ])('2026 touches so many quota periods of a %s: %i', (unit, count) => {
    const found = occurrencesOf(parsed(`ATLEAST 3/${unit}`), civilDate('2026-01-01'), civilDate('2026-12-31'));
    expect(found).toHaveLength(count);
    expect(found[0]?.atLeast).toBe(3);
  });
});

describe('a rule that does not parse says where', () => {
  it.each([
    ['', 0],
    ['EVENMONTHS LAST SUN', 0],
    ['even-months LAST SUN', 0],
    ['EVEN-MONTHS  LAST SUN', 11],
    [' EVEN-MONTHS LAST SUN', 0],
    ['EVEN-MONTHS', 11],
    ['EVEN-MONTHS LAST', 16],
    ['EVEN-MONTHS LAST SOL', 17],
    ['EVEN-MONTHS LAST SUN 9:00', 21],
    ['EVEN-MONTHS LAST SUN 24:00', 21],
    ['EVEN-MONTHS LAST SUN 09:00 AGAIN', 27],
    ['EVEN-MONTHS LAST SUN FROM', 25],
    ['EVEN-MONTHS LAST SUN FROM 2026-02-30', 26],
    ['EVEN-MONTHS DAY 30', 16],
    ['EVERY-MONTH DAY 31', 16],
    ['MONTHS(1,3) DAY 32', 16],
    ['EVERY-MONTH DAYS 15,1', 17],
    ['EVERY-MONTH DAYS 1,,2', 19],
    ['MONTHS(4,1) DAY 5', 7],
    ['MONTHS(0,4) DAY 5', 7],
    ['MONTHS(1,1) DAY 5', 7],
    ['MONTHS() DAY 5', 0],
    ['EVERY-DAY FRI', 10],
    ['EVERY-WEEK DAY 5', 11],
    ['EVERY-WEEK -', 11],
    ['EVERY-2-WEEKS MON 09:00', 0],
    ['ATLEAST', 7],
    ['ATLEAST 0/WEEK', 8],
    ['ATLEAST 2/FORTNIGHT', 10],
    ['ATLEAST 2/__proto__', 10],
    ['ATLEAST 2 WEEK', 8],
    ['WINDOW EVEN-MONTHS', 18],
    ['WINDOW EVEN-MONTHS DAYS 20-11', 27],
    ['WINDOW EVEN-MONTHS DAYS 11-30', 27],
    ['WINDOW EVEN-MONTHS DAYS 11', 24],
    ['WINDOW EVERY-WEEK DAYS 1-3', 18],
    ['WINDOW EVERY-2-WEEKS WHOLE', 7],
    ['WINDOW EVEN-MONTHS LAST SUN', 19],
    ['ADHOC 09:00', 6],
    ['偶数月 LAST SUN', 0],
  ])('%p at %i', (text, position) => {
    const result = parseExpression(text);
    expect('fault' in result ? result.fault.position : 'parsed').toBe(position);
  });

  it('no text of the alphabet makes the parser fall over', () => {
    const word = fc.constantFrom(
      'EVEN-MONTHS',
      'WINDOW',
      'DAYS',
      '11-20',
      'LAST',
      'SUN',
      '09:00',
      'FROM',
      '2026-01-05',
      'ATLEAST',
      '2/WEEK',
      'ADHOC',
      '-',
      'constructor',
      '',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 7 }), (words) => {
        const text = words.join(' ');
        const result = parseExpression(text);
        if ('fault' in result) expect(result.fault.position).toBeLessThanOrEqual(text.length);
        else
          expect(() =>
            occurrencesOf(result.expression, civilDate('2026-01-01'), civilDate('2026-12-31')),
          ).not.toThrow();
      }),
      { numRuns: 2000, seed: 7 },
    );
  });
});
