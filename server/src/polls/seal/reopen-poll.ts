import type { Reaction } from '../../platform/index.js';
import { movePoll } from '../move-poll.js';
import { findPoll } from '../polls.queries.js';

/**
 * Two signers have granted a correction: the poll goes back to cleaning. Its answers stay closed; decisions, weights and
 * ranking are made again beside the old ones, and sealed again by two persons.
 */
export const reopenForCorrection: Reaction = (works, entry, caller) =>
  works.write(caller, async (work) => {
    const { pollId, releaseId, reason } = entry.payload as { pollId: string; releaseId: string; reason: unknown };
    const poll = await findPoll(work, pollId);
    // A survey brought in is corrected by weighing and ranking it again; and a second run finds the poll open already.
    if (!poll || poll.kind === 'BROUGHT_IN' || poll.stage !== 'RELEASED') return;
    await movePoll(work, poll, 'reopen', { releaseId, reason });
  });
