import type { PollPlan, SatisfactionItem } from '@minsheng/contracts';
import { civilDateAt, daysBetween } from '../../deadlines/index.js';
import type { SurveyDescription } from '../brought-in/survey.js';
import { decimalOf } from './decimal-sum.js';

/** What the answers of a live poll are counted, weighed and scored by. Pure: the plan says it all. */
export interface PlanScoring {
  /** Score of each level, best first. */
  scores: number[];
  /** Satisfaction items in questionnaire order. */
  questions: { item: string; indicator: string }[];
  /** Units in the order of the plan's groups. */
  units: ScoredUnit[];
}

export interface ScoredUnit {
  code: string;
  group: string;
  /** Index of the territorial unit's area: only its respondents count. null: a department, scored city-wide. */
  area: number | null;
  /** Questions the unit is scored on, in order. `share` sums to 1 over them. */
  shares: { question: number; share: number }[];
}

export function satisfactionItems({ questionnaire }: PollPlan): SatisfactionItem[] {
  return questionnaire.items.filter((item): item is SatisfactionItem => item.type === 'satisfaction');
}

/**
 * Departments are scored on FUNCTION and BOTH by weight · responsibility share, territorial units on AREA and BOTH by weight
 * (seed-system formulas: P(d) = Σ w·share·s / Σ w·share, P(t) = Σ w·s / Σ w).
 */
export function scoringOf(plan: PollPlan): PlanScoring {
  const questions = satisfactionItems(plan).map(({ code, indicator }) => ({ item: code, indicator }));
  const indicators = new Map(plan.indicators.map((indicator) => [indicator.code, indicator]));
  const partOf = (indicatorCode: string, unit: string, isArea: boolean): bigint => {
    const indicator = indicators.get(indicatorCode);
    if (!indicator || indicator.attribution === (isArea ? 'FUNCTION' : 'AREA')) return 0n;
    const weight = millionths(indicator.weight);
    if (isArea) return weight * million;
    const own = indicator.shares.find((share) => share.unit === unit);
    return own ? weight * millionths(Number(own.share)) : 0n;
  };
  return {
    scores: plan.questionnaire.levels.map(({ score }) => score),
    questions,
    units: plan.groups.flatMap((group) =>
      group.units.map((unit) => {
        const parts = questions.map(({ indicator }) => partOf(indicator, unit.code, unit.area !== null));
        const whole = parts.reduce((sum, part) => sum + part, 0n);
        return {
          code: unit.code,
          group: group.code,
          area: unit.area === null ? null : plan.areas.findIndex(({ code }) => code === unit.area),
          shares: parts.flatMap((part, question) =>
            part === 0n ? [] : [{ question, share: Number(part) / Number(whole) }],
          ),
        };
      }),
    ),
  };
}

/** Levels of each margin, the area's first: the radices of a cell. */
export function cellSizes({ margins }: PollPlan): number[] {
  return margins.map(({ levels }) => levels.length);
}

export function cellCount(plan: PollPlan): number {
  return cellSizes(plan).reduce((count, size) => count * size, 1);
}

/**
 * One number for a level index of every margin: mixed radix, the first margin (the area) most significant.
 * @throws RangeError when a level is not among its margin's
 */
export function cellOf(plan: PollPlan, levels: ArrayLike<number>): number {
  let cell = 0;
  cellSizes(plan).forEach((size, margin) => {
    const level = levels[margin] ?? -1;
    if (!Number.isInteger(level) || level < 0 || level >= size)
      throw new RangeError(`margin ${margin} has ${size} levels, got ${level}`);
    cell = cell * size + level;
  });
  return cell;
}

/** The way back: `levelsOf(plan, cellOf(plan, levels))` equals `levels`. */
export function levelsOf(plan: PollPlan, cell: number): number[] {
  const sizes = cellSizes(plan);
  const levels = sizes.map(() => 0);
  let rest = cell;
  for (let margin = sizes.length - 1; margin >= 0; margin--) {
    const size = sizes[margin] as number;
    levels[margin] = rest % size;
    rest = Math.floor(rest / size);
  }
  if (rest !== 0 || !Number.isInteger(cell) || cell < 0) throw new RangeError(`no cell ${cell}`);
  return levels;
}

