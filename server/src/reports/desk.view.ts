import type { DeskReport, DeskReportView, PhotoView } from '@minsheng/contracts';
import { photoViews } from '../files/index.js';
import type { Keys, Work } from '../platform/index.js';
import type { SchemeConfig } from '../scheme/index.js';
import { hoursAfter } from './report.lifecycle.js';
import { proposeDispatch } from './propose-dispatch.js';
import { categoryOf } from './report-rules.js';
import type { Report } from './report.entity.js';
import { areaOf, shown, thumbnailsOf } from './report.view.js';
import {
  countReporters,
  findReport,
  listEvidence,
  nearReports,
  type NearReport,
  findAnonymity,
} from './reports.queries.js';

/** Reports for the desk. Who reported is in none of them (BR-20). */
export async function viewDeskReports(
  work: Work,
  parameters: SchemeConfig,
  found: readonly { report: Report; metres: number | null }[],
  keys: Keys,
): Promise<DeskReport[]> {
  const thumbnails = await thumbnailsOf(
    work,
    found.map(({ report }) => report),
    keys,
  );
  return found.map(({ report, metres }) => {
    const row = viewDeskReport(parameters, report, thumbnails.get(report.id) ?? null);
    return metres === null ? row : { ...row, metres: Math.round(metres) };
  });
}

function viewDeskReport(parameters: SchemeConfig, report: Report, thumbnail: string | null): DeskReport {
  const { lng, lat } = report;
  return {
    id: report.id,
    number: report.number,
    state: report.state,
    channel: report.channel,
    category: categoryOf(parameters, report.category),
    area: areaOf(report),
    point: lng === null || lat === null ? null : { lng, lat },
    placeText: report.placeText,
    submittedAt: report.submittedAt.toISOString(),
    acceptBy: report.acceptBy?.toISOString() ?? null,
    flags: report.locationFlags,
    photos: report.photos.length,
    thumbnail,
    issueId: report.issueId,
  };
}

const thirtyDays = 30 * 24;
/** Found again within so many hours after a closing, it was not cured. */
const recurrence = 7 * 24;

export async function viewDeskReportWhole(
  work: Work,
  parameters: SchemeConfig,
  report: Report,
  keys: Keys,
): Promise<DeskReportView> {
  const evidence = await listEvidence(work, report.id, 'GIVEN');
  const near = await neighbourhood(work, parameters, report);
  const mergeable = near.filter(({ state, issueId, metres }, at) => {
    const isOpen = state === 'ACCEPTED' || state === 'MERGED';
    const isNearest = near.findIndex((other) => other.issueId === issueId) === at;
    return (
      isOpen &&
      issueId !== null &&
      issueId !== report.issueId &&
      isNearest &&
      metres <= parameters.reports.mergeRadiusMetres
    );
  });
  const reporters = await countReporters(
    work,
    mergeable.flatMap(({ issueId }) => issueId ?? []),
  );
  const ids = [
    ...report.photos,
    ...evidence.flatMap(({ photos }) => photos),
    ...mergeable.flatMap(({ firstPhoto }) => firstPhoto ?? []),
  ];
  const photos = new Map<string, PhotoView>((await photoViews(work, ids, keys)).map((view) => [view.id, view]));
  const joins = report.joinsId === null ? null : await findReport(work, report.joinsId);
  const thumbnail = photos.get(report.photos[0] ?? '')?.thumbnail ?? null;
  return {
    ...viewDeskReport(parameters, report, thumbnail),
    text: report.text,
    isAnonymous: await findAnonymity(work, report.id),
    takenAt: report.takenAt.toISOString(),
    before: shown(photos, report.photos),
    safety: report.safety,
    rejection:
      report.rejectionReason === null || report.rejectedAt === null
        ? null
        : {
            reason: report.rejectionReason,
            note: report.rejectionNote ?? '',
            decidedAt: report.rejectedAt.toISOString(),
          },
    appeal:
      report.appealedAt === null ? null : { reason: report.appealReason ?? '', at: report.appealedAt.toISOString() },
    asked:
      report.question === null || report.askedUntil === null
        ? null
        : { question: report.question, until: report.askedUntil.toISOString() },
    given: evidence.map(({ text, at, photos: given }) => ({
      text,
      at: at.toISOString(),
      photos: shown(photos, given),
    })),
    mergeable: mergeable.map(({ issueId, issueNumber, metres, firstPhoto }) => ({
      issueId: issueId as string,
      number: issueNumber ?? '',
      metres: Math.round(metres),
      reporters: reporters.get(issueId as string) ?? 1,
      thumbnail: photos.get(firstPhoto ?? '')?.thumbnail ?? null,
    })),
    asksToFollow:
      joins === null || joins.issueId === null ? null : { issueId: joins.issueId, number: joins.issueNumber ?? '' },
    proposal: await proposeDispatch(work, parameters, { location: report, category: report.category }),
    nearbyHistory: historyOf(near, work.now),
  };
}

/** Others of the same category close by, nearest first. */
async function neighbourhood(work: Work, { reports }: SchemeConfig, report: Report): Promise<NearReport[]> {
  const { lng, lat, category, id } = report;
  if (lng === null || lat === null) return [];
  const metres = Math.max(reports.mergeRadiusMetres, reports.recurrence.radiusMetres);
  const near = await nearReports(work, { lng, lat }, metres, {
    states: ['PENDING', 'NEED_INFO', 'ACCEPTED', 'MERGED', 'RESOLVED', 'RATED'],
    category,
  });
  return near.filter((other) => other.id !== id);
}

function historyOf(near: readonly NearReport[], now: Date): DeskReportView['nearbyHistory'] {
  const recent = near.filter(({ submittedAt }) => submittedAt >= hoursAfter(now, -thirtyDays));
  const recurred = recent.filter(({ submittedAt }) =>
    near.some(
      ({ resolvedAt }) =>
        resolvedAt !== null && submittedAt > resolvedAt && submittedAt <= hoursAfter(resolvedAt, recurrence),
    ),
  );
  return { sameCategory: recent.length, recurred: recurred.length };
}
