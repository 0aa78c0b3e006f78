import type { LocalisedText } from '@minsheng/contracts';

/** A finished survey as it is brought in (把做完的调查带进来): the codebook and the margins, made plain. */
export interface SurveyDescription {
  title: LocalisedText;
  source: LocalisedText;
  population: LocalisedText;
  /** How many people the weights stand for together; null: as many as answered. */
  populationSize: number | null;
  /** Calendar period judged (`2026-B5`), when the survey belongs to one. */
  periodKey: string | null;
  fieldwork: { from: string; to: string } | null;
  isDemonstration: boolean;
  /** Best level first. */
  levels: { code: string; name: LocalisedText; score: number }[];
  notAnswers: { code: string; name: LocalisedText }[];
  indicators: { code: string; name: LocalisedText }[];
  groups: { code: string; name: LocalisedText }[];
  units: SurveyUnit[];
  margins: SurveyMargin[];
  design: SurveyDesignColumns;
  /** Modes of interview met in the answers, in order of appearance; empty when no column names the mode. */
  modes: { code: string; name: LocalisedText; respondents: number }[];
}

export interface SurveyUnit {
  code: string;
  name: LocalisedText;
  group: string;
  /** Shares of the unit's score; they sum to 1. */
  shares: { indicator: string; share: number }[];
  /** Only the answers of respondents with this level count for the unit (属地: residents judge their own area). */
  domain: { column: string; level: string } | null;
}

export interface SurveyMargin {
  code: string;
  name: LocalisedText;
  /** Population shares that sum to 1. Answers at other levels form one level of their own that keeps its sample share. */
  levels: { code: string; name: LocalisedText; share: number }[];
  /** Thin levels may be joined with a neighbour in this order; never when the levels have no order (areas). */
  isOrdinal: boolean;
}

/** Which columns describe how people were reached; null: every respondent is a sampling unit of one stratum, weight 1. */
export interface SurveyDesignColumns {
  stratum: string | null;
  psu: string | null;
  weight: string | null;
  mode: string | null;
}

/** The answers as columns: what is kept of the file. */
export interface SurveyAnswers {
  respondents: number;
  /** Per margin (in the order of the description): level index, `otherLevel` for anything else. */
  marginLevels: Uint8Array[];
  /** Per indicator: level index in `levels`, `notAnAnswer` or `missing`. */
  ratings: Uint8Array[];
  strata: { labels: string[]; of: Uint16Array };
  /** Without labels every respondent is a sampling unit of their own. */
  psus: { labels: string[]; of: Uint32Array };
  baseWeights: Float64Array;
  /** Index in `modes`. */
  modes: Uint8Array;
}

export const otherLevel = 255;
export const notAnAnswer = 254;
export const missing = 255;

/** Why a file is refused, at the place where its maker finds it. */
export interface ImportFault {
  file: 'data' | 'codebook' | 'margins' | 'options';
  line?: number;
  column?: string;
  code: string;
  sentences: LocalisedText;
}
