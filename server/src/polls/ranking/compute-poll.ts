import type { PollMode, PollPlan } from '@minsheng/contracts';
import {
  type Analysis,
  type Blend,
  type BlendInput,
  type BlendedRankingInput,
  type MarginTarget,
  type PublicationRule,
  type Ranking,
  type WeightingOptions,
  type WeightingRefusal,
  analyseSums,
  blendModes,
  cellSumsOf,
  rankUnits,
  standardBlendRule,
  rankableScores,
  rankingInput,
} from '@minsheng/statistics';
import type { AtomSums } from '../fieldwork/rebuild-sums.js';
import { foldedSurveyOf, targetsOf, weightingOptionsOf } from '../weighting/folded-survey.js';
import { modes } from '../fieldwork/record.js';
import { type RankingInputs, inputsByGroup } from './ranking-inputs.js';

/** One sample weighted and scored. */
export interface ModeAnalysis {
  mode: PollMode;
  analysis: Analysis;
}

export interface Computed {
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
  rankings: Ranking[];
}

/**
 * From folded sums to the ranking (加权 → 计分 → 融合 → 排名). Pure: the same sums, plan and seed give the same bits. Nothing
 * here reads an answer.
 *
 * @param isUnweighted without any margin: what weighting changes, for comparison only
 */
export function computePoll(
  plan: PollPlan,
  sums: readonly AtomSums[],
  seed: number,
  options: WeightingOptions = weightingOptionsOf(plan),
  isUnweighted = false,
): Computed | WeightingRefusal | { outcome: 'no-answers' } {
  const anchorMode: PollMode = plan.modes.includes('INTERVIEW') ? 'INTERVIEW' : 'WECHAT';
  const targets = isUnweighted ? [] : targetsOf(plan);
  const anchor = analyseMode(plan, anchorMode, sums, targets, options);
  if (anchor === null) return { outcome: 'no-answers' };
  if (anchor.outcome === 'refused') return anchor;
  const beside =
    anchorMode === 'INTERVIEW' && plan.modes.includes('WECHAT')
      ? analyseMode(plan, 'WECHAT', sums, targets, options)
      : null;
  const online = beside?.outcome === 'analysed' ? beside : null;
  const groups = groupsOf(plan, seed);
  const modesInput: BlendInput | null =
    online && plan.onlineUse === 'BLEND'
      ? {
          interview: rankableScores(anchor.scores),
          online: rankableScores(online.scores),
          rule: { ...standardBlendRule, clipRobustDeviations: plan.clipRobustDeviations },
        }
      : null;
  const inputs: RankingInputs = modesInput
    ? { ...modesInput, groups }
    : groups.map(({ unitIds, parameters }) => rankingInput(anchor.scores, unitIds, parameters));
  return {
    outcome: 'computed',
    anchor: { mode: anchorMode, analysis: anchor },
    online: online ? { mode: 'WECHAT', analysis: online } : null,
    onlineRefusal: beside?.outcome === 'refused' ? beside : null,
    blend: modesInput ? blendModes(modesInput) : null,
    inputs,
    rankings: inputsByGroup(inputs).map((input) => rankUnits(input)),
  };
}

/** Scores of one mode alone; null when nobody answered in it. */
export function analyseMode(
  plan: PollPlan,
  mode: PollMode,
  sums: readonly AtomSums[],
  targets: readonly MarginTarget[],
  options: WeightingOptions,
): Analysis | WeightingRefusal | null {
  if (!sums.some((atom) => modes[atom.mode] === mode && atom.respondents > 0)) return null;
  return analyseSums(cellSumsOf(foldedSurveyOf(plan, mode, sums)), targets, options, {
    minimumRespondents: plan.publication.minimumCell,
    minimumEffectiveRespondents: plan.publication.minimumCellEffective,
  });
}

/** Each group of the plan is ranked apart, by the plan's rule. */
export function groupsOf(plan: PollPlan, seed: number): BlendedRankingInput['groups'] {
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
