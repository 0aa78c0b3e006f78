import type { RankableUnit, RankingInput } from './rank-units.js';

/** Scores of units that may be ranked, with their covariance, as plain numbers: what a release carries. */
export interface RankableScores {
  readonly units: readonly RankableUnit[];
  /** One row and one column a unit, in the order of `units`. */
  readonly covariance: readonly (readonly number[])[];
}

/** What ranking needs of scores, and nothing else. */
export function rankableScores({ units, covariance }: RankableScores): RankableScores {
  return { units: units.map(rankable), covariance };
}

/**
 * Picks the units of one ranking group, in the order given, with their covariance.
 *
 * @param scores of one sample (`unitScores`), or of two samples blended (`blendModes`)
 * @throws RangeError when an id is unknown
 */
export function rankingInput(
  scores: RankableScores,
  unitIds: readonly string[],
  parameters: Omit<RankingInput, 'units' | 'covariance'>,
): RankingInput {
  const places = unitIds.map((id) => {
    const place = scores.units.findIndex((unit) => unit.id === id);
    if (place < 0) throw new RangeError(`there is no unit ${id}`);
    return place;
  });
  return {
    ...parameters,
    units: places.map((place) => rankable(scores.units[place]!)),
    covariance: places.map((row) => places.map((column) => scores.covariance[row]![column]!)),
  };
}

function rankable(unit: RankableUnit): RankableUnit {
  return {
    id: unit.id,
    score: unit.score,
    degreesOfFreedom: unit.degreesOfFreedom,
    respondents: unit.respondents,
    effectiveRespondents: unit.effectiveRespondents,
    samplingUnits: unit.samplingUnits,
    largestSamplingUnitShare: unit.largestSamplingUnitShare,
    publishableShare: unit.publishableShare,
    ...(unit.isOnlineOnly ? { isOnlineOnly: true } : {}),
  };
}
