import { createHash } from 'node:crypto';
import type { FlagCode, MethodBox, PollPlan, UnitModes } from '@minsheng/contracts';
import { type UnitScores, roundHalfUp, standardTrimBounds, tHalfWidth } from '@minsheng/statistics';
import { type Caller, type Work, type Works, canonicalJson, newId, rows } from '../../platform/index.js';
import type { SurveyDescription } from '../brought-in/survey.js';
import { type FieldBook, fieldBookOf } from '../fieldwork/field-book.js';
import { type AtomSums, keptSums } from '../fieldwork/rebuild-sums.js';
import { decodeRecord, modes } from '../fieldwork/record.js';
import { movePoll, wrongStage } from '../move-poll.js';
import { describePlan } from '../plan/plan-layout.js';
import { findPublishedPlan } from '../plan/plan.queries.js';
import type { Poll } from '../poll.entity.js';
import { pollProblems } from '../polls.problems.js';
import { findPoll } from '../polls.queries.js';
import { type LiveDiagnostics, sampleOf } from '../weighting/diagnostics.js';
import { weightingOptionsOf, withoutAnswers } from '../weighting/folded-survey.js';
import { type WeightingReport, reportOf, sayRefusal } from '../weighting/weigh.js';
import { WeightSet } from '../weighting/weight-set.entity.js';
import { excludedAnswers } from '../cleaning/excluded-answers.js';
import { bytesOfWeights } from '../weighting/weigh-poll.js';
import {
  type Computed,
  type Samples,
  type ScoredModes,
  bandsOf,
  blendRuleOf,
  computePoll,
  samplesOf,
  scoreModes,
} from './compute-poll.js';
import { describeMethod, methodVersion } from './describe-method.js';
import { groupOf } from './group-result.js';
import { PollRanking, type RankingResult } from './poll-ranking.entity.js';
import type { RankingInputs } from './ranking-inputs.js';

/** A scored poll before it is kept: what the seal proves by making it again. */
export interface Scored {
  inputs: RankingInputs;
  result: RankingResult;
  report: WeightingReport;
  weights: Buffer;
  hashes: {
    sums: string;
    decisions: string;
    /** Of plan, sums and decisions: the seed is its first 32 bits, so nobody can choose it. */
    input: string;
    weights: string;
    ranking: string;
    result: string;
  };
  respondents: { interview: number; online: number };
  excluded: number;
}

export interface PollInputs {
  poll: Poll;
  plan: PollPlan;
  planHash: string;
  book: FieldBook;
  excluded: Awaited<ReturnType<typeof excludedAnswers>>;
}

/**
 * Weighs, scores and ranks a cleaned poll from its folded sums (WEIGHTING → SCORED); the computing happens between two short
 * pieces of work. A second run is a second row and keeps the first.
 */
export async function scorePoll(works: Works, caller: Caller, pollId: string, codeVersion: string): Promise<Scored> {
  const inputs = await works.read(caller, (work) => loadPollInputs(work, pollId));
  if (inputs.poll.stage !== 'WEIGHTING') throw wrongStage(inputs.poll.stage);
  const sums = await keptSums(works, caller, inputs.poll.number);
  const scored = computeScored(inputs, sums, codeVersion, true);
  await works.write(caller, async (work) => {
    const weightSetId = newId();
    await work.tx.insert(WeightSet, {
      id: weightSetId,
      pollId,
      madeAt: work.now,
      report: scored.report as never,
      weights: scored.weights,
      inputHash: scored.hashes.input,
      outputHash: scored.hashes.weights,
    });
    const rankingId = newId();
    await work.tx.insert(PollRanking, {
      id: rankingId,
      pollId,
      weightSetId,
      madeAt: work.now,
      inputs: scored.inputs as never,
      result: scored.result as never,
      inputHash: scored.hashes.ranking,
    });
    await keepDescription(work, inputs, scored);
    await movePoll(work, inputs.poll, 'score', { weightSetId, rankingId, ...scored.hashes, excluded: scored.excluded });
  });
  return scored;
}

