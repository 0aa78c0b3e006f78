import { type Work, platformProblems, record } from '../platform/index.js';
import { publicationProblems } from './publication.problems.js';
import { takeDraft, updateDraft } from './publication.queries.js';
import { isOut } from './release.lifecycle.js';
import { refuseMove } from './release.moves.js';
import type { ReleaseDraft } from './release-draft.entity.js';
import { signaturesInForce } from './draft-content.js';

/**
 * How long before its instant a release can be recalled at the latest: a recall that is being written while the surfaces
 * switch could take back what somebody has already read.
 */
export const lastSeconds = 10;

/**
 * Recalls (召回) a signed or scheduled release: asked for by one signer with a reason, granted when the other calls the same.
 * It is then assembled again; what was signed is never served and never signed again.
 *
 * @throws Problem publication.wrong-state, .not-a-signer, .other-signer-decides, .too-late-to-recall
 */
export async function recallRelease(work: Work, id: string, reason: string): Promise<void> {
  const draft = await takeDraft(work, id);
  if (!draft) throw platformProblems['not-found']();
  // The instant makes it RELEASED even while nobody has written so.
  refuseMove(draft.state === 'EMBARGOED' && isOut(draft, work.now) ? { state: 'RELEASED' } : draft, 'recall');
  await refuseOthers(work, draft);
  if (draft.recallAskedBy === work.caller.id) throw publicationProblems['other-signer-decides']();
  const left = (draft.releaseAt as Date).getTime() - work.now.getTime();
  if (draft.state === 'EMBARGOED' && left < lastSeconds * 1000)
    throw publicationProblems['too-late-to-recall']({ seconds: lastSeconds });
  const isGranted = draft.recallAskedBy !== null;
  const change: Partial<ReleaseDraft> = isGranted
    ? {
        state: 'ASSEMBLED',
        edition: draft.edition + 1,
        contentHash: null,
        releaseAt: null,
        recallAskedBy: null,
        recallReason: null,
      }
    : { recallAskedBy: work.caller.id, recallReason: reason };
  if (!(await updateDraft(work, draft, change))) throw platformProblems.conflict();
  record(work, {
    subject: `release:${draft.id}`,
    action: isGranted ? 'publication.recalled' : 'publication.recall-asked',
    payload: {
      pollId: draft.pollId,
      edition: draft.edition,
      reason: isGranted ? draft.recallReason : reason,
      ...(isGranted ? { contentHash: draft.contentHash, askedBy: draft.recallAskedBy, granterSays: reason } : {}),
    },
  });
}

/** @throws Problem publication.not-a-signer */
export async function refuseOthers(work: Work, draft: ReleaseDraft): Promise<void> {
  const signatures = await signaturesInForce(work, draft);
  if (!signatures.some(({ person }) => person === work.caller.id)) throw publicationProblems['not-a-signer']();
}
