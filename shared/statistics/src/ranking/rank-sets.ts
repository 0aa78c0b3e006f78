import {
  bonferroniT,
  largestValues,
  matchToT,
  standardCriticalMethod,
  type CriticalMethod,
} from './critical-values.js';
import { areIndependent, exactChancesOfFirst, exactCriticalValue } from './independent.js';
import {
  bootstrapErrors,
  givenErrors,
  normalErrors,
  reciprocalErrors,
  type ErrorDraws,
  type SamplingUnitTotals,
} from './error-draws.js';

/** Which end of a rank set the data must prove: both, the best rank alone, or the worst rank alone. */
export type RankSetSides = 'both' | 'best' | 'worst';

export interface RankSetsInput {
  readonly scores: readonly number[];
  /** Covariance of the scores, row by row; may be singular. */
  readonly covariance: readonly (readonly number[])[];
  /** Of the covariance: sampling units less strata. Infinity: the covariance is known. */
  readonly degreesOfFreedom: number;
  readonly seed: number;
  /** At least 10,000. */
  readonly draws: number;
  readonly confidence: number;
  /**
   * Pairs that may never be called different, as when both publish the same decimal; by default none.
   * Asked with indexes of the scores.
   */
  readonly isInseparable?: (one: number, other: number) => boolean;
  /** By default as {@link standardCriticalMethod} says. */
  readonly method?: CriticalMethod;
  /** Needed for bootstrap-t, which is the default under 100 degrees of freedom where they are given. */
  readonly samplingUnits?: SamplingUnitTotals;
  /** Errors of the scores drawn elsewhere, `[draw × units + unit]`, used instead of the seed. At least 100 draws. */
  readonly givenDraws?: ArrayLike<number>;
  /** A set with one end leaves the other at the first or last place and says more about the end asked for. */
  readonly sides?: RankSetSides;
}

export interface RankSet {
  /** Best and worst rank that the data do not exclude. */
  readonly ranks: readonly [number, number];
  /** The set is the same at the critical values three Monte Carlo standard errors lower and higher. */
  readonly isSettled: boolean;
}

/**
 * How often a unit comes first, or last, when the scores are moved by their errors: shared evenly by units that tie. A reading
 * aid beside the rank set, never instead of it: it counts how the estimates may move, and is not a chance that the unit
 * truly is first.
 */
export interface RankChances {
  readonly first: number;
  readonly last: number;
}

export interface RankSets {
  /** All sets together contain all true ranks with the confidence asked. */
  readonly simultaneous: readonly RankSet[];
  /** Each set alone contains its unit's true rank with the confidence asked. */
  readonly marginal: readonly RankSet[];
  readonly chances: readonly RankChances[];
  readonly criticalValues: CriticalValues;
}

/** How the critical values were found, for the published record. */
export interface CriticalValues {
  readonly method: CriticalMethod;
  /** Of each step of the simultaneous procedure, on the scale that differences are held against. */
  readonly simultaneousSteps: readonly number[];
  /** Marginal sets (and chances) of independent estimates are integrals, without draws. */
  readonly areMarginalSetsExact: boolean;
  /** null where no draw was made, or they were given. */
  readonly seed: number | null;
  readonly draws: number;
}

/**
 * Confidence sets for ranks (名次置信集): for every ordered pair of units it is tested whether the first is truly better; a
 * unit's best rank is one more than the number of units shown to be better, its worst rank the number of units less those
 * shown to be worse. Mogstad, Romano, Shaikh & Wilhelm 2024, Review of Economic Studies 91(1), with the stepdown of their
 * section 3: pairs already decided leave, and the critical value for the rest is found again.
 *
 * Critical value: a quantile of the largest studentised difference among the pairs left. `normal` and `t-matched` take it
 * over seeded normal draws with the given covariance, `bootstrap-t` over sign flips of the sampling units; marginal sets of
 * independent estimates are exact integrals. Bonferroni's t needs no draws; it also stands in where the sampling units are
 * so few that a bootstrap draw has no spread left.
 *
 * A pair whose difference has no sampling variation is never called different.
 *
 * @example scores 90, 50, 49, each with standard error 1 and 8 degrees of freedom: sets 1–1, 2–3, 2–3
 * @throws RangeError on misuse: sizes, numbers that are not finite, fewer than 10,000 draws, bootstrap-t without sampling units
 */
