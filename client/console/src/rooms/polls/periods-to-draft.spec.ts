import type { CalendarRound } from '@minsheng/contracts';

import { periodsToDraft } from './periods-to-draft.js';

const round = (periodKey: string, startsAt: string | null): CalendarRound => ({
  periodKey,
  fieldwork: startsAt === null ? null : { startsAt, endsAt: startsAt },
  aggregationFrom: null,
  syncGraceEndsAt: null,
  latestSealAt: null,
  releasedAt: '2027-01-01T01:00:00Z',
  aggregationDays: null,
  daysAfterRelease: 0,
  warnings: [],
  holidays: [],
});
const rounds = [
  round('2027-B1', '2027-02-10T16:00:00Z'),
  round('2026-B6', '2026-12-10T16:00:00Z'),
  round('2026-B5', '2026-10-10T16:00:00Z'),
  round('2027-B2', null),
];
const keys = (...polls: Parameters<typeof periodsToDraft>[1][number][]) =>
  periodsToDraft(rounds, polls, '2026-11-22T00:00:00Z').map(({ periodKey }) => periodKey);

describe('which period can be drafted', () => {
  it('is one whose fieldwork lies ahead, the nearest first', () => {
    expect(keys()).toEqual(['2026-B6', '2027-B1']);
  });

  it('and has no regular poll; one that was called off leaves its period free', () => {
    expect(keys({ kind: 'REGULAR', stage: 'DRAFT', periodKey: '2026-B6' })).toEqual(['2027-B1']);
    expect(keys({ kind: 'REGULAR', stage: 'CANCELLED', periodKey: '2026-B6' })).toEqual(['2026-B6', '2027-B1']);
    expect(keys({ kind: 'ADHOC', stage: 'DRAFT', periodKey: '2026-B6' })).toEqual(['2026-B6', '2027-B1']);
  });
});
