import type {
  LocalisedText,
  PhotoView,
  ReportEvent as EventView,
  ReportListItem,
  ReportReceipt,
  ReportView,
} from '@minsheng/contracts';
import { photoViews } from '../files/index.js';
import { unitNames } from '../organisation/index.js';
import type { Keys, Work } from '../platform/index.js';
import type { SchemeConfig } from '../scheme/index.js';
import { answerUntil, appealUntil, mayMove } from './report.lifecycle.js';
import { categoryOf } from './report-rules.js';
import type { Report } from './report.entity.js';
import type { ReportEvent } from './report-story.entity.js';
import { eventsOf, findRating, findReporter } from './reports.queries.js';
import { whereInstead } from './where-instead.js';

/** What the citizen was told first, also when the draft is sent again later. */
export function viewReceipt(report: Report): ReportReceipt {
  return { ...stamp(report), state: 'SUBMITTED' };
}

function stamp({ id, number, state, submittedAt, acceptBy }: Report): ReportReceipt {
  return {
    id,
    number,
    state,
    submittedAt: submittedAt.toISOString(),
    acceptBy: (acceptBy ?? submittedAt).toISOString(),
  };
}

/** A report for the citizen who made it: what happened, never who handled it personally (BR-19). */
export async function viewReport(
  work: Work,
  parameters: SchemeConfig,
  report: Report,
  keys: Keys,
): Promise<ReportView> {
  const events = (await eventsOf(work, [report.id])).get(report.id) ?? [];
  const names = await unitNames(work, unitsIn(events));
  const after = checkedPhotos(report, events);
  const photos = new Map((await photoViews(work, [...report.photos, ...after], keys)).map((view) => [view.id, view]));
  const until = answerUntil(report, parameters.issues.satisfactionDays);
  const rating = await findRating(work, report.id);
  const { lng, lat, unitStartedAt, unitDueAt, unitEndedAt, rejectionReason } = report;
  return {
    ...stamp(report),
    category: categoryOf(parameters, report.category),
    area: areaOf(report),
    point: lng === null || lat === null ? null : { lng, lat },
    placeText: report.placeText,
    text: report.text,
    isAnonymous: (await findReporter(work, report.id))?.isAnonymous ?? true,
    flags: report.locationFlags,
    before: shown(photos, report.photos),
    after: shown(photos, after),
    timeline: events.map((event) => viewEvent(event, names)),
    citizenClock: {
      startedAt: report.submittedAt.toISOString(),
      endedAt: report.resolvedAt !== null && until !== null ? report.resolvedAt.toISOString() : null,
    },
    unitClock:
      unitStartedAt === null || unitDueAt === null
        ? null
        : {
            startedAt: unitStartedAt.toISOString(),
            dueAt: unitDueAt.toISOString(),
            endedAt: unitEndedAt?.toISOString() ?? null,
            isOverdue: (unitEndedAt ?? work.now) > unitDueAt,
          },
    rejection:
      report.state !== 'REJECTED' || rejectionReason === null
        ? null
        : {
            reason: rejectionReason,
            note: report.rejectionNote ?? '',
            whereInstead: whereInstead[rejectionReason],
            appealUntil: appealUntil(report)?.toISOString() ?? null,
          },
    asked:
      report.state !== 'NEED_INFO' || report.question === null || report.askedUntil === null
        ? null
        : { question: report.question, until: report.askedUntil.toISOString() },
    rating: rating && { effect: rating.effect, service: rating.service },
    may: movesOf(work, parameters, report),
    answerUntil: until?.toISOString() ?? null,
  };
}

/** The citizen's own list, newest first. */
export async function viewOwnReports(
  work: Work,
  parameters: SchemeConfig,
  reports: readonly Report[],
  keys: Keys,
): Promise<ReportListItem[]> {
  const events = await eventsOf(
    work,
    reports.map(({ id }) => id),
  );
  const last = new Map([...events].map(([id, of]) => [id, of.at(-1)]));
  const names = await unitNames(work, unitsIn([...last.values()].flatMap((event) => event ?? [])));
  const thumbnails = await thumbnailsOf(work, reports, keys);
  return reports.map((report) => {
    const event = last.get(report.id);
    return {
      ...stamp(report),
      category: categoryOf(parameters, report.category),
      placeText: report.placeText,
      area: areaOf(report),
      thumbnail: thumbnails.get(report.id) ?? null,
      lastEvent: event
        ? viewEvent(event, names)
        : { at: report.submittedAt.toISOString(), kind: 'submitted', unit: null, note: null },
      awaitsMe: movesOf(work, parameters, report).some((move) => move === 'give-info' || move === 'rate'),
    };
  });
}

export function movesOf(work: Work, { issues }: SchemeConfig, report: Report): ReportView['may'] {
  const isBefore = (until: Date | null): boolean => until !== null && work.now <= until;
  const until = answerUntil(report, issues.satisfactionDays);
  const moves: [ReportView['may'][number], boolean][] = [
    ['withdraw', mayMove(report.state, 'withdraw')],
    ['appeal', isBefore(appealUntil(report))],
    ['give-info', mayMove(report.state, 'give-info') && isBefore(report.askedUntil)],
    ['rate', mayMove(report.state, 'rate') && isBefore(until)],
    ['not-fixed', mayMove(report.state, 'not-fixed') && report.notFixedAt === null && isBefore(until)],
  ];
  return moves.flatMap(([move, isAllowed]) => (isAllowed ? [move] : []));
}

/** Address of the first picture of each. */
export async function thumbnailsOf(
  work: Work,
  reports: readonly Pick<Report, 'id' | 'photos'>[],
  keys: Keys,
): Promise<Map<string, string>> {
  const first = reports.flatMap(({ photos: [photo] }) => photo ?? []);
  const views = new Map((await photoViews(work, first, keys)).map(({ id, thumbnail }) => [id, thumbnail]));
  return new Map(
    reports.flatMap(({ id, photos: [photo] }) => {
      const thumbnail = views.get(photo ?? '');
      return thumbnail === undefined ? [] : [[id as string, thumbnail] as const];
    }),
  );
}

export function areaOf({ areaNameZh, areaNameEn }: Report): LocalisedText | null {
  return areaNameZh === null || areaNameEn === null ? null : { zh: areaNameZh, en: areaNameEn };
}

export function shown(photos: ReadonlyMap<string, PhotoView>, ids: readonly string[]): PhotoView[] {
  return ids.flatMap((id) => photos.get(id) ?? []);
}

/** After-pictures are shown when somebody else has checked: those of the last rectification before the last closing. */
function checkedPhotos({ state }: Report, events: readonly ReportEvent[]): string[] {
  if (state !== 'RESOLVED' && state !== 'RATED') return [];
  const closing = events.findLastIndex(({ kind }) => kind === 'closed');
  const rectified = events.slice(0, Math.max(0, closing)).findLast(({ kind }) => kind === 'rectified');
  return [...(rectified?.photos ?? []), ...(events[closing]?.photos ?? [])];
}

function unitsIn(events: readonly ReportEvent[]): string[] {
  return [...new Set(events.flatMap(({ unitId }) => unitId ?? []))];
}

function viewEvent(
  { at, kind, unitId, noteZh, noteEn }: ReportEvent,
  names: ReadonlyMap<string, LocalisedText>,
): EventView {
  return {
    at: at.toISOString(),
    kind,
    unit: unitId === null ? null : (names.get(unitId) ?? null),
    note: noteZh === null || noteEn === null ? null : { zh: noteZh, en: noteEn },
  };
}
