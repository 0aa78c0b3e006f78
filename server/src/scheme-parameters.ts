import { type WeightingOptions, standardRaking } from '@minsheng/statistics';
import type { City } from './city.js';
import type { Caller } from './platform/caller.js';
import type { RankingOptions } from './polls/index.js';
import { type SchemeConfig, presets, schemeInForce } from './scheme/index.js';

/** The parameters in force; before the city has adopted a scheme, those of its preset. */
export async function parametersInForce({ works, config }: City, caller: Caller): Promise<SchemeConfig> {
  const found = await works.read(caller, (work) => schemeInForce(work));
  const parameters = found?.config ?? presets().get(config.scheme)?.config;
  if (!parameters) throw new Error(`there is no preset ${config.scheme}`);
  return parameters;
}

/** Weighting parameters as the statistics package wants them. */
export function weightingOptionsOf({ poll: { weighting } }: SchemeConfig): WeightingOptions {
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

/** Publication rule and confidence. */
export function rankingOptionsOf({ poll: { publish, ranking } }: SchemeConfig): RankingOptions {
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
