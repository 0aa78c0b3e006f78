import type { LivePollStage, PollStage } from '@minsheng/contracts';

export type PollMove =
  | 'submit-plan'
  | 'return-plan'
  | 'approve-plan'
  | 'publish-plan'
  | 'issue-erratum'
  | 'start-fieldwork'
  | 'pause'
  | 'resume'
  | 'end-fieldwork'
  | 'end-grace'
  | 'finish-cleaning'
  | 'score'
  | 'return-to-cleaning'
  | 'seal'
  | 'release'
  | 'reopen'
  | 'archive'
  | 'cancel';

interface Line {
  from: readonly LivePollStage[];
  to: LivePollStage;
  /** Permission of who may; the clock and the ledger's reactions need none. */
  by: `polls.${string}` | 'clock' | 'reaction';
  /** What has to be true besides; checked by the verb. */
  needs: string;
  writes: `polls.${string}`;
}

/** SM-3 of a poll of our own. A survey brought in has stages of its own and none of these moves. */
export const pollLifecycle: Readonly<Record<PollMove, Line>> = {
  'submit-plan': {
    from: ['DRAFT'],
    to: 'PLAN_REVIEW',
    by: 'polls.plan',
    needs: 'every check of the plan met: form valid beyond fieldwork, quotas complete, sites of each kind, shares',
    writes: 'polls.plan-submitted',
  },
  'return-plan': {
    from: ['PLAN_REVIEW'],
    to: 'DRAFT',
    by: 'polls.approve-plan',
    needs: 'a reason',
    writes: 'polls.plan-returned',
  },
  'approve-plan': {
    from: ['PLAN_REVIEW'],
    to: 'PLAN_APPROVED',
    by: 'polls.approve-plan',
    needs: 'another person than the designer and the submitter',
    writes: 'polls.plan-approved',
  },
  'publish-plan': {
    from: ['PLAN_APPROVED'],
    to: 'PLAN_PUBLIC',
    by: 'polls.publish-plan',
    needs: 'at least the declared days before fieldwork, or a published override',
    writes: 'polls.plan-published',
  },
  'issue-erratum': {
    from: ['PLAN_PUBLIC'],
    to: 'PLAN_PUBLIC',
    by: 'polls.approve-plan',
    needs: 'before fieldwork; another person than the one who wrote it; a reason',
    writes: 'polls.plan-corrected',
  },
  'start-fieldwork': {
    from: ['PLAN_PUBLIC'],
    to: 'FIELDWORK',
    by: 'clock',
    needs: 'the window has begun',
    writes: 'polls.fieldwork-started',
  },
  pause: { from: ['FIELDWORK'], to: 'PAUSED', by: 'polls.pause', needs: 'a reason', writes: 'polls.paused' },
  resume: {
    from: ['PAUSED'],
    to: 'FIELDWORK',
    by: 'polls.pause',
    needs: 'the window is open',
    writes: 'polls.resumed',
  },
  'end-fieldwork': {
    from: ['FIELDWORK', 'PAUSED'],
    to: 'SYNC_GRACE',
    by: 'clock',
    needs: 'the window has ended',
    writes: 'polls.fieldwork-ended',
  },
  'end-grace': {
    from: ['SYNC_GRACE'],
    to: 'CLEANING',
    by: 'clock',
    needs: 'the time of grace has ended',
    writes: 'polls.grace-ended',
  },
  'finish-cleaning': {
    from: ['CLEANING'],
    to: 'WEIGHTING',
    by: 'polls.clean',
    needs: 'every held answer decided',
    writes: 'polls.cleaned',
  },
  score: {
    from: ['WEIGHTING'],
    to: 'SCORED',
    by: 'polls.score',
    needs: 'answers; weights that converge',
    writes: 'polls.scored',
  },
  'return-to-cleaning': {
    from: ['SCORED'],
    to: 'CLEANING',
    by: 'polls.review',
    needs: 'a reason',
    writes: 'polls.returned-to-cleaning',
  },
  seal: {
    from: ['SCORED'],
    to: 'SEALED',
    by: 'polls.review',
    needs:
      'another person than the designer; the designer has signed; second factor; before release less the lead; all equal when made again from the rows',
    writes: 'polls.sealed',
  },
  release: { from: ['SEALED'], to: 'RELEASED', by: 'clock', needs: 'its release is out', writes: 'polls.released' },
  reopen: {
    from: ['RELEASED'],
    to: 'CLEANING',
    by: 'polls.review',
    needs: 'a correction asked for by one signer and granted by the other',
    writes: 'polls.reopened',
  },
  archive: {
    from: ['RELEASED'],
    to: 'ARCHIVED',
    by: 'clock',
    needs: 'the months of retention have passed',
    writes: 'polls.archived',
  },
  cancel: {
    from: ['DRAFT', 'PLAN_REVIEW', 'PLAN_APPROVED', 'PLAN_PUBLIC'],
    to: 'CANCELLED',
    by: 'polls.cancel',
    needs: 'a reason, and words for the public once the plan was public',
    writes: 'polls.cancelled',
  },
};

export function mayMove(stage: PollStage, move: PollMove): boolean {
  return (pollLifecycle[move].from as readonly PollStage[]).includes(stage);
}

interface Instants {
  stage: PollStage;
  fieldworkFrom: Date | null;
  fieldworkTo: Date | null;
  graceUntil: Date | null;
}

/**
 * The stage at an instant: what the clock alone decides does not wait for a timetable, so an answer at 23:59:59 is in the
 * window and one at 00:00:00 is not (M-13).
 */
export function stageAt({ stage, fieldworkFrom, fieldworkTo, graceUntil }: Instants, now: Date): PollStage {
  if (!fieldworkFrom || !fieldworkTo || !graceUntil) return stage;
  let at = stage;
  if (at === 'PLAN_PUBLIC' && now >= fieldworkFrom) at = 'FIELDWORK';
  if ((at === 'FIELDWORK' || at === 'PAUSED') && now >= fieldworkTo) at = 'SYNC_GRACE';
  if (at === 'SYNC_GRACE' && now >= graceUntil) at = 'CLEANING';
  return at;
}

/** Answers of interviewers' devices taken in the window may still arrive. */
export const stagesThatTakeInterviews: readonly PollStage[] = ['FIELDWORK', 'SYNC_GRACE'];

/** Scores exist and may be read by those who compute, review and sign. */
export const stagesWithScores: readonly PollStage[] = ['SCORED', 'SEALED', 'RELEASED', 'ARCHIVED'];

/** Nothing of the poll moves any more but its release. */
export const sealedStages: readonly PollStage[] = ['SEALED', 'RELEASED', 'ARCHIVED'];
