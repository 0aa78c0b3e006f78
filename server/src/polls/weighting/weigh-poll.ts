import { createHash } from 'node:crypto';
import {
  type WeightingOptions,
  reduceAnswers,
  respondentWeights,
  standardWeighting,
  weigh,
} from '@minsheng/statistics';
import { type Work, type Works, type Caller, canonicalJson, newId, record } from '../../platform/index.js';
import { decodeAnswers } from '../brought-in/answer-columns.js';
import { findAnswers, findPoll, setStage } from '../polls.queries.js';
import { pollProblems } from '../polls.problems.js';
import { marginTargetsOf, surveyOf } from './survey-of.js';
import { type WeightingReport, reportOf, sayRefusal } from './weigh.js';
import { WeightSet } from './weight-set.entity.js';

/**
 * Weights a poll's answers to its margins and keeps the weights. The computing happens between two short pieces of work:
 * no transaction stays open while it runs.
 */
export async function weighPoll(
  works: Works,
  caller: Caller,
  pollId: string,
  options: WeightingOptions = standardWeighting,
): Promise<{ weightSetId: string; report: WeightingReport }> {
  const { description, answers, inputHash } = await works.read(caller, (work) =>
    loadForWeighting(work, pollId, options),
  );
  const sums = reduceAnswers(surveyOf(description, answers));
  const weighting = weigh(sums, marginTargetsOf(description, answers), options);
  if (weighting.outcome === 'refused') {
    const sentences = sayRefusal(weighting, description);
    throw pollProblems['cannot-weigh']({
      reason: sentences.zh,
      reasonEn: sentences.en,
      margin: weighting.margin,
      level: weighting.level,
    });
  }
  const report = reportOf(weighting, options);
  const weights = bytesOfWeights(respondentWeights(sums, weighting));
  const weightSetId = newId();
  await works.write(caller, async (work) => {
    const outputHash = createHash('sha256').update(weights).digest('hex');
    await work.tx.insert(WeightSet, {
      id: weightSetId,
      pollId,
      madeAt: work.now,
      report: report as never,
      weights,
      inputHash,
      outputHash,
    });
    await setStage(work, pollId, 'WEIGHTED');
    record(work, {
      subject: `poll:${pollId}`,
      action: 'polls.weighted',
      payload: { weightSetId, inputHash, outputHash, cycles: report.cycles, trimmed: report.trimmedRespondents },
    });
  });
  return { weightSetId, report };
}

async function loadForWeighting(work: Work, pollId: string, options: WeightingOptions) {
  const poll = await findPoll(work, pollId);
  const kept = await findAnswers(work, pollId);
  if (!poll || !kept) throw pollProblems['no-such-poll']({ poll: pollId });
  const inputHash = createHash('sha256')
    .update(canonicalJson({ answers: kept.hash, margins: poll.description.margins, options }))
    .digest('hex');
  return { description: poll.description, answers: decodeAnswers(kept.columns), inputHash };
}

/** Float64 little-endian, in the order of the file. */
export function bytesOfWeights(weights: Float64Array): Buffer {
  const bytes = Buffer.alloc(weights.length * 8);
  weights.forEach((weight, index) => bytes.writeDoubleLE(weight, index * 8));
  return bytes;
}
