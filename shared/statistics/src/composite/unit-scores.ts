import type { ItemMean } from '../estimation/item-means.js';
import { standardIndicatorRule, type IndicatorRule } from '../quality/publication-rule.js';
import { designEffect, kish, type Kish } from '../variance/design-effect.js';
import type { MeansCovariance } from '../variance/linearisation.js';
import type { CellSums } from '../weighting/cells.js';
import { weightedScore } from './weighted-score.js';

/** A unit's score with all that judges its quality. */
export interface UnitScore {
  readonly id: string;
  /** Σ share · mean over the indicators that count; null when no indicator has an answer. */
  readonly score: number | null;
  readonly standardError: number;
  /** Sampling units less strata with at least one scored answer on the unit. */
  readonly degreesOfFreedom: number;
  /** Respondents with at least one scored answer on the unit. */
  readonly respondents: number;
  readonly samplingUnits: number;
  readonly strata: number;
  /** Largest share of the respondents' weight from one sampling unit. */
  readonly largestSamplingUnitShare: number;
  /** Against a simple random sample of as many respondents; null when answers have no spread. */
  readonly designEffect: number | null;
  /** respondents ÷ design effect. */
  readonly effectiveRespondents: number | null;
  /** Cost of unequal weights alone, among the unit's respondents; null without respondents. */
  readonly kish: Kish | null;
  /** Weighted share of the answers asked for that carried no score, over all the unit's indicators; null when none was asked. */
  readonly noScoreShare: number | null;
  /** Shares of answers by level, best first, over the indicators that count; empty when these differ in number of levels. */
  readonly distribution: readonly number[];
  /** Share of the declared score whose indicators are publishable. */
  readonly publishableShare: number;
  readonly indicators: readonly UnitIndicator[];
}

export interface UnitIndicator {
  readonly question: string;
  readonly domain: string | null;
  /** As declared, made to sum to 1 over the unit. */
  readonly declaredShare: number;
  /** Share of the score after leaving out what does not count; 0 when left out. */
  readonly share: number;
  readonly isPublishable: boolean;
  readonly mean: number | null;
  readonly standardError: number;
  readonly respondents: number;
  readonly degreesOfFreedom: number;
  readonly designEffect: number | null;
  readonly noScoreShare: number | null;
}

export interface UnitScores {
  readonly units: readonly UnitScore[];
  /** Covariance of the scores, units × units, row by row: A V A' with A the shares and V the covariance of all item means. */
  readonly covariance: readonly (readonly number[])[];
}

/**
 * Unit scores (单位得分): shares × indicator means, shares renormalised over publishable indicators. A unit with none is scored
 * on every indicator that has an answer, so that there is a figure to show; its publishable share of 0 keeps it unranked.
 *
 * The design effect of a score compares its variance with that of a simple random sample of the unit's respondents, taking
 * each respondent's part in the score, v = Σ share · (score − mean) · W/W_k over the indicators answered (W the weight of
 * the unit's respondents, W_k of those who answered indicator k); for one indicator it is that of the mean.
 *
 * Weights: one for each weighting class. Missing answers lower an indicator's W_k and enter nothing else.
 *
 * @example reference/small-designs.json, `raked`: `streets` = 0.6 clean + 0.4 green scores 51.0024, standard error 2.6601,
 * 11 degrees of freedom, design effect 2.7638
 */
export function unitScores(
  sums: CellSums,
  weights: Float64Array,
  means: readonly ItemMean[],
  covariance: MeansCovariance,
  rule: IndicatorRule = standardIndicatorRule,
): UnitScores {
  const variance = (item: number): number => covariance.values[item * covariance.size + item]!;
  const effects = means.map(({ weightedSquares, weight, respondents }, item) =>
    designEffect(variance(item), weightedSquares, weight, respondents),
  );
  const isPublishable = means.map(({ respondents }, item) => {
    const effect = effects[item]!;
    const effective = effect === null ? respondents : respondents / effect;
    return respondents > 0 && respondents >= rule.minimumRespondents && effective >= rule.minimumEffectiveRespondents;
  });
  const composites = sums.layout.units.map(({ items }) => composeUnit(items, means, isPublishable));
  const raters = countRaters(sums, weights);
  const spread = spreadOfScores(sums, weights, means, composites, raters);
  const matrix = compositeCovariance(composites, covariance);
  const units = sums.layout.units.map(({ id, items }, u): UnitScore => {
    const { score, publishableShare, shares } = composites[u]!;
    const rater = raters[u]!;
    const effect = score === null ? null : designEffect(matrix[u]![u]!, spread[u]!, rater.weight, rater.respondents);
    const declared = items.reduce((sum, { share }) => sum + share, 0);
    return {
      id,
      score,
      standardError: Math.sqrt(matrix[u]![u]!),
      degreesOfFreedom: rater.samplingUnits - rater.strata,
      respondents: rater.respondents,
      samplingUnits: rater.samplingUnits,
      strata: rater.strata,
      largestSamplingUnitShare: rater.weight > 0 ? rater.largestUnitWeight / rater.weight : 0,
      designEffect: effect,
      effectiveRespondents: effect === null ? null : rater.respondents / effect,
      kish: rater.kish,
      noScoreShare: pooledNoScoreShare(items, means),
      distribution: composeDistribution(shares, means),
      publishableShare,
      indicators: items.map(({ item, share }) => ({
        question: means[item]!.question,
        domain: means[item]!.domain,
        declaredShare: share / declared,
        share: shares.get(item) ?? 0,
        isPublishable: isPublishable[item]!,
        mean: means[item]!.mean,
        standardError: Math.sqrt(variance(item)),
        respondents: means[item]!.respondents,
        degreesOfFreedom: means[item]!.samplingUnits - means[item]!.strata,
        designEffect: effects[item]!,
        noScoreShare: means[item]!.noScoreShare,
      })),
    };
  });
  return { units, covariance: matrix };
}

