import type { Outbox } from '../../client/miniapp/src/outbox/outbox.js';
import { FakeCity, problem, sessionFixture } from './fake-city.js';
import { cityFixture } from './release-fixture.js';
import { FakeDesk, formFixture, picture } from './report-fixture.js';
import type { HostOptions, WeappHost } from './weapp-host.js';
import { wechatBuild } from './wechat-build.js';
import { PhoneStorage } from './wx-api/storage.js';

let city: FakeCity;
let desk: FakeDesk;
let host: WeappHost;
/** Taps since the home page. */
let taps = 0;

async function start(
  options: HostOptions,
  prepare: (host: WeappHost) => void = () => undefined,
  url?: string,
): Promise<void> {
  host = wechatBuild(city.origin, options);
  prepare(host);
  host.launch(url);
  await host.until(() => host.tree.all('.page').length + host.tree.all('.shot').length > 0);
}

/** The same phone, the app killed and opened again; what WeChat only lent is gone. */
async function startAgain(prepare?: (host: WeappHost) => void, url?: string): Promise<void> {
  const { storage, files } = host.phone;
  host.close();
  files.loseTemporary();
  await start({ storage, files }, prepare, url);
}

/** A person who has used it before: the notice is read, WeChat knows the permissions. */
function known(): PhoneStorage {
  const storage = new PhoneStorage();
  storage.write('report-notice', 1);
  return storage;
}

const ulidText = expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/) as string;
const tap = (target: string): void => {
  taps += 1;
  host.tap(target);
};
const text = (): string => host.tree.text();
const labels = (): string[] => host.tree.labelled().map(({ label }) => label);
const shots = (...pictures: Buffer[]): void => pictures.forEach((each) => host.phone.senses.willTake(each));
/** The camera shows its picture a moment after the page. */
async function cameraOpens(): Promise<void> {
  await host.until(() => host.tree.all('camera').length > 0);
  host.fire(host.tree.one('camera'), 'initdone', {});
}

/** Home → camera → picture: the page with everything filled in. */
async function snap(words = 'a heap of rubbish'): Promise<Buffer> {
  const taken = picture(words);
  shots(taken);
  tap('随手拍');
  await cameraOpens();
  await host.shows('西城区');
  tap('快门，拍一张');
  await host.shows('只差提交');
  return taken;
}

async function handIn(): Promise<string> {
  await snap();
  tap('提交');
  await host.shows('SP-20261216-');
  return host.tree.text(host.tree.one('.done__number'));
}

beforeAll(async () => {
  city = await FakeCity.open();
});
beforeEach(() => {
  city.restore();
  desk = new FakeDesk(city);
  taps = 0;
});
afterEach(() => {
  host.close();
  expect(host.errors.map(String)).toEqual([]);
});
afterAll(() => city.close());

