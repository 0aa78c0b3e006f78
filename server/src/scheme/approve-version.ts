import { record, type Work } from '../platform/index.js';
import { activateDueVersions } from './activate-versions.js';
import { judgeChanges } from './judge-changes.js';
import { civilDateAt } from '../deadlines/index.js';
import { latestApprovedVersion, requireVersion, updateVersion } from './scheme.queries.js';
import { schemeProblems } from './scheme.problems.js';
import type { SchemeVersion } from './scheme-version.entity.js';
import { mayMove, type SchemeVersionMove } from './scheme-version.lifecycle.js';

/** Another person takes responsibility: the parameters are judged once more as they stand, on the version they stand on. */
export async function approveVersion(work: Work, id: string): Promise<void> {
  await activateDueVersions(work);
  const version = await requireReviewable(work, id, 'approve');
  const base = await latestApprovedVersion(work, version.schemeId);
  if (!base || base.id !== version.basedOnId) throw schemeProblems['based-on-older']();
  if (base.state === 'PUBLISHED') throw schemeProblems['one-waits-already']();
  const judged = judgeChanges(
    base,
    { changes: version.changes, effectiveOn: civilDateAt(version.effectiveFrom) },
    work.now,
  );
  if (judged.configHash !== version.configHash) throw new Error(`scheme version ${id} is not what its changes make`);
  const moved = await updateVersion(work, version, {
    state: 'PUBLISHED',
    decidedBy: work.caller.id,
    decidedAt: work.now,
  });
  if (!moved) throw schemeProblems['version-not-in-state']({ state: version.state });
  record(work, {
    subject: `scheme-version:${id}`,
    action: 'scheme.version-approved',
    payload: {
      no: version.no,
      configHash: version.configHash,
      effectiveFrom: version.effectiveFrom.toISOString(),
      changed: judged.differences,
    },
  });
}

/** Back to the proposer, with a reason. */
export async function returnVersion(work: Work, id: string, reason: string): Promise<void> {
  const version = await requireReviewable(work, id, 'return');
  const moved = await updateVersion(work, version, { state: 'DRAFT', returnReason: reason });
  if (!moved) throw schemeProblems['version-not-in-state']({ state: version.state });
  record(work, { subject: `scheme-version:${id}`, action: 'scheme.version-returned', payload: { reason } });
}

async function requireReviewable(work: Work, id: string, move: SchemeVersionMove): Promise<SchemeVersion> {
  const version = await requireVersion(work, id);
  if (!mayMove(version.state, move)) throw schemeProblems['version-not-in-state']({ state: version.state });
  if (version.proposedBy === work.caller.id) throw schemeProblems['own-proposal']();
  return version;
}
