import type { LocalisedText } from '@minsheng/contracts';
import { endIndicatorUse } from '../../indicators/index.js';
import type { Work } from '../../platform/index.js';
import { movePoll } from '../move-poll.js';
import { planProblems } from './plan.problems.js';
import { takePoll } from './plan.queries.js';
import { PollCancellation } from './poll-cancellation.entity.js';

/** Called off before fieldwork, with a reason; once the plan was public, with words for the public too. */
export async function cancelPoll(
  work: Work,
  pollId: string,
  { reason, publicNote }: { reason: string; publicNote: LocalisedText | null },
): Promise<void> {
  const poll = await takePoll(work, pollId, 'cancel');
  if (poll.stage === 'PLAN_PUBLIC' && publicNote === null) throw planProblems['public-note-needed']();
  await work.tx.insert(PollCancellation, {
    pollId,
    reason,
    noteZh: publicNote?.zh ?? null,
    noteEn: publicNote?.en ?? null,
    cancelledBy: work.caller.id,
    cancelledAt: work.now,
  });
  await endIndicatorUse(work, pollId);
  await movePoll(work, poll, 'cancel', { before: poll.stage, reason, publicNote });
}
