import type { PollRankingView, PollSummary } from '@minsheng/contracts';
import type { Poll } from './poll.entity.js';
import { stageAt } from './poll.lifecycle.js';
import type { PollRanking } from './ranking/poll-ranking.entity.js';

/** A poll without any unit's score. `received`: answers that stand, by poll number. */
export function viewPoll(poll: Poll, now: Date, received: ReadonlyMap<number, number>): PollSummary {
  return {
    id: poll.id,
    kind: poll.kind,
    title: poll.description.title,
    periodKey: poll.description.periodKey,
    stage: stageAt(poll, now),
    isDemonstration: poll.description.isDemonstration,
    responses: poll.kind === 'BROUGHT_IN' ? poll.respondents : (received.get(poll.number) ?? 0),
    units: poll.description.units.length,
    indicators: poll.description.indicators.length,
    createdAt: poll.createdAt.toISOString(),
    releaseId: poll.releaseId,
  };
}

export function viewRanking(
  poll: Poll,
  now: Date,
  received: ReadonlyMap<number, number>,
  ranking: PollRanking,
): PollRankingView {
  return {
    poll: viewPoll(poll, now, received),
    groups: ranking.result.groups,
    method: ranking.result.method,
    inputHash: ranking.inputHash,
  };
}