export function rankSets(input: RankSetsInput): RankSets {
  const comparison = compare(input);
  const { scores } = input;
  const sides = input.sides ?? 'both';
  const together = comparison.decideAll();
  const alone = scores.map((_, unit) => comparison.decideFor(unit, sides));
  const { method, areMarginalSetsExact, errorDraws } = comparison;
  const areDrawn = method !== 'bonferroni-t';
  return {
    simultaneous: scores.map((_, unit) => rankSetOf(unit, scores.length, together, sides)),
    marginal: scores.map((_, unit) => rankSetOf(unit, scores.length, alone[unit]!, sides)),
    chances: chances(input, errorDraws, comparison.asked === 'bootstrap-t'),
    criticalValues: {
      method,
      simultaneousSteps: together[0]!.steps,
      areMarginalSetsExact,
      seed: areDrawn && input.givenDraws === undefined ? input.seed : null,
      draws: areDrawn ? errorDraws().draws : 0,
    },
  };
}

/** Fewer draws leave the critical value too uncertain for one result; a study of many results can do with them. */
const LEAST_DRAWS = 10_000;

/** The simultaneous sets of {@link rankSets} alone, for bands: the marginal ones are most of the work. */
export function simultaneousRankSets(input: RankSetsInput, leastDraws = LEAST_DRAWS): RankSet[] {
  const together = compare(input, leastDraws, false).decideAll();
  return input.scores.map((_, unit) => rankSetOf(unit, input.scores.length, together, input.sides ?? 'both'));
}

/**
 * Units that may be among the τ best (可能进入前 τ 名的单位): all truly τ best ones are in the list with the confidence of the
 * simultaneous sets. Mogstad, Romano, Shaikh & Wilhelm 2024, by projection of the sets.
 *
 * @returns indexes of units
 * @example simultaneous sets 1–1, 2–3, 2–3: among the first 2 may be all three, among the first 1 only the first
 */
export function tauBest(simultaneous: readonly RankSet[], tau: number): number[] {
  checkTau(tau, simultaneous.length);
  return simultaneous.flatMap(({ ranks: [best] }, unit) => (best <= tau ? [unit] : []));
}

/** Units that may be among the τ worst (可能落入后 τ 名的单位), see {@link tauBest}. */
export function tauWorst(simultaneous: readonly RankSet[], tau: number): number[] {
  checkTau(tau, simultaneous.length);
  return simultaneous.flatMap(({ ranks: [, worst] }, unit) => (worst > simultaneous.length - tau ? [unit] : []));
}

function checkTau(tau: number, units: number): void {
  if (!Number.isInteger(tau) || tau < 1 || tau > units) {
    throw new RangeError(`τ is a number of units between 1 and ${units}, got ${tau}`);
  }
}

/** Pairs of units whose differences are tested together, with which of the two hypotheses of each are tested. */
interface Family {
  /** First and second unit of each pair. */
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** Studentised difference of the scores, first less second. */
  readonly statistic: Float64Array;
  /** FIRST_BETTER, SECOND_BETTER or both. */
  readonly tested: Uint8Array;
}

const FIRST_BETTER = 1;
const SECOND_BETTER = 2;
const BOTH = 3;

/** What a stepdown has shown: ordered pairs (better, worse), and the critical value of each step. */
interface Decision {
  readonly better: readonly (readonly [number, number])[];
  readonly steps: readonly number[];
}

interface Comparing {
  /** Before Bonferroni's t stood in for a bootstrap without spread. */
  readonly asked: CriticalMethod;
  readonly method: CriticalMethod;
  readonly areMarginalSetsExact: boolean;
  /** Made when first asked for. */
  readonly errorDraws: () => ErrorDraws;
  /** With the critical value itself, then with those at its Monte Carlo limits. */
  readonly decideAll: () => readonly Decision[];
  readonly decideFor: (unit: number, sides: RankSetSides) => readonly Decision[];
}

