import type { IssueOrigin } from '@minsheng/contracts';
import { unitsOfKind } from '../organisation/index.js';
import { newId, type Work } from '../platform/index.js';
import { requireCategory } from '../reports/index.js';
import type { SchemeConfig } from '../scheme/index.js';
import { type GradeCode, isGrade } from './issue-rules.js';
import type { Issue, IssueId } from './issue.entity.js';
import { issueProblems } from './issues.problems.js';
import { addParty, insertIssue, issuesAround, nextIssueNumber } from './issues.queries.js';
import { alarmOf, tell, stepDueIn } from './take-issue.js';

/** What was found, and where. */
export interface IssueDraft {
  origin: IssueOrigin;
  category: string;
  /** Null: nobody has looked at it yet (NEW). */
  grade: string | null;
  point: { lng: number; lat: number } | null;
  area: { code: string; zh: string; en: string } | null;
  areaUnitId: string | null;
  responsibilityUnitId: string | null;
  placeText: string | null;
  text: string | null;
  reportId: string | null;
  /** The picture on the list. */
  photoId: string | null;
  /** Pictures that no report brought. */
  photos: readonly string[];
  proposedUnitId: string | null;
  /** The unit that raises it; null: the machine. */
  by: string | null;
}

const dayMs = 86_400_000;

/** A new issue (立案): of the office until it is dispatched. Where one like it was closed here not long ago, it recurs. */
export async function raiseIssue(work: Work, parameters: SchemeConfig, draft: IssueDraft): Promise<Issue> {
  const grade = requireGrade(draft.grade ?? 'GENERAL');
  requireCategory(parameters, draft.category);
  const office = await requireOffice(work);
  const { point, area } = draft;
  const due = await stepDueIn(work);
  const issue: Issue = {
    id: newId<IssueId>(),
    number: await nextIssueNumber(work),
    version: 1,
    origin: draft.origin,
    state: draft.grade === null ? 'NEW' : 'TRIAGED',
    category: draft.category,
    hotClass: null,
    grade,
    tier: 1,
    areaCode: area?.code ?? null,
    areaZh: area?.zh ?? null,
    areaEn: area?.en ?? null,
    areaUnitId: draft.areaUnitId,
    responsibilityUnitId: draft.responsibilityUnitId,
    lng: point?.lng ?? null,
    lat: point?.lat ?? null,
    placeText: draft.placeText,
    text: draft.text,
    reportId: draft.reportId,
    reports: draft.reportId === null ? 0 : 1,
    photoId: draft.photoId,
    photos: [...draft.photos],
    proposedUnitId: draft.proposedUnitId,
    ownerUnitId: office,
    leadUnitId: null,
    ...{ person: null, task: null, responsibility: null, rewardPenalty: null },
    dueAt: due,
    raisedAt: work.now,
    assignedAt: null,
    firstDueAt: null,
    stepDueAt: due,
    rectifiedAt: null,
    rectificationId: null,
    closedAt: null,
    overdueAt: null,
    ...alarmOf(work, null),
    ...{ returns: 0, reopenings: 0, refusals: 0, isBinding: false, successorUnitId: null, extensions: 0 },
    carriedText: null,
    recurrenceOf: point === null ? null : await recurrenceOf(work, parameters, point, draft.category),
  };
  await insertIssue(work, issue);
  if (issue.areaUnitId !== null) await addParty(work, issue.id, issue.areaUnitId, 'AREA');
  const more = { origin: draft.origin, categoryCode: draft.category, recurrenceOf: issue.recurrenceOf };
  tell(work, issue, parameters, 'issues.raised', { by: draft.by, photos: draft.photos, more });
  if (issue.state === 'TRIAGED')
    tell(work, issue, parameters, 'issues.triaged', { by: draft.by, more: { grade, tier: issue.tier } });
  return issue;
}

/** The newest closed issue of the category within the radius and days of the scheme; it is linked, not reopened. */
async function recurrenceOf(
  work: Work,
  { reports: { recurrence } }: SchemeConfig,
  point: { lng: number; lat: number },
  category: string,
): Promise<string | null> {
  const closedSince = new Date(work.now.getTime() - recurrence.days * dayMs);
  const around = await issuesAround(work, point, recurrence.radiusMetres, { category, closedSince });
  const closed = around.flatMap(({ issue }) => (issue.closedAt === null ? [] : [{ id: issue.id, at: issue.closedAt }]));
  return closed.sort((a, b) => b.at.getTime() - a.at.getTime())[0]?.id ?? null;
}

export function requireGrade(grade: string): GradeCode {
  if (!isGrade(grade)) throw issueProblems['unknown-grade']({ grade });
  return grade;
}

/** The command office (创建办): owner of everything that is nobody's yet. */
async function requireOffice(work: Work): Promise<string> {
  const office = (await unitsOfKind(work, 'OFFICE')).find(({ state }) => state === 'ACTIVE');
  if (!office) throw new Error('the city has no command office: issues would have no owner');
  return office.id;
}
