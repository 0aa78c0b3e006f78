import { unitScores, type UnitScore, type UnitScores } from './composite/unit-scores.js';
import type { Survey } from './design/survey.js';
import { itemMeans } from './estimation/item-means.js';
import { standardIndicatorRule, type IndicatorRule } from './quality/publication-rule.js';
import type { RankableUnit, RankingInput } from './ranking/rank-units.js';
import { meansCovariance } from './variance/linearisation.js';
import { reduceAnswers, type CellSums } from './weighting/cells.js';
import type { MarginTarget, WeightingRefusal } from './weighting/margins.js';
import { standardWeighting, weigh, type Weighting, type WeightingOptions } from './weighting/weigh.js';

export interface SurveyAnalysis {
  readonly outcome: 'analysed';
  readonly sums: CellSums;
  readonly weighting: Weighting;
  readonly scores: UnitScores;
  readonly design: {
    readonly strata: number;
    readonly samplingUnits: number;
    readonly degreesOfFreedom: number;
    readonly lonelyStrata: readonly string[];
  };
}

/**
 * From answers to unit scores in one call (调查分析): reduce → weigh → means → covariance → composites. Each step is exported
 * too, for whoever keeps the reduced state. Next comes {@link rankingInput}, then `rankUnits`.
 *
 * Weights: base weights of the design in, calibrated ones out. Missing: NO_SCORE and NOT_ASKED answers enter no mean.
 *
 * @example the fourteen units of reference/brought-in-resident-survey.R, margins as published: `police` scores 52.6057 ± 1.5765
 */
export function analyseSurvey(
  survey: Survey,
  targets: readonly MarginTarget[],
  weightingOptions: WeightingOptions = standardWeighting,
  indicatorRule: IndicatorRule = standardIndicatorRule,
): SurveyAnalysis | WeightingRefusal {
  const sums = reduceAnswers(survey);
  const weighting = weigh(sums, targets, weightingOptions);
  if (weighting.outcome === 'refused') return weighting;
  const means = itemMeans(sums, weighting.weights);
  const covariance = meansCovariance(sums, weighting.margins, weighting.weights, means);
  return {
    outcome: 'analysed',
    sums,
    weighting,
    scores: unitScores(survey, sums, weighting.weights, means, covariance, indicatorRule),
    design: {
      strata: sums.strata.length,
      samplingUnits: sums.samplingUnits.length,
      degreesOfFreedom: sums.samplingUnits.length - sums.strata.length,
      lonelyStrata: covariance.lonelyStrata,
    },
  };
}

/**
 * Picks the units of one ranking group, in the order given, with their covariance.
 *
 * @throws RangeError when an id is unknown
 */
export function rankingInput(
  scores: UnitScores,
  unitIds: readonly string[],
  parameters: Omit<RankingInput, 'units' | 'covariance'>,
): RankingInput {
  const places = unitIds.map((id) => {
    const place = scores.units.findIndex((unit) => unit.id === id);
    if (place < 0) throw new RangeError(`there is no unit ${id}`);
    return place;
  });
  return {
    ...parameters,
    units: places.map((place) => rankable(scores.units[place]!)),
    covariance: places.map((row) => places.map((column) => scores.covariance[row]![column]!)),
  };
}

function rankable(unit: UnitScore): RankableUnit {
  return {
    id: unit.id,
    score: unit.score,
    degreesOfFreedom: unit.degreesOfFreedom,
    respondents: unit.respondents,
    effectiveRespondents: unit.effectiveRespondents,
    samplingUnits: unit.samplingUnits,
    largestSamplingUnitShare: unit.largestSamplingUnitShare,
    publishableShare: unit.publishableShare,
  };
}
