import { largestValues } from './critical-values.js';
import type { ErrorDraws } from './error-draws.js';
import { BOTH, FIRST_BETTER, SECOND_BETTER, type Family } from './family.js';
import { drawsAbove, largestLeft, quantilePlaces, quantiles } from './largest-differences.js';

/** Part of what may go wrong that the first step may spend: a tenth, as Romano, Shaikh & Wolf 2014 recommend. */
const FIRST_STEP_PART = 0.1;

/** Confidence of the first step's bounds: 0.995 for sets of 0.95. */
function firstStepConfidence(confidence: number): number {
  return decimal(1 - FIRST_STEP_PART * (1 - confidence));
}

/** Confidence of the second step's critical value, which makes up for the first step: 0.955 for sets of 0.95. */
export function secondStepConfidence(confidence: number): number {
  return decimal(confidence + FIRST_STEP_PART * (1 - confidence));
}

/** Without the last digits: 0.82 and not 0.8200000000000001, which asks for the next order statistic. */
function decimal(confidence: number): number {
  return Math.round(confidence * 1e12) / 1e12;
}

/** Times the draws at or above the lowest quantile asked for: those that are looked at first. */
const LOOKED_AT_FIRST = 2.5;

/**
 * Critical values in two steps (两步临界值). Each hypothesis says that a true difference is at most 0. The plain critical value
 * takes every difference left as exactly 0, also that of a unit forty points behind to the one it is behind of, which nothing
 * suggests and which makes the sets wide. First step: upper bounds of all true differences, together right with a confidence of
 * 1 − β: the difference found, plus its standard error times the 1 − β quantile of the largest studentised difference. Second
 * step: the largest studentised difference again, each moved by its bound where that lies below 0, at a confidence of
 * 1 − α + β, which makes up for the β. Where the bounds hold, no true hypothesis has a difference above what it is moved by, so
 * at most β + (α − β) goes wrong, in every step of a stepdown.
 *
 * Romano, Shaikh & Wolf 2014, Econometrica 82(5), 1979–2002, with their β = α/10.
 *
 * The family as a whole gets the plain critical value at 1 − α + β, if that decides anything: it is at hand and never smaller, so
 * the stepdown goes on from what it leaves and ends with the same decisions, only a walk through all draws sooner.
 *
 * @param first largest studentised difference of each draw among the hypotheses of the family, null where not known yet
 * @returns for hypotheses left, what gives the value of a run: 0 the value itself, 1 and 2 with both steps' order statistics three
 * Monte Carlo standard errors lower and higher. Never under 0: no hypothesis falls by a difference on its own side
 */
export function twoStepValues(
  family: Family,
  first: Float64Array | null,
  errorDraws: ErrorDraws,
  confidence: number,
): (left: Uint8Array) => (run: number) => number {
  const { draws } = errorDraws;
  const unmoved = first ?? largestAmong(family, family.tested, errorDraws);
  // The bounds are on the other side than the tests.
  const reverse = first ?? largestAmong(family, family.tested.map(reversed), errorDraws);
  const bounds = quantiles(reverse, draws, firstStepConfidence(confidence));
  const places = quantilePlaces(draws, secondStepConfidence(confidence));
  const plain = quantiles(unmoved, draws, secondStepConfidence(confidence));
  const lookedAtFirst = Math.min(draws, Math.ceil(LOOKED_AT_FIRST * (draws - places[1]! + 1)));
  // By run, what the largest difference of each draw is known not to exceed: fewer hypotheses left have no larger one.
  const ceilings = places.map(() => unmoved);
  return (left) => {
    const isWhole = left.every((tested, pair) => tested === family.tested[pair]);
    const known: number[] = [];
    return (run) => {
      if (isWhole && plainSuffices(family, plain[run]!, bounds[run]!)) return Math.max(plain[run]!, 0);
      if (known[run] === undefined) {
        const largest = errorDraws.largestMoved(family.a, family.b, ...shifts(family, left, bounds[run]!));
        const found = quantileUnder(ceilings[run]!, largest, draws - places[run]! + 1, lookedAtFirst);
        known[run] = found.value;
        ceilings[run] = found.values;
      }
      return known[run];
    };
  };
}

/** Whether the plain critical value decides some hypothesis, or none is moved, so that there is no other. */
function plainSuffices({ statistic, tested }: Family, plain: number, bound: number): boolean {
  let isMoved = false;
  for (let pair = 0; pair < statistic.length; pair++) {
    const own = statistic[pair]!;
    if ((tested[pair]! & FIRST_BETTER) !== 0) {
      if (own > plain) return true;
      isMoved ||= own + bound < 0;
    }
    if ((tested[pair]! & SECOND_BETTER) !== 0) {
      if (-own > plain) return true;
      isMoved ||= bound - own < 0;
    }
  }
  return !isMoved;
}

/** How far the difference of each hypothesis left is moved down: first better, second better; −Infinity for those that have left. */
function shifts({ statistic, error }: Family, left: Uint8Array, bound: number): [Float64Array, Float64Array] {
  const shift = (flag: number, side: 1 | -1): Float64Array =>
    error.map((own, pair) =>
      (left[pair]! & flag) === 0 ? -Infinity : own * Math.min(side * statistic[pair]! + bound, 0),
    );
  return [shift(FIRST_BETTER, 1), shift(SECOND_BETTER, -1)];
}

/**
 * The value that so many draws reach, counted from the largest. Draws with high ceilings are looked at first. What is found among
 * them can only be too low, so no other draw matters but those whose ceiling is above it.
 */
function quantileUnder(
  ceilings: Float64Array,
  largest: (draws: Int32Array, into: Float64Array) => void,
  needed: number,
  lookedAtFirst: number,
): { value: number; values: Float64Array } {
  const values = ceilings.slice();
  const replace = (chosen: Int32Array): Float64Array => {
    const found = new Float64Array(chosen.length);
    largest(chosen, found);
    for (let i = 0; i < chosen.length; i++) values[chosen[i]!] = found[i]!;
    return found;
  };
  const reached = (found: Float64Array): number => {
    const top = largestValues(found, needed);
    return top[top.length - needed]!;
  };
  const threshold = largestValues(ceilings, lookedAtFirst)[0]!;
  const first = replace(between(ceilings, threshold, Infinity));
  const least = reached(first);
  if (least >= threshold) return { value: least, values };
  const others = replace(between(ceilings, least, threshold));
  const all = new Float64Array(first.length + others.length);
  all.set(first);
  all.set(others, first.length);
  return { value: reached(all), values };
}

/** Draws with a value from `least` on and under `most`. */
function between(values: Float64Array, least: number, most: number): Int32Array {
  const chosen = new Int32Array(values.length);
  let used = 0;
  for (let draw = 0; draw < values.length; draw++) {
    const value = values[draw]!;
    if (value >= least && (value < most || most === Infinity)) chosen[used++] = draw;
  }
  return chosen.slice(0, used);
}

function largestAmong(family: Family, tested: Uint8Array, errorDraws: ErrorDraws): Float64Array {
  return largestLeft(family, tested, errorDraws, drawsAbove(null, errorDraws.draws, 0), null);
}

function reversed(tested: number): number {
  return tested === BOTH ? BOTH : tested === FIRST_BETTER ? SECOND_BETTER : FIRST_BETTER;
}
