import type { DelegateIssue, EscalateIssue } from '@minsheng/contracts';
import { delegationFault, findUnits, unitsOfKind } from '../organisation/index.js';
import { newId, type Work } from '../platform/index.js';
import { requireHandler, workingDue } from './assign-issue.js';
import type { IssueDelegation } from './issue-party.entity.js';
import { tierName } from './issue-rules.js';
import { issueProblems } from './issues.problems.js';
import { addParty, changeIssue, insertDelegation, removeParties } from './issues.queries.js';
import { alarmOf, type IssueInHand, takeIssue, tell, stepDueIn } from './take-issue.js';

/** 签收. Later than it should be, it is still signed for; the ledger keeps by how much. */
export async function signIssue(work: Work, id: string): Promise<void> {
  const { issue, parameters } = await takeIssue(work, id, 'sign');
  const isLate = issue.stepDueAt !== null && work.now > issue.stepDueAt;
  await changeIssue(work, issue, { state: 'SIGNED', stepDueAt: null, ...alarmOf(work, clockOf(issue)) });
  tell(work, issue, parameters, 'issues.signed', { by: issue.leadUnitId, more: { isLate } });
}

/** 开始处置: with the measure. */
export async function startIssue(work: Work, id: string, measure: string | null): Promise<void> {
  const hand = await takeIssue(work, id, 'start');
  const { issue, parameters } = hand;
  await changeIssue(work, issue, { state: 'IN_PROGRESS' });
  tell(work, issue, parameters, 'issues.started', {
    by: handlerOf(hand),
    note: measure ?? (issue.task as string),
  });
}

/** 交办: one level down, with no more time than the unit has itself; it stays answerable (BR-16). */
export async function delegateIssue(work: Work, id: string, body: DelegateIssue): Promise<void> {
  const { issue, parameters } = await takeIssue(work, id, 'delegate');
  const to = await requireHandler(work, body.unit);
  const lead = (await findUnits(work, [issue.leadUnitId as string])).get(issue.leadUnitId as string);
  if (!lead) throw new Error(`issue ${issue.number} is led by a unit that does not exist`);
  const dueAt = await workingDue(work, body.dueAt);
  if (dueAt <= work.now) throw issueProblems['due-in-the-past']();
  const fault = delegationFault({ ...lead, dueAt: issue.dueAt }, { ...to, dueAt });
  if (fault === 'due-after-parent') throw issueProblems['due-after-parent']();
  if (fault !== null || to.parentId !== lead.id) throw issueProblems['not-one-level-below']();
  await insertDelegation(work, {
    id: newId<IssueDelegation['id']>(),
    issueId: issue.id,
    fromUnitId: lead.id,
    toUnitId: to.id,
    task: body.task,
    dueAt,
    delegatedBy: work.caller.id.slice(0, 26),
    delegatedAt: work.now,
  });
  await changeIssue(work, issue, {});
  await addParty(work, issue.id, to.id, 'DELEGATE');
  tell(work, issue, parameters, 'issues.delegated', {
    by: lead.id,
    note: body.task,
    more: { delegateId: to.id, delegateDueAt: dueAt.toISOString() },
  });
}

/**
 * 提级: one tier up, none skipped. The office fixes person, task, time, responsibility, reward and penalty anew; the unit that
 * had it still sees it, as support.
 */
export async function escalateIssue(work: Work, id: string, { tier, reason }: EscalateIssue): Promise<void> {
  const { issue, parameters } = await takeIssue(work, id, 'escalate');
  if (tier !== issue.tier + 1) throw issueProblems['tier-skipped']({ tier: issue.tier, next: issue.tier + 1 });
  const [office] = (await unitsOfKind(work, 'OFFICE')).filter(({ state }) => state === 'ACTIVE');
  if (!office) throw new Error('the city has no command office: issues would have no owner');
  const before = issue.leadUnitId as string;
  const due = await stepDueIn(work);
  await changeIssue(work, issue, {
    state: 'TRIAGED',
    tier,
    ownerUnitId: office.id,
    leadUnitId: null,
    dueAt: due,
    stepDueAt: due,
    overdueAt: null,
    ...alarmOf(work, null),
  });
  await removeParties(work, issue.id, ['LEAD', 'DELEGATE']);
  await addParty(work, issue.id, before, 'SUPPORT');
  tell(work, issue, parameters, 'issues.escalated', {
    by: before,
    note: reason,
    more: { tier, tierName: tierName(parameters, tier) },
  });
}

/** The running clock of an issue that has been assigned and signed for. */
export function clockOf({ assignedAt, dueAt }: { assignedAt: Date | null; dueAt: Date }): {
  assignedAt: Date;
  dueAt: Date;
} {
  if (assignedAt === null) throw new Error('an issue that is not assigned has no clock');
  return { assignedAt, dueAt };
}

/** Of lead and delegates, the unit the caller belongs to; the lead answers for all. */
export function handlerOf({ issue, parties, callerUnits }: IssueInHand): string {
  const mine = parties.find(({ role, unitId }) => role === 'DELEGATE' && callerUnits.some(({ id }) => id === unitId));
  return mine?.unitId ?? (issue.leadUnitId as string);
}
