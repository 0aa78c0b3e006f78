import type {
  LocalisedText,
  OpenPoll,
  PollPlan,
  PollQuestionnaire,
  Questionnaire,
  QuestionnaireItem,
  SatisfactionItem,
  SingleItem,
  QuestionnaireDesign,
} from '@minsheng/contracts';
import { compileDesign, designOf } from '@minsheng/questionnaire/compile';
import { createHash } from 'node:crypto';
import { fiveLevels, missingAnswers } from '../support/designed-poll.js';
import { said } from '../support/said.js';

/** An invented poll of the invented city: what the phone is given when no real server stands behind it. */
export const pollId = 'poll-2026-B6';

const single = (
  code: string,
  role: SingleItem['role'],
  text: LocalisedText,
  options: [code: string, zh: string, en: string, screensOut?: boolean][],
): SingleItem => ({
  type: 'single',
  code,
  role,
  text,
  hint: null,
  isRequired: true,
  askIf: null,
  options: options.map(([option, zh, en, screensOut]) => ({
    code: option,
    text: said(zh, en),
    ...(screensOut ? { screensOut } : {}),
  })),
});

const satisfaction = (
  code: string,
  subject: LocalisedText,
  hint: LocalisedText,
  more: Partial<SatisfactionItem> = {},
): SatisfactionItem => ({
  type: 'satisfaction',
  code,
  indicator: `IND-${code}`,
  text: said(
    `最近两个月，你对${subject.zh}的工作满意吗？`,
    `Over the last two months, are you satisfied with ${subject.en}?`,
  ),
  hint,
  isRequired: true,
  askIf: null,
  subject,
  offers: ['dontKnow', 'refused'],
  ...more,
});

const items: QuestionnaireItem[] = [
  single('area', 'area', said('你住在哪个区？', 'Which district do you live in?'), [
    ['east', '东城区', 'East'],
    ['west', '西城区', 'West'],
    ['south', '南湖区', 'South Lake'],
  ]),
  single('sex', 'margin', said('你的性别是？', 'Your sex?'), [
    ['male', '男', 'Male'],
    ['female', '女', 'Female'],
  ]),
  single('age', 'margin', said('你的年龄是？', 'How old are you?'), [
    ['under-18', '不满 18 岁', 'Under 18', true],
    ['18-34', '18–34 岁', '18–34'],
    ['35-59', '35–59 岁', '35–59'],
    ['60-plus', '60 岁及以上', '60 and over'],
  ]),
  satisfaction(
    'streets',
    said('市城市管理局', 'the city management bureau'),
    said('包括市容环境、占道经营、垃圾清运', 'Streets, stalls, rubbish'),
  ),
  satisfaction(
    'schools',
    said('市教育局', 'the education bureau'),
    said('包括入学、校园安全、课后服务', 'Places, safety, after-school care'),
    {
      offers: ['dontKnow', 'notApplicable', 'refused'],
    },
  ),
  single('worksFor', 'staffOf', said('你在被测评的单位工作吗？', 'Do you work for one of the units?'), [
    ['none', '不在', 'No'],
    ['U-CITY', '市城市管理局', 'City management bureau'],
    ['U-EDU', '市教育局', 'Education bureau'],
  ]),
  {
    type: 'text',
    code: 'wish',
    text: said('最想解决的一件事是什么？', 'The one thing to mend first?'),
    hint: null,
    isRequired: false,
    askIf: { item: 'streets', isOneOf: ['dissatisfied', 'veryDissatisfied'] },
    maxLength: 60,
  },
];

export function questionnaireFixture(): Questionnaire {
  return {
    format: 'minsheng-questionnaire/1',
    title: said('各部门工作满意度', 'Satisfaction with the departments'),
    marks: {
      formNumber: '青民测 1 表',
      maker: said('市统计局', 'the statistics bureau'),
      approvedBy: said('省统计局', 'Provincial statistics bureau'),
      approvalNumber: '青统制〔2026〕3 号',
      validUntil: '2027-06-30',
    },
    levels: fiveLevels(),
    missing: missingAnswers(),
    items,
  };
}

