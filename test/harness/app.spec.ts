import { FakeCity, problem, sessionFixture } from './fake-city.js';
import { cityFixture, releaseFixture } from './release-fixture.js';
import type { HostOptions, WeappHost } from './weapp-host.js';
import { wechatBuild } from './wechat-build.js';

let city: FakeCity;
let host: WeappHost;

async function start(
  options: HostOptions = {},
  url?: string,
  prepare: (host: WeappHost) => void = () => undefined,
): Promise<void> {
  host = wechatBuild(city.origin, options);
  prepare(host);
  host.launch(url);
  await host.until(() => host.tree.all('.page').length > 0);
}

/** The same phone, the app closed and opened again. */
async function startAgain(url?: string, prepare?: (host: WeappHost) => void): Promise<void> {
  const { storage, files } = host.phone;
  host.close();
  await start({ storage, files }, url, prepare);
}

const labels = (): string[] => host.tree.labelled().map(({ label }) => label);

beforeAll(async () => {
  city = await FakeCity.open();
});
beforeEach(() => city.restore());
afterEach(() => {
  host.close();
  expect(host.errors.map(String)).toEqual([]);
});
afterAll(() => city.close());

describe('home page', () => {
  it('shows the city, the next release and the first units of the latest ranking with their intervals', async () => {
    await start();
    await host.shows('教育局');
    const words = host.tree.text();
    expect(words).toContain('青岚市');
    expect(words).toContain('12 月 25 日公布下一期');
    expect(words).toContain('还有 8 天');
    expect(words).toContain('8 个单位分成 4 档，同一档里分不出先后。');
    expect(words).toContain('84.3±1.4');
    expect(labels()).toContain('教育局，得分 84.3，上下 1.4，区间 82.9 到 85.7，第 1–2 名，第一档，2 家同档');
  });

  it('marks simulated figures as 演示数据 and real ones not', async () => {
    await start();
    await host.shows('教育局');
    expect(host.tree.all('.demo-tag')).toHaveLength(2);

    city.answers('GET /api/city', () => ({
      status: 200,
      body: { ...cityFixture(), mode: 'city', nextReleaseAt: null },
    }));
    city.answers('GET /v1/releases/latest', () => ({
      status: 200,
      body: { ...releaseFixture(), isDemonstration: false },
    }));
    await startAgain();
    await host.until(() => host.tree.all('.demo-tag').length === 0);
    expect(host.tree.text()).toContain('下一期还没排定');
  });

  it('says that nothing has been released in a city without a release', async () => {
    city.answers('GET /v1/releases/latest', () =>
      problem(404, 'publication.nothing-released', '还没有公布', 'Nothing released'),
    );
    await start();
    await host.shows('还没有公布过榜单');
  });

  it('shows a grey outline while the server is being asked', async () => {
    await start();
    expect(host.tree.all('.skeleton').length).toBeGreaterThan(0);
    expect(labels()).toContain('正在取数据');
  });
});

describe('ranking page', () => {
  const open = async (): Promise<void> => {
    await start();
    await host.shows('教育局');
    host.tap('看榜单还有 3 个单位');
    await host.until(() => host.routes.join() === 'pages/ranking/index');
    await host.shows('第四档');
  };

  it('puts units into bands and says of each band how many cannot be told apart', async () => {
    await open();
    const bands = host.tree.all('.rank-list__band').map((node) => host.tree.text(node));
    expect(bands).toEqual(['第一档2 家不分先后', '第二档4 家不分先后', '第三档', '第四档']);
    expect(host.tree.all('.rank-row')).toHaveLength(10);
  });

  it('shows a change only when it is significant', async () => {
    await open();
    const row = (label: RegExp): string =>
      host.tree.text(host.tree.labelled().find((one) => label.test(one.label))?.node);
    expect(row(/^教育局/)).toContain('持平');
    expect(row(/^交通运输局/)).toContain('2.4');
    expect(row(/^住建局/)).toContain('2.6');
  });

  it('lists a unit below the publication rule apart, with the reasons and without a rank', async () => {
    await open();
    const archives = host.tree.labelled().find(({ label }) => label.startsWith('档案馆'));
    expect(archives?.label).toBe('档案馆，样本不足不排名，评价人数不足、区间太宽，得分 82.1，上下 6.3');
    expect(host.tree.text(archives?.node)).not.toMatch(/第 \d/);
    expect(labels()).toContain('博物馆，样本不足不排名，评价人数不足');
  });

  it('switches between groups that are not compared with each other', async () => {
    await open();
    host.tap('执法监管3');
    await host.shows('城市管理局');
    expect(host.tree.text()).not.toContain('教育局');
    expect(host.tree.text()).toContain('3 个单位分成 2 档');
  });

  it('lists by name on request, each row then telling its band', async () => {
    await open();
    host.tap('按名称');
    await host.until(() => host.tree.all('.rank-list__band').length === 0);
    expect(
      host.tree
        .all('.rank-row')
        .map((row) => host.tree.text(row))
        .filter((words) => words.includes('第二档')),
    ).toHaveLength(4);
  });

  it('opens a unit on tap and closes it again', async () => {
    await open();
    host.tap(labels().find((label) => label.startsWith('民政局')) ?? '');
    await host.shows('同时置信名次区间');
    const words = host.tree.text(host.tree.one('.sheet'));
    expect(words).toContain('第二档，4 家不分先后');
    expect(words).toContain('服务态度');
    expect(words).toContain('另有 12% 不了解');
    host.tap('关闭');
    await host.until(() => host.tree.all('.sheet').length === 0);
  });
});

