import type { LocalisedText } from './text.js';

/**
 * A released ranking as anybody reads it (`release.json` in the release folder, `GET /v1/releases/{id}`).
 * Published decimals are strings with two places, half-up: ranks stand on them. Doubles carry what was computed.
 */
export interface ReleaseDocument {
  format: 'minsheng-release/1';
  id: string;
  scheme: string;
  city: LocalisedText;
  /** Simulated answers: shown as 演示数据 wherever the release appears. */
  isDemonstration: boolean;
  poll: ReleasedPoll;
  /** UTC instant, ISO 8601. */
  releasedAt: string;
  /** Id of the release that this one corrects. */
  correctionOf: string | null;
  /** What a correction changed, old and new, and why (更正); null for a first release. */
  correction: Correction | null;
  /** SHA-256 of the plan registered before fieldwork; null for a survey brought in. */
  planHash: string | null;
  /** SHA-256 sealed by two persons before release; null for a survey brought in. */
  sealHash: string | null;
  groups: RankingGroup[];
  method: MethodBox;
  /** SHA-256 (hex) of what was judged: the answers' file, the codebook, the margins. */
  inputHashes: { answers: string; codebook: string; margins: string };
  licence: 'CC-BY-4.0';
}

export interface ReleasedPoll {
  id: string;
  title: LocalisedText;
  /** Calendar period judged, e.g. `2026-B5`; null for a survey brought in from outside the calendar. */
  periodKey: string | null;
  source: LocalisedText;
  fieldwork: { from: string; to: string } | null;
  /** Valid answer sheets that entered the weights. */
  responses: number;
  /** Answer sheets by mode of interview, in file order of first appearance. */
  modes: { code: string; name: LocalisedText; responses: number }[];
}

export interface Correction {
  reason: LocalisedText;
  changes: {
    group: string;
    unitId: string;
    name: LocalisedText;
    field: 'score' | 'halfWidth' | 'rank' | 'rankSet' | 'band' | 'listing';
    before: string;
    after: string;
  }[];
}

/** Units compared with each other and with nobody else. */
export interface RankingGroup {
  code: string;
  name: LocalisedText;
  /** Best first by published score; inside a band the order says nothing. */
  rows: RankedUnit[];
  /** Maximal runs of units whose simultaneous rank sets share a common rank (档). */
  bands: RankingBand[];
  /** Units below the publication rule: shown, not ranked. */
  unranked: UnrankedUnit[];
}

export interface RankingBand {
  /** 1 is the best band. */
  number: number;
  unitIds: string[];
}

export interface UnitResult {
  unitId: string;
  name: LocalisedText;
  /** Published score, two decimals, e.g. `77.94`. */
  score: string;
  /** 95 % t interval of the score: half-width and ends, two decimals. */
  halfWidth: string;
  interval: [string, string];
  standardError: number;
  degreesOfFreedom: number;
  /** Respondents with at least one scored answer on the unit. */
  respondents: number;
  /** respondents ÷ design effect; null without spread among the answers. */
  effectiveRespondents: number | null;
  designEffect: number | null;
  /** Share (0–1, weighted) of asked answers on the unit that were 不了解 / not an answer; 0 when nobody was asked. */
  dontKnowShare: number;
  /** Weighted shares (0–1) of scored answers from the best level to the worst, over the unit's indicators by their share. */
  distribution: number[];
  indicators: IndicatorResult[];
  /** Both modes of a blended score (有界融合, D18); null with one mode, or where the unit has no answers in one of them. */
  modes: UnitModes | null;
}

/** Interviewers' and online figures of a unit beside its blended score, two decimals. */
export interface UnitModes {
  interview: { score: string; halfWidth: string; respondents: number } | null;
  online: { score: string; halfWidth: string; respondents: number } | null;
  /** Weight of the clipped online correction, 0–1; null where nothing was blended. */
  lambda: number | null;
  isClipped: boolean;
}

export interface RankedUnit extends UnitResult {
  /** Rank on the published score, ties share a rank (1, 2, 2, 4). Never shown without `rankSet`. */
  rank: number;
  /** Simultaneous 95 % rank set over the group. */
  rankSet: [number, number];
  /** Marginal 95 % rank set: of this unit alone. */
  marginalRankSet: [number, number];
  band: number;
  /** Change from the poll before; null when there is none to compare with. */
  change: { difference: string; halfWidth: string; isSignificant: boolean } | null;
}

export type WithheldReason =
  | 'few-respondents'
  | 'few-effective-respondents'
  | 'few-sampling-units'
  | 'one-sampling-unit-dominates'
  | 'no-sampling-variation'
  | 'interval-too-wide'
  | 'little-weight-publishable'
  | 'online-only';

