import type { CalendarRound } from '@minsheng/contracts';

import { warningsAhead } from './warnings.js';

const round = (periodKey: string, releasedAt: string, warnings: CalendarRound['warnings']): CalendarRound => ({
  periodKey,
  fieldwork: null,
  aggregationFrom: null,
  syncGraceEndsAt: null,
  latestSealAt: null,
  releasedAt,
  aggregationDays: null,
  daysAfterRelease: 0,
  warnings,
  holidays: [],
});

const rounds = [
  round('2027-B1', '2027-02-28T01:00:00Z', ['HOLIDAY', 'HOLIDAYS-UNKNOWN']),
  round('2026-B1', '2026-02-22T01:00:00Z', ['SHORT', 'HOLIDAY']),
  round('2026-B2', '2026-04-26T01:00:00Z', []),
];

describe('warnings of the calendar', () => {
  it.each([
    ['2026-01-01T00:00:00Z', ['2026-B1 SHORT', '2026-B1 HOLIDAY', '2027-B1 HOLIDAY']],
    ['2026-02-22T01:00:00Z', ['2027-B1 HOLIDAY']],
    ['2028-01-01T00:00:00Z', []],
  ])('at %s concern what is still to be released, soonest first', (now, expected) => {
    expect(warningsAhead(rounds, now).map(({ round: { periodKey }, warning }) => `${periodKey} ${warning}`)).toEqual(
      expected,
    );
  });
});
