import { stagesOf, type SamplingStage, type SurveyDesign } from '../design/survey-design.js';
import { crossProducts } from '../numeric/cross-products.js';
import { OrderFreeSums, orderFreeSum } from '../numeric/order-free-sum.js';

/** Covariance of estimated totals. */
export interface TotalCovariance {
  readonly outcome: 'estimated';
  readonly size: number;
  /** Row-major size × size. */
  readonly values: Float64Array;
  /** Strata with a single sampling unit, by what the design's policy made of them. */
  readonly lonelyStrata: readonly LonelyStratum[];
}

export interface LonelyStratum {
  /** 1: the first stage. */
  readonly stage: number;
  readonly stratum: string;
}

/** The variance cannot be estimated: a stratum shows no spread, and the design says to refuse (or all strata are so). */
export interface VarianceRefusal {
  readonly outcome: 'refused';
  readonly reason: 'lonely-sampling-unit';
  readonly stage: number;
  readonly stratum: string;
}

/**
 * Covariance of the totals of weighted columns under the design (设计方差): for each stratum of each stage
 * (1 − n/N) · n/(n − 1) · Σ (z − z̄)(z − z̄)', z the totals by unit; stages below the first are multiplied by the sampling
 * fractions of the units above. Columns of linearised values make this the Taylor variance of any smooth estimate. Särndal,
 * Swensson & Wretman 1992, sections 4.3 and 5.5; the numbers of R `survey:::svyrecvar`.
 *
 * Domains: rows outside have 0 in the column and stay in the design. Order of respondents: none in the result, to the bit.
 *
 * @param columns weight × value by respondent, finite
 * @throws RangeError when a column has not one entry a respondent
 */
export function totalCovariance(
  design: SurveyDesign,
  columns: readonly Float64Array[],
): TotalCovariance | VarianceRefusal {
  const size = columns.length;
  for (const column of columns) {
    if (column.length !== design.respondents) throw new RangeError('a column has one entry a respondent');
  }
  const values = new Float64Array(size * size);
  const lonelyStrata: LonelyStratum[] = [];
  const stages = stagesOf(design);
  // Share of the units above that is in the sample, by unit of the stage above.
  let fractions: Float64Array = Float64Array.of(1);
  for (let s = 0; s < stages.length; s++) {
    if (!fractions.some((fraction) => fraction > 0)) break;
    const stage = stages[s]!;
    const totals = unitTotals(stage.unitOf, stage.units.length, columns);
    const added = addStage(stage, s + 1, totals, size, fractions, design.lonelyPolicy, values);
    if ('outcome' in added) return added;
    lonelyStrata.push(...added.lonely);
    fractions = added.fractions;
  }
  return { outcome: 'estimated', size, values, lonelyStrata };
}

/** Totals by unit, row-major units × columns; the same to the bit in any order of respondents. */
export function unitTotals(unitOf: Int32Array, units: number, columns: readonly Float64Array[]): Float64Array {
  const size = columns.length;
  const totals = new Float64Array(units * size);
  const most = new Int32Array(units);
  for (const unit of unitOf) most[unit]!++;
  const terms = most.reduce((a, b) => Math.max(a, b), 0);
  columns.forEach((column, k) => {
    let bound = 0;
    for (const value of column) bound = Math.max(bound, Math.abs(value));
    if (bound === 0) return;
    const sums = new OrderFreeSums(new Float64Array(units).fill(bound), terms);
    for (let i = 0; i < column.length; i++) sums.add(unitOf[i]!, column[i]!);
    for (let unit = 0; unit < units; unit++) totals[unit * size + k] = sums.value(unit);
  });
  return totals;
}

function addStage(
  stage: SamplingStage,
  number: number,
  totals: Float64Array,
  size: number,
  fractions: Float64Array,
  policy: SurveyDesign['lonelyPolicy'],
  values: Float64Array,
): { lonely: LonelyStratum[]; fractions: Float64Array } | VarianceRefusal {
  const below = new Float64Array(stage.units.length);
  const lonely: LonelyStratum[] = [];
  for (let first = 0; first < below.length; ) {
    // The strata of one unit of the stage above, together: `average` is an average over them.
    const parent = stage.parentOfUnit[first]!;
    const fraction = fractions[parent]!;
    const ofParent = new Float64Array(values.length);
    let strata = 0;
    let seen = 0;
    let lastLonely = '';
    while (first < below.length && stage.parentOfUnit[first] === parent) {
      const stratum = stage.stratumOfUnit[first]!;
      let end = first;
      while (end < below.length && stage.stratumOfUnit[end] === stratum) end++;
      const drawn = end - first;
      const population = stage.population[stratum]!;
      const sampled = population === Infinity ? 0 : drawn / population;
      below.fill(fraction * sampled, first, end);
      const rows = totals.slice(first * size, end * size);
      first = end;
      if (!(fraction > 0)) continue;
      strata++;
      if (1 - sampled < 1e-7) {
        seen++;
        continue;
      }
      if (drawn === 1) {
        const code = stage.strata[stratum]!;
        if (policy === 'fail') {
          return { outcome: 'refused', reason: 'lonely-sampling-unit', stage: number, stratum: code };
        }
        lonely.push({ stage: number, stratum: code });
        lastLonely = code;
        if (policy === 'average') continue;
        seen++;
        if (policy !== 'adjust') continue;
      } else {
        seen++;
        centreRows(rows, drawn, size);
      }
      const scale = (1 - sampled) * (drawn === 1 ? 1 : drawn / (drawn - 1));
      crossProducts(rows, drawn, size).forEach((product, at) => (ofParent[at]! += scale * product));
    }
    if (strata === 0) continue;
    if (seen === 0) return { outcome: 'refused', reason: 'lonely-sampling-unit', stage: number, stratum: lastLonely };
    const share = (fraction * strata) / seen;
    for (let at = 0; at < values.length; at++) values[at]! += share * ofParent[at]!;
  }
  return { lonely, fractions: below };
}

/** Takes the mean row away. */
export function centreRows(rows: Float64Array, count: number, size: number): void {
  for (let k = 0; k < size; k++) {
    const mean = orderFreeSum(Float64Array.from({ length: count }, (_, row) => rows[row * size + k]!)) / count;
    for (let row = 0; row < count; row++) rows[row * size + k]! -= mean;
  }
}
