import type { WeightedDesign } from '../design/weighted-design.js';
import { weightedResiduals } from '../estimation/estimate.js';
import { linearise, membersOf, type Statistic } from '../estimation/statistic.js';
import { unitTotals } from '../variance/total-covariance.js';
import type { SamplingUnitTotals } from './error-draws.js';

/** A score as what it is made of: shares of estimates. */
export interface ScoreParts {
  readonly parts: readonly { readonly statistic: Statistic; readonly share: number }[];
}

/**
 * Totals of the linearised scores by sampling unit (各抽样单元的线性化总量), for bootstrap-t rank sets: Σ share · influence of each
 * part, its residual after calibration, times the weight. Their covariance under the design is that of the scores.
 *
 * @throws RangeError when the design has further stages or a finite population, whose units are not drawn independently
 */
export function samplingUnitTotals(weighted: WeightedDesign, scores: readonly ScoreParts[]): SamplingUnitTotals {
  const { design, weights } = weighted;
  if (design.furtherStages.length > 0 || design.population.some((population) => population !== Infinity)) {
    throw new RangeError('sampling units are resampled for one stage with replacement');
  }
  const influences = scores.map(({ parts }) => {
    const whole = new Float64Array(design.respondents);
    for (const { statistic, share } of parts) {
      const { influence } = linearise(statistic, membersOf(statistic, design.respondents), weights);
      for (let i = 0; i < whole.length; i++) whole[i]! += share * influence[i]!;
    }
    return whole;
  });
  const totals = unitTotals(
    design.samplingUnitOf,
    design.samplingUnits.length,
    weightedResiduals(weighted, influences),
  );
  const size = scores.length;
  return {
    stratumOf: design.stratumOfSamplingUnit,
    totals: design.samplingUnits.map((_, unit) => totals.subarray(unit * size, (unit + 1) * size)),
  };
}
