import type { LonelyPolicy } from '../design/survey-design.js';
import type { LonelyStratum, VarianceRefusal } from './total-covariance.js';

/** Sampling units of one stage, ordered by stratum. */
export interface UnitFrame {
  readonly strata: readonly { readonly code: string; readonly population?: number }[];
  /** Stratum of each unit, ascending. */
  readonly stratumOfUnit: Int32Array;
  readonly lonelyPolicy: LonelyPolicy;
}

/**
 * Totals by sampling unit made into rows whose cross products are the covariance of the totals (离差行): centred in their stratum
 * and scaled by √((1 − n/N) · n/(n − 1)). What is summed over columns beforehand or afterwards is then the same, so one set of
 * rows serves items, composites and differences. One stage; as {@link totalCovariance}.
 *
 * @param totals row-major units × size; becomes the rows
 */
export function spreadOfTotals(
  { strata, stratumOfUnit, lonelyPolicy }: UnitFrame,
  totals: Float64Array,
  size: number,
): { readonly outcome: 'estimated'; readonly lonelyStrata: readonly LonelyStratum[] } | VarianceRefusal {
  const units = stratumOfUnit.length;
  const lonelyStrata: LonelyStratum[] = [];
  let all = 0;
  let seen = 0;
  for (let first = 0; first < units; ) {
    const stratum = stratumOfUnit[first]!;
    let end = first;
    while (end < units && stratumOfUnit[end] === stratum) end++;
    const drawn = end - first;
    const { code, population = Infinity } = strata[stratum]!;
    const unseen = population === Infinity ? 1 : 1 - drawn / population;
    const from = first * size;
    const to = end * size;
    first = end;
    all++;
    if (unseen < 1e-7) {
      seen++;
      totals.fill(0, from, to);
      continue;
    }
    if (drawn === 1) {
      if (lonelyPolicy === 'fail') {
        return { outcome: 'refused', reason: 'lonely-sampling-unit', stage: 1, stratum: code };
      }
      lonelyStrata.push({ stage: 1, stratum: code });
      if (lonelyPolicy !== 'average') seen++;
      if (lonelyPolicy !== 'adjust') totals.fill(0, from, to);
      else scale(totals, from, to, Math.sqrt(unseen));
      continue;
    }
    seen++;
    for (let k = 0; k < size; k++) {
      let sum = 0;
      for (let at = from + k; at < to; at += size) sum += totals[at]!;
      const mean = sum / drawn;
      for (let at = from + k; at < to; at += size) totals[at]! -= mean;
    }
    scale(totals, from, to, Math.sqrt((unseen * drawn) / (drawn - 1)));
  }
  if (seen === 0 && all > 0) {
    return { outcome: 'refused', reason: 'lonely-sampling-unit', stage: 1, stratum: lonelyStrata[0]!.stratum };
  }
  if (seen < all) scale(totals, 0, totals.length, Math.sqrt(all / seen));
  return { outcome: 'estimated', lonelyStrata };
}

function scale(totals: Float64Array, from: number, to: number, by: number): void {
  for (let at = from; at < to; at++) totals[at]! *= by;
}
