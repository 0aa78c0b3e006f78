import type { PollOutline } from '../design/poll-outline.js';
import { cholesky, solveCholesky, type CholeskyFactor } from '../numeric/cholesky.js';
import { effectiveRespondents, kish } from '../variance/design-effect.js';
import { tHalfWidth } from '../variance/interval.js';
import { spreadOfTotals } from '../variance/spread.js';
import type { LonelyStratum, VarianceRefusal } from '../variance/total-covariance.js';
import type { WeightingClasses } from '../weighting/cells.js';
import type { MarginTarget, ResolvedMargin, WeightingRefusal } from '../weighting/margins.js';
import {
  atomsInOrder,
  inverse,
  slotsInOrder,
  type BlockSums,
  type Counts,
  type RunningSums,
} from '../weighting/running-sums.js';
import { standardWeighting, weigh, type Weighting, type WeightingOptions } from '../weighting/weigh.js';

/** One question in one domain. */
export interface PollItem {
  readonly question: string;
  readonly domain: string | null;
  /** Respondents with a scored answer. */
  readonly respondents: number;
  readonly sumOfWeights: number;
  /** null: nobody gave a scored answer. */
  readonly mean: number | null;
  readonly standardError: number | null;
  /** Sampling units less strata with a scored answer. */
  readonly degreesOfFreedom: number;
  readonly marginOfError: number | null;
  readonly designEffect: number | null;
  readonly effectiveRespondents: number | null;
}

/** One unit: the means of its indicators, shares renormalised over those that anybody answered. */
export interface PollUnit {
  readonly id: string;
  readonly score: number | null;
  readonly standardError: number | null;
  readonly degreesOfFreedom: number;
  readonly marginOfError: number | null;
  readonly interval: readonly [number, number] | null;
  /** Indicators that nobody answered. */
  readonly omitted: readonly { readonly question: string; readonly domain: string | null }[];
}

/** Kish's measure of the weights of those who answer about one level of a block's domain (of all, without domain). */
export interface PollDomain {
  readonly block: number;
  readonly domain: string | null;
  readonly respondents: number;
  readonly effectiveRespondents: number | null;
}

export interface PollEstimates {
  readonly outcome: 'estimated';
  readonly respondents: number;
  readonly weighting: Weighting;
  readonly items: readonly PollItem[];
  readonly domains: readonly PollDomain[];
  readonly units: readonly PollUnit[];
  /** Row-major, units × units; rows of units without score are zero. */
  readonly covariance: Float64Array;
  /** Sampling units with respondents, and rows by them whose cross products are the covariance of all item means. */
  readonly samplingUnits: readonly { readonly code: string; readonly stratum: string }[];
  readonly spread: Float64Array;
  readonly lonelyStrata: readonly LonelyStratum[];
  readonly confidence: number;
}

/**
 * Estimates of a poll from its running sums (民调估计): margins raked on classes, then means, standard errors by linearisation with
 * regression residuals, composites and their covariance, without a look at any respondent. The formulas are those of
 * {@link meansCovariance}: R `calibrate(calfun = "raking")` followed by `svymean` by domain.
 *
 * Everything is summed in an order that depends only on what the respondents are, so sums that grew answer by answer give the
 * same bits as sums made at once.
 *
 * @param targets margins, as for `weigh`
 * @returns estimates, or the refusal of the weighting or of the variance, by name
 */
