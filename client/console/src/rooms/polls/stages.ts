import type { BroughtInStage, LivePollStage, PollStage, PollSummary } from '@minsheng/contracts';

/** The steps shown of a survey brought in from outside, and of a poll of our own. */
export const broughtInSteps = [
  'IMPORTED',
  'WEIGHTED',
  'RANKED',
  'RELEASED',
] as const satisfies readonly BroughtInStage[];
export const liveSteps = ['plan', 'fieldwork', 'cleaning', 'scoring', 'seal', 'release'] as const;

export type Step = (typeof broughtInSteps)[number] | (typeof liveSteps)[number];

/** How many steps lie behind a stage of our own poll; a cancelled poll has none. */
const stepsBehind: Readonly<Record<LivePollStage, number>> = {
  DRAFT: 0,
  PLAN_REVIEW: 0,
  PLAN_APPROVED: 0,
  PLAN_PUBLIC: 1,
  FIELDWORK: 1,
  PAUSED: 1,
  SYNC_GRACE: 1,
  CLEANING: 2,
  WEIGHTING: 3,
  SCORED: 4,
  SEALED: 5,
  RELEASED: 6,
  ARCHIVED: 6,
  CANCELLED: 0,
};

export interface Progress {
  steps: readonly Step[];
  done: number;
  /** Index of the step the poll stands at. */
  at: number;
}

export function progressOf({ kind, stage }: Pick<PollSummary, 'kind' | 'stage'>): Progress {
  if (kind === 'BROUGHT_IN') {
    const at = broughtInSteps.indexOf(stage as BroughtInStage);
    return { steps: broughtInSteps, done: at + 1, at };
  }
  const done = stepsBehind[stage as LivePollStage];
  return { steps: liveSteps, done, at: Math.min(done, liveSteps.length - 1) };
}

const among =
  (...stages: PollStage[]) =>
  ({ stage }: Pick<PollSummary, 'stage'>): boolean =>
    stages.includes(stage);

/** The plan is written, judged or announced: nobody has answered yet. */
export const isBeforeFieldwork = among('DRAFT', 'PLAN_REVIEW', 'PLAN_APPROVED', 'PLAN_PUBLIC');
/** Answers come in. */
export const isOpen = among('FIELDWORK', 'PAUSED', 'SYNC_GRACE');
/** Weights and scores exist. */
export const isScored = among('SCORED', 'SEALED', 'RELEASED', 'ARCHIVED');
export const isSealed = among('SEALED', 'RELEASED', 'ARCHIVED');

/** Whether the poll has a ranking to show. */
export function isRanked(poll: Pick<PollSummary, 'kind' | 'stage'>): boolean {
  return poll.kind === 'BROUGHT_IN' ? poll.stage === 'RANKED' || poll.stage === 'RELEASED' : isScored(poll);
}

/** Newest first; one moment's polls by title, so that the order does not jump. */
export function newestFirst(polls: readonly PollSummary[]): PollSummary[] {
  return [...polls].sort(
    (a, b) => b.createdAt.localeCompare(a.createdAt) || a.title.zh.localeCompare(b.title.zh, 'zh-CN'),
  );
}

/** The poll that a review opens with: the newest that waits for its seal or release, else the newest ranked one. */
export function pollToReview(polls: readonly PollSummary[]): PollSummary | null {
  const ranked = newestFirst(polls).filter(isRanked);
  return ranked.find(among('RANKED', 'SCORED', 'SEALED')) ?? ranked[0] ?? null;
}

/** Where the ranking of a poll is looked at: our own are reviewed and sealed, one brought in is only read. */
export function rankingAddress({ id, kind }: Pick<PollSummary, 'id' | 'kind'>): string {
  return `/polls/${encodeURIComponent(id)}/${kind === 'BROUGHT_IN' ? 'ranking' : 'review'}`;
}
