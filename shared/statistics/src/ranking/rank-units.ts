import { roundHalfUp } from '../numeric/decimal.js';
import { reasonsToWithhold, type PublicationRule, type WithheldReason } from '../quality/publication-rule.js';
import { tHalfWidth } from '../variance/interval.js';
import { bands } from './bands.js';
import { competitionRanks } from './rank.js';
import type { CriticalMethod } from './critical-values.js';
import type { SamplingUnitTotals } from './error-draws.js';
import {
  rankSets,
  simultaneousRankSets,
  type CriticalValues,
  type RankChances,
  type RankSetsInput,
} from './rank-sets.js';

/** What is known of a unit before ranking. Plain numbers, so that a release can carry them and anybody can rank again. */
export interface RankableUnit {
  readonly id: string;
  /** null: no answer at all. */
  readonly score: number | null;
  readonly degreesOfFreedom: number;
  readonly respondents: number;
  readonly effectiveRespondents: number | null;
  readonly samplingUnits: number;
  readonly largestSamplingUnitShare: number;
  readonly publishableShare: number;
  /** Figures are those of online answers, there being no interview: shown apart, never ranked. */
  readonly isOnlineOnly?: boolean;
}

export interface RankingInput {
  /** Units compared with each other and with nobody else. */
  readonly units: readonly RankableUnit[];
  /** Covariance of the scores, one row and one column a unit, in the order of `units`. */
  readonly covariance: readonly (readonly number[])[];
  readonly rule: PublicationRule;
  /** Lowest and highest score that an answer can give. */
  readonly scoreRange: readonly [number, number];
  /** Whole number of 32 bits. */
  readonly seed: number;
  /** At least 10,000. */
  readonly draws: number;
  /** 0.95 for 95 % intervals and rank sets. */
  readonly confidence: number;
  /** By default as `standardCriticalMethod` says. */
  readonly method?: CriticalMethod;
  /** Totals of the scores by sampling unit, one column a unit in the order of `units`: makes bootstrap-t possible. */
  readonly samplingUnits?: SamplingUnitTotals;
  /** How many units the plan said would be compared, before anybody saw a result: none may have been dropped since. */
  readonly declaredUnits?: number;
}

export interface PublishedUnit {
  readonly id: string;
  /** Two decimals, half-up; ranks stand on it. */
  readonly score: string;
  readonly halfWidth: string;
  /** Ends of the t interval, each rounded by itself. */
  readonly interval: readonly [string, string];
  readonly standardError: number;
  readonly degreesOfFreedom: number;
}

export interface RankedUnit extends PublishedUnit {
  readonly rank: number;
  readonly rankSet: readonly [number, number];
  readonly isRankSetSettled: boolean;
  readonly marginalRankSet: readonly [number, number];
  readonly isMarginalRankSetSettled: boolean;
  readonly chances: RankChances;
  /** 1 is the best band. */
  readonly band: number;
}

/** A unit below the publication rule. Figures that cannot be computed are null. */
export interface WithheldUnit {
  readonly id: string;
  readonly score: string | null;
  readonly halfWidth: string | null;
  readonly interval: readonly [string, string] | null;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly because: readonly WithheldReason[];
}

export interface Ranking {
  /** Best published score first; equal scores by id. */
  readonly ranked: readonly RankedUnit[];
  /** By id. */
  readonly unranked: readonly WithheldUnit[];
  readonly bands: readonly { readonly number: number; readonly unitIds: readonly string[] }[];
  /** Of the rank sets: the smallest among ranked units. null when fewer than two units are ranked. */
  readonly degreesOfFreedom: number | null;
  readonly criticalValues: CriticalValues | null;
}

/**
 * Ranks units (排名): publication rule first, then published decimals, competition ranks, rank sets among the units that
 * passed, and bands. Needs no answers: whoever has scores, covariance, degrees of freedom and seed gets the same digits.
 *
 * Two units with the same published score are never called different, so a rank set always contains its unit's rank.
 *
 * @example 85.00, 70.00, 70.00, 40.00 with standard errors near 1: ranks 1, 2, 2, 4 and bands 1, 2, 2, 3
 * The rule looks at how much is known of a unit, never at its score, and the number compared can be declared beforehand.
 *
 * @throws RangeError on misuse: sizes, ids given twice, a negative variance, another number of units than declared
 */
export function rankUnits(input: RankingInput): Ranking {
  const { passed, withheld, setsInput } = applyRule(input);
  const ranks = competitionRanks(passed.map(({ published }) => published.score));
  const sets = setsInput === null ? null : rankSets(setsInput);
  const withSets = passed.map(({ published }, i) => ({
    published,
    rank: ranks[i]!,
    simultaneous: sets?.simultaneous[i] ?? ALONE,
    marginal: sets?.marginal[i] ?? ALONE,
    chances: sets?.chances[i] ?? { first: 1, last: 1 },
  }));
  const bandOf = bands(
    withSets.map(({ published, simultaneous }) => ({ published: published.score, rankSet: simultaneous.ranks })),
  );
  const ranked = withSets
    .map(
      ({ published, rank, simultaneous, marginal, chances }, i): RankedUnit => ({
        ...published,
        rank,
        rankSet: simultaneous.ranks,
        isRankSetSettled: simultaneous.isSettled,
        marginalRankSet: marginal.ranks,
        isMarginalRankSetSettled: marginal.isSettled,
        chances,
        band: bandOf[i]!,
      }),
    )
    .sort((a, b) => a.rank - b.rank);
  return {
    ranked,
    unranked: withheld.sort((a, b) => compareIds(a.id, b.id)),
    bands: [...new Set(ranked.map(({ band }) => band))].map((number) => ({
      number,
      unitIds: ranked.filter(({ band }) => band === number).map(({ id }) => id),
    })),
    degreesOfFreedom: setsInput?.degreesOfFreedom ?? null,
    criticalValues: sets?.criticalValues ?? null,
  };
}

