import type { Work } from '../platform/index.js';
import { requireOwnReport } from './reports.queries.js';
import { settle } from './settle-report.js';

/** Taken back before acceptance: hidden from the desk, kept for audit. */
export async function withdrawReport(work: Work, id: string): Promise<void> {
  const report = await requireOwnReport(work, id, 'withdraw');
  await settle(work, report, 'withdraw', { event: { kind: 'withdrawn' } });
}
