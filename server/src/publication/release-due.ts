import { type Work, record } from '../platform/index.js';
import { setReleased } from '../polls/index.js';
import { findDueDrafts, updateDraft } from './publication.queries.js';

/**
 * Writes that scheduled releases whose instant has come are released, poll and all. Readers do not wait for it: what they
 * see is decided by the instant. Run again, or by two at once, it does nothing more.
 */
export async function releaseDue(work: Work): Promise<void> {
  for (const draft of await findDueDrafts(work)) {
    if (!(await updateDraft(work, draft, { state: 'RELEASED', recallAskedBy: null, recallReason: null }))) continue;
    await setReleased(work, draft.pollId, draft.id);
    record(work, {
      subject: `release:${draft.id}`,
      action: 'publication.released',
      payload: {
        pollId: draft.pollId,
        rankingId: draft.rankingId,
        contentHash: draft.contentHash,
        releaseAt: draft.releaseAt?.toISOString() ?? null,
        correctionOf: draft.correctionOf,
      },
    });
  }
}
