import { join } from 'node:path';
import { civilDate, civilDateAt, workingCalendar } from '../deadlines/index.js';
import { calendarOf, listCalendar, syncGraceEnd } from './calendar.js';
import { judgeOverride } from './judge-override.js';
import { loadPreset } from './preset.js';
import type { SchemeConfig } from './scheme-config.js';

const folder = join(__dirname, '../../presets');
const { config } = loadPreset(folder, 'xuchang');
const working = workingCalendar();
const calendar = calendarOf(config, working);
const at = (local: string) => new Date(`${local}+08:00`);
const local = (instant: Date | null | undefined) =>
  instant ? new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 16) : null;
const rounds = (year: number, of = calendar) => of.rounds(civilDate(`${year}-01-01`), civilDate(`${year}-12-31`));

describe('the release calendar of 2026 and 2027', () => {
  it.each([
    ['2026-B1', '2026-02-11', '2026-02-20', '2026-02-21', '2026-02-22', 1, 6, true],
    ['2026-B2', '2026-04-11', '2026-04-20', '2026-04-25', '2026-04-26', 5, 4, false],
    ['2026-B3', '2026-06-11', '2026-06-20', '2026-06-27', '2026-06-28', 7, 2, false],
    ['2026-B4', '2026-08-11', '2026-08-20', '2026-08-29', '2026-08-30', 9, 1, false],
    ['2026-B5', '2026-10-11', '2026-10-20', '2026-10-24', '2026-10-25', 4, 6, false],
    ['2026-B6', '2026-12-11', '2026-12-20', '2026-12-26', '2026-12-27', 6, 4, false],
    ['2027-B1', '2027-02-11', '2027-02-20', '2027-02-27', '2027-02-28', 7, 0, false],
    ['2027-B2', '2027-04-11', '2027-04-20', '2027-04-24', '2027-04-25', 4, 5, false],
    ['2027-B3', '2027-06-11', '2027-06-20', '2027-06-26', '2027-06-27', 6, 3, false],
    ['2027-B4', '2027-08-11', '2027-08-20', '2027-08-28', '2027-08-29', 8, 2, false],
    ['2027-B5', '2027-10-11', '2027-10-20', '2027-10-30', '2027-10-31', 10, 0, false],
    ['2027-B6', '2027-12-11', '2027-12-20', '2027-12-25', '2027-12-26', 5, 5, false],
  ])('%s: fieldwork %s to %s, sealed by %s, released %s', (key, first, last, seal, release, days, left, isShort) => {
    const round = rounds(Number(key.slice(0, 4))).find(({ periodKey }) => periodKey === key);
    expect(round && civilDateAt(round.fieldwork?.start ?? new Date(0))).toBe(first);
    expect(local(round?.fieldwork?.end)?.slice(0, 10)).toBe(
      civilDateAt(new Date(at(`${last}T00:00:00`).getTime() + 86_400_000)),
    );
    expect(local(round?.latestSealAt)).toBe(`${seal}T09:00`);
    expect(local(round?.release.start)).toBe(`${release}T09:00`);
    expect([round?.aggregationDays, round?.daysAfterRelease, round?.isShort]).toEqual([days, left, isShort]);
  });

  it('each of the twelve releases publishes its own bimonth, once', () => {
    const keys = [...rounds(2026), ...rounds(2027)].map(({ periodKey }) => periodKey);
    expect(keys).toEqual(
      [1, 2, 3, 4, 5, 6].map((n) => `2026-B${n}`).concat([1, 2, 3, 4, 5, 6].map((n) => `2027-B${n}`)),
    );
  });

  it('SHORT: of all years from 2001 to 2028 only February’s round can leave fewer than three days', () => {
    const short = calendar.rounds(civilDate('2001-01-01'), civilDate('2028-12-31')).filter((round) => round.isShort);
    expect(short.length).toBeGreaterThan(0);
    expect(new Set(short.map(({ periodKey }) => periodKey.slice(-2)))).toEqual(new Set(['B1']));
  });

  it('HOLIDAY: Spring Festival falls into the fieldwork of 2026-B1, from the 15th to the 20th', () => {
    const first = rounds(2026)[0];
    expect(first?.holidays.map(({ on, zh }) => `${on} ${zh}`)).toEqual(
      [15, 16, 17, 18, 19, 20].map((day) => `2026-02-${day} 春节`),
    );
  });

  it('HOLIDAY: of 2026’s other rounds only B3 meets one, Dragon Boat Festival on its last two days', () => {
    const met = rounds(2026)
      .slice(1)
      .filter(({ holidays }) => holidays.length > 0);
    expect(met.map(({ periodKey, holidays }) => [periodKey, holidays.map(({ on }) => on)])).toEqual([
      ['2026-B3', ['2026-06-19', '2026-06-20']],
    ]);
  });

  it('a year without a holiday arrangement is named, and nothing is said about its holidays', () => {
    expect(
      rounds(2027).every(({ holidays, yearsWithoutTable }) => holidays.length === 0 && yearsWithoutTable[0] === 2027),
    ).toBe(true);
    expect(rounds(2026).every(({ yearsWithoutTable }) => yearsWithoutTable.length === 0)).toBe(true);
    expect(listCalendar(calendar, working, civilDate('2026-06-01')).yearsWithoutTable).toEqual([2027, 2028]);
  });

  it('the sync grace is a day, but in 2026-B1 it ends at 02-21 03:00, six hours before the latest sealing', () => {
    expect(rounds(2026).map(({ syncGraceEndsAt }) => local(syncGraceEndsAt))).toEqual([
      '2026-02-21T03:00',
      '2026-04-22T00:00',
      '2026-06-22T00:00',
      '2026-08-22T00:00',
      '2026-10-22T00:00',
      '2026-12-22T00:00',
    ]);
  });

  it('the sync grace never ends before fieldwork does', () => {
    expect(syncGraceEnd(config, at('2026-02-21T00:00:00'), at('2026-02-21T02:00:00'))).toEqual(
      at('2026-02-21T00:00:00'),
    );
  });
});

