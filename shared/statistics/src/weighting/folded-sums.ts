import { atomLayout, type AtomLayout, type FoldedQuestion } from '../design/atom-layout.js';
import { surveyDesign, type SurveyDesign } from '../design/survey-design.js';
import { layOut, type SurveyLayout, type UnitDefinition } from '../design/survey.js';
import { baseWeights } from '../design/weights.js';
import { groupRows, type CellSums } from './cells.js';
import { PairTotals } from './pair-sums.js';

/** A survey whose answers were added up as they came in, and forgotten. Plain data. */
export interface FoldedSurvey {
  readonly variables: readonly { readonly code: string; readonly levels: readonly string[] }[];
  readonly questions: readonly FoldedQuestion[];
  readonly blocks: readonly FoldedBlock[];
  readonly units: readonly UnitDefinition[];
  readonly atoms: readonly FoldedAtom[];
}

/** Questions that share a domain. A question may stand in two blocks: one for the whole city, one for its areas. */
export interface FoldedBlock {
  /** Code of the weighting variable whose level the answers are about; null: all answers make one item a question. */
  readonly domain: string | null;
  /** Codes. */
  readonly questions: readonly string[];
}

/** Respondents of one sampling unit and one combination of levels. */
export interface FoldedAtom {
  readonly stratum: string;
  readonly samplingUnit: string;
  readonly baseWeight: number;
  /** Index of the level of each variable. */
  readonly levels: readonly number[];
  readonly respondents: number;
  /** Laid out by `atomLayout(questions, units)`; zeros at the end may be left out. */
  readonly counts: ArrayLike<number>;
}

/**
 * Sums from folded atoms (由累加向量汇总): the same, to the bit, as {@link reduceAnswers} makes from the respondents, without a
 * look at any of them. Two atoms of the same kind add up; atoms that everybody has left are skipped.
 *
 * @example one atom of two respondents who both chose the first of two levels, 100: one class, one atom, mean 100
 * @throws RangeError on misuse: as {@link atomLayout} and `layOut`, and for an unknown code or level, or an atom that no answers
 *   can have made (a negative or broken count, more answers than respondents)
 */
export function cellSumsOf(folded: FoldedSurvey): CellSums {
  const { variables, questions, units } = folded;
  const slots = atomLayout(questions, units);
  const { layout, places } = layOutItems(folded);
  for (const atom of folded.atoms) checkAtom(atom, folded, slots);
  const rows = folded.atoms.filter(({ respondents }) => respondents > 0);
  const design = designOf(rows);
  const columns = variables.map(({ code, levels }, v) => ({
    code,
    levels,
    of: Int32Array.from(rows, (row) => row.levels[v]!),
  }));
  const respondents = Float64Array.from(rows, (row) => row.respondents);
  const { classes, atoms, atomOf } = groupRows(design, columns, respondents);
  const vectors = addUp(rows, atomOf, atoms.count, slots.length);

  const relevant = relevantByClass(layout, places, classes, variables.length);
  return {
    layout,
    respondents: respondents.reduce((sum, count) => sum + count, 0),
    variables: variables.map(({ code, levels }) => ({ code, levels })),
    strata: design.strata,
    samplingUnits: design.samplingUnits,
    stratumOfSamplingUnit: design.stratumOfSamplingUnit,
    classes,
    atoms,
    answers: readAnswers(vectors, atoms, relevant, places, slots),
    raters: readRaters(vectors, atoms, relevant, slots),
    pairs: readPairs(vectors, atoms, relevant, pairSlots(layout, places, slots)),
  };
}

/** The question of an item, and the variable and level it is about; variable −1: about everybody. */
interface ItemPlace {
  readonly question: number;
  readonly variable: number;
  readonly level: number;
}

/** Items, units and pairs that the answers of a class say something about, ascending. */
interface Relevant {
  readonly items: readonly number[];
  readonly units: readonly number[];
  readonly pairs: readonly number[];
}

