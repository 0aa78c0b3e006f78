import { orderFreeSum } from '../numeric/order-free-sum.js';
import type { WeightingClasses } from './cells.js';

/** Known population of one weighting variable (边际总体). All margins of a survey describe the same population. */
export interface MarginTarget {
  /** Code of the weighting variable. */
  readonly variable: string;
  /** Levels in their natural order. A level may stand for several levels of the variable (`members`). */
  readonly levels: readonly TargetLevel[];
  /** true for an ordered variable (age): thin levels may be merged with a neighbour. Never for districts. */
  readonly mayCollapse: boolean;
}

export interface TargetLevel {
  readonly code: string;
  /** Levels of the variable that it stands for; its own code when left out. */
  readonly members?: readonly string[];
  /**
   * People of the population (or a share; only proportions and the common total matter), positive. null: unknown, as for
   * respondents who did not say; the level keeps the share it has in the sample by base weights, and the known levels
   * divide the rest.
   */
  readonly population: number | null;
}

/** Why a survey cannot be weighted as asked (拒绝加权的原因): a fact about data and targets, returned, never thrown. */
export interface WeightingRefusal {
  readonly outcome: 'refused';
  readonly reason:
    | 'totals-differ'
    | 'level-without-respondents'
    | 'respondents-without-population'
    | 'infeasible'
    | 'not-converged'
    | 'trimming-not-converged';
  readonly margin: string;
  /** null when the margin as a whole is at fault. */
  readonly level: string | null;
  /** Largest relative margin error left, or the relative difference of totals; null where it says nothing. */
  readonly relativeError: number | null;
}

/** A margin made ready for raking: totals in the population's unit, and the level of every weighting class. */
export interface ResolvedMargin {
  readonly variable: string;
  readonly levels: readonly string[];
  /** Wanted sum of weights by level. */
  readonly totals: Float64Array;
  readonly isLeftAsInSample: readonly boolean[];
  readonly levelOfClass: Int32Array;
  /** Sum of base weights by level. */
  readonly baseTotals: Float64Array;
  readonly respondents: Float64Array;
}

/** Totals of two margins may differ by this much, relative, before the survey is refused. */
const TOTALS_TOLERANCE = 1e-9;

/**
 * Matches margin targets with the reduced survey and brings all margins to one total: that of the first margin with a known
 * population, or the sum of base weights when none is known.
 *
 * @throws RangeError on misuse: unknown variable, a variable or level named twice, unknown member, population not positive
 */
export function resolveMargins(
  sums: WeightingClasses,
  targets: readonly MarginTarget[],
):
  | { readonly outcome: 'resolved'; readonly total: number; readonly margins: readonly ResolvedMargin[] }
  | WeightingRefusal {
  const baseTotal = orderFreeSum(sums.classes.baseWeight.map((weight, c) => weight * sums.classes.respondents[c]!));
  const known = targets.map(knownPopulation);
  const total = known.find((population) => population !== null) ?? baseTotal;
  const margins: ResolvedMargin[] = [];
  const seen = new Set<string>();
  for (let m = 0; m < targets.length; m++) {
    const target = targets[m]!;
    if (seen.has(target.variable)) throw new RangeError(`margin ${target.variable} is given twice`);
    seen.add(target.variable);
    const population = known[m]!;
    if (population !== null) {
      const relativeError = Math.abs(population - total) / total;
      if (relativeError > TOTALS_TOLERANCE) return refusal('totals-differ', target.variable, null, relativeError);
    }
    const matched = matchLevels(sums, target);
    if ('outcome' in matched) return matched;

    const isLeftAsInSample = target.levels.map((level) => level.population === null);
    const leftShare = orderFreeSum(matched.baseTotals.map((sum, l) => (isLeftAsInSample[l] ? sum / baseTotal : 0)));
    const totals = new Float64Array(target.levels.length);
    for (let l = 0; l < totals.length; l++) {
      const { code, population: wanted } = target.levels[l]!;
      totals[l] =
        wanted === null
          ? total * (matched.baseTotals[l]! / baseTotal)
          : total * (wanted / population!) * (1 - leftShare);
      if (wanted !== null && matched.respondents[l] === 0) {
        return refusal('level-without-respondents', target.variable, code, null);
      }
    }
    margins.push({
      variable: target.variable,
      levels: target.levels.map(({ code }) => code),
      totals,
      isLeftAsInSample,
      ...matched,
    });
  }
  return { outcome: 'resolved', total, margins };
}

export function refusal(
  reason: WeightingRefusal['reason'],
  margin: string,
  level: string | null,
  relativeError: number | null,
): WeightingRefusal {
  return { outcome: 'refused', reason, margin, level, relativeError };
}

function knownPopulation(target: MarginTarget): number | null {
  const populations: number[] = [];
  for (const { code, population } of target.levels) {
    if (population === null) continue;
    if (!(population > 0) || population === Infinity) {
      throw new RangeError(`the population of ${target.variable} ${code} is ${population}`);
    }
    populations.push(population);
  }
  return populations.length === 0 ? null : orderFreeSum(populations);
}

function matchLevels(
  sums: WeightingClasses,
  target: MarginTarget,
): Pick<ResolvedMargin, 'levelOfClass' | 'baseTotals' | 'respondents'> | WeightingRefusal {
  const v = sums.variables.findIndex(({ code }) => code === target.variable);
  if (v < 0) throw new RangeError(`there is no weighting variable ${target.variable}`);
  const { levels } = sums.variables[v]!;
  const targetOf = new Int32Array(levels.length).fill(-1);
  if (new Set(target.levels.map(({ code }) => code)).size !== target.levels.length) {
    throw new RangeError(`levels of margin ${target.variable} must differ`);
  }
  target.levels.forEach(({ code, members }, l) => {
    for (const member of members ?? [code]) {
      const level = levels.indexOf(member);
      if (level < 0) throw new RangeError(`variable ${target.variable} has no level ${member}`);
      if (targetOf[level] !== -1) throw new RangeError(`level ${member} of ${target.variable} is given twice`);
      targetOf[level] = l;
    }
  });
  const { classes } = sums;
  const levelOfClass = new Int32Array(classes.count);
  const baseTotals = new Float64Array(target.levels.length);
  const respondents = new Float64Array(target.levels.length);
  for (let c = 0; c < classes.count; c++) {
    const level = classes.levels[c * sums.variables.length + v]!;
    const l = targetOf[level]!;
    if (l < 0) return refusal('respondents-without-population', target.variable, levels[level]!, null);
    levelOfClass[c] = l;
    baseTotals[l]! += classes.baseWeight[c]! * classes.respondents[c]!;
    respondents[l]! += classes.respondents[c]!;
  }
  return { levelOfClass, baseTotals, respondents };
}
