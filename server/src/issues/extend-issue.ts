import type { AskExtension, CarryOverIssue, DecideExtension } from '@minsheng/contracts';
import { civilDateAt } from '../deadlines/index.js';
import { newId, type Work } from '../platform/index.js';
import { workingDue } from './assign-issue.js';
import { clockOf } from './handle-issue.js';
import { longestExtension } from './issue-clock.js';
import type { IssueExtension } from './issue-party.entity.js';
import { issueProblems } from './issues.problems.js';
import { changeIssue, findOpenExtension, insertExtension, settleExtension } from './issues.queries.js';
import { actingUnit, alarmOf, takeIssue, tell, stepDueIn } from './take-issue.js';

/** 申请延期: before it is due, with a plan, by no more than the time first given. The clock runs on meanwhile. */
export async function askExtension(work: Work, id: string, { newDue, reason, plan }: AskExtension): Promise<void> {
  const { issue, parameters } = await takeIssue(work, id, 'ask-extension');
  const asked = await workingDue(work, newDue);
  if (asked <= issue.dueAt) throw issueProblems['due-not-later']();
  const { assignedAt, dueAt, firstDueAt } = issue;
  const limit = longestExtension(
    { ...clockOf({ assignedAt, dueAt }), firstDueAt: firstDueAt as Date },
    parameters.issues.extension.largestFactor,
  );
  // Compared by the day: an assignment at noon would otherwise lose the last one.
  if (civilDateAt(asked) > civilDateAt(limit)) throw issueProblems['extension-too-long']({ limit: civilDateAt(limit) });
  await insertExtension(work, {
    id: newId<IssueExtension['id']>(),
    issueId: issue.id,
    ...{ reason, plan, oldDue: dueAt, newDue: asked },
    askedBy: work.caller.id.slice(0, 26),
    askedAt: work.now,
    ...{ decision: null, decidedBy: null, decidedAt: null },
  });
  await changeIssue(work, issue, {
    state: 'EXTENSION_ASKED',
    extensions: issue.extensions + 1,
    stepDueAt: await stepDueIn(work),
  });
  tell(work, issue, parameters, 'issues.extension-asked', {
    by: issue.leadUnitId,
    note: reason,
    more: { newDue: asked.toISOString() },
  });
}

/** The director grants the new date or keeps the old one. */
export async function decideExtension(work: Work, id: string, { granted, reason }: DecideExtension): Promise<void> {
  const hand = await takeIssue(work, id, 'decide-extension');
  const { issue, parameters } = hand;
  const open = await findOpenExtension(work, issue.id);
  if (!open) throw new Error(`issue ${issue.number} asks for an extension that is not there`);
  if (open.askedBy === work.caller.id) throw issueProblems['asked-by-yourself']();
  await settleExtension(work, open, granted ? 'GRANTED' : 'REFUSED');
  const dueAt = granted ? open.newDue : issue.dueAt;
  await changeIssue(work, issue, {
    state: 'IN_PROGRESS',
    dueAt,
    stepDueAt: null,
    ...(dueAt > work.now ? { overdueAt: null } : {}),
    ...alarmOf(work, clockOf({ assignedAt: issue.assignedAt, dueAt })),
  });
  tell(work, issue, parameters, 'issues.extension-decided', { by: actingUnit(hand), note: reason, more: { granted } });
}

/** 跨年挂账: works that no year is long enough for; the public is told why, and until when. */
export async function carryOverIssue(work: Work, id: string, body: CarryOverIssue): Promise<void> {
  const hand = await takeIssue(work, id, 'carry-over');
  const { issue, parameters } = hand;
  const dueAt = await workingDue(work, body.newDue);
  if (dueAt <= issue.dueAt || dueAt <= work.now) throw issueProblems['due-not-later']();
  await changeIssue(work, issue, {
    dueAt,
    overdueAt: null,
    carriedText: body.publicText,
    ...alarmOf(work, clockOf({ assignedAt: issue.assignedAt, dueAt })),
  });
  tell(work, issue, parameters, 'issues.carried-over', {
    by: actingUnit(hand),
    note: body.publicText,
    more: { reason: body.reason },
  });
}