/**
 * Band of each ranked unit by id (各单位所在的档): those of {@link rankUnits}, for a few times less work, where other choices of
 * weighting are compared.
 */
export function bandOfUnits(input: RankingInput): Map<string, number> {
  const { passed, setsInput } = applyRule(input);
  const sets = setsInput === null ? [] : simultaneousRankSets(setsInput);
  const found = bands(
    passed.map(({ published }, i) => ({ published: published.score, rankSet: (sets[i] ?? ALONE).ranks })),
  );
  return new Map(passed.map(({ published }, i) => [published.id, found[i]!]));
}

/**
 * Which units the rank sets compare, by id, and on how many degrees of freedom, without ranking them; null when fewer than
 * two pass the publication rule.
 *
 * @throws RangeError as {@link rankUnits}
 */
export function comparedUnits(
  input: RankingInput,
): { readonly ids: readonly string[]; readonly degreesOfFreedom: number } | null {
  const { passed, setsInput } = applyRule(input);
  return (
    setsInput && { ids: passed.map(({ published }) => published.id), degreesOfFreedom: setsInput.degreesOfFreedom }
  );
}

/** Of a unit that is compared with nobody. */
const ALONE = { ranks: [1, 1] as const, isSettled: true };

interface Ruled {
  /** Units that are ranked, by id. */
  readonly passed: readonly { readonly published: PublishedUnit }[];
  readonly withheld: WithheldUnit[];
  /** null when fewer than two units are ranked. */
  readonly setsInput: RankSetsInput | null;
}

function applyRule(input: RankingInput): Ruled {
  const { units, covariance, rule, scoreRange, seed, draws, confidence, method, samplingUnits, declaredUnits } = input;
  if (declaredUnits !== undefined && declaredUnits !== units.length) {
    throw new RangeError(`${declaredUnits} units were declared and ${units.length} are given`);
  }
  if (covariance.length !== units.length || covariance.some((row) => row.length !== units.length)) {
    throw new RangeError('the covariance has one row and one column a unit');
  }
  if (new Set(units.map(({ id }) => id)).size !== units.length) throw new RangeError('unit ids must differ');
  const results = units.map((unit, u) => publish(unit, covariance[u]![u]!, rule, scoreRange, confidence));
  const withheld = results.flatMap(({ withheld: unit }) => (unit === null ? [] : [unit]));
  const passed = results
    .flatMap(({ published }, u) => (published === null ? [] : [{ u, published, score: units[u]!.score! }]))
    .sort((a, b) => compareIds(a.published.id, b.published.id));
  const setsInput = {
    scores: passed.map(({ score }) => score),
    covariance: passed.map(({ u }) => passed.map((other) => covariance[u]![other.u]!)),
    degreesOfFreedom: Math.min(...passed.map(({ u }) => units[u]!.degreesOfFreedom)),
    seed,
    draws,
    confidence,
    isInseparable: (one: number, other: number) => passed[one]!.published.score === passed[other]!.published.score,
    ...(method === undefined ? {} : { method }),
    ...(samplingUnits === undefined
      ? {}
      : {
          samplingUnits: {
            stratumOf: samplingUnits.stratumOf,
            totals: samplingUnits.totals.map((row) => passed.map(({ u }) => row[u]!)),
          },
        }),
  };
  return { passed, withheld, setsInput: passed.length < 2 ? null : setsInput };
}

function publish(
  unit: RankableUnit,
  variance: number,
  rule: PublicationRule,
  scoreRange: readonly [number, number],
  confidence: number,
): { published: PublishedUnit; withheld: null } | { published: null; withheld: WithheldUnit } {
  if (!(variance >= 0)) throw new RangeError(`the variance of ${unit.id} is ${variance}`);
  const { id, score, degreesOfFreedom } = unit;
  const standardError = Math.sqrt(variance);
  const halfWidth = degreesOfFreedom > 0 ? tHalfWidth(standardError, degreesOfFreedom, confidence) : null;
  const because = reasonsToWithhold({ ...unit, standardError, halfWidth }, scoreRange, rule);
  if (because.length === 0 && score !== null && halfWidth !== null) {
    const published = {
      id,
      score: roundHalfUp(score),
      halfWidth: roundHalfUp(halfWidth),
      interval: [roundHalfUp(score - halfWidth), roundHalfUp(score + halfWidth)] as const,
      standardError,
      degreesOfFreedom,
    };
    return { published, withheld: null };
  }
  const withheld = {
    id,
    score: score === null ? null : roundHalfUp(score),
    halfWidth: halfWidth === null ? null : roundHalfUp(halfWidth),
    interval:
      score === null || halfWidth === null
        ? null
        : ([roundHalfUp(score - halfWidth), roundHalfUp(score + halfWidth)] as const),
    standardError,
    degreesOfFreedom,
    because: because.length > 0 ? because : (['few-respondents'] as const),
  };
  return { published: null, withheld };
}

/** By code unit, not by locale: the same order everywhere. */
function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
