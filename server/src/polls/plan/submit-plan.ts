import type { Work } from '../../platform/index.js';
import { movePoll } from '../move-poll.js';
import { pollProblems } from '../polls.problems.js';
import { requirePlanInOrder } from './plan-demands.js';
import { changePlan, findPlan, takePoll } from './plan.queries.js';
import type { PollPlanRow } from './poll-plan.entity.js';

/** To review, with every check met; from here nobody changes the plan. */
export async function submitPlan(work: Work, pollId: string): Promise<void> {
  const poll = await takePoll(work, pollId, 'submit-plan');
  const plan = await requirePlan(work, pollId);
  await requirePlanInOrder(work, plan.document);
  await changePlan(work, plan, { submittedBy: work.caller.id, submittedAt: work.now });
  await movePoll(work, poll, 'submit-plan', { version: plan.version, planHash: plan.hash });
}

/** Another person than designer and submitter takes responsibility for the plan as it stands, checked once more. */
export async function approvePlan(work: Work, pollId: string): Promise<void> {
  const poll = await takePoll(work, pollId, 'approve-plan');
  const plan = await requirePlan(work, pollId);
  if (work.caller.id === poll.createdBy || work.caller.id === plan.submittedBy) throw pollProblems['same-person']();
  await requirePlanInOrder(work, plan.document);
  await changePlan(work, plan, { approvedBy: work.caller.id, approvedAt: work.now });
  await movePoll(work, poll, 'approve-plan', { version: plan.version, planHash: plan.hash });
}

/** Back to the designer, with a reason. */
export async function returnPlan(work: Work, pollId: string, reason: string): Promise<void> {
  const poll = await takePoll(work, pollId, 'return-plan');
  const plan = await requirePlan(work, pollId);
  await changePlan(work, plan, { submittedBy: null, submittedAt: null });
  await movePoll(work, poll, 'return-plan', { version: plan.version, planHash: plan.hash, reason });
}

async function requirePlan(work: Work, pollId: string): Promise<PollPlanRow> {
  const plan = await findPlan(work, pollId);
  if (!plan) throw new Error(`poll ${pollId} has no plan`);
  return plan;
}
