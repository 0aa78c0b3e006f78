import { createHash } from 'node:crypto';
import type { PollPlan, PollStage } from '@minsheng/contracts';
import { IsNull, Not } from 'typeorm';
import { canonicalJson, isId, platformProblems, rows, type Work } from '../../platform/index.js';
import { wrongStage } from '../move-poll.js';
import { Poll, type PollId } from '../poll.entity.js';
import { mayMove, type PollMove, stageAt } from '../poll.lifecycle.js';
import { findPublishedForm } from '../../questionnaires/index.js';
import { keepForm } from './compiled-questionnaire.js';
import { describePlan } from './plan-layout.js';
import { PollPlanRow } from './poll-plan.entity.js';
import { PollCancellation } from './poll-cancellation.entity.js';

/** A version of a poll's plan; without a number the newest, also a draft or a waiting erratum. */
export async function findPlan(work: Work, pollId: string, version?: number): Promise<PollPlanRow | null> {
  const found = await work.tx.findOne(PollPlanRow, {
    where: { pollId, ...(version === undefined ? {} : { version }) },
    order: { version: 'DESC' },
  });
  return found && withForm(work, found);
}

/** The plan in force in public: the newest published version. */
export async function findPublishedPlan(work: Work, pollId: string): Promise<PollPlanRow | null> {
  const where = { pollId, publishedAt: Not(IsNull()) };
  const found = await work.tx.findOne(PollPlanRow, { where, order: { version: 'DESC' } });
  return found && withForm(work, found);
}

/** With what phones run of it, if it is public and asks a questionnaire of the bank. */
async function withForm(work: Work, row: PollPlanRow): Promise<PollPlanRow> {
  const { design } = row.document;
  if (row.publishedAt === null || !design) return row;
  const { questionnaireId, hash, document } = design;
  const form = await findPublishedForm(work, questionnaireId, { version: document.version, hash });
  if (form) keepForm(row.document, form);
  return row;
}

/** Its hash alone; null: the poll has no public plan, or there is no such poll. */
export async function findPublishedHash(work: Work, pollId: string): Promise<string | null> {
  const [row] = await rows<{ hash: string }>(
    work,
    'SELECT hash FROM poll_plan WHERE poll_id = $1 AND published_at IS NOT NULL ORDER BY version DESC LIMIT 1',
    [pollId],
  );
  return row?.hash ?? null;
}

/** The public plan of every poll that has one, the newest poll first. */
export async function listPublishedPlans(work: Work): Promise<PollPlanRow[]> {
  const newest = await rows<{ poll_id: string; version: number }>(
    work,
    `SELECT poll_id, MAX(version) AS version FROM poll_plan WHERE published_at IS NOT NULL
     GROUP BY poll_id ORDER BY poll_id DESC LIMIT 100`,
  );
  const found: PollPlanRow[] = [];
  for (const { poll_id, version } of newest) {
    const plan = await findPlan(work, poll_id, Number(version));
    if (plan) found.push(plan);
  }
  return found;
}

/** Oldest first. */
export async function listPlanVersions(work: Work, pollId: string): Promise<PollPlanRow[]> {
  const versions = await work.tx.find(PollPlanRow, { where: { pollId }, order: { version: 'ASC' } });
  for (const row of versions) await withForm(work, row);
  return versions;
}

export function findCancellation(work: Work, pollId: string): Promise<PollCancellation | null> {
  return work.tx.findOneBy(PollCancellation, { pollId });
}

/** SHA-256 of the document as canonical JSON: what the plan's page and every release show. */
export function planHash(document: PollPlan): string {
  return createHash('sha256').update(canonicalJson(document), 'utf8').digest('hex');
}

/** Drawing up and publishing look at other polls before they write; they take turns. SQLite's writes are serial anyway. */
export async function takePlanTurn(work: Work): Promise<void> {
  if (work.dialect === 'postgres') await rows(work, 'SELECT pg_advisory_xact_lock(7267011)');
}

/**
 * A poll of our own for a stage that will write to it; nobody else changes it until this work has ended. Throws the Problem
 * of an unknown poll (one brought in has no plan) or, with a move, of a stage that does not allow it.
 */
export async function takePoll(work: Work, id: string, move?: PollMove): Promise<Poll> {
  const poll = await requireLivePoll(work, id, true);
  if (move) requireMove(work, poll, move);
  return poll;
}

export async function requireLivePoll(work: Work, id: string, toWrite = false): Promise<Poll> {
  if (toWrite && isId(id)) await rows(work, 'UPDATE poll SET number = number WHERE id = $1', [id]);
  const poll = isId(id) ? await work.tx.findOneBy(Poll, { id: id as PollId }) : null;
  if (!poll || poll.kind === 'BROUGHT_IN') throw platformProblems['not-found']();
  return poll;
}

function requireMove(work: Work, poll: Poll, move: PollMove): void {
  const stage = stageAt(poll, work.now);
  if (!mayMove(stage, move)) throw wrongStage(stage);
}

/** What list, clock and writer read of a plan without opening it. */
export function pollColumnsOf(plan: PollPlan) {
  return {
    periodKey: plan.periodKey,
    description: describePlan(plan),
    planVersion: plan.version,
    fieldworkFrom: new Date(plan.calendar.fieldworkFrom),
    fieldworkTo: new Date(plan.calendar.fieldworkTo),
    graceUntil: new Date(plan.calendar.graceUntil),
  };
}

export async function setPlanOfPoll(work: Work, plan: PollPlan): Promise<void> {
  await work.tx.update(Poll, { id: plan.pollId as PollId }, pollColumnsOf(plan) as never);
}

export async function insertPlan(work: Work, document: PollPlan): Promise<void> {
  await work.tx.insert(PollPlanRow, {
    pollId: document.pollId,
    version: document.version,
    document: document as never,
    hash: planHash(document),
    submittedBy: null,
    submittedAt: null,
    approvedBy: null,
    approvedAt: null,
    publishedAt: null,
  });
}

/** The database refuses this for a version that was published. */
export async function changePlan(work: Work, row: PollPlanRow, change: Partial<PollPlanRow>): Promise<void> {
  await work.tx.update(PollPlanRow, { pollId: row.pollId, version: row.version }, change as never);
}

/** Fieldwork windows of the city's other polls that are under way or still to come; drafts and called-off polls have none. */
export async function otherWindows(
  work: Work,
  pollId: string,
): Promise<{ title: string; from: Date; to: Date; stage: PollStage }[]> {
  const others = await work.tx.find(Poll, { where: { id: Not(pollId as PollId), fieldworkTo: Not(IsNull()) } });
  return others.flatMap(({ description, fieldworkFrom, fieldworkTo, stage }) =>
    stage === 'DRAFT' || stage === 'CANCELLED' || !fieldworkFrom || !fieldworkTo || fieldworkTo <= work.now
      ? []
      : [{ title: description.title.zh, from: fieldworkFrom, to: fieldworkTo, stage }],
  );
}
