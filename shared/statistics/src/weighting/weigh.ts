import { kish, type Kish } from '../variance/design-effect.js';
import type { SurveySums, WeightingClasses } from './cells.js';
import { collapseThinLevels, standardThinLevelRule, type CollapsedLevel, type ThinLevelRule } from './collapse.js';
import { resolveMargins, type MarginTarget, type ResolvedMargin, type WeightingRefusal } from './margins.js';
import { levelSums, rake, standardRaking, type RakingOptions } from './rake.js';
import { standardTrimBounds, trimWeights, type TrimBounds } from './trim.js';

export interface WeightingOptions {
  readonly raking: RakingOptions;
  /** null: levels stay as declared. */
  readonly thinLevels: ThinLevelRule | null;
  /** null: weights stay as raked. */
  readonly trimming: TrimBounds | null;
}

export const standardWeighting: WeightingOptions = {
  raking: standardRaking,
  thinLevels: standardThinLevelRule,
  trimming: standardTrimBounds,
};

/** Weights with everything a publication says about them. */
export interface Weighting {
  readonly outcome: 'weighted';
  /** Weight of one respondent of each weighting class of the sums. */
  readonly weights: Float64Array;
  /** Sum of weights over respondents: the population, or the sum of base weights when no population is known. */
  readonly total: number;
  readonly margins: readonly ResolvedMargin[];
  readonly marginReports: readonly MarginReport[];
  readonly cycles: number;
  readonly largestMarginError: number;
  /** Largest relative margin error after each cycle: those of raking, then those of each round of trimming. */
  readonly errors: readonly number[];
  readonly kishOfBaseWeights: Kish;
  readonly kish: Kish;
  readonly trimmedRespondents: number;
  readonly trimmingRounds: number;
  readonly collapsed: readonly CollapsedLevel[];
}

/** One margin before and after, as shares of the whole. */
export interface MarginReport {
  readonly variable: string;
  readonly levels: readonly {
    readonly code: string;
    readonly respondents: number;
    /** Share by base weights. */
    readonly before: number;
    /** Share of the population; null for a level left as in the sample. */
    readonly target: number | null;
    readonly after: number;
  }[];
}

/**
 * Weights a reduced survey (加权): thin levels are merged, margins raked, extreme weights trimmed, in this order.
 *
 * Weights: base weights in, calibrated weights out, which add up to the population. Missing values of a weighting variable:
 * a level of their own with population null. Without margins the base weights stand.
 *
 * @example 100, 60, 40 respondents by age to 30, 45, 25 % of 200 people: weights 0.6, 1.5, 1.25, Kish design effect 1.1675
 * @returns the weights, or the refusal that names margin and level
 * @throws RangeError on misuse, see {@link resolveMargins}
 */
export function weigh(
  sums: WeightingClasses,
  targets: readonly MarginTarget[],
  options: WeightingOptions = standardWeighting,
): Weighting | WeightingRefusal {
  const collapse =
    options.thinLevels === null ? { targets, log: [] } : collapseThinLevels(sums, targets, options.thinLevels);
  const resolved = resolveMargins(sums, collapse.targets);
  if (resolved.outcome === 'refused') return resolved;
  const { margins, total } = resolved;
  const { baseWeight, respondents } = sums.classes;

  const raked = rake(
    baseWeight.map((weight, c) => weight * respondents[c]!),
    margins,
    options.raking,
  );
  if (raked.outcome === 'refused') return raked;
  let weights: Float64Array = baseWeight.map((weight, c) => weight * raked.factors[c]!);
  let { cycles, largestMarginError, errors } = raked;
  let trimmedRespondents = 0;
  let trimmingRounds = 0;
  if (options.trimming !== null) {
    const trimmed = trimWeights(weights, respondents, margins, options.trimming, options.raking);
    if (trimmed.outcome === 'refused') return trimmed;
    ({ weights, trimmedRespondents } = trimmed);
    trimmingRounds = trimmed.rounds;
    cycles += trimmed.cycles;
    errors = [...errors, ...trimmed.errors];
    if (trimmingRounds > 0) largestMarginError = trimmed.largestMarginError;
  }
  return {
    outcome: 'weighted',
    weights,
    total,
    margins,
    marginReports: margins.map((margin) => reportMargin(margin, weights, respondents, total)),
    cycles,
    largestMarginError,
    errors,
    kishOfBaseWeights: kish(baseWeight, respondents),
    kish: kish(weights, respondents),
    trimmedRespondents,
    trimmingRounds,
    collapsed: collapse.log,
  };
}

/** The weight of every respondent, in the survey's order. */
export function respondentWeights(sums: SurveySums, weighting: Weighting): Float64Array {
  return Float64Array.from(sums.classOfRespondent, (c) => weighting.weights[c]!);
}

function reportMargin(
  margin: ResolvedMargin,
  weights: Float64Array,
  respondents: Float64Array,
  total: number,
): MarginReport {
  const after = levelSums(
    weights.map((weight, c) => weight * respondents[c]!),
    margin.levelOfClass,
    margin.levels.length,
  );
  const base = margin.baseTotals.reduce((sum, level) => sum + level, 0);
  return {
    variable: margin.variable,
    levels: margin.levels.map((code, l) => ({
      code,
      respondents: margin.respondents[l]!,
      before: margin.baseTotals[l]! / base,
      target: margin.isLeftAsInSample[l] ? null : margin.totals[l]! / total,
      after: after[l]! / total,
    })),
  };
}
