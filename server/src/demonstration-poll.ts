import type { City } from './city.js';
import { approveIndicator, proposeIndicator, submitIndicator } from './indicators/index.js';
import type { Caller, HotWriter } from './platform/index.js';
import { rows, systemCaller } from './platform/index.js';
import { approvePlan, draftPlan, openPollsOf, publishPlan, submitPlan } from './polls/index.js';
import { simulateFieldwork } from './demonstration-fieldwork.js';
import { seedDemonstrationDraft, seedDemonstrationQuestionnaire } from './demonstration-questionnaires.js';

/** Business instants (UTC) of the demonstration's open poll, 2026-B6: fieldwork 11–20 December. */
const designedAt = new Date('2026-11-25T01:30:00.000Z');
const publishedAt = new Date('2026-12-02T02:00:00.000Z');
const fieldworkBegins = new Date('2026-12-10T16:00:00.000Z');
const today = new Date('2026-12-14T02:00:00.000Z');

interface DemoIndicator {
  code: string;
  zh: [name: string, wording: string, hint: string];
  en: [name: string, wording: string, hint: string];
  attribution: 'AREA' | 'FUNCTION' | 'BOTH';
  weight: number;
  shares: [unit: string, share: string][];
}

/** Invented indicators of the invented city; the first unit of each leads. */
const indicators: DemoIndicator[] = [
  {
    code: 'I01',
    zh: ['道路通行秩序', '最近两个月，您对道路通行秩序满意吗？', '包括红绿灯、乱停车、堵点疏导'],
    en: [
      'order on the roads',
      'How satisfied are you with order on the roads over the last two months?',
      'Lights, parking, jams',
    ],
    attribution: 'FUNCTION',
    weight: 10,
    shares: [
      ['U01', '0.7000'],
      ['U13', '0.3000'],
    ],
  },
  {
    code: 'I02',
    zh: ['市场和食品安全', '最近两个月，您对市场和食品安全满意吗？', '包括菜市场、餐馆、外卖'],
    en: [
      'markets and food safety',
      'How satisfied are you with markets and food safety over the last two months?',
      'Markets, restaurants, deliveries',
    ],
    attribution: 'BOTH',
    weight: 10,
    shares: [
      ['U02', '0.7000'],
      ['U12', '0.3000'],
    ],
  },
  {
    code: 'I03',
    zh: ['应急和消防安全', '最近两个月，您对应急和消防安全满意吗？', '包括消防通道、汛期值守、预警'],
    en: [
      'emergency and fire safety',
      'How satisfied are you with emergency and fire safety over the last two months?',
      'Fire lanes, floods, warnings',
    ],
    attribution: 'FUNCTION',
    weight: 6,
    shares: [
      ['U03', '0.8000'],
      ['U14', '0.2000'],
    ],
  },
  {
    code: 'I04',
    zh: ['市容和占道经营', '最近两个月，您对市容和占道经营的管理满意吗？', '包括路边摊点、广告牌、垃圾清运'],
    en: [
      'streets kept in order',
      'How satisfied are you with streets kept in order over the last two months?',
      'Stalls, signs, rubbish',
    ],
    attribution: 'BOTH',
    weight: 10,
    shares: [
      ['U04', '0.8000'],
      ['U02', '0.2000'],
    ],
  },
  {
    code: 'I05',
    zh: ['规划和违法建设', '最近两个月，您对规划和违法建设的管理满意吗？', '包括规划公示、违建拆除'],
    en: [
      'planning and illegal building',
      'How satisfied are you with planning and illegal building over the last two months?',
      'Public plans, removals',
    ],
    attribution: 'FUNCTION',
    weight: 6,
    shares: [
      ['U05', '0.7000'],
      ['U04', '0.3000'],
    ],
  },
  {
    code: 'I06',
    zh: ['空气、河道和噪声', '最近两个月，您对空气、河道和噪声的治理满意吗？', '包括扬尘、黑臭水体、工地噪声'],
    en: [
      'air, water and noise',
      'How satisfied are you with air, water and noise over the last two months?',
      'Dust, rivers, building sites',
    ],
    attribution: 'BOTH',
    weight: 8,
    shares: [
      ['U06', '0.8000'],
      ['U05', '0.2000'],
    ],
  },
  {
    code: 'I07',
    zh: ['学校和幼儿园', '最近两个月，您对学校和幼儿园满意吗？', '包括入学、课后服务、校园安全'],
    en: [
      'schools and kindergartens',
      'How satisfied are you with schools and kindergartens over the last two months?',
      'Places, after-school care, safety',
    ],
    attribution: 'FUNCTION',
    weight: 8,
    shares: [['U07', '1.0000']],
  },
  {
    code: 'I08',
    zh: ['看病和医保', '最近两个月，您对看病和医保满意吗？', '包括挂号、报销、社区医院'],
    en: [
      'care and health insurance',
      'How satisfied are you with care and health insurance over the last two months?',
      'Appointments, refunds, clinics',
    ],
    attribution: 'FUNCTION',
    weight: 10,
    shares: [
      ['U12', '0.5500'],
      ['U08', '0.4500'],
    ],
  },
  {
    code: 'I09',
    zh: ['就业和社保办事', '最近两个月，您对就业和社保办事满意吗？', '包括社保窗口、招聘、培训'],
    en: [
      'jobs and social security',
      'How satisfied are you with jobs and social security over the last two months?',
      'Counters, hiring, training',
    ],
    attribution: 'FUNCTION',
    weight: 6,
    shares: [
      ['U09', '0.7000'],
      ['U08', '0.3000'],
    ],
  },
  {
    code: 'I10',
    zh: ['养老和社会救助', '最近两个月，您对养老和社会救助满意吗？', '包括养老服务、低保、残疾人补贴'],
    en: [
      'care for the old and poor',
      'How satisfied are you with care for the old and poor over the last two months?',
      'Care, benefits',
    ],
    attribution: 'FUNCTION',
    weight: 6,
    shares: [
      ['U10', '0.8000'],
      ['U09', '0.2000'],
    ],
  },
  {
    code: 'I11',
    zh: ['公园和文化场所', '最近两个月，您对公园和文化场所满意吗？', '包括公园、图书馆、文体活动'],
    en: [
      'parks and culture',
      'How satisfied are you with parks and culture over the last two months?',
      'Parks, libraries, events',
    ],
    attribution: 'BOTH',
    weight: 5,
    shares: [
      ['U11', '0.8000'],
      ['U10', '0.2000'],
    ],
  },
  {
    code: 'I12',
    zh: ['公交出行', '最近两个月，您对公交出行满意吗？', '包括候车时间、线路、出租车'],
    en: [
      'buses and taxis',
      'How satisfied are you with buses and taxis over the last two months?',
      'Waiting, lines, taxis',
    ],
    attribution: 'FUNCTION',
    weight: 8,
    shares: [
      ['U13', '0.8000'],
      ['U01', '0.2000'],
    ],
  },
  {
    code: 'I13',
    zh: ['小区物业和老旧小区', '最近两个月，您对小区物业和老旧小区改造满意吗？', '包括物业服务、加装电梯、管网改造'],
    en: [
      'housing estates',
      'How satisfied are you with housing estates over the last two months?',
      'Management, lifts, pipes',
    ],
    attribution: 'FUNCTION',
    weight: 8,
    shares: [
      ['U14', '0.9000'],
      ['U11', '0.1000'],
    ],
  },
  {
    code: 'I14',
    zh: ['街巷卫生', '最近两个月，您对住处附近的街巷卫生满意吗？', '包括保洁、公厕、垃圾分类'],
    en: [
      'clean streets',
      'How satisfied are you with clean streets near your home over the last two months?',
      'Sweeping, toilets, sorting',
    ],
    attribution: 'AREA',
    weight: 10,
    shares: [],
  },
];