describe('without network', () => {
  const offline = (starting: WeappHost): void => starting.phone.network.become('none');

  it('shows what was kept, and from when', async () => {
    await start({}, '/pages/ranking/index');
    await host.shows('教育局');
    await startAgain('/pages/ranking/index', offline);
    await host.shows('没有网络，这是');
    expect(host.tree.text(host.tree.one('.stale-line'))).toMatch(/这是 \d+ 月 \d+ 日（周.）\d\d:\d\d 存下的/);
    expect(host.tree.text()).toContain('教育局');
    expect(host.tree.all('.rank-list__band')).toHaveLength(4);
  });

  it('with nothing kept says so and asks again by itself when the network is back', async () => {
    await start({}, '/pages/ranking/index', offline);
    await host.shows('现在没有网络');
    host.phone.network.become('wifi');
    await host.shows('教育局');
  });

  it('keeps the last content when a refresh fails, and gets the new one on tapping the line', async () => {
    await start({}, '/pages/ranking/index');
    await host.shows('教育局');
    await startAgain('/pages/ranking/index', (starting) => starting.phone.network.failNext('/v1/releases/latest'));
    await host.shows('刚才没更新');
    expect(host.tree.text()).toContain('教育局');
    host.tap('.stale-line');
    await host.until(() => host.tree.all('.stale-line').length === 0);
  });
});

describe('signing in with WeChat', () => {
  const atSignIn = async (): Promise<void> => {
    await start({}, '/pages/mine/index');
    host.tap('登录');
    await host.until(() => host.page.route === 'pages/sign-in/index');
    await host.shows('微信登录');
  };
  const sent = (): unknown[] =>
    city.seen.filter(({ path: at }) => at === '/api/citizen-sessions/wechat').map(({ body }) => body);

  it('sends the code of wx.login, keeps the session and comes back', async () => {
    await atSignIn();
    host.phone.account.willGive('first-code');
    host.tap('微信登录');
    await host.shows('已用微信登录');
    expect(host.page.route).toBe('pages/mine/index');
    expect(sent()).toEqual([{ code: 'first-code' }]);

    await startAgain('/pages/mine/index');
    await host.shows('已用微信登录');
    await host.until(() =>
      city.seen.some(
        ({ path: at, headers }) =>
          at === '/api/citizen/me' && headers.authorization === `Bearer ${sessionFixture().token}`,
      ),
    );
  });

  it('asks WeChat once more when the server refuses the code as used up, and then signs in', async () => {
    const stale = problem(401, 'identity.wechat-code-invalid', '登录码已失效', 'The code is used up');
    city.answers('POST /api/citizen-sessions/wechat', ({ body }) =>
      (body as { code: string }).code === 'stale' ? stale : { status: 201, body: sessionFixture() },
    );
    await atSignIn();
    host.phone.account.willGive('stale', 'fresh');
    host.tap('微信登录');
    await host.shows('已用微信登录');
    expect(sent()).toEqual([{ code: 'stale' }, { code: 'fresh' }]);
  });

  it('gives up after the second refusal and says the server’s sentence', async () => {
    city.answers('POST /api/citizen-sessions/wechat', () =>
      problem(401, 'identity.wechat-code-invalid', '登录码已失效，请再试', 'The code is used up'),
    );
    await atSignIn();
    host.tap('微信登录');
    await host.shows('登录码已失效，请再试');
    expect(sent()).toHaveLength(2);
    expect(host.phone.storage.has('session')).toBe(false);
  });

  it('does not ask twice for another refusal', async () => {
    city.answers('POST /api/citizen-sessions/wechat', () =>
      problem(403, 'identity.wechat-user-blocked', '微信暂时不让登录', 'Blocked by WeChat'),
    );
    await atSignIn();
    host.tap('微信登录');
    await host.shows('微信暂时不让登录');
    expect(sent()).toHaveLength(1);
  });

  it('signs out on the phone even when the server cannot be told', async () => {
    await atSignIn();
    host.tap('微信登录');
    await host.shows('已用微信登录');
    host.phone.network.become('none');
    host.tap('退出登录');
    await host.shows('服务器上的登录会自己到期');
    expect(host.phone.storage.has('session')).toBe(false);
  });

  it('forgets a session that the server no longer knows', async () => {
    await atSignIn();
    host.tap('微信登录');
    await host.shows('已用微信登录');
    city.answers('GET /api/citizen/me', () => problem(401, 'identity.not-signed-in', '请先登录', 'Sign in first'));
    await startAgain('/pages/mine/index');
    await host.shows('还没登录');
  });
});

