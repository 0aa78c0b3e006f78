import type { WeightedDesign } from '../design/weighted-design.js';
import { effectiveRespondents, kish } from '../variance/design-effect.js';
import { replicateCovariance, type Replicates } from '../variance/replicates.js';
import { calibrationResiduals, type ResidualMethod } from '../variance/residuals.js';
import { tHalfWidth } from '../variance/interval.js';
import { shareInterval, type ShareIntervalMethod } from '../variance/share-interval.js';
import { totalCovariance, type LonelyStratum, type VarianceRefusal } from '../variance/total-covariance.js';
import { countUnits, linearise, membersOf, type Linearised, type Statistic } from './statistic.js';

export interface EstimateOptions {
  /** Replicates given: the variance is theirs; none: Taylor linearisation. */
  readonly replicates: Replicates | null;
  readonly residuals: ResidualMethod;
  readonly confidence: number;
  readonly shareInterval: ShareIntervalMethod;
}

/** Linearisation with regression residuals, 95 %, Korn–Graubard intervals of shares. */
export const standardEstimates: EstimateOptions = {
  replicates: null,
  residuals: 'regression',
  confidence: 0.95,
  shareInterval: 'beta',
};

/** One estimate with all that is published about it. */
export interface Estimate {
  readonly code: string;
  readonly kind: Statistic['kind'];
  /** null: nobody takes part, or a ratio's denominator is zero. */
  readonly value: number | null;
  readonly standardError: number | null;
  /** Sampling units less strata that contain a member; of replicates, theirs. */
  readonly degreesOfFreedom: number;
  /** t quantile × standard error; null without a degree of freedom. */
  readonly marginOfError: number | null;
  readonly interval: readonly [number, number] | null;
  readonly respondents: number;
  readonly sumOfWeights: number;
  readonly kishEffectiveRespondents: number | null;
  /** Variance over that of a simple random sample with replacement of as many respondents; null where nothing varies. */
  readonly designEffect: number | null;
  /** Respondents ÷ design effect. */
  readonly effectiveRespondents: number | null;
}

/** Estimates together: their covariance is what differences, composites and ranks need. */
export interface Estimates {
  readonly outcome: 'estimated';
  readonly estimates: readonly Estimate[];
  readonly size: number;
  /** Row-major size × size; rows of estimates without value are zero. */
  readonly covariance: Float64Array;
  readonly lonelyStrata: readonly LonelyStratum[];
  readonly method: {
    readonly variance: 'linearisation' | Replicates['method'];
    readonly residuals: ResidualMethod | null;
    readonly confidence: number;
    readonly shareInterval: ShareIntervalMethod;
    readonly seed: number | null;
  };
}

/**
 * Estimates totals, means, ratios and shares, with standard errors, intervals and the covariance of all (估计). R `svytotal`,
 * `svymean`, `svyratio`, `svyciprop`, `svyby` and their `vcov`. Domains keep all design rows.
 *
 * @returns estimates, or the refusal of the variance that names the lonely stratum
 * @throws RangeError on misuse: column lengths, infinite values, shares other than 0 and 1, two statistics of one code
 */