interface Composite {
  readonly score: number | null;
  readonly publishableShare: number;
  /** Share of each item that counts; they sum to 1. */
  readonly shares: ReadonlyMap<number, number>;
}

function composeUnit(
  items: readonly { item: number; share: number }[],
  means: readonly ItemMean[],
  isPublishable: readonly boolean[],
): Composite {
  const published = weightedScore(
    items.map(({ item, share }) => ({ share, value: isPublishable[item] ? means[item]!.mean : null })),
  );
  const counts = (item: number): boolean =>
    published.score === null ? means[item]!.mean !== null : isPublishable[item]!;
  const counted = items.filter(({ item }) => counts(item));
  const total = counted.reduce((sum, { share }) => sum + share, 0);
  const score =
    published.score ?? weightedScore(items.map(({ item, share }) => ({ share, value: means[item]!.mean }))).score;
  return {
    score,
    publishableShare: published.presentShare,
    shares: new Map(counted.map(({ item, share }) => [item, share / total])),
  };
}

function compositeCovariance(composites: readonly Composite[], { size, values }: MeansCovariance): number[][] {
  const matrix = composites.map(() => new Array<number>(composites.length).fill(0));
  composites.forEach(({ shares }, u) => {
    for (let other = 0; other <= u; other++) {
      let sum = 0;
      for (const [k, share] of shares) {
        for (const [l, shareOfOther] of composites[other]!.shares) sum += share * shareOfOther * values[k * size + l]!;
      }
      // Rounding may leave a variance of nothing a hair below zero.
      const covariance = other === u ? Math.max(sum, 0) : sum;
      matrix[u]![other] = covariance;
      matrix[other]![u] = covariance;
    }
  });
  return matrix;
}

interface Raters {
  readonly respondents: number;
  readonly weight: number;
  readonly samplingUnits: number;
  readonly strata: number;
  readonly largestUnitWeight: number;
  readonly kish: Kish | null;
}

function countRaters(sums: CellSums, weights: Float64Array): Raters[] {
  const { atoms, raters, stratumOfSamplingUnit, layout } = sums;
  const counting = layout.units.map(() => ({
    respondents: 0,
    samplingUnits: 0,
    strata: 0,
    unit: -1,
    stratum: -1,
    unitWeight: 0,
    largest: 0,
    byClass: new Map<number, number>(),
  }));
  for (let a = 0; a < atoms.count; a++) {
    const unit = atoms.samplingUnit[a]!;
    const stratum = stratumOfSamplingUnit[unit]!;
    for (let entry = raters.start[a]!; entry < raters.start[a + 1]!; entry++) {
      const state = counting[raters.unit[entry]!]!;
      const count = raters.count[entry]!;
      const c = atoms.classOf[a]!;
      if (state.unit !== unit) {
        state.samplingUnits++;
        state.unitWeight = 0;
      }
      if (state.stratum !== stratum) state.strata++;
      state.unit = unit;
      state.stratum = stratum;
      state.respondents += count;
      state.unitWeight += count * weights[c]!;
      state.largest = Math.max(state.largest, state.unitWeight);
      state.byClass.set(c, (state.byClass.get(c) ?? 0) + count);
    }
  }
  return counting.map(({ respondents, samplingUnits, strata, largest, byClass }) => {
    // Counts are whole numbers, so only the order of the classes could matter, and that is fixed.
    const classes = [...byClass.keys()].sort((a, b) => a - b);
    const counts = classes.map((c) => byClass.get(c)!);
    const classWeights = classes.map((c) => weights[c]!);
    return {
      respondents,
      samplingUnits,
      strata,
      largestUnitWeight: largest,
      weight: classes.reduce((sum, _, i) => sum + counts[i]! * classWeights[i]!, 0),
      kish: respondents === 0 ? null : kish(classWeights, counts),
    };
  });
}