/** `isEachAlone`: marginal sets will be asked for, too. */
function compare(input: RankSetsInput, leastDraws = LEAST_DRAWS, isEachAlone = true): Comparing {
  check(input, leastDraws);
  const { scores, covariance, degreesOfFreedom, seed, draws, confidence, samplingUnits, givenDraws } = input;
  const units = scores.length;
  const asked = input.method ?? standardCriticalMethod(degreesOfFreedom, samplingUnits !== undefined);
  if (asked === 'bootstrap-t' && samplingUnits === undefined) {
    throw new RangeError('bootstrap-t needs the totals of the sampling units');
  }
  let made: ErrorDraws | null = null;
  const errorDraws = (): ErrorDraws =>
    (made ??=
      givenDraws !== undefined
        ? givenErrors(covariance, Float64Array.from(givenDraws))
        : asked === 'bootstrap-t'
          ? bootstrapErrors(covariance, samplingUnits!, seed, draws)
          : normalErrors(covariance, seed, draws));
  const pairs = comparablePairs(input);
  let method = asked;
  let largest: Largest | null = null;
  if (method !== 'bonferroni-t') {
    largest = isEachAlone ? largestDifferences(errorDraws(), pairs) : largestOfAll(errorDraws(), pairs);
    // A bootstrap draw without spread has a statistic beyond all bounds; too many of them leave no quantile.
    if (quantiles(largest.ofAll, errorDraws().draws, confidence).includes(Infinity)) method = 'bonferroni-t';
  }
  const toScale = (value: number): number => (method === 't-matched' ? matchToT(value, degreesOfFreedom) : value);
  const isExact =
    (method === 'normal' || method === 't-matched') && givenDraws === undefined && areIndependent(covariance);
  const variances = covariance.map((row, unit) => row[unit]!);

  const decide = (family: Family, first: Float64Array | null, exactFor: number | null): readonly Decision[] => {
    if (method === 'bonferroni-t') {
      return stepDown(family, (left) => [bonferroniT(countHypotheses(left), degreesOfFreedom, confidence)]);
    }
    if (exactFor !== null) {
      return stepDown(family, (left) => {
        const comparisons = [...left].flatMap((tested, pair) =>
          tested === 0
            ? []
            : [
                {
                  other: family.b[pair]!,
                  mayBeBetter: (tested & SECOND_BETTER) !== 0,
                  mayBeWorse: (tested & FIRST_BETTER) !== 0,
                },
              ],
        );
        return [toScale(exactCriticalValue(exactFor, comparisons, variances, confidence))];
      });
    }
    const quantilesOf = quantilesOfLargest(family, first, errorDraws(), confidence);
    return stepDown(family, (left) => quantilesOf(left).map(toScale));
  };
  return {
    asked,
    method,
    areMarginalSetsExact: isExact,
    errorDraws,
    decideAll: () => decide(pairs, largest?.ofAll ?? null, null),
    decideFor(unit, sides) {
      const family = familyOf(unit, units, pairs, sides);
      const first = sides === 'both' && largest !== null ? (largest.ofUnit?.(unit) ?? null) : null;
      return decide(family, first, isExact ? unit : null);
    },
  };
}

function check(input: RankSetsInput, leastDraws: number): void {
  const { scores, covariance, degreesOfFreedom, draws, confidence, givenDraws } = input;
  const units = scores.length;
  if (covariance.length !== units || covariance.some((row) => row.length !== units)) {
    throw new RangeError('the covariance has one row and one column a unit');
  }
  if (!scores.every(Number.isFinite) || !covariance.every((row) => row.every(Number.isFinite))) {
    throw new RangeError('scores and covariance must be finite');
  }
  if (covariance.some((row, unit) => row[unit]! < 0)) throw new RangeError('a variance is not negative');
  if (givenDraws !== undefined) {
    if (units === 0 || givenDraws.length % units !== 0 || givenDraws.length < 100 * units) {
      throw new RangeError('given draws are at least 100, each with one error a unit');
    }
    for (let i = 0; i < givenDraws.length; i++) {
      if (!Number.isFinite(givenDraws[i])) throw new RangeError('given draws must be finite');
    }
  } else if (!Number.isInteger(draws) || draws < leastDraws) {
    throw new RangeError(`draws must be ${leastDraws} or more, got ${draws}`);
  }
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`confidence lies between 0 and 1, got ${confidence}`);
  if (!(degreesOfFreedom > 0)) throw new RangeError(`degrees of freedom are positive, got ${degreesOfFreedom}`);
}

