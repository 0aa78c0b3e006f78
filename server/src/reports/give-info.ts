import type { FurtherEvidence } from '@minsheng/contracts';
import { takePhotos } from '../files/index.js';
import { newId, type Work } from '../platform/index.js';
import type { SchemeConfig } from '../scheme/index.js';
import { acceptanceDue } from './report-rules.js';
import { answerUntil } from './report.lifecycle.js';
import type { Report } from './report.entity.js';
import { type EvidenceId, ReportEvidence } from './report-story.entity.js';
import { reportProblems } from './reports.problems.js';
import { requireOwnReport } from './reports.queries.js';
import { refuseLate } from './rate-report.js';
import { settle } from './settle-report.js';

/** Pictures, words, or both. */
export type Evidence = Omit<FurtherEvidence, 'clientId'>;

/** The answer to what the desk asked. */
export async function giveInfo(work: Work, { reports }: SchemeConfig, id: string, given: Evidence): Promise<void> {
  const report = await requireOwnReport(work, id, 'give-info');
  refuseLate(work, report.askedUntil);
  if (given.photos.length === 0 && given.text === null) throw reportProblems['nothing-given']();
  await keep(work, report, 'GIVEN', given);
  await settle(work, report, 'give-info', {
    change: { acceptBy: await acceptanceDue(work, reports.acceptWorkingDays), overdueToldAt: null },
    event: { kind: 'info-given' },
  });
}

export interface NotFixedClaim {
  issueId: string;
  evidenceId: EvidenceId;
  photos: string[];
}

/**
 * The reporter shows that it is not fixed (没修好): once, within the scheme's days, with a picture. Whoever calls reopens the
 * issue in the same work.
 */
export async function claimNotFixed(
  work: Work,
  { issues }: SchemeConfig,
  id: string,
  given: Evidence,
): Promise<NotFixedClaim> {
  const report = await requireOwnReport(work, id);
  if (report.notFixedAt !== null) throw reportProblems['said-already']();
  await requireOwnReport(work, id, 'not-fixed');
  refuseLate(work, answerUntil(report, issues.satisfactionDays));
  if (given.photos.length === 0) throw reportProblems['photo-needed']();
  if (report.issueId === null) throw new Error(`report ${report.number} was resolved without an issue`);
  const evidenceId = await keep(work, report, 'NOT_FIXED', given);
  await settle(work, report, 'not-fixed', {
    change: { notFixedAt: work.now, unitEndedAt: null },
    event: { kind: 'not-fixed' },
    payload: { evidenceId, photos: given.photos },
  });
  return { issueId: report.issueId, evidenceId, photos: [...given.photos] };
}

async function keep(
  work: Work,
  report: Report,
  kind: ReportEvidence['kind'],
  { photos, text }: Evidence,
): Promise<EvidenceId> {
  const id = newId<EvidenceId>();
  await takePhotos(work, photos, `report-evidence:${id}`);
  await work.tx.insert(ReportEvidence, { id, reportId: report.id, kind, text, photos: [...photos], at: work.now });
  return id;
}
