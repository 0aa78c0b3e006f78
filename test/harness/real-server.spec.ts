import path from 'node:path';
import type { FieldworkView, PollSummary } from '@minsheng/contracts';
import { type World, startWorld } from '../world/world.js';
import { WeappHost } from './weapp-host.js';

/** The real WeChat build against the real server: no fixture between them. */
const dist = path.resolve(__dirname, '../../client/miniapp/dist');

let world: World;
let host: WeappHost;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(() => {
  host.close();
  expect(host.errors.map(String)).toEqual([]);
});

async function start(url?: string): Promise<void> {
  host = new WeappHost(dist);
  host.phone.network.lead('http://127.0.0.1:3000', world.base);
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
    host = new WeappHost(dist, { storage });
    host.phone.network.lead('http://127.0.0.1:3000', world.base);
    host.launch('/pages/poll/index');
    await host.shows('看回执');
    host.tap('看回执');
    await host.shows('修改回答');
    host.tap('修改回答');
    await host.shows('第 1 题，共');
    expect(other).toContain(host.tree.text(host.tree.all('.is-chosen')[0]));
  });
});
