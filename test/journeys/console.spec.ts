import { closeBrowser, openPage, type OpenPage } from '../support/browser.js';
import { signInAtDesk } from '../support/desk-sign-in.js';
import { type World, startWorld } from '../world/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

async function signedIn(name: string): Promise<OpenPage> {
  const opened = await openPage({ width: 1440, height: 900, baseURL: world.base });
  await signInAtDesk(opened, world, name);
  return opened;
}

describe('staff at the console', () => {
  it('the statistician reviews the ranking of the released poll and finds every unit in the chart', async () => {
    const opened = await signedIn('zhoumin');
    const { page } = opened;
    await page
      .getByRole('link', { name: /排名审定/ })
      .first()
      .click();
    await page.getByRole('heading', { name: /排名审定/ }).waitFor();
    await page.locator('main svg text').first().waitFor();
    const text = (await page.locator('main').textContent()) ?? '';
    for (const name of ['交通警察支队', '住房和城乡建设局', '北塘区']) expect(text.replace(/\s/g, '')).toContain(name);
    expect(await page.getByText('演示数据').count()).toBeGreaterThan(0);
    await opened.shot('console-ranking');
    expect(opened.errors).toEqual([]);
    await opened.close();
  });

  it('the office director moves the business clock on, and the ledger says so', async () => {
    const opened = await signedIn('heqing');
    const { page } = opened;
    await page.getByRole('button', { name: /推进时间/ }).click();
    await opened.shot('console-overview');
    const before = (await world.ask('GET', '/api/city')).json<{ now: string }>().now;
    const response = page.waitForResponse((answer) => answer.url().endsWith('/api/demo/clock'));
    await page.locator('.clock-form').getByRole('button').first().click();
    expect((await response).status()).toBe(200);
    const after = (await world.ask('GET', '/api/city')).json<{ now: string }>().now;
    expect(Date.parse(after)).toBeGreaterThan(Date.parse(before));
    await page.getByRole('link', { name: /审计日志/ }).click();
    await page
      .getByText(/clock-moved|推进/)
      .first()
      .waitFor();
    expect(opened.errors).toEqual([]);
    await opened.close();
  });

  it('a wrong code is refused in Chinese and lets nobody in', async () => {
    const opened = await openPage({ width: 1440, height: 900, baseURL: world.base });
    const { page } = opened;
    await page.goto('/console/');
    await page.getByLabel('用户名').fill('lintao');
    await page.getByLabel('密码', { exact: true }).fill('not the password');
    await page.getByLabel('动态码').fill('000000');
    const response = page.waitForResponse((answer) => answer.url().endsWith('/api/sessions'));
    await page.getByRole('button', { name: '登录', exact: true }).click();
    expect((await response).status()).toBe(401);
    await page
      .getByText(/[\u4e00-\u9fff]+.*(不对|错误|有误)/)
      .first()
      .waitFor();
    await opened.close();
  });

  it('a unit’s officer sees the units of the own subtree and no ledger', async () => {
    const opened = await signedIn('chenggu');
    const { page } = opened;
    expect(await page.getByRole('link', { name: /审计日志/ }).count()).toBe(0);
    await page.getByRole('link', { name: /责任单位/ }).click();
    await page.getByText('城市管理局').first().waitFor();
    expect(await page.locator('main').innerText()).not.toContain('教育局');
    await opened.close();
  });
});
