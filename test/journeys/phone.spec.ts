import { closeBrowser, openPage } from '../support/browser.js';
import { signInByPhone } from '../support/phone-sign-in.js';
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

  it('signs a citizen in with a phone code', async () => {
    const opened = await openPage({ width: 375, height: 812, baseURL: world.base });
    await signInByPhone(opened, '13900001111');
    expect(opened.errors).toEqual([]);
    await opened.close();
  });
});