/** Classes that agree in every variable that something is about have it in common. */
function relevantByClass(
  layout: SurveyLayout,
  places: readonly ItemPlace[],
  classes: CellSums['classes'],
  variables: number,
): Relevant[] {
  const domains = [...new Set(places.map(({ variable }) => variable))].filter((variable) => variable >= 0);
  const known = new Map<string, Relevant>();
  return Array.from({ length: classes.count }, (_, c) => {
    const levelOf = (variable: number): number => classes.levels[c * variables + variable]!;
    const key = domains.map(levelOf).join();
    const same = known.get(key);
    if (same !== undefined) return same;
    const isAbout = (item: number): boolean => {
      const { variable, level } = places[item]!;
      return variable < 0 || levelOf(variable) === level;
    };
    const relevant = {
      items: layout.items.flatMap((_, item) => (isAbout(item) ? [item] : [])),
      units: layout.units.flatMap(({ items }, unit) => (isAbout(items[0]!.item) ? [unit] : [])),
      // Both items of a pair belong to a unit, and a unit has one domain.
      pairs: layout.pairs.flatMap(([item], pair) => (isAbout(item) ? [pair] : [])),
    };
    known.set(key, relevant);
    return relevant;
  });
}

function layOutItems({ variables, questions, blocks, units }: FoldedSurvey): {
  layout: SurveyLayout;
  places: readonly ItemPlace[];
} {
  const indexOf = (list: readonly { code: string }[], code: string): number => {
    const index = list.findIndex((entry) => entry.code === code);
    if (index < 0) throw new RangeError(`a block names ${code}, which is unknown`);
    return index;
  };
  const resolved = blocks.map((block) => {
    const variable = block.domain === null ? -1 : indexOf(variables, block.domain);
    const levels = variables[variable]?.levels ?? null;
    return { variable, levels, members: block.questions.map((code) => indexOf(questions, code)) };
  });
  const layout = layOut({
    blocks: resolved.map(({ levels, members }) => ({
      domain: levels === null ? null : { levels },
      questions: members.map((question) => questions[question]!),
    })),
    units,
  });
  const places = resolved.flatMap(({ variable, levels, members }) =>
    (levels ?? [null]).flatMap((_, level) => members.map((question) => ({ question, variable, level }))),
  );
  return { layout, places };
}

function checkAtom(atom: FoldedAtom, { variables }: FoldedSurvey, slots: AtomLayout): void {
  const { levels, respondents, counts } = atom;
  const fault = (what: string): RangeError =>
    new RangeError(`an atom of ${atom.stratum} ${atom.samplingUnit} (${levels.join()}) ${what}`);
  const isLevel = (level: number, v: number): boolean => variables[v]?.levels[level] !== undefined;
  if (levels.length !== variables.length || !levels.every(isLevel)) throw fault('has levels that no variable has');
  if (!Number.isSafeInteger(respondents) || respondents < 0) throw fault(`counts ${respondents} respondents`);
  if (counts.length > slots.length) throw fault(`has ${counts.length} counts, not ${slots.length}`);
  for (let slot = 0; slot < counts.length; slot++) {
    const count = counts[slot]!;
    if (!Number.isSafeInteger(count) || count < 0) throw fault(`holds ${count} at ${slot}`);
  }
  const isTooMany = (count = 0): boolean => count > respondents;
  slots.levelAt.forEach((at, question) => {
    let answered = 0;
    for (let slot = at; slot <= slots.noScoreAt[question]!; slot++) answered += counts[slot] ?? 0;
    if (isTooMany(answered)) throw fault(`has ${answered} answers of ${respondents} respondents`);
  });
  if (slots.raterAt.some((at) => isTooMany(counts[at])) || slots.pairAt.some((at) => isTooMany(counts[at]))) {
    throw fault(`has more raters than its ${respondents} respondents`);
  }
}

function designOf(rows: readonly FoldedAtom[]): SurveyDesign {
  if (rows.length > 0) {
    return surveyDesign({
      strata: rows.map(({ stratum }) => stratum),
      samplingUnits: rows.map(({ samplingUnit }) => samplingUnit),
      baseWeights: rows.map(({ baseWeight }) => baseWeight),
    });
  }
  // Nobody has answered yet: a fact, which weighting refuses by naming a level without respondents.
  const none = new Int32Array(0);
  return {
    respondents: 0,
    strata: [],
    samplingUnits: [],
    stratumOfSamplingUnit: none,
    samplingUnitOf: none,
    baseWeights: baseWeights([]),
    population: new Float64Array(0),
    furtherStages: [],
    lonelyPolicy: 'adjust',
  };
}

