import { surveyDesign, type SurveyDesign } from '../design/survey-design.js';
import type { WeightedDesign } from '../design/weighted-design.js';
import { studentTCdf } from '../numeric/student-t.js';
import type { ResidualMethod } from '../variance/residuals.js';
import { totalCovariance, unitTotals, type VarianceRefusal } from '../variance/total-covariance.js';
import { weightedResiduals } from './estimate.js';
import { linearise, membersOf, type Statistic } from './statistic.js';

/** One wave of a survey, weighted by itself, and what is estimated in it. */
export interface Wave {
  readonly weighted: WeightedDesign;
  /** The same codes in the same order in both waves. */
  readonly statistics: readonly Statistic[];
}

export interface Change {
  readonly code: string;
  readonly before: number | null;
  readonly after: number | null;
  /** After less before; null when either is. */
  readonly difference: number | null;
  readonly standardError: number | null;
  /** What the standard error would be if the waves had no site in common. */
  readonly standardErrorUnrelated: number | null;
}

export interface Changes {
  readonly outcome: 'estimated';
  readonly changes: readonly Change[];
  /** Covariance of the differences, row-major. */
  readonly covariance: Float64Array;
  /** Sampling units of both waves together less their strata. */
  readonly degreesOfFreedom: number;
  readonly sharedSamplingUnits: number;
}

/**
 * Changes between two waves (两期变化) whose sampling units are partly the same: residuals of both waves are totalled by
 * sampling unit, the later less the earlier, so that what a site has in common cancels. A unit of one wave only counts with
 * zero in the other. R: waves stacked in one design, domain = wave, difference of the two. One stage; the lonely policy is that
 * of the later wave.
 *
 * @throws RangeError when the codes of the waves differ, or a design has further stages or a finite population
 */
export function estimateChanges(
  before: Wave,
  after: Wave,
  residuals: ResidualMethod = 'regression',
): Changes | VarianceRefusal {
  const size = after.statistics.length;
  if (
    before.statistics.length !== size ||
    before.statistics.some(({ code }, k) => code !== after.statistics[k]!.code)
  ) {
    throw new RangeError('both waves have the same statistics in the same order');
  }
  const waves = [before, after].map(({ weighted, statistics }) => {
    const { design, weights } = weighted;
    if (design.furtherStages.length > 0 || design.population.some((population) => population !== Infinity)) {
      throw new RangeError('changes are estimated for one stage with replacement');
    }
    const linearised = statistics.map((statistic) =>
      linearise(statistic, membersOf(statistic, design.respondents), weights),
    );
    const influences = linearised.map(({ influence }) => influence);
    const totals = unitTotals(
      design.samplingUnitOf,
      design.samplingUnits.length,
      weightedResiduals(weighted, influences, residuals),
    );
    return { design, totals, values: linearised.map(({ value }) => value) };
  });
  const [earlier, later] = waves as [(typeof waves)[number], (typeof waves)[number]];
  const units = new Map<string, { stratum: string; unit: string; at: [number, number] }>();
  waves.forEach(({ design }, wave) =>
    design.samplingUnits.forEach((unit, at) => {
      const stratum = design.strata[design.stratumOfSamplingUnit[at]!]!;
      const key = JSON.stringify([stratum, unit]);
      const known = units.get(key) ?? { stratum, unit, at: [-1, -1] };
      known.at[wave] = at;
      units.set(key, known);
    }),
  );
  const sites = [...units.values()];
  const column = ({ totals }: (typeof waves)[number], wave: 0 | 1, k: number): Float64Array =>
    Float64Array.from(sites, ({ at }) => (at[wave] < 0 ? 0 : totals[at[wave] * size + k]!));
  // A site stands for its respondents: their totals are all that the variance needs.
  const both: SurveyDesign = surveyDesign({
    strata: sites.map(({ stratum }) => stratum),
    samplingUnits: sites.map(({ unit }) => unit),
    baseWeights: sites.map(() => 1),
    lonelyPolicy: after.weighted.design.lonelyPolicy,
  });
  const indexes = Array.from({ length: size }, (_, k) => k);
  const covarianceOf = (columns: Float64Array[]): ReturnType<typeof totalCovariance> => totalCovariance(both, columns);
  const apart = covarianceOf([
    ...indexes.map((k) => column(earlier, 0, k)),
    ...indexes.map((k) => column(later, 1, k)),
  ]);
  const differences = indexes.map((k) => {
    const first = column(earlier, 0, k);
    return column(later, 1, k).map((value, site) => value - first[site]!);
  });
  const covariance = covarianceOf(differences);
  if (apart.outcome === 'refused') return apart;
  if (covariance.outcome === 'refused') return covariance;
  const variance = (k: number): number => apart.values[k * 2 * size + k]!;
  return {
    outcome: 'estimated',
    changes: after.statistics.map(({ code }, k) => {
      const first = earlier.values[k]!;
      const second = later.values[k]!;
      const isKnown = first !== null && second !== null;
      return {
        code,
        before: first,
        after: second,
        difference: isKnown ? second - first : null,
        standardError: isKnown ? Math.sqrt(covariance.values[k * size + k]!) : null,
        standardErrorUnrelated: isKnown ? Math.sqrt(variance(k) + variance(size + k)) : null,
      };
    }),
    covariance: covariance.values,
    degreesOfFreedom: both.samplingUnits.length - both.strata.length,
    sharedSamplingUnits: sites.filter(({ at }) => at[0] >= 0 && at[1] >= 0).length,
  };
}

