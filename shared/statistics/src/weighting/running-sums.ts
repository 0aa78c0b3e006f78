import {
  layOutPoll,
  type IndexColumn,
  type PollColumns,
  type PollOutline,
  type PollResponse,
  type ScoreCode,
} from '../design/poll-outline.js';
import type { SurveyLayout } from '../design/survey.js';

/**
 * Sums of a poll that grow with every answer (累加汇总) and are never made again from the rows. Whole numbers throughout, so the
 * same to the bit for any order of arrival.
 *
 * An *atom* is the respondents of one combination of levels, one base weight and one sampling unit. A *slot* is the part of an
 * atom that answers about one level of a block's domain; by question it has the number of scored answers, Σ s and Σ s², s the
 * score as a whole number of steps.
 */
export interface RunningSums {
  readonly outline: PollOutline;
  readonly layout: SurveyLayout;
  readonly scoreCodes: readonly (readonly ScoreCode[])[];
  readonly atoms: Atoms;
  readonly blocks: readonly BlockSums[];
  /** Grows with every change, so that what was computed from the sums can tell. */
  version: number;
}

interface Atoms {
  count: number;
  /** Level of variable v at `[atom × variables + v]`. */
  levels: Int32Array;
  samplingUnit: Int32Array;
  baseWeight: Float64Array;
  respondents: Float64Array;
  readonly places: readonly PlaceIndex[];
  readonly byWeight: Map<number, number>;
  readonly weights: Map<number, number>;
  first: Int32Array;
}

export interface BlockSums {
  readonly domains: number;
  count: number;
  atom: Int32Array;
  domain: Int32Array;
  respondents: Float64Array;
  /** By question, then slot. */
  readonly answered: Counts[];
  readonly sum: Counts[];
  readonly squares: Counts[];
  /** Most respondents of any slot. */
  most: number;
  readonly places: PlaceIndex;
  /** Version at which a domain's slots last changed. */
  readonly changedAt: Int32Array;
}

/** Whole numbers, of 16 bits while they fit, then of 32, then doubles: estimates walk over all of them each time. */
export type Counts = Uint16Array | Int32Array | Float64Array;

/** Columns are worked on in pieces of this many respondents, which bounds the memory in between. */
const PIECE = 1 << 20;
/** Combinations up to this many are looked up in one dense table. */
const DENSE = 1 << 18;

/**
 * Sums of a poll that nobody has answered yet.
 *
 * @throws RangeError as {@link layOutPoll}
 */
export function runningSums(outline: PollOutline): RunningSums {
  const { layout, scoreCodes } = layOutPoll(outline);
  return {
    outline,
    layout,
    scoreCodes,
    atoms: {
      count: 0,
      levels: new Int32Array(0),
      samplingUnit: new Int32Array(0),
      baseWeight: new Float64Array(0),
      respondents: new Float64Array(0),
      places: stagesOf(outline).map(() => new PlaceIndex()),
      byWeight: new Map(),
      weights: new Map(),
      first: new Int32Array(0),
    },
    blocks: outline.blocks.map(({ domain, questions }) => {
      const domains = domain?.levels.length ?? 1;
      const empty = (): Counts[] => questions.map(() => new Uint16Array(0));
      return {
        domains,
        count: 0,
        atom: new Int32Array(0),
        domain: new Int32Array(0),
        respondents: new Float64Array(0),
        answered: empty(),
        sum: empty(),
        squares: empty(),
        most: 0,
        places: new PlaceIndex(),
        changedAt: new Int32Array(domains),
      };
    }),
    version: 0,
  };
}

/** Columns multiplied into one number before each look-up: variables in order, then the sampling unit. */
function stagesOf({ variables, samplingUnits }: PollOutline): { columns: number[]; size: number }[] {
  const sizes = [...variables.map(({ levels }) => levels.length), samplingUnits.length];
  const stages: { columns: number[]; size: number }[] = [];
  sizes.forEach((size, column) => {
    const last = stages[stages.length - 1];
    if (last !== undefined && last.size * size <= DENSE / 8) {
      last.columns.push(column);
      last.size *= size;
    } else stages.push({ columns: [column], size });
  });
  return stages;
}

