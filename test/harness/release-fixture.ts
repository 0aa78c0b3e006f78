import type {
  CityView,
  IndicatorResult,
  LocalisedText,
  RankedUnit,
  RankingGroup,
  ReleaseDocument,
  UnrankedUnit,
} from '@minsheng/contracts';
import { said } from '../support/said.js';

/** Invented figures of an invented poll: what the phone is given when no real server stands behind it. */
const indicators = (score: number): IndicatorResult[] => [
  {
    code: 'attitude',
    name: said('服务态度', 'Attitude'),
    share: 0.4,
    mean: score + 1.2,
    standardError: 0.8,
    respondents: 804,
  },
  {
    code: 'speed',
    name: said('办事快慢', 'Speed'),
    share: 0.35,
    mean: score - 0.9,
    standardError: 0.9,
    respondents: 812,
  },
  {
    code: 'fairness',
    name: said('公不公道', 'Fairness'),
    share: 0.25,
    mean: score - 0.7,
    standardError: 1,
    respondents: 790,
  },
];

const figures = (unitId: string, zh: string, en: string, score: number, halfWidth: number) => ({
  unitId,
  name: said(zh, en),
  score: score.toFixed(2),
  halfWidth: halfWidth.toFixed(2),
  interval: [(score - halfWidth).toFixed(2), (score + halfWidth).toFixed(2)] as [string, string],
  standardError: halfWidth / 2,
  degreesOfFreedom: 28,
  respondents: 831,
  effectiveRespondents: 412.4,
  designEffect: 2.015,
  dontKnowShare: 0.12,
  distribution: [0.34, 0.41, 0.17, 0.06, 0.02],
  indicators: indicators(score),
  modes: null,
});

interface Line {
  id: string;
  zh: string;
  en: string;
  score: number;
  halfWidth: number;
  rankSet: [number, number];
  band: number;
  change?: [difference: number, isSignificant: boolean];
}

function group(code: string, name: LocalisedText, lines: Line[], unranked: UnrankedUnit[] = []): RankingGroup {
  const rows = lines.map(
    (line, index): RankedUnit => ({
      ...figures(line.id, line.zh, line.en, line.score, line.halfWidth),
      rank: index + 1,
      rankSet: line.rankSet,
      marginalRankSet: line.rankSet,
      band: line.band,
      change: line.change
        ? { difference: line.change[0].toFixed(2), halfWidth: '1.90', isSignificant: line.change[1] }
        : null,
    }),
  );
  const numbers = [...new Set(rows.map((row) => row.band))];
  const bands = numbers.map((number) => ({
    number,
    unitIds: rows.filter((row) => row.band === number).map((row) => row.unitId),
  }));
  return { code, name, rows, bands, unranked };
}

const services = group(
  'services',
  said('民生服务', 'Public services'),
  [
    {
      id: 'education',
      zh: '教育局',
      en: 'Education',
      score: 84.31,
      halfWidth: 1.41,
      rankSet: [1, 2],
      band: 1,
      change: [0.4, false],
    },
    {
      id: 'insurance',
      zh: '医保局',
      en: 'Health insurance',
      score: 83.52,
      halfWidth: 1.33,
      rankSet: [1, 4],
      band: 1,
      change: [-0.2, false],
    },
    {
      id: 'labour',
      zh: '人社局',
      en: 'Labour',
      score: 81.04,
      halfWidth: 1.52,
      rankSet: [2, 6],
      band: 2,
      change: [0.9, false],
    },
    {
      id: 'civil',
      zh: '民政局',
      en: 'Civil affairs',
      score: 80.55,
      halfWidth: 1.94,
      rankSet: [2, 6],
      band: 2,
      change: [0.1, false],
    },
    {
      id: 'culture',
      zh: '文广旅局',
      en: 'Culture',
      score: 80.21,
      halfWidth: 1.25,
      rankSet: [3, 6],
      band: 2,
      change: [-1.1, false],
    },
    {
      id: 'health',
      zh: '卫健委',
      en: 'Health',
      score: 79.63,
      halfWidth: 1.2,
      rankSet: [3, 7],
      band: 2,
      change: [0.3, false],
    },
    {
      id: 'transport',
      zh: '交通运输局',
      en: 'Transport',
      score: 77.15,
      halfWidth: 1.32,
      rankSet: [6, 7],
      band: 3,
      change: [2.4, true],
    },
    {
      id: 'housing',
      zh: '住建局',
      en: 'Housing',
      score: 71.84,
      halfWidth: 1.4,
      rankSet: [8, 8],
      band: 4,
      change: [-2.64, true],
    },
  ],
  [
    {
      ...figures('archives', '档案馆', 'Archives', 82.1, 6.3),
      respondents: 74,
      because: ['few-respondents', 'interval-too-wide'],
    },
    {
      ...figures('museum', '博物馆', 'Museum', 0, 0),
      score: null,
      halfWidth: null,
      interval: null,
      respondents: 0,
      effectiveRespondents: null,
      designEffect: null,
      dontKnowShare: 0,
      distribution: [0, 0, 0, 0, 0],
      indicators: [],
      because: ['few-respondents'],
    },
  ],
);

