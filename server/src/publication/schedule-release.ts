import { type Work, platformProblems, record } from '../platform/index.js';
import { publicationProblems } from './publication.problems.js';
import { takeDraft, updateDraft } from './publication.queries.js';
import { loadReleasable } from './releasable.js';
import { refuseMove } from './release.moves.js';
import { instantOf } from './draft-content.js';

/**
 * Schedules (定时) a signed release: from now on it waits for its instant, and nobody but the clock lets it out. The instant
 * is the signed one, and must still be the calendar's.
 *
 * @throws Problem publication.wrong-state, .wrong-instant
 */
export async function scheduleRelease(work: Work, id: string): Promise<void> {
  const draft = await takeDraft(work, id);
  if (!draft) throw platformProblems['not-found']();
  refuseMove(draft, 'schedule');
  const signed = draft.releaseAt as Date;
  const due = await instantOf(work, draft, await loadReleasable(work, draft.pollId));
  if (due === null || due.getTime() !== signed.getTime() || signed <= work.now)
    throw publicationProblems['wrong-instant']({ signed: signed.toISOString(), due: due?.toISOString() ?? '—' });
  if (!(await updateDraft(work, draft, { state: 'EMBARGOED', recallAskedBy: null, recallReason: null })))
    throw platformProblems.conflict();
  record(work, {
    subject: `release:${draft.id}`,
    action: 'publication.scheduled',
    payload: { pollId: draft.pollId, releaseAt: signed.toISOString(), contentHash: draft.contentHash },
  });
}
