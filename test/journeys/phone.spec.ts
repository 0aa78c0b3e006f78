import { closeBrowser } from '../support/browser.js';
import { signInByPhone } from '../support/phone-sign-in.js';
import { openPhone } from '../support/phone.js';
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
    const phone = await openPhone({ baseURL: world.base });
    await phone.page.goto('/m/');
    await phone.visible('青岚市').waitFor();
    await phone.visible('交通警察支队').waitFor();
    await phone.visible('演示数据').waitFor();
    await phone.shot('phone-home');
    await phone.tap('榜单');
    await phone.page.waitForURL('**/pages/ranking/**');
    await phone.onTop('第一档').waitFor();
    await phone.shot('phone-ranking');
    expect(await phone.sidewaysOverflow()).toBeLessThanOrEqual(0);
    await phone.visible('交通警察支队').click();
    await phone.visible(/公开透明/).waitFor();
    await phone.shot('phone-unit');
    expect(phone.errors).toEqual([]);
    await phone.close();
  });

  it('signs a citizen in with a phone code', async () => {
    const phone = await openPhone({ baseURL: world.base });
    await signInByPhone(phone, '13900001111');
    expect(phone.errors).toEqual([]);
    await phone.close();
  });
});
