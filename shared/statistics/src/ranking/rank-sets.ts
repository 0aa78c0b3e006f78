import { cholesky } from '../numeric/cholesky.js';
import { normalCdf } from '../numeric/normal.js';
import { seededNormals } from '../numeric/seeded-normals.js';
import { studentTQuantile } from '../numeric/student-t.js';

export interface RankSetsInput {
  readonly scores: readonly number[];
  /** Covariance of the scores, row by row; may be singular. */
  readonly covariance: readonly (readonly number[])[];
  /** Of the covariance: sampling units less strata. */
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
}

export interface RankSet {
  /** Best and worst rank that the data do not exclude. */
  readonly ranks: readonly [number, number];
  /** The set is the same at the critical values three Monte Carlo standard errors lower and higher. */
  readonly isSettled: boolean;
}

export interface RankSets {
  /** All sets together contain all true ranks with the confidence asked. */
  readonly simultaneous: readonly RankSet[];
  /** Each set alone contains its unit's true rank with the confidence asked. */
  readonly marginal: readonly RankSet[];
  readonly criticalValues: CriticalValues;
}

/** How the critical values were found, for the published record. */
export interface CriticalValues {
  readonly method: 't-matched' | 'bonferroni-t';
  /** Of each step of the simultaneous procedure, on the t scale. */
  readonly simultaneousSteps: readonly number[];
}

/** Below this many degrees of freedom the t-matched values cover too little and Bonferroni's are used. */
const FEWEST_DEGREES_OF_FREEDOM = 16;
/** A difference with less variance than this part of the scores' own is one without sampling variation. */
const NO_VARIANCE = 1e-12;

/**
 * Confidence sets for ranks (名次置信集): for every ordered pair of units it is tested whether the first is truly better; a
 * unit's best rank is one more than the number of units shown to be better, its worst rank the number of units less those
 * shown to be worse. Mogstad, Romano, Shaikh & Wilhelm 2024, Review of Economic Studies 91(1), with the stepdown of their
 * section 3: pairs already decided leave, and the critical value for the rest is found again.
 *
 * Critical value: the quantile, over seeded normal draws with the given covariance, of the largest studentised difference
 * among the pairs left, carried to the t scale at equal probability (t-matched: c → T⁻¹(Φ(c))). Normal values would cover
 * too little with few sampling units. Under 16 degrees of freedom: Bonferroni's t over the pairs left.
 *
 * A pair whose difference has no sampling variation is never called different.
 *
 * @example scores 90, 50, 49, each with standard error 1 and 8 degrees of freedom: sets 1–1, 2–3, 2–3
 */
export function rankSets(input: RankSetsInput): RankSets {
  const { pairs, decide, method } = comparison(input);
  const { scores } = input;
  const together = decide(pairs);
  return {
    simultaneous: scores.map((_, unit) => rankSetOf(unit, scores.length, together)),
    marginal: scores.map((_, unit) =>
      rankSetOf(unit, scores.length, decide(pairs.filter(({ winner, loser }) => winner === unit || loser === unit))),
    ),
    criticalValues: { method, simultaneousSteps: together[0]!.steps },
  };
}

/** The simultaneous sets of {@link rankSets} alone, for bands: the marginal ones are most of the work. */
export function simultaneousRankSets(input: RankSetsInput): RankSet[] {
  const { pairs, decide } = comparison(input);
  const together = decide(pairs);
  return input.scores.map((_, unit) => rankSetOf(unit, input.scores.length, together));
}

/** Pairs that can be told apart, and the procedure that decides a family of them. */
interface Comparison {
  readonly pairs: readonly Pair[];
  readonly decide: (family: readonly Pair[]) => Decision[];
  readonly method: CriticalValues['method'];
}

function comparison(input: RankSetsInput): Comparison {
  const { scores, degreesOfFreedom, seed, draws, confidence } = input;
  const units = scores.length;
  if (input.covariance.length !== units || input.covariance.some((row) => row.length !== units)) {
    throw new RangeError('the covariance has one row and one column a unit');
  }
  if (!scores.every(Number.isFinite) || !input.covariance.every((row) => row.every(Number.isFinite))) {
    throw new RangeError('scores and covariance must be finite');
  }
  if (!Number.isInteger(draws) || draws < 10_000) throw new RangeError(`draws must be 10,000 or more, got ${draws}`);
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`confidence lies between 0 and 1, got ${confidence}`);
  if (!(degreesOfFreedom > 0)) throw new RangeError(`degrees of freedom are positive, got ${degreesOfFreedom}`);

  const isTMatched = degreesOfFreedom >= FEWEST_DEGREES_OF_FREEDOM;
  const noise = isTMatched ? drawScores(input.covariance, seed, draws) : null;
  const decide = (family: readonly Pair[]): Decision[] =>
    stepDown(family, (left) => {
      if (noise === null) return [bonferroniT(left.length, degreesOfFreedom, confidence)];
      // From the lower tails, where probabilities keep their digits.
      return quantilesOfLargest(left, noise, units, draws, confidence).map(
        (value) => -studentTQuantile(normalCdf(-value), degreesOfFreedom),
      );
    });
  return { pairs: comparablePairs(input), decide, method: isTMatched ? 't-matched' : 'bonferroni-t' };
}

