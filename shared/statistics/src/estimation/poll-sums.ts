import { kish } from '../variance/design-effect.js';
import { LANES, type BlockSums, type Counts, type RunningSums } from '../weighting/running-sums.js';
import { levelColumns, type DomainSlots, type LevelGroup, type PollFrame } from './poll-frame.js';

/** Weighted sums by item, and by sampling unit and item. Scores in steps. */
export interface ItemSums {
  readonly size: number;
  readonly units: number;
  readonly respondents: Float64Array;
  /** Σ w, Σ w s and Σ w s². */
  readonly weight: Float64Array;
  readonly sum: Float64Array;
  readonly squares: Float64Array;
  /** Σ w and Σ w s, row-major sampling units × items. */
  readonly unitWeight: Float64Array;
  readonly unitSum: Float64Array;
}

export function emptySums(size: number, units: number): ItemSums {
  return {
    size,
    units,
    respondents: new Float64Array(size),
    weight: new Float64Array(size),
    sum: new Float64Array(size),
    squares: new Float64Array(size),
    unitWeight: new Float64Array(units * size),
    unitSum: new Float64Array(units * size),
  };
}

/** Σ d and Σ d s of scored answers by question and level of each variable (levels of all variables in one row), d base weights. */
export interface BaseSums {
  readonly version: number;
  readonly weight: Float64Array;
  readonly sum: Float64Array;
  /** With a scored answer, by question. */
  readonly respondents: Float64Array;
}

/** By domain. They do not depend on the calibration, so only domains with new answers are summed again. */
const baseSumsOf = new WeakMap<BlockSums, readonly BaseSums[]>();

/** Respondents of one domain of a block, and what their weights are worth. */
export interface DomainSums {
  readonly base: BaseSums;
  readonly respondents: number;
  /** Kish's; null without respondents. */
  readonly effectiveRespondents: number | null;
}

/** Adds a block's answers up by item and sampling unit; by level, too, where answers have come since that was last done. */
export function sumBlock(
  sums: RunningSums,
  block: BlockSums,
  b: number,
  frame: PollFrame,
  weightOfAtom: Float64Array,
  into: ItemSums,
): readonly DomainSums[] {
  const known = baseSumsOf.get(block) ?? [];
  const domains = frame.slots[b]!;
  const most = domains.reduce((largest, { slots }) => Math.max(largest, slots.length), 0);
  const room: Room = {
    scored: new Float64Array(block.unscored.some((counts) => counts !== null) ? LANES * block.count : 0),
    weights: new Float64Array(most),
    respondents: new Float64Array(most),
    rowOfRun: new Int32Array(most),
    one: new Float64Array(into.units),
    four: new Float64Array(into.units * LANES),
    squares: new Float64Array(LANES),
  };
  const found = domains.map((own, domain): DomainSums => {
    const first = sums.layout.firstItemOfBlock[b]! + domain * block.questions;
    const count = own.slots.length;
    gather(weightOfAtom, own.atoms, room.weights);
    gather(block.respondents, own.slots, room.respondents);
    gather(frame.placeOfUnit, own.unitOfRun, room.rowOfRun);
    sumDomain(block, own, room, into, first);
    const before = known[domain];
    const base =
      before !== undefined && before.version >= block.changedAt[domain]!
        ? before
        : levelSums(sums, block, own, frame.groups, room.scored);
    into.respondents.set(base.respondents, first);
    const respondents = total(room.respondents, count);
    return {
      base,
      respondents,
      effectiveRespondents:
        respondents > 0
          ? kish(room.weights.subarray(0, count), room.respondents.subarray(0, count)).effectiveRespondents
          : null,
    };
  });
  baseSumsOf.set(
    block,
    found.map(({ base }) => base),
  );
  return found;
}

/** Values at these places, into room for them. */
function gather<Values extends Float64Array | Int32Array>(values: Values, places: Int32Array, into: Values): void {
  for (let i = 0; i < places.length; i++) into[i] = values[places[i]!]!;
}

function total(values: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i]!;
  return sum;
}

/**
 * Scratch: weights and respondents of a domain's slots, the row of each of its runs; scored answers at `[4 × slot + question]`; sums
 * of one and of four questions by sampling unit, and over all.
 */
interface Room {
  readonly weights: Float64Array;
  readonly respondents: Float64Array;
  readonly rowOfRun: Int32Array;
  readonly scored: Float64Array;
  readonly one: Float64Array;
  readonly four: Float64Array;
  readonly squares: Float64Array;
}

