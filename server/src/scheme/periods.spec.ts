import * as fc from 'fast-check';
import { addDays, civilDate, civilDateAt, dateOfDayNumber } from '../deadlines/index.js';
import {
  periodAfter,
  periodAt,
  periodBefore,
  periodByKey,
  periodKinds,
  periodOn,
  periodsBetween,
  publishedPeriod,
} from './periods.js';

const at = (local: string) => new Date(`${local}+08:00`);

describe('periods', () => {
  it.each([
    ['WEEK', '2026-02-15', '2026-W07', '2026-02-09', '2026-02-15'],
    ['WEEK', '2027-01-03', '2026-W53', '2026-12-28', '2027-01-03'],
    ['WEEK', '2025-12-29', '2026-W01', '2025-12-29', '2026-01-04'],
    ['HALF-MONTH', '2026-02-16', '2026-M02b', '2026-02-16', '2026-02-28'],
    ['MONTH', '2026-03-31', '2026-M03', '2026-03-01', '2026-03-31'],
    ['BIMONTH', '2026-03-01', '2026-B2', '2026-03-01', '2026-04-30'],
    ['BIMONTH', '2028-02-29', '2028-B1', '2028-01-01', '2028-02-29'],
    ['QUARTER', '2026-03-31', '2026-Q1', '2026-01-01', '2026-03-31'],
    ['HALF', '2026-06-30', '2026-H1', '2026-01-01', '2026-06-30'],
    ['YEAR', '2026-12-31', '2026', '2026-01-01', '2026-12-31'],
    ['DAY', '2026-12-31', '2026-12-31', '2026-12-31', '2026-12-31'],
  ] as const)('%s of %s is %s', (kind, date, key, firstOn, lastOn) => {
    expect(periodOn(kind, civilDate(date))).toMatchObject({ key, firstOn, lastOn });
  });

  it('begins at local midnight and ends at the next one’s beginning', () => {
    const bimonth = periodAt('BIMONTH', at('2026-03-01T00:00:00'));
    expect([bimonth.key, bimonth.start, bimonth.end]).toEqual([
      '2026-B2',
      at('2026-03-01T00:00:00'),
      at('2026-05-01T00:00:00'),
    ]);
    expect(periodAt('BIMONTH', new Date(bimonth.start.getTime() - 1)).key).toBe('2026-B1');
  });

  it.each(periodKinds)('INV-02 periods of kind %s tile the years from 2001 to 2030 without gap or overlap', (kind) => {
    const periods = periodsBetween(kind, civilDate('2001-01-01'), civilDate('2030-12-31'));
    periods.slice(1).forEach((period, index) => {
      expect(period.start).toEqual(periods[index]?.end);
      expect(period.firstOn).toBe(addDays(periods[index]?.lastOn ?? civilDate('2001-01-01'), 1));
    });
    expect(new Set(periods.map(({ key }) => key)).size).toBe(periods.length);
    // Weeks are cut by no year: the first and last reach into the neighbours. 2001 began on a Monday.
    expect(periods[0]?.firstOn).toBe('2001-01-01');
    expect(periods.at(-1)?.lastOn).toBe(kind === 'WEEK' ? '2031-01-05' : '2030-12-31');
  });

  it('a key reads back as the period it names, for every day and kind', () => {
    fc.assert(
      fc.property(fc.integer({ min: 11323, max: 22279 }), fc.constantFrom(...periodKinds), (number, kind) => {
        const period = periodOn(kind, dateOfDayNumber(number));
        expect(periodByKey(period.key)).toEqual(period);
        expect(periodBefore(periodAfter(period))).toEqual(period);
        expect(civilDateAt(period.start)).toBe(period.firstOn);
      }),
      { numRuns: 500, seed: 2 },
    );
  });

  it.each([
    '2026-B7',
    '2026-B0',
    '2026-Q5',
    '2026-H3',
    '2026-M13',
    '2026-M3',
    '2026-W54',
    '2027-W53',
    '2026-W7',
    '2026-02-30',
    'x',
    '',
  ])('%p names no period', (key) => {
    expect(periodByKey(key)).toBeNull();
  });
});

describe('a release publishes', () => {
  it.each([
    ['inside its period: the bimonth it falls in', 'BIMONTH', '2026-02-22T09:00:00', 'CONTAINING', '2026-B1'],
    ['inside its period, on the last day too', 'BIMONTH', '2027-10-31T09:00:00', 'CONTAINING', '2027-B5'],
    [
      'after its period: the bimonth that ended before, in January that of the year before',
      'BIMONTH',
      '2026-01-05T09:00:00',
      'PRECEDING',
      '2025-B6',
    ],
    ['after its period: the quarter before', 'QUARTER', '2026-04-08T09:00:00', 'PRECEDING', '2026-Q1'],
    ['after its period: the month before', 'MONTH', '2026-01-05T09:00:00', 'PRECEDING', '2025-M12'],
  ] as const)('%s', (_rule, kind, released, publishes, key) => {
    expect(publishedPeriod(kind, at(released), publishes).key).toBe(key);
  });
});
