import { layOutPoll, type PollOutline, type ScoreCode } from '../design/poll-outline.js';
import type { SurveyLayout } from '../design/survey.js';
import { PlaceIndex } from './place-index.js';

/**
 * Sums of a poll that grow with every answer (累加汇总) and are never made again from the rows. Whole numbers throughout, so the
 * same to the bit for any order of arrival.
 *
 * An *atom* is the respondents of one combination of levels, one base weight and one sampling unit. A *slot* is the part of an
 * atom that answers about one level of a block's domain; by question it has the number of answers without score, Σ s and Σ s², s
 * the score as a whole number of steps.
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

export interface Atoms {
  count: number;
  /** Level of variable v at `[atom × variables + v]`. */
  levels: Int32Array;
  samplingUnit: Int32Array;
  baseWeight: Float64Array;
  respondents: Float64Array;
  readonly places: readonly PlaceIndex[];
  readonly byWeight: Map<number, number>;
  readonly weights: Map<number, number>;
  /** First atom of each combination of levels and sampling unit, −1 for none. */
  first: Int32Array;
}

export interface BlockSums {
  readonly domains: number;
  readonly questions: number;
  count: number;
  atom: Int32Array;
  domain: Int32Array;
  respondents: Float64Array;
  /** By four questions, at `[4 × slot + question % 4]`. */
  readonly sum: Counts[];
  readonly squares: Counts[];
  /** The same of answers without score; null while there is none. */
  readonly unscored: (Counts | null)[];
  /** Most respondents of any slot. */
  most: number;
  readonly places: PlaceIndex;
  /** Version at which a domain's slots last changed. */
  readonly changedAt: Int32Array;
}

/** Whole numbers, of 16 bits while they fit, then of 32, then doubles: estimates walk over all of them each time. */
export type Counts = Uint16Array | Int32Array | Float64Array;

/** Questions that lie and are worked on together. */
export const LANES = 4;
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
      const groups = Math.ceil(questions.length / LANES);
      const empty = (): Counts[] => Array.from({ length: groups }, () => new Uint16Array(0));
      return {
        domains,
        questions: questions.length,
        count: 0,
        atom: new Int32Array(0),
        domain: new Int32Array(0),
        respondents: new Float64Array(0),
        sum: empty(),
        squares: empty(),
        unscored: new Array<Counts | null>(groups).fill(null),
        most: 0,
        places: new PlaceIndex(),
        changedAt: new Int32Array(domains),
      };
    }),
    version: 0,
  };
}

/** Columns multiplied into one number before each look-up: variables in order, then the sampling unit. */
export function stagesOf({ variables, samplingUnits }: PollOutline): { columns: number[]; size: number }[] {
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

/**
 * The atom of a combination and base weight, made when there is none.
 *
 * @param levelOf level of a variable, the sampling unit for −1
 * @throws RangeError for a base weight that is not positive and finite
 */
export function atomOfWeight(
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

/** Room for the first atoms of so many combinations. */
export function makeRoomForCombinations(atoms: Atoms, combinations: number): void {
  if (combinations <= atoms.first.length) return;
  const first = new Int32Array(Math.max(combinations, 64, 2 * atoms.first.length)).fill(-1);
  first.set(atoms.first);
  atoms.first = first;
}

/** The slot of an atom and a level of the domain, made when there is none; {@link makeRoom} must follow. */
export function slotFor(block: BlockSums, atom: number, level: number): number {
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

/**
 * Slots for all atoms and all levels of the domain of a block that has none, numbered by level, then in the order given:
 * where most of them are filled a slot is then found without a look-up.
 */
export function makeAllSlots(block: BlockSums, atomsInOrder: Int32Array): void {
  const atoms = atomsInOrder.length;
  block.count = atoms * block.domains;
  const keys = new Int32Array(block.count);
  block.atom = new Int32Array(block.count);
  block.domain = new Int32Array(block.count);
  for (let level = 0, slot = 0; level < block.domains; level++) {
    for (let place = 0; place < atoms; place++, slot++) {
      block.atom[slot] = atomsInOrder[place]!;
      block.domain[slot] = level;
      keys[slot] = atomsInOrder[place]! * block.domains + level;
    }
  }
  block.places.append(keys, Math.max(block.count - 1, 0));
}

/** Room for the values of new slots, once for all that came together. */
export function makeRoom(block: BlockSums, spare: number): void {
  if (block.count <= block.respondents.length) return;
  const room = Math.ceil(block.count * spare);
  block.respondents = grown(block.respondents, room);
  for (let group = 0; group < block.sum.length; group++) {
    block.sum[group] = grown(block.sum[group]!, room * LANES);
    block.squares[group] = grown(block.squares[group]!, room * LANES);
    const unscored = block.unscored[group];
    if (unscored) block.unscored[group] = grown(unscored, room * LANES);
  }
}

/** Counts of answers without score to four questions, made when the first comes. */
export function unscoredOf(block: BlockSums, group: number): Counts {
  return (block.unscored[group] ??= new (block.squares[group]!.constructor as CountsConstructor)(
    block.squares[group]!.length,
  ));
}

/** Wider numbers from when a sum of squares might not fit. */
export function widen(block: BlockSums, codes: readonly ScoreCode[]): void {
  for (let group = 0; group < block.squares.length; group++) {
    let bound = block.most;
    for (const { largest } of codes.slice(group * LANES, (group + 1) * LANES)) {
      bound = Math.max(bound, block.most * largest * largest);
    }
    const isNarrow = block.squares[group] instanceof Uint16Array;
    if (bound < 2 ** 16 || (bound < 2 ** 31 && !isNarrow) || block.squares[group] instanceof Float64Array) continue;
    const wider = (counts: Counts): Counts => (bound < 2 ** 31 ? Int32Array.from(counts) : Float64Array.from(counts));
    block.sum[group] = wider(block.sum[group]!);
    block.squares[group] = wider(block.squares[group]!);
    const unscored = block.unscored[group];
    if (unscored) block.unscored[group] = wider(unscored);
  }
}

type CountsConstructor = new (length: number) => Counts;

function grown<Values extends Counts>(values: Values, length: number): Values {
  const larger = new (values.constructor as new (length: number) => Values)(length);
  larger.set(values);
  return larger;
}
