import { createHash } from 'node:crypto';
import type { Rejection, StaffRole } from '@minsheng/contracts';
import type { City } from './city.js';
import { type DemonstrationScene, keepDemonstrationPhoto } from './demonstration-photos.js';
import { Citizen, type CitizenId, extentOf, permissions } from './identity/index.js';
import {
  askExtension,
  assignIssue,
  carryOverIssue,
  decideExtension,
  mergeIntoIssue,
  raiseFromReport,
  rectifyIssue,
  refuseIssue,
  reopenByCitizen,
  runIssueClock,
  signIssue,
  startIssue,
  verifyIssue,
} from './issues/index.js';
import { findUnitsByCode } from './organisation/index.js';
import {
  type Caller,
  FixedClock,
  newId,
  rows,
  systemCaller,
  type UnitReach,
  type Work,
  Works,
} from './platform/index.js';
import { ReactionWorker } from './platform/jobs/reaction-worker.js';
import { reactions } from './reactions.js';
import {
  appealReport,
  askForMore,
  connectSafetyCheck,
  fakeSafetyCheck,
  rateReport,
  rejectReport,
  submitReport,
  withdrawReport,
} from './reports/index.js';
import { currentScheme, type SchemeConfig } from './scheme/index.js';

type Category = 'litter' | 'parking' | 'stalls' | 'roads' | 'facilities';

/** One invented matter (演示数据): where, what, when, and what became of it. Times are those of the city, in 2026. */
interface Matter {
  category: Category;
  at: [lng: number, lat: number];
  place: string;
  text: string | null;
  submitted: string;
  steps: Step[];
}

/** A matter as it is played. */
interface Played extends Matter {
  citizen: Caller;
  reportId: string;
  issueId: string;
  /** Who leads it now. */
  lead: string;
  shots: number;
}

interface Step {
  at: string;
  /** What the ledger has set going has to be done before: the report has been checked, or told of the close. */
  awaits?: true;
  play: (stage: Stage, one: Played) => Promise<void>;
}

const task: Record<Category, string> = {
  litter: '清运垃圾并冲洗地面',
  parking: '清理违停并增设标识',
  stalls: '劝离摊点，恢复人行道',
  roads: '修补路面，设警示标志',
  facilities: '更换损坏部件，全面检修',
};
const remedy: Record<Category, string> = {
  litter: '已清运并冲洗',
  parking: '已清理并增设标识',
  stalls: '已劝离并安排固定值守',
  roads: '已修补，路面恢复通行',
  facilities: '已更换，检修完毕',
};

