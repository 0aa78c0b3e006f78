import type { IssueMove } from '@minsheng/contracts';
import { lenientCalendarOf, workingCalendarOf, workingDeadline } from '../deadlines/index.js';
import { grantsInForce, type PersonId } from '../identity/index.js';
import { findUnits, type Unit } from '../organisation/index.js';
import { platformProblems, reachOf, record, type Work } from '../platform/index.js';
import { categoryOf } from '../reports/index.js';
import { currentScheme, type SchemeConfig } from '../scheme/index.js';
import { nextAlarm } from './issue-clock.js';
import type { IssueParty } from './issue-party.entity.js';
import type { Issue } from './issue.entity.js';
import { type IssueMover, type IssueStanding, type MoveFault, type MoveRules, moveFault } from './issue.lifecycle.js';
import { problemOfFault } from './issues.problems.js';
import { findIssueWithin, partiesOf } from './issues.queries.js';

/** An issue in hand: with all that decides what may be done to it, and by whom. */
export interface IssueInHand {
  issue: Issue;
  parameters: SchemeConfig;
  standing: IssueStanding;
  parties: IssueParty[];
  /** Units of the parties, by id. */
  units: ReadonlyMap<string, Unit>;
  mover: IssueMover;
  /** Units in which the caller holds a role, the oldest grant first. */
  callerUnits: readonly Unit[];
  rules: MoveRules;
}

/** The issue, when the caller may see it; a foreign one answers as one that does not exist. */
export async function requireIssue(work: Work, id: string): Promise<IssueInHand> {
  const issue = await findIssueWithin(work, reachOf(work.caller, 'issues.read'), id);
  if (!issue) throw platformProblems['not-found']();
  return inHand(work, issue);
}

export async function isInSight(work: Work, id: string): Promise<boolean> {
  return (await findIssueWithin(work, reachOf(work.caller, 'issues.read'), id)) !== null;
}

/** The issue, when the caller may see it and make the move now. @throws Problem that says why not */
export async function takeIssue(work: Work, id: string, move: IssueMove): Promise<IssueInHand> {
  const hand = await requireIssue(work, id);
  const fault = moveFault(move, hand.standing, hand.mover, hand.rules, work.now);
  if (fault) throw refusalOf(fault, hand);
  return hand;
}

export async function inHand(work: Work, issue: Issue): Promise<IssueInHand> {
  const { config: parameters } = await currentScheme(work);
  const parties = await partiesOf(work, issue.id);
  const units = await findUnits(work, [
    ...new Set([...parties.map(({ unitId }) => unitId), issue.ownerUnitId, issue.successorUnitId ?? issue.ownerUnitId]),
  ]);
  const callerUnits = await unitsOfCaller(work);
  return {
    issue,
    parameters,
    standing: standingOf(issue, parties, units, parameters),
    parties,
    units,
    mover: {
      reach: (permission) => reachOf(work.caller, permission),
      units: callerUnits.map(({ path }) => path),
    },
    callerUnits,
    rules: rulesOf(parameters),
  };
}

export function standingOf(
  issue: Issue,
  parties: readonly IssueParty[],
  units: ReadonlyMap<string, Unit>,
  { issues: { grades } }: SchemeConfig,
): IssueStanding {
  const path = (unitId: string | null): string | null => (unitId === null ? null : (units.get(unitId)?.path ?? null));
  const paths = (roles: readonly IssueParty['role'][] | null): string[] =>
    parties.filter(({ role }) => roles === null || roles.includes(role)).flatMap(({ unitId }) => path(unitId) ?? []);
  const { state, tier, dueAt, closedAt, refusals, isBinding, extensions, grade } = issue;
  return {
    ...{ state, tier, dueAt, closedAt, refusals, isBinding, extensions },
    mayCarryOver: grades[grade].carryOver,
    lead: path(issue.leadUnitId),
    successor: path(issue.successorUnitId),
    delegates: paths(['DELEGATE']),
    parties: paths(null),
  };
}

export function rulesOf({ issues }: SchemeConfig): MoveRules {
  return {
    tiers: issues.tiers,
    refusalsBeforeDecision: issues.firstContact.refusalsBeforeDecision,
    extensionsAtMost: issues.extension.maximum,
    reopenDays: issues.satisfactionDays,
  };
}

/** Units in which the caller holds a role, the oldest grant first; the machine holds none. */
export async function unitsOfCaller(work: Work): Promise<Unit[]> {
  if (work.caller.kind !== 'staff') return [];
  const grants = await grantsInForce(work, work.caller.id as PersonId);
  return [...new Map(grants.map(({ unit }) => [unit.id, unit])).values()];
}

export function refusalOf(fault: MoveFault, { issue, parameters, rules }: IssueInHand) {
  if (fault === 'not-permitted') return platformProblems['not-permitted']();
  return problemOfFault(fault, {
    number: issue.number,
    state: issue.state,
    refusals: issue.refusals,
    most: rules.extensionsAtMost,
    grade: parameters.issues.grades[issue.grade].zh,
    days: rules.reopenDays,
  });
}

/** What the ledger is told of an issue: official words, ids and instants; nothing of a reporter. */
export interface Telling {
  note?: string;
  photos?: readonly string[];
  /** The unit that acted; null: a citizen, the clock. */
  by: string | null;
  more?: Record<string, unknown>;
}

/** Writes the entry that timeline, reports and notifications read. */
export function tell(
  work: Work,
  issue: Issue,
  parameters: SchemeConfig,
  action: `issues.${string}`,
  { note, photos, by, more }: Telling,
): void {
  record(work, {
    subject: `issue:${issue.id}`,
    action,
    payload: {
      issueId: issue.id,
      number: issue.number,
      unitId: issue.ownerUnitId,
      category: categoryOf(parameters, issue.category).name,
      by,
      ...(issue.leadUnitId === null ? {} : { dueAt: issue.dueAt.toISOString() }),
      ...(note === undefined ? {} : { note }),
      ...(photos === undefined || photos.length === 0 ? {} : { photos: [...photos] }),
      ...more,
    },
  });
}

/** The unit in whose name the caller acts: the one asked for when the caller belongs to it or above, else the own one. */
export function actingUnit(
  { callerUnits }: Pick<IssueInHand, 'callerUnits'>,
  asked: string | null = null,
): string | null {
  return asked ?? callerUnits[0]?.id ?? null;
}

/** 18:00 of the n-th working day from now. @throws Problem where the holiday arrangement is not known yet */
export async function dueIn(work: Work, workingDays: number): Promise<Date> {
  return workingDeadline(work.now, workingDays, await workingCalendarOf(work));
}

/** The same for a step within the house, which waits for no arrangement: dispatch, decision and check take a day each. */
export async function stepDueIn(work: Work, workingDays = 1): Promise<Date> {
  return workingDeadline(work.now, workingDays, await lenientCalendarOf(work));
}

/** What the row keeps of the next alarm of its clock; nothing while the clock stands still. */
export function alarmOf(
  work: Work,
  clock: { assignedAt: Date; dueAt: Date; signBy?: Date | null } | null,
): Pick<Issue, 'nextAlarm' | 'nextAlarmAt'> {
  const next =
    clock && nextAlarm({ startedAt: clock.assignedAt, dueAt: clock.dueAt, signBy: clock.signBy ?? null }, work.now);
  return { nextAlarm: next?.kind ?? null, nextAlarmAt: next?.at ?? null };
}