/** A spread below this part of what its parts could add up to is rounding. */
const NO_SPREAD = 1e-13;

/**
 * Σ w v² by unit, with v = Σ f · (score − mean) over the indicators that a respondent answered: the squares come from the
 * counts by level, the products of two indicators from the pair sums.
 */
function spreadOfScores(
  sums: CellSums,
  weights: Float64Array,
  means: readonly ItemMean[],
  composites: readonly Composite[],
  raters: readonly Raters[],
): number[] {
  const { pairs, items } = sums.layout;
  const pairOf = new Map(pairs.map(([k, l], pair) => [k * items.length + l, pair]));
  const products = productsAboutMeans(sums, weights, means);
  return composites.map(({ shares }, u) => {
    const parts = [...shares].map(([item, share]) => ({
      item,
      factor: (share * raters[u]!.weight) / means[item]!.weight,
      squares: means[item]!.weightedSquares,
    }));
    let spread = 0;
    let largest = 0;
    parts.forEach(({ item, factor, squares }, place) => {
      spread += factor * factor * squares;
      largest += factor * Math.sqrt(squares);
      for (const earlier of parts.slice(0, place)) {
        // Answers all alike have no spread, hence no product with others; what is computed is rounding.
        if (squares === 0 || earlier.squares === 0) continue;
        const pair = pairOf.get(Math.min(item, earlier.item) * items.length + Math.max(item, earlier.item))!;
        spread += 2 * factor * earlier.factor * products[pair]!;
      }
    });
    return spread > NO_SPREAD * largest * largest ? spread : 0;
  });
}

/**
 * Σ w (first − its mean)(second − its mean) by pair of items. Scores are first measured from the score nearest to the mean,
 * exactly where scores are whole numbers, so that nothing large is left to cancel.
 */
function productsAboutMeans(sums: CellSums, weights: Float64Array, means: readonly ItemMean[]): Float64Array {
  const { layout, classes, pairs } = sums;
  const near = layout.items.map(({ scores }, item) => {
    const mean = means[item]!.mean ?? 0;
    return scores.reduce((best, score) => (Math.abs(score - mean) < Math.abs(best - mean) ? score : best));
  });
  const totals = new Float64Array(layout.pairs.length * 4);
  for (let c = 0; c < classes.count; c++) {
    const weight = weights[c]!;
    for (let entry = pairs.start[c]!; entry < pairs.start[c + 1]!; entry++) {
      const pair = pairs.pair[entry]!;
      const [k, l] = layout.pairs[pair]!;
      const n = pairs.respondents[entry]!;
      const first = pairs.first[entry]! - n * near[k]!;
      const second = pairs.second[entry]! - n * near[l]!;
      const product = pairs.product[entry]! - near[k]! * pairs.second[entry]! - near[l]! * first;
      totals[pair * 4]! += weight * n;
      totals[pair * 4 + 1]! += weight * first;
      totals[pair * 4 + 2]! += weight * second;
      totals[pair * 4 + 3]! += weight * product;
    }
  }
  return Float64Array.from(layout.pairs, ([k, l], pair) => {
    const at = pair * 4;
    const fromFirst = (means[k]!.mean ?? 0) - near[k]!;
    const fromSecond = (means[l]!.mean ?? 0) - near[l]!;
    const shift = fromFirst * fromSecond * totals[at]! - fromFirst * totals[at + 2]! - fromSecond * totals[at + 1]!;
    return totals[at + 3]! + shift;
  });
}

function pooledNoScoreShare(items: readonly { item: number }[], means: readonly ItemMean[]): number | null {
  let asked = 0;
  let without = 0;
  for (const { item } of items) {
    const { weightAsked, noScoreShare } = means[item]!;
    asked += weightAsked;
    without += weightAsked * (noScoreShare ?? 0);
  }
  return asked > 0 ? without / asked : null;
}

function composeDistribution(shares: ReadonlyMap<number, number>, means: readonly ItemMean[]): number[] {
  const parts = [...shares].map(([item, share]) => ({ share, levels: means[item]!.distribution }));
  const levels = parts[0]?.levels.length ?? 0;
  if (parts.some((part) => part.levels.length !== levels)) return [];
  return Array.from({ length: levels }, (_, level) =>
    parts.reduce((sum, part) => sum + part.share * part.levels[level]!, 0),
  );
}
