import { bonferroniT, matchToT, standardCriticalMethod, type CriticalMethod } from './critical-values.js';
import { bootstrapErrors, givenErrors, normalErrors, type ErrorDraws, type SamplingUnitTotals } from './error-draws.js';
import {
  comparablePairs,
  countHypotheses,
  familyOf,
  FIRST_BETTER,
  SECOND_BETTER,
  type Family,
  type RankSetSides,
} from './family.js';
import { areIndependent, exactChancesOfFirst, exactCriticalValue } from './independent.js';
import {
  largestDifferences,
  largestOfAll,
  quantiles,
  quantilesOfLargest,
  type Largest,
} from './largest-differences.js';
import { secondStepConfidence, twoStepValues } from './two-step.js';

export type { RankSetSides };

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
  /** Needed for bootstrap-t, whose two-step form is the default under 100 degrees of freedom where they are given. */
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
 * over seeded normal draws with the given covariance, `bootstrap-t` over sign flips of the sampling units,
 * `two-step-bootstrap-t` over the same without what the data rule out; marginal sets of independent estimates are exact
 * integrals. Bonferroni's t needs no draws; it also stands in where the sampling units are so few that a bootstrap draw has no
 * spread left.
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
    chances: chances(input, errorDraws, isBootstrap(comparison.asked)),
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
  if (isBootstrap(asked) && samplingUnits === undefined) {
    throw new RangeError('bootstrap-t needs the totals of the sampling units');
  }
  let made: ErrorDraws | null = null;
  const errorDraws = (): ErrorDraws =>
    (made ??=
      givenDraws !== undefined
        ? givenErrors(covariance, Float64Array.from(givenDraws))
        : isBootstrap(asked)
          ? bootstrapErrors(covariance, samplingUnits!, seed, draws)
          : normalErrors(covariance, seed, draws));
  const pairs = comparablePairs(scores, covariance, input.isInseparable ?? (() => false));
  let method = asked;
  let largest: Largest | null = null;
  if (method !== 'bonferroni-t') {
    largest = isEachAlone ? largestDifferences(errorDraws(), pairs) : largestOfAll(errorDraws(), pairs);
    // A bootstrap draw without spread has a statistic beyond all bounds; too many of them leave no quantile.
    const needed = method === 'two-step-bootstrap-t' ? secondStepConfidence(confidence) : confidence;
    if (quantiles(largest.ofAll, errorDraws().draws, needed).includes(Infinity)) method = 'bonferroni-t';
  }
  const toScale = (value: number): number => (method === 't-matched' ? matchToT(value, degreesOfFreedom) : value);
  const isExact =
    (method === 'normal' || method === 't-matched') && givenDraws === undefined && areIndependent(covariance);
  const variances = covariance.map((row, unit) => row[unit]!);

  const decide = (family: Family, first: Float64Array | null, exactFor: number | null): readonly Decision[] => {
    if (method === 'bonferroni-t') {
      return stepDown(family, 1, (left) => {
        const value = bonferroniT(countHypotheses(left), degreesOfFreedom, confidence);
        return () => value;
      });
    }
    if (exactFor !== null) {
      return stepDown(family, 1, (left) => {
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
        const value = toScale(exactCriticalValue(exactFor, comparisons, variances, confidence));
        return () => value;
      });
    }
    if (method === 'two-step-bootstrap-t') {
      return stepDown(family, RUNS, twoStepValues(family, first, errorDraws(), confidence));
    }
    const quantilesOf = quantilesOfLargest(family, first, errorDraws(), confidence);
    return stepDown(family, RUNS, (left) => {
      const values = quantilesOf(left).map(toScale);
      return (run) => values[run]!;
    });
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

/** With a drawn critical value, then with those at its Monte Carlo limits. */
const RUNS = 3;

/**
 * Stepdown: hypotheses beyond the critical value are decided and leave, the critical value for the rest is found again, until
 * none leaves. The reverse of a decided hypothesis stays. Done once with each critical value offered.
 *
 * @param valuesFor the hypotheses left; what it answers with gives the critical value of a run
 */
function stepDown(family: Family, runs: number, valuesFor: (left: Uint8Array) => (run: number) => number): Decision[] {
  const { a, b, statistic, tested } = family;
  // The runs part ways only where their critical values decide differently, so most sets of hypotheses come up more than once.
  const known = new Map<string, (run: number) => number>();
  const lookUp = (left: Uint8Array): ((run: number) => number) => {
    const name = left.join('');
    let values = known.get(name);
    if (values === undefined) known.set(name, (values = valuesFor(left.slice())));
    return values;
  };
  return Array.from({ length: a.length === 0 ? 1 : runs }, (_, run) => {
    const better: [number, number][] = [];
    const steps: number[] = [];
    const left = tested.slice();
    while (left.some((flags) => flags !== 0)) {
      const value = lookUp(left)(run);
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

function isBootstrap(method: CriticalMethod): boolean {
  return method === 'bootstrap-t' || method === 'two-step-bootstrap-t';
}

function chances(input: RankSetsInput, errorDraws: () => ErrorDraws, isResampled: boolean): RankChances[] {
  const { scores, covariance, givenDraws } = input;
  const units = scores.length;
  if (units === 1) return [{ first: 1, last: 1 }];
  if (givenDraws === undefined && !isResampled && areIndependent(covariance)) {
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
