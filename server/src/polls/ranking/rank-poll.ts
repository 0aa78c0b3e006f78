import { createHash } from 'node:crypto';
import {
  type PublicationRule,
  type Ranking,
  analyseSurvey,
  rankUnits,
  rankingInput,
  respondentWeights,
  standardPublicationRule,
  withReleasableTotals,
} from '@minsheng/statistics';
import { type Caller, type Work, type Works, canonicalJson, newId, record } from '../../platform/index.js';
import { decodeAnswers } from '../brought-in/answer-columns.js';
import { pollProblems } from '../polls.problems.js';
import { findAnswers, findNewestWeightSet, findPoll, setStage } from '../polls.queries.js';
import { marginTargetsOf, surveyOf } from '../weighting/survey-of.js';
import { bytesOfWeights } from '../weighting/weigh-poll.js';
import { describeMethod, methodVersion } from './describe-method.js';
import { groupOf } from './group-result.js';
import { PollRanking, type RankingResult } from './poll-ranking.entity.js';
import type { RankingInputs } from './ranking-inputs.js';

export interface RankingOptions {
  rule: PublicationRule;
  confidence: number;
  draws: number;
}

export const standardRankingOptions: RankingOptions = {
  rule: standardPublicationRule,
  confidence: 0.95,
  draws: 10_000,
};

/**
 * Scores and ranks a weighted poll, group by group, and keeps inputs and result. The weights are made again and must equal
 * the kept ones to the bit; the seed comes from the inputs' hash, so nobody can choose it.
 */
export async function rankPoll(
  works: Works,
  caller: Caller,
  pollId: string,
  codeVersion: string,
  options: RankingOptions = standardRankingOptions,
): Promise<{ rankingId: string; result: RankingResult }> {
  const { poll, answers, weightSet } = await works.read(caller, (work) => loadForRanking(work, pollId));
  const { description } = poll;
  const { report } = weightSet;
  const survey = surveyOf(description, answers);
  const analysis = analyseSurvey(survey, marginTargetsOf(description, answers), report.options);
  if (analysis.outcome === 'refused') throw new Error('weights that were made cannot be made again');
  const weightsHash = createHash('sha256')
    .update(bytesOfWeights(respondentWeights(analysis.sums, analysis.weighting)))
    .digest('hex');
  if (weightsHash !== weightSet.outputHash) throw new Error('weights made again differ from the kept ones');

  const scores = description.levels.map((level) => level.score);
  const seed = Number.parseInt(weightSet.inputHash.slice(0, 8), 16) | 0;
  const parameters = { ...options, seed, scoreRange: [Math.min(...scores), Math.max(...scores)] as const };
  const inputs: RankingInputs = description.groups.map((group) =>
    withReleasableTotals(
      rankingInput(
        analysis.scores,
        description.units.filter((unit) => unit.group === group.code).map((unit) => unit.code),
        parameters,
      ),
      analysis,
    ),
  );
  const rankings = inputs.map((input) => rankUnits(input));
  const result: RankingResult = {
    groups: description.groups.map((group, index) =>
      groupOf(group, rankings[index] as Ranking, analysis.scores, description),
    ),
    method: describeMethod({
      description,
      report,
      analysis,
      rankings,
      rule: options.rule,
      confidence: options.confidence,
      draws: options.draws,
      seed,
      codeVersion,
      version: methodVersion,
      isOfTwoSamples: false,
    }),
  };
  const inputHash = createHash('sha256').update(canonicalJson(inputs)).digest('hex');
  const rankingId = newId();
  await works.write(caller, async (work) => {
    await work.tx.insert(PollRanking, {
      id: rankingId,
      pollId,
      weightSetId: weightSet.id,
      madeAt: work.now,
      inputs: inputs as never,
      result: result as never,
      inputHash,
    });
    await setStage(work, pollId, 'RANKED');
    record(work, {
      subject: `poll:${pollId}`,
      action: 'polls.ranked',
      payload: { rankingId, inputHash, weightSetId: weightSet.id },
    });
  });
  return { rankingId, result };
}

async function loadForRanking(work: Work, pollId: string) {
  const poll = await findPoll(work, pollId);
  const kept = await findAnswers(work, pollId);
  if (!poll || !kept) throw pollProblems['no-such-poll']({ poll: pollId });
  const weightSet = await findNewestWeightSet(work, pollId);
  if (!weightSet) throw pollProblems['not-weighted-yet']();
  return { poll, answers: decodeAnswers(kept.columns), weightSet };
}
