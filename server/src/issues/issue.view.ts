import type {
  DispatchProposal,
  IssueEvent,
  IssueMapPoint,
  IssueRow,
  Issues,
  IssueTab,
  IssueUnit,
  IssueView,
  PhotoView,
  UnitDuty,
} from '@minsheng/contracts';
import { civilDateAt } from '../deadlines/index.js';
import { photoViews } from '../files/index.js';
import { type Box, findUnits, type Unit } from '../organisation/index.js';
import { type Keys, platformProblems, reaches, reachOf, type Work } from '../platform/index.js';
import { categoryOf, proposeDispatch, ratingsOf, reportsOfIssue } from '../reports/index.js';
import { currentScheme, type SchemeConfig } from '../scheme/index.js';
import { dueState } from './issue-clock.js';
import {
  countIssues,
  findDuties,
  findIssuePage,
  findPoints,
  type IssueFilter,
  onTimeSince,
  partiesOfAll,
} from './issue-list.queries.js';
import { needsVisit, tierName } from './issue-rules.js';
import type { IssueParty } from './issue-party.entity.js';
import type { Issue } from './issue.entity.js';
import { movesOf } from './issue.lifecycle.js';
import {
  delegationsOf,
  findOpenExtension,
  findOpenTransfer,
  rectificationsOf,
  storyOf,
  verificationsOf,
} from './issues.queries.js';
import { type IssueInHand, requireIssue, unitsOfCaller } from './take-issue.js';

const readPermission = 'issues.read';
const dayMs = 86_400_000;

/** What rows of a list have in common. */
interface RowContext {
  work: Work;
  parameters: SchemeConfig;
  units: ReadonlyMap<string, Unit>;
  parties: readonly IssueParty[];
  photos: ReadonlyMap<string, PhotoView>;
}

/** Nothing in a row comes from a reporter's person. */
function rowOf(issue: Issue, context: RowContext, metres?: number): IssueRow {
  const { work, parameters, units, photos } = context;
  return {
    id: issue.id,
    number: issue.number,
    state: issue.state,
    origin: issue.origin,
    category: categoryOf(parameters, issue.category),
    area: issue.areaZh === null ? null : { zh: issue.areaZh, en: issue.areaEn ?? issue.areaZh },
    point: issue.lng === null || issue.lat === null ? null : { lng: issue.lng, lat: issue.lat },
    placeText: issue.placeText,
    lead: issue.leadUnitId === null ? null : unitOf(units, issue.leadUnitId),
    role: roleOf(issue, context),
    grade: issue.grade,
    tier: issue.tier,
    raisedAt: issue.raisedAt.toISOString(),
    dueAt: issue.leadUnitId === null ? null : issue.dueAt.toISOString(),
    due: dueState(issue, work.now),
    stepDueAt: issue.stepDueAt?.toISOString() ?? null,
    reports: issue.reports,
    returns: issue.returns,
    isReopened: issue.reopenings > 0,
    recurrenceOf: issue.recurrenceOf,
    thumbnail: issue.photoId === null ? null : (photos.get(issue.photoId)?.thumbnail ?? null),
    ...(metres === undefined ? {} : { metres }),
  };
}

function unitOf(units: ReadonlyMap<string, Unit>, id: string): IssueUnit {
  const unit = units.get(id);
  return { unitId: id, name: unit ? { zh: unit.nameZh, en: unit.nameEn } : { zh: '—', en: '—' } };
}

/** Of the reader's own units; whoever reads everything has no part in it. */
function roleOf(issue: Issue, { work, units, parties }: RowContext): IssueRow['role'] {
  const reach = reachOf(work.caller, readPermission);
  if (!reach || reach.everything) return null;
  const isMine = (unitId: string) => reaches(reach, units.get(unitId)?.path ?? '');
  if (issue.leadUnitId !== null && isMine(issue.leadUnitId)) return 'LEAD';
  const supports = parties.some(
    ({ issueId, unitId, role }) => issueId === issue.id && role !== 'AREA' && role !== 'SUCCESSOR' && isMine(unitId),
  );
  return supports ? 'SUPPORT' : null;
}

async function contextOf(work: Work, keys: Keys, issues: readonly Issue[]): Promise<RowContext> {
  const { config: parameters } = await currentScheme(work);
  const parties = await partiesOfAll(
    work,
    issues.map(({ id }) => id),
  );
  const unitIds = [...parties.map(({ unitId }) => unitId), ...issues.flatMap(({ leadUnitId }) => leadUnitId ?? [])];
  const photoIds = issues.flatMap(({ photoId }) => photoId ?? []);
  const photos = new Map((await photoViews(work, photoIds, keys)).map((photo) => [photo.id, photo]));
  return { work, parameters, units: await findUnits(work, [...new Set(unitIds)]), parties, photos };
}