describe('a report (M-30)', () => {
  it('takes four taps from the home page to the number, no typing and no form to sign in', async () => {
    await start({ storage: known() });
    const taken = await snap();
    await host.until(() => labels().includes('第 1 张照片，共 1 张'));
    expect(text()).toContain('定位精度约 20 米');
    tap('垃圾堆放');
    tap('提交');
    await host.shows('SP-20261216-00001');
    expect(taps).toBe(4);
    expect(text()).toContain('12 月 17 日（周四）18:00 前决定受不受理（1 个工作日内）');
    expect(host.tree.all('.stamp')).toHaveLength(1);
    expect(desk.has(taken)).toBe(true);
    expect(desk.handedIn).toEqual([
      {
        clientId: ulidText,
        photos: ['picture-1'],
        category: 'litter',
        point: { lng: 113.6062, lat: 33.4389, datum: 'GCJ02', accuracyMetres: 20, source: 'DEVICE' },
        placeText: null,
        text: null,
        isAnonymous: true,
        takenAt: expect.stringMatching(/^2026-12-16T06:32/) as string,
        joins: null,
      },
    ]);
  });

  it('takes three when the likeliest category is the right one', async () => {
    await start({ storage: known() });
    await handIn();
    expect(taps).toBe(3);
    expect(desk.handedIn[0]?.category).toBe('parking');
  });

  it('begins, the first time, with what is taken, what for and for how long', async () => {
    await start({});
    host.tap('随手拍');
    await host.shows('24 个月后删除');
    expect(host.calls).not.toContain('getLocation');
    host.tap('知道了，开始拍');
    await cameraOpens();
    await startAgain();
    host.tap('随手拍');
    await cameraOpens();
  });

  it('is not sent twice under one id, however often its answer is lost', async () => {
    await start({ storage: known() });
    await snap();
    host.phone.network.failNext('/api/reports', 'interrupted', 1);
    host.tap('提交');
    await host.shows('服务器正忙或没有回答');
    city.answers('POST /api/reports', () => ({ status: 502 }));
    host.tap('现在再试');
    const attempts = (): number =>
      (host.phone.storage.read('outbox') as { parcels: { attempts: number }[] }).parcels[0]?.attempts ?? 0;
    await host.until(() => attempts() === 2);
    const lost = city.seen
      .filter((seen) => seen.method === 'POST' && seen.path === '/api/reports')
      .map(({ body }) => body);
    desk.listens();
    host.hide();
    host.show();
    await host.shows('SP-20261216-00001');
    const ids = new Set([...(lost as { clientId: string }[]), ...desk.handedIn].map(({ clientId }) => clientId));
    expect(ids.size).toBe(1);
    expect(desk.numbers).toHaveLength(1);
  });

  it('asks for consent to tell the result with the one switch, right after the number', async () => {
    city.answers('GET /api/city', () => ({
      status: 200,
      body: { ...cityFixture(), messageTemplateIds: { REPORT_RESULT: 'tmpl-1' } },
    }));
    city.answers('POST /api/subscriptions', () => ({ status: 201, body: {} }));
    await start({ storage: known() });
    await handIn();
    host.tap('通知我处理结果');
    await host.shows('处理完会告诉你');
    expect(host.calls).toContain('requestSubscribeMessage');
    expect(city.seen.at(-1)?.body).toEqual({ template: 'REPORT_RESULT', subject: 'report:report-1' });
  });

  it('is not consented to when WeChat’s question is answered with no', async () => {
    city.answers('GET /api/city', () => ({
      status: 200,
      body: { ...cityFixture(), messageTemplateIds: { REPORT_RESULT: 'tmpl-1' } },
    }));
    await start({ storage: known() });
    await handIn();
    host.phone.account.acceptsMessages = false;
    host.tap('通知我处理结果');
    await host.until(() => host.calls.includes('requestSubscribeMessage'));
    expect(text()).not.toContain('处理完会告诉你');
    expect(city.seen.some((seen) => seen.path === '/api/subscriptions')).toBe(false);
  });
});

describe('a report without network', () => {
  it('waits on the phone and goes up by itself when the network is back', async () => {
    await start({ storage: known() });
    await snap();
    host.phone.network.become('none');
    host.tap('提交');
    await host.shows('已存本机，联网自动上传');
    expect(host.tree.all('.stamp')).toHaveLength(0);
    host.phone.network.become('4g');
    await host.shows('SP-20261216-00001');
    expect(desk.numbers).toHaveLength(1);
  });

  it('survives a killed app with its pictures, and is sent at the next start', async () => {
    await start({ storage: known() });
    const taken = await snap();
    host.phone.network.become('none');
    host.tap('提交');
    await host.shows('已存本机');
    await startAgain((starting) => starting.phone.network.become('none'));
    await host.shows('待上传 1 件');
    host.phone.network.become('wifi');
    await host.shows('机动车占盲道');
    await host.until(() => !text().includes('待上传'));
    expect(desk.has(taken)).toBe(true);
    expect(desk.numbers).toEqual(['SP-20261216-00001']);
  });

  it('that was not handed in yet is found again as it was: pictures, place, words, category', async () => {
    await start({ storage: known() });
    await snap();
    host.tap('占道经营');
    host.input('.snap__input', '每天早上');
    host.tap('匿名上报');
    host.phone.senses.place = { longitude: 113.9, latitude: 33.9, accuracy: 5 };
    await startAgain((starting) => {
      starting.phone.network.become('none');
      starting.phone.senses.place = { longitude: 113.9, latitude: 33.9, accuracy: 5 };
    });
    host.tap('随手拍');
    await host.shows('只差提交');
    host.phone.network.become('wifi');
    host.tap('提交');
    await host.shows('SP-20261216-00001');
    expect(desk.handedIn[0]).toMatchObject({
      category: 'stall',
      text: '每天早上',
      isAnonymous: false,
      point: { lng: 113.6062, lat: 33.4389 },
      photos: ['picture-1'],
    });
  });

  it('sends three pictures at a time and the report only when all have arrived', async () => {
    await start({ storage: known() });
    await snap('first');
    for (const words of ['second', 'third', 'fourth', 'fifth']) {
      shots(picture(words));
      host.tap(host.tree.one('.pictures__add'));
      await cameraOpens();
      host.tap('快门，拍一张');
      await host.until(() => host.tree.all('.pictures').length > 0);
    }
    host.tap('提交');
    await host.shows('SP-20261216-00001');
    expect(desk.handedIn).toHaveLength(1);
    expect([...(desk.handedIn[0]?.photos ?? [])].sort()).toEqual([...desk.pictureIds].sort());
    expect(desk.pictureIds).toHaveLength(5);
  });
});

