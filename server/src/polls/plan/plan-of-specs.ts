import type { IndicatorView, PollPlan, SiteKind } from '@minsheng/contracts';
import { calendarOf, periodByKey, presets, type SchemeConfig } from '../../scheme/index.js';
import { workingCalendar } from '../../deadlines/index.js';
import type { PlanDemands } from './check-plan.js';
import { regularTimes } from './plan-calendar.js';
import { firstSettings, planDocument, type PlanBasis, type PlanSettings } from './plan-document.js';

/** A small invented city for specs: two departments, two areas, three indicators (not part of the running server). */
export function configOfSpecs(): SchemeConfig {
  const preset = presets().get('demo');
  if (!preset) throw new Error('there is no demo preset');
  return preset.config;
}

export function indicatorOfSpecs(code: string, change: Partial<IndicatorView> = {}): IndicatorView {
  return {
    id: code,
    code,
    version: 1,
    term: 'LONG',
    name: { zh: `事项${code}`, en: `matter ${code}` },
    wording: { zh: `您对事项${code}满意吗？`, en: `How satisfied are you with matter ${code}?` },
    hint: null,
    attribution: 'FUNCTION',
    weight: 10,
    shares: [{ unit: 'D1', share: '1.0000', role: 'LEAD' }],
    anchorTask: null,
    state: 'ACTIVE',
    proposedBy: null,
    approvedBy: null,
    ...change,
  };
}

export function basisOfSpecs(change: Partial<PlanBasis> = {}): PlanBasis {
  const config = configOfSpecs();
  const period = periodByKey('2027-B1');
  if (!period) throw new Error('2027-B1 is a period');
  const name = (code: string) => ({ zh: `单位${code}`, en: `Unit ${code}` });
  const unit = (code: string, area: string | null) => ({ code, name: name(code), area });
  return {
    scheme: 'demo',
    config,
    isDemonstration: true,
    kind: 'REGULAR',
    period,
    calendar: regularTimes(calendarOf(config, workingCalendar()), period).calendar,
    groups: [
      { code: 'DEPARTMENTS', name: { zh: '部门', en: 'Departments' }, units: [unit('D1', null), unit('D2', null)] },
      { code: 'DISTRICTS', name: { zh: '辖区', en: 'Districts' }, units: [unit('A1', 'A1'), unit('A2', 'A2')] },
    ],
    territorial: [
      { code: 'A1', name: name('A1') },
      { code: 'A2', name: name('A2') },
    ],
    indicators: [
      indicatorOfSpecs('F1', {
        shares: [
          { unit: 'D1', share: '0.6000', role: 'LEAD' },
          { unit: 'D2', share: '0.4000', role: 'SUPPORT' },
        ],
      }),
      indicatorOfSpecs('B1', { attribution: 'BOTH', weight: 5 }),
      indicatorOfSpecs('A1', { attribution: 'AREA', weight: 8, shares: [] }),
    ],
    ...change,
  };
}

const kinds: SiteKind[] = ['STREET', 'PARK', 'COMMUNITY'];

export function settingsOfSpecs(change: Partial<PlanSettings> = {}): PlanSettings {
  const { config, period, kind } = basisOfSpecs();
  const source = { zh: '2025 年人口抽样调查', en: 'population survey of 2025' };
  const margin = (code: string, shares: Record<string, number>) => ({
    code,
    levels: Object.entries(shares).map(([level, share]) => ({ code: level, share })),
    isOrdinal: code === 'age',
    source,
    year: 2025,
  });
  return {
    ...firstSettings(config, period, kind),
    populationSize: 900_000,
    margins: [
      margin('area', { A1: 0.6, A2: 0.4 }),
      margin('sex', { male: 0.51, female: 0.49 }),
      margin('age', { '18-34': 0.3, '35-59': 0.45, '60-plus': 0.25 }),
    ],
    sites: ['A1', 'A2'].flatMap((area) =>
      Array.from({ length: 10 }, (_, at) => ({
        code: `${area}-${at + 1}`,
        name: { zh: `${area} 第 ${at + 1} 点`, en: `${area}, site ${at + 1}` },
        area,
        kind: kinds[at % 3] as SiteKind,
      })),
    ),
    marks: {
      formNumber: '民测 1 表',
      maker: { zh: '统计局', en: 'Statistics bureau' },
      approvedBy: { zh: '省统计局', en: 'Provincial statistics bureau' },
      approvalNumber: '〔2026〕1 号',
      validUntil: '2027-12-31',
    },
    ...change,
  };
}

export function planOfSpecs(basis: Partial<PlanBasis> = {}, settings: Partial<PlanSettings> = {}): PollPlan {
  return planDocument('01PLANPLANPLANPLANPLANPLAN', 1, basisOfSpecs(basis), settingsOfSpecs(settings));
}

export function demandsOfSpecs(change: Partial<PlanDemands> = {}): PlanDemands {
  const { calendar, config, indicators } = basisOfSpecs();
  return {
    now: new Date('2026-12-14T02:00:00.000Z'),
    siteKinds: config.poll.sites.kinds,
    minimumSitesPerArea: config.poll.sites.minimumPerArea,
    calendar,
    longTerm: indicators,
    adhoc: [],
    occupied: [],
    ...change,
  };
}
