import type { LocalisedText, ReleaseDocument } from '@minsheng/contracts';
import type { Work } from '../platform/index.js';
import { schemeInForce } from '../scheme/index.js';
import { publicationProblems } from './publication.problems.js';
import { documentOfEdition, signaturesOf } from './publication.queries.js';
import {
  type Releasable,
  correctionOf,
  documentOf,
  loadReleasable,
  plannedAt,
  releaseToCorrect,
} from './releasable.js';
import type { ReleaseDraft, ReleaseSignature } from './release-draft.entity.js';
import { releaseInstant } from './release-instant.js';

/** What the draft says at this moment: the document that the second signature would fix. */
export async function contentOf(
  work: Work,
  draft: ReleaseDraft,
): Promise<{ releasable: Releasable; document: ReleaseDocument }> {
  const releasable = await loadReleasable(work, draft.pollId);
  if (releasable.ranking.id !== draft.rankingId) throw publicationProblems['not-sealed']();
  const releasedAt = await instantOf(work, draft, releasable);
  if (releasedAt === null) throw publicationProblems['no-instant']();
  const corrected = draft.correctionOf === null ? null : await releaseToCorrect(work, draft.pollId);
  const correction =
    corrected === null || draft.correctionReason === null
      ? null
      : await correctionOf(work, corrected, releasable, draft.correctionReason);
  const document = documentOf({
    id: draft.id,
    releasedAt,
    releasable,
    city: await cityName(work, releasable.poll.scheme),
    correctionOf: draft.correctionOf,
    correction,
  });
  return { releasable, document };
}

/** When the draft would go out, by the calendar as it is now. */
export function instantOf(work: Work, draft: ReleaseDraft, releasable: Releasable): Promise<Date | null> {
  const { scheme, periodKey } = releasable.poll;
  return releaseInstant(work, {
    scheme,
    periodKey,
    plannedAt: plannedAt(releasable),
    isCorrection: draft.correctionOf !== null,
  });
}

export async function signaturesInForce(work: Work, draft: ReleaseDraft): Promise<ReleaseSignature[]> {
  return (await signaturesOf(work, [draft])).filter(({ edition }) => edition === draft.edition);
}

/** Of a signed draft: what was signed. Of an assembled one: what would be. */
export async function documentToShow(work: Work, draft: ReleaseDraft): Promise<ReleaseDocument> {
  const signed = draft.contentHash === null ? null : await documentOfEdition(work, draft.id, draft.edition);
  return signed ?? (await contentOf(work, draft)).document;
}

async function cityName(work: Work, code: string): Promise<LocalisedText> {
  return (await schemeInForce(work))?.config.names ?? { zh: code, en: code };
}
