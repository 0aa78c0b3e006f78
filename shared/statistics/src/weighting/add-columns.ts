import type { IndexColumn, PollColumns, ScoreCode } from '../design/poll-outline.js';
import { addPackedRows, packingOf, type FourSums, type Packing } from './packed-answers.js';
import type { PlaceIndex } from './place-index.js';
import {
  atomOfWeight,
  LANES,
  makeAllSlots,
  makeRoom,
  makeRoomForCombinations,
  slotFor,
  stagesOf,
  unscoredOf,
  widen,
  type Atoms,
  type BlockSums,
  type RunningSums,
} from './running-sums.js';
import { atomsBySamplingUnit, atomsInOrder, inverse, slotsInOrder } from './slot-order.js';

/** Columns are worked on in pieces of this many respondents, which bounds the memory in between. */
const PIECE = 1 << 20;
/**
 * Adds respondents by columns (按列累加), in one pass: each is put into its atom and slots, and the answers are summed
 * four respondents to a word, two questions to a number.
 *
 * @example a million respondents of 20 questions take about a tenth of a second
 * @throws RangeError for columns that do not fit the outline, an index or answer that it does not know, or a base weight that
 *   is not positive and finite; the sums are then not to be used any more
 */
export function addColumns(sums: RunningSums, columns: PollColumns): void {
  const { outline } = sums;
  const { respondents } = columns;
  const fits =
    columns.samplingUnits.length === respondents &&
    columns.baseWeights.length === respondents &&
    columns.variables.length === outline.variables.length &&
    columns.variables.every(({ length }) => length === respondents) &&
    columns.blocks.length === outline.blocks.length &&
    columns.blocks.every(
      ({ domain, answers }, b) =>
        (domain === null) === (outline.blocks[b]!.domain === null) &&
        (domain === null || domain.length === respondents) &&
        answers.length === outline.blocks[b]!.questions.length &&
        answers.every(({ length }) => length === respondents),
    );
  if (!fits) throw new RangeError('columns have the shape of the outline, one entry a respondent');
  sums.version++;
  const packings = sums.scoreCodes.map(packingOf);
  for (let from = 0; from < respondents; from += PIECE) {
    const to = Math.min(from + PIECE, respondents);
    const atomOf = placeAtoms(sums, columns, from, to);
    sums.blocks.forEach((block, b) => {
      // The last block may write its slots over the atoms.
      const slotOf = b === sums.blocks.length - 1 ? atomOf : new Int32Array(atomOf.length);
      addBlock(sums, block, b, columns, packings[b]!, atomOf, slotOf, from);
    });
  }
}

/** Respondents whose places are looked up together: their numbers stay in the processor's nearest memory. */
const CHUNK = 1 << 12;

/** Atom of each respondent of a piece; new atoms are made. */
function placeAtoms(sums: RunningSums, columns: PollColumns, from: number, to: number): Int32Array {
  const { outline, atoms } = sums;
  const sizes = [...outline.variables.map(({ levels }) => levels.length), outline.samplingUnits.length];
  const names = [...outline.variables.map(({ code }) => `variable ${code}`), 'sampling units'];
  const sources = [...columns.variables, columns.samplingUnits];
  const stages = stagesOf(outline);
  const atomOf = new Int32Array(to - from);
  for (let first = 0; first < atomOf.length; first += CHUNK) {
    const key = atomOf.subarray(first, first + CHUNK);
    const at = from + first;
    stages.forEach(({ columns: members, size }, stage) => {
      for (let m = 0; m < members.length; m += 2) {
        const [one, two] = [members[m]!, members[m + 1] ?? -1];
        if (two < 0) combine(key, sources[one]!, sizes[one]!, at, names[one]!);
        else if (!combineTwo(key, sources[one]!, sizes[one]!, sources[two]!, sizes[two]!, at)) {
          for (const column of [one, two]) combine(key, sources[column]!, sizes[column]!, at, names[column]!);
        }
      }
      const index = atoms.places[stage]!;
      const before = stage === 0 ? 1 : atoms.places[stage - 1]!.count;
      lookUp(key, index, index.table(Math.max(before * size - 1, 0)));
    });
    placeWeights(sums, columns, key, at);
  }
  return atomOf;
}

function lookUp(key: Int32Array, index: PlaceIndex, table: Int32Array | null): void {
  for (let i = 0; i < key.length; i++) {
    const known = table === null ? -1 : table[key[i]!]!;
    key[i] = known >= 0 ? known : index.numberOf(key[i]!);
  }
}