export function planFixture(): PollPlan {
  const unit = (code: string, zh: string, en: string, area: string | null) => ({ code, name: said(zh, en), area });
  const margin = (code: string, name: LocalisedText, levels: [string, string, string, number][]) => ({
    code,
    name,
    levels: levels.map(([level, zh, en, share]) => ({ code: level, name: said(zh, en), share })),
    isOrdinal: code === 'age',
    source: said('第七次人口普查（演示）', 'Census (simulated)'),
    year: 2020,
  });
  return {
    format: 'minsheng-plan/1',
    pollId,
    version: 1,
    scheme: 'demo',
    city: said('青岚市', 'Qinglan City'),
    isDemonstration: true,
    kind: 'REGULAR',
    title: said('这两个月，各部门干得怎么样？', 'How did the departments do these two months?'),
    purpose: said('了解市民对各部门工作是否满意', 'To learn whether citizens are satisfied with the departments'),
    population: said('全市 18 岁及以上常住人口', 'Residents aged 18 and over'),
    populationSize: 1_236_000,
    periodKey: '2026-B6',
    calendar: {
      fieldworkFrom: '2026-12-10T16:00:00.000Z',
      fieldworkTo: '2026-12-20T16:00:00.000Z',
      graceUntil: '2026-12-21T16:00:00.000Z',
      sealBy: '2026-12-24T10:00:00.000Z',
      releaseAt: '2026-12-25T01:00:00.000Z',
    },
    modes: ['INTERVIEW', 'WECHAT'],
    onlineUse: 'BLEND',
    clipRobustDeviations: 2,
    questionnaire: questionnaireFixture(),
    indicators: [
      {
        code: 'IND-streets',
        version: 1,
        term: 'LONG',
        name: said('市容环境', 'Streets'),
        attribution: 'BOTH',
        weight: 1,
        shares: [{ unit: 'U-CITY', share: '1.0000', role: 'LEAD' }],
      },
      {
        code: 'IND-schools',
        version: 1,
        term: 'LONG',
        name: said('教育', 'Schools'),
        attribution: 'FUNCTION',
        weight: 1,
        shares: [{ unit: 'U-EDU', share: '1.0000', role: 'LEAD' }],
      },
    ],
    groups: [
      {
        code: 'services',
        name: said('民生服务', 'Public services'),
        units: [unit('U-CITY', '市城市管理局', 'City management', null), unit('U-EDU', '市教育局', 'Education', null)],
      },
      {
        code: 'districts',
        name: said('辖区', 'Districts'),
        units: [
          unit('U-E', '东城区', 'East', 'east'),
          unit('U-W', '西城区', 'West', 'west'),
          unit('U-S', '南湖区', 'South Lake', 'south'),
        ],
      },
    ],
    areas: [
      { code: 'east', name: said('东城区', 'East'), unit: 'U-E', target: 300 },
      { code: 'west', name: said('西城区', 'West'), unit: 'U-W', target: 300 },
      { code: 'south', name: said('南湖区', 'South Lake'), unit: 'U-S', target: 300 },
    ],
    sites: [],
    quotas: [],
    margins: [
      margin('area', said('住地', 'District'), [
        ['east', '东城区', 'East', 0.4],
        ['west', '西城区', 'West', 0.35],
        ['south', '南湖区', 'South Lake', 0.25],
      ]),
      margin('sex', said('性别', 'Sex'), [
        ['male', '男', 'Male', 0.505],
        ['female', '女', 'Female', 0.495],
      ]),
      margin('age', said('年龄', 'Age'), [
        ['18-34', '18–34 岁', '18–34', 0.33],
        ['35-59', '35–59 岁', '35–59', 0.43],
        ['60-plus', '60 岁及以上', '60 and over', 0.24],
      ]),
    ],
    weighting: {
      tolerance: 1e-12,
      maximumCycles: 500,
      trim: { lower: 0.2, upper: 5 },
      thinLevel: { minimumAnswers: 30, minimumEffective: 20, largestFactor: 5 },
    },
    publication: {
      minimumRespondents: 100,
      minimumEffectiveRespondents: 60,
      minimumSamplingUnits: 8,
      largestSamplingUnitShare: 0.25,
      widestHalfWidthShare: 0.07,
      minimumPublishableShare: 0.6,
      minimumCell: 10,
      minimumCellEffective: 5,
    },
    confidence: 0.95,
    draws: 10_000,
    quality: {
      tooFast: { shareOfMedian: 1 / 3, secondsPerQuestion: 2 },
      straightLine: { minimumItems: 8 },
      burst: { answers: 20, minutes: 10 },
    },
  };
}

export const planHash = '3f9a'.padEnd(60, '0') + 'c41e';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a real server hands out for a plan: its design compiled, or its questionnaire taken for one. */
export function pollQuestionnaireOf(
  design: QuestionnaireDesign = designOf(questionnaireFixture(), {
    code: pollId,
    version: 1,
    indicatorVersion: () => 1,
  }),
): PollQuestionnaire {
  const { compiled, diagnostics } = compileDesign(design, { today: '2026-12-16', sha256 });
  if (!compiled) throw new Error(JSON.stringify(diagnostics));
  return { planHash, compiled };
}

export function openPollFixture(): OpenPoll {
  const plan = planFixture();
  return {
    id: pollId,
    title: plan.title,
    periodKey: plan.periodKey,
    isDemonstration: true,
    opensAt: plan.calendar.fieldworkFrom,
    closesAt: plan.calendar.fieldworkTo,
    isPaused: false,
    questions: 6,
    minutes: 1,
    planHash,
    planAddress: `/v1/plans/${pollId}.json`,
    releaseAt: plan.calendar.releaseAt,
  };
}
