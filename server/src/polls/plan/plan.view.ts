import type { PlanCheck, PollPlanView } from '@minsheng/contracts';
import type { PollPlanRow } from './poll-plan.entity.js';

/** The newest version with its checks, and who answers for each. */
export function viewPlan(
  row: PollPlanRow,
  versions: readonly PollPlanRow[],
  checks: PlanCheck[],
  names: ReadonlyMap<string, string>,
): PollPlanView {
  const nameOf = (person: string | null): string | null => (person === null ? null : (names.get(person) ?? person));
  return {
    plan: row.document,
    hash: row.hash,
    checks,
    versions: versions.map(({ version, hash, submittedBy, submittedAt, approvedBy, approvedAt, publishedAt }) => ({
      version,
      hash,
      submittedBy: nameOf(submittedBy),
      submittedAt: submittedAt?.toISOString() ?? null,
      approvedBy: nameOf(approvedBy),
      approvedAt: approvedAt?.toISOString() ?? null,
      publishedAt: publishedAt?.toISOString() ?? null,
    })),
  };
}
