import path from 'node:path';
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
});