export function estimatePoll(
  sums: RunningSums,
  targets: readonly MarginTarget[],
  options: { readonly weighting?: WeightingOptions; readonly confidence?: number } = {},
): PollEstimates | WeightingRefusal | VarianceRefusal {
  const { weighting: weightingOptions = standardWeighting, confidence = 0.95 } = options;
  const { outline, layout } = sums;
  const frame = frameOf(sums);
  if (frame.respondents === 0) return nobody(targets);
  const weighting = weigh(frame.classes, targets, weightingOptions);
  if (weighting.outcome === 'refused') return weighting;

  const weightOfAtom = new Float64Array(sums.atoms.count);
  for (let atom = 0; atom < weightOfAtom.length; atom++) {
    const c = frame.classOfAtom[atom]!;
    if (c >= 0) weightOfAtom[atom] = weighting.weights[c]!;
  }
  const units = frame.unitNumbers.length;
  const size = layout.items.length;
  const answers = emptySums(size, units);
  const base = sums.blocks.map((block, b) => sumBlock(sums, block, b, frame, weightOfAtom, answers));
  const { means, varies, weightedSquares } = meansOf(answers, (item) => flatValue(sums, frame, item));
  const totals = residualTotals(sums, frame, weighting, answers, base, means, varies);
  const strata = outline.strata;
  const spread = spreadOfTotals(
    { strata, stratumOfUnit: frame.stratumOfUnit, lonelyPolicy: outline.lonelyPolicy ?? 'adjust' },
    totals,
    size,
  );
  if (spread.outcome === 'refused') return spread;
  const variances = new Float64Array(size);
  for (let unit = 0, at = 0; unit < units; unit++) {
    for (let k = 0; k < size; k++, at++) variances[k]! += totals[at]! * totals[at]!;
  }

  const scales = layout.items.map((_, k) => scaleOf(sums, k));
  for (let unit = 0, at = 0; unit < units; unit++) for (let k = 0; k < size; k++, at++) totals[at]! *= scales[k]!.step;
  const freedom = degreesOfFreedom(frame, answers.unitWeight, size);
  const items = layout.items.map(({ question, domain }, k): PollItem => {
    const { step, offset } = scales[k]!;
    const respondents = answers.respondents[k]!;
    const isKnown = !Number.isNaN(means[k]!);
    const standardError = isKnown ? step * Math.sqrt(variances[k]!) : null;
    const simple = weightedSquares[k]! / answers.weight[k]! / (respondents - 1);
    const designEffect = respondents > 1 && varies[k] ? variances[k]! / simple : null;
    return {
      question,
      domain,
      respondents,
      sumOfWeights: answers.weight[k]!,
      mean: isKnown ? offset + step * means[k]! : null,
      standardError,
      degreesOfFreedom: freedom[k]!,
      marginOfError: marginOf(standardError, freedom[k]!, confidence),
      designEffect,
      effectiveRespondents: effectiveRespondents(respondents, designEffect),
    };
  });
  return {
    outcome: 'estimated',
    respondents: frame.respondents,
    weighting,
    items,
    domains: sums.blocks.flatMap((block, b) => domainsOf(sums, block, b, frame.slots[b]!, weightOfAtom)),
    ...compositesOf(sums, frame, answers, totals, items, confidence),
    samplingUnits: Array.from(frame.unitNumbers, (unit) => {
      const { code, stratum } = outline.samplingUnits[unit]!;
      return { code, stratum: strata[stratum]!.code };
    }),
    spread: totals,
    lonelyStrata: spread.lonelyStrata,
    confidence,
  };
}

/** Sampling units less strata in which a column of the row-major units × columns is not zero. */
function degreesOfFreedom({ stratumOfUnit }: Frame, rows: Float64Array, columns: number): Int32Array {
  const freedom = new Int32Array(columns);
  const lastStratum = new Int32Array(columns).fill(-1);
  for (let unit = 0, at = 0; unit < stratumOfUnit.length; unit++) {
    const stratum = stratumOfUnit[unit]!;
    for (let k = 0; k < columns; k++, at++) {
      if (rows[at] === 0) continue;
      if (lastStratum[k] === stratum) freedom[k]!++;
      lastStratum[k] = stratum;
    }
  }
  return freedom;
}

/** A spread this small beside the squares may be nothing but rounding. */
const NEARLY_FLAT = 1e-9;

/** Means in steps, NaN where nobody answered, and Σ w (s − mean)². Answers all alike have that mean and no spread, exactly. */
function meansOf(
  { size, respondents, weight, sum, squares }: ItemSums,
  flatValue: (item: number) => number | null,
): { means: Float64Array; varies: Uint8Array; weightedSquares: Float64Array } {
  const means = new Float64Array(size).fill(NaN);
  const varies = new Uint8Array(size);
  const weightedSquares = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    if (!(respondents[k]! > 0)) continue;
    const mean = sum[k]! / weight[k]!;
    const spread = squares[k]! - mean * sum[k]!;
    const flat = spread <= NEARLY_FLAT * squares[k]! ? flatValue(k) : null;
    means[k] = flat ?? mean;
    if (flat !== null) continue;
    varies[k] = 1;
    weightedSquares[k] = Math.max(spread, 0);
  }
  return { means, varies, weightedSquares };
}

