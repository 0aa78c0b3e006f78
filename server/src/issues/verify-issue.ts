import type { VerifyIssue } from '@minsheng/contracts';
import { lenientCalendarOf } from '../deadlines/index.js';
import { takePhotos } from '../files/index.js';
import { newId, type Work } from '../platform/index.js';
import { clockOf } from './handle-issue.js';
import type { IssueVerification } from './issue-check.entity.js';
import { dueAfterCheck } from './issue-clock.js';
import { needsVisit } from './issue-rules.js';
import { issueProblems } from './issues.problems.js';
import { changeIssue, insertVerification } from './issues.queries.js';
import { actingUnit, alarmOf, takeIssue, tell } from './take-issue.js';

/**
 * 核查: by somebody of another unit than the one that handled it (BR-17). Passed, the issue is struck off (销号); failed, it goes
 * back, and the clock runs on from where it stood.
 */
export async function verifyIssue(work: Work, id: string, body: VerifyIssue): Promise<void> {
  const hand = await takeIssue(work, id, 'verify');
  const { issue, parameters } = hand;
  if (needsVisit(issue) && body.kind !== 'ONSITE') throw issueProblems['visit-needed']();
  const reason = /\S/.test(body.reason ?? '') ? body.reason : null;
  if (body.result === 'FAIL' && reason === null) throw issueProblems['reason-missing']();
  await takePhotos(work, body.photos, `issue:${issue.id}`);
  const unitId = actingUnit(hand) ?? issue.areaUnitId;
  if (unitId === null || issue.rectificationId === null)
    throw new Error('a check needs a verifier and what is checked');
  await insertVerification(work, {
    id: newId<IssueVerification['id']>(),
    issueId: issue.id,
    rectificationId: issue.rectificationId as IssueVerification['rectificationId'],
    ...{ kind: body.kind, result: body.result, reason, photos: [...body.photos] },
    unitId,
    handlerUnitId: issue.leadUnitId as string,
    verifiedBy: work.caller.id.slice(0, 26),
    verifiedAt: work.now,
  });
  const telling = {
    by: unitId,
    photos: body.photos,
    ...(reason === null ? {} : { note: reason }),
    more: { kind: body.kind },
  };
  if (body.result === 'PASS') {
    await changeIssue(work, issue, { state: 'CLOSED', closedAt: work.now, stepDueAt: null });
    tell(work, issue, parameters, 'issues.closed', telling);
    return;
  }
  const dueAt = dueAfterCheck(issue.dueAt, issue.rectifiedAt as Date, work.now, await lenientCalendarOf(work));
  await changeIssue(work, issue, {
    state: 'IN_PROGRESS',
    rectifiedAt: null,
    rectificationId: null,
    returns: issue.returns + 1,
    stepDueAt: null,
    dueAt,
    ...alarmOf(work, clockOf({ assignedAt: issue.assignedAt, dueAt })),
  });
  tell(work, issue, parameters, 'issues.returned', telling);
}
