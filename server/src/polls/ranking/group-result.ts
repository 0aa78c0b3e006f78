import type { IndicatorResult, RankingGroup, UnitModes, UnitResult } from '@minsheng/contracts';
import type { Ranking, UnitScore, UnitScores } from '@minsheng/statistics';
import type { SurveyDescription } from '../brought-in/survey.js';

/** A group's ranking as it is published: what was ranked, with everything a reader judges it by. */
export function groupOf(
  group: SurveyDescription['groups'][number],
  ranking: Ranking,
  scores: Pick<UnitScores, 'units'>,
  description: SurveyDescription,
  modesOf: (unitId: string) => UnitModes | null = () => null,
): RankingGroup {
  const scoreOf = new Map(scores.units.map((unit) => [unit.id, unit]));
  const common = (
    id: string,
  ): Omit<UnitResult, 'score' | 'halfWidth' | 'interval' | 'standardError' | 'degreesOfFreedom'> => {
    const score = scoreOf.get(id) as UnitScore;
    const unit = description.units.find((entry) => entry.code === id) as SurveyDescription['units'][number];
    return {
      unitId: id,
      name: unit.name,
      respondents: score.respondents,
      effectiveRespondents: score.effectiveRespondents,
      designEffect: score.designEffect,
      dontKnowShare: score.noScoreShare ?? 0,
      distribution: [...score.distribution],
      modes: modesOf(id),
      indicators: score.indicators.map(
        (indicator): IndicatorResult => ({
          code: indicator.question,
          name: description.indicators.find((entry) => entry.code === indicator.question)?.name ?? {
            zh: indicator.question,
            en: indicator.question,
          },
          share: indicator.share,
          mean: indicator.mean,
          standardError: indicator.standardError,
          respondents: indicator.respondents,
        }),
      ),
    };
  };
  return {
    code: group.code,
    name: group.name,
    rows: ranking.ranked.map((row) => ({
      ...common(row.id),
      score: row.score,
      halfWidth: row.halfWidth,
      interval: [...row.interval],
      standardError: row.standardError,
      degreesOfFreedom: row.degreesOfFreedom,
      rank: row.rank,
      rankSet: [...row.rankSet],
      marginalRankSet: [...row.marginalRankSet],
      band: row.band,
      change: null,
    })),
    bands: ranking.bands.map((band) => ({ number: band.number, unitIds: [...band.unitIds] })),
    unranked: ranking.unranked.map((row) => ({
      ...common(row.id),
      score: row.score,
      halfWidth: row.halfWidth,
      interval: row.interval ? [...row.interval] : null,
      standardError: row.standardError,
      degreesOfFreedom: row.degreesOfFreedom,
      because: [...row.because],
    })),
  };
}