/** The one answer, in steps, that all gave; null when they differ. Whole numbers: equality of the sums is equality of all. */
function flatValue(sums: RunningSums, frame: Frame, item: number): number | null {
  let b = sums.blocks.length - 1;
  while (sums.layout.firstItemOfBlock[b]! > item) b--;
  const block = sums.blocks[b]!;
  const within = item - sums.layout.firstItemOfBlock[b]!;
  const q = within % block.answered.length;
  const slots = frame.slots[b]![Math.floor(within / block.answered.length)]!;
  const sum = plainTotal(slots, block.sum[q]!);
  const mean = sum / plainTotal(slots, block.answered[q]!);
  return Number.isInteger(mean) && mean * sum === plainTotal(slots, block.squares[q]!) ? mean : null;
}

function nobody(targets: readonly MarginTarget[]): WeightingRefusal {
  const [first] = targets;
  return {
    outcome: 'refused',
    reason: 'level-without-respondents',
    margin: first?.variable ?? '',
    level: first?.levels[0]?.code ?? null,
    relativeError: null,
  };
}

/** Who answered, ordered: classes for the weighting, sampling units with respondents, slots of each domain. */
interface Frame {
  readonly respondents: number;
  readonly classes: WeightingClasses;
  /** −1 for atoms that everybody has left. */
  readonly classOfAtom: Int32Array;
  /** Sampling units with respondents, by stratum, in the outline's order. */
  readonly unitNumbers: Int32Array;
  readonly stratumOfUnit: Int32Array;
  /** Place of each atom's sampling unit among these. */
  readonly unitOfAtom: Int32Array;
  /** By block and domain level: slots in order. */
  readonly slots: readonly (readonly Int32Array[])[];
  readonly atoms: Int32Array;
  readonly groups: readonly LevelGroup[];
}

/** Variables whose levels are crossed into one code, so that one addition serves them all. */
interface LevelGroup {
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
  readonly slotsByDomain: readonly (readonly Int32Array[])[];
  readonly groups: readonly LevelGroup[];
}

const knownOrders = new WeakMap<RunningSums, Orders>();

function ordersOf(sums: RunningSums): Orders {
  const known = knownOrders.get(sums);
  const { atoms, blocks } = sums;
  const isSame = known?.atoms === atoms.count;
  if (isSame && blocks.every(({ count }, b) => count === known.slots[b])) return known;
  const order = isSame ? known.order : atomsInOrder(sums);
  const rank = inverse(order);
  const orders: Orders = {
    atoms: atoms.count,
    slots: blocks.map(({ count }) => count),
    order,
    slotsByDomain: blocks.map((block) => slotsByDomain(block, rank)),
    groups: isSame ? known.groups : groupsOf(sums),
  };
  knownOrders.set(sums, orders);
  return orders;
}