/** Two columns in one walk. False when one has a level that the outline does not know. */
function combineTwo(
  key: Int32Array,
  first: IndexColumn,
  firstSize: number,
  second: IndexColumn,
  secondSize: number,
  from: number,
): boolean {
  for (let i = 0; i < key.length; i++) {
    const a = first[from + i]!;
    const b = second[from + i]!;
    // Without sign a negative number is a large one.
    if (a >>> 0 >= firstSize || b >>> 0 >= secondSize) return false;
    key[i] = (key[i]! * firstSize + a) * secondSize + b;
  }
  return true;
}

function combine(key: Int32Array, column: IndexColumn, size: number, from: number, name: string): void {
  for (let i = 0; i < key.length; i++) {
    const level = column[from + i]!;
    if (level < 0 || level >= size) throw new RangeError(`${name}: respondent ${from + i} has no level ${level}`);
    key[i] = key[i]! * size + level;
  }
}

/** Tells respondents of one combination but different base weights apart, which is rare. */
function placeWeights(sums: RunningSums, columns: PollColumns, placed: Int32Array, from: number): void {
  const { atoms } = sums;
  const { baseWeights } = columns;
  makeRoomForCombinations(atoms, atoms.places[atoms.places.length - 1]!.count);
  for (let i = 0; (i = placeKnown(atoms, baseWeights, placed, i, from)) < placed.length; i++) {
    const atom = atomOfWeight(sums, placed[i]!, baseWeights[from + i]!, (v) =>
      v < 0 ? columns.samplingUnits[from + i]! : columns.variables[v]![from + i]!,
    );
    placed[i] = atom;
    atoms.respondents[atom]!++;
  }
}

/** From `start` on, as far as the first atom of each combination is the right one; where that ended. */
function placeKnown(
  { first, baseWeight, respondents }: Atoms,
  baseWeights: Float64Array,
  placed: Int32Array,
  start: number,
  from: number,
): number {
  for (let i = start; i < placed.length; i++) {
    const atom = first[placed[i]!]!;
    if (atom < 0 || baseWeight[atom] !== baseWeights[from + i]) return i;
    placed[i] = atom;
    respondents[atom]!++;
  }
  return placed.length;
}

function addBlock(
  sums: RunningSums,
  block: BlockSums,
  b: number,
  columns: PollColumns,
  packing: Packing | null,
  atomOf: Int32Array,
  slotOf: Int32Array,
  from: number,
): void {
  const codes = sums.scoreCodes[b]!;
  const isFirst = block.count === 0;
  const isFull = isFirst && slotOf.length >= FILLED * sums.atoms.count * block.domains;
  let isAnyOutside: boolean;
  if (isFull) {
    const order = atomsBySamplingUnit(sums, atomsInOrder(sums));
    makeAllSlots(block, order);
    isAnyOutside = placeInAllSlots(sums, b, columns, inverse(order), atomOf, slotOf, from);
  } else {
    isAnyOutside = placeSlots(sums, block, b, columns, atomOf, slotOf, from);
    if (isFirst) renumberSlots(sums, block, slotOf);
  }
  makeRoom(block, 1.02);
  const slots = block.count;
  if (isAnyOutside) for (let i = 0; i < slotOf.length; i++) if (slotOf[i]! < 0) slotOf[i] = slots;
  const rows = countRows(slotOf, slots);
  let most = 0;
  for (let slot = 0; slot < slots; slot++) {
    if (rows[slot] === 0) continue;
    if (rows[slot]! > most) most = rows[slot]!;
    const respondents = block.respondents[slot]! + rows[slot]!;
    block.respondents[slot] = respondents;
    if (respondents > block.most) block.most = respondents;
    block.changedAt[block.domain[slot]!] = sums.version;
  }
  widen(block, codes);
  const answers = columns.blocks[b]!.answers.map((column) => column.subarray(from, from + slotOf.length));
  const packed = new Float64Array(packing === null ? 0 : 2 * (slots + 1));
  for (let first = 0, group = 0; first < answers.length; first += LANES, group++) {
    const four = {
      sum: block.sum[group]!,
      squares: block.squares[group]!,
      unscored: () => unscoredOf(block, group),
    };
    const columnsOfFour = answers.slice(first, first + LANES);
    const isKnown =
      packing === null
        ? addRowByRow(four, codes.slice(first, first + LANES), columnsOfFour, slotOf, slots)
        : addPackedRows(four, packing, first / 2, columnsOfFour, { slotOf, slots, rows, most }, packed);
    if (!isKnown) throw unknownAnswer(sums, b, columns);
  }
}

