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
  readonly baseWeights: Float64Array;
}

/**
 * Makes a survey design from one entry a respondent. Sampling units are nested: the same code in two strata is two units.
 * Units and strata are numbered by their codes, never by arrival, so the order of respondents leaves no trace.
 *
 * @example strata s, s, n, n with units 1, 1, 2, 1 give the units n/1, n/2, s/1, in this order
 * @throws RangeError when lengths differ, there are no respondents, or a base weight is not positive and finite
 */
export function surveyDesign(columns: {
  strata: readonly string[];
  samplingUnits: readonly string[];
  baseWeights: ArrayLike<number>;
}): SurveyDesign {
  const { strata: stratumCodes, samplingUnits: unitCodes, baseWeights } = columns;
  const respondents = stratumCodes.length;
  if (respondents === 0) throw new RangeError('a survey has at least one respondent');
  if (unitCodes.length !== respondents || baseWeights.length !== respondents) {
    throw new RangeError('strata, samplingUnits and baseWeights have one entry a respondent');
  }
  const weights = Float64Array.from(baseWeights);
  for (const weight of weights) {
    if (!(weight > 0) || weight === Infinity)
      throw new RangeError(`a base weight is positive and finite, got ${weight}`);
  }
  const unitsByStratum = new Map<string, Map<string, number>>();
  for (let i = 0; i < respondents; i++) {
    let units = unitsByStratum.get(stratumCodes[i]!);
    if (units === undefined) unitsByStratum.set(stratumCodes[i]!, (units = new Map()));
    units.set(unitCodes[i]!, -1);
  }
  const strata = [...unitsByStratum.keys()].sort();
  const samplingUnits: string[] = [];
  const stratumOfSamplingUnit: number[] = [];
  strata.forEach((code, stratum) => {
    const units = unitsByStratum.get(code)!;
    for (const unit of [...units.keys()].sort()) {
      units.set(unit, samplingUnits.length);
      samplingUnits.push(unit);
      stratumOfSamplingUnit.push(stratum);
    }
  });
  const samplingUnitOf = new Int32Array(respondents);
  for (let i = 0; i < respondents; i++) {
    samplingUnitOf[i] = unitsByStratum.get(stratumCodes[i]!)!.get(unitCodes[i]!)!;
  }
  return {
    respondents,
    strata,
    samplingUnits,
    stratumOfSamplingUnit: Int32Array.from(stratumOfSamplingUnit),
    samplingUnitOf,
    baseWeights: weights,
  };
}

/**
 * The design of a finished simple sample: one stratum, every respondent a sampling unit of their own, base weight 1
 * unless given. The ids must differ, so that a respondent can be told from another whatever the order.
 *
 * @example five ids: five sampling units in one stratum, base weights 1
 * @throws RangeError when two ids are equal
 */
export function respondentsAsSamplingUnits(ids: readonly string[], baseWeights?: ArrayLike<number>): SurveyDesign {
  if (new Set(ids).size !== ids.length) throw new RangeError('respondent ids must differ from each other');
  return surveyDesign({
    strata: ids.map(() => 'all'),
    samplingUnits: ids,
    baseWeights: baseWeights ?? new Float64Array(ids.length).fill(1),
  });
}