describe('the calendar says which occurrence this is', () => {
  it.each([
    ['2026-02-10T23:59:59.999', null],
    ['2026-02-11T00:00:00', '2026-B1'],
    ['2026-02-20T23:59:59.999', '2026-B1'],
    ['2026-02-21T00:00:00', null],
    ['2026-03-15T12:00:00', null],
  ])('M-13 (the calendar): fieldwork at %s is %s', (now, key) => {
    expect(calendar.current('poll.fieldwork', at(now))?.key ?? null).toBe(key);
  });

  it('the next release is strictly later than now', () => {
    expect(local(calendar.next('release', at('2026-02-22T08:59:59'))?.start)).toBe('2026-02-22T09:00');
    expect(local(calendar.next('release', at('2026-02-22T09:00:00'))?.start)).toBe('2026-04-26T09:00');
  });

  it('the plan is public five days before fieldwork', () => {
    expect(local(calendar.next('poll.planPublic', at('2026-02-01T00:00:00'))?.start)).toBe('2026-02-06T00:00');
  });

  it('a rule that is switched off or unknown never occurs', () => {
    expect(calendar.has('inspection.covert')).toBe(false);
    expect(calendar.next('inspection.covert', at('2026-01-01T00:00:00'))).toBeNull();
    expect(calendar.occurrences('no.such', civilDate('2026-01-01'), civilDate('2026-12-31'))).toEqual([]);
  });

  it('M-19 (the calendar): March is covert and no open inspection, April the other way round', () => {
    const inspections = calendarOf(loadPreset(folder, 'qianjiang').config, working);
    expect(inspections.current('inspection.covert', at('2026-03-10T10:00:00'))?.key).toBe('2026-B2');
    expect(inspections.current('inspection.open', at('2026-03-10T10:00:00'))).toBeNull();
    expect(inspections.current('inspection.open', at('2026-04-30T23:59:59'))?.key).toBe('2026-B2');
    expect(inspections.current('inspection.covert', at('2026-04-01T00:00:00'))).toBeNull();
  });
});

