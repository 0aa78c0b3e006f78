import { civilDate, civilDateAt, instantOf, weekdayOf } from './civil-date.js';
import { overdueWorkingDays, workingDeadline } from './deadline.js';
import { lenient, publishedYears, workingCalendar } from './working-calendar.js';

const calendar = workingCalendar();
/** Written as read on a clock in the city. */
const at = (local: string) => new Date(`${local}:00+08:00`);

describe('working days follow the published holiday arrangement', () => {
  it.each([
    ['an ordinary Wednesday is worked', '2026-03-11', true],
    ['an ordinary Sunday is off', '2026-03-15', false],
    ['a weekday of Spring Festival is off', '2026-02-17', false],
    ['the Saturday worked in exchange for Spring Festival is worked', '2026-02-28', true],
    ['the Sunday worked in exchange for New Year is worked', '2026-01-04', true],
    ['the Saturday worked in exchange for National Day is worked', '2026-10-10', true],
  ])('%s (%s)', (_rule, date, worked) => {
    expect(calendar.isWorkday(civilDate(date))).toBe(worked);
  });

  it('names the holiday a day off belongs to, in both languages', () => {
    expect(calendar.holidayOn(civilDate('2026-02-17'))).toEqual({ zh: '春节', en: 'Spring Festival' });
    expect(calendar.holidayOn(civilDate('2026-02-28'))).toBeNull();
    expect(calendar.holidayOn(civilDate('2026-03-15'))).toBeNull();
  });

  it('knows every year from 2004 to 2026 and no other', () => {
    expect(calendar.years()).toEqual(Array.from({ length: 23 }, (_, index) => 2004 + index));
  });

  it('counts 248 working days in 2026: 261 weekdays, 19 of them holidays, 6 weekend days worked', () => {
    const days = Array.from({ length: 365 }, (_, index) => civilDateAt(new Date(Date.UTC(2026, 0, 1 + index))));
    const weekdayHolidays = days.filter((day) => weekdayOf(day) <= 5 && calendar.holidayOn(day)).length;
    expect([days.filter((day) => weekdayOf(day) <= 5).length, weekdayHolidays]).toEqual([261, 19]);
    expect(days.filter((day) => calendar.isWorkday(day))).toHaveLength(248);
  });

  it.each([
    ['2003-12-31', '2003 年的节假日安排还没有录入'],
    ['2027-01-01', '2027 年的节假日安排还没有录入'],
  ])('a year without an arrangement is refused by name: %s', (date, sentence) => {
    const refused = (): unknown => {
      try {
        return calendar.isWorkday(civilDate(date));
      } catch (error) {
        return error;
      }
    };
    expect(refused()).toMatchObject({
      code: 'deadlines.year-without-table',
      sentences: { zh: expect.stringContaining(sentence) },
    });
  });

  it('a year entered by the city is used as the published ones are', () => {
    const entered = workingCalendar([
      ...publishedYears(),
      {
        year: 2027,
        source: '测试用安排',
        holidays: new Map([[civilDate('2027-01-01'), { zh: '元旦', en: "New Year's Day" }]]),
        makeUpWorkdays: new Set([civilDate('2027-01-02')]),
      },
    ]);
    // Thursday 31 December; New Year is off, the Saturday after it worked.
    expect(workingDeadline(at('2026-12-31T10:00'), 2, entered)).toEqual(at('2027-01-04T18:00'));
  });
});