describe('what can go wrong', () => {
  it('a camera that may not be used gives way to the phone’s own', async () => {
    await start({ storage: known() }, (starting) => starting.phone.permissions.willAnswer('scope.camera', false));
    host.tap('随手拍');
    await cameraOpens();
    host.tap('快门，拍一张');
    await host.shows('相机没有打开');
    host.phone.permissions.change('scope.camera', true);
    shots(picture('by the other camera'));
    host.tap('用手机相机拍');
    await host.shows('只差提交');
  });

  it('a refused location asks for the place in words, and the report goes without a point', async () => {
    city.answers('GET /api/report-form', () => ({
      status: 200,
      body: { ...formFixture(), isInside: null, area: null },
    }));
    await start({ storage: known() }, (starting) => starting.phone.permissions.willAnswer('scope.userLocation', false));
    shots(picture('somewhere'));
    host.tap('随手拍');
    await cameraOpens();
    host.tap('快门，拍一张');
    await host.shows('没有定到位');
    await host.shows('还差地点');
    host.tap('提交');
    host.input('.place__input', '文峰路 3 号门口');
    await host.shows('只差提交');
    host.tap('提交');
    await host.shows('SP-20261216-00001');
    expect(desk.handedIn).toHaveLength(1);
    expect(desk.handedIn[0]).toMatchObject({ point: null, placeText: '文峰路 3 号门口' });
  });

  it('a rough position is said, and the place asked for', async () => {
    await start({ storage: known() }, (starting) => {
      starting.phone.senses.place = { longitude: 113.6, latitude: 33.44, accuracy: 380 };
    });
    shots(picture('somewhere'));
    host.tap('随手拍');
    await cameraOpens();
    host.tap('快门，拍一张');
    await host.shows('定位只准到 380 米');
  });

  it('a place outside the city is told before the picture, with whom to call, and the draft is kept', async () => {
    city.answers('GET /api/report-form', () => ({
      status: 200,
      body: { ...formFixture(), isInside: false, area: null },
    }));
    await start({ storage: known() });
    shots(picture('elsewhere'));
    host.tap('随手拍');
    await cameraOpens();
    await host.shows('此处不属于本市');
    host.tap('快门，拍一张');
    await host.shows('位置不在本市');
    host.tap('提交');
    host.tap('打 12345');
    await host.until(() => host.phone.screen.dialled.includes('12345'));
    expect(desk.handedIn).toEqual([]);
    await startAgain();
    host.tap('随手拍');
    await host.shows('草稿留着');
  });

  it('what belongs to the police is called and not reported (BR-26)', async () => {
    await start({ storage: known() });
    await snap();
    host.tap('更多');
    await host.shows('是哪一类');
    host.tap('着火 119');
    await host.shows('请直接打 119');
    host.tap('拨打 119');
    await host.until(() => host.phone.screen.dialled.includes('119'));
    expect(desk.handedIn).toEqual([]);
    expect(desk.pictureIds).toEqual([]);
  });

  it('one more than the city takes waits until its time and is not lost (BR-22)', async () => {
    await start({ storage: known() });
    await snap();
    const wait = problem(429, 'reports.wait', '您上报得很勤，请稍后再传：14:50 之后可以继续，草稿会保留。', 'Wait');
    city.answers('POST /api/reports', () => ({
      ...wait,
      body: { ...(wait.body as object), details: { seconds: 600 } },
    }));
    host.tap('提交');
    await host.shows('草稿会保留');
    await startAgain();
    await host.shows('待上传 1 件');
    expect(desk.pictureIds).toHaveLength(1);
  });

  it('a picture that the server cannot use is named, and the report goes again with another', async () => {
    await start({ storage: known() });
    await snap();
    city.answers('POST /api/photos', () => problem(415, 'files.not-a-picture', '这不是照片', 'No picture'));
    host.tap('提交');
    await host.shows('这不是照片');
    expect(text()).toContain('没传上去，照片还在');
    host.tap('回去改');
    await host.shows('只差提交');
    desk = new FakeDesk(city);
    host.tap('提交');
    await host.shows('SP-20261216-00001');
  });

  it('a matter that somebody else reported is followed with one tap, and still is a report of one’s own', async () => {
    const near = {
      reportId: 'other',
      category: 'lamp',
      metres: 28,
      reportedAt: '2026-12-16T06:20:00.000Z',
      reporters: 2,
      thumbnail: null,
    };
    city.answers('GET /api/report-form', () => ({ status: 200, body: { ...formFixture(), nearby: [near] } }));
    await start({ storage: known() });
    await snap();
    expect(text()).toContain('28 米内有人反映过');
    expect(text()).toContain('12 分钟前，已有 2 人反映');
    host.tap('我也遇到');
    await host.shows('已选：一起跟进');
    host.tap('提交');
    await host.shows('SP-20261216-00001');
    expect(desk.handedIn[0]).toMatchObject({ joins: 'other', category: 'lamp' });
  });

  it('the map is pulled under the pin, and the place is the one that was chosen by hand', async () => {
    await start({ storage: known() });
    await snap();
    const map = await host.until(() => host.tree.all('.place-map')[0]);
    const touch = (type: string, x: number, y: number): void =>
      host.fire(map, type, {}, { touches: [{ clientX: x, clientY: y }] });
    touch('touchstart', 100, 50);
    touch('touchmove', 150, 50);
    touch('touchend', 150, 50);
    await host.shows('你在图上点的位置');
    host.tap('提交');
    await host.shows('SP-20261216-00001');
    const point = desk.handedIn[0]?.point;
    expect(point).toMatchObject({ datum: 'GCJ02', source: 'MAP_PICK', accuracyMetres: null });
    // 50 px at 8 m a pixel: four hundred metres to the west.
    expect(point?.lng).toBeCloseTo(113.6062 - 400 / 92_790, 5);
    expect(point?.lat).toBeCloseTo(33.4389, 6);
  });
});

