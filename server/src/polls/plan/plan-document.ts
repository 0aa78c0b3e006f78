import type {
  IndicatorView,
  LocalisedText,
  PlanArea,
  PlanDesign,
  PlanGroup,
  PlanMargin,
  PlanSite,
  PollPlan,
  Questionnaire,
} from '@minsheng/contracts';
import { areaItem } from '../../questionnaires/index.js';
import type { Period, SchemeConfig } from '../../scheme/index.js';
import { minimumCellEffective, standardDraws, standardQuality } from './quality-rule.js';
import { projectionOf } from './compiled-questionnaire.js';
import { questionnaireOf } from './questionnaire-of.js';
import { planProblems } from './plan.problems.js';
import { quotasOf, type PopulationCell } from './quotas.js';

/** What a designer says; everything else of a plan comes from the scheme, the organisation and the indicators. */
export interface PlanSettings {
  title: LocalisedText;
  purpose: LocalisedText;
  population: LocalisedText;
  /** 0: not known yet. */
  populationSize: number;
  margins: MarginSetting[];
  sites: PlanSite[];
  /** Interviews by area where they differ from the scheme's number. */
  targets: { area: string; target: number }[];
  marks: Questionnaire['marks'];
  openQuestion: LocalisedText | null;
  /** The questionnaire asked instead of the one that scheme and indicators give; with it marks and open question are its own. */
  design: PlanDesign | null;
  quotas: PollPlan['quotas'] | { from: PopulationCell[] | null };
}

/** Population shares of one margin (`area`, then the scheme's), with where they come from. */
export interface MarginSetting {
  code: string;
  levels: { code: string; share: number }[];
  isOrdinal: boolean;
  source: LocalisedText;
  year: number;
}

/** What stands below a plan when it is drawn up. */
export interface PlanBasis {
  scheme: string;
  config: SchemeConfig;
  isDemonstration: boolean;
  kind: 'REGULAR' | 'ADHOC';
  period: Period;
  calendar: PollPlan['calendar'];
  groups: PlanGroup[];
  /** Territorial units of the ranking groups. */
  territorial: { code: string; name: LocalisedText }[];
  indicators: IndicatorView[];
}

/** A plan's document from its basis and the designer's settings. Pure. Throws the Problem of a name that is not known below. */
export function planDocument(pollId: string, version: number, basis: PlanBasis, settings: PlanSettings): PollPlan {
  const { config } = basis;
  const { poll } = config;
  const { design } = settings;
  const areas = areasOf(basis, settings);
  for (const { area } of settings.sites) requireArea(areas, area);
  const questionnaire = design
    ? countedPartOf(design)
    : questionnaireOf({
        title: settings.title,
        marks: settings.marks,
        config,
        areas,
        groups: basis.groups,
        indicators: basis.indicators,
        openQuestion: settings.openQuestion,
      });
  const margins = inOrderAsked(marginsOf(config, areas, settings.margins), questionnaire);
  return {
    format: 'minsheng-plan/1',
    pollId,
    version,
    scheme: basis.scheme,
    city: config.names,
    isDemonstration: basis.isDemonstration,
    kind: basis.kind,
    title: settings.title,
    purpose: settings.purpose,
    population: settings.population,
    populationSize: settings.populationSize,
    periodKey: basis.period.key,
    calendar: basis.calendar,
    modes: poll.modes.filter((mode) => mode !== 'WINDOW_QR'),
    onlineUse: poll.online.use,
    clipRobustDeviations: poll.online.clipRobustDeviations,
    questionnaire,
    ...(design ? { design } : {}),
    indicators: basis.indicators.map(({ code, version: wording, term, name, attribution, weight, shares }) => ({
      code,
      version: wording,
      term,
      name,
      attribution,
      weight,
      shares,
    })),
    groups: basis.groups,
    areas,
    sites: settings.sites,
    quotas: Array.isArray(settings.quotas)
      ? settings.quotas
      : quotasOf(areas, margins.slice(1), checkedCells(settings.quotas.from, areas, margins)),
    margins,
    weighting: {
      tolerance: poll.weighting.tolerance,
      maximumCycles: poll.weighting.maximumCycles,
      trim: poll.weighting.trim,
      thinLevel: poll.weighting.thinLevel,
    },
    publication: {
      minimumRespondents: poll.publish.minimumRespondents,
      minimumEffectiveRespondents: poll.publish.minimumEffectiveRespondents,
      minimumSamplingUnits: poll.publish.minimumSamplingUnits,
      largestSamplingUnitShare: poll.publish.largestSamplingUnitShare,
      widestHalfWidthShare: poll.publish.widestHalfWidthShare,
      minimumPublishableShare: poll.publish.minimumWeightShare,
      minimumCell: poll.publish.minimumCell,
      minimumCellEffective,
    },
    confidence: poll.ranking.confidence,
    draws: standardDraws,
    quality: standardQuality,
  };
}