function frameOf(sums: RunningSums): Frame {
  const { outline, atoms } = sums;
  const { order, slotsByDomain: slots, groups } = ordersOf(sums);
  const variables = outline.variables.length;
  const classOfAtom = new Int32Array(atoms.count).fill(-1);
  const first: number[] = [];
  const respondents: number[] = [];
  let last = -1;
  let everybody = 0;
  for (const atom of order) {
    if (atoms.respondents[atom] === 0) continue;
    if (last < 0 || !isSameClass(sums, last, atom)) {
      first.push(atom);
      respondents.push(0);
    }
    last = atom;
    classOfAtom[atom] = first.length - 1;
    respondents[first.length - 1]! += atoms.respondents[atom]!;
    everybody += atoms.respondents[atom]!;
  }
  const levels = new Int32Array(first.length * variables);
  first.forEach((atom, c) => {
    for (let v = 0; v < variables; v++) levels[c * variables + v] = atoms.levels[atom * variables + v]!;
  });
  const hasRespondents = new Uint8Array(outline.samplingUnits.length);
  for (let atom = 0; atom < atoms.count; atom++) {
    if (atoms.respondents[atom]! > 0) hasRespondents[atoms.samplingUnit[atom]!] = 1;
  }
  const unitNumbers = Int32Array.from(outline.samplingUnits.keys())
    .filter((unit) => hasRespondents[unit] === 1)
    .sort((a, b) => outline.samplingUnits[a]!.stratum - outline.samplingUnits[b]!.stratum || a - b);
  const placeOfUnit = new Int32Array(outline.samplingUnits.length).fill(-1);
  unitNumbers.forEach((unit, place) => (placeOfUnit[unit] = place));
  const stratumOfUnit = unitNumbers.map((unit) => outline.samplingUnits[unit]!.stratum);
  return {
    respondents: everybody,
    classes: {
      variables: outline.variables,
      classes: {
        count: first.length,
        levels,
        baseWeight: Float64Array.from(first, (atom) => atoms.baseWeight[atom]!),
        respondents: Float64Array.from(respondents),
      },
    },
    classOfAtom,
    unitNumbers,
    stratumOfUnit,
    unitOfAtom: Int32Array.from({ length: atoms.count }, (_, atom) => placeOfUnit[atoms.samplingUnit[atom]!]!),
    slots,
    atoms: order.filter((atom) => atoms.respondents[atom]! > 0),
    groups,
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

function slotsByDomain(block: BlockSums, rank: Int32Array): Int32Array[] {
  const order = slotsInOrder(block, rank);
  const ends = new Int32Array(block.domains);
  for (let slot = 0; slot < block.count; slot++) ends[block.domain[slot]!]!++;
  let from = 0;
  return Array.from(ends, (count) => order.subarray(from, (from += count)));
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
  return groups.map((group) => ({
    size: group.size,
    levels: levelTables(outline, group.variables, group.size, firstColumn),
    codeOfAtom: Int32Array.from({ length: atoms.count }, (_, atom) =>
      group.variables.reduce(
        (code, v) => code * outline.variables[v]!.levels.length + atoms.levels[atom * variables + v]!,
        0,
      ),
    ),
  }));
}

/** Weighted sums by item, and by sampling unit and item. Scores in steps. */
interface ItemSums {
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

function emptySums(size: number, units: number): ItemSums {
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

/** Values at the slots, or at what `through` says of them. A loop: `Float64Array.from` is forty times slower. */
function gathered(values: Float64Array, through: Int32Array | null, slots: Int32Array): Float64Array {
  const result = new Float64Array(slots.length);
  if (through === null) for (let i = 0; i < slots.length; i++) result[i] = values[slots[i]!]!;
  else for (let i = 0; i < slots.length; i++) result[i] = values[through[slots[i]!]!]!;
  return result;
}

/** Adds a block's answers up by item and sampling unit; by level, too, where answers have come since that was last done. */
function sumBlock(
  sums: RunningSums,
  block: BlockSums,
  b: number,
  frame: Frame,
  weightOfAtom: Float64Array,
  into: ItemSums,
): BaseSums[] {
  const { size, units } = into;
  const questions = block.answered.length;
  const unitWeight = new Float64Array(units);
  const unitSum = new Float64Array(units);
  const known = baseSumsOf.get(block) ?? [];
  const base = frame.slots[b]!.map((slots, domain) => {
    const weights = gathered(weightOfAtom, block.atom, slots);
    const place = new Int32Array(slots.length);
    for (let i = 0; i < slots.length; i++) {
      // Of a sampling unit that everybody has left, all sums are zero wherever they are added.
      place[i] = Math.max(frame.unitOfAtom[block.atom[slots[i]!]!]!, 0);
    }
    const before = known[domain];
    const levels =
      before !== undefined && before.version >= block.changedAt[domain]!
        ? null
        : levelSummer(sums, block, slots, frame);
    for (let q = 0; q < questions; q++) {
      const k = sums.layout.firstItemOfBlock[b]! + domain * questions + q;
      unitWeight.fill(0);
      unitSum.fill(0);
      sumQuestion(slots, weights, place, block, q, unitWeight, unitSum, into, k);
      // At once, while the question's counts are still at hand.
      levels?.add(q);
      for (let unit = 0; unit < units; unit++) {
        into.unitWeight[unit * size + k] = unitWeight[unit]!;
        into.unitSum[unit * size + k] = unitSum[unit]!;
        into.weight[k]! += unitWeight[unit]!;
        into.sum[k]! += unitSum[unit]!;
      }
    }
    const found = levels?.sums ?? before!;
    const first = sums.layout.firstItemOfBlock[b]! + domain * questions;
    into.respondents.set(found.respondents, first);
    return found;
  });
  baseSumsOf.set(block, base);
  return base;
}

function sumQuestion(
  slots: Int32Array,
  weights: Float64Array,
  place: Int32Array,
  block: BlockSums,
  q: number,
  unitWeight: Float64Array,
  unitSum: Float64Array,
  into: ItemSums,
  k: number,
): void {
  const answered = block.answered[q]!;
  const sum = block.sum[q]!;
  const squares = block.squares[q]!;
  let weightedSquares = 0;
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i]!;
    const w = weights[i]!;
    const unit = place[i]!;
    unitWeight[unit]! += w * answered[slot]!;
    unitSum[unit]! += w * sum[slot]!;
    weightedSquares += w * squares[slot]!;
  }
  into.squares[k] = weightedSquares;
}

/** Σ d and Σ d s of scored answers by question and level of each variable (levels of all variables in one row), d base weights. */
interface BaseSums {
  readonly version: number;
  readonly weight: Float64Array;
  readonly sum: Float64Array;
  /** With a scored answer, by question. */
  readonly respondents: Float64Array;
}

/** By domain. They do not depend on the calibration, so only domains with new answers are summed again. */
const baseSumsOf = new WeakMap<BlockSums, readonly BaseSums[]>();

function levelSummer(
  { outline, atoms, version }: RunningSums,
  block: BlockSums,
  slots: Int32Array,
  frame: Frame,
): { readonly sums: BaseSums; readonly add: (question: number) => void } {
  const { columns } = levelColumns(outline);
  const questions = block.answered.length;
  const weight = new Float64Array(questions * columns);
  const sum = new Float64Array(questions * columns);
  const base = gathered(atoms.baseWeight, block.atom, slots);
  const groups = frame.groups.map(({ levels, size, codeOfAtom }) => {
    const code = new Int32Array(slots.length);
    for (let i = 0; i < slots.length; i++) code[i] = codeOfAtom[block.atom[slots[i]!]!]!;
    return {
      size,
      code,
      levels,
      weight: new Float64Array(size),
      sum: new Float64Array(size),
    };
  });
  const respondents = new Float64Array(questions);
  const [one, two] = groups;
  return {
    sums: { version, weight, sum, respondents },
    add: (q) => {
      const answered = block.answered[q]!;
      const total = block.sum[q]!;
      for (const group of groups) {
        group.weight.fill(0);
        group.sum.fill(0);
      }
      if (one !== undefined && two !== undefined && groups.length === 2) {
        respondents[q] = addByTwoCodes(slots, base, answered, total, one, two);
      } else {
        respondents[q] = plainTotal(slots, answered);
        for (const group of groups) addByCode(slots, base, answered, total, group);
      }
      for (const { size, levels, weight: byCode, sum: sumByCode } of groups) {
        for (const { first, levelOfCode } of levels) {
          const row = q * columns + first;
          for (let c = 0; c < size; c++) {
            const at = row + levelOfCode[c]!;
            weight[at]! += byCode[c]!;
            sum[at]! += sumByCode[c]!;
          }
        }
      }
    },
  };
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

function plainTotal(slots: Int32Array, counts: Counts): number {
  let total = 0;
  for (let i = 0; i < slots.length; i++) total += counts[slots[i]!]!;
  return total;
}

interface CodeSums {
  readonly code: Int32Array;
  readonly weight: Float64Array;
  readonly sum: Float64Array;
}

function addByCode(
  slots: Int32Array,
  base: Float64Array,
  answered: Counts,
  total: Counts,
  { code, weight, sum }: CodeSums,
): void {
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i]!;
    const at = code[i]!;
    const d = base[i]!;
    weight[at]! += d * answered[slot]!;
    sum[at]! += d * total[slot]!;
  }
}

/** The same for two groups in one walk, the usual number; answers with the respondents. */
function addByTwoCodes(
  slots: Int32Array,
  base: Float64Array,
  answered: Counts,
  total: Counts,
  { code: codeA, weight: weightA, sum: sumA }: CodeSums,
  { code: codeB, weight: weightB, sum: sumB }: CodeSums,
): number {
  let respondents = 0;
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i]!;
    const a = codeA[i]!;
    const b = codeB[i]!;
    const n = answered[slot]!;
    const w = base[i]! * n;
    const s = base[i]! * total[slot]!;
    respondents += n;
    weightA[a]! += w;
    sumA[a]! += s;
    weightB[b]! += w;
    sumB[b]! += s;
  }
  return respondents;
}

