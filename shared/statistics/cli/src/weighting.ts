import {
  calibrate,
  collapseThinLevels,
  kish,
  reduceAnswers,
  scaleAreas,
  trimCalibrated,
  trimOnce,
  trimStrictly,
  withBaseWeights,
  withCalibratedWeights,
  type Auxiliary,
  type CodedColumn,
  type FactorBounds,
  type MarginTarget,
  type SurveyDesign,
  type ThinLevelRule,
  type TrimBounds,
  type WeightedDesign,
} from '../../src/index.js';
import { BadCall, misuseAt, type Outcome, type Progress } from './outcome.js';
import { marginsOf, variableOf, type MarginSpecification } from './survey-columns.js';
import type { Table } from './table.js';

export interface WeightingSpecification {
  readonly distance?: 'raking' | 'linear' | 'logit';
  readonly margins?: readonly MarginSpecification[];
  readonly amounts?: readonly { readonly column: string; readonly total: number }[];
  readonly bounds?: FactorBounds;
  readonly tolerance?: number;
  readonly maximumSteps?: number;
  readonly thinLevels?: ThinLevelRule | null;
  readonly trimming?: (TrimBounds & { readonly kind?: 'fixed-point' | 'strict' | 'once' }) | null;
  readonly areas?: { readonly column: string; readonly people: Readonly<Record<string, number>> };
}

/** A weighted design with the report on how it came about, or a refusal that names margin and level. */
export type WeightingOutcome =
  | { readonly outcome: 'weighted'; readonly weighted: WeightedDesign; readonly report: object }
  | (Outcome & { readonly outcome: 'refused' });

/** Thin levels, calibration, trimming and areas, in this order. */
export function weightData(
  table: Table,
  design: SurveyDesign,
  specification: WeightingSpecification | undefined,
  progress: Progress,
  at = '$.weighting',
): WeightingOutcome {
  if (specification === undefined) {
    return { outcome: 'weighted', weighted: withBaseWeights(design), report: { calibration: 'none' } };
  }
  const {
    distance = 'raking',
    margins = [],
    amounts = [],
    bounds = null,
    thinLevels = null,
    trimming = null,
  } = specification;
  const { targets, variables } = marginsOf(table, margins, `${at}.margins`);
  const collapse =
    thinLevels === null
      ? { targets, log: [] }
      : misuseAt(`${at}.thinLevels`, () =>
          collapseThinLevels(reduceAnswers({ design, variables, blocks: [], units: [] }), targets, thinLevels),
        );
  const auxiliaries: Auxiliary[] = [];
  for (let m = 0; m < margins.length; m++) {
    const found = levelAuxiliary(variables[m]!, collapse.targets[m]!, `${at}.margins[${m}]`);
    if ('outcome' in found) return found;
    auxiliaries.push(found);
  }
  amounts.forEach(({ column, total }, k) =>
    auxiliaries.push({ code: column, amounts: wholeNumbers(table, column, `${at}.amounts[${k}].column`), total }),
  );
  progress('calibrating');
  const options = {
    distance,
    bounds,
    ...(specification.tolerance === undefined ? {} : { tolerance: specification.tolerance }),
    ...(specification.maximumSteps === undefined ? {} : { maximumSteps: specification.maximumSteps }),
  };
  const calibrated = misuseAt(at, () => calibrate(design, auxiliaries, options));
  if (calibrated.outcome === 'refused') return { ...calibrated, stage: 'weighting' };

  let weights: Float64Array = calibrated.weights;
  let trimmed: object | null = null;
  if (trimming !== null) {
    progress('trimming');
    const found = misuseAt(`${at}.trimming`, () =>
      trimming.kind === 'once'
        ? trimOnce(weights, trimming)
        : trimming.kind === 'strict'
          ? trimStrictly(weights, trimming)
          : trimCalibrated(weights, calibrated.calibration, trimming, options),
    );
    if (found.outcome === 'refused') return { ...found, stage: 'trimming' };
    weights = found.weights;
    trimmed = { respondents: found.trimmedRespondents, rounds: found.rounds, kind: trimming.kind ?? 'fixed-point' };
  }
  let areas: object | null = null;
  if (specification.areas !== undefined) {
    const { column, people } = specification.areas;
    const area = variableOf(table, column, `${at}.areas.column`);
    const strangers = Object.keys(people).filter((level) => !area.levels.includes(level));
    if (strangers.length > 0) {
      return refused('areas', 'level-without-respondents', column, strangers[0]!);
    }
    const known = area.levels.map((level) => people[level]);
    const unknown = area.levels.find((_, l) => known[l] === undefined);
    if (unknown !== undefined) return refused('areas', 'respondents-without-population', column, unknown);
    const scaled = misuseAt(`${at}.areas`, () => scaleAreas(weights, area, known as number[]));
    if (scaled.outcome === 'refused') return { ...scaled, stage: 'areas' };
    weights = scaled.weights;
    areas = Object.fromEntries(area.levels.map((level, l) => [level, scaled.factors[l]]));
  }
  const ones = new Float64Array(design.respondents).fill(1);
  const isPositive = weights.every((weight) => weight > 0);
  return {
    outcome: 'weighted',
    weighted: withCalibratedWeights(design, calibrated, weights),
    report: {
      calibration: distance,
      steps: calibrated.steps,
      largestRelativeError: calibrated.largestError,
      factors: rangeOf(calibrated.factors),
      weights: rangeOf(weights),
      kishBefore: kish(design.baseWeights, ones),
      // Kish's measure is about weights above zero; linear calibration without bounds may give others.
      kish: isPositive ? kish(weights, ones) : null,
      collapsed: collapse.log,
      trimmed,
      areaFactors: areas,
      margins: collapse.targets.map((target, m) => marginReport(target, variables[m]!, design.baseWeights, weights)),
    },
  };
}