const population = { zh: '演示用的虚构人口结构', en: 'Invented population shares for the demonstration' };
const siteKinds = [
  { kind: 'STREET', zh: '街头', en: 'street' },
  { kind: 'PARK', zh: '游园', en: 'park' },
  { kind: 'COMMUNITY', zh: '社区', en: 'community' },
] as const;
const districts: Record<string, [zh: string, en: string]> = {
  A1: ['澜东', 'Landong'],
  A2: ['澜西', 'Lanxi'],
  A3: ['青石', 'Qingshi'],
  A4: ['北塘', 'Beitang'],
};
/** Sites of each kind in each district; twelve sampling units make eleven degrees of freedom. */
const sitesOfAKind = 4;

function planChanges(): Parameters<typeof draftPlan>[1]['changes'] {
  const margin = (code: string, isOrdinal: boolean, shares: Record<string, number>) => ({
    code,
    isOrdinal,
    source: population,
    year: 2025,
    levels: Object.entries(shares).map(([level, share]) => ({ code: level, share })),
  });
  return {
    populationSize: 1_240_000,
    margins: [
      margin('area', false, { A1: 0.31, A2: 0.27, A3: 0.24, A4: 0.18 }),
      margin('sex', false, { male: 0.505, female: 0.495 }),
      margin('age', true, { '18-34': 0.32, '35-59': 0.45, '60-plus': 0.23 }),
    ],
    sites: Object.entries(districts).flatMap(([area, [zh, en]]) =>
      siteKinds.flatMap((site) =>
        Array.from({ length: sitesOfAKind }, (_, index) => ({
          code: `${area}-${site.kind[0]}${index + 1}`,
          name: { zh: `${zh}${site.zh} ${index + 1} 号点`, en: `${en}, ${site.en} ${index + 1}` },
          area,
          kind: site.kind,
        })),
      ),
    ),
    marks: {
      formNumber: '青民测 1 表（演示）',
      maker: { zh: '青岚市统计局（演示）', en: 'Qinglan Statistics Bureau (demonstration)' },
      approvedBy: { zh: '青岚市统计局（演示）', en: 'Qinglan Statistics Bureau (demonstration)' },
      approvalNumber: '演示〔2026〕1 号',
      validUntil: '2027-06-30',
    },
    openQuestion: { zh: '您最希望先解决哪一件事？', en: 'What would you like to see solved first?' },
  };
}

