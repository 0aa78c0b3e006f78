import type { UnitScores } from '../composite/unit-scores.js';
import { standardDisclosureRule } from '../disclosure/suppress.js';
import { itemMeans } from '../estimation/item-means.js';
import { itemTotals } from '../variance/linearisation.js';
import type { CellSums } from '../weighting/cells.js';
import type { Weighting } from '../weighting/weigh.js';
import { standardCriticalMethod } from './critical-values.js';
import type { SamplingUnitTotals } from './error-draws.js';
import { comparedUnits, type RankingInput } from './rank-units.js';

/** Of a sample that was weighted and scored. */
export interface ScoredSums {
  readonly sums: CellSums;
  readonly weighting: Pick<Weighting, 'weights' | 'margins'>;
  readonly scores: Pick<UnitScores, 'units'>;
}

/**
 * Totals of the linearised scores by sampling unit from sums alone (由累加向量得各抽样单元的线性化总量): Σ share · total of the item,
 * residuals after calibration, times the weight. The same numbers as `samplingUnitTotals` finds from the rows, without any.
 *
 * @returns one row a sampling unit in the order of `sums.samplingUnits`, one column a unit in the order of the scores
 */
export function totalsFromSums({ sums, weighting, scores }: ScoredSums): SamplingUnitTotals {
  const means = itemMeans(sums, weighting.weights);
  const ofItems = itemTotals(sums, weighting.margins, weighting.weights, means);
  const parts = scores.units.map(({ indicators }, u) =>
    indicators.flatMap(({ share }, i) => (share > 0 ? [{ share, item: sums.layout.units[u]!.items[i]!.item }] : [])),
  );
  return {
    stratumOf: [...sums.stratumOfSamplingUnit],
    totals: sums.samplingUnits.map((_, samplingUnit) =>
      parts.map((own) =>
        own.reduce((sum, { share, item }) => sum + share * ofItems[samplingUnit * means.length + item]!, 0),
      ),
    ),
  };
}

/**
 * The same ranking input with the totals of the sampling units where its critical values ask for them (by the degrees of
 * freedom of the units compared), so that whoever has the input can draw again; the method is then named in it. Elsewhere, and
 * where a sampling unit has too few respondents for its totals to leave the house, the input as it was.
 *
 * What leaves: a row for each sampling unit, in an order that their figures alone decide and without a name, so that no row
 * tells which site or day it is of; zeros for units that are not compared. A sampling unit of fewer than 10 respondents would
 * show what few people said of everybody, so one such withholds the totals of all.
 *
 * @param input of units that this sample scored, and no other sample
 */
export function withReleasableTotals(
  input: RankingInput,
  sample: ScoredSums,
  minimumRespondents = standardDisclosureRule.minimumRespondents,
): RankingInput {
  const compared = comparedUnits(input);
  if (compared === null || !asksForTotals(compared.degreesOfFreedom)) return input;
  if (fewestRespondents(sample.sums) < minimumRespondents) return input;
  const { stratumOf, totals } = totalsFromSums(sample);
  const columns = input.units.map(({ id }) =>
    compared.ids.includes(id) ? sample.scores.units.findIndex((unit) => unit.id === id) : null,
  );
  const rows = totals.map((row) => columns.map((column) => (column === null ? 0 : row[column]!)));
  return {
    ...input,
    method: standardCriticalMethod(compared.degreesOfFreedom, true),
    samplingUnits: withoutNames(stratumOf, rows),
  };
}

/** Whether critical values for so many degrees of freedom are others where the totals of sampling units are at hand. */
export function asksForTotals(degreesOfFreedom: number): boolean {
  return standardCriticalMethod(degreesOfFreedom, true) !== standardCriticalMethod(degreesOfFreedom, false);
}

function fewestRespondents({ atoms, samplingUnits }: CellSums): number {
  const respondents = new Float64Array(samplingUnits.length);
  for (let a = 0; a < atoms.count; a++) respondents[atoms.samplingUnit[a]!]! += atoms.respondents[a]!;
  return respondents.reduce((fewest, count) => Math.min(fewest, count), Infinity);
}

/** Rows by their figures within their stratum, strata by their rows. */
function withoutNames(stratumOf: ArrayLike<number>, rows: readonly (readonly number[])[]): SamplingUnitTotals {
  const strata = new Map<number, (readonly number[])[]>();
  rows.forEach((row, samplingUnit) => {
    const stratum = stratumOf[samplingUnit]!;
    strata.set(stratum, [...(strata.get(stratum) ?? []), row]);
  });
  const sorted = [...strata.values()]
    .map((own) => [...own].sort(compareFigures))
    .sort((one, other) => compareFigures(one.flat(), other.flat()));
  return {
    stratumOf: sorted.flatMap((own, stratum) => own.map(() => stratum)),
    totals: sorted.flat(),
  };
}

function compareFigures(one: readonly number[], other: readonly number[]): number {
  for (let at = 0; at < Math.min(one.length, other.length); at++) {
    if (one[at] !== other[at]) return one[at]! - other[at]!;
  }
  return one.length - other.length;
}
