import {
  type CollapsedLevel,
  type MarginReport,
  type Weighting,
  type WeightingOptions,
  type WeightingRefusal,
} from '@minsheng/statistics';
import type { LocalisedText } from '@minsheng/contracts';
import type { SurveyDescription } from '../brought-in/survey.js';
import type { LiveDiagnostics } from './diagnostics.js';
import { levelName } from './level-name.js';

/** What is kept and published of a weighting, besides the weights. */
export interface WeightingReport {
  options: WeightingOptions;
  margins: readonly MarginReport[];
  cycles: number;
  largestMarginError: number;
  kishDesignEffect: number;
  trimmedRespondents: number;
  collapsed: readonly CollapsedLevel[];
  /** Of a poll of our own: what the screens of weighting and review show. */
  live?: LiveDiagnostics;
}

export function reportOf(weighting: Weighting, options: WeightingOptions): WeightingReport {
  return {
    options,
    margins: weighting.marginReports,
    cycles: weighting.cycles,
    largestMarginError: weighting.largestMarginError,
    kishDesignEffect: weighting.kish.designEffect,
    trimmedRespondents: weighting.trimmedRespondents,
    collapsed: weighting.collapsed,
  };
}

/** Why the answers cannot be weighted, naming margin and level as the reader knows them. */
export function sayRefusal(refusal: WeightingRefusal, description: SurveyDescription): LocalisedText {
  const margin = description.margins.find((entry) => entry.code === refusal.margin);
  const marginName = margin?.name ?? { zh: refusal.margin, en: refusal.margin };
  const name = levelName(margin, refusal.level ?? '');
  const error = refusal.relativeError === null ? '' : refusal.relativeError.toExponential(1);
  switch (refusal.reason) {
    case 'totals-differ':
      return {
        zh: `边际“${marginName.zh}”的总数与其他边际不同（相差 ${error}）`,
        en: `the total of margin "${marginName.en}" differs from the others (by ${error})`,
      };
    case 'level-without-respondents':
      return {
        zh: `边际“${marginName.zh}”的“${name.zh}”没有任何答卷`,
        en: `nobody answered in level "${name.en}" of margin "${marginName.en}"`,
      };
    case 'respondents-without-population':
      return {
        zh: `边际“${marginName.zh}”的“${name.zh}”有答卷却没有总体占比`,
        en: `level "${name.en}" of margin "${marginName.en}" has answers but no population share`,
      };
    case 'infeasible':
      return {
        zh: `边际“${marginName.zh}”和其他边际不能同时满足（误差停在 ${error}）`,
        en: `margin "${marginName.en}" cannot be met together with the others (error stays at ${error})`,
      };
    case 'not-converged':
      return {
        zh: `加权没有收敛，“${marginName.zh}”还差 ${error}`,
        en: `raking did not converge; "${marginName.en}" is off by ${error}`,
      };
    case 'trimming-not-converged':
      return {
        zh: `截尾与加权不能同时满足（“${marginName.zh}”差 ${error}）`,
        en: `trimming and raking cannot both be met ("${marginName.en}" off by ${error})`,
      };
  }
}