/**
 * Sets up the open poll of the invented city by the stages and persons that a real one goes through.
 * @param meanwhile what else happens in the city until fieldwork begins
 */
export async function seedDemonstrationPoll(
  city: City,
  writer: HotWriter,
  meanwhile: (until: Date) => Promise<void>,
): Promise<void> {
  const { works, demoClock } = city;
  if (!demoClock) throw new Error('only the demonstration is seeded');
  const designer = await staffCaller(city, 'zhoumin');
  const reviewer = await staffCaller(city, 'lintao');
  const clerk = await staffCaller(city, 'luyao');
  demoClock.moveOnTo(designedAt);
  for (const indicator of indicators) {
    const id = await works.write(designer, (work) =>
      proposeIndicator(work, {
        code: indicator.code,
        term: 'LONG',
        name: { zh: indicator.zh[0], en: indicator.en[0] },
        wording: { zh: indicator.zh[1], en: indicator.en[1] },
        hint: { zh: indicator.zh[2], en: indicator.en[2] },
        attribution: indicator.attribution,
        weight: indicator.weight,
        shares: indicator.shares.map(([unit, share], index) => ({
          unit,
          share,
          role: index === 0 ? 'LEAD' : 'SUPPORT',
        })),
        anchorTask: null,
      }),
    );
    await works.write(designer, (work) => submitIndicator(work, id));
    await works.write(reviewer, (work) => approveIndicator(work, id));
  }
  const pollId = await works.write(designer, (work) =>
    draftPlan(work, { kind: 'REGULAR', periodKey: '2026-B6', changes: planChanges() }, { isDemonstration: true }),
  );
  const questionnaireId = await seedDemonstrationQuestionnaire(city, designer, pollId);
  await works.write(designer, (work) => submitPlan(work, pollId));
  await works.write(reviewer, (work) => approvePlan(work, pollId));
  demoClock.moveOnTo(publishedAt);
  await works.write(clerk, (work) => publishPlan(work, pollId));
  await openPollsOf(works).refresh();
  await meanwhile(fieldworkBegins);
  await simulateFieldwork(city, writer, today);
  if (demoClock.now() < today) demoClock.moveOnTo(today);
  await seedDemonstrationDraft(city, designer, questionnaireId);
}

/** A member of the cast, by the name with which they sign in. */
export async function staffCaller({ works }: City, name: string): Promise<Caller> {
  const [person] = await works.read(systemCaller('demonstration'), (work) =>
    rows<{ id: string }>(work, 'SELECT id FROM person WHERE name = $1', [name]),
  );
  if (!person) throw new Error(`the cast has no ${name}`);
  return { kind: 'staff', id: person.id, label: name, reach: new Map() };
}
