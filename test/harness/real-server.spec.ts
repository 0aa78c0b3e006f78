import type {
  DeskReports,
  FieldworkView,
  IssueView,
  PhotoReceipt,
  PollSummary,
  RaisedIssue,
} from '@minsheng/contracts';
import { must } from '../support/answers.js';
import { jpeg, photoForm } from '../support/pictures.js';
import { type World, startWorld } from '../world/world.js';
import type { HostOptions, WeappHost } from './weapp-host.js';
import { wechatBuild } from './wechat-build.js';
import { PhoneStorage } from './wx-api/storage.js';

let world: World;
/** The real WeChat build against the real server: no fixture between them. */
let host: WeappHost;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(() => {
  host.close();
  expect(host.errors.map(String)).toEqual([]);
});

async function start(url?: string, options: HostOptions = {}): Promise<void> {
  host = wechatBuild(world.base, options);
  host.launch(url);
  await host.until(() => host.tree.all('.page').length > 0);
}

describe('the mini-program at the demonstration city', () => {
  it('shows the latest ranking on the home page and every band on the ranking page', async () => {
    await start();
    await host.shows('交通警察支队');
    expect(host.tree.text()).toContain('青岚市');
    host.close();
    await start('/pages/ranking/index');
    await host.shows('第四档');
    expect(host.tree.text()).toContain('同一档里分不出先后');
    expect(host.tree.all('.demo-tag').length).toBeGreaterThan(0);
  });

  it('signs in by the code of wx.login and shows whose session it is', async () => {
    await start('/pages/mine/index');
    host.tap('登录');
    await host.until(() => host.page.route === 'pages/sign-in/index');
    await host.shows('微信登录');
    host.phone.account.willGive('harness-code');
    host.tap('微信登录');
    await host.shows('已用微信登录');
    expect(host.phone.storage.has('session')).toBe(true);
  });

  it('answers the open poll to the receipt and changes an answer: one sheet, edited once', async () => {
    const questions = /第 (\d+) 题，共 \d+ 题/;
    const questionNow = (): string => questions.exec(host.tree.text())?.[1] ?? '';
    const isOver = (): boolean => host.tree.text().includes('都答完了');
    const goneFrom = (number: string): Promise<unknown> => host.until(() => isOver() || questionNow() !== number);
    const labels = (): string[] => host.tree.labelled().map(({ label }) => label);
    const onlineSheets = async (): Promise<{ received: number; edited: number }> => {
      const clerk = await world.as('luyao');
      const polls = (await clerk('GET', '/api/polls')).json<PollSummary[]>();
      const open = polls.find(({ stage }) => stage === 'FIELDWORK');
      return (await clerk('GET', `/api/polls/${open?.id ?? ''}/fieldwork`)).json<FieldworkView>().online;
    };
    const before = await onlineSheets();

    await start('/pages/poll/index');
    await host.shows('登录后开始');
    host.tap('开始答题');
    await host.shows('微信登录');
    host.phone.account.willGive('poll-code');
    host.tap('微信登录');
    await host.shows('第 1 题，共');
    while (!isOver()) {
      const number = questionNow();
      if (host.tree.all('.open-text__input').length > 0) {
        host.input('.open-text__input', '路灯不亮');
        await host.shows('下一题');
        host.tap('下一题');
      } else {
        const rows = labels().filter((label) => /，第 \d+ 项，共 \d+ 项$/.test(label));
        // 满意 on a scale, of age in the middle: the first age is too young to be asked.
        host.tap(rows.find((row) => /^(满意|35)/.test(row)) ?? rows[0] ?? '');
      }
      await goneFrom(number);
    }
    host.tap('提交');
    await host.shows('收到了，谢谢你');
    expect(host.tree.all('.stamp').length).toBeGreaterThan(0);
    const receipt = (): string => host.tree.text(host.tree.one('.slip__code'));
    const first = receipt();

    host.tap('修改回答');
    await host.shows('第 1 题，共');
    const other = labels().find((label) => label.includes('，第 2 项')) ?? '';
    host.tap(other);
    await goneFrom('1');
    while (!isOver()) {
      const number = questionNow();
      host.tap('下一题');
      await goneFrom(number);
    }
    host.tap('提交');
    await host.shows('1 次');
    expect(receipt()).toMatch(/^[0-9A-Z-]{6,}$/);
    expect(await onlineSheets()).toEqual({ received: before.received + 1, edited: before.edited + 1 });
    expect(first).toMatch(/^[0-9A-Z-]{6,}$/);

    // On another phone of the same account the server's copy is found, as it was changed.
    host.close();
    const { storage } = host.phone;
    storage.remove('paper');
    host = wechatBuild(world.base, { storage });
    host.launch('/pages/poll/index');
    await host.shows('看回执');
    host.tap('看回执');
    await host.shows('修改回答');
    host.tap('修改回答');
    await host.shows('第 1 题，共');
    expect(other).toContain(host.tree.text(host.tree.all('.is-chosen')[0]));
  });

  it('follows a report from the shutter to the last word: checked twice, called not fixed, reopened, closed and rated', async () => {
    let seed = 0;
    /** No picture is shown twice. */
    const shot = (): Promise<Buffer> => jpeg(640, 480, (seed += 1));
    const send = async (ask: World['ask']): Promise<string> => {
      const { now } = (await world.ask('GET', '/api/city')).json<{ now: string }>();
      const { payload, headers } = photoForm(await shot(), { takenAt: now });
      const sent = await ask('POST', '/api/photos', undefined, { payload, headers });
      return sent.json<PhotoReceipt>().id;
    };
    /** What follows from the ledger comes a moment later. */
    const soon = async <T>(what: () => Promise<T | undefined | false>): Promise<T> => {
      for (let looks = 0; looks < 100; looks += 1) {
        const found = await what();
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error('it did not come to be');
    };
    const clerk = await world.as('luyao');
    const officer = await world.as('landong');
    const at = { lng: 113.915, lat: 34.045, datum: 'GCJ02', accuracyMetres: 8 };
    const cameraOpens = async (): Promise<void> => {
      await host.until(() => host.tree.all('camera').length > 0);
      host.fire(host.tree.one('camera'), 'initdone', {});
    };

    const storage = new PhoneStorage();
    storage.write('report-notice', 1);
    await start('/pages/home/index', { storage });
    host.phone.senses.place = { longitude: 113.9088, latitude: 34.0461, accuracy: 8 };
    host.phone.account.willGive('report-code');
    host.phone.senses.willTake(await shot());
    host.tap('随手拍');
    await cameraOpens();
    await host.shows('澜东区');
    host.tap('快门，拍一张');
    await host.shows('只差提交');
    host.tap('垃圾乱堆');
    host.tap('提交');
    await host.until(() => host.tree.all('.done__number').length > 0);
    const number = host.tree.text(host.tree.one('.done__number'));
    expect(number).toMatch(/^SP-\d{8}-\d{5}$/);

    const reportId = await soon(async () => {
      const { rows } = (await clerk('GET', '/api/desk/reports?tab=waiting')).json<DeskReports>();
      return rows.find((row) => row.number === number)?.id;
    });
    const accepted = await clerk('POST', `/api/desk/reports/${reportId}/accept`, { category: null, grade: 'GENERAL' });
    const { issueId } = accepted.json<RaisedIssue>();
    const issue = async (): Promise<IssueView> => (await clerk('GET', `/api/issues/${issueId}`)).json<IssueView>();
    const fixes = { person: '网格长', task: '清运', dueAt: null, responsibility: '属地', rewardPenalty: '按月计分' };
    const lead = (await issue()).proposal.lead?.unitId;
    await must(clerk('POST', `/api/issues/${issueId}/assign`, { lead, supports: [], fixes }));
    const sign = () => must(officer('POST', `/api/issues/${issueId}/sign`));
    const rectify = async () =>
      must(
        officer('POST', `/api/issues/${issueId}/rectify`, { text: '已清理', photos: [await send(officer)], point: at }),
      );
    const verify = async (result: 'PASS' | 'FAIL', reason: string | null) => {
      const photos = [await send(clerk)];
      await must(clerk('POST', `/api/issues/${issueId}/verify`, { result, kind: 'ONSITE', reason, photos }));
    };
    await sign();
    await rectify();
    await verify('FAIL', '还有两袋没有清走');
    await rectify();
    await verify('PASS', null);
    expect((await issue()).state).toBe('CLOSED');

    /** The same phone, opened at its report; what the ledger tells comes a moment later. */
    const openReport = async (words: string): Promise<void> => {
      for (let looks = 0; looks < 20; looks += 1) {
        host.close();
        await start(`/pages/report/index?id=${reportId}`, { storage });
        host.phone.senses.place = { longitude: 113.9088, latitude: 34.0461, accuracy: 8 };
        await host.shows(number);
        if (host.tree.text().includes(words)) return;
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
      throw new Error(`the report never showed ${words}`);
    };
    await openReport('处理得满意吗？');
    expect(host.tree.text()).toContain('没通过，退回重办');
    host.phone.senses.willTake(await shot());
    host.tap('没解决，重办');
    await cameraOpens();
    host.tap('快门，拍一张');
    await host.shows('提交，重办');
    host.tap('提交，重办');
    await host.shows('你说没解决');
    await soon(async () => (await issue()).state === 'ASSIGNED');
    expect((await issue()).isReopened).toBe(true);

    await sign();
    await rectify();
    await verify('PASS', null);
    await openReport('处理得满意吗？');
    host.tap('满意，第 2 项，共 5 项');
    await host.until(() => host.tree.all('.is-chosen').length > 0);
    host.tap('提交评价');
    await host.shows('已评价');
    await soon(async () => (await issue()).ratings.some(({ effect, count }) => effect === 2 && count === 1));
    expect((await issue()).state).toBe('CLOSED');
  });
});
