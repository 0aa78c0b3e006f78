import type { LocationFlag, NewReport, ReportChannel } from '@minsheng/contracts';
import { civilDateAt } from '../deadlines/index.js';
import { photoFacts, takePhotos } from '../files/index.js';
import { type Location, locate, requirePoint } from '../organisation/index.js';
import { type Keys, newId, record, type Work } from '../platform/index.js';
import type { SchemeConfig } from '../scheme/index.js';
import { type CallerContact, sealContact } from './reveal-reporter.js';
import { countedFrom, waitUntil } from './limits.js';
import { acceptanceDue, requireCategory, roughMetres } from './report-rules.js';
import type { Report, ReportId, ReportReporter } from './report.entity.js';
import { reportProblems } from './reports.problems.js';
import { addEvent, findReport, findSent, insertReport, sentTimes, takeNumber, takeSender } from './reports.queries.js';

/** What somebody says of a place, by whichever channel. */
export type ReportDraft = Omit<NewReport, 'takenAt'> & { takenAt: Date; channel: ReportChannel };

/**
 * A citizen's report, with its number at once (SM-7 submit). The same draft sent again, also at the same time, is answered
 * with what it became; limits, categories and pictures are looked at only the first time.
 */
export async function submitReport(work: Work, parameters: SchemeConfig, draft: ReportDraft): Promise<Report> {
  const citizenId = work.caller.id;
  await takeSender(work, citizenId);
  const sent = await findSent(work, citizenId, draft.clientId);
  if (sent) return sent;
  if (!parameters.reports.enabled) throw reportProblems['switched-off']();
  requireCategory(parameters, draft.category);
  const { minimum, maximum } = parameters.reports.photos;
  const given = new Set(draft.photos).size;
  if (given !== draft.photos.length || given < minimum || given > maximum)
    throw reportProblems['photos-needed']({ minimum, maximum, given });
  await refuseHaste(work, parameters, citizenId);
  return write(work, parameters, draft, { citizenId, isAnonymous: draft.isAnonymous, sealedContact: null });
}

/** A call that a member of the staff writes down: same number, same life. The caller's name is kept sealed, or not at all. */
export async function takeDownReport(
  work: Work,
  parameters: SchemeConfig,
  draft: ReportDraft & { caller: CallerContact | null },
  keys: Keys,
): Promise<Report> {
  await takeSender(work, work.caller.id);
  const sent = await findSent(work, work.caller.id, draft.clientId);
  if (sent) return sent;
  if (!(parameters.reports.channels as readonly string[]).includes(draft.channel))
    throw reportProblems['channel-off']({ channel: draft.channel });
  requireCategory(parameters, draft.category);
  const { caller, clientId, isAnonymous } = draft;
  const isKept = !isAnonymous && caller !== null && (caller.name !== null || caller.phone !== null);
  const sealedContact = isKept ? sealContact(keys, clientId, { name: caller.name, phone: caller.phone }) : null;
  return write(work, parameters, draft, { citizenId: null, isAnonymous, sealedContact });
}

/** @throws Problem with the instant from which this person may report again */
async function refuseHaste(work: Work, { reports }: SchemeConfig, citizenId: string): Promise<void> {
  const until = waitUntil(await sentTimes(work, citizenId, countedFrom(work.now)), work.now, reports);
  if (until === null) return;
  const seconds = Math.ceil((until.getTime() - work.now.getTime()) / 1000);
  throw reportProblems.wait({ until: shanghaiClock(until), retryAt: until.toISOString(), seconds });
}

async function write(
  work: Work,
  parameters: SchemeConfig,
  draft: ReportDraft,
  from: Pick<ReportReporter, 'citizenId' | 'isAnonymous' | 'sealedContact'>,
): Promise<Report> {
  const id = newId<ReportId>();
  const place = await placeOf(work, draft);
  await takePhotos(work, draft.photos, `report:${id}`);
  const facts = await photoFacts(work, draft.photos);
  const report: Report = {
    id,
    number: await takeNumber(work, civilDateAt(work.now)),
    channel: draft.channel,
    state: 'SUBMITTED',
    category: draft.category,
    text: draft.text,
    placeText: draft.placeText,
    ...place,
    photos: [...draft.photos],
    takenAt: draft.takenAt,
    submittedAt: work.now,
    acceptBy: await acceptanceDue(work, parameters.reports.acceptWorkingDays),
    safety: null,
    joinsId: await joinable(work, draft.joins),
    isRewardEligible: from.citizenId !== null && facts.length > 0 && facts.every(({ source }) => source === 'CAMERA'),
    ...nothingYet,
  };
  await insertReport(work, report, {
    ...from,
    senderId: work.caller.id,
    clientId: draft.clientId,
    sentAt: work.now,
  });
  await addEvent(work, id, { kind: 'submitted' });
  record(work, {
    subject: `report:${id}`,
    action: 'reports.submitted',
    payload: { reportId: id, number: report.number, channel: report.channel, category: report.category },
  });
  return report;
}

