import type { AssignIssue, FiveFixes, LocalisedText } from '@minsheng/contracts';
import { civilDateAt, workingCalendarOf } from '../deadlines/index.js';
import { findUnits, type Unit } from '../organisation/index.js';
import { isId, Problem, type Work } from '../platform/index.js';
import type { SchemeConfig } from '../scheme/index.js';
import { dueOn } from './issue-clock.js';
import type { GradeCode } from './issue-rules.js';
import type { Issue } from './issue.entity.js';
import { issueProblems } from './issues.problems.js';
import { addParty, changeIssue, removeParties } from './issues.queries.js';
import { actingUnit, alarmOf, dueIn, stepDueIn, takeIssue, tell } from './take-issue.js';

const fixNames: Readonly<Record<Exclude<keyof FiveFixes, 'dueAt'>, LocalisedText>> = {
  person: { zh: '定人', en: 'person' },
  task: { zh: '定任务', en: 'task' },
  responsibility: { zh: '定责任', en: 'responsibility' },
  rewardPenalty: { zh: '定奖惩', en: 'reward and penalty' },
};

/** 派遣: to one lead, with all five fixes (BR-13). The unit's clock starts. */
export async function assignIssue(work: Work, id: string, body: AssignIssue): Promise<void> {
  const hand = await takeIssue(work, id, 'assign');
  const { issue, parameters } = hand;
  refuseEmpty(body.fixes);
  const lead = await requireHandler(work, body.lead);
  const supports = [...new Set(body.supports)];
  if (supports.includes(lead.id)) throw issueProblems['support-leads']();
  for (const unitId of supports) await requireHandler(work, unitId);
  const dueAt = await dueOfAssignment(work, parameters, issue.grade, body.fixes.dueAt);
  const { person, task, responsibility, rewardPenalty } = body.fixes;
  await passTo(work, parameters, issue, lead, {
    ...{ person, task, responsibility, rewardPenalty },
    ...{ dueAt, firstDueAt: dueAt, assignedAt: work.now, refusals: 0, isBinding: false, extensions: 0 },
  });
  await removeParties(work, issue.id, ['SUPPORT']);
  for (const unitId of supports) await addParty(work, issue.id, unitId, 'SUPPORT');
  tell(work, issue, parameters, 'issues.assigned', { by: actingUnit(hand), note: task, more: { supports } });
}

/** Responsibility passes to a unit: it is the owner from here, has to sign, and whoever had it before is out. */
export async function passTo(
  work: Work,
  parameters: SchemeConfig,
  issue: Issue,
  lead: Unit,
  change: Partial<Issue>,
): Promise<void> {
  const signBy = await stepDueIn(work, parameters.issues.signWorkingDays);
  const assignedAt = change.assignedAt ?? issue.assignedAt ?? work.now;
  const dueAt = change.dueAt ?? issue.dueAt;
  await changeIssue(work, issue, {
    state: 'ASSIGNED',
    ownerUnitId: lead.id,
    leadUnitId: lead.id,
    successorUnitId: null,
    stepDueAt: signBy,
    ...(dueAt > work.now ? { overdueAt: null } : {}),
    ...alarmOf(work, { assignedAt, dueAt, signBy }),
    ...change,
  });
  await removeParties(work, issue.id, ['LEAD', 'SUCCESSOR', 'DELEGATE']);
  await addParty(work, issue.id, lead.id, 'LEAD');
}

/** A standing unit that may handle issues. The office sends out and checks: what it handled itself, nobody could close. */
export async function requireHandler(work: Work, id: string): Promise<Unit> {
  const unit = isId(id) ? (await findUnits(work, [id])).get(id) : undefined;
  if (unit?.state !== 'ACTIVE') throw issueProblems['no-such-unit']();
  if (unit.kind === 'OFFICE' || unit.kind === 'COMMAND') throw issueProblems['office-handles-nothing']();
  return unit;
}

/** @throws Problem that names every field that is empty (M-34) */
function refuseEmpty(fixes: FiveFixes): void {
  const empty = (Object.keys(fixNames) as (keyof typeof fixNames)[]).filter((field) => !/\S/.test(fixes[field]));
  if (empty.length === 0) return;
  const named = (language: keyof LocalisedText, comma: string) =>
    empty.map((field) => fixNames[field][language]).join(comma);
  throw issueProblems['fix-missing']({ fields: empty, zh: named('zh', '、'), en: named('en', ', ') });
}

/** The grade's limit, or what the dispatcher set within it: 18:00 of a working day. */
async function dueOfAssignment(
  work: Work,
  parameters: SchemeConfig,
  grade: GradeCode,
  given: string | null,
): Promise<Date> {
  const { workingDays, zh } = parameters.issues.grades[grade];
  if (given === null) return dueIn(work, workingDays);
  const due = await workingDue(work, given);
  if (due <= work.now) throw issueProblems['due-in-the-past']();
  const limit = await knownLimit(work, workingDays);
  if (limit !== null && due > limit) throw issueProblems['due-after-limit']({ grade: zh, limit: civilDateAt(limit) });
  return due;
}

/** Null: it lies in a year whose holiday arrangement is not known yet, so after every date that can be set. */
async function knownLimit(work: Work, workingDays: number): Promise<Date | null> {
  try {
    return await dueIn(work, workingDays);
  } catch (error) {
    if (error instanceof Problem && error.code === 'deadlines.year-without-table') return null;
    throw error;
  }
}

/** 18:00 of the day that an instant falls on. @throws Problem when it is no working day */
export async function workingDue(work: Work, instant: string): Promise<Date> {
  const at = new Date(instant);
  const due = dueOn(at, await workingCalendarOf(work));
  if (!due) throw issueProblems['due-not-a-working-day']({ day: civilDateAt(at) });
  return due;
}
