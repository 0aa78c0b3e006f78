import { NO_SCORE } from '../design/survey.js';
import { seededChance, shuffle } from '../numeric/shuffle.js';
import { checkRows, type AnswerRows } from './answer-patterns.js';
import { pooledPValues, type Excess } from './excess.js';

/**
 * Near-duplicates (近似重复的答卷) by group (unit, interviewer): pairs of rows that agree on all questions but one at most,
 * against a null model of *this* questionnaire. Fixed thresholds ("85 % alike") mislead, since how many rows agree by chance
 * depends on the number of questions and levels and on how much people agree (Pew 2016, on Kuriakose & Robbins 2016).
 *
 * Null model: within a group, rows of one sum of levels exchange their answers to each question among themselves. So every
 * group keeps its margins question by question and the mood of each row, and loses what copying adds. Rows that give one
 * answer throughout match each other by nature, and rows with a question left out match less; both are left aside.
 *
 * @param groupOf group of each row, 0 up to `groups`
 * @param permutations draws of the null model, at least 50
 * @returns pairs found and expected by group, with the p-value of as many by chance
 * @throws RangeError on misuse: lengths, unknown groups, too few permutations
 */
export function nearDuplicates(
  data: AnswerRows,
  groupOf: ArrayLike<number>,
  groups: number,
  { permutations, seed }: { readonly permutations: number; readonly seed: number },
): Excess[] {
  checkRows(data);
  if (groupOf.length !== data.rows) throw new RangeError('one group for each row');
  const { items } = data;
  const chosen: number[] = [];
  for (let row = 0; row < data.rows; row++) {
    const group = groupOf[row]!;
    if (!Number.isInteger(group) || group < 0 || group >= groups) throw new RangeError(`there is no group ${group}`);
    const answers = data.answers.subarray(row * items, (row + 1) * items);
    if (answers.every((answer) => answer < NO_SCORE) && answers.some((answer) => answer !== answers[0]))
      chosen.push(row);
  }
  const moodOf = new Map(
    chosen.map((row) => [row, data.answers.subarray(row * items, (row + 1) * items).reduce((sum, a) => sum + a, 0)]),
  );
  // By what they are, not by when they came, so that the same seed gives the same result in any order.
  const compareAnswers = (a: number, b: number): number => {
    for (let item = 0; item < items; item++) {
      const difference = data.answers[a * items + item]! - data.answers[b * items + item]!;
      if (difference !== 0) return difference;
    }
    return 0;
  };
  chosen.sort((a, b) => groupOf[a]! - groupOf[b]! || moodOf.get(a)! - moodOf.get(b)! || compareAnswers(a, b));
  const rows = chosen.length;
  const group = Int32Array.from(chosen, (row) => groupOf[row]!);
  const columns = Array.from({ length: items }, (_, item) =>
    Uint8Array.from(chosen, (row) => data.answers[row * items + item]!),
  );
  const members = stretchesOf(rows, (row, before) => group[row] === group[before]);
  const exchanging = stretchesOf(
    rows,
    (row, before) => group[row] === group[before] && moodOf.get(chosen[row]!) === moodOf.get(chosen[before]!),
  ).filter(([from, to]) => to - from > 1);
  const observed = countPairs(columns, group, members, groups);
  const chance = seededChance(seed);
  const drawn = Array.from({ length: permutations }, () => {
    for (const column of columns) for (const [from, to] of exchanging) shuffle(column, chance, from, to);
    return countPairs(columns, group, members, groups);
  });
  return pooledPValues(observed, drawn);
}

/** Stretches [from, to) of rows that belong with the row before them. */
function stretchesOf(rows: number, belongs: (row: number, before: number) => boolean): [number, number][] {
  const stretches: [number, number][] = [];
  for (let from = 0; from < rows; ) {
    let to = from + 1;
    while (to < rows && belongs(to, to - 1)) to++;
    stretches.push([from, to]);
    from = to;
  }
  return stretches;
}

/** Pairs of rows of a group that agree on all items but one at most. `members`: the stretch of each group that has rows. */
function countPairs(
  columns: readonly Uint8Array[],
  group: Int32Array,
  members: readonly (readonly [number, number])[],
  groups: number,
): Float64Array {
  const items = columns.length;
  const rows = group.length;
  const pairs = new Float64Array(groups);
  // Rows that agree outside one item are found by a fingerprint of the rest; rows that agree on all are counted once for
  // each item left out, so they are counted alone and taken off again.
  const factors = Array.from({ length: items }, (_, item) => factorsOf(item + 1));
  const low = new Int32Array(rows);
  const high = new Int32Array(rows);
  columns.forEach((column, item) => {
    const [lowFactor, highFactor] = factors[item]!;
    for (let row = 0; row < rows; row++) {
      const level = column[row]! + 1;
      low[row] = (low[row]! + Math.imul(lowFactor, level)) | 0;
      high[row] = (high[row]! + Math.imul(highFactor, level)) | 0;
    }
  });
  const tally = new PrintTally(members.reduce((most, [from, to]) => Math.max(most, to - from), 0));
  for (const [from, to] of members) {
    let alike = 0;
    for (let item = 0; item < items; item++) {
      const column = columns[item]!;
      const [lowFactor, highFactor] = factors[item]!;
      tally.clear();
      for (let row = from; row < to; row++) {
        const level = column[row]! + 1;
        alike += tally.add(
          (low[row]! - Math.imul(lowFactor, level)) | 0,
          (high[row]! - Math.imul(highFactor, level)) | 0,
        );
      }
    }
    tally.clear();
    for (let row = from; row < to; row++) alike += (1 - items) * tally.add(low[row]!, high[row]!);
    pairs[group[from]!] = alike;
  }
  return pairs;
}

/** Two odd factors of 32 bits for each item: rows that differ hardly ever share a fingerprint of 64 bits. */
function factorsOf(item: number): readonly [number, number] {
  return [scramble(2 * item) | 1, scramble(2 * item + 1) | 1];
}

/** Spreads a small number over 32 bits (the last step of MurmurHash3, Appleby 2011). */
function scramble(value: number): number {
  let mixed = Math.imul(value, 0x9e37_79b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return mixed ^ (mixed >>> 16);
}

/** How often each fingerprint came: a table with open addressing, several times as fast as a Map, which took most of the time. */
class PrintTally {
  readonly #mask: number;
  readonly #low: Int32Array;
  readonly #high: Int32Array;
  readonly #counts: Int32Array;
  /** Places filled before the last `clear` are empty. */
  readonly #turns: Int32Array;
  #turn = 1;

  constructor(most: number) {
    let places = 16;
    while (places < 2 * most) places *= 2;
    this.#mask = places - 1;
    this.#low = new Int32Array(places);
    this.#high = new Int32Array(places);
    this.#counts = new Int32Array(places);
    this.#turns = new Int32Array(places);
  }

  clear(): void {
    this.#turn++;
  }

  /** @returns how often it came before */
  add(low: number, high: number): number {
    let place = (low ^ (high >>> 7) ^ (low >>> 15)) & this.#mask;
    while (this.#turns[place] === this.#turn) {
      if (this.#low[place] === low && this.#high[place] === high) return this.#counts[place]!++;
      place = (place + 1) & this.#mask;
    }
    this.#turns[place] = this.#turn;
    this.#low[place] = low;
    this.#high[place] = high;
    this.#counts[place] = 1;
    return 0;
  }
}