const accept = (at: string, grade = 'GENERAL'): Step => ({
  at,
  awaits: true,
  play: async (stage, one) => {
    const issue = await stage.as('luyao', (work) => raiseFromReport(work, one.reportId, { category: null, grade }));
    one.issueId = issue.id;
  },
});
const assign = (at: string, lead: string, supports: string[] = [], dueAt: string | null = null): Step => ({
  at,
  play: async (stage, one) => {
    one.lead = lead;
    await stage.as('luyao', (work) =>
      assignIssue(work, one.issueId, {
        lead: stage.unit(lead),
        supports: supports.map((code) => stage.unit(code)),
        fixes: {
          person: '演示经办',
          task: task[one.category],
          dueAt: dueAt === null ? null : instant(dueAt).toISOString(),
          responsibility: '分管负责人督办',
          rewardPenalty: '按考核办法计入季度考核',
        },
      }),
    );
  },
});
const sign = (at: string): Step => ({
  at,
  play: (stage, one) => stage.ofUnit(one.lead, (work) => signIssue(work, one.issueId)),
});
const start = (at: string): Step => ({
  at,
  play: (stage, one) => stage.ofUnit(one.lead, (work) => startIssue(work, one.issueId, `今天${task[one.category]}`)),
});
const rectify = (at: string): Step => ({
  at,
  play: async (stage, one) => {
    const photo = await stage.shoot(stage.officer(one.lead), one, 'after', at);
    const [lng, lat] = one.at;
    await stage.ofUnit(one.lead, (work) =>
      rectifyIssue(work, one.issueId, {
        text: remedy[one.category],
        photos: [photo],
        point: { lng, lat, datum: 'GCJ02', accuracyMetres: 12 },
      }),
    );
  },
});
const check = (at: string, result: 'PASS' | 'FAIL', kind: 'DESK' | 'ONSITE', reason: string | null): Step => ({
  at,
  play: (stage, one) =>
    stage.as('luyao', (work) => verifyIssue(work, one.issueId, { result, kind, reason, photos: [] })),
});
const pass = (at: string, kind: 'DESK' | 'ONSITE' = 'DESK'): Step => check(at, 'PASS', kind, null);
const fail = (at: string, reason: string): Step => check(at, 'FAIL', 'ONSITE', reason);
const refuse = (at: string, by: string, successor: string, reason: string): Step => ({
  at,
  play: (stage, one) =>
    stage.ofUnit(by, (work) => refuseIssue(work, one.issueId, { successor: stage.unit(successor), reason })),
});
const extension = (at: string, newDue: string): Step => ({
  at,
  play: (stage, one) =>
    stage.ofUnit(one.lead, (work) =>
      askExtension(work, one.issueId, {
        newDue: instant(newDue).toISOString(),
        reason: '连日降雨，无法施工',
        plan: '雨停后两天内完成，其间设围挡',
      }),
    ),
});
const grant = (at: string): Step => ({
  at,
  play: (stage, one) =>
    stage.as('heqing', (work) => decideExtension(work, one.issueId, { granted: true, reason: '情况属实，同意' })),
});
const carryOver = (at: string, newDue: string): Step => ({
  at,
  play: (stage, one) =>
    stage.as('heqing', (work) =>
      carryOverIssue(work, one.issueId, {
        newDue: instant(newDue).toISOString(),
        reason: '管网与路面一并改造',
        publicText: '与地下管网一并改造，年底前恢复路面',
      }),
    ),
});
const rate = (at: string, effect: number): Step => ({
  at,
  awaits: true,
  play: (stage, one) =>
    stage.asCitizen(one, (work, parameters) =>
      rateReport(work, parameters, one.reportId, { effect, service: null, text: null }),
    ),
});
const notFixed = (at: string): Step => ({
  at,
  awaits: true,
  play: async (stage, one) => {
    const photo = await stage.shoot(one.citizen, one, 'before', at);
    await stage.asCitizen(one, (work) => reopenByCitizen(work, one.reportId, { photos: [photo], text: '又是老样子' }));
  },
});
const merge = (at: string, into: string): Step => ({
  at,
  awaits: true,
  play: (stage, one) =>
    stage.as('luyao', async (work) => {
      await mergeIntoIssue(work, one.reportId, stage.issueAt(into));
    }),
});
const reject = (at: string, reason: Rejection['reason'], note: string): Step => ({
  at,
  awaits: true,
  play: (stage, one) => stage.as('luyao', (work) => rejectReport(work, one.reportId, { reason, note })),
});
const appeal = (at: string, reason: string): Step => ({
  at,
  awaits: true,
  play: (stage, one) => stage.asCitizen(one, (work) => appealReport(work, one.reportId, reason)),
});
const ask = (at: string, question: string): Step => ({
  at,
  awaits: true,
  play: (stage, one) => stage.as('luyao', (work) => askForMore(work, one.reportId, question)),
});
const withdraw = (at: string): Step => ({
  at,
  play: (stage, one) => stage.asCitizen(one, (work) => withdrawReport(work, one.reportId)),
});

/** Accepted, sent out, signed for: the ordinary way, in one morning. */
const sentOut = (
  day: string,
  lead: string,
  supports: string[],
  grade = 'GENERAL',
  due: string | null = null,
): Step[] => [accept(`${day} 09:40`, grade), assign(`${day} 10:10`, lead, supports, due)];
const underWay = (
  day: string,
  lead: string,
  supports: string[],
  grade = 'GENERAL',
  due: string | null = null,
): Step[] => [...sentOut(day, lead, supports, grade, due), sign(`${day} 11:05`), start(`${day} 14:20`)];

