import { NO_SCORE, NOT_ASKED, type Item, type Survey, type SurveyLayout } from '../design/survey.js';
import { GroupCounts, type RowsByGroup } from './row-groups.js';

/**
 * What two answers of one person have in common (成对答卷和): by class (entries `start[c]` to `start[c + 1]`) and pair of
 * `layout.pairs`, over the respondents who gave both items a score, their number, Σ score of the first item, Σ score of the
 * second, Σ product. With the counts by level these are all that the spread of a composite needs.
 */
export interface PairSums {
  readonly start: Int32Array;
  /** Ascending within a class; only pairs that somebody answered. */
  readonly pair: Int32Array;
  readonly respondents: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly product: Float64Array;
}

/**
 * Pair sums of a survey. Counted by both levels first, then added up level by level: so they do not depend on the order of
 * respondents even where scores are not whole numbers.
 */
export function sumPairs(survey: Survey, layout: SurveyLayout, classes: RowsByGroup): PairSums {
  const levels = mostLevels(layout.items);
  const partners: { item: number; pair: number }[][] = layout.items.map(() => []);
  layout.pairs.forEach(([first, second], pair) => partners[first]!.push({ item: second, pair }));
  const counts = new GroupCounts(layout.pairs.length * levels * levels, classes.groups);
  const answerOf = new Int16Array(layout.items.length).fill(-1);
  const answered: number[] = [];
  for (let c = 0; c < classes.groups; c++) {
    for (let at = classes.start[c]!; at < classes.start[c + 1]!; at++) {
      const row = classes.row[at]!;
      survey.blocks.forEach(({ domain, questions }, b) => {
        const level = domain === null ? 0 : domain.of[row]!;
        if (level < 0) return;
        const first = layout.firstItemOfBlock[b]! + level * questions.length;
        for (let q = 0; q < questions.length; q++) {
          const answer = questions[q]!.answers[row]!;
          if (answer === NOT_ASKED || answer === NO_SCORE) continue;
          answerOf[first + q] = answer;
          answered.push(first + q);
        }
      });
      for (const item of answered) {
        const own = answerOf[item]!;
        for (const { item: partner, pair } of partners[item]!) {
          if (answerOf[partner]! >= 0) counts.add((pair * levels + own) * levels + answerOf[partner]!);
        }
      }
      for (const item of answered) answerOf[item] = -1;
      answered.length = 0;
    }
    counts.close(c);
  }
  const joint = counts.entries();
  const sums = new PairTotals(layout.pairs.length, classes.groups);
  for (let c = 0; c < classes.groups; c++) {
    for (let entry = joint.start[c]!; entry < joint.start[c + 1]!; entry++) {
      const slot = joint.slot[entry]!;
      const pair = Math.floor(slot / (levels * levels));
      const [k, l] = layout.pairs[pair]!;
      const first = layout.items[k]!.scores[Math.floor(slot / levels) % levels]!;
      const second = layout.items[l]!.scores[slot % levels]!;
      const count = joint.count[entry]!;
      sums.add(pair, count, count * first, count * second, count * (first * second));
    }
    sums.close(c);
  }
  return sums.entries();
}

export function mostLevels(items: readonly Pick<Item, 'scores'>[]): number {
  return items.reduce((most, { scores }) => Math.max(most, scores.length), 0);
}

/** Adds pairs up within the class at hand; closed classes are kept sparse. */
export class PairTotals {
  readonly #totals: Float64Array;
  readonly #start: Int32Array;
  readonly #pair: number[] = [];
  readonly #sums: number[] = [];

  constructor(pairs: number, classes: number) {
    this.#totals = new Float64Array(pairs * 4);
    this.#start = new Int32Array(classes + 1);
  }

  add(pair: number, respondents: number, first: number, second: number, product: number): void {
    const at = pair * 4;
    this.#totals[at]! += respondents;
    this.#totals[at + 1]! += first;
    this.#totals[at + 2]! += second;
    this.#totals[at + 3]! += product;
  }

  close(c: number): void {
    for (let at = 0; at < this.#totals.length; at += 4) {
      if (this.#totals[at] === 0) continue;
      this.#pair.push(at / 4);
      this.#sums.push(this.#totals[at]!, this.#totals[at + 1]!, this.#totals[at + 2]!, this.#totals[at + 3]!);
    }
    this.#totals.fill(0);
    this.#start[c + 1] = this.#pair.length;
  }

  entries(): PairSums {
    const column = (offset: number): Float64Array =>
      Float64Array.from(this.#pair, (_, entry) => this.#sums[entry * 4 + offset]!);
    return {
      start: this.#start,
      pair: Int32Array.from(this.#pair),
      respondents: column(0),
      first: column(1),
      second: column(2),
      product: column(3),
    };
  }
}
