import { type Work, newId, record, rows } from '../../platform/index.js';
import { movePoll, wrongStage } from '../move-poll.js';
import type { Poll } from '../poll.entity.js';
import { pollProblems } from '../polls.problems.js';
import { flagCounts } from '../fieldwork/fieldwork.queries.js';
import { ResponseDecision } from './response-flag.entity.js';

export interface Decision {
  /** `batch-position` of held answers. */
  responses: readonly string[];
  decision: 'VALID' | 'EXCLUDED';
  note: string;
}

/** SM-4: HELD → VALID or EXCLUDED, with a reason, while the poll is being cleaned; the newest decision holds. */
export async function decideHeld(work: Work, poll: Poll, { responses, decision, note }: Decision): Promise<void> {
  if (poll.stage !== 'CLEANING') throw wrongStage(poll.stage);
  for (const id of responses) {
    const [batch = -1, position = -1] = id.split('-').map(Number);
    const held = await rows(
      work,
      'SELECT 1 AS held FROM response_flag WHERE poll_id = $1 AND batch = $2 AND position = $3 LIMIT 1',
      [poll.id, batch, position],
    );
    if (held.length === 0) throw pollProblems['no-such-answer']({ id });
    await work.tx.insert(ResponseDecision, {
      id: newId(),
      pollId: poll.id,
      batch,
      position,
      decision,
      note,
      decidedBy: work.caller.id,
      decidedAt: work.now,
    });
  }
  record(work, {
    subject: `poll:${poll.id}`,
    action: 'polls.held-decided',
    payload: { responses: [...responses], decision, note },
  });
}

/** Cleaning ends when every held answer is decided. */
export async function finishCleaning(work: Work, poll: Poll): Promise<void> {
  const undecided = (await flagCounts(work, poll.id)).reduce((sum, flag) => sum + flag.undecided, 0);
  if (poll.stage === 'CLEANING' && undecided > 0) throw pollProblems['held-undecided']({ count: undecided });
  await movePoll(work, poll, 'finish-cleaning');
}
