import type { AcceptTransfer, DecideTransfer, RefuseIssue } from '@minsheng/contracts';
import type { Unit } from '../organisation/index.js';
import { newId, type Work } from '../platform/index.js';
import { passTo, requireHandler } from './assign-issue.js';
import type { IssueTransfer } from './issue-party.entity.js';
import { issueProblems } from './issues.problems.js';
import {
  addParty,
  changeIssue,
  findOpenTransfer,
  insertTransfer,
  removeParties,
  settleTransfer,
} from './issues.queries.js';
import { actingUnit, takeIssue, tell, stepDueIn } from './take-issue.js';

/**
 * 首接负责 (BR-21): whoever says that it is not theirs says whose it is. The unit that has it stays responsible, and its clock
 * runs on, until the other has taken it; after the last refusal that the scheme lets pass, the office decides.
 */
export async function refuseIssue(work: Work, id: string, { successor, reason }: RefuseIssue): Promise<void> {
  const hand = await takeIssue(work, id, 'refuse');
  const { issue, parameters } = hand;
  if (successor === '') throw issueProblems['successor-missing']();
  const named = await requireHandler(work, successor);
  if (named.id === issue.leadUnitId || named.id === issue.successorUnitId) throw issueProblems['same-unit']();
  const from = issue.successorUnitId ?? (issue.leadUnitId as string);
  const open = await findOpenTransfer(work, issue.id);
  if (open) await settleTransfer(work, open, 'REFUSED', null);
  const refusals = issue.refusals + 1;
  await insertTransfer(work, {
    id: newId<IssueTransfer['id']>(),
    issueId: issue.id,
    fromUnitId: from,
    toUnitId: named.id,
    reason,
    askedBy: work.caller.id.slice(0, 26),
    askedAt: work.now,
    ...{ decision: null, decidedUnitId: null, decidedBy: null, decidedAt: null },
  });
  await changeIssue(work, issue, {
    state: 'TRANSFER_ASKED',
    refusals,
    successorUnitId: named.id,
    stepDueAt: await stepDueIn(work),
  });
  await removeParties(work, issue.id, ['SUCCESSOR']);
  await addParty(work, issue.id, named.id, 'SUCCESSOR');
  tell(work, issue, parameters, 'issues.transfer-asked', {
    by: from,
    note: reason,
    more: { successorId: named.id, refusals },
  });
}

/** The named unit takes it over: from here it is the one that answers. */
export async function acceptTransfer(work: Work, id: string, { person }: AcceptTransfer): Promise<void> {
  const hand = await takeIssue(work, id, 'accept-transfer');
  const { issue, parameters } = hand;
  const lead = await requireHandler(work, issue.successorUnitId as string);
  await settle(work, issue.id, 'ACCEPTED', lead);
  await passTo(work, parameters, issue, lead, { person: person ?? headOf(lead) });
  tell(work, issue, parameters, 'issues.transfer-decided', { by: lead.id, more: { decision: 'ACCEPTED' } });
}

/** The office decides whose it is; after the last refusal that binds. */
export async function decideTransfer(work: Work, id: string, { lead: leadId, reason }: DecideTransfer): Promise<void> {
  const hand = await takeIssue(work, id, 'decide-transfer');
  const { issue, parameters, rules } = hand;
  const lead = await requireHandler(work, leadId);
  await settle(work, issue.id, 'DECIDED', lead);
  await passTo(work, parameters, issue, lead, {
    ...(lead.id === issue.leadUnitId ? {} : { person: headOf(lead) }),
    isBinding: issue.refusals >= rules.refusalsBeforeDecision,
  });
  tell(work, issue, parameters, 'issues.transfer-decided', {
    by: actingUnit(hand),
    note: reason,
    more: { decision: 'DECIDED', isBinding: issue.isBinding },
  });
}

async function settle(work: Work, issueId: IssueTransfer['issueId'], decision: 'ACCEPTED' | 'DECIDED', lead: Unit) {
  const open = await findOpenTransfer(work, issueId);
  if (open) await settleTransfer(work, open, decision, lead.id);
}

/** 定人 of a unit that has named nobody yet. */
function headOf({ nameZh }: Unit): string {
  return `${nameZh.slice(0, 56)}负责人`;
}
