/** A text in both languages. */
export interface ChartText {
  zh: string;
  en: string;
}

export type ChartLanguage = 'zh-CN' | 'en';

/** What is known of a unit whether or not it is ranked. Shares are 0–1. */
export interface ChartUnit {
  unitId: string;
  name: ChartText;
  respondents: number;
  dontKnowShare: number;
  /** Weighted shares of scored answers, best level first; empty when it is not shown. */
  distribution: readonly number[];
}

/** Decimals are the published strings, two places: ranks and rounded labels stand on them. */
export interface ChartRankedUnit extends ChartUnit {
  score: string;
  halfWidth: string;
  interval: readonly [string, string];
  /** Simultaneous 95 % rank set. */
  rankSet: readonly [number, number];
  band: number;
  /** Against the poll before; null when there is nothing to compare with. */
  change: { difference: string; halfWidth: string; isSignificant: boolean } | null;
  /** Both modes of a blended score, beside it; nothing with one mode. */
  modes?: ChartModes | null;
}

/** Interviewers' and online score of one unit; null where the unit has no answers in that mode. */
export interface ChartModes {
  interview: { score: string } | null;
  online: { score: string } | null;
  /** The gap was too large to enter the score whole. */
  isClipped: boolean;
}

export interface ChartUnrankedUnit extends ChartUnit {
  /** Codes of the publication rules that the unit missed. */
  because: readonly string[];
}

/** Units compared with each other. A unit may stand in two neighbouring bands when these overlap. */
export interface ChartGroup {
  code: string;
  name: ChartText;
  rows: readonly ChartRankedUnit[];
  bands: readonly { number: number; unitIds: readonly string[] }[];
  unranked: readonly ChartUnrankedUnit[];
}

/** Colours by token name; CSS references such as `var(--ink)` where the drawing should follow the reader's theme. */
export type ChartColour =
  | 'surface'
  | 'ink'
  | 'ink-2'
  | 'ink-3'
  | 'line'
  | 'line-2'
  | 'seal'
  | 'on-seal'
  | 'dai'
  | 'dai-text'
  | 'on-dai'
  | 'st-overdue'
  | 'chart-dot'
  | 'chart-interval'
  | 'chart-band'
  | 'chart-grid'
  | 'chart-up'
  | 'chart-down'
  | 'sat-5'
  | 'sat-4'
  | 'sat-3'
  | 'sat-2'
  | 'sat-1'
  | 'sat-5-on'
  | 'sat-4-on'
  | 'sat-3-on'
  | 'sat-2-on'
  | 'sat-1-on';

export type ChartPalette = Readonly<Record<ChartColour, string>>;

/** Above this share 不了解 is marked and needs a note. */
export const manyDontKnow = 0.4;
