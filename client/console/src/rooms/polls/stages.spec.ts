import type { BroughtInStage, PollSummary } from '@minsheng/contracts';

import { isRanked, newestFirst, pollToReview, stageNumber, stages } from './stages.js';

const poll = (id: string, stage: BroughtInStage, importedAt: string): PollSummary => ({
  id,
  title: { zh: id, en: id },
  periodKey: null,
  stage,
  isDemonstration: true,
  responses: 1,
  units: 1,
  indicators: 1,
  importedAt,
  releaseId: null,
});

describe('stages of a survey brought in', () => {
  it('follow one another', () => {
    expect(stages.map(stageNumber)).toEqual([1, 2, 3, 4]);
  });

  it('there is a ranking to read from the third on', () => {
    expect(stages.map((stage) => isRanked(poll('p', stage, '')))).toEqual([false, false, true, true]);
  });

  it('lists newest first without touching the list given', () => {
    const given = [poll('old', 'RELEASED', '2026-08-01'), poll('new', 'IMPORTED', '2026-10-01')];
    expect(newestFirst(given).map(({ id }) => id)).toEqual(['new', 'old']);
    expect(given.map(({ id }) => id)).toEqual(['old', 'new']);
  });

  it.each<[string, [string, BroughtInStage, string][], string | null]>([
    [
      'the one that waits for its release',
      [
        ['a', 'RANKED', '2026-08'],
        ['b', 'RELEASED', '2026-10'],
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
