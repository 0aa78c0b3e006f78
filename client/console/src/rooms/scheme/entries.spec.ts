import type { CalendarOccurrence, CalendarView } from '@minsheng/contracts';

import { appearanceOf, entriesOf, isOfPolls } from './entries.js';

const occurrence = (
  ruleCode: string,
  startsAt: string,
  endsAt: string | null,
  kind: CalendarOccurrence['kind'] = endsAt === null ? 'MOMENT' : 'WINDOW',
): CalendarOccurrence => ({ ruleCode, kind, key: '2026-B1', startsAt, endsAt, atLeast: null, isOverridden: false });

const view: CalendarView = {
  rules: [
    { code: 'poll.fieldwork', name: { zh: '外业', en: 'Fieldwork' }, text: 'WINDOW EVEN-MONTHS DAYS 11-20' },
    { code: 'poll.aggregation', name: { zh: '汇总', en: 'Aggregation' }, text: 'WINDOW EVEN-MONTHS DAYS 21-LAST' },
  ],
  months: [
    {
      month: '2026-02',
      entries: [
        occurrence('poll.fieldwork', '2026-02-10T16:00:00Z', '2026-02-20T16:00:00Z'),
        occurrence('poll.aggregation', '2026-02-20T16:00:00Z', '2026-02-28T16:00:00Z'),
        occurrence('twiceAWeek', '2026-02-01T16:00:00Z', '2026-02-08T16:00:00Z', 'QUOTA'),
      ],
    },
    { month: '2026-04', entries: [occurrence('release', '2026-04-26T01:00:00Z', null)] },
  ],
  rounds: [
    {
      periodKey: '2026-B1',
      fieldwork: { startsAt: '2026-02-10T16:00:00Z', endsAt: '2026-02-20T16:00:00Z' },
      aggregationFrom: '2026-02-20T16:00:00Z',
      syncGraceEndsAt: null,
      latestSealAt: null,
      releasedAt: '2026-02-22T01:00:00Z',
      aggregationDays: 1,
      daysAfterRelease: 6,
      warnings: ['SHORT', 'HOLIDAY'],
      holidays: [],
    },
  ],
  yearsWithoutTable: [],
};

describe('what the calendar draws', () => {
  const entries = entriesOf(view);

  it('is every occurrence with days of its own, month after month; a quota has none', () => {
    expect(entries.map(({ rule }) => rule)).toEqual(['poll.fieldwork', 'poll.aggregation', 'release']);
  });

  it('marks short time at the aggregation and holidays at the fieldwork', () => {
    expect(entries.map(({ warnings }) => warnings)).toEqual([['HOLIDAY'], ['SHORT'], []]);
  });

  it('is named by the scheme, and by its code where the scheme has no name', () => {
    expect(entries.map(({ name }) => name.zh)).toEqual(['外业', '汇总', 'release']);
  });

  it.each([
    ['poll.fieldwork', '2026-02-20T16:00:00Z', 'asking', true],
    ['poll.aggregation', '2026-02-20T16:00:00Z', 'working', true],
    ['release', null, 'release', true],
    ['seal', null, 'moment', true],
    ['weeklyCircular', null, 'moment', false],
    ['inspection.covert', '2026-02-20T16:00:00Z', 'stretch', false],
  ])('%s', (rule, end, appearance, ofPolls) => {
    const entry = { rule, name: { zh: '', en: '' }, periodKey: '', start: '2026-02-10T16:00:00Z', end, warnings: [] };
    expect(appearanceOf(entry)).toBe(appearance);
    expect(isOfPolls(rule)).toBe(ofPolls);
  });
});