describe('preferences', () => {
  it('switch the language at once and for the next start', async () => {
    await start({}, '/pages/mine/index');
    host.tap('English');
    await host.shows('Not signed in');
    await startAgain();
    await host.shows('Education');
    expect(host.tree.text()).toContain('Latest results');
  });

  it('turn 关怀版 on: larger classes, fewer blocks, the way back always there', async () => {
    await start({}, '/pages/mine/index');
    host.tap('关怀版');
    await host.until(() => host.tree.one('.page').cl?.includes('care'));
    await startAgain();
    await host.shows('打 12345');
    expect(host.tree.text()).not.toContain('怎么读');
    host.tap('打 12345有事直接说');
    await host.until(() => host.phone.screen.dialled.join() === '12345');
    host.tap('回到标准版');
    await host.until(() => !host.tree.one('.page').cl?.includes('care'));
    await host.shows('怎么读');
  });

  it('start in 关怀版 for somebody whose WeChat text is large, until they choose otherwise', async () => {
    await start();
    await startAgain('/pages/home/index', (starting) => {
      starting.phone.screen.fontSizeScaleFactor = 1.4;
    });
    await host.shows('标准版');
  });

  it('give the chosen theme to the page, and the phone’s own turn to its edges', async () => {
    await start({}, '/pages/mine/index');
    host.tap('深色');
    await host.until(() => host.tree.one('.page').cl?.includes('theme-dark'));
    expect(host.calls).toContain('setNavigationBarColor');
  });
});

describe('method page', () => {
  it('tells source, weighting, rule and fingerprints, and copies a fingerprint whole', async () => {
    await start();
    await host.shows('教育局');
    host.tap('算法和验证');
    await host.until(() => host.page.route === 'pages/method/index');
    await host.shows('评价人数不少于 100 人');
    const words = host.tree.text();
    expect(words).toContain('单个抽样点占比不超过 25%');
    expect(words).toContain('非常满意100 分');
    host.tap('复制 答卷文件指纹');
    await host.shows('已复制');
    expect(host.phone.screen.clipboard).toBe(releaseFixture().inputHashes.answers);
  });

  it('says that copying failed when the privacy declaration lacks the clipboard', async () => {
    await start();
    await host.shows('教育局');
    host.phone.permissions.undeclared.add('setClipboardData');
    host.tap('算法和验证');
    await host.shows('答卷文件指纹');
    host.tap('复制 答卷文件指纹');
    await host.shows('没复制上');
  });
});

describe('screen readers', () => {
  it.each([
    '/pages/home/index',
    '/pages/polls/index',
    '/pages/ranking/index',
    '/pages/mine/index',
    '/pages/sign-in/index',
    '/pages/method/index',
  ])('find a role and words on everything that can be tapped on %s', async (url) => {
    await start();
    await host.shows('教育局');
    await startAgain(url);
    await host.until(() => host.tree.all('.tappable').length > 0 && host.tree.all('.skeleton').length === 0);
    const silent = host.tree.all('.tappable').filter((node) => {
      const label = host.tree.attribute(node, 'aria-label');
      return !host.tree.attribute(node, 'aria-role') || !(label || host.tree.text(node).trim());
    });
    expect(silent).toEqual([]);
  });
});
