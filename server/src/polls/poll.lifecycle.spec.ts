import type { PollStage } from '@minsheng/contracts';
import { type PollMove, mayMove, pollLifecycle, stageAt } from './poll.lifecycle.js';

const december = {
  fieldworkFrom: new Date('2026-12-11T00:00:00+08:00'),
  fieldworkTo: new Date('2026-12-21T00:00:00+08:00'),
  graceUntil: new Date('2026-12-22T00:00:00+08:00'),
};

describe('the stage at an instant, whatever was written down last', () => {
  it.each<[PollStage, string, PollStage]>([
    ['PLAN_PUBLIC', '2026-12-10T23:59:59+08:00', 'PLAN_PUBLIC'],
    ['PLAN_PUBLIC', '2026-12-11T00:00:00+08:00', 'FIELDWORK'],
    ['FIELDWORK', '2026-12-20T23:59:59+08:00', 'FIELDWORK'],
    ['FIELDWORK', '2026-12-21T00:00:00+08:00', 'SYNC_GRACE'],
    ['PAUSED', '2026-12-20T23:59:59+08:00', 'PAUSED'],
    ['PAUSED', '2026-12-21T00:00:00+08:00', 'SYNC_GRACE'],
    ['SYNC_GRACE', '2026-12-21T23:59:59+08:00', 'SYNC_GRACE'],
    ['SYNC_GRACE', '2026-12-22T00:00:00+08:00', 'CLEANING'],
    ['PLAN_PUBLIC', '2026-12-23T00:00:00+08:00', 'CLEANING'],
    ['DRAFT', '2026-12-14T00:00:00+08:00', 'DRAFT'],
    ['PLAN_APPROVED', '2026-12-14T00:00:00+08:00', 'PLAN_APPROVED'],
    ['CANCELLED', '2026-12-14T00:00:00+08:00', 'CANCELLED'],
    ['WEIGHTING', '2027-01-14T00:00:00+08:00', 'WEIGHTING'],
    ['SEALED', '2027-01-14T00:00:00+08:00', 'SEALED'],
  ])('M-13: %s at %s is %s', (stage, at, expected) =>
    expect(stageAt({ stage, ...december }, new Date(at))).toBe(expected),
  );

  it('a survey brought in has no window and stays what it is', () =>
    expect(stageAt({ stage: 'RANKED', fieldworkFrom: null, fieldworkTo: null, graceUntil: null }, new Date())).toBe(
      'RANKED',
    ));
});

describe('SM-3', () => {
  const moves = Object.keys(pollLifecycle) as PollMove[];

  it('nothing moves a cancelled or an archived poll', () =>
    expect(moves.filter((move) => mayMove('CANCELLED', move) || mayMove('ARCHIVED', move))).toEqual([]));

  it('a sealed poll only comes out, and only a released one is opened again', () => {
    expect(moves.filter((move) => mayMove('SEALED', move))).toEqual(['release']);
    expect(moves.filter((move) => pollLifecycle[move].to === 'CLEANING').sort()).toEqual([
      'end-grace',
      'reopen',
      'return-to-cleaning',
    ]);
  });

  it('no step leads from before a public plan into the field', () =>
    expect(moves.filter((move) => pollLifecycle[move].to === 'FIELDWORK')).toEqual(['start-fieldwork', 'resume']));

  it('a survey brought in knows none of these steps', () =>
    expect(moves.filter((move) => mayMove('RANKED', move) || mayMove('IMPORTED', move))).toEqual([]));
});
