import { type TimetableLine, type Work, record, rows } from '../platform/index.js';
import { holdUnchecked } from './check-safety.js';
import { hoursAfter, reportLimits } from './report.lifecycle.js';
import type { ReportId } from './report.entity.js';
import { changeReport, findReporter, inOrder } from './reports.queries.js';
import { settle } from './settle-report.js';

/** What the clock does to reports: lapses, reminders, and checks that never answered. */
export const watchReportsLine: TimetableLine = {
  name: 'reports',
  everySeconds: 60,
  run: async (works, caller) => {
    // A look first: a clock that has nothing to do takes no write lock.
    if (!(await works.read(caller, isAnythingDue))) return;
    await works.write(caller, async (work) => {
      await holdUnchecked(work);
      await lapseUnanswered(work);
      await remindOfQuestions(work);
      await tellOverdue(work);
    });
  },
};

const unanswered = `state = 'NEED_INFO' AND asked_until <= $1`;
const toRemind = `state = 'NEED_INFO' AND ask_told_at IS NULL AND asked_until > $1 AND asked_until <= $2`;
const overdue = `state IN ('PENDING', 'HELD') AND overdue_told_at IS NULL AND accept_by <= $1`;
const unchecked = `state = 'SUBMITTED' AND submitted_at <= $3`;

async function isAnythingDue(work: Work): Promise<boolean> {
  const found = await rows(
    work,
    `SELECT 1 AS due FROM report WHERE (${unanswered}) OR (${toRemind}) OR (${overdue}) OR (${unchecked}) LIMIT 1`,
    [...times(work), hoursAfter(work.now, -reportLimits.check).toISOString()],
  );
  return found.length > 0;
}

/** No answer for 72 hours. */
async function lapseUnanswered(work: Work): Promise<void> {
  for (const report of await dueReports(work, unanswered, times(work).slice(0, 1)))
    await settle(work, report, 'lapse', { event: { kind: 'lapsed' }, tellsCitizen: true });
}

/** The citizen is reminded once, a day before the question ends. */
async function remindOfQuestions(work: Work): Promise<void> {
  for (const report of await dueReports(work, toRemind, times(work))) {
    await changeReport(work, report, { askToldAt: work.now });
    const citizenId = (await findReporter(work, report.id))?.citizenId ?? null;
    record(work, {
      subject: `report:${report.id}`,
      action: 'reports.info-reminded',
      payload: { reportId: report.id, number: report.number, ...(citizenId === null ? {} : { citizenId }) },
    });
  }
}

/** The desk is told once that the time for deciding on acceptance has passed. */
async function tellOverdue(work: Work): Promise<void> {
  for (const report of await dueReports(work, overdue, times(work).slice(0, 1))) {
    await changeReport(work, report, { overdueToldAt: work.now });
    record(work, {
      subject: `report:${report.id}`,
      action: 'reports.acceptance-overdue',
      payload: { reportId: report.id, number: report.number, acceptBy: report.acceptBy?.toISOString() ?? null },
    });
  }
}

/** Now, and a day from now. */
function times({ now }: Work): [string, string] {
  return [now.toISOString(), hoursAfter(now, reportLimits.reminder).toISOString()];
}

async function dueReports(work: Work, condition: string, parameters: string[]) {
  const found = await rows<{ id: ReportId }>(
    work,
    `SELECT id FROM report WHERE ${condition} ORDER BY submitted_at, id LIMIT 500`,
    parameters,
  );
  return inOrder(
    work,
    found.map(({ id }) => id),
  );
}
