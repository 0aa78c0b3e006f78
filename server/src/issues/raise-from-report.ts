import type { AcceptReport } from '@minsheng/contracts';
import { platformProblems, reachOf, type Work } from '../platform/index.js';
import { acceptReport, evidenceOf, mergeReport } from '../reports/index.js';
import { currentScheme } from '../scheme/index.js';
import type { Issue } from './issue.entity.js';
import { issueProblems } from './issues.problems.js';
import { changeIssue, findIssueWithin, issuesAround } from './issues.queries.js';
import { raiseIssue } from './raise-issue.js';
import { tell, unitsOfCaller } from './take-issue.js';

/** 受理立案: the report is accepted and its issue raised in one piece of work: there is never one without the other. */
export async function raiseFromReport(work: Work, reportId: string, body: AcceptReport): Promise<Issue> {
  const report = await evidenceOf(work, reportId);
  const { config: parameters } = await currentScheme(work);
  const category = body.category ?? report.category;
  const { areaCode, areaName } = report;
  const issue = await raiseIssue(work, parameters, {
    origin: 'REPORT',
    category,
    grade: body.grade,
    point: report.point,
    area: areaCode === null ? null : { code: areaCode, ...(areaName ?? { zh: areaCode, en: areaCode }) },
    areaUnitId: report.areaUnitId,
    responsibilityUnitId: report.responsibilityUnitId,
    placeText: report.placeText,
    text: report.text,
    reportId: report.reportId,
    photoId: report.photos[0] ?? null,
    photos: [],
    proposedUnitId: null,
    by: await deskUnit(work),
  });
  await acceptReport(work, reportId, { issueId: issue.id, issueNumber: issue.number, category });
  return issue;
}

/** 并案: its reporter follows an open issue of the same category close by (BR-23). A person decides; this keeps the bounds. */
export async function mergeIntoIssue(work: Work, reportId: string, issueId: string): Promise<Issue> {
  const report = await evidenceOf(work, reportId, 'merge');
  const { config: parameters } = await currentScheme(work);
  const issue = await findIssueWithin(work, reachOf(work.caller, 'issues.read'), issueId);
  if (!issue) throw platformProblems['not-found']();
  const metres = parameters.reports.mergeRadiusMetres;
  const { point, category } = report;
  const isOpen = issue.state !== 'CLOSED' && issue.state !== 'DISMISSED';
  const around = point === null ? [] : await issuesAround(work, point, metres, { category, closedSince: work.now });
  if (!isOpen || !around.some((one) => one.issue.id === issue.id)) throw issueProblems['not-mergeable']({ metres });
  await mergeReport(work, reportId, { issueId: issue.id, issueNumber: issue.number });
  await changeIssue(work, issue, { reports: issue.reports + 1 });
  tell(work, issue, parameters, 'issues.joined', { by: await deskUnit(work), more: { reports: issue.reports } });
  return issue;
}

async function deskUnit(work: Work): Promise<string | null> {
  return (await unitsOfCaller(work))[0]?.id ?? null;
}
