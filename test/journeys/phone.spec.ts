import { closeBrowser, openPage } from '../support/browser.js';
import { type World, startWorld } from '../world/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

describe('a citizen with a phone (H5, 375 px)', () => {
  it('sees the city, the next release and the latest ranking, and opens one unit', async () => {
    const opened = await openPage({ width: 375, height: 812, baseURL: world.base });
    const { page } = opened;
    await page.goto('/m/');
    await page.getByText('青岚市').first().waitFor();
    await page.getByText('交通警察支队').first().waitFor();
    expect(await page.getByText('演示数据').count()).toBeGreaterThan(0);
    await opened.shot('phone-home');
    await page.getByText('榜单', { exact: true }).first().click();
    await page.getByText('第一档').first().waitFor();
    await opened.shot('phone-ranking');
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await page.getByText('交通警察支队').locator('visible=true').first().click();
    await page
      .getByText(/公开透明/)
      .first()
      .waitFor();
    await opened.shot('phone-unit');
    expect(opened.errors).toEqual([]);
    await opened.close();
  });

  it('signs in with a phone code and out again', async () => {
    const opened = await openPage({ width: 375, height: 812, baseURL: world.base });
    const { page } = opened;
    await page.goto('/m/#/pages/mine/index');
    await page.getByText('登录', { exact: true }).locator('visible=true').first().click();
    await page.locator('input:visible').first().fill('13900001111');
    const sent = page.waitForResponse((answer) => answer.url().endsWith('/api/phone-codes'));
    await page
      .getByText(/获取|验证码/)
      .locator('visible=true')
      .last()
      .click();
    const { demonstrationCode } = (await (await sent).json()) as { demonstrationCode: string };
    // What is typed before the page has taken the answer in would be lost with its next rendering.
    await page.getByText(demonstrationCode).locator('visible=true').first().waitFor();
    expect(demonstrationCode).toMatch(/^\d{6}$/);
    await page.locator('input:visible').last().fill(demonstrationCode);
    await opened.shot('phone-sign-in');
    await page.getByText('登录', { exact: true }).locator('visible=true').last().click();
    await page
      .getByText(/139\*+1111|139.*1111/)
      .first()
      .waitFor();
    expect(opened.errors).toEqual([]);
    await opened.close();
  });
});