/** What a report of which nothing has been decided leaves empty. */
export const nothingYet = {
  overdueToldAt: null,
  rejectionReason: null,
  rejectionNote: null,
  rejectedBy: null,
  rejectedAt: null,
  appealReason: null,
  appealedAt: null,
  question: null,
  askedAt: null,
  askedUntil: null,
  askToldAt: null,
  issueId: null,
  issueNumber: null,
  unitId: null,
  unitStartedAt: null,
  unitDueAt: null,
  unitEndedAt: null,
  resolvedAt: null,
  closings: 0,
  notFixedAt: null,
} as const satisfies Partial<Report>;

type Place = Pick<
  Report,
  | 'givenLng'
  | 'givenLat'
  | 'datum'
  | 'accuracyMetres'
  | 'pointSource'
  | 'lng'
  | 'lat'
  | 'isOutside'
  | 'locationFlags'
  | 'territoryVersionId'
  | 'areaCode'
  | 'areaNameZh'
  | 'areaNameEn'
  | 'areaUnitId'
  | 'responsibilityUnitId'
>;

/** Where it is. Words are needed where the position says too little, and then the words count (5.1). */
async function placeOf(work: Work, { point: given, placeText }: ReportDraft): Promise<Place> {
  if (given === null) {
    if (placeText === null) throw reportProblems['place-needed']();
    return { ...nowhere, locationFlags: ['LOC_MANUAL'] };
  }
  const point = requirePoint(given);
  const location = await locate(work, point);
  const isManual = given.accuracyMetres === null ? false : given.accuracyMetres > roughMetres;
  if ((isManual || !location.isInside) && placeText === null) throw reportProblems['place-needed']();
  return {
    ...placeColumns(given, point, location),
    locationFlags: [...location.flags, ...(isManual || !location.isInside ? (['LOC_MANUAL'] as const) : [])],
  };
}

export const nowhere: Place = {
  givenLng: null,
  givenLat: null,
  datum: null,
  accuracyMetres: null,
  pointSource: null,
  lng: null,
  lat: null,
  isOutside: false,
  locationFlags: [],
  territoryVersionId: null,
  areaCode: null,
  areaNameZh: null,
  areaNameEn: null,
  areaUnitId: null,
  responsibilityUnitId: null,
};

export function placeColumns(
  given: NonNullable<NewReport['point']>,
  point: { lng: number; lat: number },
  location: Location,
): Place {
  return {
    givenLng: given.lng,
    givenLat: given.lat,
    datum: given.datum,
    accuracyMetres: given.accuracyMetres,
    pointSource: given.source,
    lng: point.lng,
    lat: point.lat,
    isOutside: !location.isInside,
    locationFlags: [...location.flags] as LocationFlag[],
    territoryVersionId: location.versionId,
    areaCode: location.areaCode,
    areaNameZh: location.areaName?.zh ?? null,
    areaNameEn: location.areaName?.en ?? null,
    areaUnitId: location.areaUnitId,
    responsibilityUnitId: location.responsibilityUnitId,
  };
}

/** A draft may come late: what it wanted to follow may be closed by then, and the draft is not lost for it. */
async function joinable(work: Work, id: string | null): Promise<ReportId | null> {
  const other = id === null ? null : await findReport(work, id);
  return other && (other.state === 'ACCEPTED' || other.state === 'MERGED') ? other.id : null;
}

/** `14:05`, or with its day when it is another. */
function shanghaiClock(instant: Date): string {
  const local = new Date(instant.getTime() + 8 * 3_600_000).toISOString();
  return `${local.slice(0, 10)} ${local.slice(11, 16)}`;
}