/** The invented matters; the first line of each is what the citizen sent. */
function matters(): Matter[] {
  const made: Matter[] = [];
  const matter = (
    category: Category,
    at: [number, number],
    place: string,
    text: string | null,
    submitted: string,
    steps: Step[] = [],
  ) => void made.push({ category, at, place, text, submitted, steps });

  // Struck off, most of them rated; one of them late, one after a failed check.
  matter('litter', [113.91651, 34.04607], '河滨路菜市场北门', '烂菜叶堆了两天', '12-02 12:10', [
    ...[accept('12-02 14:05'), assign('12-02 14:40', 'A1', ['U04']), sign('12-02 15:10')],
    ...[rectify('12-03 09:15'), pass('12-03 15:00'), rate('12-03 19:20', 1)],
  ]);
  matter('parking', [113.86092, 34.03806], '钟楼街小学门口', null, '12-02 16:20', [
    ...underWay('12-03', 'A2', ['U01']),
    ...[rectify('12-04 10:30'), pass('12-04 16:10'), rate('12-05 08:30', 2)],
  ]);
  matter('stalls', [113.89413, 34.0016], '石桥路夜市口', '人行道走不了', '12-02 21:05', [
    ...underWay('12-03', 'A3', ['U04']),
    ...[rectify('12-07 09:20'), pass('12-07 16:45'), rate('12-08 12:30', 4)],
  ]);
  matter('roads', [113.86797, 34.07973], '塘西路与环湖路口', '路面塌了一块', '12-02 18:40', [
    ...underWay('12-03', 'U14', ['A4', 'U13'], 'URGENT_DIFFICULT'),
    ...[rectify('12-09 11:00'), pass('12-09 16:00', 'ONSITE'), rate('12-09 20:10', 1)],
  ]);
  matter('facilities', [113.92788, 34.04894], '东港公园健身区', '单杠松动', '12-03 07:50', [
    ...underWay('12-03', 'A1', ['U04']),
    ...[rectify('12-09 10:00'), pass('12-09 15:20')],
  ]);
  matter('litter', [113.84789, 34.04842], '西关农贸市场后巷', null, '12-03 17:30', [
    ...underWay('12-04', 'A2', ['U04']),
    ...[rectify('12-07 11:00'), fail('12-08 10:00', '巷子尽头还有两堆'), rectify('12-09 09:30'), pass('12-10 09:30')],
    rate('12-10 18:00', 2),
  ]);
  matter('stalls', [113.94992, 34.02304], '东港路公交站旁', '占了盲道', '12-03 19:15', [
    ...underWay('12-04', 'A1', ['U04']),
    ...[rectify('12-08 16:00'), pass('12-09 09:50')],
  ]);
  // The same again, days later: a new number that points back.
  matter('stalls', [113.94996, 34.02307], '东港路公交站旁', '摊子又回来了', '12-13 18:20', [accept('12-14 09:05')]);

  // Not fixed, say the citizens.
  matter('litter', [113.96436, 33.99542], '南苑小区西墙外', '建筑垃圾', '12-04 08:20', [
    ...underWay('12-07', 'A3', ['U04']),
    ...[rectify('12-08 15:30'), pass('12-09 10:40'), notFixed('12-12 10:15'), sign('12-14 08:50')],
  ]);
  matter('parking', [113.91835, 34.03116], '河滨网格三号楼消防通道', null, '12-07 19:40', [
    ...underWay('12-08', 'A1', ['U01']),
    ...[rectify('12-09 17:00'), pass('12-10 10:20'), notFixed('12-13 09:30')],
  ]);

  // The unit says that it is done; somebody else has to look.
  matter('litter', [113.91179, 34.09311], '塘东路垃圾站', '溢到路上了', '12-08 20:10', [
    ...underWay('12-09', 'A4', ['U04']),
    rectify('12-11 16:10'),
  ]);
  matter('roads', [113.86734, 34.06502], '西关大街下穿桥', '井盖下沉', '12-09 18:30', [
    ...underWay('12-10', 'U14', ['A2', 'U13'], 'URGENT_DIFFICULT'),
    rectify('12-14 09:00'),
  ]);
  matter('facilities', [113.92367, 34.00489], '石桥广场路灯', '三盏不亮', '12-09 21:00', [
    ...underWay('12-10', 'A3', ['U04']),
    rectify('12-14 09:20'),
  ]);
  matter('stalls', [113.87549, 34.0663], '西关街早市', null, '12-08 07:10', [
    ...underWay('12-08', 'A2', ['U04']),
    ...[rectify('12-09 15:00'), fail('12-10 08:30', '摊点移到了路对面'), rectify('12-14 08:30')],
  ]);

  // Being done: due today, in time, overdue, returned, with more time, carried over.
  matter(
    'facilities',
    [113.96808, 34.04281],
    '东港小学过街栏杆',
    '被撞歪',
    '12-08 17:20',
    underWay('12-09', 'A1', ['U04']),
  );
  matter('litter', [113.95107, 34.02714], '东港物流园围墙', null, '12-08 18:00', underWay('12-09', 'A1', ['U04']));
  matter(
    'stalls',
    [113.8746, 34.02648],
    '钟楼广场东侧',
    '占用盲道和消防通道',
    '12-09 20:20',
    underWay('12-10', 'U04', ['A2']),
  );
  matter('litter', [113.91004, 34.00595], '石桥河堤步道', '有人倾倒', '12-10 17:45', underWay('12-11', 'U04', ['A3']));
  matter(
    'facilities',
    [113.89406, 34.04759],
    '澜河西岸亲水平台',
    '护栏缺了一段',
    '12-06 10:00',
    underWay('12-07', 'U04', ['A2']),
  );
  matter('roads', [113.86953, 34.07395], '环湖路辅道', '坑里积水', '12-07 18:30', sentOut('12-08', 'A4', ['U13']));
  matter(
    'parking',
    [113.87814, 34.02897],
    '钟楼街医院急诊门口',
    '救护车进不去',
    '12-07 20:00',
    underWay('12-08', 'A2', ['U01']),
  );
  matter('roads', [113.97144, 34.00104], '南苑路全段', '到处是坑，雨天更糟', '12-02 17:00', [
    ...underWay('12-03', 'U14', ['A3', 'U13'], 'MAJOR', '12-18 18:00'),
    carryOver('12-11 15:30', '12-31 18:00'),
  ]);
  matter('litter', [113.88942, 34.01031], '石桥路老供销社院内', null, '12-08 09:00', [
    ...underWay('12-09', 'A3', ['U04']),
    ...[rectify('12-10 16:20'), fail('12-11 10:00', '院角还有一堆')],
  ]);
  matter('parking', [113.88685, 34.00421], '石桥中学后门', null, '12-09 17:50', [
    ...underWay('12-10', 'A3', ['U01']),
    extension('12-14 09:00', '12-17 18:00'),
  ]);
  matter('stalls', [113.95002, 34.07456], '塘东路地铁口', null, '12-07 18:10', [
    ...underWay('12-08', 'A4', ['U04']),
    ...[extension('12-10 16:00', '12-15 18:00'), grant('12-11 09:30')],
  ]);

  // Waiting for a signature, or for whose it is.
  matter('litter', [113.95071, 34.06165], '东港北路绿化带', null, '12-13 16:40', [
    ...[accept('12-14 08:20'), assign('12-14 08:35', 'A1', ['U04'])],
  ]);
  matter('stalls', [113.88796, 34.04782], '澜河桥头', '油烟和桌椅', '12-13 21:30', [
    ...[accept('12-14 08:25'), assign('12-14 08:45', 'U04', ['A2'])],
  ]);
  matter(
    'facilities',
    [113.84239, 34.02129],
    '西关网格活动站',
    '门坏了',
    '12-10 15:00',
    sentOut('12-11', 'A2', ['U04']),
  );
  matter('parking', [113.94109, 34.05555], '东港北路沿街', '大货车过夜', '12-10 22:10', [
    ...sentOut('12-11', 'A1', ['U01']),
    refuse('12-14 09:10', 'A1', 'U04', '属城管车辆停放管理'),
  ]);
  matter('roads', [113.93278, 34.06945], '塘东路跨线桥', '伸缩缝损坏', '12-09 16:00', [
    ...sentOut('12-10', 'U04', ['A4']),
    refuse('12-10 15:00', 'U04', 'U14', '桥梁不在移交范围'),
    refuse('12-11 11:00', 'U14', 'U13', '属公路部门养护'),
  ]);

  // Accepted this morning, to be dispatched.
  matter('litter', [113.84955, 34.0819], '塘西村口', null, '12-13 08:30', [accept('12-14 09:00')]);
  matter('parking', [113.85826, 33.99209], '石桥路工业园', null, '12-13 10:00', [accept('12-14 09:12')]);
  matter('roads', [113.95386, 34.02997], '东港路快速路出口', '护栏倒了', '12-14 07:40', [
    accept('12-14 08:10', 'URGENT_DIFFICULT'),
  ]);

  // Followed together with what is known already.
  matter('litter', [113.9512, 34.02722], '东港物流园围墙外', '味道很大', '12-12 15:30', [
    merge('12-14 09:02', '东港物流园围墙'),
  ]);
  matter('parking', [113.8783, 34.02905], '钟楼街医院', null, '12-09 08:40', [
    merge('12-09 10:00', '钟楼街医院急诊门口'),
  ]);

  // Not accepted, asked about, taken back, held.
  matter('facilities', [113.86043, 33.99883], '石桥路某处', null, '12-07 22:40', [
    reject('12-08 09:20', 'ILLEGIBLE', '照片太暗，看不出是什么问题，请白天再拍一张'),
  ]);
  matter('parking', [113.93382, 34.01108], '南苑小区车位', '邻居占了我的车位', '12-08 19:10', [
    reject('12-09 09:30', 'PRIVATE_DISPUTE', '属邻里纠纷，可向社区人民调解委员会申请调解'),
  ]);
  matter('roads', [113.96324, 34.08249], '塘东村内路', '路灯太暗', '12-09 19:00', [
    reject('12-10 09:50', 'NOT_IN_SCOPE', '村内道路由村委会管理'),
    appeal('12-12 20:00', '这条路去年已经移交市政'),
  ]);
  matter('facilities', [113.84314, 34.05798], '西关网格', '这里的坏了', '12-13 20:10', [
    ask('12-14 08:30', '是什么坏了、在哪个门口？请补一张照片'),
  ]);
  matter('stalls', [113.90533, 34.07277], '环湖路南段', null, '12-11 19:00', [withdraw('12-11 19:20')]);
  matter('litter', [113.95795, 34.06217], '东港北路', '演示待检：画面需要人工看一眼', '12-13 19:40');

  // Waiting for acceptance.
  matter('litter', [113.93004, 34.05842], '东港路北口', '纸箱堆到车道上', '12-14 08:05');
  matter('parking', [113.82602, 34.05963], '西关大街北段', null, '12-14 08:40');
  matter('stalls', [113.921, 33.99926], '南苑路小吃街', null, '12-13 20:30');
  matter('roads', [113.87388, 34.08993], '塘西路北段', '沥青开裂', '12-13 17:10');
  matter('facilities', [113.97174, 34.02458], '东港湿地栈道', '木板缺了两块', '12-14 09:15');
  return made;
}

