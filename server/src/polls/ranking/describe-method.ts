import type { MethodBox, LocalisedText } from '@minsheng/contracts';
import {
  type Analysis,
  type PublicationRule,
  type Ranking,
  asksForTotals,
  standardCriticalMethod,
} from '@minsheng/statistics';
import type { SurveyDescription } from '../brought-in/survey.js';
import type { WeightingReport } from '../weighting/weigh.js';
import { levelName } from '../weighting/level-name.js';

/**
 * Raised when a change of method could change a published digit. What an older version did stays as it was: a result is made
 * again by the version that it names. `1`: no totals of sampling units, so t-matched critical values wherever Bonferroni's t
 * is not asked for. `2`: with the totals, hence bootstrap-t, where one sample is ranked and its sampling units are large enough.
 */
export const methodVersion = '2';

export function hasTotalsOfSamplingUnits(version: string): boolean {
  return version !== '1';
}

/** The method box (这次怎么做的): what was done, with the numbers of this poll. */
export function describeMethod(parts: {
  description: SurveyDescription;
  report: WeightingReport;
  analysis: Pick<Analysis, 'design'>;
  rankings: readonly Ranking[];
  rule: PublicationRule;
  confidence: number;
  draws: number;
  seed: number;
  codeVersion: string;
  /** By which the rankings were made. */
  version: string;
  /** Interviews and online answers were blended, or looked at for it. */
  isOfTwoSamples: boolean;
  blend?: MethodBox['blend'];
  /** Of a poll with both modes. */
  modes?: { respondentsOnline: number; onlineRefused: boolean };
}): MethodBox {
  const { description, report, analysis, rule } = parts;
  const { design } = analysis;
  return {
    methodVersion: parts.version,
    codeVersion: parts.codeVersion,
    population: description.population,
    scoreMap: description.levels,
    notAnswers: description.notAnswers,
    design: {
      strata: design.strata,
      samplingUnits: design.samplingUnits,
      degreesOfFreedom: design.degreesOfFreedom,
      description: sayDesign(description, design.samplingUnits),
    },
    weighting: {
      margins: report.margins.map((margin) => {
        const known = description.margins.find((entry) => entry.code === margin.variable);
        return {
          code: margin.variable,
          name: known?.name ?? { zh: margin.variable, en: margin.variable },
          levels: margin.levels.map((level) => ({ ...level, name: levelName(known, level.code) })),
        };
      }),
      cycles: report.cycles,
      largestMarginError: report.largestMarginError,
      kishDesignEffect: report.kishDesignEffect,
      trimmed: report.trimmedRespondents,
      trimBounds: report.options.trimming ? [report.options.trimming.lower, report.options.trimming.upper] : null,
      collapsed: report.collapsed.map((entry) => ({ ...entry })),
    },
    blend: parts.blend ?? null,
    intervals: {
      confidence: parts.confidence,
      method: {
        zh: '校准后线性化方差（GREG 残差，抽样点汇总），t 分布区间，自由度 = 抽样点数 − 层数',
        en: 'linearised variance after calibration (GREG residuals, totals of sampling units), t intervals, degrees of freedom = sampling units − strata',
      },
    },
    rankSets: {
      confidence: parts.confidence,
      draws: parts.draws,
      seed: String(parts.seed),
      criticalValues: sayCriticalValues(parts),
    },
    publicationRule: {
      minimumRespondents: rule.minimumRespondents,
      minimumEffectiveRespondents: rule.minimumEffectiveRespondents,
      minimumSamplingUnits: rule.minimumSamplingUnits,
      largestSamplingUnitShare: rule.largestSamplingUnitShare,
      widestHalfWidthShare: rule.widestHalfWidthShare,
    },
    limits: [...limitsOf(description, design.lonelyStrata), ...limitsOfModes(parts.modes, parts.blend ?? null)],
  };
}

function sayDesign(description: SurveyDescription, samplingUnits: number): LocalisedText {
  if (description.design.psu === null) {
    return { zh: '每位受访者各为一个抽样单元', en: 'every respondent is a sampling unit' };
  }
  return {
    zh: `${samplingUnits} 个访问点为抽样单元，按辖区分层`,
    en: `${samplingUnits} sites as sampling units, stratified`,
  };
}

/** Why a single sample keeps its totals. */
const tooFew: LocalisedText = {
  zh: '有抽样单元不足 10 人，其合计会透露个人的答案，不公开',
  en: 'a sampling unit has fewer than 10 respondents, and its totals, which would show what few people said, stay closed',
};

