import type { PollRankingView, PollSummary } from '@minsheng/contracts';
import type { Poll } from './poll.entity.js';
import type { PollRanking } from './ranking/poll-ranking.entity.js';

/** A poll without any unit's score. */
export function viewPoll(poll: Poll): PollSummary {
  return {
    id: poll.id,
    title: poll.description.title,
    periodKey: poll.description.periodKey,
    stage: poll.stage,
    isDemonstration: poll.description.isDemonstration,
    responses: poll.respondents,
    units: poll.description.units.length,
    indicators: poll.description.indicators.length,
    importedAt: poll.importedAt.toISOString(),
    releaseId: poll.releaseId,
  };
}

export function viewRanking(poll: Poll, ranking: PollRanking): PollRankingView {
  return {
    poll: viewPoll(poll),
    groups: ranking.result.groups,
    method: ranking.result.method,
    inputHash: ranking.inputHash,
  };
}
