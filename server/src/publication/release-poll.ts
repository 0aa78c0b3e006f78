import type { LocalisedText, ReleaseDocument } from '@minsheng/contracts';
import { type Caller, type Works, newId, record } from '../platform/index.js';
import { setReleased } from '../polls/index.js';
import { publicationProblems } from './publication.problems.js';
import { findDraftOfRanking } from './publication.queries.js';
import { correctionOf, documentOf, loadReleasable, releaseToCorrect } from './releasable.js';
import { type ReleaseSettings, keepContent, signContent } from './signed-release.js';

export interface SignedRelease {
  releaseId: string;
  files: { path: string; content: Buffer }[];
  document: ReleaseDocument;
}

const noReason: LocalisedText = { zh: '没有写明原因。', en: 'No reason was given.' };

/**
 * Releases a survey that was brought in at once, by the command line: renders every file, signs the manifest, keeps the
 * bytes. A second release of the same survey corrects the first. Rendering and squeezing happen between two short pieces
 * of work.
 *
 * @throws Problem publication.needs-two-signatures for a poll of our own, publication.already-assembled where a release
 * of the ranking is under way
 */
export async function releasePoll(
  works: Works,
  caller: Caller,
  pollId: string,
  settings: ReleaseSettings,
  reason: LocalisedText = noReason,
): Promise<SignedRelease> {
  const { document, releasable } = await works.read(caller, async (work) => {
    const releasable = await loadReleasable(work, pollId);
    if (releasable.poll.kind !== 'BROUGHT_IN') throw publicationProblems['needs-two-signatures']();
    const corrected = await releaseToCorrect(work, pollId);
    const document = documentOf({
      id: newId(),
      releasedAt: work.now,
      releasable,
      city: settings.city,
      correctionOf: corrected?.id ?? null,
      correction: corrected === null ? null : await correctionOf(work, corrected, releasable, reason),
    });
    return { document, releasable };
  });
  const { ranking } = releasable;
  const content = await signContent(document, ranking.inputs, new Date(document.releasedAt), settings);
  await works.write(caller, async (work) => {
    if (await findDraftOfRanking(work, ranking.id)) throw publicationProblems['already-assembled']();
    await keepContent(work, content, ranking, 0, settings.key);
    await setReleased(work, pollId, document.id);
    record(work, {
      subject: `release:${document.id}`,
      action: 'publication.released',
      payload: {
        pollId,
        rankingId: ranking.id,
        contentHash: content.contentHash,
        keyId: settings.key.keyId,
        correctionOf: document.correctionOf,
      },
    });
  });
  return { releaseId: document.id, files: content.files, document };
}
