import type { Work } from '../platform/index.js';
import type { Report } from './report.entity.js';
import { findRating, listReportsOfIssue, requireReport } from './reports.queries.js';
import type { ReportMove } from './report.lifecycle.js';

/** What an issue may know of a report: what and where, never who. */
export interface ReportEvidenceOf {
  reportId: string;
  number: string;
  state: Report['state'];
  category: string;
  text: string | null;
  placeText: string | null;
  /** GCJ-02. */
  point: { lng: number; lat: number } | null;
  areaCode: string | null;
  areaName: { zh: string; en: string } | null;
  areaUnitId: string | null;
  responsibilityUnitId: string | null;
  /** Ids of the pictures. */
  photos: string[];
  takenAt: Date;
  submittedAt: Date;
}

/** What the desk raises an issue from. Throws as `requireReport` does. */
export async function evidenceOf(work: Work, id: string, move: ReportMove = 'accept'): Promise<ReportEvidenceOf> {
  return evidence(await requireReport(work, id, move));
}

/** The reports of an issue, the earliest first. */
export async function reportsOfIssue(work: Work, issueId: string): Promise<ReportEvidenceOf[]> {
  return (await listReportsOfIssue(work, issueId)).map(evidence);
}

/** Each reporter's newest rating of an issue: 1 very satisfied to 5 very dissatisfied. */
export async function ratingsOf(work: Work, issueId: string): Promise<{ effect: number; service: number | null }[]> {
  const ratings = [];
  for (const { id } of await listReportsOfIssue(work, issueId)) {
    const rating = await findRating(work, id);
    if (rating) ratings.push({ effect: rating.effect, service: rating.service });
  }
  return ratings;
}

function evidence(report: Report): ReportEvidenceOf {
  const { lng, lat, areaNameZh, areaNameEn } = report;
  return {
    reportId: report.id,
    number: report.number,
    state: report.state,
    category: report.category,
    text: report.text,
    placeText: report.placeText,
    point: lng === null || lat === null ? null : { lng, lat },
    areaCode: report.areaCode,
    areaName: areaNameZh === null || areaNameEn === null ? null : { zh: areaNameZh, en: areaNameEn },
    areaUnitId: report.areaUnitId,
    responsibilityUnitId: report.responsibilityUnitId,
    photos: report.photos,
    takenAt: report.takenAt,
    submittedAt: report.submittedAt,
  };
}
