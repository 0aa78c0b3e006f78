import type { LivePollStage, PollStage, PollSummary } from '@minsheng/contracts';

import { isRanked, newestFirst, pollToReview, progressOf, rankingAddress } from './stages.js';

const poll = (id: string, stage: PollStage, createdAt = '2026-10-01'): PollSummary => ({
  id,
  kind: ['IMPORTED', 'WEIGHTED', 'RANKED'].includes(stage) ? 'BROUGHT_IN' : 'REGULAR',
  title: { zh: id, en: id },
  periodKey: null,
  stage,
  isDemonstration: true,
  responses: 1,
  units: 1,
  indicators: 1,
  createdAt,
  releaseId: null,
});

describe('the steps of a poll', () => {
  it.each<[PollStage, number, string]>([
    ['DRAFT', 0, 'plan'],
    ['PLAN_APPROVED', 0, 'plan'],
    ['PLAN_PUBLIC', 1, 'fieldwork'],
    ['PAUSED', 1, 'fieldwork'],
    ['SYNC_GRACE', 1, 'fieldwork'],
    ['CLEANING', 2, 'cleaning'],
    ['WEIGHTING', 3, 'scoring'],
    ['SCORED', 4, 'seal'],
    ['SEALED', 5, 'release'],
    ['RELEASED', 6, 'release'],
    ['ARCHIVED', 6, 'release'],
  ])('%s has %i steps behind it and stands at %s', (stage, done, step) => {
    const progress = progressOf(poll('p', stage));
    expect([progress.done, progress.steps[progress.at]]).toEqual([done, step]);
  });

  it('a survey brought in goes its own four, and stands at the one it reached', () => {
    const progress = progressOf(poll('p', 'WEIGHTED'));
    expect([progress.steps.length, progress.done, progress.steps[progress.at]]).toEqual([4, 2, 'WEIGHTED']);
  });
});

describe('which polls have a ranking', () => {
  it.each<[LivePollStage, boolean]>([
    ['FIELDWORK', false],
    ['WEIGHTING', false],
    ['SCORED', true],
    ['SEALED', true],
    ['RELEASED', true],
    ['CANCELLED', false],
  ])('%s: %s', (stage, expected) => {
    expect(isRanked(poll('p', stage))).toBe(expected);
  });

  it('a survey brought in has one once it is ranked', () => {
    expect([isRanked(poll('p', 'WEIGHTED')), isRanked(poll('p', 'RANKED'))]).toEqual([false, true]);
  });

  it('our own are reviewed, one brought in is read', () => {
    expect(rankingAddress(poll('a/1', 'SCORED'))).toBe('/polls/a%2F1/review');
    expect(rankingAddress(poll('b', 'RANKED'))).toBe('/polls/b/ranking');
  });
});

describe('the order of polls', () => {
  it('is newest first, and the list given stays as it was', () => {
    const given = [poll('old', 'RELEASED', '2026-08-01'), poll('new', 'IMPORTED', '2026-10-01')];
    expect(newestFirst(given).map(({ id }) => id)).toEqual(['new', 'old']);
    expect(given.map(({ id }) => id)).toEqual(['old', 'new']);
  });

  it.each<[string, [string, PollStage, string][], string | null]>([
    [
      'the one that waits for its release',
      [
        ['a', 'RANKED', '2026-08'],
        ['b', 'RELEASED', '2026-10'],
      ],
      'a',
    ],
    [
      'the one that waits for its seal, though another is newer and still in the field',
      [
        ['a', 'SCORED', '2026-08'],
        ['b', 'FIELDWORK', '2026-10'],
      ],
      'a',
    ],
    [
      'the newest released one when none waits',
      [
        ['a', 'RELEASED', '2026-08'],
        ['b', 'RELEASED', '2026-10'],
      ],
      'b',
    ],
    ['nothing before the first ranking', [['a', 'WEIGHTED', '2026-08']], null],
    ['nothing where there are no polls', [], null],
  ])('a review opens with %s', (_, polls, expected) => {
    expect(pollToReview(polls.map((given) => poll(...given)))?.id ?? null).toBe(expected);
  });
});
