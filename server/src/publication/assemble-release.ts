import type { PollStage } from '@minsheng/contracts';
import { type Work, newId, record } from '../platform/index.js';
import { publicationProblems } from './publication.problems.js';
import { findDraftOfRanking } from './publication.queries.js';
import { type Releasable, correctionOf, grantedReason, loadReleasable, releaseToCorrect } from './releasable.js';
import { ReleaseDraft } from './release-draft.entity.js';

/**
 * Assembles (组稿) the release of a sealed poll, or of a brought-in survey that is ranked. Of a poll that is out already this
 * makes the correction that both signers granted.
 *
 * @throws Problem publication.not-sealed, .not-ranked, .units-missing (BR-08), .already-assembled, .not-granted,
 * .nothing-to-correct
 */
export async function assembleRelease(work: Work, pollId: string): Promise<ReleaseDraft> {
  const releasable = await loadReleasable(work, pollId);
  const { poll, ranking } = releasable;
  if (await findDraftOfRanking(work, ranking.id)) throw publicationProblems['already-assembled']();
  const ready: PollStage = poll.kind === 'BROUGHT_IN' ? 'RANKED' : 'SEALED';
  const corrected = await releaseToCorrect(work, pollId);
  if (poll.stage !== ready) {
    if (corrected !== null) throw publicationProblems['not-granted']();
    throw publicationProblems[poll.kind === 'BROUGHT_IN' ? 'not-ranked' : 'not-sealed']();
  }
  const missing = unlistedUnits(releasable);
  if (missing.length > 0) throw publicationProblems['units-missing']({ units: missing.join('、') });
  const reason = corrected === null ? null : await grantedReason(work, pollId, corrected.id);
  if (corrected !== null) {
    if (reason === null) throw publicationProblems['not-granted']();
    await correctionOf(work, corrected, releasable, reason);
  }
  const draft: ReleaseDraft = {
    id: newId(),
    pollId,
    rankingId: ranking.id,
    state: 'ASSEMBLED',
    edition: 1,
    assembledBy: work.caller.id,
    assembledAt: work.now,
    correctionOf: corrected?.id ?? null,
    correctionReason: reason,
    contentHash: null,
    releaseAt: null,
    recallAskedBy: null,
    recallReason: null,
    correctAskedBy: null,
    correctReason: null,
    correctGrantedAt: null,
  };
  await work.tx.insert(ReleaseDraft, draft as object);
  record(work, {
    subject: `release:${draft.id}`,
    action: 'publication.assembled',
    payload: { pollId, rankingId: ranking.id, correctionOf: draft.correctionOf },
  });
  return draft;
}

/** Members of the ranking groups that are neither ranked nor listed with a reason (BR-08): none in a good ranking. */
export function unlistedUnits({ poll, plan, ranking }: Releasable): string[] {
  const members =
    plan === null
      ? poll.description.units.map((unit) => ({ group: unit.group, code: unit.code }))
      : plan.document.groups.flatMap((group) => group.units.map(({ code }) => ({ group: group.code, code })));
  const listed = new Set(
    ranking.result.groups.flatMap((group) =>
      [...group.rows, ...group.unranked].map((unit) => `${group.code} ${unit.unitId}`),
    ),
  );
  return members.filter(({ group, code }) => !listed.has(`${group} ${code}`)).map(({ code }) => code);
}