/** A unit below the publication rule. What cannot be computed is null. */
export interface UnrankedUnit extends Omit<UnitResult, 'score' | 'halfWidth' | 'interval'> {
  score: string | null;
  halfWidth: string | null;
  interval: [string, string] | null;
  because: WithheldReason[];
}

export interface IndicatorResult {
  code: string;
  name: LocalisedText;
  /** Share of the unit's score, 0–1; shares of a unit sum to 1. 0: left out because too few answered. */
  share: number;
  mean: number | null;
  standardError: number;
  respondents: number;
}

/** What a reader needs to judge the figures, in the order the page shows it. */
export interface MethodBox {
  methodVersion: string;
  codeVersion: string;
  population: LocalisedText;
  /** Score of each scale level, best first. */
  scoreMap: { code: string; name: LocalisedText; score: number }[];
  /** Answers that carry no score. */
  notAnswers: { code: string; name: LocalisedText }[];
  design: { strata: number; samplingUnits: number; degreesOfFreedom: number; description: LocalisedText };
  weighting: {
    margins: MarginReport[];
    cycles: number;
    largestMarginError: number;
    kishDesignEffect: number;
    trimmed: number;
    trimBounds: [number, number] | null;
    collapsed: { margin: string; level: string; into: string; because: string }[];
  };
  /** How the two modes were joined; null with one mode. */
  blend: {
    /** Median gap online − interviewers and robust between-unit variance of the gap, points. */
    medianGap: number;
    tauSquared: number;
    robustDeviation: number;
    clipRobustDeviations: number;
    clippedUnits: number;
    description: LocalisedText;
  } | null;
  intervals: { confidence: number; method: LocalisedText };
  rankSets: { confidence: number; draws: number; seed: string; criticalValues: LocalisedText };
  publicationRule: PublicationRuleParameters;
  limits: LocalisedText[];
}

export interface MarginReport {
  code: string;
  name: LocalisedText;
  levels: {
    code: string;
    name: LocalisedText;
    respondents: number;
    /** Shares 0–1: base weights, population, after weighting. `target` null: a level whose share is left as in the sample. */
    before: number;
    target: number | null;
    after: number;
  }[];
}

export interface PublicationRuleParameters {
  minimumRespondents: number;
  minimumEffectiveRespondents: number;
  minimumSamplingUnits: number;
  largestSamplingUnitShare: number;
  /** Share of the score map's range, e.g. 0.07 of 0–100 is 7 points. */
  widestHalfWidthShare: number;
}

/** One line of `GET /v1/releases`. */
export interface ReleaseSummary {
  id: string;
  scheme: string;
  title: LocalisedText;
  periodKey: string | null;
  releasedAt: string;
  isDemonstration: boolean;
  correctionOf: string | null;
  supersededBy: string | null;
  contentHash: string;
}

/** `manifest.json`: every file of the folder but itself and its signature. */
export interface ReleaseManifest {
  format: 'minsheng-manifest/1';
  releaseId: string;
  signedAt: string;
  /** Ed25519 public key, SPKI DER in base64, and the first 16 hex digits of its SHA-256. */
  publicKey: string;
  keyId: string;
  files: { path: string; bytes: number; sha256: string }[];
}

/** Where a release stands (SM-6). */
export type ReleaseState = 'ASSEMBLED' | 'SIGNED' | 'EMBARGOED' | 'RELEASED' | 'ARCHIVED';

/** `GET /api/releases` (staff who make them): never a score before the instant. */
export interface ReleaseDraftView {
  id: string;
  pollId: string;
  title: LocalisedText;
  periodKey: string | null;
  isDemonstration: boolean;
  state: ReleaseState;
  correctionOf: string | null;
  correctionReason: LocalisedText | null;
  assembledBy: string;
  assembledAt: string;
  signatures: { role: 'STAT_REVIEWER' | 'OFFICE_DIRECTOR'; person: string | null; signedAt: string | null }[];
  /** Fixed by the second signature. */
  contentHash: string | null;
  /** Instant at which every surface switches. */
  releaseAt: string | null;
  /** Who asked to recall an embargoed release; the other signer decides. */
  recall: { askedBy: string; reason: string } | null;
  /** Who asked to correct a released one, with the reason for the public; the other signer decides. */
  correctionAsked: { askedBy: string; reason: LocalisedText; isGranted: boolean } | null;
  checks: { code: string; isMet: boolean; sentences: LocalisedText }[];
}
