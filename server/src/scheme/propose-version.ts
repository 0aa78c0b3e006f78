import { newId, record, type Work } from '../platform/index.js';
import { judgeChanges, type JudgedChanges } from './judge-changes.js';
import { takeCurrentScheme } from './current-scheme.js';
import { insertVersion, latestApprovedVersion, requireVersion, updateVersion } from './scheme.queries.js';
import { schemeProblems } from './scheme.problems.js';
import type { SchemeVersionId } from './scheme-version.entity.js';
import { mayMove } from './scheme-version.lifecycle.js';

export interface VersionProposal {
  changes: Record<string, unknown>;
  /** `YYYY-MM-DD`. */
  effectiveOn: string;
  reason: string;
}

/** A draft on top of the latest approved version. Refused with every fault at once, and nothing kept. */
export async function proposeVersion(work: Work, proposal: VersionProposal): Promise<SchemeVersionId> {
  const { scheme } = await takeCurrentScheme(work);
  const base = await latestApprovedVersion(work, scheme.id);
  if (!base) throw schemeProblems['not-adopted']();
  const judged = judgeChanges(base, proposal, work.now);
  const id = newId<SchemeVersionId>();
  await insertVersion(work, {
    id,
    schemeId: scheme.id,
    state: 'DRAFT',
    ...columns(judged),
    basedOnId: base.id,
    reason: proposal.reason,
    proposedBy: work.caller.id,
    proposedAt: work.now,
    submittedAt: null,
    decidedBy: null,
    decidedAt: null,
    returnReason: null,
    activatedAt: null,
  });
  record(work, {
    subject: `scheme-version:${id}`,
    action: 'scheme.version-proposed',
    payload: { configHash: judged.configHash, changed: judged.differences },
  });
  return id;
}

/** The proposer puts the draft right; it is judged anew against the version approved last. */
export async function amendVersion(work: Work, id: string, proposal: VersionProposal): Promise<void> {
  await takeCurrentScheme(work);
  const version = await requireVersion(work, id);
  if (!mayMove(version.state, 'amend')) throw schemeProblems['version-not-in-state']({ state: version.state });
  if (version.proposedBy !== work.caller.id) throw schemeProblems['not-the-proposer']();
  const base = await latestApprovedVersion(work, version.schemeId);
  if (!base) throw schemeProblems['not-adopted']();
  const judged = judgeChanges(base, proposal, work.now);
  const changed = { ...columns(judged), basedOnId: base.id, reason: proposal.reason };
  if (!(await updateVersion(work, version, changed)))
    throw schemeProblems['version-not-in-state']({ state: version.state });
  record(work, {
    subject: `scheme-version:${id}`,
    action: 'scheme.version-amended',
    payload: { configHash: judged.configHash, changed: judged.differences },
  });
}

function columns({ config, configHash, provenance, changes, effectiveFrom }: JudgedChanges) {
  return { config, configHash, provenance, changes, effectiveFrom };
}