export async function loadPollInputs(work: Work, pollId: string): Promise<PollInputs> {
  const poll = await findPoll(work, pollId);
  const published = poll ? await findPublishedPlan(work, pollId) : null;
  if (!poll || !published) throw pollProblems['no-such-poll']({ poll: pollId });
  return {
    poll,
    plan: published.document,
    planHash: published.hash,
    book: fieldBookOf(published.document),
    excluded: await excludedAnswers(work, pollId),
  };
}

/**
 * @param withDiagnostics also what other choices would change; left out where a result is only made again
 * @param version of the method: the one a result names, where it is made again
 * @throws Problem when the answers cannot be weighted, naming margin and level
 */
export function computeScored(
  { plan, planHash, book, excluded }: PollInputs,
  sums: readonly AtomSums[],
  codeVersion: string,
  withDiagnostics: boolean,
  version = methodVersion,
): Scored {
  const folded = excluded.map((answer) => {
    const decoded = decodeRecord(answer.record);
    return { mode: modes.indexOf(decoded.mode), ...book.fold(decoded) };
  });
  const counted = withoutAnswers(sums, folded);
  const hashes = {
    sums: hashOfSums(sums),
    decisions: sha256(canonicalJson(excluded.map(({ batch, position }) => `${batch}-${position}`))),
  };
  const input = sha256(canonicalJson({ plan: planHash, ...hashes }));
  const seed = Number.parseInt(input.slice(0, 8), 16) | 0;
  const samples = samplesOf(plan, counted);
  const computed = computePoll(plan, samples, seed, version);
  if (computed.outcome === 'no-answers') throw pollProblems['no-answers']();
  const description = describePlan(plan);
  if (computed.outcome === 'refused') {
    const sentences = sayRefusal(computed, description);
    throw pollProblems['cannot-weigh']({
      reason: sentences.zh,
      reasonEn: sentences.en,
      margin: computed.margin,
      level: computed.level,
    });
  }
  const result = resultOf(plan, description, computed, seed, { codeVersion, version });
  const weights = Buffer.concat(
    [computed.anchor, computed.online].flatMap((sample) =>
      sample ? [bytesOfWeights(sample.analysis.weighting.weights)] : [],
    ),
  );
  const report: WeightingReport = reportOf(computed.anchor.analysis.weighting, weightingOptionsOf(plan));
  if (withDiagnostics) {
    const all = excluded.length > 0 ? samplesOf(plan, sums) : samples;
    report.live = diagnosticsOf(plan, { counted: samples, all }, computed, excluded, seed);
  }
  const respondents = computed.anchor.analysis.sums.respondents;
  return {
    inputs: computed.inputs,
    result,
    report,
    weights,
    hashes: {
      ...hashes,
      input,
      weights: sha256(weights),
      ranking: sha256(canonicalJson(computed.inputs)),
      result: sha256(canonicalJson(result)),
    },
    respondents:
      computed.anchor.mode === 'INTERVIEW'
        ? { interview: respondents, online: onlineRespondents(counted) }
        : { interview: 0, online: respondents },
    excluded: excluded.length,
  };
}

function resultOf(
  plan: PollPlan,
  description: SurveyDescription,
  computed: Computed,
  seed: number,
  versions: { codeVersion: string; version: string },
): RankingResult {
  const { anchor, online, blend, rankings } = computed;
  const report = reportOf(anchor.analysis.weighting, weightingOptionsOf(plan));
  const modesOf = (unitId: string): UnitModes | null => {
    if (anchor.mode !== 'INTERVIEW' || !plan.modes.includes('WECHAT')) return null;
    const blended = blend?.units.find(({ id }) => id === unitId);
    return {
      interview: modeResult(anchor.analysis.scores, unitId, plan.confidence),
      online: online ? modeResult(online.analysis.scores, unitId, plan.confidence) : null,
      lambda: blended?.lambda ?? null,
      isClipped: blended?.isClipped ?? false,
    };
  };
  const method = describeMethod({
    description,
    report,
    analysis: anchor.analysis,
    rankings,
    rule: {
      minimumRespondents: plan.publication.minimumRespondents,
      minimumEffectiveRespondents: plan.publication.minimumEffectiveRespondents,
      minimumSamplingUnits: plan.publication.minimumSamplingUnits,
      largestSamplingUnitShare: plan.publication.largestSamplingUnitShare,
      widestHalfWidthShare: plan.publication.widestHalfWidthShare,
      minimumPublishableShare: plan.publication.minimumPublishableShare,
    },
    confidence: plan.confidence,
    draws: plan.draws,
    seed,
    ...versions,
    isOfTwoSamples: !Array.isArray(computed.inputs),
    blend: blendBox(plan, computed),
    modes: {
      respondentsOnline: online?.analysis.sums.respondents ?? 0,
      onlineRefused: computed.onlineRefusal !== null,
    },
  });
  return {
    groups: description.groups.map((group, index) => {
      const ranking = rankings[index];
      if (!ranking) throw new Error(`group ${group.code} was not ranked`);
      return groupOf(group, ranking, anchor.analysis.scores, description, modesOf);
    }),
    method,
  };
}