describe('quotas of the scheme', () => {
  it('M-41 (the quota): leaders owe two visits a week; a week with one is short of one', () => {
    const visits = [at('2026-03-02T10:00:00'), at('2026-03-04T10:00:00'), at('2026-03-10T10:00:00')];
    const short = calendar.shortfalls(
      'quota.mainLeaders',
      visits,
      civilDate('2026-03-02'),
      civilDate('2026-03-15'),
      at('2026-03-20T00:00:00'),
    );
    expect(short.map(({ key, counted, missing }) => [key, counted, missing])).toEqual([['2026-W11', 1, 1]]);
  });

  it('a rule that is no quota has no shortfall to tell', () => {
    const ask = () =>
      calendar.shortfalls('release', [], civilDate('2026-03-02'), civilDate('2026-03-15'), at('2026-03-20T00:00:00'));
    expect(ask).toThrow('release is no quota');
  });
});

describe('a moment that falls on a holiday', () => {
  const meeting = (policy: SchemeConfig['calendar']['holidayPolicy']) => {
    const moved = calendarOf(
      { ...config, calendar: { ...config.calendar, holidayPolicyOf: { 'meeting.staff': policy } } },
      working,
    );
    return moved
      .occurrences('meeting.staff', civilDate('2026-02-10'), civilDate('2026-02-27'))
      .map(({ start }) => local(start));
  };

  it.each([
    ['KEEP', ['2026-02-16T15:00', '2026-02-23T15:00']],
    ['NEXT_WORKDAY', ['2026-02-24T15:00', '2026-02-24T15:00']],
    ['PREVIOUS_WORKDAY', ['2026-02-14T15:00', '2026-02-14T15:00']],
  ] as const)('%s', (policy, days) => {
    expect(meeting(policy)).toEqual(days);
  });

  it('stays where the year’s holidays are not known', () => {
    const moved = calendarOf({ ...config, calendar: { ...config.calendar, holidayPolicy: 'NEXT_WORKDAY' } }, working);
    expect(local(moved.next('release', at('2027-01-01T00:00:00'))?.start)).toBe('2027-02-28T09:00');
  });
});