function rankSetOf(unit: number, units: number, decisions: readonly Decision[], sides: RankSetSides): RankSet {
  const [own, ...nearby] = decisions.map(({ better }): [number, number] => [
    sides === 'worst' ? 1 : 1 + better.filter(([, worse]) => worse === unit).length,
    sides === 'best' ? units : units - better.filter(([winner]) => winner === unit).length,
  ]);
  return { ranks: own!, isSettled: nearby.every(([best, worst]) => best === own![0] && worst === own![1]) };
}

/** All pairs, first unit below second, that may be told apart. */
function comparablePairs({ scores, covariance, isInseparable }: RankSetsInput): Family {
  const reciprocal = reciprocalErrors(covariance);
  const a: number[] = [];
  const b: number[] = [];
  const statistic: number[] = [];
  for (let one = 0; one < scores.length; one++) {
    for (let other = one + 1; other < scores.length; other++) {
      const scale = reciprocal[one * scores.length + other]!;
      if (scale === 0 || isInseparable?.(one, other)) continue;
      a.push(one);
      b.push(other);
      statistic.push((scores[one]! - scores[other]!) * scale);
    }
  }
  return {
    a: Int32Array.from(a),
    b: Int32Array.from(b),
    statistic: Float64Array.from(statistic),
    tested: new Uint8Array(a.length).fill(BOTH),
  };
}

/** The pairs of one unit, itself first. */
function familyOf(unit: number, units: number, pairs: Family, sides: RankSetSides): Family {
  const others: number[] = [];
  const statistic: number[] = [];
  for (let pair = 0; pair < pairs.a.length; pair++) {
    const isFirst = pairs.a[pair] === unit;
    if (!isFirst && pairs.b[pair] !== unit) continue;
    others.push(isFirst ? pairs.b[pair]! : pairs.a[pair]!);
    statistic.push(isFirst ? pairs.statistic[pair]! : -pairs.statistic[pair]!);
  }
  const tested = sides === 'both' ? BOTH : sides === 'best' ? SECOND_BETTER : FIRST_BETTER;
  return {
    a: new Int32Array(others.length).fill(unit),
    b: Int32Array.from(others),
    statistic: Float64Array.from(statistic),
    tested: new Uint8Array(others.length).fill(tested),
  };
}

/** Largest absolute studentised difference of each draw: over all pairs, and over the pairs of each unit. */
interface Largest {
  readonly ofAll: Float64Array;
  readonly ofUnit?: (unit: number) => Float64Array;
}