export async function viewIssues(
  work: Work,
  keys: Keys,
  tab: IssueTab,
  filter: IssueFilter,
  cursor: string | null,
): Promise<Issues> {
  const reach = reachOf(work.caller, readPermission);
  const page = await findIssuePage(work, reach, tab, filter, cursor);
  const context = await contextOf(
    work,
    keys,
    page.found.map(({ issue }) => issue),
  );
  return {
    rows: page.found.map(({ issue, metres }) => rowOf(issue, context, metres)),
    cursor: page.cursor,
    counts: await countIssues(work, reach, filter),
  };
}

export function viewPoints(work: Work, tab: IssueTab, filter: IssueFilter, box: Box): Promise<IssueMapPoint[]> {
  return findPoints(work, reachOf(work.caller, readPermission), tab, filter, box);
}

/** 今天要办: what the caller's unit has to sign, to do today, and to answer for. */
export async function viewDuty(work: Work, keys: Keys, unread: number): Promise<UnitDuty> {
  const reach = reachOf(work.caller, 'issues.handle');
  const [unit] = (await unitsOfCaller(work)).filter(({ path }) => reaches(reach, path));
  if (!unit) throw platformProblems['not-permitted']();
  const issues = await findDuties(work, reach);
  const context = await contextOf(work, keys, issues);
  const today = civilDateAt(work.now);
  const row = (issue: Issue) => rowOf(issue, context);
  const isMine = (unitId: string | null) => unitId !== null && reaches(reach, context.units.get(unitId)?.path ?? '');
  // Asked to take over: not yet this unit's to do, but to answer.
  const isToSign = (issue: Issue) =>
    issue.state === 'ASSIGNED' || (issue.state === 'TRANSFER_ASKED' && isMine(issue.successorUnitId));
  const others = issues.filter((issue) => !isToSign(issue));
  const isOverdue = ({ dueAt }: Issue) => dueAt < work.now;
  const isToday = (issue: Issue) => !isOverdue(issue) && civilDateAt(issue.dueAt) === today;
  return {
    unit: { unitId: unit.id, name: { zh: unit.nameZh, en: unit.nameEn } },
    now: work.now.toISOString(),
    toSign: issues.filter(isToSign).map(row),
    dueToday: others.filter(isToday).map(row),
    overdue: others.filter(isOverdue).map(row),
    handling: others.filter((issue) => !isToday(issue) && !isOverdue(issue)).map(row),
    onTime: await onTimeSince(work, reach, new Date(work.now.getTime() - 30 * dayMs)),
    returned: issues.filter(({ returns }) => returns > 0).length,
    unread,
  };
}

