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
  const word = (row: number): string => data.answers.subarray(row * items, (row + 1) * items).join();
  chosen.sort(
    (a, b) =>
      groupOf[a]! - groupOf[b]! ||
      moodOf.get(a)! - moodOf.get(b)! ||
      (word(a) < word(b) ? -1 : word(a) > word(b) ? 1 : 0),
  );
  const rows = chosen.length;
  const group = Int32Array.from(chosen, (row) => groupOf[row]!);
  const columns = Array.from({ length: items }, (_, item) =>
    Uint8Array.from(chosen, (row) => data.answers[row * items + item]!),
  );
  const stretches: [number, number][] = [];
  for (let from = 0; from < rows; ) {
    let to = from + 1;
    while (to < rows && group[to] === group[from] && moodOf.get(chosen[to]!) === moodOf.get(chosen[from]!)) to++;
    if (to - from > 1) stretches.push([from, to]);
    from = to;
  }
  const observed = countPairs(columns, group, groups);
  const chance = seededChance(seed);
  const drawn = Array.from({ length: permutations }, () => {
    for (const column of columns) for (const [from, to] of stretches) shuffle(column, chance, from, to);
    return countPairs(columns, group, groups);
  });
  return pooledPValues(observed, drawn);
}

/** Pairs of rows of a group that agree on all items but one at most. */
function countPairs(columns: readonly Uint8Array[], group: Int32Array, groups: number): Float64Array {
  const items = columns.length;
  const rows = group.length;
  const pairs = new Float64Array(groups);
  // Rows that agree outside one item are found by a fingerprint of the rest; rows that agree on all are counted once for
  // each item left out, so they are counted alone and taken off again.
  const factors = Array.from({ length: items }, (_, item) => fingerprint(item + 1));
  const prints = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let print = 0;
    for (let item = 0; item < items; item++) print += factors[item]! * (columns[item]![row]! + 1);
    prints[row] = print;
  }
  const counts = new Map<number, number>();
  const count = (printOf: (row: number) => number, weight: number): void => {
    counts.clear();
    for (let row = 0; row < rows; row++) {
      if (row > 0 && group[row] !== group[row - 1]) counts.clear();
      const print = printOf(row);
      const before = counts.get(print) ?? 0;
      pairs[group[row]!]! += weight * before;
      counts.set(print, before + 1);
    }
  };
  for (let item = 0; item < items; item++) {
    const column = columns[item]!;
    const factor = factors[item]!;
    count((row) => prints[row]! - factor * (column[row]! + 1), 1);
  }
  count((row) => prints[row]!, 1 - items);
  return pairs;
}

/** A factor for each item, spread below 2^42: sums stay whole numbers, and different rows hardly ever share one. */
function fingerprint(item: number): number {
  let value = item;
  // Factors below 2^53 at every step: 2^42 is reached by two halves of 21 bits.
  for (let turn = 0; turn < 4; turn++) {
    const low = value % 0x20_0000;
    const high = Math.floor(value / 0x20_0000);
    value = (((low * 1_664_525 + 1_013_904_223) % 0x20_0000) * 0x20_0000 + high * 69_069 + low) % 0x400_0000_0000;
  }
  return value;
}