function refused(stage: string, reason: string, margin: string, level: string): Outcome & { outcome: 'refused' } {
  return { outcome: 'refused', stage, reason, margin, level, relativeError: null };
}

function wholeNumbers(table: Table, column: string, at: string): Float64Array {
  const numbers = table.numbers(column, at);
  const row = numbers.findIndex(Number.isNaN);
  if (row >= 0) throw new BadCall(`${table.place(row, column)}: an amount needs a number`);
  return numbers;
}

/** A margin as its target's levels, in their order. */
function levelAuxiliary(
  variable: CodedColumn,
  target: MarginTarget,
  at: string,
): Auxiliary | (Outcome & { outcome: 'refused' }) {
  const placeOf = new Map<string, number>();
  target.levels.forEach(({ code, members }, l) => {
    for (const member of members ?? [code]) {
      if (placeOf.has(member)) throw new BadCall(`${at}.levels[${l}]: ${member} is given twice`);
      placeOf.set(member, l);
    }
  });
  const place = variable.levels.map((level) => placeOf.get(level) ?? -1);
  const of = variable.of.map((level) => place[level]!);
  const stranger = of.findIndex((level) => level < 0);
  if (stranger >= 0) {
    const level = variable.levels[variable.of[stranger]!]!;
    return refused('weighting', 'respondents-without-population', target.variable, level);
  }
  return {
    variable: { code: target.variable, levels: target.levels.map(({ code }) => code), of },
    totals: target.levels.map(({ population }) => population),
  };
}

function marginReport(target: MarginTarget, variable: CodedColumn, base: Float64Array, weights: Float64Array) {
  const placeOf = new Map(
    target.levels.flatMap(({ code, members }, l) => (members ?? [code]).map((m) => [m, l] as const)),
  );
  const sums = target.levels.map(() => ({ respondents: 0, before: 0, after: 0 }));
  let before = 0;
  let after = 0;
  variable.of.forEach((level, i) => {
    const sum = sums[placeOf.get(variable.levels[level]!)!]!;
    sum.respondents++;
    sum.before += base[i]!;
    sum.after += weights[i]!;
    before += base[i]!;
    after += weights[i]!;
  });
  const known = target.levels.reduce((sum, { population }) => sum + (population ?? 0), 0);
  return {
    variable: target.variable,
    levels: target.levels.map(({ code, population }, l) => ({
      code,
      respondents: sums[l]!.respondents,
      before: sums[l]!.before / before,
      target: population === null ? null : population / known,
      after: sums[l]!.after / after,
    })),
  };
}

function rangeOf(values: Float64Array): { least: number; mean: number; greatest: number; sum: number } {
  let least = Infinity;
  let greatest = -Infinity;
  let sum = 0;
  for (const value of values) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
    sum += value;
  }
  return { least, mean: sum / values.length, greatest, sum };
}
