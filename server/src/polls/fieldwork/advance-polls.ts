import { In } from 'typeorm';
import { type Caller, Problem, type TimetableLine, type Works } from '../../platform/index.js';
import { holdSuspicious } from '../cleaning/hold-suspicious.js';
import { movePoll } from '../move-poll.js';
import { findPublishedPlan } from '../plan/plan.queries.js';
import { Poll } from '../poll.entity.js';
import type { PollMove } from '../poll.lifecycle.js';
import { fieldBookOf } from './field-book.js';
import { openPollsOf } from './open-polls.js';

/**
 * Writes down what the clock has decided: fieldwork begins and ends, the time of grace ends. Suspicious answers are held
 * before cleaning begins, so that nobody finishes it without having seen them.
 *
 * @throws after all polls have been looked at: what went wrong with those that stay where they are
 */
export async function advancePolls(works: Works, caller: Caller, now: Date): Promise<void> {
  const polls = await works.read(caller, (work) =>
    work.tx.find(Poll, { where: { stage: In(['PLAN_PUBLIC', 'FIELDWORK', 'PAUSED', 'SYNC_GRACE']) } }),
  );
  let hasMoved = false;
  const troubles: Error[] = [];
  for (const poll of polls) {
    try {
      if (await advancePoll(works, caller, poll, now)) hasMoved = true;
    } catch (error) {
      hasMoved = true; // it may have, before
      troubles.push(new Error(`poll ${poll.id} does not go on: ${String(error)}`, { cause: error }));
    }
  }
  if (hasMoved) await openPollsOf(works).refresh();
  if (troubles.length === 1) throw troubles[0]!;
  if (troubles.length > 1) throw new AggregateError(troubles, troubles.map(({ message }) => message).join('; '));
}

/** True when it has moved. */
async function advancePoll(works: Works, caller: Caller, poll: Poll, now: Date): Promise<boolean> {
  const { fieldworkFrom, fieldworkTo, graceUntil } = poll;
  if (!fieldworkFrom || !fieldworkTo || !graceUntil) return false;
  const moves = [
    ...(poll.stage === 'PLAN_PUBLIC' && now >= fieldworkFrom ? (['start-fieldwork'] as const) : []),
    ...(poll.stage !== 'SYNC_GRACE' && now >= fieldworkTo ? (['end-fieldwork'] as const) : []),
  ];
  for (const move of moves) await moveByClock(works, caller, poll, move);
  if (now < graceUntil) return moves.length > 0;
  const plan = await works.read(caller, (work) => findPublishedPlan(work, poll.id));
  if (!plan) throw new Error('it is in the field without a plan');
  await holdSuspicious(works, caller, { ...poll, fieldworkFrom }, fieldBookOf(plan.document));
  await moveByClock(works, caller, poll, 'end-grace');
  return true;
}

/** The timetable, another process or whoever moved the demonstration's clock: of those at it at once the others were first. */
async function moveByClock(works: Works, caller: Caller, poll: Poll, move: PollMove): Promise<void> {
  try {
    await works.write(caller, (work) => movePoll(work, poll, move));
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'polls.wrong-stage')) throw error;
  }
}

export const advancePollsLine: TimetableLine = { name: 'advance-polls', everySeconds: 10, run: advancePolls };