function sumDomain(block: BlockSums, own: DomainSlots, room: Room, into: ItemSums, first: number): void {
  const { questions } = block;
  const { size, units } = into;
  const { slots, endOfRun } = own;
  const { weights, respondents, rowOfRun, scored, one, four, squares } = room;
  // Σ w of everybody in the domain, which is that of a question unless some of its answers have no score.
  sumOne(weights, respondents, rowOfRun, endOfRun, one);
  for (let unit = 0; unit < units; unit++) {
    into.unitWeight.fill(one[unit]!, unit * size + first, unit * size + first + questions);
  }
  for (let group = 0; group * LANES < questions; group++) {
    const lane = group * LANES;
    const used = Math.min(LANES, questions - lane);
    if (countScored(block, group, slots, scored)) {
      sumFour(slots, weights, rowOfRun, endOfRun, scored, four);
      spread(four, used, units, into.unitWeight, size, first + lane);
    }
    sumFourWithSquares(slots, weights, rowOfRun, endOfRun, block.sum[group]!, block.squares[group]!, four, squares);
    spread(four, used, units, into.unitSum, size, first + lane);
    for (let q = 0; q < used; q++) into.squares[first + lane + q] = squares[q]!;
  }
  sumUnits(into.unitWeight, size, units, first, first + questions, into.weight);
  sumUnits(into.unitSum, size, units, first, first + questions, into.sum);
}

/** Sums over all sampling units of some items. */
function sumUnits(rows: Float64Array, size: number, units: number, from: number, to: number, sums: Float64Array): void {
  for (let unit = 0; unit < units; unit++) {
    const row = unit * size;
    for (let k = from; k < to; k++) sums[k]! += rows[row + k]!;
  }
}

/** Scored answers to four questions at these slots. False, and nothing written, where everybody scored all four. */
function countScored(
  { respondents, unscored }: BlockSums,
  group: number,
  slots: Int32Array,
  scored: Float64Array,
): boolean {
  const without = unscored[group];
  if (!without) return false;
  let isAny = false;
  for (let i = 0; i < slots.length && !isAny; i++) {
    const at = LANES * slots[i]!;
    isAny = without[at]! + without[at + 1]! + without[at + 2]! + without[at + 3]! > 0;
  }
  if (!isAny) return false;
  for (let i = 0; i < slots.length; i++) {
    const all = respondents[slots[i]!]!;
    const at = LANES * slots[i]!;
    for (let q = 0; q < LANES; q++) scored[at + q] = all - without[at + q]!;
  }
  return true;
}

/** Σ w n by sampling unit. Slots of one unit lie together, so that its sum stays at hand; so below. */
function sumOne(
  weights: Float64Array,
  respondents: Float64Array,
  rowOfRun: Int32Array,
  endOfRun: Int32Array,
  to: Float64Array,
): void {
  to.fill(0);
  for (let run = 0, i = 0; run < endOfRun.length; run++) {
    const end = endOfRun[run]!;
    let sum = 0;
    for (; i < end; i++) sum += weights[i]! * respondents[i]!;
    to[rowOfRun[run]!]! += sum;
  }
}

/** Σ w c by sampling unit of the counts of four questions. */
function sumFour(
  slots: Int32Array,
  weights: Float64Array,
  rowOfRun: Int32Array,
  endOfRun: Int32Array,
  counts: Counts,
  to: Float64Array,
): void {
  to.fill(0);
  for (let run = 0, i = 0; run < endOfRun.length; run++) {
    const end = endOfRun[run]!;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (; i < end; i++) {
      const at = LANES * slots[i]!;
      const w = weights[i]!;
      a += w * counts[at]!;
      b += w * counts[at + 1]!;
      c += w * counts[at + 2]!;
      d += w * counts[at + 3]!;
    }
    addFour(to, rowOfRun[run]! * LANES, a, b, c, d);
  }
}

/** The same with the squares beside, those over all units. */
function sumFourWithSquares(
  slots: Int32Array,
  weights: Float64Array,
  rowOfRun: Int32Array,
  endOfRun: Int32Array,
  counts: Counts,
  squares: Counts,
  to: Float64Array,
  squaresTo: Float64Array,
): void {
  to.fill(0);
  let aa = 0;
  let bb = 0;
  let cc = 0;
  let dd = 0;
  for (let run = 0, i = 0; run < endOfRun.length; run++) {
    const end = endOfRun[run]!;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (; i < end; i++) {
      const at = LANES * slots[i]!;
      const w = weights[i]!;
      a += w * counts[at]!;
      b += w * counts[at + 1]!;
      c += w * counts[at + 2]!;
      d += w * counts[at + 3]!;
      aa += w * squares[at]!;
      bb += w * squares[at + 1]!;
      cc += w * squares[at + 2]!;
      dd += w * squares[at + 3]!;
    }
    addFour(to, rowOfRun[run]! * LANES, a, b, c, d);
  }
  squaresTo[0] = aa;
  squaresTo[1] = bb;
  squaresTo[2] = cc;
  squaresTo[3] = dd;
}

function addFour(to: Float64Array, row: number, a: number, b: number, c: number, d: number): void {
  to[row]! += a;
  to[row + 1]! += b;
  to[row + 2]! += c;
  to[row + 3]! += d;
}

