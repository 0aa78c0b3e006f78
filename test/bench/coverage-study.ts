// One simulated survey: totals of sampling units, the scores and covariance they give, and whether the rank sets cover.
import { simultaneousRankSets } from '../../shared/statistics/src/ranking/rank-sets.js';
import type { CriticalMethod } from '../../shared/statistics/src/ranking/critical-values.js';
import { normalErrors } from '../../shared/statistics/src/ranking/error-draws.js';
import { seededNormals } from '../../shared/statistics/src/numeric/seeded-normals.js';

export interface Design {
  readonly name: string;
  readonly units: number;
  readonly strata: number;
  readonly perStratum: number;
  readonly truth: 'tied' | 'grouped' | 'spread';
}

export const degreesOfFreedom = ({ strata, perStratum }: Design): number => strata * (perStratum - 1);

/** Standard error of every score. */
const ERROR = 1;
/** Standard deviation of what a sampling unit adds to all scores alike, in the same unit. */
const COMMON = 0.7;

const truths = {
  tied: () => 0,
  // Halves ten standard errors apart.
  grouped: (unit: number, units: number) => (unit < units / 2 ? 10 * ERROR : 0),
  // Two standard errors from each to the next.
  spread: (unit: number) => -2 * ERROR * unit,
};

export interface Outcome {
  /** No pair was separated the wrong way: every set holds all ranks that the true scores leave open. */
  readonly isCovered: boolean;
  /** Mean number of ranks in a set. */
  readonly width: number;
}

/** One survey, and what each method makes of it; those that draw normals are given the same ones. */
export function simulate(design: Design, methods: readonly CriticalMethod[], seed: number, draws: number): Outcome[] {
  const { units, strata, perStratum } = design;
  const samplingUnits = strata * perStratum;
  const normals = seededNormals(seed, samplingUnits * (units + 1));
  const scale = ERROR / Math.sqrt(samplingUnits);
  let at = 0;
  const totals = Array.from({ length: samplingUnits }, () => {
    const common = COMMON * normals[at++]!;
    return Float64Array.from({ length: units }, () => scale * (common + normals[at++]!));
  });
  const stratumOf = Int32Array.from({ length: samplingUnits }, (_, u) => Math.floor(u / perStratum));
  const truth = Array.from({ length: units }, (_, unit) => truths[design.truth](unit, units));
  const scores = truth.map((value, unit) => totals.reduce((sum, row) => sum + row[unit]!, value));
  const covariance = covarianceOf(totals, design);
  let shared: Float64Array | undefined;
  return methods.map((method) => {
    const isNormal = method === 'normal' || method === 't-matched';
    if (isNormal) shared ??= normalDraws(covariance, seed + 1_000_000, draws);
    const sets = simultaneousRankSets(
      {
        scores,
        covariance,
        degreesOfFreedom: degreesOfFreedom(design),
        seed: seed + 1_000_000,
        draws,
        confidence: 0.95,
        method,
        samplingUnits: { stratumOf, totals },
        ...(isNormal ? { givenDraws: shared! } : {}),
      },
      draws,
    );
    const isCovered = sets.every(({ ranks: [best, worst] }, unit) => {
      const better = truth.filter((other) => other > truth[unit]!).length;
      const notWorse = truth.filter((other) => other >= truth[unit]!).length;
      return best <= 1 + better && worst >= notWorse;
    });
    const width = sets.reduce((sum, { ranks: [best, worst] }) => sum + worst - best + 1, 0) / units;
    return { isCovered, width };
  });
}

function covarianceOf(totals: readonly Float64Array[], { units, strata, perStratum }: Design): number[][] {
  const covariance = Array.from({ length: units }, () => new Array<number>(units).fill(0));
  for (let h = 0; h < strata; h++) {
    const rows = totals.slice(h * perStratum, (h + 1) * perStratum);
    const centred = rows.map((row) =>
      row.map((value, unit) => value - rows.reduce((sum, other) => sum + other[unit]!, 0) / perStratum),
    );
    for (const row of centred) {
      for (let a = 0; a < units; a++) {
        const to = covariance[a]!;
        const own = (perStratum / (perStratum - 1)) * row[a]!;
        for (let b = 0; b < units; b++) to[b]! += own * row[b]!;
      }
    }
  }
  return covariance;
}

/** Draw after draw, errors of all units. */
function normalDraws(covariance: readonly (readonly number[])[], seed: number, draws: number): Float64Array {
  const units = covariance.length;
  const drawn = normalErrors(covariance, seed, draws);
  const errors = new Float64Array(draws * units);
  for (let draw = 0; draw < draws; draw++) errors.set(drawn.errors(draw), draw * units);
  return errors;
}
