import type { LocalisedText } from './text.js';
import type { Questionnaire, QuestionnaireDesign } from './questionnaire.js';

/** How an indicator's result goes to units: by the area asked about, by function and share, both, or to the unit named. */
export type Attribution = 'AREA' | 'FUNCTION' | 'BOTH';
export type IndicatorTerm = 'LONG' | 'ADHOC';
export type IndicatorState = 'DRAFT' | 'REVIEW' | 'APPROVED' | 'ACTIVE' | 'SUSPENDED' | 'RETIRED';
export type PollMode = 'INTERVIEW' | 'WECHAT';
export type SiteKind = 'STREET' | 'PARK' | 'COMMUNITY';

/** Share of a unit in an indicator (责任份额): four decimals; over the departments of an indicator they sum to 1.0000. */
export interface ResponsibilityShare {
  /** Unit code. */
  unit: string;
  /** Decimal string, e.g. `0.6000`. */
  share: string;
  role: 'LEAD' | 'SUPPORT';
}

/**
 * A poll's plan (测评方案): registered before fieldwork, public with its hash (SHA-256 of the canonical JSON), immutable.
 * Everything that follows — schema of the answers, sums, weights, scores, groups, publication rule — is read from it.
 */
export interface PollPlan {
  format: 'minsheng-plan/1';
  pollId: string;
  /** 1 for the first; an erratum before fieldwork makes the next. */
  version: number;
  scheme: string;
  city: LocalisedText;
  isDemonstration: boolean;
  kind: 'REGULAR' | 'ADHOC';
  title: LocalisedText;
  purpose: LocalisedText;
  population: LocalisedText;
  /** People the weights stand for. */
  populationSize: number;
  periodKey: string;
  /** UTC instants, ISO 8601; `fieldworkTo` and `graceUntil` exclusive. */
  calendar: { fieldworkFrom: string; fieldworkTo: string; graceUntil: string; sealBy: string; releaseAt: string };
  modes: PollMode[];
  /** With both modes: online answers blended into the score within bounds (D18), or published apart. */
  onlineUse: 'BLEND' | 'SEPARATE';
  /** Bound of an online correction in robust standard deviations of the modes' gap. */
  clipRobustDeviations: number;
  /** What is counted: of a designed questionnaire the part that is read from `design` (the measured and the weighted items). */
  questionnaire: Questionnaire;
  /** The published questionnaire (问卷设计) as it is asked; absent: the plan asks just `questionnaire`. */
  design?: PlanDesign;
  indicators: PlanIndicator[];
  groups: PlanGroup[];
  areas: PlanArea[];
  sites: PlanSite[];
  /** Interviews wanted by area, and how they fall on the cells of the quota margins (sex × age): largest remainder. */
  quotas: { area: string; cell: Record<string, string>; target: number }[];
  /** The first is the area, then those of items with role `margin`. Shares of a margin sum to 1. */
  margins: PlanMargin[];
  weighting: {
    tolerance: number;
    maximumCycles: number;
    trim: { lower: number; upper: number } | null;
    thinLevel: { minimumAnswers: number; minimumEffective: number; largestFactor: number };
  };
  publication: {
    minimumRespondents: number;
    minimumEffectiveRespondents: number;
    minimumSamplingUnits: number;
    largestSamplingUnitShare: number;
    widestHalfWidthShare: number;
    minimumPublishableShare: number;
    minimumCell: number;
    minimumCellEffective: number;
  };
  confidence: number;
  draws: number;
  quality: {
    /** 答题过快: under this share of the mode's median time and under so many seconds a question. */
    tooFast: { shareOfMedian: number; secondsPerQuestion: number };
    /** 直线作答: at least so many scale items, all equal. */
    straightLine: { minimumItems: number };
    /** 短时集中: at least so many online answers alike in every scale item within so many minutes. */
    burst: { answers: number; minutes: number };
  };
}

export interface PlanDesign {
  /** Id of the questionnaire in the bank; its code and version stand in the document. */
  questionnaireId: string;
  /** SHA-256 (hex) of the document's canonical JSON. */
  hash: string;
  document: QuestionnaireDesign;
}

export interface PlanIndicator {
  code: string;
  /** Raised with every change of wording: a visible break of the series. */
  version: number;
  term: IndicatorTerm;
  name: LocalisedText;
  attribution: Attribution;
  /** Weight of the indicator in a unit's score, > 0. */
  weight: number;
  shares: ResponsibilityShare[];
}

export interface PlanGroup {
  code: string;
  name: LocalisedText;
  /** Frozen members. `area`: the territorial unit's area, null for a department. */
  units: { code: string; name: LocalisedText; area: string | null }[];
}

export interface PlanArea {
  /** Code of its option in the item with role `area`. */
  code: string;
  name: LocalisedText;
  /** Territorial unit. */
  unit: string;
  /** Interviews planned. */
  target: number;
}

export interface PlanSite {
  code: string;
  name: LocalisedText;
  area: string;
  kind: SiteKind;
}

export interface PlanMargin {
  code: string;
  name: LocalisedText;
  levels: { code: string; name: LocalisedText; share: number }[];
  /** Thin levels may be joined with a neighbour in this order. */
  isOrdinal: boolean;
  source: LocalisedText;
  /** Of the population figures. */
  year: number;
}

/** One thing to be in order before a plan can be submitted. */
export interface PlanCheck {
  code: string;
  isMet: boolean;
  sentences: LocalisedText;
}

/** `GET /api/polls/{id}/plan` (staff). */
export interface PollPlanView {
  plan: PollPlan;
  hash: string;
  checks: PlanCheck[];
  versions: {
    version: number;
    hash: string;
    submittedBy: string | null;
    submittedAt: string | null;
    approvedBy: string | null;
    approvedAt: string | null;
    publishedAt: string | null;
  }[];
}

/** One line of `GET /v1/plans`: a poll whose plan is public. */
export interface PlanSummary {
  pollId: string;
  version: number;
  title: LocalisedText;
  periodKey: string;
  isDemonstration: boolean;
  /** Of this version, UTC. */
  publishedAt: string;
  calendar: PollPlan['calendar'];
  isCancelled: boolean;
  /** What the public was told when it was called off. */
  publicNote: LocalisedText | null;
  /** SHA-256 of the bytes at `address`. */
  hash: string;
  address: string;
  /** Newest first, this one included; an erratum (勘误) makes the next. */
  versions: { version: number; hash: string; publishedAt: string; address: string }[];
}

/** `GET /api/indicators` (staff). */
export interface IndicatorView {
  id: string;
  code: string;
  version: number;
  term: IndicatorTerm;
  name: LocalisedText;
  /** Plain wording of the question (题面) and what it covers. */
  wording: LocalisedText;
  hint: LocalisedText | null;
  attribution: Attribution;
  weight: number;
  shares: ResponsibilityShare[];
  /** The temporary task that an ad-hoc indicator hangs on. */
  anchorTask: string | null;
  state: IndicatorState;
  proposedBy: string | null;
  approvedBy: string | null;
}
