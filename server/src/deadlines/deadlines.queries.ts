import { type Work, platformProblems, rows } from '../platform/index.js';
import { type WorkingYearId, WorkingYearRow } from './working-year.entity.js';

export function insertWorkingYear(work: Work, row: WorkingYearRow): Promise<unknown> {
  return work.tx.insert(WorkingYearRow, row as object);
}

export async function requireWorkingYear(work: Work, id: string): Promise<WorkingYearRow> {
  const row = await work.tx.findOne(WorkingYearRow, { where: { id: id as WorkingYearId } });
  if (!row) throw platformProblems['not-found']();
  return row;
}

/** The newest first. */
export function listWorkingYears(work: Work): Promise<WorkingYearRow[]> {
  return work.tx.find(WorkingYearRow, { order: { proposedAt: 'DESC', id: 'DESC' } });
}

export function findWorkingYearsInForce(work: Work): Promise<WorkingYearRow[]> {
  return work.tx.find(WorkingYearRow, { where: { state: 'IN_FORCE' } });
}

/** False when it was decided already. */
export async function decideWorkingYear(
  work: Work,
  id: WorkingYearId,
  state: 'IN_FORCE' | 'REFUSED',
): Promise<boolean> {
  const decided = await rows(
    work,
    `UPDATE working_year SET state = $1, decided_by = $2, decided_at = $3 WHERE id = $4 AND state = 'PROPOSED' RETURNING id`,
    [state, work.caller.id, work.now.toISOString(), id],
  );
  return decided.length === 1;
}

export async function replaceWorkingYear(work: Work, year: number): Promise<void> {
  await rows(work, `UPDATE working_year SET state = 'REPLACED' WHERE year = $1 AND state = 'IN_FORCE'`, [year]);
}
