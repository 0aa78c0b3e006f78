import type { FlagCode, PollMode, PollPlan, WeightedSample, WeightingView } from '@minsheng/contracts';
import { type Analysis, type WeightDistribution, roundHalfUp, weightDistribution } from '@minsheng/statistics';
import { levelName } from './level-name.js';

/** What is kept of a live poll's weighting besides the weights: everything the screens of weighting and review show. */
export interface LiveDiagnostics {
  samples: WeightedSample[];
  alternatives: WeightingView['alternatives'];
  excluded: { code: FlagCode; answers: number }[];
  /** Answers left out; one with two flags counts once. */
  excludedAnswers: number;
  /** By unit code. */
  sensitivity: Record<
    string,
    { published: number | null; keepFlagged: number | null; interviewsOnly: number | null; onlineOnly: number | null }
  >;
  bandChangesKeepingFlagged: number;
}

const histogramStep = 0.1;

/** How one sample was weighted, for people to look at. */
export function sampleOf(plan: PollPlan, mode: PollMode, { sums, weighting }: Analysis): WeightedSample {
  const distribution = weightDistribution(weighting.weights, sums.classes.respondents, histogramStep);
  if (!distribution) throw new Error('a weighted sample has respondents');
  const { bins, ...weights } = distribution;
  const margins = weighting.marginReports.map((report) => {
    const margin = plan.margins.find(({ code }) => code === report.variable);
    const unnamed = { zh: report.variable, en: report.variable };
    return {
      code: report.variable,
      name: margin?.name ?? unnamed,
      source: margin?.source ?? unnamed,
      year: margin?.year ?? 0,
      levels: report.levels.map((level) => ({ ...level, name: levelName(margin, level.code) })),
    };
  });
  const smallest = margins
    .flatMap((margin) => margin.levels.map((level) => ({ margin, level })))
    .sort((a, b) => a.level.respondents - b.level.respondents)[0];
  return {
    mode,
    respondents: sums.respondents,
    kishDesignEffect: weighting.kish.designEffect,
    effectiveRespondents: weighting.kish.effectiveRespondents,
    weights,
    trimmed: weighting.trimmedRespondents,
    trimBounds: plan.weighting.trim ? [plan.weighting.trim.lower, plan.weighting.trim.upper] : null,
    cycles: weighting.cycles,
    errors: [...weighting.errors],
    tolerance: plan.weighting.tolerance,
    margins,
    histogram: { step: histogramStep, counts: countsFromZero(bins) },
    collapsed: weighting.collapsed.map((entry) => ({ ...entry })),
    smallestLevel: {
      margin: smallest?.margin.name ?? { zh: '', en: '' },
      level: smallest?.level.name ?? { zh: '', en: '' },
      respondents: smallest?.level.respondents ?? 0,
    },
  };
}

/** The bins begin at the smallest weight, the screen's histogram at none. */
function countsFromZero(bins: WeightDistribution['bins']): number[] {
  const before = Math.round((bins[0]?.from ?? 0) / histogramStep);
  return [...new Array<number>(before).fill(0), ...bins.map(({ respondents }) => respondents)];
}

/** Two decimals, or null. */
export function published(score: number | null | undefined): string | null {
  return score == null ? null : roundHalfUp(score);
}