function levelColumns({ variables }: PollOutline): { columns: number; firstColumn: number[] } {
  let columns = 0;
  const firstColumn = variables.map(({ levels }) => (columns += levels.length) - levels.length);
  return { columns, firstColumn };
}

/** Σ w e by sampling unit and item, e the residual of u = (s − mean)/Σw from the regression on the margins. Row-major. */
function residualTotals(
  sums: RunningSums,
  frame: Frame,
  { margins, weights }: Weighting,
  answers: ItemSums,
  base: readonly (readonly BaseSums[])[],
  means: Float64Array,
  varies: Uint8Array,
): Float64Array {
  const { size, units, unitWeight, unitSum, weight } = answers;
  const totals = new Float64Array(units * size);
  for (let unit = 0, at = 0; unit < units; unit++) {
    for (let k = 0; k < size; k++, at++) {
      if (varies[k]) totals[at] = (unitSum[at]! - means[k]! * unitWeight[at]!) / weight[k]!;
    }
  }
  if (margins.length === 0) return totals;
  const design = marginColumns(sums, frame, margins);
  const { columns, columnOfLevel } = design;
  const fitted = unitRegressions(sums, frame, design, weights, margins);
  const products = new Float64Array(columns);
  base.forEach((domains, b) =>
    domains.forEach((levels, domain) => {
      const questions = sums.blocks[b]!.answered.length;
      const first = sums.layout.firstItemOfBlock[b]! + domain * questions;
      for (let q = 0; q < questions; q++) {
        const k = first + q;
        if (!varies[k]) continue;
        regressionProducts(levels, q, columnOfLevel, means[k]!, weight[k]!, products);
        subtractFitted(totals, k, size, units, fitted, products);
      }
    }),
  );
  return totals;
}

