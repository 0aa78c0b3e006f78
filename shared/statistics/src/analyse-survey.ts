import { unitScores, type UnitScores } from './composite/unit-scores.js';
import type { Survey } from './design/survey.js';
import { itemMeans } from './estimation/item-means.js';
import { standardIndicatorRule, type IndicatorRule } from './quality/publication-rule.js';
import { meansCovariance } from './variance/linearisation.js';
import { reduceAnswers, type CellSums, type SurveySums } from './weighting/cells.js';
import type { MarginTarget, WeightingRefusal } from './weighting/margins.js';
import { standardWeighting, weigh, type Weighting, type WeightingOptions } from './weighting/weigh.js';

export interface Analysis {
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

/** Analysis of a survey whose respondents are known one by one, so that each can be given a weight. */
export interface SurveyAnalysis extends Analysis {
  readonly sums: SurveySums;
}

/**
 * From answers to unit scores in one call (调查分析): reduce → weigh → means → covariance → composites. Each step is exported
 * too. Next comes `rankingInput`, then `rankUnits`.
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
  const analysis = analyseSums(sums, targets, weightingOptions, indicatorRule);
  return analysis.outcome === 'refused' ? analysis : { ...analysis, sums };
}

/** The same from sums, whether reduced from respondents or folded as answers came in (`cellSumsOf`). */
export function analyseSums(
  sums: CellSums,
  targets: readonly MarginTarget[],
  weightingOptions: WeightingOptions = standardWeighting,
  indicatorRule: IndicatorRule = standardIndicatorRule,
): Analysis | WeightingRefusal {
  const weighting = weigh(sums, targets, weightingOptions);
  if (weighting.outcome === 'refused') return weighting;
  const means = itemMeans(sums, weighting.weights);
  const covariance = meansCovariance(sums, weighting.margins, weighting.weights, means);
  return {
    outcome: 'analysed',
    sums,
    weighting,
    scores: unitScores(sums, weighting.weights, means, covariance, indicatorRule),
    design: {
      strata: sums.strata.length,
      samplingUnits: sums.samplingUnits.length,
      degreesOfFreedom: sums.samplingUnits.length - sums.strata.length,
      lonelyStrata: covariance.lonelyStrata,
    },
  };
}