/** A vector of full length for each atom; one that came so is taken as it is, not copied. */
function addUp(rows: readonly FoldedAtom[], atomOf: Int32Array, atoms: number, length: number): Float64Array[] {
  const vectors = new Array<Float64Array | null>(atoms).fill(null);
  rows.forEach(({ counts }, r) => {
    const known = vectors[atomOf[r]!] ?? null;
    if (known === null && counts instanceof Float64Array && counts.length === length) {
      vectors[atomOf[r]!] = counts;
      return;
    }
    const sum = known === null ? new Float64Array(length) : known.slice();
    for (let slot = 0; slot < counts.length; slot++) sum[slot]! += counts[slot]!;
    vectors[atomOf[r]!] = sum;
  });
  return vectors as Float64Array[];
}

function readAnswers(
  vectors: readonly Float64Array[],
  atoms: CellSums['atoms'],
  relevant: readonly Relevant[],
  places: readonly ItemPlace[],
  { levelAt, noScoreAt, scores }: AtomLayout,
): CellSums['answers'] {
  const start = new Int32Array(atoms.count + 1);
  // Of an item an atom has as many different answers as there are, but no more than respondents.
  const different = 1 + scores.reduce((most, { length }) => Math.max(most, length), 0);
  let most = 0;
  for (let a = 0; a < atoms.count; a++) {
    most += relevant[atoms.classOf[a]!]!.items.length * Math.min(different, atoms.respondents[a]!);
  }
  const item = new Int32Array(most);
  const level = new Uint8Array(most);
  const count = new Float64Array(most);
  let entries = 0;
  for (let a = 0; a < atoms.count; a++) {
    const counts = vectors[a]!;
    for (const k of relevant[atoms.classOf[a]!]!.items) {
      const { question } = places[k]!;
      const first = levelAt[question]!;
      const last = noScoreAt[question]!;
      for (let slot = first; slot <= last; slot++) {
        if (counts[slot] === 0) continue;
        item[entries] = k;
        level[entries] = slot - first;
        count[entries++] = counts[slot]!;
      }
    }
    start[a + 1] = entries;
  }
  return { start, item: item.slice(0, entries), level: level.slice(0, entries), count: count.slice(0, entries) };
}

function readRaters(
  vectors: readonly Float64Array[],
  atoms: CellSums['atoms'],
  relevant: readonly Relevant[],
  { raterAt, raterSetOfUnit }: AtomLayout,
): CellSums['raters'] {
  const start = new Int32Array(atoms.count + 1);
  const units: number[] = [];
  const found: number[] = [];
  vectors.forEach((counts, a) => {
    for (const unit of relevant[atoms.classOf[a]!]!.units) {
      const count = counts[raterAt[raterSetOfUnit[unit]!]!]!;
      if (count === 0) continue;
      units.push(unit);
      found.push(count);
    }
    start[a + 1] = units.length;
  });
  return { start, unit: Int32Array.from(units), count: Float64Array.from(found) };
}

/** Slots of each pair of items, first and second as the items run, which a block may order otherwise than the questions. */
interface PairSlots {
  readonly respondents: number;
  readonly first: number;
  readonly second: number;
  readonly product: number;
}

function pairSlots(layout: SurveyLayout, places: readonly ItemPlace[], slots: AtomLayout): PairSlots[] {
  const questions = slots.scores.length;
  const atOf = new Map(slots.pairs.map(([k, l], pair) => [k * questions + l, slots.pairAt[pair]!]));
  return layout.pairs.map(([k, l]) => {
    const first = places[k]!.question;
    const second = places[l]!.question;
    const at = atOf.get(Math.min(first, second) * questions + Math.max(first, second))!;
    const isSwapped = first > second;
    return { respondents: at, first: at + (isSwapped ? 2 : 1), second: at + (isSwapped ? 1 : 2), product: at + 3 };
  });
}

function readPairs(
  vectors: readonly Float64Array[],
  atoms: CellSums['atoms'],
  relevant: readonly Relevant[],
  slots: readonly PairSlots[],
): CellSums['pairs'] {
  const atomsOf: number[][] = relevant.map(() => []);
  for (let a = 0; a < atoms.count; a++) atomsOf[atoms.classOf[a]!]!.push(a);
  const totals = new PairTotals(slots.length, relevant.length);
  relevant.forEach(({ pairs }, c) => {
    for (const a of atomsOf[c]!) {
      const counts = vectors[a]!;
      for (const pair of pairs) {
        const { respondents, first, second, product } = slots[pair]!;
        totals.add(pair, counts[respondents]!, counts[first]!, counts[second]!, counts[product]!);
      }
    }
    totals.close(c);
  });
  return totals.entries();
}