function blendBox(plan: PollPlan, { blend }: Computed): MethodBox['blend'] {
  if (!blend?.gaps) return null;
  const { median, tauSquared, robustDeviation, clippedUnits } = blend.gaps;
  const { minimumUnits, minimumRespondents } = blendRuleOf(plan);
  return {
    medianGap: median,
    tauSquared,
    robustDeviation,
    clipRobustDeviations: plan.clipRobustDeviations,
    clippedUnits,
    description: {
      zh: `以面访为准，网上答卷作有界修正；两种方式各有不少于 ${minimumRespondents} 份答卷的单位至少 ${minimumUnits} 个，才作修正：先扣除这些单位共有的差（网上减面访的中位数），余下的差最多取 ±${plan.clipRobustDeviations} 个稳健标准差，再按两种方式的精度折算；再多的网上答卷也不能把任何单位推得更远。`,
      en: `Interviews are the anchor; online answers correct them within bounds, where at least ${minimumUnits} units have ${minimumRespondents} answers or more in each mode: the gap common to these units (its median) is taken off, what remains is cut at ±${plan.clipRobustDeviations} robust standard deviations and weighted by precision, so no flood of answers moves a unit further.`,
    },
  };
}

function modeResult(scores: UnitScores, unitId: string, confidence: number): UnitModes['interview'] {
  const unit = scores.units.find(({ id }) => id === unitId);
  if (!unit || unit.score === null) return null;
  return {
    score: roundHalfUp(unit.score),
    halfWidth:
      unit.degreesOfFreedom > 0 ? roundHalfUp(tHalfWidth(unit.standardError, unit.degreesOfFreedom, confidence)) : '—',
    respondents: unit.respondents,
  };
}

/** What another choice of weighting would give. */
interface Alternative {
  made: ScoredModes;
  /** By unit. */
  scores: ReadonlyMap<string, number>;
  /** Units of the ranking that would be in another band. */
  bandChanges: number;
}