/** Σ d x u by column of the regression. */
function regressionProducts(
  { weight, sum }: BaseSums,
  question: number,
  columnOfLevel: Int32Array,
  mean: number,
  sumOfWeights: number,
  products: Float64Array,
): void {
  products.fill(0);
  const row = question * columnOfLevel.length;
  for (let level = 0; level < columnOfLevel.length; level++) {
    const column = columnOfLevel[level]!;
    if (column >= 0) products[column]! += (sum[row + level]! - mean * weight[row + level]!) / sumOfWeights;
  }
}

function subtractFitted(
  totals: Float64Array,
  item: number,
  size: number,
  units: number,
  fitted: Float64Array,
  products: Float64Array,
): void {
  const columns = products.length;
  for (let unit = 0, at = 0; unit < units; unit++) {
    let sum = 0;
    for (let column = 0; column < columns; column++, at++) sum += fitted[at]! * products[column]!;
    totals[unit * size + item]! -= sum;
  }
}

interface MarginColumns {
  readonly columns: number;
  /** By level of each variable in one row: its column, −1 for levels without respondents or variables without margin. */
  readonly columnOfLevel: Int32Array;
  readonly firstColumn: readonly number[];
  readonly factor: CholeskyFactor;
}

function marginColumns(
  { outline }: RunningSums,
  { classes }: Frame,
  margins: readonly ResolvedMargin[],
): MarginColumns {
  const { columns: all, firstColumn: firstLevel } = levelColumns(outline);
  const columnOfLevel = new Int32Array(all).fill(-1);
  const variables = outline.variables.length;
  const { count, levels, baseWeight, respondents } = classes.classes;
  let columns = 0;
  const firstColumn = margins.map(({ variable, levels: names, levelOfClass }) => {
    const v = outline.variables.findIndex(({ code }) => code === variable);
    const first = columns;
    columns += names.length;
    for (let c = 0; c < count; c++) {
      columnOfLevel[firstLevel[v]! + levels[c * variables + v]!] = first + levelOfClass[c]!;
    }
    return first;
  });
  const squares = new Float64Array(columns * columns);
  const own = new Int32Array(margins.length);
  for (let c = 0; c < count; c++) {
    const d = baseWeight[c]! * respondents[c]!;
    for (let m = 0; m < own.length; m++) own[m] = firstColumn[m]! + margins[m]!.levelOfClass[c]!;
    for (const row of own) for (const column of own) squares[row * columns + column]! += d;
  }
  return { columns, columnOfLevel, firstColumn, factor: cholesky(squares, columns) };
}

