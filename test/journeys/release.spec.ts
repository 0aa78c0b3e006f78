import type { ReleaseDocument, ReleaseSummary } from '@minsheng/contracts';
import { systemCaller } from '../../server/src/platform/index.js';
import { verifyRelease } from '../../server/src/publication/verifier/verify.js';
import { filesOf } from '../../server/src/publication/publication.queries.js';
import { closeBrowser, openPage } from '../support/browser.js';
import { type World, startWorld } from '../world/world.js';

let world: World;
let release: ReleaseSummary;
beforeAll(async () => {
  world = await startWorld();
  [release] = (await world.get('/v1/releases')).json<[ReleaseSummary]>();
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

describe('a reader of the released ranking', () => {
  it.each([
    [1440, 'desk'],
    [375, 'phone'],
  ])('at %i px sees every unit with score and rank set, and nothing to scroll sideways', async (width, name) => {
    const opened = await openPage({ width, baseURL: world.base });
    await opened.page.goto(`/releases/${release.id}/`);
    const ranking = (await world.get(`/v1/releases/${release.id}`)).json<ReleaseDocument>();
    const text = await opened.page.locator('main').innerText();
    for (const row of ranking.groups.flatMap((group) => group.rows))
      expect(text.replace(/\s/g, '')).toContain(row.name.zh.slice(-3));
    expect(text).toContain('演示数据');
    expect(await opened.sidewaysOverflow()).toBeLessThanOrEqual(0);
    await opened.shot(`release-${name}`);
    expect(opened.errors).toEqual([]);
    await opened.close();
  });

  it('finds the newest release from the home page', async () => {
    const opened = await openPage({ width: 1280, baseURL: world.base });
    await opened.page.goto('/');
    await opened.page.locator(`main a[href*="${release.id}"]`).first().click();
    await opened.page.waitForURL(`**/releases/${release.id}/**`);
    await opened.close();
  });

  it('checks the release in the browser: same ranks and published digits as in Node', async () => {
    const files = await world.city.works.read(systemCaller('spec'), (work) => filesOf(work, release.id));
    const inNode = await verifyRelease(async (path) => {
      const file = files.find((entry) => entry.path === path);
      if (!file) throw new Error(path);
      return file.content;
    });
    const opened = await openPage({ width: 1280, baseURL: world.base });
    await opened.page.goto(`/releases/${release.id}/`);
    // As text: the spec's compiler would rewrite the import.
    const inBrowser: unknown = await opened.page.evaluate(`(async () => {
      const { verifyRelease } = await import(new URL('./verify.mjs', location.href).href);
      return verifyRelease(async (path) => new Uint8Array(await (await fetch('./' + path)).arrayBuffer()));
    })()`);
    expect(inNode.ok).toBe(true);
    expect(inBrowser).toEqual(JSON.parse(JSON.stringify(inNode)));
    expect(inNode.recomputed.map((unit) => unit.score)).not.toContain(null);
    await opened.close();
  });

  it('sees the verdict after one tap on the button', async () => {
    const opened = await openPage({ width: 375, baseURL: world.base });
    await opened.page.goto(`/releases/${release.id}/`);
    await opened.page.locator('#verify-run').click();
    await opened.page.locator('#verify-checks li.ok').first().waitFor();
    expect(await opened.page.locator('#verify-checks li.bad').count()).toBe(0);
    expect(opened.errors).toEqual([]);
    await opened.close();
  });

  it('who followed a broken link gets a page with a way home', async () => {
    const opened = await openPage({ width: 375, baseURL: world.base });
    const answer = await opened.page.goto('/releases/gone/');
    expect(answer?.status()).toBe(404);
    await opened.page.locator('main a[href="/"]').waitFor();
    await opened.close();
  });
});