function countRows(slotOf: Int32Array, slots: number): Int32Array {
  const rows = new Int32Array(slots + 1);
  for (let i = 0; i < slotOf.length; i++) rows[slotOf[i]!]!++;
  return rows;
}

/** From so many respondents a slot on, slots are made for all atoms and levels at once: few stay empty. */
const FILLED = 2;

/** Where there are slots for all atoms and levels. True when any respondent has none. */
function placeInAllSlots(
  sums: RunningSums,
  b: number,
  columns: PollColumns,
  rankOfAtom: Int32Array,
  atomOf: Int32Array,
  slotOf: Int32Array,
  from: number,
): boolean {
  const { domain } = columns.blocks[b]!;
  const { domains } = sums.blocks[b]!;
  const atoms = rankOfAtom.length;
  let isAnyOutside = false;
  for (let i = 0; i < slotOf.length; i++) {
    const level = domain === null ? 0 : domain[from + i]!;
    if (level >= domains || level < -1) throw unknownLevel(sums, b, from + i, level);
    if (level < 0) isAnyOutside = true;
    slotOf[i] = level < 0 ? -1 : level * atoms + rankOfAtom[atomOf[i]!]!;
  }
  return isAnyOutside;
}

function unknownLevel({ outline }: RunningSums, b: number, respondent: number, level: number): RangeError {
  return new RangeError(
    `domain ${outline.blocks[b]!.domain?.code ?? ''}: respondent ${respondent} has no level ${level}`,
  );
}

/** Slot of each respondent of a piece, −1 for none; new slots are made. True when there is any of none. */
function placeSlots(
  sums: RunningSums,
  block: BlockSums,
  b: number,
  columns: PollColumns,
  atomOf: Int32Array,
  slotOf: Int32Array,
  from: number,
): boolean {
  const { domain } = columns.blocks[b]!;
  const { domains } = block;
  let isAnyOutside = false;
  const table = block.places.table(Math.max(sums.atoms.count * domains - 1, 0));
  for (let i = 0; i < slotOf.length; i++) {
    const level = domain === null ? 0 : domain[from + i]!;
    if (level >= domains || level < -1) throw unknownLevel(sums, b, from + i, level);
    if (level < 0) {
      slotOf[i] = -1;
      isAnyOutside = true;
      continue;
    }
    const known = table === null ? -1 : table[atomOf[i]! * domains + level]!;
    slotOf[i] = known >= 0 ? known : slotFor(block, atomOf[i]!, level);
  }
  return isAnyOutside;
}

/** Slots that came together are numbered by what they are, so that later those of a domain are read in one go. */
function renumberSlots(sums: RunningSums, block: BlockSums, slotOf: Int32Array): void {
  const order = slotsInOrder(block, inverse(atomsBySamplingUnit(sums, atomsInOrder(sums))));
  const rank = inverse(order);
  block.places.renumber(rank);
  for (const name of ['atom', 'domain'] as const) {
    const values = block[name];
    const moved = values.slice();
    for (let place = 0; place < order.length; place++) moved[place] = values[order[place]!]!;
    block[name] = moved;
  }
  for (let i = 0; i < slotOf.length; i++) if (slotOf[i]! >= 0) slotOf[i] = rank[slotOf[i]!]!;
}

/** For scores too large to be packed. False when some answer is unknown. */
function addRowByRow(
  { sum, squares, unscored }: FourSums,
  codes: readonly ScoreCode[],
  answers: readonly Uint8Array[],
  slotOf: Int32Array,
  slots: number,
): boolean {
  for (let q = 0; q < answers.length; q++) {
    const column = answers[q]!;
    const { codes: scores } = codes[q]!;
    for (let i = 0; i < slotOf.length; i++) {
      const slot = slotOf[i]!;
      if (slot === slots) continue;
      const s = scores[column[i]!]!;
      const at = LANES * slot + q;
      if (s >= 0) {
        sum[at]! += s;
        squares[at]! += s * s;
      } else if (s < 0) unscored()[at]!++;
      else return false;
    }
  }
  return true;
}

function unknownAnswer({ outline, scoreCodes }: RunningSums, b: number, columns: PollColumns): RangeError {
  for (let q = 0; q < columns.blocks[b]!.answers.length; q++) {
    const answers = columns.blocks[b]!.answers[q]!;
    const row = answers.findIndex((answer) => Number.isNaN(scoreCodes[b]![q]!.codes[answer]!));
    if (row < 0) continue;
    const { code } = outline.blocks[b]!.questions[q]!;
    return new RangeError(`question ${code}: respondent ${row} has no level ${answers[row]}`);
  }
  return new RangeError(`block ${b} has an unknown answer`);
}
