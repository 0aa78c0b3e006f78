import { type HeldDecision, rejectionReasons, type Rejection } from '@minsheng/contracts';
import type { Work } from '../platform/index.js';
import type { SchemeConfig } from '../scheme/index.js';
import { hoursAfter, reportLimits } from './report.lifecycle.js';
import { acceptanceDue, requireCategory } from './report-rules.js';
import { reportProblems } from './reports.problems.js';
import { listReportsOfIssue, requireReport } from './reports.queries.js';
import { settle } from './settle-report.js';

/** The issue that a report became part of. */
export interface ReportsIssue {
  issueId: string;
  issueNumber: string;
  /** The category the desk put right. */
  category?: string;
}

/** Accepted, and the issue raised in the same work (SM-7 accept). @throws Problem when it lies outside the city */
export async function acceptReport(
  work: Work,
  id: string,
  { issueId, issueNumber, category }: ReportsIssue,
): Promise<void> {
  const report = await requireReport(work, id, 'accept');
  if (report.isOutside) throw reportProblems['outside-city']();
  await settle(work, report, 'accept', {
    change: { issueId, issueNumber, ...(category === undefined ? {} : { category }) },
    event: { kind: 'accepted' },
    tellsCitizen: true,
  });
}

/** Its reporter follows an issue that is open already (SM-7 merge). */
export async function mergeReport(work: Work, id: string, { issueId, issueNumber }: ReportsIssue): Promise<void> {
  const report = await requireReport(work, id, 'merge');
  const [first] = await listReportsOfIssue(work, issueId);
  await settle(work, report, 'merge', {
    change: {
      issueId,
      issueNumber,
      unitId: first?.unitId ?? null,
      unitStartedAt: first?.unitStartedAt ?? null,
      unitDueAt: first?.unitDueAt ?? null,
      unitEndedAt: first?.unitEndedAt ?? null,
    },
    event: { kind: 'merged' },
    tellsCitizen: true,
  });
}

/** Not accepted, with the reason and where to go instead. Also what a person decides of a held report. */
export async function rejectReport(work: Work, id: string, { reason, note }: Rejection): Promise<void> {
  const report = await requireReport(work, id, 'reject');
  await settle(work, report, 'reject', {
    change: { rejectionReason: reason, rejectionNote: note, rejectedBy: work.caller.id, rejectedAt: work.now },
    event: { kind: 'rejected', note: rejectionReasons[reason] },
    payload: { reason },
    tellsCitizen: true,
  });
}

/** Asks the reporter for more; without an answer in 72 hours the report lapses. */
export async function askForMore(work: Work, id: string, question: string): Promise<void> {
  const report = await requireReport(work, id, 'ask');
  const askedUntil = hoursAfter(work.now, reportLimits.answerToQuestion);
  await settle(work, report, 'ask', {
    change: { question, askedAt: work.now, askedUntil, askToldAt: null },
    event: { kind: 'info-asked', note: { zh: question, en: question } },
    payload: { until: askedUntil.toISOString() },
    tellsCitizen: true,
  });
}

/** The desk puts a wrong category right; the citizen sees the corrected one. */
export async function recategoriseReport(
  work: Work,
  parameters: SchemeConfig,
  id: string,
  category: string,
): Promise<void> {
  const report = await requireReport(work, id, 'recategorise');
  requireCategory(parameters, category);
  const before = report.category;
  await settle(work, report, 'recategorise', { change: { category }, payload: { before, category } });
}

/** A person has looked at what the check held: it goes on, or it is rejected. */
export async function decideHeld(
  work: Work,
  { reports }: SchemeConfig,
  id: string,
  { decision, reason, note }: HeldDecision,
): Promise<void> {
  const report = await requireReport(work, id, 'release');
  if (decision === 'REJECT') return rejectReport(work, id, { reason: reason ?? 'ABUSE', note: note ?? '' });
  const acceptBy = await acceptanceDue(work, reports.acceptWorkingDays);
  await settle(work, report, 'release', { change: { acceptBy, overdueToldAt: null } });
}
