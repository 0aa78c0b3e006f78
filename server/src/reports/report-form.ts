import type { GivenPoint, ReportForm } from '@minsheng/contracts';
import { type CanonicalPoint, locate, requirePoint } from '../organisation/index.js';
import type { Work } from '../platform/index.js';
import type { SchemeConfig } from '../scheme/index.js';
import { countCategoriesHere, countCategoriesOfCity, findLastCategory, likelyCategories } from './likely-categories.js';
import { countedFrom, waitUntil } from './limits.js';
import { categoryOf } from './report-rules.js';
import { reportProblems } from './reports.problems.js';
import { countReporters, nearReports, sentTimes } from './reports.queries.js';

/** What the phone needs before a picture is taken: categories, what is open nearby, and whether the person has to wait. */
export async function reportForm(work: Work, parameters: SchemeConfig, given: GivenPoint | null): Promise<ReportForm> {
  const { reports } = parameters;
  if (!reports.enabled) throw reportProblems['switched-off']();
  const point = given === null ? null : requirePoint(given);
  const location = point === null ? null : await locate(work, point);
  const categories = reports.categories.map(({ code }) => categoryOf(parameters, code));
  const sent = await sentTimes(work, work.caller.id, countedFrom(work.now));
  return {
    title: reports.title ?? { zh: '随手拍', en: 'Snap' },
    categories,
    likely: likelyCategories(
      categories,
      await findLastCategory(work, work.caller.id),
      point === null ? [] : await countCategoriesHere(work, point),
      await countCategoriesOfCity(work),
    ),
    photos: reports.photos,
    isInside: location?.isInside ?? null,
    at: point === null ? null : { lng: point.lng, lat: point.lat },
    area: location?.areaName ?? null,
    nearby: point === null ? [] : await openNearby(work, point, reports.mergeRadiusMetres),
    waitUntil: waitUntil(sent, work.now, reports)?.toISOString() ?? null,
    acceptWorkingDays: reports.acceptWorkingDays,
  };
}

/**
 * Matters that the city has taken on and that are not cured yet, the nearest report of each. Other people's pictures are
 * not shown: faces and plates in them have not been masked.
 */
async function openNearby(work: Work, point: CanonicalPoint, metres: number): Promise<ReportForm['nearby']> {
  const near = await nearReports(work, point, metres, { states: ['ACCEPTED', 'MERGED'] });
  const nearest = near
    .filter(({ issueId }, at) => near.findIndex((other) => other.issueId === issueId) === at)
    .slice(0, 3);
  const reporters = await countReporters(
    work,
    nearest.flatMap(({ issueId }) => issueId ?? []),
  );
  return nearest.map(({ id, category, metres: away, submittedAt, issueId }) => ({
    reportId: id,
    category,
    metres: Math.round(away),
    reportedAt: submittedAt.toISOString(),
    reporters: reporters.get(issueId ?? '') ?? 1,
    thumbnail: null,
  }));
}
