import type { LocalisedText, ReleaseDraftView } from '@minsheng/contracts';
import { personNames } from '../identity/index.js';
import { Problem, type Work } from '../platform/index.js';
import { findPoll } from '../polls/index.js';
import { unlistedUnits } from './assemble-release.js';
import { type OutRelease, listDrafts, listReleases, signaturesOf } from './publication.queries.js';
import { type Releasable, loadReleasable } from './releasable.js';
import { type ReleaseDraft, type ReleaseSignature, signerRoles } from './release-draft.entity.js';
import { isOut } from './release.lifecycle.js';
import { instantOf } from './draft-content.js';

/** Every release that staff make or have made, newest first; never a score. */
export async function viewReleases(work: Work): Promise<ReleaseDraftView[]> {
  const drafts = await listDrafts(work);
  const made = new Set(drafts.map(({ id }) => id));
  const atOnce = (await listReleases(work)).filter(({ id }) => !made.has(id));
  const views = [...(await viewDrafts(work, drafts)), ...atOnce.map(viewImmediate)];
  return views.sort((a, b) => (a.id < b.id ? 1 : -1));
}

export async function viewRelease(work: Work, id: string): Promise<ReleaseDraftView | null> {
  return (await viewReleases(work)).find((view) => view.id === id) ?? null;
}

async function viewDrafts(work: Work, drafts: readonly ReleaseDraft[]): Promise<ReleaseDraftView[]> {
  const signatures = await signaturesOf(work, drafts);
  const people = [
    ...drafts.flatMap(({ assembledBy, recallAskedBy, correctAskedBy }) => [assembledBy, recallAskedBy, correctAskedBy]),
    ...signatures.map(({ person }) => person),
  ];
  const names = await personNames(work, people);
  const views: ReleaseDraftView[] = [];
  for (const draft of drafts) {
    const own = signatures.filter(({ releaseId, edition }) => releaseId === draft.id && edition === draft.edition);
    views.push(await viewDraft(work, draft, own, (id) => names.get(id) ?? id));
  }
  return views;
}

async function viewDraft(
  work: Work,
  draft: ReleaseDraft,
  signatures: readonly ReleaseSignature[],
  nameOf: (person: string) => string,
): Promise<ReleaseDraftView> {
  const poll = await findPoll(work, draft.pollId);
  if (!poll) throw new Error(`the release ${draft.id} has no poll`);
  const releasable = draft.state === 'ASSEMBLED' ? await releasableOrNull(work, draft) : null;
  const expected = releasable === null ? null : await instantOf(work, draft, releasable);
  const releaseAt = draft.releaseAt ?? expected;
  return {
    id: draft.id,
    pollId: draft.pollId,
    title: poll.description.title,
    periodKey: poll.periodKey,
    isDemonstration: poll.description.isDemonstration,
    state: draft.state === 'EMBARGOED' && isOut(draft, work.now) ? 'RELEASED' : draft.state,
    correctionOf: draft.correctionOf,
    correctionReason: draft.correctionReason,
    assembledBy: nameOf(draft.assembledBy),
    assembledAt: draft.assembledAt.toISOString(),
    signatures: signerRoles.map((role) => {
      const signature = signatures.find((each) => each.role === role);
      return {
        role,
        person: signature ? nameOf(signature.person) : null,
        signedAt: signature?.signedAt.toISOString() ?? null,
      };
    }),
    contentHash: draft.contentHash,
    releaseAt: releaseAt?.toISOString() ?? null,
    recall:
      draft.recallAskedBy === null
        ? null
        : { askedBy: nameOf(draft.recallAskedBy), reason: draft.recallReason as string },
    correctionAsked:
      draft.correctAskedBy === null
        ? null
        : {
            askedBy: nameOf(draft.correctAskedBy),
            reason: draft.correctReason as LocalisedText,
            isGranted: draft.correctGrantedAt !== null,
          },
    checks: draft.state === 'ASSEMBLED' ? checksOf(work, releasable, releaseAt, signatures.length) : [],
  };
}

/** What is to be in order before it can be scheduled. */
function checksOf(
  work: Work,
  releasable: Releasable | null,
  releaseAt: Date | null,
  signatures: number,
): ReleaseDraftView['checks'] {
  const check = (code: string, isMet: boolean, zh: string, en: string) => {
    const sentences: LocalisedText = { zh, en };
    return { code, isMet, sentences };
  };
  return [
    check(
      'ranking-sealed',
      releasable !== null,
      '排名已由两人封存，或来自带进来的调查',
      'the ranking is sealed by two, or of a survey brought in',
    ),
    check(
      'every-unit-listed',
      releasable !== null && unlistedUnits(releasable).length === 0,
      '每个单位都有名次，或列出不排名的原因',
      'every unit is ranked, or listed with the reason why not',
    ),
    check(
      'instant-ahead',
      releaseAt !== null && releaseAt > work.now,
      '发布时刻由日历定下，还没有到',
      'the calendar names the instant, and it is ahead',
    ),
    check(
      'two-signatures',
      signatures === signerRoles.length,
      '统计复核和创建办主任两人签署',
      'signed by the statistics reviewer and the office director',
    ),
  ];
}

/** Null when what was assembled is no longer the poll's sealed ranking. */
async function releasableOrNull(work: Work, draft: ReleaseDraft): Promise<Releasable | null> {
  try {
    const releasable = await loadReleasable(work, draft.pollId);
    return releasable.ranking.id === draft.rankingId ? releasable : null;
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}

/** One that the command line released at once: nobody assembled or signed it in turn. */
function viewImmediate(release: OutRelease): ReleaseDraftView {
  return {
    id: release.id,
    pollId: release.pollId,
    title: release.title,
    periodKey: release.periodKey,
    isDemonstration: release.isDemonstration,
    state: 'RELEASED',
    correctionOf: release.correctionOf,
    correctionReason: null,
    assembledBy: 'system:command-line',
    assembledAt: release.releasedAt,
    signatures: signerRoles.map((role) => ({ role, person: null, signedAt: null })),
    contentHash: release.contentHash,
    releaseAt: release.releasedAt,
    recall: null,
    correctionAsked: null,
    checks: [],
  };
}
