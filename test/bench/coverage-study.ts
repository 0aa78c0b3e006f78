// One simulated survey: totals of sampling units, the scores and covariance they give, and whether the rank sets cover.
import { simultaneousRankSets } from '../../shared/statistics/src/ranking/rank-sets.js';
import type { CriticalMethod } from '../../shared/statistics/src/ranking/critical-values.js';
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

/**
 * @returns whether no pair was separated the wrong way (every set holds all ranks that the true scores leave open), and the
 * mean number of ranks in a set
 */
export function simulate(design: Design, method: CriticalMethod, seed: number, draws: number) {
  const { units, strata, perStratum } = design;
  const samplingUnits = strata * perStratum;
  const normals = seededNormals(seed, samplingUnits * (units + 1));
  const scale = ERROR / Math.sqrt(samplingUnits);
  let at = 0;
  const totals = Array.from({ length: samplingUnits }, () => {
    const common = COMMON * normals[at++]!;
    return Array.from({ length: units }, () => scale * (common + normals[at++]!));
  });
  const stratumOf = totals.map((_, u) => Math.floor(u / perStratum));
  const truth = Array.from({ length: units }, (_, unit) => truths[design.truth](unit, units));
  const scores = truth.map((value, unit) => value + totals.reduce((sum, row) => sum + row[unit]!, 0));
  const covariance = Array.from({ length: units }, () => new Array<number>(units).fill(0));
  for (let h = 0; h < strata; h++) {
    const rows = totals.slice(h * perStratum, (h + 1) * perStratum);
    const means = truth.map((_, unit) => rows.reduce((sum, row) => sum + row[unit]!, 0) / perStratum);
    for (const row of rows) {
      const centred = row.map((value, unit) => value - means[unit]!);
      for (let a = 0; a < units; a++) {
        for (let b = 0; b < units; b++) {
          covariance[a]![b]! += (perStratum / (perStratum - 1)) * centred[a]! * centred[b]!;
        }
      }
    }
  }
  const sets = simultaneousRankSets({
    scores,
    covariance,
    degreesOfFreedom: degreesOfFreedom(design),
    seed: seed + 1_000_000,
    draws,
    confidence: 0.95,
    method,
    samplingUnits: { stratumOf, totals },
  });
  const isCovered = sets.every(({ ranks: [best, worst] }, unit) => {
    const better = truth.filter((other) => other > truth[unit]!).length;
    const notWorse = truth.filter((other) => other >= truth[unit]!).length;
    return best <= 1 + better && worst >= notWorse;
  });
  const width = sets.reduce((sum, { ranks: [best, worst] }) => sum + worst - best + 1, 0) / units;
  return { isCovered, width };
}
