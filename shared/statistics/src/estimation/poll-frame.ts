import type { PollOutline } from '../design/poll-outline.js';
import type { WeightingClasses } from '../weighting/cells.js';
import type { BlockSums, RunningSums } from '../weighting/running-sums.js';
import {
  atomsBySamplingUnit,
  atomsInOrder,
  inverse,
  samplingUnitsInOrder,
  slotsInOrder,
} from '../weighting/slot-order.js';

/** Who answered, ordered: classes for the weighting, sampling units with respondents, slots of each domain. */
export interface PollFrame {
  readonly respondents: number;
  readonly classes: WeightingClasses;
  /** −1 for atoms that everybody has left. */
  readonly classOfAtom: Int32Array;
  /** Sampling units with respondents, by stratum, in the outline's order. */
  readonly unitNumbers: Int32Array;
  readonly stratumOfUnit: Int32Array;
  /** Place of each sampling unit of the outline among these; 0, where nothing is added, for units that everybody has left. */
  readonly placeOfUnit: Int32Array;
  /** By block and domain level: slots by sampling unit, then by what they are. */
  readonly slots: readonly (readonly DomainSlots[])[];
  /** Atoms with respondents, by what they are. */
  readonly atoms: Int32Array;
  readonly groups: readonly LevelGroup[];
}

/** Slots of one domain, those of a sampling unit together. */
export interface DomainSlots {
  readonly slots: Int32Array;
  /** Atom of each slot. */
  readonly atoms: Int32Array;
  /** Sampling unit, by its number in the outline, of each run of slots, and where the run ends. */
  readonly unitOfRun: Int32Array;
  readonly endOfRun: Int32Array;
}

/** Variables whose levels are crossed into one code, so that one addition serves them all. */
export interface LevelGroup {
  readonly size: number;
  readonly codeOfAtom: Int32Array;
  /** By variable: the first of its level columns, and the level of each code. */
  readonly levels: readonly { readonly first: number; readonly levelOfCode: Int32Array }[];
}

const LARGEST_GROUP = 512;

/** Orders change only when something of a new kind comes. */
interface Orders {
  readonly atoms: number;
  readonly slots: readonly number[];
  readonly order: Int32Array;
  readonly rank: Int32Array;
  readonly slotsByDomain: readonly (readonly DomainSlots[])[];
  readonly groups: readonly LevelGroup[];
}

const knownOrders = new WeakMap<RunningSums, Orders>();

function ordersOf(sums: RunningSums): Orders {
  const known = knownOrders.get(sums);
  const { atoms, blocks } = sums;
  const isSame = known?.atoms === atoms.count;
  if (isSame && blocks.every(({ count }, b) => count === known.slots[b])) return known;
  const order = isSame ? known.order : atomsInOrder(sums);
  const rank = isSame ? known.rank : inverse(atomsBySamplingUnit(sums, order));
  const orders: Orders = {
    atoms: atoms.count,
    slots: blocks.map(({ count }) => count),
    order,
    rank,
    slotsByDomain: blocks.map((block) => {
      const slots = slotsInOrder(block, rank);
      const counts = new Int32Array(block.domains);
      for (let slot = 0; slot < block.count; slot++) counts[block.domain[slot]!]!++;
      let from = 0;
      return Array.from(counts, (count) => domainSlots(sums, block, slots.subarray(from, (from += count))));
    }),
    groups: isSame ? known.groups : groupsOf(sums),
  };
  knownOrders.set(sums, orders);
  return orders;
}

function domainSlots({ atoms }: RunningSums, { atom }: BlockSums, slots: Int32Array): DomainSlots {
  const own = new Int32Array(slots.length);
  const unitOfRun: number[] = [];
  const endOfRun: number[] = [];
  for (let i = 0; i < slots.length; i++) {
    own[i] = atom[slots[i]!]!;
    const unit = atoms.samplingUnit[own[i]!]!;
    if (unitOfRun[unitOfRun.length - 1] !== unit) {
      unitOfRun.push(unit);
      endOfRun.push(i);
    }
    endOfRun[endOfRun.length - 1] = i + 1;
  }
  return { slots, atoms: own, unitOfRun: Int32Array.from(unitOfRun), endOfRun: Int32Array.from(endOfRun) };
}

/** What hangs on which atoms have respondents, not on how many. */
interface Composition {
  readonly orders: Orders;
  readonly isOccupied: Uint8Array;
  readonly classOfAtom: Int32Array;
  readonly classes: Omit<WeightingClasses['classes'], 'respondents'>;
  readonly unitNumbers: Int32Array;
  readonly stratumOfUnit: Int32Array;
  readonly placeOfUnit: Int32Array;
  readonly atoms: Int32Array;
}

const knownCompositions = new WeakMap<RunningSums, Composition>();

export function pollFrame(sums: RunningSums): PollFrame {
  const { slotsByDomain: slots, groups } = ordersOf(sums);
  const composition = compositionOf(sums);
  const { classOfAtom, classes, unitNumbers, stratumOfUnit, placeOfUnit, atoms } = composition;
  const respondents = new Float64Array(classes.count);
  let everybody = 0;
  for (let i = 0; i < atoms.length; i++) {
    const own = sums.atoms.respondents[atoms[i]!]!;
    respondents[classOfAtom[atoms[i]!]!]! += own;
    everybody += own;
  }
  return {
    respondents: everybody,
    classes: { variables: sums.outline.variables, classes: { ...classes, respondents } },
    classOfAtom,
    unitNumbers,
    stratumOfUnit,
    placeOfUnit,
    slots,
    atoms,
    groups,
  };
}

