/** The only door of the package: survey statistics from answers to ranks, pure and without input or output. */
export { analyseSums, analyseSurvey, type Analysis, type SurveyAnalysis } from './analyse-survey.js';

export { additionsOf, atomLayout, type AtomLayout, type FoldedQuestion } from './design/atom-layout.js';
export {
  respondentsAsSamplingUnits,
  stagesOf,
  surveyDesign,
  type LonelyPolicy,
  type SamplingStage,
  type StageColumns,
  type SurveyDesign,
} from './design/survey-design.js';
export { withBaseWeights, withCalibratedWeights, type WeightedDesign } from './design/weighted-design.js';
export { type WeightKind, type Weights } from './design/weights.js';
export { type IndexColumn, type PollColumns, type PollOutline, type PollResponse } from './design/poll-outline.js';
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

export { type AmountAuxiliary, type Auxiliary, type LevelAuxiliary } from './weighting/auxiliaries.js';
export {
  calibrate,
  standardCalibration,
  type Calibrated,
  type Calibration,
  type CalibrationOptions,
  type CalibrationRefusal,
  type FactorBounds,
} from './weighting/calibrate.js';
export { addColumns } from './weighting/add-columns.js';
export { addResponse } from './weighting/add-response.js';
export { runningSums, type RunningSums } from './weighting/running-sums.js';
export { scaleAreas, trimCalibrated, trimOnce, trimStrictly, type TrimmedWeights } from './weighting/trim-weights.js';

export {
  estimateChanges,
  judgeChanges,
  standardChangeRule,
  type Change,
  type ChangeRule,
  type Changes,
  type JudgedChange,
  type Wave,
} from './estimation/change.js';
export {
  estimate,
  standardEstimates,
  weightedResiduals,
  type Estimate,
  type EstimateOptions,
  type Estimates,
} from './estimation/estimate.js';
export { estimatePoll } from './estimation/estimate-poll.js';
export { type PollDomain, type PollEstimates, type PollItem, type PollUnit } from './estimation/poll-estimates.js';
export { itemMeans, type ItemMean } from './estimation/item-means.js';
export { quantile, type QuantileEstimate } from './estimation/quantile.js';
export { type Statistic } from './estimation/statistic.js';
export { designEffect, kish, type Kish } from './variance/design-effect.js';
export { tHalfWidth } from './variance/interval.js';
export { meansCovariance, type MeansCovariance } from './variance/linearisation.js';
export {
  balancedReplicates,
  bootstrapReplicates,
  givenReplicates,
  jackknife,
  jackknifeUnstratified,
  recalibrated,
  replicateCovariance,
  type ReplicateRefusal,
  type Replicates,
} from './variance/replicates.js';
export { type ResidualMethod } from './variance/residuals.js';
export { shareInterval, type ShareIntervalMethod } from './variance/share-interval.js';
export {
  totalCovariance,
  unitTotals,
  type LonelyStratum,
  type TotalCovariance,
  type VarianceRefusal,
} from './variance/total-covariance.js';

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
export { composeEstimates, type Composite, type CompositeDefinition } from './composite/compose-estimates.js';
export { manipulationMargins, type ManipulationMargin, type MarginUnit } from './composite/manipulation-margin.js';
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

export {
  answerPatterns,
  speeders,
  standardSpeedRule,
  type AnswerPattern,
  type AnswerRows,
} from './quality/answer-patterns.js';
export {
  alarmedUnits,
  learnThresholds,
  type AlarmThreshold,
  type AlarmThresholds,
  type ScoredTest,
  type ThresholdRule,
} from './quality/alarm-thresholds.js';
export { arrivalTests, type ArrivalTests, type Ballots } from './quality/bursts.js';
export { type Excess } from './quality/excess.js';
export { benjaminiHochberg, type Discovery } from './quality/false-discovery.js';
export {
  extremeShareDifference,
  findings,
  agreementTests,
  modeGapTests,
  standsApart,
  volumeChange,
  type Direction,
  type IntegrityFinding,
  type IntegrityTest,
  type ModeGap,
  type UnitTest,
} from './quality/integrity.js';
export {
  interviewerFindings,
  type InterviewerFinding,
  type InterviewerTest,
  type InterviewerWork,
} from './quality/interviewers.js';
export { nearDuplicates } from './quality/near-duplicates.js';
export { responseRates, type Dispositions, type ResponseRates } from './quality/response-rates.js';

export { linearBounds, type Bounds, type Equation } from './disclosure/linear-bounds.js';
export {
  auditPublication,
  standardDisclosureRule,
  suppress,
  type DisclosureRule,
  type SuppressedCell,
  type SuppressionReason,
  type TableCell,
  type TableSum,
} from './disclosure/suppress.js';

export { bands, type BandMember } from './ranking/bands.js';
export { countRankSets } from './ranking/count-rank-sets.js';
export { standardCriticalMethod, type CriticalMethod } from './ranking/critical-values.js';
export { type SamplingUnitTotals } from './ranking/error-draws.js';
export { competitionRanks } from './ranking/rank.js';
export {
  rankSets,
  tauBest,
  tauWorst,
  type CriticalValues,
  type RankChances,
  type RankSet,
  type RankSets,
  type RankSetsInput,
  type RankSetSides,
} from './ranking/rank-sets.js';
export { asksForTotals, totalsFromSums, withReleasableTotals, type ScoredSums } from './ranking/released-totals.js';
export { samplingUnitTotals, type ScoreParts } from './ranking/score-totals.js';
export { rankableScores, rankingInput, type RankableScores } from './ranking/rankable-scores.js';
export {
  bandOfUnits,
  comparedUnits,
  rankUnits,
  type PublishedUnit,
  type RankableUnit,
  type RankedUnit,
  type Ranking,
  type RankingInput,
  type WithheldUnit,
} from './ranking/rank-units.js';

export { publishedUnits, roundHalfUp } from './numeric/decimal.js';
