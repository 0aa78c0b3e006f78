import type { BroughtInStage, PollSummary } from '@minsheng/contracts';

import { nextSteps, type KnownWork } from './next-steps.js';

const poll = (id: string, stage: BroughtInStage): PollSummary => ({
  id,
  title: { zh: id, en: id },
  periodKey: null,
  stage,
  isDemonstration: true,
  responses: 1,
  units: 1,
  indicators: 1,
  importedAt: '2026-10-01T00:00:00Z',
  releaseId: null,
});

const nothing: KnownWork = { polls: null, unconfirmedDefaults: null, calendarWarnings: null, mayReadRanking: true };
const kinds = (known: Partial<KnownWork>) => nextSteps({ ...nothing, ...known }).map(({ kind }) => kind);

describe('what to do next', () => {
  it('what is closest to the citizens comes first', () => {
    const polls = [poll('a', 'IMPORTED'), poll('b', 'WEIGHTED'), poll('c', 'RANKED'), poll('d', 'RELEASED')];
    expect(kinds({ polls, calendarWarnings: 1, unconfirmedDefaults: 3 })).toEqual([
      'release',
      'rank',
      'weigh',
      'calendar-warnings',
      'confirm-defaults',
    ]);
  });

  it('a city without a survey is told to bring one in; a list not yet read says nothing', () => {
    expect(kinds({ polls: [] })).toEqual(['bring-in-a-survey']);
    expect(kinds({ polls: null })).toEqual([]);
  });

  it('nothing waits when everything is released and confirmed', () => {
    expect(kinds({ polls: [poll('d', 'RELEASED')], calendarWarnings: 0, unconfirmedDefaults: 0 })).toEqual([]);
  });

  it('who may not read a ranking is led to the poll instead', () => {
    const [readable] = nextSteps({ ...nothing, polls: [poll('a/1', 'RANKED')] });
    const [closed] = nextSteps({ ...nothing, polls: [poll('a/1', 'RANKED')], mayReadRanking: false });
    expect([readable, closed]).toMatchObject([{ to: '/polls/a%2F1/ranking' }, { to: '/polls/a%2F1' }]);
  });
});
