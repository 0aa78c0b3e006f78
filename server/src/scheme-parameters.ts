import type { RankingOptions } from './polls/index.js';
import { type WeightingOptions, standardRaking } from '@minsheng/statistics';
import { presets } from './scheme/index.js';

/** The scheme's weighting parameters as the statistics package wants them. */
export function weightingOptionsOf(scheme: string): WeightingOptions {
  const { weighting } = configOf(scheme).poll;
  return {
    raking: { ...standardRaking, tolerance: weighting.tolerance, maximumCycles: weighting.maximumCycles },
    thinLevels: {
      minimumRespondents: weighting.thinLevel.minimumAnswers,
      minimumEffectiveRespondents: weighting.thinLevel.minimumEffective,
      largestFactor: weighting.thinLevel.largestFactor,
    },
    trimming: weighting.trim,
  };
}

/** The scheme's publication rule and confidence. */
export function rankingOptionsOf(scheme: string): RankingOptions {
  const { publish, ranking } = configOf(scheme).poll;
  return {
    rule: {
      minimumRespondents: publish.minimumRespondents,
      minimumEffectiveRespondents: publish.minimumEffectiveRespondents,
      minimumSamplingUnits: publish.minimumSamplingUnits,
      largestSamplingUnitShare: publish.largestSamplingUnitShare,
      widestHalfWidthShare: publish.widestHalfWidthShare,
      minimumPublishableShare: publish.minimumWeightShare,
    },
    confidence: ranking.confidence,
    draws: 10_000,
  };
}

function configOf(scheme: string) {
  const preset = presets().get(scheme);
  if (!preset) throw new Error(`there is no preset ${scheme}`);
  return preset.config;
}
