import { layOut, NO_SCORE, NOT_ASKED, type SurveyLayout, type UnitDefinition } from './survey.js';
import type { LonelyPolicy } from './survey-design.js';

/** What a poll asks of whom, before anybody has answered (民调结构): everything that its sums are laid out by. */
export interface PollOutline {
  readonly strata: readonly {
    readonly code: string;
    /** Sampling units in the stratum's population; left out: many. */
    readonly population?: number;
  }[];
  /** Primary sampling units; `stratum` is an index. */
  readonly samplingUnits: readonly { readonly code: string; readonly stratum: number }[];
  readonly variables: readonly { readonly code: string; readonly levels: readonly string[] }[];
  readonly blocks: readonly {
    /** null: the answers of all respondents make one item a question; else one item for each level and question. */
    readonly domain: { readonly code: string; readonly levels: readonly string[] } | null;
    /** Scores are whole numbers, best level first. */
    readonly questions: readonly { readonly code: string; readonly scores: readonly number[] }[];
  }[];
  readonly units: readonly UnitDefinition[];
  /** `adjust` when left out. */
  readonly lonelyPolicy?: LonelyPolicy;
}

/** Indexes by respondent; −1, in a domain only: none. */
export type IndexColumn = Uint8Array | Uint16Array | Int16Array | Int32Array;

/** Answers of many respondents in columns, in the outline's order. */
export interface PollColumns {
  readonly respondents: number;
  readonly samplingUnits: IndexColumn;
  readonly baseWeights: Float64Array;
  readonly variables: readonly IndexColumn[];
  readonly blocks: readonly {
    readonly domain: IndexColumn | null;
    /** Level chosen, or NO_SCORE, or NOT_ASKED. */
    readonly answers: readonly Uint8Array[];
  }[];
}

/** One respondent's answers, in the outline's order. */
export interface PollResponse {
  readonly samplingUnit: number;
  readonly baseWeight: number;
  readonly variables: readonly number[];
  readonly blocks: readonly { readonly domain: number | null; readonly answers: readonly number[] }[];
}

/** How a question's scores are counted: score = offset + step × whole number. */
export interface ScoreCode {
  readonly offset: number;
  readonly step: number;
  /** Whole number of each answer byte; NaN for bytes that are no answer, −1 for those without score. */
  readonly codes: Float64Array;
  readonly largest: number;
}

/**
 * Checks an outline and numbers its items.
 *
 * @throws RangeError as `layOut`, and for scores that are not whole numbers up to 46,340 apart, an unknown stratum, a sampling
 *   unit given twice, or a population that is not positive
 */
export function layOutPoll(outline: PollOutline): { layout: SurveyLayout; scoreCodes: ScoreCode[][] } {
  const seen = new Set<string>();
  for (const { code, stratum } of outline.samplingUnits) {
    if (outline.strata[stratum] === undefined) throw new RangeError(`sampling unit ${code} has no stratum ${stratum}`);
    const key = `${stratum} ${code}`;
    if (seen.has(key)) throw new RangeError(`sampling unit ${code} is given twice`);
    seen.add(key);
  }
  for (const { code, population = Infinity } of outline.strata) {
    if (!(population > 0)) throw new RangeError(`stratum ${code} has a population of ${population}`);
  }
  const scoreCodes = outline.blocks.map(({ questions }) =>
    questions.map(({ code, scores }) => scoreCode(code, scores)),
  );
  return { layout: layOut(outline), scoreCodes };
}

function scoreCode(question: string, scores: readonly number[]): ScoreCode {
  const offset = Math.min(...scores);
  const step = scores.reduce((common, score) => greatestDivisor(common, score - offset), 0) || 1;
  const largest = (Math.max(...scores) - offset) / step;
  if (!scores.every((score) => Number.isSafeInteger(score)) || !(largest <= 46_340)) {
    throw new RangeError(`scores of question ${question} are whole numbers at most 46,340 steps apart`);
  }
  const codes = new Float64Array(256).fill(NaN);
  scores.forEach((score, level) => (codes[level] = (score - offset) / step));
  codes[NO_SCORE] = -1;
  codes[NOT_ASKED] = -1;
  return { offset, step, codes, largest };
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