/** Numbers combinations in order of arrival: a dense table while it stays small, else a map. */
class PlaceIndex {
  #table = new Int32Array(1024).fill(-1);
  #map: Map<number, number> | null = null;
  #count = 0;

  /** The table when dense, for loops that look up by themselves; −1 where nothing is yet. */
  table(largest: number): Int32Array | null {
    if (this.#map !== null) return null;
    if (largest >= 1 << 25) {
      this.#map = new Map();
      this.#table.forEach((number, key) => number >= 0 && this.#map!.set(key, number));
      this.#table = new Int32Array(0);
      return null;
    }
    if (largest >= this.#table.length) {
      let length = this.#table.length;
      while (length <= largest) length *= 2;
      const table = new Int32Array(length).fill(-1);
      table.set(this.#table);
      this.#table = table;
    }
    return this.#table;
  }

  numberOf(key: number): number {
    const table = this.table(key);
    if (table !== null) {
      if (table[key]! < 0) table[key] = this.#count++;
      return table[key]!;
    }
    let number = this.#map!.get(key);
    if (number === undefined) this.#map!.set(key, (number = this.#count++));
    return number;
  }

  get count(): number {
    return this.#count;
  }

  /** Gives number n the new number `to[n]`. */
  renumber(to: Int32Array): void {
    if (this.#map !== null) for (const [key, number] of this.#map) this.#map.set(key, to[number]!);
    for (let key = 0; key < this.#table.length; key++) {
      if (this.#table[key]! >= 0) this.#table[key] = to[this.#table[key]!]!;
    }
  }
}

/** Atoms by what they are: levels, base weight, sampling unit; never by arrival. */
export function atomsInOrder({ atoms, outline }: RunningSums): Int32Array {
  const variables = outline.variables.length;
  const { levels, baseWeight, samplingUnit } = atoms;
  return Int32Array.from({ length: atoms.count }, (_, atom) => atom).sort((a, b) => {
    for (let v = 0; v < variables; v++) {
      const difference = levels[a * variables + v]! - levels[b * variables + v]!;
      if (difference !== 0) return difference;
    }
    return baseWeight[a]! - baseWeight[b]! || samplingUnit[a]! - samplingUnit[b]!;
  });
}

/** Slots by domain, then atom as these are ordered. */
export function slotsInOrder(block: BlockSums, rankOfAtom: Int32Array): Int32Array {
  const { count, domains, atom, domain } = block;
  const rank = new Int32Array(count);
  const place = new Int32Array(count);
  for (let slot = 0; slot < count; slot++) {
    rank[slot] = rankOfAtom[atom[slot]!]!;
    place[slot] = slot;
  }
  return bucketSort(bucketSort(place, rank, rankOfAtom.length), domain, domains);
}

/** Slots by bucket, those of one bucket in the order in which they come. */
function bucketSort(slots: Int32Array, bucketOf: Int32Array, buckets: number): Int32Array {
  const next = new Int32Array(buckets + 1);
  for (let i = 0; i < slots.length; i++) next[bucketOf[slots[i]!]! + 1]!++;
  for (let bucket = 0; bucket < buckets; bucket++) next[bucket + 1]! += next[bucket]!;
  const sorted = new Int32Array(slots.length);
  for (let i = 0; i < slots.length; i++) sorted[next[bucketOf[slots[i]!]!]!++] = slots[i]!;
  return sorted;
}

/** Position of each entry of a permutation. */
export function inverse(order: Int32Array): Int32Array {
  const rank = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) rank[order[i]!] = i;
  return rank;
}

/**
 * Adds respondents by columns (按列累加), in one pass: each is put into its atom and slots, rows are brought into the order of
 * slots, four questions to a word, and summed run by run.
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
  for (let from = 0; from < respondents; from += PIECE) {
    const to = Math.min(from + PIECE, respondents);
    const atomOf = placeAtoms(sums, columns, from, to);
    sums.blocks.forEach((block, b) => addBlock(sums, block, b, columns, atomOf, from));
  }
}

/** Atom of each respondent of a piece; new atoms are made. */
function placeAtoms(sums: RunningSums, columns: PollColumns, from: number, to: number): Int32Array {
  const { outline, atoms } = sums;
  const length = to - from;
  const sizes = [...outline.variables.map(({ levels }) => levels.length), outline.samplingUnits.length];
  const names = [...outline.variables.map(({ code }) => `variable ${code}`), 'sampling units'];
  const sources = [...columns.variables, columns.samplingUnits];
  const placed = new Int32Array(length);
  stagesOf(outline).forEach(({ columns: members, size }, stage) => {
    const key = stage === 0 ? placed : placed.slice();
    for (let m = 0; m < members.length; m += 2) {
      const [first, second] = [members[m]!, members[m + 1] ?? -1];
      if (second < 0) combine(key, sources[first]!, sizes[first]!, from, names[first]!);
      else {
        const isKnown = combineTwo(key, sources[first]!, sizes[first]!, sources[second]!, sizes[second]!, from);
        for (const column of isKnown ? [] : [first, second]) {
          combine(key, sources[column]!, sizes[column]!, from, names[column]!);
        }
      }
    }
    const index = atoms.places[stage]!;
    const before = stage === 0 ? 1 : atoms.places[stage - 1]!.count;
    const table = index.table(Math.max(before * size - 1, 0));
    for (let i = 0; i < length; i++) {
      const known = table === null ? -1 : table[key[i]!]!;
      placed[i] = known >= 0 ? known : index.numberOf(key[i]!);
    }
  });
  placeWeights(sums, columns, placed, from);
  return placed;
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
  let isKnown = true;
  for (let i = 0; i < key.length; i++) {
    const a = first[from + i]!;
    const b = second[from + i]!;
    if (a < 0 || a >= firstSize || b < 0 || b >= secondSize) isKnown = false;
    key[i] = (key[i]! * firstSize + a) * secondSize + b;
  }
  return isKnown;
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
  const combinations = atoms.places[atoms.places.length - 1]!.count;
  const known = atoms.first.length;
  if (combinations > known) {
    const first = new Int32Array(Math.max(combinations, 2 * known)).fill(-1);
    first.set(atoms.first);
    atoms.first = first;
  }
  for (let i = 0; i < placed.length; i++) {
    const weight = baseWeights[from + i]!;
    const combination = placed[i]!;
    let atom = atoms.first[combination]!;
    if (atom < 0 || atoms.baseWeight[atom] !== weight) {
      atom = atomOfWeight(sums, combination, weight, (v) =>
        v < 0 ? columns.samplingUnits[from + i]! : columns.variables[v]![from + i]!,
      );
    }
    placed[i] = atom;
    atoms.respondents[atom]!++;
  }
}

function atomOfWeight(
  { atoms, outline }: RunningSums,
  combination: number,
  weight: number,
  levelOf: (variable: number) => number,
): number {
  if (!(weight > 0) || weight === Infinity) throw new RangeError(`a base weight is positive and finite, got ${weight}`);
  let number = atoms.weights.get(weight);
  if (number === undefined) atoms.weights.set(weight, (number = atoms.weights.size));
  const key = combination * 2 ** 27 + number;
  const known = atoms.byWeight.get(key);
  if (known !== undefined) return known;
  const atom = atoms.count++;
  const variables = outline.variables.length;
  if (atom >= atoms.samplingUnit.length) {
    const room = Math.max(64, 2 * atom);
    atoms.levels = grown(atoms.levels, room * variables);
    atoms.samplingUnit = grown(atoms.samplingUnit, room);
    atoms.baseWeight = grown(atoms.baseWeight, room);
    atoms.respondents = grown(atoms.respondents, room);
  }
  for (let v = 0; v < variables; v++) atoms.levels[atom * variables + v] = levelOf(v);
  atoms.samplingUnit[atom] = levelOf(-1);
  atoms.baseWeight[atom] = weight;
  atoms.byWeight.set(key, atom);
  if (atoms.first[combination]! < 0) atoms.first[combination] = atom;
  return atom;
}

function addBlock(
  sums: RunningSums,
  block: BlockSums,
  b: number,
  columns: PollColumns,
  atomOf: Int32Array,
  from: number,
): void {
  const { domain, answers } = columns.blocks[b]!;
  const length = atomOf.length;
  const code = sums.outline.blocks[b]!.domain?.code ?? '';
  const wasEmpty = block.count === 0;
  const slotOf = new Int32Array(length);
  const table = block.places.table(Math.max(sums.atoms.count * block.domains - 1, 0));
  for (let i = 0; i < length; i++) {
    const level = domain === null ? 0 : domain[from + i]!;
    if (level >= block.domains || level < -1) {
      throw new RangeError(`domain ${code}: respondent ${from + i} has no level ${level}`);
    }
    if (level < 0) {
      slotOf[i] = -1;
      continue;
    }
    const key = atomOf[i]! * block.domains + level;
    const known = table === null ? -1 : table[key]!;
    slotOf[i] = known >= 0 ? known : slotFor(block, atomOf[i]!, level);
  }
  if (wasEmpty) renumberSlots(sums, block, slotOf);
  makeRoom(block, 1.02);
  // Places of the rows when brought into the order of slots; slots of one domain lie together, so that reading them is fast.
  const { start, order } = orderSlots(block, slotOf);
  const next = start.slice();
  const placeOf = slotOf;
  for (let i = 0; i < length; i++) if (slotOf[i]! >= 0) placeOf[i] = next[slotOf[i]!]!++;
  for (const slot of order) {
    const respondents = block.respondents[slot]! + next[slot]! - start[slot]!;
    block.respondents[slot] = respondents;
    if (respondents > block.most) block.most = respondents;
  }
  widen(block, sums.scoreCodes[b]!);
  for (const slot of order) block.changedAt[block.domain[slot]!] = sums.version;

  const words = new Int32Array(length);
  const codes = sums.scoreCodes[b]!;
  for (let q = 0; q < answers.length; q += 4) {
    packWords(
      words,
      placeOf,
      from,
      answers[q]!,
      answers[q + 1] ?? null,
      answers[q + 2] ?? null,
      answers[q + 3] ?? null,
    );
    if (!sumRuns(words, start, next, order, block, codes, q)) throw unknownAnswer(sums, b, q, columns);
  }
}

function unknownAnswer(
  { outline, scoreCodes }: RunningSums,
  b: number,
  first: number,
  columns: PollColumns,
): RangeError {
  for (let q = first; q < columns.blocks[b]!.answers.length; q++) {
    const answers = columns.blocks[b]!.answers[q]!;
    const row = answers.findIndex((answer) => Number.isNaN(scoreCodes[b]![q]!.codes[answer]!));
    if (row < 0) continue;
    const { code } = outline.blocks[b]!.questions[q]!;
    return new RangeError(`question ${code}: respondent ${row} has no level ${answers[row]}`);
  }
  return new RangeError(`block ${b} has an unknown answer`);
}

/** Slots that came together are numbered by what they are, so that later those of a domain are read in one go. */
function renumberSlots(sums: RunningSums, block: BlockSums, slotOf: Int32Array): void {
  const order = slotsInOrder(block, inverse(atomsInOrder(sums)));
  const rank = inverse(order);
  block.places.renumber(rank);
  for (const name of ['atom', 'domain'] as const) {
    const moved = block[name].slice();
    order.forEach((slot, place) => (moved[place] = block[name][slot]!));
    block[name] = moved;
  }
  for (let i = 0; i < slotOf.length; i++) if (slotOf[i]! >= 0) slotOf[i] = rank[slotOf[i]!]!;
}

function slotFor(block: BlockSums, atom: number, level: number): number {
  const slot = block.places.numberOf(atom * block.domains + level);
  if (slot < block.count) return slot;
  block.count = slot + 1;
  if (slot >= block.atom.length) {
    const room = Math.max(64, 2 * slot);
    block.atom = grown(block.atom, room);
    block.domain = grown(block.domain, room);
  }
  block.atom[slot] = atom;
  block.domain[slot] = level;
  return slot;
}

/** Wider numbers from when a sum of squares might not fit. */
function widen(block: BlockSums, codes: readonly ScoreCode[]): void {
  codes.forEach(({ largest }, q) => {
    const bound = block.most * Math.max(largest * largest, 1);
    const isNarrow = block.squares[q] instanceof Uint16Array;
    if (bound < 2 ** 16 || (bound < 2 ** 31 && !isNarrow) || block.squares[q] instanceof Float64Array) return;
    for (const list of [block.answered, block.sum, block.squares]) {
      list[q] = bound < 2 ** 31 ? Int32Array.from(list[q]!) : Float64Array.from(list[q]!);
    }
  });
}

/** Room for the values of new slots, once for all that came together. */
function makeRoom(block: BlockSums, spare: number): void {
  if (block.count <= block.respondents.length) return;
  const room = Math.ceil(block.count * spare);
  block.respondents = grown(block.respondents, room);
  for (const list of [block.answered, block.sum, block.squares]) {
    list.forEach((values, q) => (list[q] = grown(values, room)));
  }
}

/** First place of each slot's rows (by slot), and the slots that have rows in the order in which theirs lie. */
function orderSlots(block: BlockSums, slotOf: Int32Array): { start: Int32Array; order: Int32Array } {
  const rows = new Int32Array(block.count);
  for (const slot of slotOf) if (slot >= 0) rows[slot]!++;
  const start = new Int32Array(block.count);
  const order = new Int32Array(block.count);
  let used = 0;
  for (let slot = 0, place = 0; slot < block.count; slot++) {
    start[slot] = place;
    place += rows[slot]!;
    if (rows[slot]! > 0) order[used++] = slot;
  }
  return { start, order: order.slice(0, used) };
}

/** Four answers of each respondent to a word, at the respondent's place. Bytes of absent questions are 0. */
function packWords(
  words: Int32Array,
  placeOf: Int32Array,
  from: number,
  a: Uint8Array,
  b: Uint8Array | null,
  c: Uint8Array | null,
  d: Uint8Array | null,
): void {
  const length = placeOf.length;
  if (b !== null && c !== null && d !== null) {
    for (let i = 0; i < length; i++) {
      const place = placeOf[i]!;
      const at = from + i;
      if (place >= 0) words[place] = a[at]! | (b[at]! << 8) | (c[at]! << 16) | (d[at]! << 24);
    }
    return;
  }
  for (let i = 0; i < length; i++) {
    const place = placeOf[i]!;
    const at = from + i;
    if (place >= 0) words[place] = a[at]! | ((b?.[at] ?? 0) << 8) | ((c?.[at] ?? 0) << 16) | ((d?.[at] ?? 0) << 24);
  }
}

/** How number, Σ s and Σ s² share one double of 53 bits: a run of up to `run` answers cannot spill from one to the next. */
interface Packing {
  readonly run: number;
  readonly sumUnit: number;
  readonly squareUnit: number;
  /** What an answer byte adds. */
  readonly adds: Float64Array;
}

const packings = new WeakMap<ScoreCode, Packing>();

function packing(code: ScoreCode): Packing {
  const known = packings.get(code);
  if (known !== undefined) return known;
  const { largest, codes } = code;
  const most = Math.max(largest, 1);
  let run = 1;
  while (2 * run * (2 * run) * (2 * run) * most * most * most * 8 < 2 ** 53) run *= 2;
  let sumUnit = 1;
  while (sumUnit <= run) sumUnit *= 2;
  let squareUnit = sumUnit;
  while (squareUnit / sumUnit <= run * most) squareUnit *= 2;
  const made: Packing = {
    run,
    sumUnit,
    squareUnit,
    adds: codes.map((s) => (s < 0 ? 0 : 1 + s * sumUnit + s * s * squareUnit)),
  };
  packings.set(code, made);
  return made;
}

/** Nothing: for the lanes beyond the last question. */
const noPacking: Packing = { run: 2 ** 30, sumUnit: 2, squareUnit: 4, adds: new Float64Array(256) };

/** Sums the runs of up to four questions from `q` on. False when some answer is unknown. */
function sumRuns(
  words: Int32Array,
  start: Int32Array,
  end: Int32Array,
  order: Int32Array,
  block: BlockSums,
  codes: readonly ScoreCode[],
  q: number,
): boolean {
  const lanes = [0, 1, 2, 3].map((lane) => (codes[q + lane] === undefined ? noPacking : packing(codes[q + lane]!)));
  const [a, b, c, d] = lanes.map(({ adds }) => adds) as [Float64Array, Float64Array, Float64Array, Float64Array];
  const run = Math.min(...lanes.map((lane) => lane.run));
  const used = Math.min(4, codes.length - q);
  const packed = [0, 1, 2, 3].map(() => new Float64Array(order.length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const [packedA, packedB, packedC, packedD] = packed;
  const done = new Int32Array(order.length);
  for (let isMore = true; isMore; ) {
    isMore = false;
    for (let o = 0; o < order.length; o++) {
      const slot = order[o]!;
      const last = end[slot]!;
      let at = start[slot]! + done[o]!;
      const stop = at + run < last ? at + run : last;
      if (stop < last) isMore = true;
      done[o] = stop - start[slot]!;
      let x = 0;
      let y = 0;
      let z = 0;
      let u = 0;
      for (; at < stop; at++) {
        const word = words[at]!;
        x += a[word & 255]!;
        y += b[(word >>> 8) & 255]!;
        z += c[(word >>> 16) & 255]!;
        u += d[word >>> 24]!;
      }
      packedA[o] = x;
      packedB[o] = y;
      packedC[o] = z;
      packedD[o] = u;
    }
    for (let lane = 0; lane < used; lane++) {
      const isKnown = unpack(
        packed[lane]!,
        order,
        lanes[lane]!,
        block.answered[q + lane]!,
        block.sum[q + lane]!,
        block.squares[q + lane]!,
      );
      if (!isKnown) return false;
    }
  }
  return true;
}

function unpack(
  packed: Float64Array,
  order: Int32Array,
  { sumUnit, squareUnit }: Packing,
  answered: Counts,
  sum: Counts,
  squares: Counts,
): boolean {
  const bySquare = 1 / squareUnit;
  const bySum = 1 / sumUnit;
  for (let o = 0; o < order.length; o++) {
    const value = packed[o]!;
    if (!(value >= 0)) return false;
    const slot = order[o]!;
    // Units are powers of two, so their inverses are exact.
    const squareSum = Math.floor(value * bySquare);
    const rest = value - squareSum * squareUnit;
    const plainSum = Math.floor(rest * bySum);
    answered[slot]! += rest - plainSum * sumUnit;
    sum[slot]! += plainSum;
    squares[slot]! += squareSum;
  }
  return true;
}

/**
 * Adds one respondent, or takes one away that was added before (修改答卷): `times` 1 or −1.
 *
 * @throws RangeError for what the outline does not know, before anything is changed, and for taking away what is not there
 */
export function addResponse(sums: RunningSums, response: PollResponse, times: 1 | -1 = 1): void {
  checkResponse(sums, response);
  const { outline, atoms } = sums;
  const sizes = [...outline.variables.map(({ levels }) => levels.length), outline.samplingUnits.length];
  const levels = [...response.variables, response.samplingUnit];
  let combination = 0;
  stagesOf(outline).forEach(({ columns }, stage) => {
    for (const column of columns) combination = combination * sizes[column]! + levels[column]!;
    combination = atoms.places[stage]!.numberOf(combination);
  });
  if (combination >= atoms.first.length) {
    const first = new Int32Array(Math.max(64, 2 * combination)).fill(-1);
    first.set(atoms.first);
    atoms.first = first;
  }
  const atom = atomOfWeight(sums, combination, response.baseWeight, (v) =>
    v < 0 ? response.samplingUnit : response.variables[v]!,
  );
  if (times < 0 && !wasAdded(sums, atom, response)) throw new RangeError('this response was never added');
  sums.version++;
  atoms.respondents[atom]! += times;
  response.blocks.forEach(({ domain, answers }, b) => {
    const block = sums.blocks[b]!;
    const level = block.domains === 1 && outline.blocks[b]!.domain === null ? 0 : domain!;
    if (level < 0) return;
    const slot = slotFor(block, atom, level);
    makeRoom(block, 1.1);
    block.respondents[slot]! += times;
    block.most = Math.max(block.most, block.respondents[slot]!);
    widen(block, sums.scoreCodes[b]!);
    block.changedAt[level] = sums.version;
    answers.forEach((answer, q) => {
      const s = sums.scoreCodes[b]![q]!.codes[answer]!;
      if (s < 0) return;
      block.answered[q]![slot]! += times;
      block.sum[q]![slot]! += times * s;
      block.squares[q]![slot]! += times * s * s;
    });
  });
}

/** Whether the sums can contain such a response: nothing would fall below zero without it. */
function wasAdded(sums: RunningSums, atom: number, { blocks }: PollResponse): boolean {
  if (!(sums.atoms.respondents[atom]! > 0)) return false;
  return blocks.every(({ domain, answers }, b) => {
    const block = sums.blocks[b]!;
    if (domain === -1) return true;
    const slot = slotFor(block, atom, domain ?? 0);
    makeRoom(block, 1.1);
    return answers.every((answer, q) => {
      const s = sums.scoreCodes[b]![q]!.codes[answer]!;
      return (
        block.respondents[slot]! > 0 &&
        (s < 0 || (block.answered[q]![slot]! > 0 && block.sum[q]![slot]! >= s && block.squares[q]![slot]! >= s * s))
      );
    });
  });
}

function checkResponse({ outline, scoreCodes }: RunningSums, response: PollResponse): void {
  const { samplingUnit, baseWeight, variables, blocks } = response;
  const isIndex = (index: number | null, size: number, least = 0): boolean =>
    index !== null && Number.isInteger(index) && index >= least && index < size;
  if (!isIndex(samplingUnit, outline.samplingUnits.length)) throw new RangeError(`no sampling unit ${samplingUnit}`);
  if (!(baseWeight > 0) || baseWeight === Infinity) {
    throw new RangeError(`a base weight is positive and finite, got ${baseWeight}`);
  }
  if (
    variables.length !== outline.variables.length ||
    !variables.every((level, v) => isIndex(level, outline.variables[v]!.levels.length))
  ) {
    throw new RangeError(`levels ${variables.join()} are not those of the outline`);
  }
  if (blocks.length !== outline.blocks.length) throw new RangeError('one entry for each block');
  blocks.forEach(({ domain, answers }, b) => {
    const { domain: known, questions } = outline.blocks[b]!;
    if (known === null ? domain !== null : !isIndex(domain, known.levels.length, -1)) {
      throw new RangeError(`domain ${known?.code ?? ''} has no level ${domain}`);
    }
    if (answers.length !== questions.length) throw new RangeError('one answer for each question');
    answers.forEach((answer, q) => {
      if (!isIndex(answer, 256) || Number.isNaN(scoreCodes[b]![q]!.codes[answer]!)) {
        throw new RangeError(`question ${questions[q]!.code} has no level ${answer}`);
      }
    });
  });
}

function grown<Values extends Counts>(values: Values, length: number): Values {
  const larger = new (values.constructor as new (length: number) => Values)(length);
  larger.set(values);
  return larger;
}
