import type { Work } from '../platform/index.js';
import { acceptanceDue } from './report-rules.js';
import { appealUntil } from './report.lifecycle.js';
import { reportProblems } from './reports.problems.js';
import { requireOwnReport } from './reports.queries.js';
import { refuseLate } from './rate-report.js';
import { settle } from './settle-report.js';

/** Working days in which another clerk decides. */
const workingDays = 2;

/** Once, within seven days: another person looks at it again. */
export async function appealReport(work: Work, id: string, reason: string): Promise<void> {
  const report = await requireOwnReport(work, id);
  if (report.appealedAt !== null) throw reportProblems['appealed-already']();
  await requireOwnReport(work, id, 'appeal');
  refuseLate(work, appealUntil(report));
  await settle(work, report, 'appeal', {
    change: {
      appealReason: reason,
      appealedAt: work.now,
      acceptBy: await acceptanceDue(work, workingDays),
      overdueToldAt: null,
    },
    event: { kind: 'appealed', note: { zh: reason, en: reason } },
  });
}
