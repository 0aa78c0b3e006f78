import type {
  FollowUp,
  FurtherEvidence,
  GivenPoint,
  Inbox,
  NewReport,
  ReportAppeal,
  ReportForm,
  ReportListItem,
  ReportRating,
  ReportReceipt,
  ReportView,
  Subscription,
  TerritoryMap,
} from '@minsheng/contracts';
import { ask, type Answer } from './http.js';

export function readReportForm(token: string, point: GivenPoint | null): Promise<Answer<ReportForm>> {
  const query = point
    ? `?lng=${point.lng}&lat=${point.lat}&datum=${point.datum}` +
      (point.accuracyMetres === null ? '' : `&accuracy=${Math.round(point.accuracyMetres)}`)
    : '';
  return ask({ method: 'GET', path: `/api/report-form${query}`, token });
}

/** The boundaries in force; null while none have been published. */
export async function readTerritory(token: string): Promise<Answer<TerritoryMap | null>> {
  const answer = await ask<TerritoryMap>({ method: 'GET', path: '/api/territory', token });
  return answer.kind === 'refused' && answer.problem.status === 404 ? { kind: 'answered', body: null } : answer;
}

export function sendReport(body: NewReport, token: string): Promise<Answer<ReportReceipt>> {
  return ask({ method: 'POST', path: '/api/reports', body, token });
}

export function readMyReports(token: string): Promise<Answer<ReportListItem[]>> {
  return ask({ method: 'GET', path: '/api/reports', token });
}

export function readReport(id: string, token: string): Promise<Answer<ReportView>> {
  return ask({ method: 'GET', path: `/api/reports/${id}`, token });
}

export function rateReport(id: string, body: ReportRating, token: string): Promise<Answer<unknown>> {
  return ask({ method: 'POST', path: `/api/reports/${id}/rate`, body, token });
}

export function sendEvidence(
  id: string,
  kind: 'not-fixed' | 'give-info',
  body: FurtherEvidence,
  token: string,
): Promise<Answer<unknown>> {
  return ask({ method: 'POST', path: `/api/reports/${id}/${kind}`, body, token });
}

export function withdrawReport(id: string, body: FollowUp, token: string): Promise<Answer<unknown>> {
  return ask({ method: 'POST', path: `/api/reports/${id}/withdraw`, body, token });
}

export function appealReport(id: string, body: ReportAppeal, token: string): Promise<Answer<unknown>> {
  return ask({ method: 'POST', path: `/api/reports/${id}/appeal`, body, token });
}

export function subscribe(body: Subscription, token: string): Promise<Answer<unknown>> {
  return ask({ method: 'POST', path: '/api/subscriptions', body, token });
}

export function readInbox(token: string): Promise<Answer<Inbox>> {
  return ask({ method: 'GET', path: '/api/inbox', token });
}

export function markRead(id: string, token: string): Promise<Answer<unknown>> {
  return ask({ method: 'POST', path: `/api/inbox/${id}/read`, body: {}, token });
}
