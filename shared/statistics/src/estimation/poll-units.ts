import type { SurveyLayout } from '../design/survey.js';
import type { PollEstimates, PollItem, PollUnit } from './poll-estimates.js';
import type { PollFrame } from './poll-frame.js';
import type { ItemSums } from './poll-sums.js';

/** Sampling units less strata in which a column of the row-major units × columns is not zero. */
export function degreesOfFreedom({ stratumOfUnit }: PollFrame, rows: Float64Array, columns: number): Int32Array {
  const freedom = new Int32Array(columns);
  const lastStratum = new Int32Array(columns).fill(-1);
  for (let unit = 0, at = 0; unit < stratumOfUnit.length; unit++) {
    const stratum = stratumOfUnit[unit]!;
    for (let k = 0; k < columns; k++, at++) {
      if (rows[at] === 0) continue;
      if (lastStratum[k] === stratum) freedom[k]!++;
      lastStratum[k] = stratum;
    }
  }
  return freedom;
}

/** Scores of the units and their covariance, from rows by sampling unit whose cross products are the covariance of the items. */
export function compositesOf(
  layout: SurveyLayout,
  frame: PollFrame,
  { size, units, unitWeight }: ItemSums,
  spread: Float64Array,
  items: readonly PollItem[],
  marginOf: (standardError: number | null, degreesOfFreedom: number) => number | null,
): Pick<PollEstimates, 'units' | 'covariance'> {
  const count = layout.units.length;
  const rows = new Float64Array(units * count);
  // Weight of the indicators' answers in each sampling unit: zero where none of a unit's was answered.
  const answered = new Float64Array(units * count);
  layout.units.forEach(({ items: indicators }, u) => {
    for (let unit = 0; unit < units; unit++) {
      for (const { item } of indicators) answered[unit * count + u]! += unitWeight[unit * size + item]!;
    }
  });
  const freedom = degreesOfFreedom(frame, answered, count);
  const described = layout.units.map(({ id, items: indicators }, u): PollUnit => {
    const known = indicators.filter(({ item }) => items[item]!.mean !== null);
    const shares = known.reduce((sum, { share }) => sum + share, 0);
    for (let unit = 0; unit < units; unit++) {
      let sum = 0;
      for (const { item, share } of known) sum += (share / shares) * spread[unit * size + item]!;
      rows[unit * count + u] = sum;
    }
    const score =
      known.length === 0
        ? null
        : known.reduce((sum, { item, share }) => sum + (share / shares) * items[item]!.mean!, 0);
    let variance = 0;
    for (let unit = 0; unit < units; unit++) variance += rows[unit * count + u]! * rows[unit * count + u]!;
    const standardError = score === null ? null : Math.sqrt(variance);
    const marginOfError = marginOf(standardError, freedom[u]!);
    return {
      id,
      score,
      standardError,
      degreesOfFreedom: freedom[u]!,
      marginOfError,
      interval: score === null || marginOfError === null ? null : [score - marginOfError, score + marginOfError],
      omitted: indicators
        .filter(({ item }) => items[item]!.mean === null)
        .map(({ item }) => ({ question: items[item]!.question, domain: items[item]!.domain })),
    };
  });
  const covariance = new Float64Array(count * count);
  for (let unit = 0; unit < units; unit++) {
    const row = unit * count;
    for (let a = 0; a < count; a++) {
      const value = rows[row + a]!;
      if (value !== 0) for (let b = 0; b < count; b++) covariance[a * count + b]! += value * rows[row + b]!;
    }
  }
  return { units: described, covariance };
}