/** The settings a plan was made with, to make the next one from. */
export function settingsOf(plan: PollPlan): PlanSettings {
  const open = plan.questionnaire.items.find(({ type }) => type === 'text');
  return {
    title: plan.title,
    purpose: plan.purpose,
    population: plan.population,
    populationSize: plan.populationSize,
    margins: plan.margins.map(({ code, levels, isOrdinal, source, year }) => ({
      code,
      levels: levels.map((level) => ({ code: level.code, share: level.share })),
      isOrdinal,
      source,
      year,
    })),
    sites: plan.sites,
    targets: plan.areas.map(({ code, target }) => ({ area: code, target })),
    marks: plan.questionnaire.marks,
    openQuestion: plan.design ? null : (open?.text ?? null),
    design: plan.design ?? null,
    quotas: plan.quotas,
  };
}

/** A first draft: words and numbers that the city's parameters suggest; what nobody has said yet is empty, and the checks say so. */
export function firstSettings(config: SchemeConfig, period: Period, kind: PlanBasis['kind']): PlanSettings {
  const age = config.poll.minimumAge;
  return {
    title: titleOf(config, period, kind),
    purpose: {
      zh: '了解居民对各单位和各辖区工作的满意程度，按指标和责任份额计分，分组公布。',
      en: 'How satisfied residents are with the work of units and areas, scored by indicator and responsibility share and published by group.',
    },
    population: {
      zh: `${config.names.zh} ${age} 岁及以上居民`,
      en: `Residents of ${config.names.en} aged ${age} and over`,
    },
    populationSize: 0,
    margins: [],
    sites: [],
    targets: [],
    marks: {
      formNumber: '',
      maker: { zh: '', en: '' },
      approvedBy: { zh: '', en: '' },
      approvalNumber: '',
      validUntil: '',
    },
    openQuestion: null,
    design: null,
    quotas: { from: null },
  };
}

/** `青岚市 2026 年第 6 期民意测评（11–12 月）`. */
export function titleOf({ names }: SchemeConfig, period: Period, kind: PlanBasis['kind']): LocalisedText {
  const year = period.key.slice(0, 4);
  const number = Number(/(\d+)$/.exec(period.key)?.[1]);
  const [first, last] = [period.firstOn, period.lastOn].map((date) => Number(date.slice(5, 7))) as [number, number];
  const months = first === last ? String(first) : `${first}–${last}`;
  const isDivided = period.key.length > 4;
  return kind === 'ADHOC'
    ? { zh: `${names.zh} ${year} 年临时民意测评`, en: `${names.en}, ad-hoc poll of ${year}` }
    : isDivided
      ? {
          zh: `${names.zh} ${year} 年第 ${number} 期民意测评（${months} 月）`,
          en: `${names.en}, poll ${number} of ${year} (months ${months})`,
        }
      : { zh: `${names.zh} ${year} 年度民意测评`, en: `${names.en}, poll of ${year}` };
}

