import { largestValues } from './critical-values.js';
import type { ErrorDraws } from './error-draws.js';
import { BOTH, FIRST_BETTER, SECOND_BETTER, type Family } from './family.js';

/** Largest absolute studentised difference of each draw: over all pairs, and over the pairs of each unit. */
export interface Largest {
  readonly ofAll: Float64Array;
  readonly ofUnit?: (unit: number) => Float64Array;
}

export function largestDifferences(errorDraws: ErrorDraws, { a, b }: Family): Largest {
  const { units, draws } = errorDraws;
  const ofAll = new Float64Array(draws);
  const byUnit = new Float64Array(units * draws);
  const own = new Float64Array(units);
  const largest = errorDraws.largest(a, b);
  for (let draw = 0; draw < draws; draw++) {
    largest(draw, own);
    let all = 0;
    for (let unit = 0; unit < units; unit++) {
      byUnit[unit * draws + draw] = own[unit]!;
      if (own[unit]! > all) all = own[unit]!;
    }
    ofAll[draw] = all;
  }
  return { ofAll, ofUnit: (unit) => byUnit.subarray(unit * draws, (unit + 1) * draws) };
}

export function largestOfAll(errorDraws: ErrorDraws, { a, b }: Family): Largest {
  const ofAll = new Float64Array(errorDraws.draws);
  const largest = errorDraws.largestOfAll(a, b);
  for (let draw = 0; draw < ofAll.length; draw++) ofAll[draw] = largest(draw);
  return { ofAll };
}

/**
 * The quantile, then its limits three Monte Carlo standard errors (of a binomial count) lower and higher: order statistics
 * of `draws` values, of which the largest are given.
 */
export function quantiles(largest: Float64Array, draws: number, confidence: number): number[] {
  const places = quantilePlaces(draws, confidence);
  const top = largestValues(largest, draws - places[1]! + 1);
  return places.map((place) => top[top.length - 1 - (draws - place)]!);
}

/** Ascending places, counted from one. */
export function quantilePlaces(draws: number, confidence: number): number[] {
  const spread = 3 * Math.sqrt(draws * confidence * (1 - confidence));
  return [0, -spread, spread].map((offset) => {
    const place = Math.ceil(draws * confidence + offset);
    return Math.min(Math.max(place, 1), draws);
  });
}

/** Times the draws at or above the lowest quantile asked for: those that are looked at again when hypotheses leave. */
const LOOKED_AT_AGAIN = 2;
/** Differences kept in memory, at most, for the draws that are looked at again. */
const MOST_KEPT = 1 << 22;

/**
 * Quantiles of the largest studentised difference among the hypotheses left. The largest of fewer can only be smaller, so a
 * draw whose largest over the whole family is below some value stays below it: only the others are walked again, and when
 * the quantile falls to that value, all of them are.
 */
export function quantilesOfLargest(
  family: Family,
  first: Float64Array | null,
  errorDraws: ErrorDraws,
  confidence: number,
): (left: Uint8Array) => number[] {
  const { draws } = errorDraws;
  const all = first ?? largestLeft(family, family.tested, errorDraws, drawsAbove(null, draws, 0), null);
  let high: { threshold: number; draws: Int32Array; kept: Float64Array | null } | null = null;
  return (left) => {
    if (left.every((tested, pair) => tested === family.tested[pair])) return quantiles(all, draws, confidence);
    const needed = draws - quantilePlaces(draws, confidence)[1]! + 1;
    if (high === null) {
      const threshold = largestValues(all, Math.min(draws, Math.ceil(LOOKED_AT_AGAIN * needed)))[0]!;
      const chosen = drawsAbove(all, draws, threshold);
      const fits = chosen.length * family.a.length <= MOST_KEPT;
      high = { threshold, draws: chosen, kept: fits ? studentisedDifferences(family, errorDraws, chosen) : null };
    }
    const { threshold } = high;
    if (high.draws.length >= needed) {
      const found = quantiles(largestLeft(family, left, errorDraws, high.draws, high.kept), draws, confidence);
      if (found.every((value) => value > threshold)) return found;
    }
    return quantiles(largestLeft(family, left, errorDraws, drawsAbove(null, draws, 0), null), draws, confidence);
  };
}

/** Draws whose value is above a threshold, all of them without values. */
export function drawsAbove(values: Float64Array | null, draws: number, threshold: number): Int32Array {
  const chosen = new Int32Array(draws);
  let used = 0;
  for (let draw = 0; draw < draws; draw++) if (values === null || values[draw]! > threshold) chosen[used++] = draw;
  return chosen.slice(0, used);
}

/** Differences of some draws, draw after draw. */
function studentisedDifferences({ a, b }: Family, errorDraws: ErrorDraws, chosen: Int32Array): Float64Array {
  const differences = new Float64Array(chosen.length * a.length);
  const studentised = errorDraws.studentised(a, b);
  for (let place = 0; place < chosen.length; place++) studentised(chosen[place]!, differences, place * a.length);
  return differences;
}

/** Largest studentised difference of each chosen draw among the hypotheses left. */
export function largestLeft(
  { a, b }: Family,
  left: Uint8Array,
  errorDraws: ErrorDraws,
  chosen: Int32Array,
  kept: Float64Array | null,
): Float64Array {
  const pairs = a.length;
  const factorOf = (place: number): number => (left[place] === SECOND_BETTER ? -1 : 1);
  const both = indexes(left, (tested) => tested === BOTH);
  const single = indexes(left, (tested) => tested === FIRST_BETTER || tested === SECOND_BETTER);
  const sign = Float64Array.from(single, factorOf);
  const largest = new Float64Array(chosen.length);
  const buffer = new Float64Array(pairs);
  const studentised = errorDraws.studentised(a, b);
  for (let place = 0; place < chosen.length; place++) {
    let at = 0;
    let differences: Float64Array = buffer;
    if (kept === null) studentised(chosen[place]!, buffer, 0);
    else {
      differences = kept;
      at = place * pairs;
    }
    let most = -Infinity;
    for (let i = 0; i < both.length; i++) {
      const size = Math.abs(differences[at + both[i]!]!);
      if (size > most) most = size;
    }
    for (let i = 0; i < single.length; i++) {
      const size = differences[at + single[i]!]! * sign[i]!;
      if (size > most) most = size;
    }
    largest[place] = most;
  }
  return largest;
}

function indexes(left: Uint8Array, isWanted: (tested: number) => boolean): Int32Array {
  const found: number[] = [];
  for (let pair = 0; pair < left.length; pair++) if (isWanted(left[pair]!)) found.push(pair);
  return Int32Array.from(found);
}
