import { NO_SCORE, NOT_ASKED, type UnitDefinition } from './survey.js';

/** A question whose answers are folded into sums. Scores are whole numbers, so that sums of them are exact. */
export interface FoldedQuestion {
  readonly code: string;
  /** Score of each level, best first. */
  readonly scores: readonly number[];
}

/**
 * Where each count of an atom's vector stands (计数向量的排列). In this order: for each question its levels, best first, then
 * the answers without score; for each rater set the respondents with at least one scored answer in it; for each pair of
 * questions, over the respondents who scored both, their number, Σ score of the first, Σ score of the second, Σ product.
 */
export interface AtomLayout {
  readonly length: number;
  readonly scores: readonly (readonly number[])[];
  /** Slot of each question's first level; the next levels follow. */
  readonly levelAt: readonly number[];
  /** Slot of each question's answers without score. */
  readonly noScoreAt: readonly number[];
  /** Distinct sets of questions that some unit is scored on, ascending, in order of the first unit that has it. */
  readonly raterSets: readonly (readonly number[])[];
  readonly raterSetOfUnit: readonly number[];
  /** Slot of each rater set. */
  readonly raterAt: readonly number[];
  /** Questions k < l of one rater set, ascending. */
  readonly pairs: readonly (readonly [number, number])[];
  /** First of the four slots of each pair. */
  readonly pairAt: readonly number[];
}

/** Products of two scores must fit the 32 bits in which additions travel. */
const LARGEST_SCORE = 46_340;

/**
 * Lays the vector out. A question used for a whole city and for areas stands in it once: what an area's unit counts are the
 * atoms of its area.
 *
 * @example one question of two levels, one unit: levels at 0 and 1, without score at 2, raters at 3, length 4
 * @throws RangeError when a score is not a whole number from 0 to 46,340, an indicator names no question, or a unit mixes
 *   domains
 */
export function atomLayout(questions: readonly FoldedQuestion[], units: readonly UnitDefinition[]): AtomLayout {
  const levelAt: number[] = [];
  const noScoreAt: number[] = [];
  let length = 0;
  for (const { code, scores } of questions) {
    if (!scores.every((score) => Number.isInteger(score) && score >= 0 && score <= LARGEST_SCORE)) {
      throw new RangeError(`scores of question ${code} are folded as whole numbers from 0 to ${LARGEST_SCORE}`);
    }
    levelAt.push(length);
    noScoreAt.push(length + scores.length);
    length += scores.length + 1;
  }
  const raterSets: number[][] = [];
  const setOf = new Map<string, number>();
  const raterSetOfUnit = units.map(({ id, indicators }) => {
    if (indicators.some(({ domain }) => domain !== indicators[0]!.domain)) {
      throw new RangeError(`unit ${id} mixes domains, which folded sums do not know`);
    }
    const members = indicators.map((indicator) => {
      const question = questions.findIndex(({ code }) => code === indicator.question);
      if (question < 0) throw new RangeError(`unit ${id} names an unknown question ${indicator.question}`);
      return question;
    });
    const set = [...new Set(members)].sort((a, b) => a - b);
    const known = setOf.get(set.join());
    if (known !== undefined) return known;
    setOf.set(set.join(), raterSets.length);
    return raterSets.push(set) - 1;
  });
  const raterAt = raterSets.map((_, set) => length + set);
  length += raterSets.length;
  const pairs: [number, number][] = [];
  for (let k = 0; k < questions.length; k++) {
    for (let l = k + 1; l < questions.length; l++) {
      if (raterSets.some((set) => set.includes(k) && set.includes(l))) pairs.push([k, l]);
    }
  }
  const pairAt = pairs.map((_, pair) => length + 4 * pair);
  length += 4 * pairs.length;
  return {
    length,
    scores: questions.map(({ scores }) => scores),
    levelAt,
    noScoreAt,
    raterSets,
    raterSetOfUnit,
    raterAt,
    pairs,
    pairAt,
  };
}

/**
 * What one respondent adds to an atom's vector: slot, amount, slot, amount …, amounts positive whole numbers of 32 bits. To
 * take answers out again, subtract the same. The number of respondents is counted beside the vector.
 *
 * @param answers index of the level chosen, or NO_SCORE, or NOT_ASKED, by question
 * @example one question of scores 100 and 0 and one unit, first level chosen: 0, 1, 3, 1
 * @throws RangeError when a question lacks its answer or has no such level
 */
export function additionsOf(layout: AtomLayout, answers: Uint8Array): number[] {
  const { scores, levelAt, noScoreAt, raterSets, raterAt, pairs, pairAt } = layout;
  if (answers.length !== scores.length) throw new RangeError('one answer a question');
  // This runs once for every answer sheet that comes in: room for all is made at once, and cut to what was used.
  const additions = new Array<number>(2 * (scores.length + raterSets.length) + 8 * pairs.length);
  let used = 0;
  for (let q = 0; q < scores.length; q++) {
    const answer = answers[q]!;
    if (answer === NOT_ASKED) continue;
    if (answer === NO_SCORE) additions[used++] = noScoreAt[q]!;
    else if (answer < scores[q]!.length) additions[used++] = levelAt[q]! + answer;
    else throw new RangeError(`question ${q} has no level ${answer}`);
    additions[used++] = 1;
  }
  for (let set = 0; set < raterSets.length; set++) {
    const questions = raterSets[set]!;
    for (let i = 0; i < questions.length; i++) {
      if (answers[questions[i]!]! >= NO_SCORE) continue;
      additions[used++] = raterAt[set]!;
      additions[used++] = 1;
      break;
    }
  }
  for (let pair = 0; pair < pairs.length; pair++) {
    const questions = pairs[pair]!;
    const one = answers[questions[0]]!;
    const other = answers[questions[1]]!;
    if (one >= NO_SCORE || other >= NO_SCORE) continue;
    const at = pairAt[pair]!;
    const first = scores[questions[0]]![one]!;
    const second = scores[questions[1]]![other]!;
    additions[used++] = at;
    additions[used++] = 1;
    if (first > 0) {
      additions[used++] = at + 1;
      additions[used++] = first;
    }
    if (second > 0) {
      additions[used++] = at + 2;
      additions[used++] = second;
    }
    if (first > 0 && second > 0) {
      additions[used++] = at + 3;
      additions[used++] = first * second;
    }
  }
  additions.length = used;
  return additions;
}
