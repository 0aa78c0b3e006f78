import type { LonelyStratum } from '../variance/total-covariance.js';
import type { Weighting } from '../weighting/weigh.js';

/** One question in one domain. */
export interface PollItem {
  readonly question: string;
  readonly domain: string | null;
  /** Respondents with a scored answer. */
  readonly respondents: number;
  readonly sumOfWeights: number;
  /** null: nobody gave a scored answer. */
  readonly mean: number | null;
  readonly standardError: number | null;
  /** Sampling units less strata with a scored answer. */
  readonly degreesOfFreedom: number;
  readonly marginOfError: number | null;
  readonly designEffect: number | null;
  readonly effectiveRespondents: number | null;
}

/** One unit: the means of its indicators, shares renormalised over those that anybody answered. */
export interface PollUnit {
  readonly id: string;
  readonly score: number | null;
  readonly standardError: number | null;
  readonly degreesOfFreedom: number;
  readonly marginOfError: number | null;
  readonly interval: readonly [number, number] | null;
  /** Indicators that nobody answered. */
  readonly omitted: readonly { readonly question: string; readonly domain: string | null }[];
}

/** Kish's measure of the weights of those who answer about one level of a block's domain (of all, without domain). */
export interface PollDomain {
  readonly block: number;
  readonly domain: string | null;
  readonly respondents: number;
  readonly effectiveRespondents: number | null;
}

export interface PollEstimates {
  readonly outcome: 'estimated';
  readonly respondents: number;
  readonly weighting: Weighting;
  readonly items: readonly PollItem[];
  readonly domains: readonly PollDomain[];
  readonly units: readonly PollUnit[];
  /** Row-major, units × units; rows of units without score are zero. */
  readonly covariance: Float64Array;
  /** Sampling units with respondents, and rows by them whose cross products are the covariance of all item means. */
  readonly samplingUnits: readonly { readonly code: string; readonly stratum: string }[];
  readonly spread: Float64Array;
  readonly lonelyStrata: readonly LonelyStratum[];
  readonly confidence: number;
}
