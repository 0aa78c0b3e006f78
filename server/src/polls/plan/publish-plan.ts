import { randomBytes } from 'node:crypto';
import { civilDateAt, instantOf } from '../../deadlines/index.js';
import { useIndicators } from '../../indicators/index.js';
import type { Work } from '../../platform/index.js';
import { movePoll } from '../move-poll.js';
import { pollProblems } from '../polls.problems.js';
import { requirePlanInOrder } from './plan-demands.js';
import { planProblems } from './plan.problems.js';
import { changePlan, findPlan, setPlanOfPoll, takePlanTurn, takePoll } from './plan.queries.js';
import { type PollPlanRow, PollSalt } from './poll-plan.entity.js';

/**
 * The plan becomes public and immutable, as many days before fieldwork as the scheme declares (BR-01), later only by a
 * published override of `poll.planPublic`. From here its indicators are active, and the poll has the salt that turns
 * citizens into keys of this poll alone (BR-02).
 */
export async function publishPlan(work: Work, pollId: string): Promise<void> {
  await takePlanTurn(work);
  const poll = await takePoll(work, pollId, 'publish-plan');
  const plan = await findPlan(work, pollId);
  if (!plan) throw new Error(`poll ${pollId} has no plan`);
  const { publicBy } = await requirePlanInOrder(work, plan.document);
  if (work.now > publicBy) throw planProblems['published-too-late']({ publicBy: inShanghai(publicBy) });
  await changePlan(work, plan, { publishedAt: work.now });
  await setPlanOfPoll(work, plan.document);
  await work.tx.insert(PollSalt, { pollId, salt: randomBytes(32) });
  await useIndicators(work, pollId, codesOf(plan));
  await movePoll(work, poll, 'publish-plan', {
    version: plan.version,
    planHash: plan.hash,
    calendar: plan.document.calendar,
  });
}

/**
 * A public plan is corrected before fieldwork begins: the version that the designer wrote is checked, approved and made
 * public at once by another person. The version before stays, and stays readable.
 */
export async function issueErratum(work: Work, pollId: string, reason: string): Promise<void> {
  await takePlanTurn(work);
  const poll = await takePoll(work, pollId, 'issue-erratum');
  const plan = await findPlan(work, pollId);
  if (!plan || plan.publishedAt !== null) throw planProblems['no-erratum']();
  if (work.caller.id === plan.submittedBy || work.caller.id === poll.createdBy) throw pollProblems['same-person']();
  await requirePlanInOrder(work, plan.document);
  await changePlan(work, plan, { approvedBy: work.caller.id, approvedAt: work.now, publishedAt: work.now });
  await setPlanOfPoll(work, plan.document);
  await useIndicators(work, pollId, codesOf(plan));
  await movePoll(work, poll, 'issue-erratum', {
    version: plan.version,
    planHash: plan.hash,
    reason,
    calendar: plan.document.calendar,
  });
}

function codesOf({ document }: PollPlanRow): string[] {
  return document.indicators.map(({ code }) => code);
}

/** `2026-12-06 00:00`, local. */
function inShanghai(at: Date): string {
  const date = civilDateAt(at);
  const minutes = Math.floor((at.getTime() - instantOf(date).getTime()) / 60_000);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
