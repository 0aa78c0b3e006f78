import type { IssueRow, IssueView, RectifyIssue, UnitDuty } from '@minsheng/contracts';
import { said } from '../support/said.js';
import { FakeCity, problem, type Seen } from './fake-city.js';
import { picture } from './report-fixture.js';
import type { WeappHost } from './weapp-host.js';
import { wechatBuild } from './wechat-build.js';

const cookie = 'minsheng=p_token-of-the-spec';

const unit = { unitId: 'west', name: said('西城区政府') };

function rowFixture(change: Partial<IssueRow> = {}): IssueRow {
  return {
    id: 'issue-1',
    number: 'WT-20261216-00001',
    state: 'ASSIGNED',
    origin: 'REPORT',
    category: { code: 'litter', name: said('垃圾堆放'), police: null },
    area: said('西城区'),
    point: { lng: 113.6062, lat: 33.4389 },
    placeText: '文峰路 3 号',
    lead: unit,
    role: 'LEAD',
    grade: 'ORDINARY',
    tier: 1,
    raisedAt: '2026-12-16T02:00:00.000Z',
    dueAt: '2026-12-16T10:00:00.000Z',
    due: 'due-soon',
    stepDueAt: null,
    reports: 2,
    returns: 0,
    isReopened: false,
    recurrenceOf: null,
    thumbnail: null,
    ...change,
  };
}

function issueFixture(change: Partial<IssueView> = {}): IssueView {
  return {
    ...rowFixture(),
    text: '每天早上都有',
    before: [],
    after: [],
    fixes: {
      person: '网格长',
      task: '清运',
      dueAt: null,
      responsibility: '属地',
      rewardPenalty: '按月计分',
    },
    proposal: { lead: unit, supports: [], rule: said('属地：西城区；类别：垃圾堆放') },
    supports: [],
    gradeName: said('一般'),
    tierName: null,
    method: said('交办'),
    limitWorkingDays: 3,
    citizenClock: { startedAt: '2026-12-16T02:00:00.000Z', endedAt: null },
    unitClock: null,
    transfer: null,
    extension: null,
    delegations: [],
    needsVisit: false,
    timeline: [{ at: '2026-12-16T02:10:00.000Z', action: 'assigned', by: said('创建办'), note: null, photos: [] }],
    ratings: [],
    may: ['sign', 'refuse'],
    ...change,
  };
}

let city: FakeCity;
/** The real WeChat build: the sub-package of those who handle issues. */
let host: WeappHost;
let issue: IssueView;
const sent: { path: string; body: unknown }[] = [];

/** Only who has the cookie is let in, and only a request of the app's own may change anything. */
const asStaff =
  (reply: (seen: Seen) => { status: number; body?: unknown }) =>
  (seen: Seen): { status: number; body?: unknown } => {
    if (seen.headers.cookie !== cookie) return problem(401, 'platform.not-signed-in', '请先登录', 'Sign in first');
    if (seen.method !== 'GET' && seen.headers['x-minsheng-request'] !== '1')
      return problem(403, 'platform.cross-site', '来路不明', 'Cross-site');
    return reply(seen);
  };

beforeAll(async () => {
  city = await FakeCity.open();
});
beforeEach(() => {
  city.restore();
  sent.length = 0;
  issue = issueFixture();
  city.answers('POST /api/sessions', ({ body }) =>
    (body as { totp: string }).totp === '123456'
      ? { status: 204, headers: { 'set-cookie': `${cookie}; Path=/; HttpOnly; SameSite=Strict` } }
      : problem(401, 'identity.sign-in-refused', '用户名、密码或动态码不对', 'Refused'),
  );
  const duty = (): UnitDuty => ({
    unit,
    now: '2026-12-16T06:32:00.000Z',
    toSign: issue.state === 'ASSIGNED' ? [rowFixture({ state: issue.state })] : [],
    dueToday: [rowFixture({ state: issue.state })],
    overdue: [],
    handling: issue.state === 'ASSIGNED' ? [] : [rowFixture({ state: issue.state })],
    onTime: { closedInTime: 4, due: 5 },
    returned: 1,
    unread: 0,
  });
  city.answers(
    'GET /api/issues/duty',
    asStaff(() => ({ status: 200, body: duty() })),
  );
  city.answers(
    'GET /api/issues/issue-1',
    asStaff(() => ({ status: 200, body: issue })),
  );
  city.answers(
    'GET /api/units',
    asStaff(() => ({
      status: 200,
      body: ['东城区政府', '市城市管理局', '西城区政府'].map((name, index) => ({
        id: ['east', 'U04', 'west'][index],
        code: `u${index}`,
        name: said(name),
        kind: 'DEPARTMENT',
        levelRank: 3,
        parentId: null,
        state: 'ACTIVE',
      })),
    })),
  );
  city.answers(
    'POST /api/photos',
    asStaff(() => ({ status: 201, body: { id: 'picture-1', width: 4, height: 3 } })),
  );
  const moves: [string, Partial<IssueView>][] = [
    ['sign', { state: 'SIGNED', may: ['rectify'] }],
    ['refuse', { state: 'TRANSFER_ASKED', may: [] }],
    ['rectify', { state: 'SUBMITTED', due: 'stopped', may: [] }],
  ];
  for (const [move, change] of moves) {
    city.answers(
      `POST /api/issues/issue-1/${move}`,
      asStaff(({ path: address, body }) => {
        sent.push({ path: address, body });
        issue = issueFixture(change);
        return { status: 200, body: issue };
      }),
    );
  }
});
afterEach(() => {
  host.close();
  expect(host.errors.map(String)).toEqual([]);
});
afterAll(() => city.close());