/** (X'DX)⁻¹ Σ w x of each sampling unit, row-major: one solution a unit instead of one an item. */
function unitRegressions(
  sums: RunningSums,
  frame: Frame,
  { columns, firstColumn, factor }: MarginColumns,
  weights: Float64Array,
  margins: readonly ResolvedMargin[],
): Float64Array {
  const units = frame.unitNumbers.length;
  const rows = new Float64Array(units * columns);
  for (const atom of frame.atoms) {
    const c = frame.classOfAtom[atom]!;
    const row = frame.unitOfAtom[atom]! * columns;
    const weight = weights[c]! * sums.atoms.respondents[atom]!;
    for (let m = 0; m < margins.length; m++) rows[row + firstColumn[m]! + margins[m]!.levelOfClass[c]!]! += weight;
  }
  for (let unit = 0; unit < units; unit++) {
    const row = rows.subarray(unit * columns, (unit + 1) * columns);
    row.set(solveCholesky(factor, row));
  }
  return rows;
}

function scaleOf({ layout, scoreCodes }: RunningSums, item: number): { step: number; offset: number } {
  let b = scoreCodes.length - 1;
  while (layout.firstItemOfBlock[b]! > item) b--;
  const questions = scoreCodes[b]!.length;
  return scoreCodes[b]![(item - layout.firstItemOfBlock[b]!) % questions]!;
}

function marginOf(standardError: number | null, degreesOfFreedom: number, confidence: number): number | null {
  return standardError === null || degreesOfFreedom < 1
    ? null
    : tHalfWidth(standardError, degreesOfFreedom, confidence);
}

function compositesOf(
  { layout }: RunningSums,
  frame: Frame,
  { size, units, unitWeight }: ItemSums,
  spread: Float64Array,
  items: readonly PollItem[],
  confidence: number,
): Pick<PollEstimates, 'units' | 'covariance'> {
  const count = layout.units.length;
  const rows = new Float64Array(units * count);
  // Weight of the indicators' answers in each sampling unit: zero where none of a unit's was answered.
  const answered = new Float64Array(units * count);
  layout.units.forEach(({ items: indicators }, u) => {
    for (let unit = 0; unit < units; unit++) {
      for (const { item } of indicators) answered[unit * count + u]! += unitWeight[unit * size + item]!;
    }
  });
  const freedom = degreesOfFreedom(frame, answered, count);
  const described = layout.units.map(({ id, items: indicators }, u): PollUnit => {
    const known = indicators.filter(({ item }) => items[item]!.mean !== null);
    const shares = known.reduce((sum, { share }) => sum + share, 0);
    for (let unit = 0; unit < units; unit++) {
      let sum = 0;
      for (const { item, share } of known) sum += (share / shares) * spread[unit * size + item]!;
      rows[unit * count + u] = sum;
    }
    const score =
      known.length === 0
        ? null
        : known.reduce((sum, { item, share }) => sum + (share / shares) * items[item]!.mean!, 0);
    let variance = 0;
    for (let unit = 0; unit < units; unit++) variance += rows[unit * count + u]! * rows[unit * count + u]!;
    const standardError = score === null ? null : Math.sqrt(variance);
    const marginOfError = marginOf(standardError, freedom[u]!, confidence);
    return {
      id,
      score,
      standardError,
      degreesOfFreedom: freedom[u]!,
      marginOfError,
      interval: score === null || marginOfError === null ? null : [score - marginOfError, score + marginOfError],
      omitted: indicators
        .filter(({ item }) => items[item]!.mean === null)
        .map(({ item }) => ({ question: items[item]!.question, domain: items[item]!.domain })),
    };
  });
  const covariance = new Float64Array(count * count);
  for (let unit = 0; unit < units; unit++) {
    const row = unit * count;
    for (let a = 0; a < count; a++) {
      const value = rows[row + a]!;
      if (value !== 0) for (let b = 0; b < count; b++) covariance[a * count + b]! += value * rows[row + b]!;
    }
  }
  return { units: described, covariance };
}

function domainsOf(
  { outline }: RunningSums,
  block: BlockSums,
  b: number,
  slotsOfDomain: readonly Int32Array[],
  weightOfAtom: Float64Array,
): PollDomain[] {
  const codes = outline.blocks[b]!.domain?.levels ?? [null];
  return slotsOfDomain.map((slots, domain) => {
    const weights = gathered(weightOfAtom, block.atom, slots);
    const counts = gathered(block.respondents, null, slots);
    const respondents = counts.reduce((sum, count) => sum + count, 0);
    return {
      block: b,
      domain: codes[domain]!,
      respondents,
      effectiveRespondents: respondents > 0 ? kish(weights, counts).effectiveRespondents : null,
    };
  });
}