function sayCriticalValues({
  rankings,
  version,
  isOfTwoSamples,
}: Pick<Parameters<typeof describeMethod>[0], 'rankings' | 'version' | 'isOfTwoSamples'>): LocalisedText {
  const methods = new Set(rankings.flatMap(({ criticalValues }) => (criticalValues ? [criticalValues.method] : [])));
  const zh: string[] = [];
  const en: string[] = [];
  if (methods.has('two-step-bootstrap-t')) {
    zh.push(
      '抽样单元随机变号自助法（两步 bootstrap-t）的最大学生化差临界值，每次抽取按自身标准误学生化，先排除数据已否定的差',
    );
    en.push(
      'largest studentised difference under sign flips of the sampling units (two-step bootstrap-t), each by its own error, without the differences that the data rule out',
    );
  }
  if (methods.has('bootstrap-t')) {
    zh.push('抽样单元随机变号自助法（bootstrap-t）的最大学生化差临界值，每次抽取按自身标准误学生化');
    en.push(
      'largest studentised difference under sign flips of the sampling units (bootstrap-t), each by its own error',
    );
  }
  if (methods.has('t-matched')) {
    zh.push('按自由度换算到 t 分布的最大学生化差临界值');
    en.push('largest studentised difference, matched to t by degrees of freedom');
  }
  if (methods.has('bonferroni-t')) {
    zh.push('自由度不足 16 的组用 Bonferroni t');
    en.push('Bonferroni t in groups with under 16 degrees of freedom');
  }
  if (hasTotalsOfSamplingUnits(version) && rankings.some(lacksTotals)) {
    zh.push(`没有用 bootstrap-t：${isOfTwoSamples ? '得分由两种方式合成，没有单独的抽样单元合计' : tooFew.zh}`);
    en.push(
      `bootstrap-t was not used: ${isOfTwoSamples ? 'the scores blend two samples, which have no sampling units in common' : tooFew.en}`,
    );
  }
  return { zh: zh.join('；') || '组内不足两个单位', en: en.join('; ') || 'fewer than two units in a group' };
}
/** Whether bootstrap-t would have been used, had the totals of the sampling units been there. */
function lacksTotals({ degreesOfFreedom, criticalValues }: Ranking): boolean {
  return (
    degreesOfFreedom !== null &&
    asksForTotals(degreesOfFreedom) &&
    criticalValues?.method === standardCriticalMethod(degreesOfFreedom, false)
  );
}

function limitsOf(description: SurveyDescription, lonelyStrata: readonly string[]): LocalisedText[] {
  const limits: LocalisedText[] = [];
  if (description.isDemonstration) {
    limits.push({
      zh: '演示数据：答卷由程序模拟，城市和单位均为虚构。',
      en: 'Demonstration data: answers are simulated, city and units invented.',
    });
  }
  limits.push({
    zh: '区间只说抽样带来的误差；没答的人与答了的人若有不同，加权只能纠正边际上看得见的那部分。',
    en: 'Intervals speak of sampling error only; where those who did not answer differ, weighting mends only what the margins show.',
  });
  if (description.design.psu !== null) {
    limits.push({
      zh: '拦截访问是配额样本，不是随机样本：区间建立在加权模型上，不包含点位选择带来的偏差。',
      en: 'Interviews at sites are a quota sample, not a random one: intervals rest on the weighting model and leave out bias from the choice of sites.',
    });
  }
  if (lonelyStrata.length > 0) {
    limits.push({
      zh: `${lonelyStrata.length} 个层只有一个抽样点，它们的方差不能估计，没有计入。`,
      en: `${lonelyStrata.length} strata have a single sampling unit; their variance cannot be estimated and is not counted.`,
    });
  }
  return limits;
}

function limitsOfModes(
  modes: { respondentsOnline: number; onlineRefused: boolean } | undefined,
  blend: MethodBox['blend'],
): LocalisedText[] {
  if (!modes) return [];
  if (modes.onlineRefused) {
    return [
      {
        zh: '网上答卷太少或缺了某类人群，不能加权，没有进入得分。',
        en: 'Online answers were too few or lacked a group of people; they could not be weighted and did not enter the scores.',
      },
    ];
  }
  if (modes.respondentsOnline > 0 && !blend) {
    return [
      {
        zh: '两种方式都有足够答卷的单位太少，网上答卷没有进入得分，只在旁边列出。',
        en: 'Too few units had enough answers in both modes; online answers are shown beside and did not enter the scores.',
      },
    ];
  }
  if (!blend) return [];
  return [
    {
      zh: '网上答卷是自愿填写的，不是抽样：它只在界限内修正面访得分，修正的大小逐单位列出。',
      en: 'Online answers are given by whoever wishes to, not sampled: they correct the interviews within bounds only, and each correction is listed.',
    },
  ];
}
