import { OrderFreeSums } from '../numeric/order-free-sum.js';
import type { CellSums } from '../weighting/cells.js';

/** What weighted answers say about one item: a question in a domain. */
export interface ItemMean {
  readonly question: string;
  readonly domain: string | null;
  /** Respondents with a scored answer. */
  readonly respondents: number;
  /** Sum of their weights. */
  readonly weight: number;
  /** Weighted mean score; null when nobody gave a scored answer. */
  readonly mean: number | null;
  /** Weighted shares of scored answers, best level first; empty when there are none. */
  readonly distribution: readonly number[];
  /** Weighted share of those asked who gave no scored answer; null when nobody was asked. */
  readonly noScoreShare: number | null;
  /** Sum of the weights of those asked. */
  readonly weightAsked: number;
  /** Σ w (score − mean)². */
  readonly weightedSquares: number;
  /** Primary sampling units and strata with a scored answer. */
  readonly samplingUnits: number;
  readonly strata: number;
}

/**
 * Weighted means (加权均值), distributions and don't-know shares of all items, Hájek form: Σ w y / Σ w over the respondents who
 * gave a scored answer. Särndal, Swensson & Wretman 1992, section 5.7.
 *
 * Weights: one for each weighting class; multiplying all by a constant changes no mean or share. Missing: answers without
 * score and questions not asked enter no mean; the former enter `noScoreShare`.
 *
 * @example weights 0.6, 1.5, 1.25 for 100, 60, 40 respondents with scores 70, 80, 90: mean 79.50
 */
export function itemMeans(sums: CellSums, weights: Float64Array): ItemMean[] {
  if (weights.length !== sums.classes.count) throw new RangeError('one weight for each weighting class');
  const { layout, atoms, answers, stratumOfSamplingUnit } = sums;
  const slots = 1 + layout.items.reduce((most, { scores }) => Math.max(most, scores.length), 0);
  const levelWeights = new OrderFreeSums(
    new Float64Array(layout.items.length * slots).fill(largestAtom(sums, weights)),
    atoms.count,
  );
  const respondents = new Float64Array(layout.items.length);
  const samplingUnits = new Float64Array(layout.items.length);
  const strata = new Float64Array(layout.items.length);
  // Atoms run by sampling unit and those by stratum, so a change of number is a new one.
  const lastUnit = new Int32Array(layout.items.length).fill(-1);
  const lastStratum = new Int32Array(layout.items.length).fill(-1);
  for (let a = 0; a < atoms.count; a++) {
    const weight = weights[atoms.classOf[a]!]!;
    const unit = atoms.samplingUnit[a]!;
    const stratum = stratumOfSamplingUnit[unit]!;
    for (let entry = answers.start[a]!; entry < answers.start[a + 1]!; entry++) {
      const item = answers.item[entry]!;
      const level = answers.level[entry]!;
      const count = answers.count[entry]!;
      levelWeights.add(item * slots + level, weight * count);
      if (level === layout.items[item]!.scores.length) continue;
      respondents[item]! += count;
      if (lastUnit[item] !== unit) samplingUnits[item]!++;
      if (lastStratum[item] !== stratum) strata[item]!++;
      lastUnit[item] = unit;
      lastStratum[item] = stratum;
    }
  }
  return layout.items.map(({ question, domain, scores }, item) => {
    const scored = scores.map((_, level) => levelWeights.value(item * slots + level));
    const withoutScore = levelWeights.value(item * slots + scores.length);
    const weight = scored.reduce((sum, w) => sum + w, 0);
    const weightAsked = weight + withoutScore;
    // Measured from a score that was given, so that answers all alike have exactly that mean and no spread.
    const given = scores[scored.findIndex((w) => w > 0)] ?? 0;
    const mean =
      weight > 0 ? given + scored.reduce((sum, w, level) => sum + w * (scores[level]! - given), 0) / weight : null;
    return {
      question,
      domain,
      respondents: respondents[item]!,
      weight,
      mean,
      distribution: weight > 0 ? scored.map((w) => w / weight) : [],
      noScoreShare: weightAsked > 0 ? withoutScore / weightAsked : null,
      weightAsked,
      weightedSquares: scored.reduce((sum, w, level) => sum + w * square(scores[level]! - (mean ?? 0)), 0),
      samplingUnits: samplingUnits[item]!,
      strata: strata[item]!,
    };
  });
}

/** Largest weight of an atom, which bounds every term of the sums. */
function largestAtom({ atoms }: CellSums, weights: Float64Array): number {
  let largest = 0;
  for (let a = 0; a < atoms.count; a++)
    largest = Math.max(largest, weights[atoms.classOf[a]!]! * atoms.respondents[a]!);
  return largest;
}

function square(x: number): number {
  return x * x;
}
