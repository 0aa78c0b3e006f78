import type { ReportReporterView } from '@minsheng/contracts';
import { findCitizen, seal, unseal } from '../identity/index.js';
import { type Keys, platformProblems, reachOf, record, type Work } from '../platform/index.js';
import { reportProblems } from './reports.problems.js';
import { findReporter, requireReport } from './reports.queries.js';

/** What a caller leaves on the telephone. */
export interface CallerContact {
  name: string | null;
  phone: string | null;
}

/** Nobody reads it in the database: opened by `revealReporter` alone. */
export function sealContact(keys: Keys, clientId: string, contact: CallerContact): string {
  return seal(keys, clientId, Buffer.from(JSON.stringify(contact)), 'contact');
}

/**
 * Shows the office who made a report that is not anonymous: an act of its own, with its reason in the ledger. What was
 * shown is not written there.
 */
export async function revealReporter(work: Work, keys: Keys, id: string, reason: string): Promise<ReportReporterView> {
  if (!reachOf(work.caller, 'reports.reveal-reporter')) throw platformProblems['not-permitted']();
  const report = await requireReport(work, id);
  const reporter = await findReporter(work, report.id);
  if (!reporter) throw reportProblems['no-reporter']();
  if (reporter.isAnonymous) throw reportProblems.anonymous();
  const citizen = reporter.citizenId === null ? null : await findCitizen(work, reporter.citizenId);
  if (!citizen && reporter.sealedContact === null) throw reportProblems['no-reporter']();
  record(work, {
    subject: `report:${report.id}`,
    action: 'reports.reporter-revealed',
    payload: { reportId: report.id, number: report.number, reason },
  });
  const contact =
    reporter.sealedContact === null
      ? { name: null, phone: null }
      : (JSON.parse(
          unseal(keys, reporter.clientId, reporter.sealedContact, 'contact').toString('utf8'),
        ) as CallerContact);
  return { maskedPhone: citizen?.maskedPhone ?? null, ...contact };
}
