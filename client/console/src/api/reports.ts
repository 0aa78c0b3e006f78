import type {
  AcceptReport,
  DeskReports,
  DeskReportView,
  HeldDecision,
  MergeReport,
  RaisedIssue,
  Rejection,
} from '@minsheng/contracts';

import { change, read, send } from './request.js';

export const deskReportsPath = '/api/desk/reports';

export function readDeskReports(path: string, signal?: AbortSignal): Promise<DeskReports> {
  return read<DeskReports>(path, signal);
}

export const deskReportPath = (id: string) => `${deskReportsPath}/${encodeURIComponent(id)}`;

export function readDeskReport(id: string, signal?: AbortSignal): Promise<DeskReportView> {
  return read<DeskReportView>(deskReportPath(id), signal);
}

/** The report becomes an issue: category as it stands or corrected, and how it is to be handled. */
export function acceptReport(id: string, decision: AcceptReport): Promise<RaisedIssue> {
  return change<RaisedIssue>('POST', `${deskReportPath(id)}/accept`, decision);
}

/** Who reported follows the open issue instead. */
export function mergeReport(id: string, merging: MergeReport): Promise<void> {
  return send('POST', `${deskReportPath(id)}/merge`, merging);
}

export function rejectReport(id: string, rejection: Rejection): Promise<void> {
  return send('POST', `${deskReportPath(id)}/reject`, rejection);
}

/** It lapses when nothing comes. */
export function askForMore(id: string, question: string): Promise<void> {
  return send('POST', `${deskReportPath(id)}/ask`, { question });
}

export function recategorise(id: string, category: string): Promise<void> {
  return send('POST', `${deskReportPath(id)}/recategorise`, { category });
}

/** What a person decides of a report that the safety check held. */
export function decideHeld(id: string, decision: HeldDecision): Promise<void> {
  return send('POST', `${deskReportPath(id)}/decide-held`, decision);
}