/** Index of the area that a cell lies in. */
export function areaOf(plan: PollPlan, cell: number): number {
  return levelsOf(plan, cell)[0] ?? 0;
}

/** Index of a site among the plan's; -1 when it is none of them. */
export function siteIndex({ sites }: PollPlan, code: string): number {
  return sites.findIndex((site) => site.code === code);
}

/** Shanghai days of fieldwork, from its first to its last. */
export function fieldworkDays({ calendar }: PollPlan): number {
  const last = new Date(Date.parse(calendar.fieldworkTo) - 1);
  return daysBetween(civilDateAt(new Date(calendar.fieldworkFrom)), civilDateAt(last)) + 1;
}

/** Which Shanghai day of fieldwork an instant lies in, from 0; null outside the window. */
export function dayIndex({ calendar }: PollPlan, at: Date): number | null {
  const from = new Date(calendar.fieldworkFrom);
  if (at < from || at >= new Date(calendar.fieldworkTo)) return null;
  return daysBetween(civilDateAt(from), civilDateAt(at));
}

/** The plan as list, ranking and release know any survey. */
export function describePlan(plan: PollPlan): SurveyDescription {
  const { questionnaire, calendar, margins } = plan;
  const names = new Map(plan.indicators.map(({ code, name }) => [code, name]));
  const unitNames = new Map(plan.groups.flatMap(({ units }) => units.map(({ code, name }) => [code, name] as const)));
  const scoring = scoringOf(plan);
  const area = margins[0];
  return {
    title: plan.title,
    source: questionnaire.marks.maker,
    population: plan.population,
    populationSize: plan.populationSize > 0 ? plan.populationSize : null,
    periodKey: plan.periodKey,
    fieldwork: {
      from: civilDateAt(new Date(calendar.fieldworkFrom)),
      to: civilDateAt(new Date(Date.parse(calendar.fieldworkTo) - 1)),
    },
    isDemonstration: plan.isDemonstration,
    levels: questionnaire.levels,
    notAnswers: questionnaire.missing,
    indicators: scoring.questions.map(({ indicator }) => ({
      code: indicator,
      name: names.get(indicator) ?? { zh: indicator, en: indicator },
    })),
    groups: plan.groups.map(({ code, name }) => ({ code, name })),
    units: scoring.units.map((unit) => ({
      code: unit.code,
      name: unitNames.get(unit.code) ?? { zh: unit.code, en: unit.code },
      group: unit.group,
      shares: unit.shares.map(({ question, share }) => ({
        indicator: scoring.questions[question]?.indicator ?? '',
        share,
      })),
      domain:
        unit.area === null || !area ? null : { column: area.code, level: plan.areas[unit.area]?.code ?? unit.code },
    })),
    margins: margins.map(({ code, name, levels, isOrdinal }) => ({ code, name, levels, isOrdinal })),
    design: {
      stratum: area?.code ?? null,
      psu: 'site',
      weight: null,
      mode: plan.modes.length > 1 ? 'mode' : null,
    },
    modes: plan.modes.map((code) => ({ code, name: modeNames[code], respondents: 0 })),
  };
}

const modeNames = {
  INTERVIEW: { zh: '访问员面访', en: 'interviewer' },
  WECHAT: { zh: '微信网上填答', en: 'online in WeChat' },
} as const;

const million = 1_000_000n;

/** Weights have two decimals, shares four: whole in millionths, so that unit shares are quotients of exact sums. */
function millionths(value: number): bigint {
  const { units, places } = decimalOf(value);
  return places <= 6 ? units * 10n ** BigInt(6 - places) : units / 10n ** BigInt(places - 6);
}