/** Whether it can be counted is for the checks to say; a design that is none any more cannot stand in a plan at all. */
function countedPartOf(design: PlanDesign): Questionnaire {
  const projection = projectionOf(design.document);
  if (!projection) throw planProblems['design-unreadable']({ code: design.document.code });
  return projection.questionnaire;
}

/** An answer's cell is numbered in the order in which its questionnaire asks. */
function inOrderAsked(margins: PlanMargin[], { items }: Questionnaire): PlanMargin[] {
  const placeOf = ({ code }: PlanMargin): number => {
    const place = items.findIndex((item) => item.code === code);
    return code === areaItem ? -1 : place < 0 ? items.length : place;
  };
  return [...margins].sort((one, other) => placeOf(one) - placeOf(other));
}

function areasOf({ territorial, config }: PlanBasis, { targets }: PlanSettings): PlanArea[] {
  const wanted = new Map<string, number>();
  for (const { area, target } of targets) {
    if (wanted.has(area)) throw planProblems['given-twice']({ what: area });
    if (!territorial.some(({ code }) => code === area)) throw planProblems['unknown-area']({ area });
    wanted.set(area, target);
  }
  return territorial.map(({ code, name }) => ({
    code,
    name,
    unit: code,
    target: wanted.get(code) ?? config.poll.perArea,
  }));
}

/** The area's first, then the scheme's in its order. Without figures for the areas there is no margin at all. */
function marginsOf(config: SchemeConfig, areas: readonly PlanArea[], settings: readonly MarginSetting[]): PlanMargin[] {
  const known = [
    { code: areaItem, name: { zh: '属地', en: 'Area' }, levels: areas.map(({ code, name }) => ({ code, name })) },
    ...config.poll.margins.map(({ code, zh, en, levels }) => ({
      code,
      name: { zh, en },
      levels: levels.map((level) => ({ code: level.code, name: { zh: level.zh, en: level.en } })),
    })),
  ];
  const given = new Map<string, MarginSetting>();
  for (const setting of settings) {
    const margin = known.find(({ code }) => code === setting.code);
    if (!margin) throw planProblems['unknown-margin']({ margin: setting.code });
    if (given.has(setting.code)) throw planProblems['given-twice']({ what: setting.code });
    given.set(setting.code, setting);
    const seen = new Set<string>();
    for (const { code } of setting.levels) {
      if (!margin.levels.some((level) => level.code === code))
        throw planProblems['unknown-level']({ margin: setting.code, level: code });
      if (seen.has(code)) throw planProblems['given-twice']({ what: code });
      seen.add(code);
    }
  }
  if (!given.has(areaItem)) return [];
  return known.flatMap(({ code, name, levels }) => {
    const setting = given.get(code);
    if (!setting) return [];
    const shares = new Map(setting.levels.map((level) => [level.code, level.share]));
    return [
      {
        code,
        name,
        levels: levels.map((level) => ({ ...level, share: shares.get(level.code) ?? 0 })),
        isOrdinal: setting.isOrdinal,
        source: setting.source,
        year: setting.year,
      },
    ];
  });
}

function checkedCells(
  cells: PopulationCell[] | null,
  areas: readonly PlanArea[],
  margins: readonly PlanMargin[],
): PopulationCell[] | null {
  const inner = margins.slice(1);
  const seen = new Set<string>();
  for (const { area, levels } of cells ?? []) {
    requireArea(areas, area);
    inner.forEach((margin, at) => {
      const level = levels[at] ?? '';
      if (!margin.levels.some(({ code }) => code === level))
        throw planProblems['unknown-level']({ margin: margin.code, level });
    });
    const key = [area, ...levels].join(' ');
    if (seen.has(key)) throw planProblems['given-twice']({ what: key });
    seen.add(key);
  }
  return cells;
}

function requireArea(areas: readonly PlanArea[], code: string): void {
  if (!areas.some((area) => area.code === code)) throw planProblems['unknown-area']({ area: code });
}
