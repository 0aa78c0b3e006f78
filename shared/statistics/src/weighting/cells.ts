import { layOutSurvey, NO_SCORE, NOT_ASKED, type Survey, type SurveyLayout } from '../design/survey.js';

/**
 * Respondents reduced to whole numbers (按单元格汇总): what every estimate is computed from.
 *
 * A *class* is the respondents of one cell (the cross of the weighting variables) with one base weight; calibration gives
 * them all one weight. An *atom* is the part of a class within one primary sampling unit. Only counts are kept by atom, so
 * the state is additive and exact: any order of arrival gives the same numbers. Classes and atoms are sorted by what they
 * are (levels, base weight, sampling unit), never by when they came.
 */
export interface CellSums {
  readonly layout: SurveyLayout;
  readonly respondents: number;
  readonly variables: readonly { code: string; levels: readonly string[] }[];
  readonly strata: readonly string[];
  readonly samplingUnits: readonly string[];
  readonly stratumOfSamplingUnit: Int32Array;
  readonly classes: {
    readonly count: number;
    /** Level of variable v in class c at `levels[c × variables + v]`. */
    readonly levels: Int32Array;
    readonly baseWeight: Float64Array;
    readonly respondents: Float64Array;
  };
  readonly atoms: {
    readonly count: number;
    /** Ascending. */
    readonly samplingUnit: Int32Array;
    readonly classOf: Int32Array;
    readonly respondents: Float64Array;
  };
  /** Answers by atom (entries `start[a]` to `start[a + 1]`), by item, then level; `level` = number of levels for no score. */
  readonly answers: {
    readonly start: Int32Array;
    readonly item: Int32Array;
    readonly level: Uint8Array;
    readonly count: Float64Array;
  };
  /** Respondents with at least one scored answer on a unit, by atom and unit. */
  readonly raters: { readonly start: Int32Array; readonly unit: Int32Array; readonly count: Float64Array };
  /** Class of each respondent, in the survey's order. */
  readonly classOfRespondent: Int32Array;
}

/**
 * Reduces a survey to counts by class, sampling unit, item and answer. Each answer is read once.
 *
 * Weights: base weights only tell classes apart here. Missing values: NO_SCORE answers are counted apart, NOT_ASKED nowhere.
 *
 * @example two respondents of one cell, base weight and sampling unit make one class and one atom, with 2 respondents
 * @throws RangeError on misuse, see {@link layOutSurvey}
 */
export function reduceAnswers(survey: Survey): CellSums {
  const layout = layOutSurvey(survey);
  const { design, variables } = survey;
  const n = design.respondents;
  const { classes, classOfRespondent } = classify(survey);

  const key = new Float64Array(n);
  for (let i = 0; i < n; i++) key[i] = design.samplingUnitOf[i]! * classes.count + classOfRespondent[i]!;
  const { sorted: atomKeys, numberOf: atomOf } = numberByKey(key);
  const atomCount = atomKeys.length;
  const samplingUnit = new Int32Array(atomCount);
  const classOf = new Int32Array(atomCount);
  atomKeys.forEach((atomKey, atom) => {
    samplingUnit[atom] = Math.floor(atomKey / classes.count);
    classOf[atom] = atomKey % classes.count;
  });

  const rows = rowsByAtom(atomOf, atomCount);
  const atomRespondents = new Float64Array(atomCount);
  for (let a = 0; a < atomCount; a++) atomRespondents[a] = rows.start[a + 1]! - rows.start[a]!;
  return {
    layout,
    respondents: n,
    variables: variables.map(({ code, levels }) => ({ code, levels })),
    strata: design.strata,
    samplingUnits: design.samplingUnits,
    stratumOfSamplingUnit: design.stratumOfSamplingUnit,
    classes,
    atoms: { count: atomCount, samplingUnit, classOf, respondents: atomRespondents },
    ...countAnswers(survey, layout, rows, atomCount),
    classOfRespondent,
  };
}

function classify(survey: Survey): { classes: CellSums['classes']; classOfRespondent: Int32Array } {
  const { design, variables } = survey;
  const n = design.respondents;
  const cellKey = new Float64Array(n);
  let cells = 1;
  for (const { levels, of } of variables) {
    cells *= levels.length;
    if (cells > Number.MAX_SAFE_INTEGER) throw new RangeError('the weighting variables cross into too many cells');
    for (let i = 0; i < n; i++) cellKey[i] = cellKey[i]! * levels.length + of[i]!;
  }
  const byCell = numberByKey(cellKey);
  const byWeight = numberByKey(design.baseWeights);
  const weights = byWeight.sorted.length;
  const classKey = new Float64Array(n);
  for (let i = 0; i < n; i++) classKey[i] = byCell.numberOf[i]! * weights + byWeight.numberOf[i]!;
  const { sorted, numberOf } = numberByKey(classKey);

  const levels = new Int32Array(sorted.length * variables.length);
  const baseWeight = new Float64Array(sorted.length);
  const respondents = new Float64Array(sorted.length);
  sorted.forEach((key, c) => {
    baseWeight[c] = byWeight.sorted[key % weights]!;
    let cell = byCell.sorted[Math.floor(key / weights)]!;
    for (let v = variables.length - 1; v >= 0; v--) {
      const size = variables[v]!.levels.length;
      levels[c * variables.length + v] = cell % size;
      cell = Math.floor(cell / size);
    }
  });
  for (const c of numberOf) respondents[c]!++;
  return { classes: { count: sorted.length, levels, baseWeight, respondents }, classOfRespondent: numberOf };
}

