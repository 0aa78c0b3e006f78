import type { ReopenIssue } from '@minsheng/contracts';
import { takePhotos } from '../files/index.js';
import type { Work } from '../platform/index.js';
import { claimNotFixed, type Evidence } from '../reports/index.js';
import { currentScheme } from '../scheme/index.js';
import { reopenFault } from './issue.lifecycle.js';
import { issueProblems } from './issues.problems.js';
import { changeIssue, findIssue } from './issues.queries.js';
import {
  actingUnit,
  alarmOf,
  inHand,
  type IssueInHand,
  refusalOf,
  stepDueIn,
  takeIssue,
  tell,
  type Telling,
} from './take-issue.js';

/** 回访发现又出现: somebody of another unit found it again; the number stays. */
export async function reopenIssue(work: Work, id: string, { reason, photos }: ReopenIssue): Promise<void> {
  const hand = await takeIssue(work, id, 'reopen');
  if (photos.length === 0) throw issueProblems['photo-missing']();
  await takePhotos(work, photos, `issue:${hand.issue.id}`);
  await reopen(work, hand, { by: actingUnit(hand), note: reason, photos });
}

/** 没修好: the citizen's last word, once and with a picture, in the same work as their report's move. */
export async function reopenByCitizen(work: Work, reportId: string, evidence: Evidence): Promise<void> {
  const { config: parameters } = await currentScheme(work);
  const { issueId, photos } = await claimNotFixed(work, parameters, reportId, evidence);
  const issue = await findIssue(work, issueId);
  if (!issue) throw new Error(`report ${reportId} follows an issue that does not exist`);
  const hand = await inHand(work, issue);
  // Several reporters of one issue may say so: whoever comes after the first finds it open already.
  if (issue.state !== 'CLOSED') return;
  const fault = reopenFault(hand.standing, hand.rules, work.now);
  if (fault) throw refusalOf(fault, hand);
  await reopen(work, hand, { by: null, photos });
}

/** The same unit with the same fixes gets the grade's time anew, and has to sign again. */
async function reopen(work: Work, { issue, parameters }: IssueInHand, telling: Telling): Promise<void> {
  // A citizen is not refused because nobody has entered the next year's holidays yet.
  const dueAt = await stepDueIn(work, parameters.issues.grades[issue.grade].workingDays);
  const signBy = await stepDueIn(work, parameters.issues.signWorkingDays);
  await changeIssue(work, issue, {
    state: 'ASSIGNED',
    reopenings: issue.reopenings + 1,
    ...{ closedAt: null, rectifiedAt: null, rectificationId: null, overdueAt: null },
    ...{ dueAt, firstDueAt: dueAt, assignedAt: work.now, stepDueAt: signBy },
    ...{ refusals: 0, isBinding: true, extensions: 0 },
    ...alarmOf(work, { assignedAt: work.now, dueAt, signBy }),
  });
  tell(work, issue, parameters, 'issues.reopened', telling);
}
