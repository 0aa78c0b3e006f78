import type { FieldworkView, FlagCount, PollPlan, PollSummary } from '@minsheng/contracts';
import { levelsOf } from '../plan/plan-layout.js';
import type { CountOfAtom } from './fieldwork.queries.js';
import type { QualitySoFar } from './quality-so-far.js';

const day = 86_400_000;
/** Shanghai is eight hours ahead of UTC all year. */
const shanghai = 8 * 3_600_000;

export interface FieldworkParts {
  poll: PollSummary;
  plan: PollPlan;
  planHash: string;
  planPublishedAt: Date | null;
  counts: readonly CountOfAtom[];
  quality: QualitySoFar;
  decided: readonly FlagCount[];
  now: Date;
}

/** How the fieldwork goes (期次总览): counts, quotas and quality. What anybody answered is not in here (BR-03). */
export function viewFieldwork(parts: FieldworkParts): FieldworkView {
  const { plan, counts, now } = parts;
  const from = Date.parse(plan.calendar.fieldworkFrom);
  const to = Date.parse(plan.calendar.fieldworkTo);
  const target = plan.areas.reduce((sum, area) => sum + area.target, 0);
  const days = Math.round((to - from) / day);
  const dueBy = (at: number): number =>
    Math.round((target * Math.min(Math.max(at - from, 0), to - from)) / (to - from));
  const sumOf = (mode: number, what: 'respondents' | 'edits'): number =>
    counts.reduce((sum, count) => sum + (count.mode === mode ? count[what] : 0), 0);
  const today = Math.min(Math.max(Math.floor((now.getTime() - from) / day), -1), days - 1);
  return {
    poll: parts.poll,
    calendar: plan.calendar,
    planHash: parts.planHash,
    planPublishedAt: parts.planPublishedAt?.toISOString() ?? null,
    now: now.toISOString(),
    interviews: { received: sumOf(0, 'respondents'), target, due: dueBy(now.getTime()) },
    online: { received: sumOf(1, 'respondents'), edited: sumOf(1, 'edits') },
    medianSeconds: parts.quality.medianSeconds,
    days: Array.from({ length: today + 1 }, (_, index) => ({
      date: new Date(from + index * day + shanghai).toISOString().slice(0, 10),
      interviews: parts.quality.interviewsByDay.get(index) ?? 0,
      online: counts.reduce(
        (sum, { mode, psu, respondents }) => sum + (mode === 1 && psu === index ? respondents : 0),
        0,
      ),
      planned: dueBy(from + (index + 1) * day),
    })),
    ...quotasOf(plan, counts),
    sites: plan.sites.map((site, index) => {
      const area = plan.areas.find(({ code }) => code === site.area);
      const neighbours = plan.sites.filter((other) => other.area === site.area).length;
      return {
        code: site.code,
        name: site.name,
        areaName: area?.name ?? { zh: site.area, en: site.area },
        kind: site.kind,
        received: counts.reduce(
          (sum, { mode, psu, respondents }) => sum + (mode === 0 && psu === index ? respondents : 0),
          0,
        ),
        target: Math.round((area?.target ?? 0) / neighbours),
      };
    }),
    flags:
      parts.decided.length > 0
        ? [...parts.decided]
        : parts.quality.flags.map(({ code, flagged }) => ({ code, flagged, undecided: flagged, excluded: 0 })),
  };
}

/** Interviews by area and quota cell; online answers fill no quota. */
function quotasOf(plan: PollPlan, counts: readonly CountOfAtom[]): Pick<FieldworkView, 'quotas' | 'quotaMargins'> {
  const [area, ...others] = plan.margins;
  const quotaMargins = others.filter(({ code }) => plan.quotas.some(({ cell }) => code in cell));
  const received = new Map<string, number>();
  for (const { mode, cell, respondents } of counts) {
    if (mode !== 0) continue;
    const levels = levelsOf(plan, cell);
    const key = [
      area?.levels[levels[0] as number]?.code,
      ...quotaMargins.map((margin) => margin.levels[levels[plan.margins.indexOf(margin)] as number]?.code),
    ].join('/');
    received.set(key, (received.get(key) ?? 0) + respondents);
  }
  return {
    quotas: plan.quotas.map(({ area: code, cell, target }) => ({
      area: code,
      areaName: plan.areas.find((one) => one.code === code)?.name ?? { zh: code, en: code },
      cell,
      target,
      received: received.get([code, ...quotaMargins.map((margin) => cell[margin.code])].join('/')) ?? 0,
    })),
    quotaMargins: quotaMargins.map(({ code, name, levels }) => ({
      code,
      name,
      levels: levels.map((level) => ({ code: level.code, name: level.name })),
    })),
  };
}