function compositionOf(sums: RunningSums): Composition {
  const known = knownCompositions.get(sums);
  const orders = ordersOf(sums);
  if (known?.orders === orders && isStillOccupied(known.isOccupied, sums.atoms.respondents)) return known;
  const composition = compose(sums, orders);
  knownCompositions.set(sums, composition);
  return composition;
}

function isStillOccupied(isOccupied: Uint8Array, respondents: Float64Array): boolean {
  for (let atom = 0; atom < isOccupied.length; atom++) {
    if ((isOccupied[atom] === 1) !== respondents[atom]! > 0) return false;
  }
  return true;
}

function compose(sums: RunningSums, orders: Orders): Composition {
  const { outline, atoms } = sums;
  const variables = outline.variables.length;
  const isOccupied = new Uint8Array(atoms.count);
  for (let atom = 0; atom < isOccupied.length; atom++) isOccupied[atom] = atoms.respondents[atom]! > 0 ? 1 : 0;
  const occupied = orders.order.filter((atom) => isOccupied[atom] === 1);
  const classOfAtom = new Int32Array(atoms.count).fill(-1);
  const hasRespondents = new Uint8Array(outline.samplingUnits.length);
  const first: number[] = [];
  for (let i = 0; i < occupied.length; i++) {
    const atom = occupied[i]!;
    if (i === 0 || !isSameClass(sums, occupied[i - 1]!, atom)) first.push(atom);
    classOfAtom[atom] = first.length - 1;
    hasRespondents[atoms.samplingUnit[atom]!] = 1;
  }
  const levels = new Int32Array(first.length * variables);
  first.forEach((atom, c) => {
    for (let v = 0; v < variables; v++) levels[c * variables + v] = atoms.levels[atom * variables + v]!;
  });
  const unitNumbers = samplingUnitsInOrder(sums).filter((unit) => hasRespondents[unit] === 1);
  const placeOfUnit = new Int32Array(outline.samplingUnits.length);
  unitNumbers.forEach((unit, place) => (placeOfUnit[unit] = place));
  return {
    orders,
    isOccupied,
    classOfAtom,
    classes: {
      count: first.length,
      levels,
      baseWeight: Float64Array.from(first, (atom) => atoms.baseWeight[atom]!),
    },
    unitNumbers,
    stratumOfUnit: unitNumbers.map((unit) => outline.samplingUnits[unit]!.stratum),
    placeOfUnit,
    atoms: occupied,
  };
}

function isSameClass({ atoms, outline }: RunningSums, a: number, b: number): boolean {
  const variables = outline.variables.length;
  if (atoms.baseWeight[a] !== atoms.baseWeight[b]) return false;
  for (let v = 0; v < variables; v++) {
    if (atoms.levels[a * variables + v] !== atoms.levels[b * variables + v]) return false;
  }
  return true;
}

function groupsOf({ outline, atoms }: RunningSums): LevelGroup[] {
  const groups: { variables: number[]; size: number }[] = [];
  const bySize = outline.variables
    .map(({ levels }, variable) => ({ variable, size: levels.length }))
    .sort((a, b) => b.size - a.size || a.variable - b.variable);
  for (const { variable, size } of bySize) {
    const group = groups.find((other) => other.size * size <= LARGEST_GROUP);
    if (group === undefined) groups.push({ variables: [variable], size });
    else {
      group.variables.push(variable);
      group.size *= size;
    }
  }
  const variables = outline.variables.length;
  const { firstColumn } = levelColumns(outline);
  return groups.map((group) => {
    const codeOfAtom = new Int32Array(atoms.count);
    for (const v of group.variables) {
      const size = outline.variables[v]!.levels.length;
      for (let atom = 0; atom < codeOfAtom.length; atom++) {
        codeOfAtom[atom] = codeOfAtom[atom]! * size + atoms.levels[atom * variables + v]!;
      }
    }
    return {
      size: group.size,
      levels: levelTables(outline, group.variables, group.size, firstColumn),
      codeOfAtom,
    };
  });
}

/** Level of each crossed code, by variable of the group. */
function levelTables(
  outline: PollOutline,
  variables: readonly number[],
  size: number,
  firstColumn: readonly number[],
): { first: number; levelOfCode: Int32Array }[] {
  let repeat = size;
  return variables.map((v) => {
    const levels = outline.variables[v]!.levels.length;
    repeat /= levels;
    const every = repeat;
    return {
      first: firstColumn[v]!,
      levelOfCode: Int32Array.from({ length: size }, (_, code) => Math.floor(code / every) % levels),
    };
  });
}

/** Levels of all variables in one row: how many, and where each variable's begin. */
export function levelColumns({ variables }: PollOutline): { columns: number; firstColumn: number[] } {
  let columns = 0;
  const firstColumn = variables.map(({ levels }) => (columns += levels.length) - levels.length);
  return { columns, firstColumn };
}
