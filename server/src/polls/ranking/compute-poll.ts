import type { PollMode, PollPlan } from '@minsheng/contracts';
import {
  type Analysis,
  type Blend,
  type BlendInput,
  type BlendRule,
  type BlendedRankingInput,
  type CellSums,
  type MarginTarget,
  type PublicationRule,
  type Ranking,
  type WeightingOptions,
  type WeightingRefusal,
  analyseSums,
  bandOfUnits,
  blendModes,
  cellSumsOf,
  rankUnits,
  standardBlendRule,
  rankableScores,
  rankingInput,
  withReleasableTotals,
} from '@minsheng/statistics';
import type { AtomSums } from '../fieldwork/rebuild-sums.js';
import { foldedSurveyOf, targetsOf, weightingOptionsOf } from '../weighting/folded-survey.js';
import { modes } from '../fieldwork/record.js';
import { hasTotalsOfSamplingUnits, methodVersion } from './describe-method.js';
import { type RankingInputs, inputsByGroup } from './ranking-inputs.js';

/** One sample weighted and scored. */
export interface ModeAnalysis {
  mode: PollMode;
  analysis: Analysis;
}

/** A poll's scores, and what its ranking is made of. */
export interface ScoredModes {
  outcome: 'computed';
  /** What the ranking stands on: interviews where the plan has them (D18), else the only mode. */
  anchor: ModeAnalysis;
  /** The online sample beside interviews; null without one or where it cannot be weighted. */
  online: ModeAnalysis | null;
  /** Why the online sample could not be used. */
  onlineRefusal: WeightingRefusal | null;
  /** Null with one mode or with `onlineUse: SEPARATE`; with too few units in both modes it moves nothing and says so. */
  blend: Blend | null;
  inputs: RankingInputs;
}

export interface Computed extends ScoredModes {
  rankings: Ranking[];
}

export type NotComputed = WeightingRefusal | { outcome: 'no-answers' };

/** The folded answers of each mode; null where nobody answered. However often they are weighed, they are added up once. */
export type Samples = Record<PollMode, CellSums | null>;

export function samplesOf(plan: PollPlan, sums: readonly AtomSums[]): Samples {
  const sampleOf = (mode: PollMode): CellSums | null =>
    plan.modes.includes(mode) && sums.some((atom) => modes[atom.mode] === mode && atom.respondents > 0)
      ? cellSumsOf(foldedSurveyOf(plan, mode, sums))
      : null;
  return { INTERVIEW: sampleOf('INTERVIEW'), WECHAT: sampleOf('WECHAT') };
}

/**
 * From folded sums to the ranking (加权 → 计分 → 融合 → 排名). Pure: the same sums, plan and seed give the same bits. Nothing
 * here reads an answer.
 *
 * @param version of the method: an earlier one where its result is made again
 */
export function computePoll(
  plan: PollPlan,
  samples: Samples,
  seed: number,
  version = methodVersion,
): Computed | NotComputed {
  const scored = scoreModes(plan, samples, seed, { version });
  if (scored.outcome !== 'computed') return scored;
  return { ...scored, rankings: inputsByGroup(scored.inputs).map((input) => rankUnits(input)) };
}

/**
 * Everything before the ranking.
 *
 * @param choices `isUnweighted`: without any margin, what weighting changes, for comparison only
 */
export function scoreModes(
  plan: PollPlan,
  samples: Samples,
  seed: number,
  choices: { options?: WeightingOptions; isUnweighted?: boolean; version?: string } = {},
): ScoredModes | NotComputed {
  const { options = weightingOptionsOf(plan), isUnweighted = false, version = methodVersion } = choices;
  const anchorMode: PollMode = plan.modes.includes('INTERVIEW') ? 'INTERVIEW' : 'WECHAT';
  const targets = isUnweighted ? [] : targetsOf(plan);
  const anchor = analyseMode(plan, samples[anchorMode], targets, options);
  if (anchor === null) return { outcome: 'no-answers' };
  if (anchor.outcome === 'refused') return anchor;
  const beside = anchorMode === 'INTERVIEW' ? analyseMode(plan, samples.WECHAT, targets, options) : null;
  const online = beside?.outcome === 'analysed' ? beside : null;
  const groups = groupsOf(plan, seed);
  const modesInput: BlendInput | null =
    online && plan.onlineUse === 'BLEND'
      ? { interview: rankableScores(anchor.scores), online: rankableScores(online.scores), rule: blendRuleOf(plan) }
      : null;
  return {
    outcome: 'computed',
    anchor: { mode: anchorMode, analysis: anchor },
    online: online ? { mode: 'WECHAT', analysis: online } : null,
    onlineRefusal: beside?.outcome === 'refused' ? beside : null,
    blend: modesInput ? blendModes(modesInput) : null,
    inputs: modesInput
      ? { ...modesInput, groups }
      : groups.map(({ unitIds, parameters }) => {
          const input = rankingInput(anchor.scores, unitIds, parameters);
          return hasTotalsOfSamplingUnits(version) ? withReleasableTotals(input, anchor) : input;
        }),
  };
}

/** Band of each ranked unit, without the rest of its ranking. */
export function bandsOf(inputs: RankingInputs): Map<string, number> {
  return new Map(inputsByGroup(inputs).flatMap((input) => [...bandOfUnits(input)]));
}

/** How far online answers may move a score, and from how many answers and units on (D18). */
export function blendRuleOf({ publication, clipRobustDeviations }: PollPlan): BlendRule {
  return {
    clipRobustDeviations,
    minimumUnits: standardBlendRule.minimumUnits,
    minimumRespondents: publication.minimumCell,
    minimumPublishableShare: publication.minimumPublishableShare,
  };
}

/** Scores of one mode alone; null when nobody answered in it. */
function analyseMode(
  { publication }: PollPlan,
  sample: CellSums | null,
  targets: readonly MarginTarget[],
  options: WeightingOptions,
): Analysis | WeightingRefusal | null {
  return (
    sample &&
    analyseSums(sample, targets, options, {
      minimumRespondents: publication.minimumCell,
      minimumEffectiveRespondents: publication.minimumCellEffective,
    })
  );
}

/** Each group of the plan is ranked apart, by the plan's rule. */
function groupsOf(plan: PollPlan, seed: number): BlendedRankingInput['groups'] {
  const { publication, questionnaire } = plan;
  const range = questionnaire.levels.map(({ score }) => score);
  const rule: PublicationRule = {
    minimumRespondents: publication.minimumRespondents,
    minimumEffectiveRespondents: publication.minimumEffectiveRespondents,
    minimumSamplingUnits: publication.minimumSamplingUnits,
    largestSamplingUnitShare: publication.largestSamplingUnitShare,
    widestHalfWidthShare: publication.widestHalfWidthShare,
    minimumPublishableShare: publication.minimumPublishableShare,
  };
  return plan.groups.map(({ units }) => ({
    unitIds: units.map(({ code }) => code),
    parameters: {
      rule,
      confidence: plan.confidence,
      draws: plan.draws,
      seed,
      scoreRange: [Math.min(...range), Math.max(...range)],
    },
  }));
}