describe('one’s own reports', () => {
  const fixed = { dueAt: '2026-12-18T10:00:00.000Z', startedAt: '2026-12-16T06:50:00.000Z', isOverdue: false };
  /** Accepted, assigned, done by the unit, checked. */
  const cure = (): void => {
    desk.happens('accepted', { state: 'ACCEPTED', may: [] });
    desk.happens('assigned', { unitClock: { ...fixed, endedAt: null } });
    desk.happens('signed');
    desk.happens('rectified', {}, { zh: '已清运约 1.2 立方米', en: 'Cleared' });
    desk.happens('closed', {
      state: 'RESOLVED',
      may: ['rate', 'not-fixed'],
      after: [{ id: 'a', width: 4, height: 3, address: '/api/photos/a', thumbnail: '/api/photos/a/small' }],
      unitClock: { ...fixed, endedAt: '2026-12-16T07:12:00.000Z' },
      citizenClock: { startedAt: desk.newest.submittedAt, endedAt: '2026-12-16T07:32:00.000Z' },
      answerUntil: '2026-12-23T10:00:00.000Z',
    });
  };
  const openNewest = (): Promise<void> => startAgain(undefined, `/pages/report/index?id=${desk.newest.id}`);

  it('stand on the home page with where they are and until when', async () => {
    await start({ storage: known() });
    await handIn();
    host.tap('看进度');
    await host.shows('上报进度');
    await startAgain();
    await host.shows('我的上报');
    await host.shows('待受理');
    expect(text()).toContain('12 月 17 日（周四）18:00 前');
    expect(labels()).toContain('共 5 步，正在第 1 步');
  });

  it('show both clocks, what the unit says apart from what was checked, and before beside after', async () => {
    await start({ storage: known() });
    await handIn();
    cure();
    await openNewest();
    await host.shows('已核查解决');
    const words = text();
    for (const each of [
      '市民时钟',
      '单位时钟',
      '单位称已完成',
      '已清运约 1.2 立方米',
      '确认解决',
      '等你评价',
      '核查时',
    ])
      expect(words).toContain(each);
    expect(host.tree.all('.timeline__mark--claim')).toHaveLength(1);
    expect(host.tree.all('.timeline__mark--done')).toHaveLength(3);
    expect(words).toContain('22分');
    expect(words).toContain('按时');
  });

  it('are rated in two taps', async () => {
    await start({ storage: known() });
    await handIn();
    cure();
    await openNewest();
    await host.shows('处理得满意吗？');
    host.tap('满意，第 2 项，共 5 项');
    await host.until(() => host.tree.all('.is-chosen').length > 0);
    host.tap('提交评价');
    await host.shows('已评价');
    expect(desk.rated).toEqual([{ clientId: ulidText, effect: 2, service: null, text: null }]);
  });

  it('whose rating arrived but was not answered send it again under its id: one rating, no refusal', async () => {
    await start({ storage: known() });
    await handIn();
    cure();
    await openNewest();
    await host.shows('处理得满意吗？');
    desk.losesAnswers(1);
    host.tap('一般，第 3 项，共 5 项');
    await host.until(() => host.tree.all('.is-chosen').length > 0);
    host.tap('提交评价');
    await host.shows('评价已存本机');
    await startAgain(undefined, `/pages/report/index?id=${desk.newest.id}`);
    await host.shows('已评价');
    const kept = (): string[] =>
      (host.phone.storage.read('outbox') as Outbox).parcels
        .filter(({ letter }) => letter.kind === 'rate')
        .map(({ state }) => state);
    await host.until(() => !kept().includes('queued'));
    expect(kept()).toEqual(['sent']);
    expect(desk.letters).toHaveLength(2);
    expect(new Set(desk.letters).size).toBe(1);
    expect(desk.rated).toHaveLength(1);
    expect(text()).not.toContain('删掉这份');
  });

  it('rated without network keep the rating and send it later', async () => {
    await start({ storage: known() });
    await handIn();
    cure();
    await openNewest();
    await host.shows('处理得满意吗？');
    host.phone.network.become('none');
    host.tap('不满意，第 4 项，共 5 项');
    await host.until(() => host.tree.all('.is-chosen').length > 0);
    host.tap('提交评价');
    await host.shows('评价已存本机');
    host.phone.network.become('wifi');
    await host.until(() => desk.rated.length > 0);
    expect(desk.rated).toEqual([{ clientId: ulidText, effect: 4, service: null, text: null }]);
  });

  it('that were not fixed are taken up again with a new picture', async () => {
    await start({ storage: known() });
    await handIn();
    cure();
    await openNewest();
    await host.shows('没解决，重办');
    host.tap('没解决，重办');
    await cameraOpens();
    const taken = picture('still there');
    shots(taken);
    host.tap('快门，拍一张');
    await host.shows('提交，重办');
    host.tap('提交，重办');
    await host.shows('你说没解决');
    expect(desk.has(taken)).toBe(true);
    expect(desk.evidence).toEqual([{ clientId: ulidText, photos: ['picture-2'], text: null }]);
  });

  it('of which more is asked are answered with words alone', async () => {
    await start({ storage: known() });
    await handIn();
    desk.happens('info-asked', {
      state: 'NEED_INFO',
      may: ['give-info', 'withdraw'],
      asked: { question: '是哪一栋楼？', until: '2026-12-19T06:32:00.000Z' },
    });
    await openNewest();
    await host.shows('是哪一栋楼？');
    host.tap('请你补充');
    await host.until(() => host.tree.all('.words-sheet__input').length > 0);
    host.input('.words-sheet__input', '3 号楼');
    await host.until(() => !host.tree.one('.seal-button').cl?.includes('is-disabled'));
    host.tap('提交补充');
    await host.shows('你已补充');
    expect(desk.evidence).toEqual([{ clientId: ulidText, photos: [], text: '3 号楼' }]);
  });

  it('are withdrawn after a second look', async () => {
    await start({ storage: known() });
    await handIn();
    await openNewest();
    await host.shows('撤回这件');
    host.tap('撤回这件');
    await host.shows('撤回后不再办理');
    host.tap('确定撤回');
    await host.shows('你已撤回');
  });

  it('that were refused say why and whom to ask instead, and can be appealed once, though an answer be lost', async () => {
    await start({ storage: known() });
    await handIn();
    desk.happens('rejected', {
      state: 'REJECTED',
      may: ['appeal'],
      rejection: {
        reason: 'NOT_IN_SCOPE',
        note: '这件归物业管',
        whereInstead: { zh: '小区物业', en: 'The property office' },
        appealUntil: '2026-12-23T06:32:00.000Z',
      },
    });
    await openNewest();
    await host.shows('这件归物业管');
    expect(text()).toContain('小区物业');
    host.tap('申请复核');
    await host.until(() => host.tree.all('.words-sheet__input').length > 0);
    host.input('.words-sheet__input', '在公共道路上');
    await host.until(() => !host.tree.tappable('提交申请').cl?.includes('is-disabled'));
    desk.losesAnswers(1);
    host.tap('提交申请');
    await host.until(() => host.tree.all('.words-sheet__fault').length > 0);
    host.tap('提交申请');
    await host.shows('你申请复核');
    expect(desk.letters).toHaveLength(2);
    expect(new Set(desk.letters).size).toBe(1);
    expect(city.seen.find((seen) => seen.path.endsWith('/appeal'))?.body).toEqual({
      clientId: ulidText,
      reason: '在公共道路上',
    });
  });

  it('that cannot be fetched show the last known step with its time', async () => {
    await start({ storage: known() });
    await handIn();
    cure();
    await openNewest();
    await host.shows('确认解决');
    await startAgain((starting) => starting.phone.network.become('none'), `/pages/report/index?id=${desk.newest.id}`);
    await host.shows('没有网络，这是');
    expect(text()).toContain('确认解决');
  });
});

