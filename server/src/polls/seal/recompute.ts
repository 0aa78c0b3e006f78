import { createHash } from 'node:crypto';
import { type Caller, type Works, canonicalJson } from '../../platform/index.js';
import { differences, keptSums, rebuiltSums } from '../fieldwork/rebuild-sums.js';
import { standingAnswers } from '../fieldwork/standing-answers.js';
import { pollProblems } from '../polls.problems.js';
import { findNewestRanking, findNewestWeightSet } from '../polls.queries.js';
import { type PollInputs, type Scored, computeScored, loadPollInputs } from '../ranking/score-poll.js';

export interface Recomputed {
  /** What differs from what is kept; empty: everything came out the same, to the bit. */
  differences: string[];
  inputs: PollInputs;
  scored: Scored;
  rankingId: string;
  answers: number;
  /** Of every standing answer's record, in order of writing. */
  answersHash: string;
}

/**
 * Makes a scored poll again from its answers, one by one (复算): sums from rows, weights and ranking from sums. Equal means
 * that neither an answer nor a sum nor a result was touched since.
 */
export async function recomputePoll(works: Works, caller: Caller, pollId: string): Promise<Recomputed> {
  const { inputs, ranking, weightSet } = await works.read(caller, async (work) => {
    const kept = await findNewestRanking(work, pollId);
    const weights = await findNewestWeightSet(work, pollId);
    if (!kept || !weights) throw pollProblems['not-ranked-yet']();
    return { inputs: await loadPollInputs(work, pollId), ranking: kept, weightSet: weights };
  });
  const { number, fieldworkFrom } = inputs.poll;
  if (!fieldworkFrom) throw pollProblems['no-such-poll']({ poll: pollId });
  const poll = { number, fieldworkFrom };
  const rebuilt = await rebuiltSums(works, caller, poll, inputs.book);
  const found = differences(await keptSums(works, caller, number), rebuilt).map((key) => `sum ${key}`);
  const { codeVersion, methodVersion } = ranking.result.method;
  const scored = computeScored(inputs, rebuilt, codeVersion, false, methodVersion);
  const sha256 = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');
  const compared: [string, string, string][] = [
    ['weights', scored.hashes.weights, weightSet.outputHash],
    ['input', scored.hashes.input, weightSet.inputHash],
    ['ranking inputs', scored.hashes.ranking, sha256(ranking.inputs)],
    ['ranking inputs kept', scored.hashes.ranking, ranking.inputHash],
    ['result', scored.hashes.result, sha256(ranking.result)],
  ];
  found.push(...compared.flatMap(([what, made, kept]) => (made === kept ? [] : [what])));
  const { answers, answersHash } = await hashOfAnswers(works, caller, poll);
  return { differences: found, inputs, scored, rankingId: ranking.id, answers, answersHash };
}

async function hashOfAnswers(
  works: Works,
  caller: Caller,
  poll: { number: number; fieldworkFrom: Date },
): Promise<{ answers: number; answersHash: string }> {
  const hash = createHash('sha256');
  let answers = 0;
  for await (const page of standingAnswers(works, caller, poll)) {
    for (const { record } of page) {
      hash.update(record);
      answers += 1;
    }
  }
  return { answers, answersHash: hash.digest('hex') };
}
