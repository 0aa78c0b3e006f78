import type { ReleaseDocument } from '@minsheng/contracts';
import { confirmSecondFactor, grantsInForce, type PersonId } from '../identity/index.js';
import { type Caller, type Keys, type Work, type Works, platformProblems, record } from '../platform/index.js';
import { contentOf, signaturesInForce } from './draft-content.js';
import { publicationProblems } from './publication.problems.js';
import { findDraft, updateDraft } from './publication.queries.js';
import type { Releasable } from './releasable.js';
import { type ReleaseDraft, ReleaseSignature, type SignerRole, signerRoles } from './release-draft.entity.js';
import { refuseMove } from './release.moves.js';
import { type SignedContent, keepContent, signContent } from './signed-release.js';
import { verifierSource } from './verifier/verifier-source.js';

/** What a signature rests on, as read before the code was asked for. */
interface Reading {
  draft: ReleaseDraft;
  role: SignerRole;
  /** The content that the second signature fixes; null for the first. */
  toFix: { releasable: Releasable; document: ReleaseDocument; signedAt: Date } | null;
}

/**
 * Signs (签署) for the role that the caller holds and that has not signed yet. The second signature fixes the content: every
 * file is rendered as of the release's instant, signed and kept. That takes seconds and happens between the reading and
 * the writing, so what was read is asked for again when it is written.
 *
 * @throws Problem publication.wrong-state, .not-a-signer-role, .role-signed, .same-person, .no-instant;
 * identity.second-factor-refused; platform.conflict when the release moved meanwhile
 */
export async function signRelease(
  works: Works,
  caller: Caller,
  { keys, brotliQuality }: { keys: Keys; brotliQuality: number },
  id: string,
  totp: string,
): Promise<void> {
  const { draft, role, toFix } = await works.read(caller, (work) => readForSignature(work, id));
  await confirmSecondFactor(works, caller, keys, totp);
  const content =
    toFix === null
      ? null
      : await signContent(toFix.document, toFix.releasable.ranking.inputs, toFix.signedAt, {
          key: keys.signing,
          verifier: verifierSource(),
          brotliQuality,
        });
  await works.write(caller, async (work) => {
    // The change comes first: on PostgreSQL it makes two signers at once take turns before either counts.
    const moved = await updateDraft(work, draft, content === null ? { edition: draft.edition } : fixedBy(content));
    if (!moved) throw platformProblems.conflict();
    await work.tx.insert(ReleaseSignature, {
      releaseId: draft.id,
      edition: draft.edition,
      role,
      person: caller.id,
      signedAt: work.now,
    });
    const isSecond = (await signaturesInForce(work, draft)).length === signerRoles.length;
    if (isSecond !== (content !== null)) throw platformProblems.conflict();
    if (content !== null && toFix !== null)
      await keepContent(work, content, toFix.releasable.ranking, draft.edition, keys.signing);
    record(work, {
      subject: `release:${draft.id}`,
      action: 'publication.signed',
      payload: {
        pollId: draft.pollId,
        role,
        edition: draft.edition,
        ...(content === null
          ? {}
          : { contentHash: content.contentHash, releaseAt: content.document.releasedAt, keyId: keys.signing.keyId }),
      },
    });
  });
}

const fixedBy = (content: SignedContent): Partial<ReleaseDraft> => ({
  state: 'SIGNED',
  contentHash: content.contentHash,
  releaseAt: new Date(content.document.releasedAt),
});

async function readForSignature(work: Work, id: string): Promise<Reading> {
  const draft = await findDraft(work, id);
  if (!draft) throw platformProblems['not-found']();
  refuseMove(draft, 'sign');
  const held = new Set((await grantsInForce(work, work.caller.id as PersonId)).map((grant) => grant.role));
  const roles = signerRoles.filter((role) => held.has(role));
  if (roles.length === 0) throw publicationProblems['not-a-signer-role']();
  const signatures = await signaturesInForce(work, draft);
  if (signatures.some(({ person }) => person === work.caller.id)) throw publicationProblems['same-person']();
  const role = roles.find((each) => !signatures.some((signature) => signature.role === each));
  if (!role) throw publicationProblems['role-signed']();
  if (signatures.length + 1 < signerRoles.length) return { draft, role, toFix: null };
  const { releasable, document } = await contentOf(work, draft);
  return { draft, role, toFix: { releasable, document, signedAt: work.now } };
}
