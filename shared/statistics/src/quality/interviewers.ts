import { NO_SCORE } from '../design/survey.js';
import { median, robustChance, robustScores } from '../numeric/robust.js';
import { answerPatterns, checkRows, type AnswerRows } from './answer-patterns.js';
import type { Excess } from './excess.js';
import { benjaminiHochberg } from './false-discovery.js';
import { nearDuplicates } from './near-duplicates.js';

/** What may be odd about an interviewer's work. */
export type InterviewerTest =
  | 'short-interviews'
  | 'straight-lining'
  | 'little-variation'
  | 'near-duplicates'
  | 'few-confirmed';

export interface InterviewerFinding {
  readonly interviewer: string;
  readonly test: InterviewerTest;
  /** Median seconds, share, mean variance, pairs, or share confirmed by call-back. */
  readonly figure: number;
  /** Distance from the other interviewers on the suspicious side, in robust standard deviations (of the null model for pairs). */
  readonly z: number;
  readonly p: number;
  readonly adjusted: number;
  readonly isFlagged: boolean;
}

export interface InterviewerWork {
  readonly data: AnswerRows;
  /** By row. */
  readonly interviewerOf: readonly string[];
  /** Seconds by row; null where not measured. */
  readonly seconds: readonly (number | null)[];
  /** Call-backs that reached the respondent and confirmed the interview, and all that reached somebody; by interviewer. */
  readonly callBacks?: ReadonlyMap<string, { readonly confirmed: number; readonly reached: number }>;
}

/** Interviewers with fewer interviews are not judged. */
const FEWEST_INTERVIEWS = 10;

/**
 * Interviewer patterns (访问员作业核查): short interviews, straight-lining, answers that vary too little, near-duplicates, and
 * call-backs that are not confirmed, each against the other interviewers and on the suspicious side only, held to one rate of
 * false discoveries. Schwanhäuser, Sakshaug & Kosyakova 2022 compare such indicators on known falsifiers.
 *
 * @throws RangeError on misuse: lengths, call-backs that do not add up
 */
export function interviewerFindings(
  { data, interviewerOf, seconds, callBacks }: InterviewerWork,
  options: { readonly permutations: number; readonly seed: number; readonly rate?: number },
): InterviewerFinding[] {
  checkRows(data);
  if (interviewerOf.length !== data.rows || seconds.length !== data.rows)
    throw new RangeError('one entry for each row');
  const rowsOf = new Map<string, number[]>();
  interviewerOf.forEach((name, row) => {
    const rows = rowsOf.get(name);
    if (rows === undefined) rowsOf.set(name, [row]);
    else rows.push(row);
  });
  const names = [...rowsOf.keys()].filter((name) => rowsOf.get(name)!.length >= FEWEST_INTERVIEWS).sort();
  const patterns = answerPatterns(data);
  const compared = (
    test: InterviewerTest,
    figureOf: (rows: readonly number[], name: string) => number | null,
    sign: 1 | -1,
  ) => {
    const figures = names.flatMap((name) => {
      const figure = figureOf(rowsOf.get(name)!, name);
      return figure === null ? [] : [{ interviewer: name, figure }];
    });
    const scores = robustScores(figures.map(({ figure }) => figure));
    return figures.flatMap(({ interviewer, figure }, i) => {
      const score = scores[i];
      if (score === null || score === undefined) return [];
      return [{ interviewer, test, figure, z: sign * score, p: robustChance(sign * score, figures.length) }];
    });
  };
  const tests = [
    ...compared(
      'short-interviews',
      (rows) => {
        const measured = rows.flatMap((row) => (seconds[row] === null ? [] : [seconds[row]!]));
        return measured.length === 0 ? null : median(measured);
      },
      -1,
    ),
    ...compared(
      'straight-lining',
      (rows) => rows.filter((row) => patterns[row]!.straightLine !== null).length / rows.length,
      1,
    ),
    ...compared('little-variation', (rows) => meanVariance(data, rows), -1),
    ...compared(
      'few-confirmed',
      (_, name) => {
        const found = callBacks?.get(name);
        if (found === undefined) return null;
        if (!(found.confirmed >= 0 && found.confirmed <= found.reached)) {
          throw new RangeError(`call-backs of ${name} do not add up`);
        }
        return found.reached === 0 ? null : found.confirmed / found.reached;
      },
      -1,
    ),
    ...duplicates(data, names, rowsOf, options),
  ];
  const discoveries = benjaminiHochberg(
    tests.map(({ p }) => p),
    options.rate ?? 0.05,
  );
  return tests
    .map((test, i) => ({ ...test, adjusted: discoveries[i]!.adjusted, isFlagged: discoveries[i]!.isDiscovery }))
    .sort((a, b) => a.p - b.p || compare(a.interviewer, b.interviewer) || compare(a.test, b.test));
}

function duplicates(
  data: AnswerRows,
  names: readonly string[],
  rowsOf: ReadonlyMap<string, readonly number[]>,
  options: { readonly permutations: number; readonly seed: number },
) {
  const rows = names.flatMap((name, group) => rowsOf.get(name)!.map((row) => ({ row, group })));
  const answers = new Uint8Array(rows.length * data.items);
  rows.forEach(({ row }, place) => {
    answers.set(data.answers.subarray(row * data.items, (row + 1) * data.items), place * data.items);
  });
  const found: Excess[] =
    rows.length === 0
      ? []
      : nearDuplicates(
          { rows: rows.length, items: data.items, answers },
          rows.map(({ group }) => group),
          names.length,
          options,
        );
  return found.map(({ observed, z, p }, group) => ({
    interviewer: names[group]!,
    test: 'near-duplicates' as const,
    figure: observed,
    z,
    p,
  }));
}

/** Mean over the questions of the variance of level indexes between the respondents of one interviewer. */
function meanVariance({ items, answers }: AnswerRows, rows: readonly number[]): number | null {
  let sum = 0;
  let counted = 0;
  for (let item = 0; item < items; item++) {
    const given = rows.map((row) => answers[row * items + item]!).filter((answer) => answer < NO_SCORE);
    if (given.length < 2) continue;
    const mean = given.reduce((total, answer) => total + answer, 0) / given.length;
    sum += given.reduce((total, answer) => total + (answer - mean) ** 2, 0) / (given.length - 1);
    counted++;
  }
  return counted === 0 ? null : sum / counted;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