/** The issue as this reader may see it, with the moves open to them. */
export async function viewIssue(work: Work, keys: Keys, id: string): Promise<IssueView> {
  const hand = await requireIssue(work, id);
  const { issue, parameters, parties } = hand;
  const [reports, rectifications, verifications, story] = [
    await reportsOfIssue(work, issue.id),
    await rectificationsOf(work, issue.id),
    await verificationsOf(work, issue.id),
    await storyOf(work, issue.id),
  ];
  const shown = rectifications.at(-1);
  const beforeIds = [...reports.flatMap(({ photos }) => photos), ...issue.photos];
  const afterIds = [
    ...(shown?.photos ?? []),
    ...verifications.filter(({ rectificationId }) => rectificationId === shown?.id).flatMap(({ photos }) => photos),
  ];
  const told = story.flatMap(({ payload }) => idsIn(payload.photos));
  const photos = new Map(
    (await photoViews(work, [...new Set([...beforeIds, ...afterIds, ...told])], keys)).map((photo) => [
      photo.id,
      photo,
    ]),
  );
  const pictures = (ids: readonly string[]): PhotoView[] => [...new Set(ids)].flatMap((one) => photos.get(one) ?? []);
  const transfer = await findOpenTransfer(work, issue.id);
  const extension = await findOpenExtension(work, issue.id);
  const delegations = await delegationsOf(work, issue.id);
  const units = await findUnits(work, [
    ...new Set([
      ...parties.map(({ unitId }) => unitId),
      ...story.flatMap(({ payload }) => (typeof payload.by === 'string' ? [payload.by] : [])),
      ...(transfer ? [transfer.fromUnitId, transfer.toUnitId] : []),
      ...delegations.map(({ toUnitId }) => toUnitId),
      ...(issue.leadUnitId === null ? [] : [issue.leadUnitId]),
    ]),
  ]);
  const { grades } = parameters.issues;
  const grade = grades[issue.grade];
  return {
    ...rowOf(issue, { work, parameters, units, parties, photos }),
    text: issue.text,
    before: pictures(beforeIds),
    after: pictures(afterIds),
    fixes: fixesOf(issue),
    proposal: await proposalOf(work, hand),
    supports: parties.filter(({ role }) => role === 'SUPPORT').map(({ unitId }) => unitOf(units, unitId)),
    gradeName: { zh: grade.zh, en: grade.en },
    method: grade.method,
    limitWorkingDays: grade.workingDays,
    citizenClock: {
      startedAt: (reports[0]?.submittedAt ?? issue.raisedAt).toISOString(),
      endedAt: issue.closedAt?.toISOString() ?? null,
    },
    unitClock:
      issue.assignedAt === null || issue.leadUnitId === null
        ? null
        : {
            startedAt: issue.assignedAt.toISOString(),
            dueAt: issue.dueAt.toISOString(),
            stoppedAt: issue.rectifiedAt?.toISOString() ?? null,
            isOverdue: (issue.rectifiedAt ?? work.now) > issue.dueAt,
          },
    transfer: transfer && {
      from: unitOf(units, transfer.fromUnitId),
      to: unitOf(units, transfer.toUnitId),
      reason: transfer.reason,
      askedAt: transfer.askedAt.toISOString(),
      refusals: issue.refusals,
    },
    extension: extension && {
      newDue: extension.newDue.toISOString(),
      reason: extension.reason,
      plan: extension.plan,
      askedAt: extension.askedAt.toISOString(),
    },
    timeline: story.flatMap((line) => eventOf(line, units, pictures) ?? []),
    ratings: distributionOf(await ratingsOf(work, issue.id)),
    delegations: delegations.map(({ toUnitId, task, dueAt }) => ({
      to: unitOf(units, toUnitId),
      task,
      dueAt: dueAt.toISOString(),
    })),
    tierName: tierName(parameters, issue.tier),
    needsVisit: needsVisit(issue),
    may: movesOf(hand.standing, hand.mover, hand.rules, work.now),
  };
}

function fixesOf({ person, task, responsibility, rewardPenalty, leadUnitId, dueAt }: Issue): IssueView['fixes'] {
  if (leadUnitId === null || person === null || task === null || responsibility === null || rewardPenalty === null)
    return null;
  return { person, task, dueAt: dueAt.toISOString(), responsibility, rewardPenalty };
}

/** Whom the finder named, else whom territory and category name. The office itself is proposed to nobody. */
async function proposalOf(work: Work, { issue, parameters }: IssueInHand): Promise<DispatchProposal> {
  const { areaUnitId, responsibilityUnitId, category, proposedUnitId } = issue;
  const location = { areaUnitId, responsibilityUnitId };
  const proposal = await proposeDispatch(work, parameters, { location, category });
  const leadId = proposedUnitId ?? proposal.lead?.unitId;
  const lead = leadId === undefined ? undefined : (await findUnits(work, [leadId])).get(leadId);
  if (!lead || lead.kind === 'OFFICE') return { ...proposal, lead: null };
  return {
    ...proposal,
    lead: { unitId: lead.id, name: { zh: lead.nameZh, en: lead.nameEn } },
    supports: proposal.supports.filter(({ unitId }) => unitId !== lead.id),
  };
}

/** What belongs to other rooms (pictures taken up) is no line of its own. */
function eventOf(
  { at, action, payload }: { at: string; action: string; payload: Record<string, unknown> },
  units: ReadonlyMap<string, Unit>,
  pictures: (ids: readonly string[]) => PhotoView[],
): IssueEvent | null {
  if (!action.startsWith('issues.')) return null;
  return {
    at,
    action: action.slice('issues.'.length),
    by: typeof payload.by === 'string' ? unitOf(units, payload.by).name : null,
    note: typeof payload.note === 'string' ? payload.note : null,
    photos: pictures(idsIn(payload.photos)),
  };
}

const idsIn = (photos: unknown): string[] => (Array.isArray(photos) ? photos.map(String) : []);

/** How many gave each mark; never who. */
function distributionOf(ratings: readonly { effect: number }[]): IssueView['ratings'] {
  return [1, 2, 3, 4, 5].flatMap((effect) => {
    const count = ratings.filter((rating) => rating.effect === effect).length;
    return count === 0 ? [] : [{ effect, count }];
  });
}