describe('M-26 warnings and overrides', () => {
  const earlier = {
    ruleCode: 'poll.fieldwork',
    periodKey: '2026-B1',
    newStart: at('2026-02-06T00:00:00'),
    newEnd: at('2026-02-14T00:00:00'),
  };
  const judged = (wanted: typeof earlier | { newEnd: null }, now: string) => {
    try {
      return judgeOverride(config, workingCalendar(), [], { ...earlier, ...wanted }, at(now)).key;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('M-26 the year view of 2026 shows SHORT for B1 and for no other round', () => {
    const listing = listCalendar(calendar, working, civilDate('2026-01-01'), 12);
    expect(listing.rounds.filter(({ isShort }) => isShort).map(({ periodKey }) => periodKey)).toEqual(['2026-B1']);
  });

  it('M-26 twelve months ahead the warning is there', () => {
    const listing = listCalendar(calendar, working, civilDate('2025-03-01'));
    expect(listing.rounds.find(({ isShort }) => isShort)?.periodKey).toBe('2026-B1');
  });

  it('M-26 a published override moves fieldwork, its plan date and its grace, and leaves the release alone', () => {
    const moved = calendarOf(config, working, [earlier]);
    const first = rounds(2026, moved)[0];
    expect([local(first?.fieldwork?.start), local(first?.fieldwork?.end), local(first?.syncGraceEndsAt)]).toEqual([
      '2026-02-06T00:00',
      '2026-02-14T00:00',
      '2026-02-15T00:00',
    ]);
    expect(local(moved.next('poll.planPublic', at('2026-01-20T00:00:00'))?.start)).toBe('2026-02-01T00:00');
    expect(local(first?.release.start)).toBe('2026-02-22T09:00');
    expect(first?.fieldwork?.isOverridden).toBe(true);
    expect(rounds(2026, moved)[1]).toEqual(rounds(2026)[1]);
  });

  it('M-26 an override of the release takes its sealing with it', () => {
    const later = { ruleCode: 'release', periodKey: '2026-B1', newStart: at('2026-02-25T09:00:00'), newEnd: null };
    const first = rounds(2026, calendarOf(config, working, [later]))[0];
    expect([local(first?.release.start), local(first?.latestSealAt), first?.isShort]).toEqual([
      '2026-02-25T09:00',
      '2026-02-24T09:00',
      false,
    ]);
  });

  it.each([
    ['published a month ahead: accepted', {}, '2026-01-05T10:00:00', '2026-B1'],
    ['published the moment it would take effect: refused', {}, '2026-02-06T00:00:00', 'scheme.override-too-late'],
    [
      'published after the old time: refused',
      { newStart: at('2026-03-01T00:00:00'), newEnd: at('2026-03-05T00:00:00') },
      '2026-02-21T00:00:00',
      'scheme.override-too-late',
    ],
    [
      'shortening what has begun: refused',
      { newStart: at('2026-02-11T00:00:00'), newEnd: at('2026-02-15T00:00:00') },
      '2026-02-12T10:00:00',
      'scheme.override-shortens',
    ],
    [
      'beginning anew what has begun: refused',
      { newStart: at('2026-02-13T00:00:00'), newEnd: at('2026-02-21T00:00:00') },
      '2026-02-12T10:00:00',
      'scheme.override-shortens',
    ],
    [
      'lengthening past the sealing: refused',
      { newStart: at('2026-02-11T00:00:00'), newEnd: at('2026-02-22T00:00:00') },
      '2026-02-12T10:00:00',
      'scheme.override-breaks-round',
    ],
    [
      'moving past the release: refused',
      { newStart: at('2026-02-23T00:00:00'), newEnd: at('2026-02-28T00:00:00') },
      '2026-01-05T10:00:00',
      'scheme.override-breaks-round',
    ],
    ['a window without an end: refused', { newEnd: null }, '2026-01-05T10:00:00', 'scheme.override-shape'],
    [
      'a window that ends before it starts: refused',
      { newEnd: at('2026-02-01T00:00:00') },
      '2026-01-05T10:00:00',
      'scheme.override-shape',
    ],
    [
      'a window not at midnight: refused',
      { newStart: at('2026-02-06T08:00:00') },
      '2026-01-05T10:00:00',
      'scheme.override-shape',
    ],
    [
      'half a year away: refused',
      { newStart: at('2026-08-06T00:00:00'), newEnd: at('2026-08-14T00:00:00') },
      '2026-01-05T10:00:00',
      'scheme.override-too-far',
    ],
    [
      'of an occurrence that is not there: refused',
      { periodKey: '2026-B7' },
      '2026-01-05T10:00:00',
      'scheme.no-such-occurrence',
    ],
    [
      'of a rule that is not there: refused',
      { ruleCode: 'inspection.open' },
      '2026-01-05T10:00:00',
      'scheme.no-such-occurrence',
    ],
    [
      'of a quota: refused',
      { ruleCode: 'quota.mainLeaders', periodKey: '2026-W07' },
      '2026-01-05T10:00:00',
      'scheme.no-such-occurrence',
    ],
  ])('M-26 %s', (_what, wanted, now, outcome) => {
    expect(judged(wanted as typeof earlier, now)).toBe(outcome);
  });

  it('M-26 a running fieldwork may be lengthened where the sealing leaves room', () => {
    const longer = {
      ruleCode: 'poll.fieldwork',
      periodKey: '2026-B2',
      newStart: at('2026-04-11T00:00:00'),
      newEnd: at('2026-04-23T00:00:00'),
    };
    expect(judgeOverride(config, workingCalendar(), [], longer, at('2026-04-18T10:00:00')).key).toBe('2026-B2');
  });
});
