import type { WorkingYearProposal } from '@minsheng/contracts';
import { type Work, newId, record } from '../platform/index.js';
import { civilDateAt, yearOf } from './civil-date.js';
import { deadlineProblems } from './deadlines.problems.js';
import { decideWorkingYear, insertWorkingYear, replaceWorkingYear, requireWorkingYear } from './deadlines.queries.js';
import { daysOfArrangement } from './judge-arrangement.js';
import type { WorkingYearId, WorkingYearRow } from './working-year.entity.js';

/** Entered; no deadline follows it before another person has confirmed it. */
export async function proposeWorkingYear(work: Work, proposal: WorkingYearProposal): Promise<WorkingYearId> {
  daysOfArrangement(proposal, thisYear(work));
  const id = newId<WorkingYearId>();
  const { year, source, holidays, makeUpWorkdays } = proposal;
  await insertWorkingYear(work, {
    ...{ id, year, source, holidays, makeUpWorkdays },
    state: 'PROPOSED',
    proposedBy: work.caller.id,
    proposedAt: work.now,
    decidedBy: null,
    decidedAt: null,
  });
  record(work, {
    subject: `working-year:${id}`,
    action: 'deadlines.year-proposed',
    payload: { year, source, holidays, makeUpWorkdays },
  });
  return id;
}

/** Confirmed by another person: deadlines set from here on follow it. Those that stand are not moved. */
export async function approveWorkingYear(work: Work, id: string): Promise<void> {
  const row = await requireUndecided(work, id);
  daysOfArrangement(row, thisYear(work));
  await replaceWorkingYear(work, row.year);
  if (!(await decideWorkingYear(work, row.id, 'IN_FORCE'))) throw deadlineProblems['already-decided']();
  record(work, {
    subject: `working-year:${id}`,
    action: 'deadlines.year-approved',
    payload: { year: row.year, source: row.source },
  });
}

export async function refuseWorkingYear(work: Work, id: string): Promise<void> {
  const row = await requireUndecided(work, id);
  if (!(await decideWorkingYear(work, row.id, 'REFUSED'))) throw deadlineProblems['already-decided']();
  record(work, { subject: `working-year:${id}`, action: 'deadlines.year-refused', payload: { year: row.year } });
}

async function requireUndecided(work: Work, id: string): Promise<WorkingYearRow> {
  const row = await requireWorkingYear(work, id);
  if (row.state !== 'PROPOSED') throw deadlineProblems['already-decided']();
  if (row.proposedBy === work.caller.id) throw deadlineProblems['own-proposal']();
  return row;
}

const thisYear = (work: Work): number => yearOf(civilDateAt(work.now));
