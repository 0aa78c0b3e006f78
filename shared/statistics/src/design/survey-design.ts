import { baseWeights, type Weights } from './weights.js';

/**
 * How the respondents were drawn (抽样设计), made once and given to every estimator.
 *
 * Weights here are sampling weights: how many people of the population a respondent stands for. They are never
 * frequencies; a weight of 2 is one answer, not two.
 */
export interface SurveyDesign {
  readonly respondents: number;
  /** Stratum codes (层), sorted. */
  readonly strata: readonly string[];
  /** Codes of primary sampling units (初级抽样单元), sorted within their stratum, strata in order. */
  readonly samplingUnits: readonly string[];
  readonly stratumOfSamplingUnit: Int32Array;
  /** Index of the primary sampling unit, by respondent. */
  readonly samplingUnitOf: Int32Array;
  /** Base weight, by respondent, positive. */
  readonly baseWeights: Weights<'base'>;
  /** Units of the first stage in the population, by stratum; Infinity where they were drawn with replacement or from many. */
  readonly population: Float64Array;
  /** Stages below the first (households within streets), outermost first. */
  readonly furtherStages: readonly SamplingStage[];
  readonly lonelyPolicy: LonelyPolicy;
}

/** A stage within the units of the stage above. Its strata are numbered through all of those. */
export interface SamplingStage {
  readonly strata: readonly string[];
  readonly units: readonly string[];
  readonly stratumOfUnit: Int32Array;
  /** Unit of the stage above, by unit. */
  readonly parentOfUnit: Int32Array;
  /** Index of the unit of this stage, by respondent. */
  readonly unitOf: Int32Array;
  /** Units in the population, by stratum; Infinity where they were drawn with replacement or from many. */
  readonly population: Float64Array;
}

/**
 * What to do with a stratum that has a single sampling unit (独苗层), whose spread cannot be seen. `fail`: refuse the variance,
 * naming the stratum. `certainty`, `remove`: no contribution. `average`: the mean contribution of the other strata. `adjust`:
 * the unit's distance from the overall mean, zero, which errs on the wide side. The words are those of R
 * `options(survey.lonely.psu)`.
 */
export type LonelyPolicy = 'fail' | 'certainty' | 'remove' | 'average' | 'adjust';

/** One entry a respondent in each column. */
export interface StageColumns {
  /** Stratum within the unit of the stage above; one stratum when left out. */
  readonly strata?: readonly string[];
  readonly units: readonly string[];
  /** Units in the stratum's population, ≥ those drawn, the same for all of a stratum; none: with replacement. */
  readonly population?: ArrayLike<number>;
}

/**
 * Makes a survey design from one entry a respondent. Sampling units are nested: the same code in two strata is two units.
 * Units and strata are numbered by their codes, never by arrival, so the order of respondents leaves no trace.
 *
 * A stage below the first adds to the variance only where the population of every stage above is finite, as the units above
 * were otherwise drawn independently and already show the whole spread. Särndal, Swensson & Wretman 1992, section 4.3; R
 * `svydesign(ids = ~psu + ssu, fpc = ~N + M, nest = TRUE)`.
 *
 * @param columns.population units of the first stage in the stratum's population, as {@link StageColumns.population}
 * @param columns.lonelyPolicy `adjust` when left out
 * @example strata s, s, n, n with units 1, 1, 2, 1 give the units n/1, n/2, s/1, in this order
 * @throws RangeError when lengths differ, there are no respondents, a base weight is not positive and finite, or a population
 *   differs within a stratum or is smaller than the sample
 */
export function surveyDesign(columns: {
  strata: readonly string[];
  samplingUnits: readonly string[];
  baseWeights: ArrayLike<number>;
  population?: ArrayLike<number>;
  furtherStages?: readonly StageColumns[];
  lonelyPolicy?: LonelyPolicy;
}): SurveyDesign {
  const { strata, samplingUnits, population, furtherStages = [], lonelyPolicy = 'adjust' } = columns;
  const respondents = strata.length;
  if (respondents === 0) throw new RangeError('a survey has at least one respondent');
  if (samplingUnits.length !== respondents || columns.baseWeights.length !== respondents) {
    throw new RangeError('strata, samplingUnits and baseWeights have one entry a respondent');
  }
  const weights = baseWeights(columns.baseWeights);
  const whole = new Int32Array(respondents);
  const first = numberStage(whole, { strata, units: samplingUnits, population });
  let parents = first.unitOf;
  const stages = furtherStages.map((stage) => {
    const numbered = numberStage(parents, stage);
    parents = numbered.unitOf;
    return numbered;
  });
  return {
    respondents,
    strata: first.strata,
    samplingUnits: first.units,
    stratumOfSamplingUnit: first.stratumOfUnit,
    samplingUnitOf: first.unitOf,
    baseWeights: weights,
    population: first.population,
    furtherStages: stages,
    lonelyPolicy,
  };
}

