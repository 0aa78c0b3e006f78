import type { Calibrated, Calibration } from '../weighting/calibrate.js';
import type { SurveyDesign } from './survey-design.js';
import { calibratedWeights, type Weights } from './weights.js';

/** A design with the weights that estimates are made with, and what made them: what every estimator takes. */
export interface WeightedDesign {
  readonly design: SurveyDesign;
  readonly weights: Weights<'base'> | Weights<'calibrated'>;
  /** null: base weights. The variance takes from the residuals what the calibration knows. */
  readonly calibration: Calibration | null;
}

/** The design with its base weights. */
export function withBaseWeights(design: SurveyDesign): WeightedDesign {
  return { design, weights: design.baseWeights, calibration: null };
}

/**
 * The design with calibrated weights. Weights changed after the calibration (trimmed, scaled) may be given; the variance treats
 * them as calibrated weights of the base weights.
 *
 * @throws RangeError when weights are not one a respondent
 */
export function withCalibratedWeights(
  design: SurveyDesign,
  calibrated: Pick<Calibrated, 'weights' | 'calibration'>,
  weights: Float64Array = calibrated.weights,
): WeightedDesign {
  if (weights.length !== design.respondents) throw new RangeError('one weight a respondent');
  return { design, weights: calibratedWeights(weights), calibration: calibrated.calibration };
}