/** Numbers equal keys alike, by ascending key. */
function numberByKey(keys: Float64Array): { sorted: Float64Array; numberOf: Int32Array } {
  const sorted = Float64Array.from(new Set(keys)).sort();
  const number = new Map<number, number>();
  sorted.forEach((key, i) => number.set(key, i));
  const numberOf = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) numberOf[i] = number.get(keys[i]!)!;
  return { sorted, numberOf };
}

interface RowsByAtom {
  readonly start: Int32Array;
  readonly row: Int32Array;
}

function rowsByAtom(atomOf: Int32Array, atomCount: number): RowsByAtom {
  const start = new Int32Array(atomCount + 1);
  for (const atom of atomOf) start[atom + 1]!++;
  for (let a = 0; a < atomCount; a++) start[a + 1]! += start[a]!;
  const next = start.slice();
  const row = new Int32Array(atomOf.length);
  for (let i = 0; i < atomOf.length; i++) row[next[atomOf[i]!]!++] = i;
  return { start, row };
}

function countAnswers(
  survey: Survey,
  layout: SurveyLayout,
  rows: RowsByAtom,
  atomCount: number,
): Pick<CellSums, 'answers' | 'raters'> {
  const levelSlots = 1 + layout.items.reduce((most, { scores }) => Math.max(most, scores.length), 0);
  const answerCounts = new AtomCounts(layout.items.length * levelSlots, atomCount);
  const raterCounts = new AtomCounts(layout.units.length, atomCount);
  const lastRater = new Int32Array(layout.units.length).fill(-1);
  for (let atom = 0; atom < atomCount; atom++) {
    for (let at = rows.start[atom]!; at < rows.start[atom + 1]!; at++) {
      const row = rows.row[at]!;
      survey.blocks.forEach(({ domain, questions }, b) => {
        const level = domain === null ? 0 : domain.of[row]!;
        if (level < 0) return;
        const first = layout.firstItemOfBlock[b]! + level * questions.length;
        for (let q = 0; q < questions.length; q++) {
          const answer = questions[q]!.answers[row]!;
          if (answer === NOT_ASKED) continue;
          const item = first + q;
          if (answer === NO_SCORE) {
            answerCounts.add(item * levelSlots + questions[q]!.scores.length);
            continue;
          }
          answerCounts.add(item * levelSlots + answer);
          for (const unit of layout.unitsOfItem[item]!) {
            if (lastRater[unit] === row) continue;
            lastRater[unit] = row;
            raterCounts.add(unit);
          }
        }
      });
    }
    answerCounts.closeAtom(atom);
    raterCounts.closeAtom(atom);
  }
  const answers = answerCounts.entries();
  const raters = raterCounts.entries();
  return {
    answers: {
      start: answers.start,
      item: answers.slot.map((slot) => Math.floor(slot / levelSlots)),
      level: Uint8Array.from(answers.slot, (slot) => slot % levelSlots),
      count: answers.count,
    },
    raters: { start: raters.start, unit: raters.slot, count: raters.count },
  };
}

/** Counts by slot within the atom at hand, written out sparse and sorted when the atom is closed. */
class AtomCounts {
  readonly #scratch: Float64Array;
  readonly #touched: Int32Array;
  readonly #start: Int32Array;
  #touchedSlots = 0;
  #slot = new Int32Array(1024);
  #count = new Float64Array(1024);
  #length = 0;

  constructor(slots: number, atoms: number) {
    this.#scratch = new Float64Array(slots);
    this.#touched = new Int32Array(slots);
    this.#start = new Int32Array(atoms + 1);
  }

  add(slot: number): void {
    if (this.#scratch[slot] === 0) this.#touched[this.#touchedSlots++] = slot;
    this.#scratch[slot]!++;
  }

  closeAtom(atom: number): void {
    const touched = this.#touched.subarray(0, this.#touchedSlots).sort();
    while (this.#length + touched.length > this.#slot.length) this.#grow();
    for (let i = 0; i < touched.length; i++) {
      const slot = touched[i]!;
      this.#slot[this.#length] = slot;
      this.#count[this.#length++] = this.#scratch[slot]!;
      this.#scratch[slot] = 0;
    }
    this.#touchedSlots = 0;
    this.#start[atom + 1] = this.#length;
  }

  entries(): { start: Int32Array; slot: Int32Array; count: Float64Array } {
    return {
      start: this.#start,
      slot: this.#slot.slice(0, this.#length),
      count: this.#count.slice(0, this.#length),
    };
  }

  #grow(): void {
    const slot = new Int32Array(this.#slot.length * 2);
    slot.set(this.#slot);
    this.#slot = slot;
    const count = new Float64Array(this.#count.length * 2);
    count.set(this.#count);
    this.#count = count;
  }
}
