import type { LocalisedText } from './text.js';

/** Where a parameter comes from: the city's document, our default (to be confirmed), or a version the city approved. */
export type ParameterOrigin = 'seed' | 'default' | 'decided';

export type SchemeVersionState = 'DRAFT' | 'REVIEW' | 'PUBLISHED' | 'ACTIVE' | 'SUPERSEDED';

/** One parameter that a version changes. */
export interface SchemeDifference {
  path: string;
  before: unknown;
  after: unknown;
}

export interface SchemeVersionSummary {
  id: string;
  no: number;
  state: SchemeVersionState;
  /** SHA-256 (hex) of the parameters' canonical JSON. */
  configHash: string;
  effectiveFrom: string;
  reason: string;
  proposedBy: string;
  proposedAt: string;
  submittedAt: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
  returnReason: string | null;
  activatedAt: string | null;
}

/** `GET /api/scheme/versions/{id}`. */
export interface SchemeVersionView extends SchemeVersionSummary {
  differences: SchemeDifference[];
}

/** `GET /api/scheme`: the parameters in force. */
export interface SchemeView {
  code: string;
  city: LocalisedText;
  version: SchemeVersionSummary;
  sources: string[];
  config: Record<string, unknown>;
  /** Every parameter by path; `badge` is what stands beside a value still to be confirmed. */
  parameters: { path: string; origin: ParameterOrigin; badge: LocalisedText | null }[];
}

/** `POST /api/scheme/versions`; `PUT /api/scheme/versions/{id}` amends a draft. */
export interface SchemeVersionProposal {
  /** Merged over the latest approved parameters: maps merge, lists replace, null switches off. */
  changes: Record<string, unknown>;
  /** First day of a scoring period to come, `YYYY-MM-DD`. */
  effectiveOn: string;
  reason: string;
}

export interface SchemeVersionReturn {
  reason: string;
}

export interface CalendarOccurrence {
  ruleCode: string;
  kind: 'MOMENT' | 'WINDOW' | 'QUOTA';
  /** Which occurrence this is, in the rule's own rhythm: `2026-B1`. */
  key: string;
  startsAt: string;
  /** Exclusive; null for a moment. */
  endsAt: string | null;
  /** Quotas: how many are owed between the two. */
  atLeast: number | null;
  isOverridden: boolean;
}

/** One scoring period on its way to release. */
export interface CalendarRound {
  periodKey: string;
  fieldwork: { startsAt: string; endsAt: string } | null;
  aggregationFrom: string | null;
  syncGraceEndsAt: string | null;
  latestSealAt: string | null;
  releasedAt: string;
  aggregationDays: number | null;
  daysAfterRelease: number;
  warnings: ('SHORT' | 'HOLIDAY' | 'HOLIDAYS-UNKNOWN')[];
  holidays: { on: string; name: LocalisedText }[];
}

/** `GET /api/scheme/calendar?from=2026-01&months=24`. */
export interface CalendarView {
  rules: { code: string; name: LocalisedText; text: string }[];
  months: { month: string; entries: CalendarOccurrence[] }[];
  rounds: CalendarRound[];
  /** Years listed whose holiday arrangement is not known: nothing is guessed about them. */
  yearsWithoutTable: number[];
}

/** `POST /api/scheme/overrides`. A window needs `newEnd`; a moment has none. */
export interface CalendarOverrideProposal {
  ruleCode: string;
  periodKey: string;
  newStart: string;
  newEnd?: string | null;
  reason: string;
  publicNote: LocalisedText;
}

export interface CalendarOverrideView {
  id: string;
  ruleCode: string;
  periodKey: string;
  oldStart: string;
  oldEnd: string;
  newStart: string;
  newEnd: string | null;
  reason: string;
  publicNote: LocalisedText;
  state: 'PROPOSED' | 'PUBLISHED' | 'REFUSED' | 'REPLACED';
  proposedBy: string;
  proposedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
}