async function signIn(): Promise<void> {
  host = wechatBuild(city.origin);
  host.launch('/pages/mine/index');
  await host.until(() => host.tree.all('.page').length > 0);
  expect(host.packages).toEqual([]);
  host.tap(host.tree.all('.mine__row').find((node) => host.tree.text(node).includes('单位办件')) as never);
  await host.shows('登录后看要办的事');
  host.tap('登录');
  await host.shows('动态码');
  const [name, password, totp] = host.tree.all('.handling__input');
  host.input(name as never, 'landong');
  host.input(password as never, 'secret');
  host.input(totp as never, '000000');
  await host.until(() => host.page.route === 'handling/sign-in/index');
  host.tap('登录');
  await host.shows('用户名、密码或动态码不对');
  host.input(totp as never, '123456');
  host.tap('登录');
  await host.until(() => host.page.route === 'handling/duty/index');
}

async function openIssue(): Promise<void> {
  await host.until(() => host.tree.all('.duty__open').length > 0);
  host.tap(host.tree.one('.duty__open'));
  await host.shows('五定');
}

describe('a unit on the phone', () => {
  it('downloads its own package, signs in as on the desk, and is told what is wrong with a wrong code', async () => {
    await signIn();
    await host.shows('西城区政府');
    expect(host.packages).toEqual(['handling']);
    expect(host.tree.text()).toContain('近 30 天到期 5 件，按时办结 4 件');
    expect(host.phone.storage.read('staff-cookie')).toBe(cookie);
  });

  it('sees today’s list by what is due, each once, and signs in one tap', async () => {
    await signIn();
    await host.shows('等签收 1');
    expect(host.tree.all('.duty__row')).toHaveLength(1);
    expect(host.tree.text()).toContain('剩 3 时 28 分');
    host.tap('签收');
    await host.shows('已签收');
    expect(sent.map((each) => each.path)).toEqual(['/api/issues/issue-1/sign']);
  });

  it('refuses what is not its own only by naming whose it is and why (BR-21)', async () => {
    await signIn();
    await openIssue();
    host.tap('不归我们');
    await host.shows('市城市管理局');
    host.tap('提交转办');
    expect(sent).toEqual([]);
    const sheet = host.tree.one('.refuse__units');
    expect(host.tree.text(sheet)).not.toContain('西城区政府');
    host.tap('市城市管理局');
    host.input('.handling__words', '在主干道上，归城管');
    await host.until(() => !host.tree.tappable('提交转办').cl?.includes('is-disabled'));
    host.tap('提交转办');
    await host.until(() => sent.length > 0);
    expect(sent[0]?.body).toEqual({ successor: 'U04', reason: '在主干道上，归城管' });
  });

  it('replies with a picture of the moment and the place: no album, three taps and no typing', async () => {
    issue = issueFixture({ state: 'SIGNED', may: ['rectify'] });
    await signIn();
    await openIssue();
    host.tap('回复处置情况');
    await host.until(() => host.tree.all('camera').length > 0);
    expect(host.tree.text()).not.toContain('从相册选');
    host.phone.senses.willTake(picture('clean'));
    host.tap('快门，拍一张');
    await host.shows('提交，请核查');
    host.tap('已清理');
    await host.until(() => !host.tree.tappable('提交，请核查').cl?.includes('is-disabled'));
    host.tap('提交，请核查');
    await host.until(() => sent.length > 0);
    expect(sent[0]?.body).toEqual({
      text: '已清理',
      photos: ['picture-1'],
      point: { lng: 113.6062, lat: 33.4389, datum: 'GCJ02', accuracyMetres: 20 },
    } satisfies RectifyIssue);
    await host.shows('单位称已处置');
  });

  it('keeps the reply’s picture when the server refuses it, and says why', async () => {
    issue = issueFixture({ state: 'SIGNED', may: ['rectify'] });
    city.answers('POST /api/issues/issue-1/rectify', () =>
      problem(422, 'issues.after-photo-elsewhere', '照片离地点 240 米，要在 100 米以内', 'Too far'),
    );
    await signIn();
    await openIssue();
    host.tap('回复处置情况');
    await host.until(() => host.tree.all('camera').length > 0);
    host.phone.senses.willTake(picture('elsewhere'));
    host.tap('快门，拍一张');
    await host.shows('提交，请核查');
    host.tap('已修复');
    await host.until(() => !host.tree.tappable('提交，请核查').cl?.includes('is-disabled'));
    host.tap('提交，请核查');
    await host.shows('照片离地点 240 米');
    expect(host.tree.all('.reply__photo')).toHaveLength(1);
  });
});
