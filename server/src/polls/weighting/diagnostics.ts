import type { FlagCode, PollMode, PollPlan, WeightedSample, WeightingView } from '@minsheng/contracts';
import { type Analysis, roundHalfUp } from '@minsheng/statistics';
import { levelName } from './level-name.js';

/** What is kept of a live poll's weighting besides the weights: everything the screens of weighting and review show. */
export interface LiveDiagnostics {
  samples: WeightedSample[];
  alternatives: WeightingView['alternatives'];
  excluded: { code: FlagCode; answers: number }[];
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
  const { classes } = sums;
  const mean = weighting.total / sums.respondents;
  const byWeight = Array.from({ length: classes.count }, (_, c) => ({
    relative: (weighting.weights[c] as number) / mean,
    respondents: classes.respondents[c] as number,
  })).sort((a, b) => a.relative - b.relative);
  const quantile = (share: number): number => {
    let seen = 0;
    for (const { relative, respondents } of byWeight) {
      seen += respondents;
      if (seen >= share * sums.respondents) return relative;
    }
    return byWeight.at(-1)?.relative ?? 0;
  };
  const counts: number[] = [];
  for (const { relative, respondents } of byWeight) {
    const step = Math.floor(relative / histogramStep + 1e-9);
    while (counts.length <= step) counts.push(0);
    counts[step] = (counts[step] ?? 0) + respondents;
  }
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
    weights: {
      smallest: byWeight[0]?.relative ?? 0,
      median: quantile(0.5),
      p95: quantile(0.95),
      largest: byWeight.at(-1)?.relative ?? 0,
    },
    trimmed: weighting.trimmedRespondents,
    trimBounds: plan.weighting.trim ? [plan.weighting.trim.lower, plan.weighting.trim.upper] : null,
    cycles: weighting.cycles,
    errors: [...weighting.errors],
    tolerance: plan.weighting.tolerance,
    margins,
    histogram: { step: histogramStep, counts },
    collapsed: weighting.collapsed.map((entry) => ({ ...entry })),
    smallestLevel: {
      margin: smallest?.margin.name ?? { zh: '', en: '' },
      level: smallest?.level.name ?? { zh: '', en: '' },
      respondents: smallest?.level.respondents ?? 0,
    },
  };
}

/** Two decimals, or null. */
export function published(score: number | null | undefined): string | null {
  return score == null ? null : roundHalfUp(score);
}