const enforcement = group('enforcement', said('执法监管', 'Enforcement'), [
  { id: 'police', zh: '公安局', en: 'Police', score: 81.92, halfWidth: 1.3, rankSet: [1, 3], band: 1 },
  { id: 'market', zh: '市场监管局', en: 'Market', score: 80.77, halfWidth: 1.5, rankSet: [1, 3], band: 1 },
  { id: 'urban', zh: '城市管理局', en: 'City management', score: 77.94, halfWidth: 1.2, rankSet: [3, 5], band: 2 },
]);

export function releaseFixture(): ReleaseDocument {
  return {
    format: 'minsheng-release/1',
    id: '2026-B5-1',
    scheme: 'demo',
    city: said('青岚市', 'Qinglan City'),
    isDemonstration: true,
    poll: {
      id: 'poll-2026-b5',
      title: said('2026 年第 5 期', '2026, fifth period'),
      periodKey: '2026-B5',
      source: said('入户和拦访问卷', 'Interviews at home and in the street'),
      fieldwork: { from: '2026-10-11', to: '2026-10-20' },
      responses: 2462,
      modes: [{ code: 'interview', name: said('面访', 'Interview'), responses: 2462 }],
    },
    releasedAt: '2026-10-25T01:00:00.000Z',
    correctionOf: null,
    correction: null,
    planHash: null,
    sealHash: null,
    groups: [services, enforcement],
    method: {
      methodVersion: '1',
      codeVersion: '0.1.0',
      population: said('16 岁以上常住居民', 'Residents of 16 and over'),
      scoreMap: [
        { code: '5', name: said('非常满意', 'Very satisfied'), score: 100 },
        { code: '4', name: said('满意', 'Satisfied'), score: 80 },
        { code: '3', name: said('一般', 'So-so'), score: 60 },
        { code: '2', name: said('不满意', 'Dissatisfied'), score: 40 },
        { code: '1', name: said('非常不满意', 'Very dissatisfied'), score: 20 },
      ],
      notAnswers: [
        { code: '0', name: said('不了解', 'Do not know') },
        { code: '9', name: said('拒答', 'Refused') },
      ],
      design: {
        strata: 4,
        samplingUnits: 32,
        degreesOfFreedom: 28,
        description: said('按辖区分层，先抽地点再抽人', 'Stratified by district: sites, then people'),
      },
      weighting: {
        margins: [
          {
            code: 'age',
            name: said('年龄', 'Age'),
            levels: [
              {
                code: '1',
                name: said('16–39 岁', '16–39'),
                respondents: 870,
                before: 0.353,
                target: 0.421,
                after: 0.421,
              },
              {
                code: '2',
                name: said('40–59 岁', '40–59'),
                respondents: 902,
                before: 0.366,
                target: 0.352,
                after: 0.352,
              },
              {
                code: '3',
                name: said('60 岁以上', '60 and over'),
                respondents: 690,
                before: 0.281,
                target: 0.227,
                after: 0.227,
              },
            ],
          },
        ],
        cycles: 9,
        largestMarginError: 4e-13,
        kishDesignEffect: 1.214,
        trimmed: 3,
        trimBounds: [0.2, 5],
        collapsed: [],
      },
      blend: null,
      intervals: { confidence: 0.95, method: said('线性化标准误，t 分布', 'Linearised standard errors, t') },
      rankSets: {
        confidence: 0.95,
        draws: 10000,
        seed: '20261025',
        criticalValues: said('组内全部两两比较同时有 95% 的把握', 'All pairs of a group jointly at 95 %'),
      },
      publicationRule: {
        minimumRespondents: 100,
        minimumEffectiveRespondents: 60,
        minimumSamplingUnits: 8,
        largestSamplingUnitShare: 0.25,
        widestHalfWidthShare: 0.07,
      },
      limits: [said('没有问住院和在外务工的人', 'People in hospital or working elsewhere were not asked')],
    },
    inputHashes: { answers: 'a1b2'.repeat(16), codebook: 'c3d4'.repeat(16), margins: 'e5f6'.repeat(16) },
    licence: 'CC-BY-4.0',
  };
}

export function cityFixture(): CityView {
  return {
    mode: 'demo',
    scheme: 'demo',
    city: said('青岚市', 'Qinglan City'),
    now: '2026-12-16T06:32:00.000Z',
    nextReleaseAt: '2026-12-25T01:00:00.000Z',
    openPoll: null,
    latestRelease: {
      id: '2026-B5-1',
      title: said('2026 年第 5 期', '2026, fifth period'),
      releasedAt: '2026-10-25T01:00:00.000Z',
    },
  };
}
