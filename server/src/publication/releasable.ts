import type { Correction, LocalisedText, PollPlan, ReleaseDocument } from '@minsheng/contracts';
import { type Work, canonicalJson } from '../platform/index.js';
import {
  type Poll,
  type PollRanking,
  findNewestRanking,
  findPoll,
  findPublishedPlan,
  findSeal,
  pollProblems,
} from '../polls/index.js';
import { changedRows } from './correction-changes.js';
import { documentOfEdition, findOpenCorrection, listReleases } from './publication.queries.js';
import { publicationProblems } from './publication.problems.js';

/** What a release is made from: a poll's newest ranking, for a poll of our own with its plan and its seal. */
export interface Releasable {
  poll: Poll;
  ranking: PollRanking;
  plan: { document: PollPlan; hash: string } | null;
  /** Hash of the seal. */
  seal: string | null;
}

/**
 * @throws Problem polls.no-such-poll, polls.not-ranked-yet; publication.not-sealed for a poll of our own without a seal
 */
export async function loadReleasable(work: Work, pollId: string): Promise<Releasable> {
  const poll = await findPoll(work, pollId);
  if (!poll) throw pollProblems['no-such-poll']({ poll: pollId });
  const ranking = await findNewestRanking(work, pollId);
  if (poll.kind === 'BROUGHT_IN') {
    if (!ranking) throw pollProblems['not-ranked-yet']();
    return { poll, ranking, plan: null, seal: null };
  }
  const seal = await findSeal(work, pollId);
  const plan = await findPublishedPlan(work, pollId);
  // A poll that was reopened and scored anew has an old seal and a ranking without one.
  if (!ranking || !plan || seal?.rankingId !== ranking.id) throw publicationProblems['not-sealed']();
  return { poll, ranking, plan: { document: plan.document, hash: plan.hash }, seal: seal.hash };
}

export const plannedAt = ({ plan }: Releasable): Date | null =>
  plan === null ? null : new Date(plan.document.calendar.releaseAt);

/** The release as a document (`release.json`): the ranking, what it rests on, and when it may be read. */
export function documentOf(parts: {
  id: string;
  releasedAt: Date;
  releasable: Releasable;
  city: LocalisedText;
  correctionOf: string | null;
  correction: Correction | null;
}): ReleaseDocument {
  const { releasable, city, correctionOf, correction } = parts;
  const { poll, ranking, plan, seal } = releasable;
  const { description } = poll;
  return {
    format: 'minsheng-release/1',
    id: parts.id,
    scheme: poll.scheme,
    city,
    isDemonstration: description.isDemonstration,
    poll: {
      id: poll.id,
      title: description.title,
      periodKey: poll.periodKey,
      source: description.source,
      fieldwork: description.fieldwork,
      responses: poll.respondents,
      modes: description.modes.map(({ code, name, respondents }) => ({ code, name, responses: respondents })),
    },
    releasedAt: parts.releasedAt.toISOString(),
    correctionOf,
    correction,
    planHash: plan?.hash ?? null,
    sealHash: seal,
    groups: ranking.result.groups,
    method: ranking.result.method,
    inputHashes: inputHashesOf(poll),
    licence: 'CC-BY-4.0',
  };
}

/** Of the files of a survey brought in; of a poll of our own what its seal closed. */
function inputHashesOf({ id, answersHash, codebookHash, marginsHash }: Poll): ReleaseDocument['inputHashes'] {
  if (answersHash === null || codebookHash === null || marginsHash === null)
    throw new Error(`the poll ${id} has no hashes of its inputs`);
  return { answers: answersHash, codebook: codebookHash, margins: marginsHash };
}

/** Which release a new one of this poll would correct: the newest that is out and that nothing supersedes. */
export async function releaseToCorrect(work: Work, pollId: string): Promise<{ id: string; edition: number } | null> {
  const found = (await listReleases(work)).find((each) => each.pollId === pollId && each.supersededBy === null);
  return found ?? null;
}

/** The reason that two signers gave for correcting it; null when nobody did. */
export async function grantedReason(work: Work, pollId: string, releaseId: string): Promise<LocalisedText | null> {
  const open = await findOpenCorrection(work, pollId);
  return open?.releaseId === releaseId ? open.reason : null;
}

/**
 * What a correction changes, old and new.
 * @throws Problem publication.nothing-to-correct when the new ranking says what the released one says
 */
export async function correctionOf(
  work: Work,
  corrected: { id: string; edition: number },
  { ranking }: Releasable,
  reason: LocalisedText,
): Promise<Correction> {
  const before = await documentOfEdition(work, corrected.id, corrected.edition);
  if (!before) throw new Error(`the release ${corrected.id} has no document`);
  const { groups } = ranking.result;
  if (canonicalJson(before.groups) === canonicalJson(groups)) throw publicationProblems['nothing-to-correct']();
  return { reason, changes: changedRows(before.groups, groups) };
}