/** Sums of four questions, unit after unit, into the rows of all items. */
function spread(four: Float64Array, used: number, units: number, to: Float64Array, size: number, first: number): void {
  for (let unit = 0; unit < units; unit++) {
    for (let q = 0; q < used; q++) to[unit * size + first + q] = four[unit * LANES + q]!;
  }
}

/** One group of variables on the way to sums by level. */
interface CodeSums {
  readonly size: number;
  readonly levels: LevelGroup['levels'];
  /** Code of each slot, times four. */
  readonly code: Int32Array;
  readonly four: Float64Array;
}

function levelSums(
  { outline, atoms, version }: RunningSums,
  block: BlockSums,
  { slots, atoms: atomOf }: DomainSlots,
  groups: readonly LevelGroup[],
  scored: Float64Array,
): BaseSums {
  const { columns } = levelColumns(outline);
  const { questions } = block;
  const weight = new Float64Array(questions * columns);
  const sum = new Float64Array(questions * columns);
  const base = new Float64Array(slots.length);
  gather(atoms.baseWeight, atomOf, base);
  const coded = groups.map(({ levels, size, codeOfAtom }): CodeSums => {
    const code = new Int32Array(slots.length);
    for (let i = 0; i < slots.length; i++) code[i] = codeOfAtom[atomOf[i]!]! * LANES;
    return { size, code, levels, four: new Float64Array(size * LANES) };
  });
  // Of everybody, as in sumDomain.
  let everybody = 0;
  for (let i = 0; i < slots.length; i++) everybody += block.respondents[slots[i]!]!;
  const respondents = new Float64Array(questions).fill(everybody);
  for (const group of coded) {
    for (let i = 0; i < slots.length; i++) group.four[group.code[i]!]! += base[i]! * block.respondents[slots[i]!]!;
    toLevels(group, 1, weight, columns, 0);
  }
  for (let q = 1; q < questions; q++) weight.copyWithin(q * columns, 0, columns);
  for (let group = 0; group * LANES < questions; group++) {
    const lane = group * LANES;
    const used = Math.min(LANES, questions - lane);
    addByCodes(slots, base, block.sum[group]!, coded);
    for (const codes of coded) toLevels(codes, used, sum, columns, lane);
    if (!countScored(block, group, slots, scored)) continue;
    addByCodes(slots, base, scored, coded);
    weight.fill(0, lane * columns, (lane + used) * columns);
    for (const codes of coded) toLevels(codes, used, weight, columns, lane);
    for (let q = 0; q < used; q++) {
      let total = 0;
      for (let i = 0; i < slots.length; i++) total += scored[LANES * slots[i]! + q]!;
      respondents[lane + q] = total;
    }
  }
  return { version, weight, sum, respondents };
}

function addByCodes(slots: Int32Array, base: Float64Array, counts: Counts, coded: readonly CodeSums[]): void {
  for (const { four } of coded) four.fill(0);
  const [one, two] = coded;
  if (one !== undefined && two !== undefined && coded.length === 2) {
    addByTwoCodes(slots, base, counts, one, two);
  } else for (const group of coded) addByCode(slots, base, counts, group);
}

function addByCode(slots: Int32Array, base: Float64Array, counts: Counts, { code, four }: CodeSums): void {
  for (let i = 0; i < slots.length; i++) {
    const at = LANES * slots[i]!;
    const to = code[i]!;
    const d = base[i]!;
    four[to]! += d * counts[at]!;
    four[to + 1]! += d * counts[at + 1]!;
    four[to + 2]! += d * counts[at + 2]!;
    four[to + 3]! += d * counts[at + 3]!;
  }
}

/** The same for two groups in one walk, the usual number. */
function addByTwoCodes(
  slots: Int32Array,
  base: Float64Array,
  counts: Counts,
  { code: codeA, four: fourA }: CodeSums,
  { code: codeB, four: fourB }: CodeSums,
): void {
  for (let i = 0; i < slots.length; i++) {
    const at = LANES * slots[i]!;
    const x = codeA[i]!;
    const y = codeB[i]!;
    const weight = base[i]!;
    const a = weight * counts[at]!;
    const b = weight * counts[at + 1]!;
    const c = weight * counts[at + 2]!;
    const d = weight * counts[at + 3]!;
    fourA[x]! += a;
    fourA[x + 1]! += b;
    fourA[x + 2]! += c;
    fourA[x + 3]! += d;
    fourB[y]! += a;
    fourB[y + 1]! += b;
    fourB[y + 2]! += c;
    fourB[y + 3]! += d;
  }
}

function toLevels(
  { size, levels, four }: CodeSums,
  used: number,
  to: Float64Array,
  columns: number,
  lane: number,
): void {
  for (const { first, levelOfCode } of levels) {
    for (let q = 0; q < used; q++) {
      const row = (lane + q) * columns + first;
      for (let code = 0; code < size; code++) to[row + levelOfCode[code]!]! += four[code * LANES + q]!;
    }
  }
}
