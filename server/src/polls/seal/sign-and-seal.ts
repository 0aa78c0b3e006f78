import { createHash } from 'node:crypto';
import { endIndicatorUse } from '../../indicators/index.js';
import {
  type Caller,
  type Work,
  type Works,
  canonicalJson,
  isUniqueViolation,
  newId,
  record,
} from '../../platform/index.js';
import { movePoll, wrongStage } from '../move-poll.js';
import type { Poll } from '../poll.entity.js';
import { pollProblems } from '../polls.problems.js';
import { findPublishedPlan } from '../plan/plan.queries.js';
import { findNewestRanking, findPoll } from '../polls.queries.js';
import { PollSeal, PollSignature } from './poll-seal.entity.js';
import { recomputePoll } from './recompute.js';
import type { SealDocument } from './seal-document.js';
import { closeAnswers, signaturesOf } from './seal.queries.js';

/** The one who prepared the result signs it (制表签署). */
export async function signAsPreparer(work: Work, pollId: string): Promise<void> {
  const { poll, rankingId } = await scored(work, pollId);
  await insertSignature(work, poll, rankingId, 'PREPARED');
  record(work, { subject: `poll:${pollId}`, action: 'polls.signed', payload: { rankingId, role: 'PREPARED' } });
}

/**
 * The second person seals (复核并封存, BR-04): everything is made again from the answers first, and nothing is sealed that
 * does not come out the same. Afterwards answers, flags, weights and scores are read-only in the database too.
 */
export async function sealPoll(works: Works, caller: Caller, pollId: string): Promise<SealDocument> {
  await works.read(caller, (work) => judgeSeal(work, pollId));
  const made = await recomputePoll(works, caller, pollId);
  if (made.differences.length > 0)
    throw pollProblems['recompute-differs']({ differences: made.differences.slice(0, 20) });
  return works.write(caller, async (work) => {
    const { poll, rankingId, preparedBy } = await judgeSeal(work, pollId);
    if (rankingId !== made.rankingId) throw pollProblems['recompute-differs']({ differences: ['ranking'] });
    await insertSignature(work, poll, rankingId, 'REVIEWED');
    const { scored: result, inputs } = made;
    const document: SealDocument = {
      format: 'minsheng-seal/1',
      pollId,
      planHash: inputs.planHash,
      answersHash: made.answersHash,
      answers: made.answers,
      sumsHash: result.hashes.sums,
      decisionsHash: result.hashes.decisions,
      excluded: result.excluded,
      weightsHash: result.hashes.weights,
      inputHash: result.hashes.ranking,
      resultHash: result.hashes.result,
      methodVersion: result.result.method.methodVersion,
      codeVersion: result.result.method.codeVersion,
      preparedBy,
      reviewedBy: work.caller.id,
      sealedAt: work.now.toISOString(),
    };
    const hash = sha256(document);
    await work.tx.insert(PollSeal, {
      rankingId,
      pollId,
      document: document as never,
      hash,
      sealedBy: work.caller.id,
      sealedAt: work.now,
    });
    await closeAnswers(work, pollId, {
      answers: made.answersHash,
      plan: inputs.planHash,
      margins: sha256(inputs.plan.margins),
      options: sha256({ pollId, rankingId }),
    });
    await endIndicatorUse(work, pollId);
    await movePoll(work, poll, 'seal', { rankingId, sealHash: hash });
    return document;
  });
}

/** Who may seal what, when: every guard of SM-3's seal. */
async function judgeSeal(work: Work, pollId: string): Promise<{ poll: Poll; rankingId: string; preparedBy: string }> {
  const { poll, rankingId, sealBy } = await scored(work, pollId);
  const signatures = await signaturesOf(work, rankingId);
  const prepared = signatures.find(({ role }) => role === 'PREPARED');
  if (work.caller.id === poll.createdBy || work.caller.id === prepared?.person) throw pollProblems['same-person']();
  if (!prepared) throw pollProblems['not-signed-by-designer']();
  const isCorrection = poll.releaseId !== null;
  if (!isCorrection && sealBy && work.now >= sealBy)
    throw pollProblems['seal-too-late']({ sealBy: sealBy.toISOString() });
  return { poll, rankingId, preparedBy: prepared.person };
}

async function scored(work: Work, pollId: string): Promise<{ poll: Poll; rankingId: string; sealBy: Date | null }> {
  const poll = await findPoll(work, pollId);
  if (!poll) throw pollProblems['no-such-poll']({ poll: pollId });
  const ranking = await findNewestRanking(work, pollId);
  if (poll.stage !== 'SCORED' || !ranking) throw wrongStage(poll.stage);
  const plan = await findPublishedPlan(work, pollId);
  return { poll, rankingId: ranking.id, sealBy: plan ? new Date(plan.document.calendar.sealBy) : null };
}

async function insertSignature(
  work: Work,
  poll: Poll,
  rankingId: string,
  role: 'PREPARED' | 'REVIEWED',
): Promise<void> {
  try {
    await work.tx.insert(PollSignature, {
      id: newId(),
      pollId: poll.id,
      rankingId,
      role,
      person: work.caller.id,
      signedAt: work.now,
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw pollProblems['already-signed']();
    throw error;
  }
}

function sha256(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