describe('a limit in working days', () => {
  it.each([
    ['three days from a Friday skip the weekend', '2026-01-09T15:00', 3, '2026-01-14T18:00'],
    ['the day of issue is not counted, even at 00:01', '2026-01-12T00:01', 1, '2026-01-13T18:00'],
    ['issued at 23:59 it is still that day', '2026-01-12T23:59', 1, '2026-01-13T18:00'],
    ['issued on a day off the first working day is the first', '2026-01-10T12:00', 1, '2026-01-12T18:00'],
    ['Spring Festival is skipped and the worked Saturday counts', '2026-02-13T09:00', 3, '2026-02-25T18:00'],
    ['the Saturday worked after the festival counts', '2026-02-26T09:00', 2, '2026-02-28T18:00'],
    ['National Day week is skipped', '2026-09-30T17:00', 3, '2026-10-10T18:00'],
    ['ten days', '2026-01-09T15:00', 10, '2026-01-23T18:00'],
    ['sixty days', '2026-03-02T09:00', 60, '2026-05-28T18:00'],
  ])('%s', (_rule, issued, days, due) => {
    expect(workingDeadline(at(issued), days, calendar).toISOString()).toBe(at(due).toISOString());
  });

  it('M-34 (the clock): issued Friday 2026-01-09 15:00 with 3 working days it is due Wednesday 2026-01-14 18:00', () => {
    expect(workingDeadline(at('2026-01-09T15:00'), 3, calendar)).toEqual(at('2026-01-14T18:00'));
  });

  it('a limit that runs into a year without an arrangement is refused, not guessed from weekends', () => {
    expect(() => workingDeadline(at('2026-12-30T10:00'), 2, calendar)).toThrow('2027');
    expect(workingDeadline(at('2026-12-30T10:00'), 1, calendar)).toEqual(at('2026-12-31T18:00'));
  });

  it('an internal step does not wait for the arrangement: there weekdays count as worked', () => {
    // Friday 1 January 2027 counts, since nobody has said yet that it does not.
    expect(workingDeadline(at('2026-12-31T10:00'), 2, lenient(workingCalendar()))).toEqual(at('2027-01-04T18:00'));
    expect(workingDeadline(at('2026-01-09T15:00'), 3, lenient(workingCalendar()))).toEqual(at('2026-01-14T18:00'));
  });

  it.each([0, -1, 1.5, Number.NaN, 1001])('%p is no limit', (days) => {
    expect(() => workingDeadline(at('2026-01-09T15:00'), days, calendar)).toThrow(RangeError);
  });
});

describe('overdue working days', () => {
  it.each([
    ['nothing at the due instant', '2026-01-14T18:00', 0],
    ['nothing before the next office hours have ended', '2026-01-15T17:59', 0],
    ['one when they have', '2026-01-15T18:00', 1],
    ['a weekend adds none', '2026-01-18T23:00', 2],
    ['three by Monday evening', '2026-01-19T18:00', 3],
  ])('%s', (_rule, now, passed) => {
    expect(overdueWorkingDays(at('2026-01-14T18:00'), at(now), calendar)).toBe(passed);
  });

  it('nothing is overdue before it is due', () => {
    expect(overdueWorkingDays(at('2026-01-14T18:00'), at('2026-01-12T09:00'), calendar)).toBe(0);
  });
});

describe('the city’s own days', () => {
  it('a day begins at midnight in Shanghai, eight hours before UTC', () => {
    expect(instantOf(civilDate('2026-02-21')).toISOString()).toBe('2026-02-20T16:00:00.000Z');
    expect(civilDateAt(new Date('2026-02-20T15:59:59.999Z'))).toBe('2026-02-20');
    expect(civilDateAt(new Date('2026-02-20T16:00:00.000Z'))).toBe('2026-02-21');
  });

  it('agrees with the time zone database from 1992 to 2035, a week and a bit apart', () => {
    const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
    for (let time = Date.UTC(1992, 0, 2); time < Date.UTC(2035, 0, 1); time += 7.3 * 86_400_000) {
      const instant = new Date(time + 4 * 3_600_000);
      expect(civilDateAt(instant)).toBe(shown.format(instant));
    }
  });

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '26-01-01', '2026-1-1', '1990-06-01', ''])(
    '%p is refused',
    (text) => {
      expect(() => civilDate(text)).toThrow(RangeError);
    },
  );
});
