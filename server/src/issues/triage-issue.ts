import type { TriageIssue } from '@minsheng/contracts';
import type { Work } from '../platform/index.js';
import { requireCategory } from '../reports/index.js';
import { issueProblems } from './issues.problems.js';
import { changeIssue } from './issues.queries.js';
import { requireGrade } from './raise-issue.js';
import { actingUnit, takeIssue, tell } from './take-issue.js';

/** 分类定级: category, provisional grade and, for an issue that comes from a poll, its class. Put right until it is assigned. */
export async function triageIssue(work: Work, id: string, body: TriageIssue): Promise<void> {
  const hand = await takeIssue(work, id, 'triage');
  const { issue, parameters } = hand;
  const grade = requireGrade(body.grade);
  requireCategory(parameters, body.category);
  if (body.class !== null && !parameters.issues.classes.some(({ code }) => code === body.class))
    throw issueProblems['unknown-class']({ class: body.class });
  const before = { category: issue.category, grade: issue.grade };
  await changeIssue(work, issue, { state: 'TRIAGED', category: body.category, grade, hotClass: body.class });
  tell(work, issue, parameters, 'issues.triaged', {
    by: actingUnit(hand),
    more: { before, categoryCode: body.category, grade, tier: issue.tier },
  });
}

/** 不立案. */
export async function dismissIssue(work: Work, id: string, reason: string): Promise<void> {
  const hand = await takeIssue(work, id, 'dismiss');
  const { issue, parameters } = hand;
  await changeIssue(work, issue, { state: 'DISMISSED', stepDueAt: null });
  tell(work, issue, parameters, 'issues.dismissed', { by: actingUnit(hand), note: reason });
}
