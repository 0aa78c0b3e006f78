import type { ReportRating as GivenRating } from '@minsheng/contracts';
import type { Work } from '../platform/index.js';
import type { SchemeConfig } from '../scheme/index.js';
import { answerUntil } from './report.lifecycle.js';
import { ReportRating } from './report-story.entity.js';
import { reportProblems } from './reports.problems.js';
import { requireOwnReport } from './reports.queries.js';
import { settle } from './settle-report.js';

/** How satisfied the reporter is: once for each closing, within the scheme's days. */
export async function rateReport(
  work: Work,
  { issues }: SchemeConfig,
  id: string,
  given: Omit<GivenRating, 'clientId'>,
): Promise<void> {
  const report = await requireOwnReport(work, id, 'rate');
  refuseLate(work, answerUntil(report, issues.satisfactionDays));
  const { effect, service, text } = given;
  await work.tx.insert(ReportRating, {
    reportId: report.id,
    closing: report.closings,
    effect,
    service,
    text,
    at: work.now,
  });
  await settle(work, report, 'rate', { event: { kind: 'rated' }, payload: { effect } });
}

/** @throws Problem when the time for it has ended; null: it never ends */
export function refuseLate(work: Work, until: Date | null): void {
  if (until !== null && work.now > until) throw reportProblems['too-late']({ until: until.toISOString() });
}
