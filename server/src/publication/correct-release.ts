import type { LocalisedText } from '@minsheng/contracts';
import { type Work, platformProblems, record } from '../platform/index.js';
import { publicationProblems } from './publication.problems.js';
import { listReleases, takeDraft, updateDraft } from './publication.queries.js';
import { refuseOthers } from './recall-release.js';
import type { ReleaseDraft } from './release-draft.entity.js';
import { isOut } from './release.lifecycle.js';
import { refuseMove } from './release.moves.js';

/**
 * Opens the way to a correction (更正): asked for by one signer with a reason for the public, granted when the other calls the
 * same. The grant goes down by the ledger, where the poll reopens; sealed again it is assembled as the correcting release.
 *
 * @throws Problem platform.not-found, publication.wrong-state, .not-a-signer, .superseded, .other-signer-decides,
 * .correction-granted
 */
export async function correctRelease(work: Work, id: string, reason: LocalisedText): Promise<void> {
  const draft = await takeDraft(work, id);
  if (!draft) throw await refusalWithoutDraft(work, id);
  // The instant makes it RELEASED even while nobody has written so.
  refuseMove(draft.state === 'EMBARGOED' && isOut(draft, work.now) ? { state: 'RELEASED' } : draft, 'correct');
  await refuseOthers(work, draft);
  const released = (await listReleases(work)).find((release) => release.id === id);
  if (released?.supersededBy) throw publicationProblems.superseded();
  if (draft.correctGrantedAt !== null) throw publicationProblems['correction-granted']();
  if (draft.correctAskedBy === work.caller.id) throw publicationProblems['other-signer-decides']();
  const isGranted = draft.correctAskedBy !== null;
  const change: Partial<ReleaseDraft> = isGranted
    ? { correctGrantedAt: work.now }
    : { correctAskedBy: work.caller.id, correctReason: reason };
  if (!(await updateDraft(work, draft, change))) throw platformProblems.conflict();
  const { pollId } = draft;
  record(work, {
    subject: `release:${id}`,
    action: isGranted ? 'publication.correction-granted' : 'publication.correction-asked',
    payload: { pollId, releaseId: id, reason: isGranted ? draft.correctReason : reason },
  });
}

/** A release of the command line has no signers; any other id is unknown. */
async function refusalWithoutDraft(work: Work, id: string): Promise<Error> {
  const isKnown = (await listReleases(work)).some((release) => release.id === id);
  return isKnown ? publicationProblems['not-a-signer']() : platformProblems['not-found']();
}
