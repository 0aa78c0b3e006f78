import type { BroughtInStage, PollSummary } from '@minsheng/contracts';

/** In the order a survey brought in from outside passes through them. */
export const stages = ['IMPORTED', 'WEIGHTED', 'RANKED', 'RELEASED'] as const satisfies readonly BroughtInStage[];

/** 1 for IMPORTED to 4 for RELEASED. */
export function stageNumber(stage: BroughtInStage): number {
  return stages.indexOf(stage) + 1;
}

/** Whether the poll has a ranking to show. */
export function isRanked(poll: PollSummary): boolean {
  return stageNumber(poll.stage) >= stageNumber('RANKED');
}

/** Newest import first; one moment's imports by title, so that the order does not jump. */
export function newestFirst(polls: readonly PollSummary[]): PollSummary[] {
  return [...polls].sort(
    (a, b) => b.importedAt.localeCompare(a.importedAt) || a.title.zh.localeCompare(b.title.zh, 'zh-CN'),
  );
}

/** The poll that a review opens with: the newest that waits for its release, else the newest ranked one. */
export function pollToReview(polls: readonly PollSummary[]): PollSummary | null {
  const ranked = newestFirst(polls).filter(isRanked);
  return ranked.find((poll) => poll.stage === 'RANKED') ?? ranked[0] ?? null;
}