describe('messages', () => {
  it('stand unread until they are opened, and lead to the report', async () => {
    await start({ storage: known() });
    await handIn();
    const message = {
      id: 'm1',
      at: '2026-12-16T07:00:00.000Z',
      kind: 'report-accepted',
      title: { zh: '已受理', en: 'Accepted' },
      body: { zh: 'SP-20261216-00001 已受理', en: 'Accepted' },
      subject: 'report:report-1',
      readAt: null as string | null,
    };
    city.answers('GET /api/inbox', () => ({
      status: 200,
      body: { unread: message.readAt ? 0 : 1, messages: [message], cursor: null },
    }));
    city.answers('POST /api/inbox/m1/read', () => {
      message.readAt = '2026-12-16T07:01:00.000Z';
      return { status: 200, body: message };
    });
    await startAgain(undefined, '/pages/mine/index');
    await host.shows('1 条未读');
    host.tap('消息1 条未读');
    await host.shows('SP-20261216-00001 已受理');
    expect(host.tree.all('.is-unread')).toHaveLength(1);
    host.tap(host.tree.one('.message'));
    await host.until(() => host.page.route === 'pages/report/index');
    await host.until(() => message.readAt !== null);
  });
});

describe('every page of it', () => {
  it.each(['/pages/snap/index', '/pages/reports/index', '/pages/inbox/index', '/pages/report/index?id=report-1'])(
    '%s says a role and words for all that can be pressed',
    async (url) => {
      await start({ storage: known() });
      await handIn();
      await startAgain(undefined, url);
      await host.until(() => host.tree.all('.skeleton').length === 0);
      const silent = host.tree.all('.tappable').filter((node) => {
        const label = host.tree.attribute(node, 'aria-label');
        return !host.tree.attribute(node, 'aria-role') || !(label || host.tree.text(node).trim());
      });
      expect(silent).toEqual([]);
    },
  );

  it('keeps somebody else’s reports to themselves on a shared phone', async () => {
    await start({ storage: known() });
    await handIn();
    host.phone.storage.write('session', { ...sessionFixture(), citizen: { id: 'citizen-2', maskedPhone: null } });
    await startAgain((starting) => starting.phone.network.become('none'), '/pages/reports/index');
    await host.shows('没有网络');
    expect(text()).not.toContain('机动车占盲道');
  });
});