export function estimate(
  weighted: WeightedDesign,
  statistics: readonly Statistic[],
  options: Partial<EstimateOptions> = {},
): Estimates | VarianceRefusal {
  const { replicates, residuals, confidence, shareInterval: interval } = { ...standardEstimates, ...options };
  const { design, weights } = weighted;
  if (new Set(statistics.map(({ code }) => code)).size !== statistics.length) {
    throw new RangeError('codes of statistics must differ');
  }
  const members = statistics.map((statistic) => membersOf(statistic, design.respondents));
  const linearised = statistics.map((statistic, k) => linearise(statistic, members[k]!, weights));
  const covariance =
    replicates === null
      ? linearisedCovariance(weighted, linearised, residuals)
      : {
          outcome: 'estimated' as const,
          lonelyStrata: [],
          values: replicateCovariance(
            replicates,
            linearised.map(({ value }) => value),
            (replicate) => statistics.map((statistic, k) => linearise(statistic, members[k]!, replicate).value),
          ),
        };
  if (covariance.outcome === 'refused') return covariance;
  const size = statistics.length;
  const estimates = statistics.map((statistic, k) => {
    const counted = countUnits(design, members[k]!, weights);
    return describe(statistic, members[k]!, linearised[k]!, weights, {
      variance: covariance.values[k * size + k]!,
      degreesOfFreedom: replicates === null ? counted.samplingUnits - counted.strata : replicates.degreesOfFreedom,
      confidence,
      interval,
    });
  });
  return {
    outcome: 'estimated',
    estimates,
    size,
    covariance: covariance.values,
    lonelyStrata: covariance.lonelyStrata,
    method: {
      variance: replicates === null ? 'linearisation' : replicates.method,
      residuals: replicates === null && weighted.calibration !== null ? residuals : null,
      confidence,
      shareInterval: interval,
      seed: replicates?.seed ?? null,
    },
  };
}

/** Weighted residuals of the linearised values, by respondent: what sampling units are totalled from. */
export function weightedResiduals(
  { weights, calibration }: WeightedDesign,
  influences: readonly Float64Array[],
  method: ResidualMethod = 'regression',
): readonly Float64Array[] {
  return calibrationResiduals(influences, calibration, method).map((residual) =>
    residual.map((value, i) => value * weights[i]!),
  );
}

function linearisedCovariance(
  weighted: WeightedDesign,
  linearised: readonly Linearised[],
  method: ResidualMethod,
): ReturnType<typeof totalCovariance> {
  const influences = linearised.map(({ influence }) => influence);
  return totalCovariance(weighted.design, weightedResiduals(weighted, influences, method));
}

function describe(
  { code, kind }: Statistic,
  members: Int32Array,
  { value, influence, weight }: Linearised,
  weights: Float64Array,
  given: { variance: number; degreesOfFreedom: number; confidence: number; interval: ShareIntervalMethod },
): Estimate {
  const { degreesOfFreedom, confidence } = given;
  const respondents = members.length;
  const variance = value === null ? 0 : given.variance;
  const standardError = value === null ? null : Math.sqrt(variance);
  const marginOfError =
    standardError === null || degreesOfFreedom < 1 ? null : tHalfWidth(standardError, degreesOfFreedom, confidence);
  let interval: readonly [number, number] | null = null;
  if (value !== null && kind === 'share') {
    interval = shareInterval(
      Math.min(Math.max(value, 0), 1),
      variance,
      respondents,
      degreesOfFreedom,
      given.interval,
      confidence,
    );
  } else if (value !== null && marginOfError !== null) {
    interval = [value - marginOfError, value + marginOfError];
  }
  const own = Float64Array.from(members, (i) => weights[i]!);
  const designEffect = value === null ? null : effectOf(variance, members, own, influence, weight);
  return {
    code,
    kind,
    value,
    standardError,
    degreesOfFreedom,
    marginOfError,
    interval,
    respondents,
    sumOfWeights: weight,
    kishEffectiveRespondents: weight > 0 ? kish(own, new Float64Array(respondents).fill(1)).effectiveRespondents : null,
    designEffect,
    effectiveRespondents: effectiveRespondents(respondents, designEffect),
  };
}

/** The simple random sample's variance is W² · s²/n, s² that of the linearised values. */
function effectOf(
  variance: number,
  members: Int32Array,
  own: Float64Array,
  influence: Float64Array,
  weight: number,
): number | null {
  const n = members.length;
  if (n < 2 || !(weight > 0)) return null;
  const mean = own.reduce((sum, w, m) => sum + w * influence[members[m]!]!, 0) / weight;
  const squares = own.reduce((sum, w, m) => sum + w * (influence[members[m]!]! - mean) ** 2, 0);
  const simple = (weight * squares) / (n - 1);
  return simple > 0 && Number.isFinite(variance / simple) ? variance / simple : null;
}