export interface ChangeRule {
  /** Error rate over all units together. */
  readonly level: number;
  /** Smallest change worth a word, in points. */
  readonly meaningful: number;
  /** Take the median change away first: what all units have in common (the season) is no unit's doing. */
  readonly lessCommonChange: boolean;
}

/** 5 % over all units, two points, common change kept. */
export const standardChangeRule: ChangeRule = { level: 0.05, meaningful: 2, lessCommonChange: false };

export interface JudgedChange {
  readonly code: string;
  readonly difference: number | null;
  /** Two-sided, unadjusted; null where nothing can be tested. */
  readonly probability: number | null;
  /** Holm's adjustment over all that can be tested. */
  readonly adjustedProbability: number | null;
  readonly verdict: 'better' | 'worse' | 'no-change-shown' | 'unknown';
}

/**
 * Declares changes (显著变化判定): only what is significant by Holm's procedure over all units and at least the meaningful size.
 * Holm 1979. A standard error of zero shows nothing.
 *
 * @example differences 5, 1 with standard errors 1, 1 and 100 degrees of freedom: better, no change shown
 */
export function judgeChanges(
  { changes, degreesOfFreedom }: Pick<Changes, 'changes' | 'degreesOfFreedom'>,
  rule: ChangeRule = standardChangeRule,
): { readonly commonChange: number; readonly changes: readonly JudgedChange[] } {
  const known = changes.flatMap(({ difference }) => (difference === null ? [] : [difference]));
  const commonChange = rule.lessCommonChange ? median(known) : 0;
  const tested = changes.map(({ difference, standardError }) => {
    if (difference === null || standardError === null || !(standardError > 0) || degreesOfFreedom < 1) return null;
    return 2 * studentTCdf(-Math.abs(difference - commonChange) / standardError, degreesOfFreedom);
  });
  const order = tested
    .flatMap((probability, k) => (probability === null ? [] : [{ probability, k }]))
    .sort((a, b) => a.probability - b.probability || a.k - b.k);
  const adjusted = new Array<number | null>(changes.length).fill(null);
  let largest = 0;
  order.forEach(({ probability, k }, place) => {
    largest = Math.max(largest, Math.min(1, probability * (order.length - place)));
    adjusted[k] = largest;
  });
  return {
    commonChange,
    changes: changes.map(({ code, difference }, k) => {
      const net = difference === null ? null : difference - commonChange;
      const isShown = adjusted[k] !== null && adjusted[k]! <= rule.level && Math.abs(net!) >= rule.meaningful;
      return {
        code,
        difference: net,
        probability: tested[k]!,
        adjustedProbability: adjusted[k]!,
        verdict: adjusted[k] === null ? 'unknown' : !isShown ? 'no-change-shown' : net! > 0 ? 'better' : 'worse',
      };
    }),
  };
}

function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