/** All stages of a design, outermost first. */
export function stagesOf(design: SurveyDesign): readonly SamplingStage[] {
  return [
    {
      strata: design.strata,
      units: design.samplingUnits,
      stratumOfUnit: design.stratumOfSamplingUnit,
      parentOfUnit: new Int32Array(design.samplingUnits.length),
      unitOf: design.samplingUnitOf,
      population: design.population,
    },
    ...design.furtherStages,
  ];
}

/** Numbers strata within parents and units within strata, both by parent, then code. */
function numberStage(
  parents: Int32Array,
  { strata: stratumCodes, units: unitCodes, population }: StageColumns,
): SamplingStage {
  const respondents = parents.length;
  for (const column of [stratumCodes, unitCodes, population]) {
    if (column !== undefined && column.length !== respondents) {
      throw new RangeError('a stage has one entry a respondent in each column');
    }
  }
  const found = new Map<number, Map<string, Map<string, number>>>();
  for (let i = 0; i < respondents; i++) {
    const ofParent = entry(found, parents[i]!, () => new Map<string, Map<string, number>>());
    entry(ofParent, stratumCodes?.[i] ?? '', () => new Map<string, number>()).set(unitCodes[i]!, -1);
  }
  const strata: string[] = [];
  const units: string[] = [];
  const stratumOfUnit: number[] = [];
  const parentOfUnit: number[] = [];
  for (const parent of [...found.keys()].sort((a, b) => a - b)) {
    const ofParent = found.get(parent)!;
    for (const code of [...ofParent.keys()].sort()) {
      const ofStratum = ofParent.get(code)!;
      for (const unit of [...ofStratum.keys()].sort()) {
        ofStratum.set(unit, units.length);
        units.push(unit);
        stratumOfUnit.push(strata.length);
        parentOfUnit.push(parent);
      }
      strata.push(code);
    }
  }
  const unitOf = new Int32Array(respondents);
  for (let i = 0; i < respondents; i++) {
    unitOf[i] = found
      .get(parents[i]!)!
      .get(stratumCodes?.[i] ?? '')!
      .get(unitCodes[i]!)!;
  }
  return {
    strata,
    units,
    stratumOfUnit: Int32Array.from(stratumOfUnit),
    parentOfUnit: Int32Array.from(parentOfUnit),
    unitOf,
    population: populationByStratum(strata, stratumOfUnit, unitOf, population),
  };
}

function populationByStratum(
  strata: readonly string[],
  stratumOfUnit: readonly number[],
  unitOf: Int32Array,
  column: ArrayLike<number> | undefined,
): Float64Array {
  const population = new Float64Array(strata.length).fill(Infinity);
  if (column === undefined) return population;
  const drawn = new Float64Array(strata.length);
  for (const stratum of stratumOfUnit) drawn[stratum]!++;
  const isKnown = new Uint8Array(strata.length);
  for (let i = 0; i < unitOf.length; i++) {
    const stratum = stratumOfUnit[unitOf[i]!]!;
    const size = column[i]!;
    if (isKnown[stratum] && size !== population[stratum]) {
      throw new RangeError(`the population of stratum ${strata[stratum]} is both ${population[stratum]} and ${size}`);
    }
    if (!(size >= drawn[stratum]!)) {
      throw new RangeError(`stratum ${strata[stratum]} has ${drawn[stratum]} units drawn from ${size}`);
    }
    isKnown[stratum] = 1;
    population[stratum] = size;
  }
  return population;
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

/**
 * The design of a finished simple sample: one stratum, every respondent a sampling unit of their own, base weight 1
 * unless given. The ids must differ, so that a respondent can be told from another whatever the order.
 *
 * @example five ids: five sampling units in one stratum, base weights 1
 * @throws RangeError when two ids are equal
 */
export function respondentsAsSamplingUnits(ids: readonly string[], weights?: ArrayLike<number>): SurveyDesign {
  if (new Set(ids).size !== ids.length) throw new RangeError('respondent ids must differ from each other');
  return surveyDesign({
    strata: ids.map(() => 'all'),
    samplingUnits: ids,
    baseWeights: weights ?? new Float64Array(ids.length).fill(1),
  });
}
