import { FakeCity } from './fake-city.js';
import { renderPage } from './template.js';
import type { WeappHost } from './weapp-host.js';
import { wechatBuild } from './wechat-build.js';

let city: FakeCity;
/** The build's own WXML, drawn by WeChat's template engine: that what the logic says is what stands on the screen. */
let host: WeappHost;
beforeAll(async () => {
  city = await FakeCity.open();
});
afterEach(() => {
  host.close();
  expect(host.errors.map(String)).toEqual([]);
});
afterAll(() => city.close());

it('the ranking page’s template draws every unit with its interval, and a tap on the element opens the unit', async () => {
  host = wechatBuild(city.origin);
  host.launch('/pages/ranking/index');
  await host.shows('教育局');

  const rendered = await renderPage(host);
  const rows = [...rendered.document.querySelectorAll('.rank-row')];
  expect(rows).toHaveLength(10);
  const civil = rows.find((row) => row.textContent?.includes('民政局')) as Element;
  expect(civil.querySelector('.dot-interval__dot')?.getAttribute('style')).toMatch(/left: ?[\d.]+%/);
  expect(rendered.document.body.textContent).toContain('8 个单位分成 4 档，同一档里分不出先后。');

  rendered.tap(civil);
  await host.until(() => rendered.document.querySelector('.sheet'));
  expect(rendered.document.querySelector('.sheet')?.textContent).toContain('第二档，4 家不分先后');
});
