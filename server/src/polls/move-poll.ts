import { type PollStage, pollStageNames } from '@minsheng/contracts';
import { type Problem, type Work, record, rows } from '../platform/index.js';
import { type PollMove, pollLifecycle } from './poll.lifecycle.js';
import type { Poll } from './poll.entity.js';
import { pollProblems } from './polls.problems.js';

/**
 * Takes a poll one step on. The stage is compared in the statement itself: of two callers at once one moves it and the
 * other is refused.
 */
export async function movePoll(
  work: Work,
  poll: Pick<Poll, 'id' | 'stage'>,
  move: PollMove,
  payload: Record<string, unknown> = {},
): Promise<void> {
  const { from, to, writes } = pollLifecycle[move];
  const moved = await rows(
    work,
    `UPDATE poll SET stage = $1 WHERE id = $2 AND stage IN (${from.map((stage) => `'${stage}'`).join(', ')}) RETURNING id`,
    [to, poll.id],
  );
  if (moved.length === 0) throw wrongStage(poll.stage);
  record(work, { subject: `poll:${poll.id}`, action: writes, payload });
}

/** The stage as its reader knows it. */
export function wrongStage(stage: PollStage): Problem {
  const name = pollStageNames[stage];
  return pollProblems['wrong-stage']({ stage: name.zh, stageEn: name.en, code: stage });
}