function diagnosticsOf(
  plan: PollPlan,
  { counted, all }: { counted: Samples; all: Samples },
  computed: Computed,
  excluded: PollInputs['excluded'],
  seed: number,
): LiveDiagnostics {
  const options = weightingOptionsOf(plan);
  const tighter = { ...options, trimming: { ...standardTrimBounds, lower: 0.3, upper: 3 } };
  const base = scoresOf(computed);
  const bands = bandsOfRankings(computed.rankings);
  const asPlanned: Alternative = { made: computed, scores: base, bandChanges: 0 };
  /** null where a choice cannot be computed. */
  const by = (made: ReturnType<typeof scoreModes>): Alternative | null =>
    made.outcome === 'computed'
      ? { made, scores: scoresOf(made), bandChanges: changesOf(bands, bandsOf(made.inputs)) }
      : null;
  const keepFlagged = all === counted ? asPlanned : by(scoreModes(plan, all, seed));
  const alternatives = [
    { code: 'PLAN' as const, other: asPlanned },
    {
      code: 'UNTRIMMED' as const,
      other: by(scoreModes(plan, counted, seed, { options: { ...options, trimming: null } })),
    },
    { code: 'TIGHTER' as const, other: by(scoreModes(plan, counted, seed, { options: tighter })) },
    { code: 'UNWEIGHTED' as const, other: by(scoreModes(plan, counted, seed, { isUnweighted: true })) },
    { code: 'KEEP_FLAGGED' as const, other: keepFlagged },
  ].flatMap(({ code, other }) => {
    if (!other) return [];
    const { weighting, sums } = other.made.anchor.analysis;
    const mean = weighting.total / sums.respondents;
    return [
      {
        code,
        kishDesignEffect: weighting.kish.designEffect,
        largestWeight: weighting.weights.reduce((largest, weight) => Math.max(largest, weight / mean), 0),
        largestScoreChange: largestChange(base, other.scores),
        bandChanges: other.bandChanges,
      },
    ];
  });
  const sensitivity: LiveDiagnostics['sensitivity'] = {};
  for (const { id, score } of computed.anchor.analysis.scores.units) {
    sensitivity[id] = {
      published: base.get(id) ?? null,
      keepFlagged: keepFlagged?.scores.get(id) ?? null,
      interviewsOnly: computed.anchor.mode === 'INTERVIEW' ? score : null,
      onlineOnly: computed.online?.analysis.scores.units.find((unit) => unit.id === id)?.score ?? null,
    };
  }
  const byCode = new Map<FlagCode, number>();
  for (const { codes } of excluded) for (const code of codes) byCode.set(code, (byCode.get(code) ?? 0) + 1);
  return {
    samples: [computed.anchor, computed.online].flatMap((sample) =>
      sample ? [sampleOf(plan, sample.mode, sample.analysis)] : [],
    ),
    alternatives,
    excluded: [...byCode].map(([code, answers]) => ({ code, answers })),
    excludedAnswers: excluded.length,
    sensitivity,
    bandChangesKeepingFlagged: keepFlagged?.bandChanges ?? 0,
  };
}

/** Scores that the ranking stands on, by unit. */
function scoresOf({ blend, anchor }: ScoredModes): Map<string, number> {
  const units = blend?.units ?? anchor.analysis.scores.units;
  return new Map(units.flatMap(({ id, score }) => (score === null ? [] : [[id, score] as const])));
}

function largestChange(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  return Math.max(0, ...[...one].map(([id, score]) => Math.abs(score - (other.get(id) ?? score))));
}

function bandsOfRankings(rankings: Computed['rankings']): Map<string, number> {
  return new Map(rankings.flatMap(({ ranked }) => ranked.map(({ id, band }) => [id, band] as const)));
}

/** Units ranked before that are now in another band, or not ranked. */
function changesOf(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): number {
  return [...before].filter(([id, band]) => after.get(id) !== band).length;
}

function onlineRespondents(sums: readonly AtomSums[]): number {
  return sums.reduce((sum, atom) => sum + (modes[atom.mode] === 'WECHAT' ? atom.respondents : 0), 0);
}

/** What list, release and verifier show of a live poll is known only now: how many answered, and by which mode. */
async function keepDescription(work: Work, { poll, plan }: PollInputs, scored: Scored): Promise<void> {
  const description = describePlan(plan);
  const counts = { INTERVIEW: scored.respondents.interview, WECHAT: scored.respondents.online };
  await rows(work, 'UPDATE poll SET description = $1, respondents = $2 WHERE id = $3', [
    JSON.stringify({
      ...description,
      modes: description.modes.map((mode) => ({ ...mode, respondents: counts[mode.code as keyof typeof counts] ?? 0 })),
    }),
    counts.INTERVIEW + counts.WECHAT,
    poll.id,
  ]);
}

export function hashOfSums(sums: readonly AtomSums[]): string {
  const hash = createHash('sha256');
  for (const { mode, cell, psu, respondents, counts } of sums) {
    let end = counts.length;
    while (end > 0 && counts[end - 1] === 0) end--;
    hash.update(`${mode}/${cell}/${psu}:${respondents}:${Array.from(counts.subarray(0, end)).join(',')}\n`);
  }
  return hash.digest('hex');
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
