import type { PollStage, PollSummary } from '@minsheng/contracts';

import { nextSteps, type KnownWork } from './next-steps.js';

const poll = (id: string, stage: PollStage): PollSummary => ({
  id,
  kind: ['IMPORTED', 'WEIGHTED', 'RANKED'].includes(stage) ? 'BROUGHT_IN' : 'REGULAR',
  title: { zh: id, en: id },
  periodKey: null,
  stage,
  isDemonstration: true,
  responses: 1,
  units: 1,
  indicators: 1,
  createdAt: '2026-10-01T00:00:00Z',
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

  it('a poll of our own waits at every stage that a person has to end, and at no other', () => {
    const stages = [
      'DRAFT',
      'PLAN_REVIEW',
      'PLAN_APPROVED',
      'PLAN_PUBLIC',
      'FIELDWORK',
      'PAUSED',
      'SYNC_GRACE',
    ] as const;
    const later = ['CLEANING', 'WEIGHTING', 'SCORED', 'SEALED', 'RELEASED', 'CANCELLED'] as const;
    expect(kinds({ polls: [...stages, ...later].map((stage) => poll(stage, stage)) })).toEqual([
      'seal',
      'compute',
      'clean',
      'publish-plan',
      'approve-plan',
      'finish-plan',
    ]);
  });

  it('leads to the page where it is done', () => {
    const steps = nextSteps({
      ...nothing,
      polls: [poll('a', 'CLEANING'), poll('b', 'PLAN_REVIEW'), poll('c', 'SCORED')],
    });
    expect(steps.map((step) => ('to' in step ? step.to : null))).toEqual([
      '/polls/c/review',
      '/polls/a/cleaning',
      '/polls/b/plan',
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
