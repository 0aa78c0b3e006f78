import { record, type Work } from '../platform/index.js';
import { reportLifecycle, type ReportMove } from './report.lifecycle.js';
import type { Report } from './report.entity.js';
import { addEvent, changeReport, type EventDraft, findReporter } from './reports.queries.js';

export interface Settling {
  change?: Partial<Report>;
  event?: Omit<EventDraft, 'at'> | null;
  /** More than the report's id and number; nothing personal. */
  payload?: Record<string, unknown>;
  /** The citizen has to hear of it: the ledger entry names the account. */
  tellsCitizen?: boolean;
}

/** Makes one move of SM-7: state, a line in the citizen's timeline, an entry in the ledger. The caller has checked it. */
export async function settle(
  work: Work,
  report: Report,
  move: ReportMove,
  { change = {}, event = null, payload = {}, tellsCitizen = false }: Settling = {},
): Promise<void> {
  const { to, writes } = reportLifecycle[move];
  await changeReport(work, report, { ...change, state: to });
  if (event) await addEvent(work, report.id, event);
  if (writes === null) return;
  const citizenId = tellsCitizen ? ((await findReporter(work, report.id))?.citizenId ?? null) : null;
  record(work, {
    subject: `report:${report.id}`,
    action: writes,
    payload: {
      reportId: report.id,
      number: report.number,
      ...(report.issueId === null ? {} : { issueId: report.issueId }),
      ...payload,
      ...(citizenId === null ? {} : { citizenId }),
    },
  });
}
