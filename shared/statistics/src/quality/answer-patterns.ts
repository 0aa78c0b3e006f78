import { NO_SCORE } from '../design/survey.js';
import { median } from '../numeric/robust.js';

/** Answers of many respondents to the same questions, row after row: indexes of levels, best first; NO_SCORE and NOT_ASKED. */
export interface AnswerRows {
  readonly rows: number;
  readonly items: number;
  readonly answers: Uint8Array;
}

export function checkRows({ rows, items, answers }: AnswerRows): void {
  if (answers.length !== rows * items) throw new RangeError('answers have one entry a row and item');
}

/** How a respondent went through the questions. */
export interface AnswerPattern {
  /** Answers with a score. */
  readonly answered: number;
  /** Longest run of equal scored answers to questions that follow each other, as a share of the scored answers. */
  readonly longestRunShare: number;
  /** Share of scored answers equal to the most frequent one. */
  readonly sameShare: number;
  /** The one answer given to all questions; null when they differ, or fewer than two were given. */
  readonly straightLine: number | null;
}

/**
 * Runs of equal answers (直线作答): what a respondent who does not read leaves behind. Honest respondents do it too, the more
 * the fewer the questions, so a row is never judged by it alone; compare shares between units or interviewers.
 */
export function answerPatterns(data: AnswerRows): AnswerPattern[] {
  checkRows(data);
  return Array.from({ length: data.rows }, (_, row) => {
    const given = [...data.answers.subarray(row * data.items, (row + 1) * data.items)].filter((a) => a < NO_SCORE);
    const counts = new Map<number, number>();
    let longest = 0;
    let run = 0;
    given.forEach((answer, place) => {
      run = place > 0 && answer === given[place - 1] ? run + 1 : 1;
      longest = Math.max(longest, run);
      counts.set(answer, (counts.get(answer) ?? 0) + 1);
    });
    const most = Math.max(0, ...counts.values());
    return {
      answered: given.length,
      longestRunShare: given.length === 0 ? 0 : longest / given.length,
      sameShare: given.length === 0 ? 0 : most / given.length,
      straightLine: given.length > 1 && counts.size === 1 ? given[0]! : null,
    };
  });
}

/** Below this part of the median time an answer cannot have been read. */
export const standardSpeedRule = { shareOfMedian: 0.4 };

/**
 * Speeding (作答过快): respondents whose time per answer is below a share of the median of all. Relative to this questionnaire,
 * as no number of seconds holds for all.
 *
 * @param seconds by respondent, positive; null where it was not measured
 * @param answered questions answered, by respondent
 * @returns true, false, or null where nothing was measured
 * @example 60, 55, 58, 12 seconds for ten answers each: only the last is too fast
 */
export function speeders(
  seconds: readonly (number | null)[],
  answered: readonly number[],
  rule: { readonly shareOfMedian: number } = standardSpeedRule,
): (boolean | null)[] {
  if (answered.length !== seconds.length) throw new RangeError('one number of answers for each duration');
  if (!(rule.shareOfMedian > 0 && rule.shareOfMedian < 1)) {
    throw new RangeError(`a share of the median lies between 0 and 1, got ${rule.shareOfMedian}`);
  }
  const pace = seconds.map((time, row) => {
    if (time === null || !(answered[row]! > 0)) return null;
    if (!(time >= 0 && time < Infinity)) throw new RangeError(`a duration is not negative, got ${time}`);
    return time / answered[row]!;
  });
  const measured = pace.filter((value) => value !== null);
  if (measured.length === 0) return pace.map(() => null);
  const limit = rule.shareOfMedian * median(measured);
  return pace.map((value) => (value === null ? null : value < limit));
}
