import { record, type Work } from '../platform/index.js';
import { requireVersion, updateVersion } from './scheme.queries.js';
import { schemeProblems } from './scheme.problems.js';
import { mayMove } from './scheme-version.lifecycle.js';

export async function submitVersion(work: Work, id: string): Promise<void> {
  const version = await requireVersion(work, id);
  if (!mayMove(version.state, 'submit')) throw schemeProblems['version-not-in-state']({ state: version.state });
  if (version.proposedBy !== work.caller.id) throw schemeProblems['not-the-proposer']();
  const moved = await updateVersion(work, version, { state: 'REVIEW', submittedAt: work.now, returnReason: null });
  if (!moved) throw schemeProblems['version-not-in-state']({ state: version.state });
  record(work, {
    subject: `scheme-version:${id}`,
    action: 'scheme.version-submitted',
    payload: { configHash: version.configHash },
  });
}