function largestDifferences(errorDraws: ErrorDraws, { a, b }: Family): Largest {
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

function largestOfAll(errorDraws: ErrorDraws, { a, b }: Family): Largest {
  const ofAll = new Float64Array(errorDraws.draws);
  const largest = errorDraws.largestOfAll(a, b);
  for (let draw = 0; draw < ofAll.length; draw++) ofAll[draw] = largest(draw);
  return { ofAll };
}

/**
 * The quantile, then its limits three Monte Carlo standard errors (of a binomial count) lower and higher: order statistics
 * of `draws` values, of which the largest are given.
 */
function quantiles(largest: Float64Array, draws: number, confidence: number): number[] {
  const places = quantilePlaces(draws, confidence);
  const top = largestValues(largest, draws - places[1]! + 1);
  return places.map((place) => top[top.length - 1 - (draws - place)]!);
}

/** Ascending places, counted from one. */
function quantilePlaces(draws: number, confidence: number): number[] {
  const spread = 3 * Math.sqrt(draws * confidence * (1 - confidence));
  return [0, -spread, spread].map((offset) => {
    const place = Math.ceil(draws * confidence + offset);
    return Math.min(Math.max(place, 1), draws);
  });
}

/** Times the draws at or above the lowest quantile asked for: those that are looked at again when hypotheses leave. */
const LOOKED_AT_AGAIN = 2.5;
/** Differences kept in memory, at most, for the draws that are looked at again. */
const MOST_KEPT = 1 << 22;

/**
 * Quantiles of the largest studentised difference among the hypotheses left. The largest of fewer can only be smaller, so a
 * draw whose largest over the whole family is below some value stays below it: only the others are walked again, and when
 * the quantile falls to that value, all of them are.
 */
function quantilesOfLargest(
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
function drawsAbove(values: Float64Array | null, draws: number, threshold: number): Int32Array {
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
function largestLeft(
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

function countHypotheses(left: Uint8Array): number {
  let count = 0;
  for (const tested of left) count += (tested & FIRST_BETTER) + ((tested & SECOND_BETTER) >> 1);
  return count;
}

/**
 * Stepdown: hypotheses beyond the critical value are decided and leave, the critical value for the rest is found again, until
 * none leaves. The reverse of a decided hypothesis stays. Done once with each critical value offered (the value itself first,
 * then those at its Monte Carlo limits).
 */
function stepDown(family: Family, criticalValues: (left: Uint8Array) => readonly number[]): Decision[] {
  const { a, b, statistic, tested } = family;
  // The runs part ways only where their critical values decide differently, so most sets of hypotheses come up more than once.
  const known = new Map<string, readonly number[]>();
  const lookUp = (left: Uint8Array): readonly number[] => {
    const name = left.join('');
    let values = known.get(name);
    if (values === undefined) known.set(name, (values = criticalValues(left)));
    return values;
  };
  const runs = a.length === 0 ? 1 : lookUp(tested).length;
  return Array.from({ length: runs }, (_, run) => {
    const better: [number, number][] = [];
    const steps: number[] = [];
    const left = tested.slice();
    while (left.some((flags) => flags !== 0)) {
      const value = lookUp(left)[run]!;
      steps.push(value);
      let decided = 0;
      for (let pair = 0; pair < a.length; pair++) {
        if ((left[pair]! & FIRST_BETTER) !== 0 && statistic[pair]! > value) {
          better.push([a[pair]!, b[pair]!]);
          left[pair]! -= FIRST_BETTER;
          decided++;
        }
        if ((left[pair]! & SECOND_BETTER) !== 0 && -statistic[pair]! > value) {
          better.push([b[pair]!, a[pair]!]);
          left[pair]! -= SECOND_BETTER;
          decided++;
        }
      }
      if (decided === 0) break;
    }
    return { better, steps };
  });
}

function chances(input: RankSetsInput, errorDraws: () => ErrorDraws, isBootstrap: boolean): RankChances[] {
  const { scores, covariance, givenDraws } = input;
  const units = scores.length;
  if (units === 1) return [{ first: 1, last: 1 }];
  if (givenDraws === undefined && !isBootstrap && areIndependent(covariance)) {
    const variances = covariance.map((row, unit) => row[unit]!);
    const first = exactChancesOfFirst(scores, variances);
    const last = exactChancesOfFirst(
      scores.map((score) => -score),
      variances,
    );
    return scores.map((_, unit) => ({ first: first[unit]!, last: last[unit]! }));
  }
  const drawn = errorDraws();
  const first = new Float64Array(units);
  const last = new Float64Array(units);
  const moved = new Float64Array(units);
  for (let draw = 0; draw < drawn.draws; draw++) {
    const errors = drawn.errors(draw);
    let highest = -Infinity;
    let lowest = Infinity;
    for (let unit = 0; unit < units; unit++) {
      const score = scores[unit]! + errors[unit]!;
      moved[unit] = score;
      if (score > highest) highest = score;
      if (score < lowest) lowest = score;
    }
    share(moved, highest, first);
    share(moved, lowest, last);
  }
  return scores.map((_, unit) => ({ first: first[unit]! / drawn.draws, last: last[unit]! / drawn.draws }));
}

/** Adds one, in equal parts, to the units whose score it is. */
function share(scores: Float64Array, score: number, to: Float64Array): void {
  let sharers = 0;
  for (const own of scores) if (own === score) sharers++;
  for (let unit = 0; unit < scores.length; unit++) if (scores[unit] === score) to[unit]! += 1 / sharers;
}
