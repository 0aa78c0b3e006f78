import type { LocalisedText } from './text.js';
import type { PollMode, SiteKind } from './plan.js';
import type { MarginReport, MethodBox, RankingGroup } from './release.js';

/** Stages of a survey brought in from outside: imported → weighted → ranked → released. */
export type BroughtInStage = 'IMPORTED' | 'WEIGHTED' | 'RANKED' | 'RELEASED';

/** Stages of a poll of our own (SM-3). */
export type LivePollStage =
  | 'DRAFT'
  | 'PLAN_REVIEW'
  | 'PLAN_APPROVED'
  | 'PLAN_PUBLIC'
  | 'FIELDWORK'
  | 'PAUSED'
  | 'SYNC_GRACE'
  | 'CLEANING'
  | 'WEIGHTING'
  | 'SCORED'
  | 'SEALED'
  | 'RELEASED'
  | 'ARCHIVED'
  | 'CANCELLED';

export type PollStage = BroughtInStage | LivePollStage;
export type PollKind = 'BROUGHT_IN' | 'REGULAR' | 'ADHOC';

/** `GET /api/polls`. */
export interface PollSummary {
  id: string;
  kind: PollKind;
  title: LocalisedText;
  periodKey: string | null;
  stage: PollStage;
  isDemonstration: boolean;
  /** Answers received that stand (an edited one counts once). */
  responses: number;
  units: number;
  indicators: number;
  createdAt: string;
  releaseId: string | null;
}

/** `GET /api/polls/{id}/ranking` (staff; 404 before the ranking is computed). */
export interface PollRankingView {
  poll: PollSummary;
  groups: RankingGroup[];
  method: MethodBox;
  /** SHA-256 (hex) of the inputs the ranking was computed from. */
  inputHash: string;
}

/** `GET /api/polls/{id}/fieldwork` (staff): counts and quality, never an answer or a score (BR-03). */
export interface FieldworkView {
  poll: PollSummary;
  calendar: { fieldworkFrom: string; fieldworkTo: string; graceUntil: string; sealBy: string; releaseAt: string };
  planHash: string;
  planPublishedAt: string | null;
  now: string;
  interviews: { received: number; target: number; due: number };
  online: { received: number; edited: number };
  medianSeconds: { mode: PollMode; median: number; quartiles: [number, number] }[];
  /** One entry a day of fieldwork up to today, Shanghai date; `planned`: interviews due by the end of that day. */
  days: { date: string; interviews: number; online: number; planned: number }[];
  quotas: { area: string; areaName: LocalisedText; cell: Record<string, string>; target: number; received: number }[];
  quotaMargins: { code: string; name: LocalisedText; levels: { code: string; name: LocalisedText }[] }[];
  sites: {
    code: string;
    name: LocalisedText;
    areaName: LocalisedText;
    kind: SiteKind;
    received: number;
    target: number;
  }[];
  flags: FlagCount[];
}

/** 质检标记: suspicious answers are held first, excluded only after judgement. */
export type FlagCode = 'TOO_FAST' | 'STRAIGHT_LINE' | 'BURST';

export interface FlagCount {
  code: FlagCode;
  flagged: number;
  undecided: number;
  excluded: number;
}

/** `GET /api/polls/{id}/held` (staff): one line a held answer, without the answers themselves. */
export interface HeldResponse {
  /** Public handle of the row, `batch-position`. */
  id: string;
  mode: PollMode;
  area: LocalisedText;
  site: LocalisedText | null;
  receivedAt: string;
  seconds: number;
  codes: FlagCode[];
  decision: 'VALID' | 'EXCLUDED' | null;
  decidedBy: string | null;
  note: string | null;
}

/** `GET /api/polls/{id}/weighting` (staff who compute and review), from SCORED on. */
export interface WeightingView {
  poll: PollSummary;
  planHash: string;
  samples: WeightedSample[];
  /** What other choices would change, against the plan's. */
  alternatives: {
    code: 'PLAN' | 'UNTRIMMED' | 'TIGHTER' | 'UNWEIGHTED' | 'KEEP_FLAGGED';
    kishDesignEffect: number;
    largestWeight: number;
    /** Largest change of any unit's score, points. */
    largestScoreChange: number;
    /** Units whose band differs. */
    bandChanges: number;
  }[];
  excluded: { code: FlagCode; answers: number }[];
}

export interface WeightedSample {
  mode: PollMode;
  respondents: number;
  kishDesignEffect: number;
  effectiveRespondents: number;
  /** Relative to the mean weight. */
  weights: { smallest: number; median: number; p95: number; largest: number };
  trimmed: number;
  trimBounds: [number, number] | null;
  cycles: number;
  /** Largest relative margin error after each cycle. */
  errors: number[];
  tolerance: number;
  margins: (MarginReport & { source: LocalisedText; year: number })[];
  /** Counts of relative weights in steps of `step` from 0. */
  histogram: { step: number; counts: number[] };
  collapsed: { margin: string; level: string; into: string; because: string }[];
  smallestLevel: { margin: LocalisedText; level: LocalisedText; respondents: number };
}

/** `GET /api/polls/{id}/review` (staff who compute, review and sign), from SCORED on. */
export interface RankingReview {
  poll: PollSummary;
  planHash: string;
  groups: RankingGroup[];
  method: MethodBox;
  inputHash: string;
  /** The score under other choices (换口径会变吗), for units where they differ most. */
  sensitivity: {
    heldAnswers: number;
    units: {
      unitId: string;
      name: LocalisedText;
      published: string;
      keepFlagged: string | null;
      interviewsOnly: string | null;
      onlineOnly: string | null;
      largestDifference: string;
    }[];
    bandChanges: number;
  };
  checks: { code: string; isMet: boolean; isWarning: boolean; sentences: LocalisedText; detail: string }[];
  signatures: {
    role: 'PREPARED' | 'REVIEWED';
    person: string | null;
    signedAt: string | null;
    because: string | null;
  }[];
  seal: { sealedAt: string; sealHash: string; by: string } | null;
  sealBy: string;
  releaseAt: string;
}

/** Body of the acts that need a second factor (两人签署,二次验证): the current code of the authenticator. */
export interface SecondFactor {
  totp: string;
}
