/** The only door of the package: survey statistics from answers to ranks, pure and without input or output. */
export { analyseSums, analyseSurvey, type Analysis, type SurveyAnalysis } from './analyse-survey.js';

export { additionsOf, atomLayout, type AtomLayout, type FoldedQuestion } from './design/atom-layout.js';
export { respondentsAsSamplingUnits, surveyDesign, type SurveyDesign } from './design/survey-design.js';
export {
  NO_SCORE,
  NOT_ASKED,
  type CodedColumn,
  type IndicatorShare,
  type Item,
  type Question,
  type RatingBlock,
  type Survey,
  type UnitDefinition,
} from './design/survey.js';

export { reduceAnswers, type CellSums, type SurveySums } from './weighting/cells.js';
export {
  collapseThinLevels,
  standardThinLevelRule,
  type CollapsedLevel,
  type ThinLevelRule,
} from './weighting/collapse.js';
export { cellSumsOf, type FoldedAtom, type FoldedBlock, type FoldedSurvey } from './weighting/folded-sums.js';
export {
  type MarginTarget,
  type ResolvedMargin,
  type TargetLevel,
  type WeightingRefusal,
} from './weighting/margins.js';
export { standardRaking, type RakingOptions } from './weighting/rake.js';
export { standardTrimBounds, type TrimBounds } from './weighting/trim.js';
export {
  respondentWeights,
  standardWeighting,
  weigh,
  type MarginReport,
  type Weighting,
  type WeightingOptions,
} from './weighting/weigh.js';
export { weightDistribution, type WeightDistribution } from './weighting/weight-distribution.js';

export { itemMeans, type ItemMean } from './estimation/item-means.js';
export { designEffect, kish, type Kish } from './variance/design-effect.js';
export { tHalfWidth } from './variance/interval.js';
export { meansCovariance, type MeansCovariance } from './variance/linearisation.js';

export {
  blendModes,
  blendRankingInputs,
  standardBlendRule,
  type Blend,
  type BlendInput,
  type BlendRule,
  type BlendedRankingInput,
  type BlendedUnit,
  type ScoreBasis,
} from './composite/blend-modes.js';
export { unitScores, type UnitIndicator, type UnitScore, type UnitScores } from './composite/unit-scores.js';
export { weightedScore } from './composite/weighted-score.js';

export {
  reasonsToWithhold,
  standardIndicatorRule,
  standardPublicationRule,
  type IndicatorRule,
  type PublicationRule,
  type UnitQuality,
  type WithheldReason,
} from './quality/publication-rule.js';

export { bands, type BandMember } from './ranking/bands.js';
export { competitionRanks } from './ranking/rank.js';
export { rankSets, type CriticalValues, type RankSet, type RankSets, type RankSetsInput } from './ranking/rank-sets.js';
export { rankableScores, rankingInput, type RankableScores } from './ranking/rankable-scores.js';
export {
  bandOfUnits,
  rankUnits,
  type PublishedUnit,
  type RankableUnit,
  type RankedUnit,
  type Ranking,
  type RankingInput,
  type WithheldUnit,
} from './ranking/rank-units.js';

export { publishedUnits, roundHalfUp } from './numeric/decimal.js';