const instant = (local: string): Date => new Date(`2026-${local.replace(' ', 'T')}:00+08:00`);
const citizens = 16;
const cast: Record<string, { role: StaffRole; unit: string }> = {
  luyao: { role: 'OFFICE_CLERK', unit: 'office' },
  heqing: { role: 'OFFICE_DIRECTOR', unit: 'office' },
};
const officers: Record<string, string> = { U04: 'chenggu', A1: 'landong' };

/** Where the matters are played: on a clock of their own, in the city's database, by the doors that real ones go through. */
class Stage {
  readonly #clock = new FixedClock(instant('12-02 12:00'));
  readonly #works: Works;
  readonly #worker: ReactionWorker;
  readonly #units = new Map<string, { id: string; path: string }>();
  readonly #persons = new Map<string, string>();
  #parameters!: SchemeConfig;
  readonly #played: Played[] = [];

  constructor(private readonly city: City) {
    this.#works = new Works(city.database, this.#clock);
    this.#worker = new ReactionWorker(this.#works, reactions);
  }

  async open(): Promise<void> {
    await this.#works.write(systemCaller('demonstration'), async (work) => {
      this.#parameters = (await currentScheme(work)).config;
      const codes = ['office', 'A1', 'A2', 'A3', 'A4', 'U01', 'U04', 'U13', 'U14'];
      for (const [code, { id, path }] of await findUnitsByCode(work, codes)) this.#units.set(code, { id, path });
      const found = await rows<{ id: string; name: string }>(work, 'SELECT id, name FROM person');
      for (const { id, name } of found) this.#persons.set(name, id);
      const senders = Array.from({ length: citizens }, (_, n) => citizenCaller(newId(), n));
      for (const [n, { id }] of senders.entries())
        await work.tx.insert(Citizen, {
          id: id as CitizenId,
          wechatDigest: createHash('sha256').update(`demonstration/citizen/${n}`).digest('hex'),
          phoneDigest: null,
          maskedPhone: null,
          createdAt: work.now,
        });
      for (const [n, matter] of matters().entries())
        this.#played.push({
          ...matter,
          citizen: senders[n % citizens] as Caller,
          ...{ reportId: '', issueId: '', lead: '', shots: 0 },
        });
    });
    connectSafetyCheck(fakeSafetyCheck());
  }

  /** Everything that happens from `from` until just before `until`, in order, and what the clock says each morning. */
  async play(from: Date, until: Date): Promise<void> {
    const happenings = this.#played.flatMap((one) => [
      { at: instant(one.submitted), awaits: false, run: () => this.#submit(one) },
      ...one.steps.map(({ at, awaits = false, play }) => ({ at: instant(at), awaits, run: () => play(this, one) })),
    ]);
    for (let day = 2; day <= 14; day++) {
      const at = instant(`12-${String(day).padStart(2, '0')} 09:01`);
      happenings.push({
        at,
        awaits: true,
        run: () => runIssueClock(this.#works, systemCaller('timetable:issue-clock')),
      });
    }
    const due = happenings.filter(({ at }) => at >= from && at < until).sort((a, b) => a.at.getTime() - b.at.getTime());
    for (const { at, awaits, run } of due) {
      this.#clock.set(at);
      if (awaits) await this.#worker.runOnce();
      await run();
    }
    await this.#worker.runOnce();
  }

  unit(code: string): string {
    const unit = this.#units.get(code);
    if (!unit) throw new Error(`the demonstration has no unit ${code}`);
    return unit.id;
  }

  /** The issue of the matter at a place. */
  issueAt(place: string): string {
    const found = this.#played.find((one) => one.place === place && one.issueId !== '');
    if (!found) throw new Error(`nothing was accepted at ${place}`);
    return found.issueId;
  }

  as<Result>(name: string, fn: (work: Work) => Promise<Result>): Promise<Result> {
    const { role, unit } = cast[name] as { role: StaffRole; unit: string };
    return this.#works.write(this.#staff(this.#persons.get(name) as string, name, role, unit), fn);
  }

  /** Of the cast where the unit has somebody in it, else somebody who signs in nowhere. */
  officer(unit: string): Caller {
    const name = officers[unit] ?? '';
    return this.#staff(this.#persons.get(name) ?? `DEMONSTRATION-${unit}`, name, 'UNIT_OFFICER', unit);
  }

  ofUnit(unit: string, fn: (work: Work) => Promise<void>): Promise<void> {
    return this.#works.write(this.officer(unit), fn);
  }

  asCitizen(one: Played, fn: (work: Work, parameters: SchemeConfig) => Promise<void>): Promise<void> {
    return this.#works.write(one.citizen, (work) => fn(work, this.#parameters));
  }

  shoot(caller: Caller, one: Played, which: 'before' | 'after', at: string): Promise<string> {
    const scene: DemonstrationScene = `${one.category}-${which}`;
    one.shots += 1;
    return keepDemonstrationPhoto({ ...this.city, works: this.#works }, caller, scene, instant(at), one.shots);
  }

  async #submit(one: Played): Promise<void> {
    const photo = await this.shoot(one.citizen, one, 'before', one.submitted);
    const [lng, lat] = one.at;
    const report = await this.#works.write(one.citizen, (work) =>
      submitReport(work, this.#parameters, {
        clientId: newId(),
        photos: [photo],
        category: one.category,
        point: { lng, lat, datum: 'GCJ02', accuracyMetres: 15, source: 'DEVICE' },
        placeText: one.place,
        text: one.text,
        isAnonymous: true,
        takenAt: instant(one.submitted),
        joins: null,
        channel: 'MINI',
      }),
    );
    one.reportId = report.id;
  }

  #staff(id: string, label: string, role: StaffRole, unit: string): Caller {
    const { path } = this.#units.get(unit) as { path: string };
    const reach = new Map<string, UnitReach>();
    for (const permission of Object.keys(permissions)) {
      const extent = extentOf(permission, role);
      if (extent === 'everything') reach.set(permission, { everything: true });
      else if (extent === 'own-units') reach.set(permission, { everything: false, paths: [path] });
    }
    return { kind: 'staff', id, label, reach };
  }
}

function citizenCaller(id: string, n: number): Caller {
  return { kind: 'citizen', id, label: `demonstration citizen ${n}`, reach: new Map() };
}

/** Plays the invented reports and issues (演示数据) in two parts, so that the poll's opening stands between them in the ledger. */
export async function demonstrationReports(city: City): Promise<{ playUntil(until: Date): Promise<void> }> {
  const stage = new Stage(city);
  await stage.open();
  let from = new Date(0);
  return {
    playUntil: async (until) => {
      await stage.play(from, until);
      from = until;
    },
  };
}