function rankSetOf(unit: number, units: number, decisions: readonly Decision[]): RankSet {
  const [own, ...nearby] = decisions.map(({ better }): [number, number] => [
    1 + better.filter(({ loser }) => loser === unit).length,
    units - better.filter(({ winner }) => winner === unit).length,
  ]);
  return { ranks: own!, isSettled: nearby.every(([best, worst]) => best === own![0] && worst === own![1]) };
}

/** The hypothesis that `winner` is not better than `loser`, and the studentised difference that speaks against it. */
interface Pair {
  readonly winner: number;
  readonly loser: number;
  readonly standardError: number;
  readonly statistic: number;
}

function comparablePairs({ scores, covariance, isInseparable }: RankSetsInput): Pair[] {
  const pairs: Pair[] = [];
  for (let winner = 0; winner < scores.length; winner++) {
    for (let loser = 0; loser < scores.length; loser++) {
      if (winner === loser || isInseparable?.(winner, loser)) continue;
      const own = covariance[winner]![winner]! + covariance[loser]![loser]!;
      const variance = own - 2 * covariance[winner]![loser]!;
      if (!(variance > NO_VARIANCE * own)) continue;
      const standardError = Math.sqrt(variance);
      pairs.push({ winner, loser, standardError, statistic: (scores[winner]! - scores[loser]!) / standardError });
    }
  }
  return pairs;
}

/** units × draws, normal with the given covariance and mean zero. */
function drawScores(covariance: readonly (readonly number[])[], seed: number, draws: number): Float64Array {
  const units = covariance.length;
  const { lower } = cholesky(Float64Array.from(covariance.flat()), units);
  const normals = seededNormals(seed, draws * units);
  const scores = new Float64Array(draws * units);
  for (let d = 0; d < draws; d++) {
    for (let i = 0; i < units; i++) {
      let sum = 0;
      for (let k = 0; k <= i; k++) sum += lower[i * units + k]! * normals[d * units + k]!;
      scores[i * draws + d] = sum;
    }
  }
  return scores;
}

/** Pairs decided by a stepdown, with the critical value of each step. */
interface Decision {
  readonly better: readonly Pair[];
  readonly steps: readonly number[];
}

/**
 * Stepdown: pairs beyond the critical value are decided and leave, the critical value for the rest is found again, until
 * none leaves. The reverse of a decided pair stays. Done once with each critical value offered (the value itself first, then
 * those at its Monte Carlo limits).
 */
function stepDown(family: readonly Pair[], criticalValues: (left: readonly Pair[]) => readonly number[]): Decision[] {
  // The runs part ways only where their critical values decide differently, so most families come up more than once.
  const known = new Map<string, readonly number[]>();
  const lookUp = (left: readonly Pair[]): readonly number[] => {
    const name = left.map(({ winner, loser }) => `${winner}>${loser}`).join();
    let values = known.get(name);
    if (values === undefined) known.set(name, (values = criticalValues(left)));
    return values;
  };
  const runs = family.length === 0 ? 1 : lookUp(family).length;
  return Array.from({ length: runs }, (_, run) => {
    const better: Pair[] = [];
    const steps: number[] = [];
    for (let left = family; left.length > 0; ) {
      const value = lookUp(left)[run]!;
      steps.push(value);
      const decided = left.filter(({ statistic }) => statistic > value);
      if (decided.length === 0) break;
      better.push(...decided);
      left = left.filter(({ statistic }) => !(statistic > value));
    }
    return { better, steps };
  });
}

function bonferroniT(pairs: number, degreesOfFreedom: number, confidence: number): number {
  return -studentTQuantile((1 - confidence) / pairs, degreesOfFreedom);
}

/**
 * The order statistic of the largest studentised difference at the confidence asked, then those three Monte Carlo standard
 * errors (of the binomial count below the quantile) lower and higher.
 */
function quantilesOfLargest(
  family: readonly Pair[],
  noise: Float64Array,
  units: number,
  draws: number,
  confidence: number,
): number[] {
  const largest = new Float64Array(draws).fill(-Infinity);
  const isLeft = new Uint8Array(units * units);
  for (const { winner, loser } of family) isLeft[winner * units + loser] = 1;
  for (const { winner, loser, standardError } of family) {
    const isBothWays = isLeft[loser * units + winner] === 1;
    if (isBothWays && winner > loser) continue;
    const scale = 1 / standardError;
    for (let d = 0, x = winner * draws, y = loser * draws; d < draws; d++, x++, y++) {
      let difference = (noise[x]! - noise[y]!) * scale;
      if (isBothWays && difference < 0) difference = -difference;
      if (difference > largest[d]!) largest[d] = difference;
    }
  }
  largest.sort();
  const spread = 3 * Math.sqrt(draws * confidence * (1 - confidence));
  return [0, -spread, spread].map((offset) => {
    const place = Math.ceil(draws * confidence + offset);
    return largest[Math.min(Math.max(place, 1), draws) - 1]!;
  });
}
