import type { SurveyDesign } from '../design/survey-design.js';
import {
  layOutSurvey,
  NO_SCORE,
  NOT_ASKED,
  type CodedColumn,
  type Survey,
  type SurveyLayout,
} from '../design/survey.js';
import { mostLevels, sumPairs, type PairSums } from './pair-sums.js';
import { GroupCounts, rowsByGroup, type RowsByGroup } from './row-groups.js';

/**
 * Respondents reduced to whole numbers (按单元格汇总): what every estimate is computed from.
 *
 * A *class* is the respondents of one cell (the cross of the weighting variables) with one base weight; calibration gives
 * them all one weight. An *atom* is the part of a class within one primary sampling unit. Answers are kept as counts by
 * atom and, for what two answers of one person have in common, as sums by class: additive, exact while scores are whole
 * numbers, and the same for any order of arrival. Classes and atoms are sorted by what they are (levels, base weight,
 * sampling unit), never by when they came.
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
  readonly pairs: PairSums;
}

/** All that weighting needs of a survey. */
export type WeightingClasses = Pick<CellSums, 'classes' | 'variables'>;

/** Sums of a survey whose respondents are known one by one. */
export interface SurveySums extends CellSums {
  /** Class of each respondent, in the survey's order. */
  readonly classOfRespondent: Int32Array;
}

/**
 * Reduces a survey to sums by class, sampling unit, item and answer.
 *
 * Weights: base weights only tell classes apart here. Missing values: NO_SCORE answers are counted apart, NOT_ASKED nowhere.
 *
 * @example two respondents of one cell, base weight and sampling unit make one class and one atom, with 2 respondents
 * @throws RangeError on misuse, see {@link layOutSurvey}; and for a design that sums cannot stand for: further stages, a finite
 *   population, another lonely policy than `adjust` (`estimate` and `estimatePoll` take those)
 */
export function reduceAnswers(survey: Survey): SurveySums {
  const { population, furtherStages, lonelyPolicy } = survey.design;
  if (population.some(Number.isFinite) || furtherStages.length > 0 || lonelyPolicy !== 'adjust') {
    throw new RangeError('sums by cell stand for one stage with replacement, lonely units around the overall mean');
  }
  const layout = layOutSurvey(survey);
  const { design, variables } = survey;
  const respondents = new Float64Array(design.respondents).fill(1);
  const { classes, atoms, classOf, atomOf } = groupRows(design, variables, respondents);
  return {
    layout,
    respondents: design.respondents,
    variables: variables.map(({ code, levels }) => ({ code, levels })),
    strata: design.strata,
    samplingUnits: design.samplingUnits,
    stratumOfSamplingUnit: design.stratumOfSamplingUnit,
    classes,
    atoms,
    ...countAnswers(survey, layout, rowsByGroup(atomOf, atoms.count)),
    pairs: sumPairs(survey, layout, rowsByGroup(classOf, classes.count)),
    classOfRespondent: classOf,
  };
}

/** Rows (respondents, or parts of an atom) put into classes and atoms, numbered by what they are. */
export function groupRows(
  design: SurveyDesign,
  variables: readonly CodedColumn[],
  respondents: Float64Array,
): {
  readonly classes: CellSums['classes'];
  readonly atoms: CellSums['atoms'];
  readonly classOf: Int32Array;
  readonly atomOf: Int32Array;
} {
  const { classes, classOf } = classify(design.baseWeights, variables, respondents);
  const keys = classOf.length;
  const key = new Float64Array(keys);
  for (let i = 0; i < keys; i++) key[i] = design.samplingUnitOf[i]! * classes.count + classOf[i]!;
  const { sorted, numberOf: atomOf } = numberByKey(key);
  const atoms = {
    count: sorted.length,
    samplingUnit: Int32Array.from(sorted, (atomKey) => Math.floor(atomKey / classes.count)),
    classOf: Int32Array.from(sorted, (atomKey) => atomKey % classes.count),
    respondents: new Float64Array(sorted.length),
  };
  for (let i = 0; i < keys; i++) atoms.respondents[atomOf[i]!]! += respondents[i]!;
  return { classes, atoms, classOf, atomOf };
}

function classify(
  baseWeights: Float64Array,
  variables: readonly CodedColumn[],
  respondents: Float64Array,
): { classes: CellSums['classes']; classOf: Int32Array } {
  const n = respondents.length;
  const cellKey = new Float64Array(n);
  let cells = 1;
  for (const { levels, of } of variables) {
    cells *= levels.length;
    if (cells > Number.MAX_SAFE_INTEGER) throw new RangeError('the weighting variables cross into too many cells');
    for (let i = 0; i < n; i++) cellKey[i] = cellKey[i]! * levels.length + of[i]!;
  }
  const byCell = numberByKey(cellKey);
  const byWeight = numberByKey(baseWeights);
  const weights = byWeight.sorted.length;
  const classKey = new Float64Array(n);
  for (let i = 0; i < n; i++) classKey[i] = byCell.numberOf[i]! * weights + byWeight.numberOf[i]!;
  const { sorted, numberOf } = numberByKey(classKey);

  const classes = {
    count: sorted.length,
    levels: new Int32Array(sorted.length * variables.length),
    baseWeight: new Float64Array(sorted.length),
    respondents: new Float64Array(sorted.length),
  };
  sorted.forEach((key, c) => {
    classes.baseWeight[c] = byWeight.sorted[key % weights]!;
    let cell = byCell.sorted[Math.floor(key / weights)]!;
    for (let v = variables.length - 1; v >= 0; v--) {
      const size = variables[v]!.levels.length;
      classes.levels[c * variables.length + v] = cell % size;
      cell = Math.floor(cell / size);
    }
  });
  for (let i = 0; i < n; i++) classes.respondents[numberOf[i]!]! += respondents[i]!;
  return { classes, classOf: numberOf };
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

function countAnswers(survey: Survey, layout: SurveyLayout, atoms: RowsByGroup): Pick<CellSums, 'answers' | 'raters'> {
  const levelSlots = 1 + mostLevels(layout.items);
  const answerCounts = new GroupCounts(layout.items.length * levelSlots, atoms.groups);
  const raterCounts = new GroupCounts(layout.units.length, atoms.groups);
  const lastRater = new Int32Array(layout.units.length).fill(-1);
  for (let atom = 0; atom < atoms.groups; atom++) {
    for (let at = atoms.start[atom]!; at < atoms.start[atom + 1]!; at++) {
      const row = atoms.row[at]!;
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
    answerCounts.close(atom);
    raterCounts.close(atom);
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
