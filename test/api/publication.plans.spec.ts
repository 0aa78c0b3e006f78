import { createHash } from 'node:crypto';
import type { OpenPoll, PlanSummary, PollPlan, ReleaseDocument } from '@minsheng/contracts';
import { rows, systemCaller } from '../../server/src/platform/index.js';
import { type RawAnswer, type ReleaseCity, startReleaseCity } from '../support/release-city.js';

/** Signing renders and squeezes a release: seconds, and on a busy machine many. */
jest.setTimeout(180_000);

let world: ReleaseCity;
let pollId: string;
beforeAll(async () => {
  world = await startReleaseCity('2026-12-14T02:00:00.000Z');
  pollId = await world.sealedPoll();
  await shown(`/v1/plans/${pollId}`);
});
afterAll(() => world.stop());

const header = ({ headers }: RawAnswer, name: string): string | undefined =>
  headers[headers.findIndex((each, index) => index % 2 === 0 && each.toLowerCase() === name) + 1];
const json = async <Body>(url: string): Promise<Body> => JSON.parse((await world.raw(url)).body) as Body;

/** What another room makes public is on the public pages a second later. */
async function shown(url: string): Promise<void> {
  for (let tries = 0; (await world.raw(url)).status !== 200; tries++) {
    if (tries > 100) throw new Error(`${url} did not come`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
const set = (stage: string) =>
  world.city.works.write(systemCaller('spec'), (work) =>
    rows(work, 'UPDATE poll SET stage = $1 WHERE id = $2', [stage, pollId]),
  );

describe('M-12 the public plan', () => {
  it('is listed with its hash, which anybody computes again from the bytes served', async () => {
    const [summary] = await json<[PlanSummary]>('/v1/plans');
    const answer = await world.raw(summary.address);
    expect(createHash('sha256').update(answer.body, 'utf8').digest('hex')).toBe(summary.hash);
    expect(header(answer, 'etag')).toBe(`"${summary.hash}"`);
    expect((JSON.parse(answer.body) as PollPlan).pollId).toBe(pollId);
    const again = await world.raw(summary.address, { headers: { 'if-none-match': `"${summary.hash}"` } });
    expect([again.status, again.body]).toEqual([304, '']);
  });

  it('each version has bytes of its own that never change', async () => {
    const [{ versions }] = await json<[PlanSummary]>('/v1/plans');
    const answer = await world.raw(versions[0]!.address);
    expect(header(answer, 'cache-control')).toContain('immutable');
    expect(createHash('sha256').update(answer.body, 'utf8').digest('hex')).toBe(versions[0]!.hash);
  });

  it.each(['', 'en.html'])('its page shows content, procedure and hash (/plans/{pollId}/%s)', async (file) => {
    const [summary] = await json<[PlanSummary]>('/v1/plans');
    const plan = await json<PollPlan>(summary.address);
    const page = (await world.raw(`/plans/${pollId}/${file}`)).body;
    const inLanguage = ({ zh, en }: { zh: string; en: string }) => (file === '' ? zh : en);
    const text = page.replace(/<[^>]*>/g, ' ').replaceAll('&#39;', "'");
    for (const said of [
      ...plan.questionnaire.items.map((item) => inLanguage(item.text)),
      ...plan.margins.map((margin) => inLanguage(margin.source)),
      ...plan.sites.map((site) => inLanguage(site.name)),
      ...plan.groups.flatMap((group) => group.units.map((unit) => inLanguage(unit.name))),
      inLanguage(plan.population),
      summary.hash,
      file === '' ? '2026 年 12 月 27 日（周日）09:00' : 'Sun 27 Dec 2026, 09:00',
      file === '' ? '演示数据' : 'Simulated data',
    ])
      expect(text).toContain(said);
    expect((await world.raw(file === '' ? '/' : '/en.html')).body).toContain(`href="/plans/${pollId}/${file}"`);
  });

  it('an unknown poll has no plan', async () => {
    expect((await world.raw('/v1/plans/01ARZ3NDEKTSV4RRFFQ69G5FAV')).status).toBe(404);
  });
});

describe('GET /api/city', () => {
  const openPoll = async () => (await json<{ openPoll: OpenPoll | null }>('/api/city')).openPoll;

  it('names the poll whose plan is public until its window ends, and says when it is paused', async () => {
    expect(await openPoll()).toBeNull();
    await set('PLAN_PUBLIC');
    const [summary] = await json<[PlanSummary]>('/v1/plans');
    expect(await openPoll()).toMatchObject({
      id: pollId,
      isPaused: false,
      planHash: summary.hash,
      planAddress: summary.address,
      opensAt: '2026-12-10T16:00:00.000Z',
      closesAt: '2026-12-20T16:00:00.000Z',
      releaseAt: '2026-12-27T01:00:00.000Z',
      questions: 3,
      minutes: 1,
    });
    await set('PAUSED');
    expect((await openPoll())?.isPaused).toBe(true);
    world.clock.set('2026-12-20T16:00:00.000Z');
    expect(await openPoll()).toBeNull();
    await set('SEALED');
  });
});

describe('GET /v1/feed.json and /v1/feed.xml', () => {
  it('tell plans and releases, newest first, under ids that stay', async () => {
    world.clock.set('2026-12-26T02:00:00.000Z');
    const { id } = await world.embargoed(pollId);
    world.clock.set('2026-12-27T01:00:00.000Z');
    await shown(`/v1/releases/${id}`);
    const feed = await json<{ version: string; items: { id: string; url: string; tags: string[] }[] }>('/v1/feed.json');
    expect(feed.version).toBe('https://jsonfeed.org/version/1.1');
    expect(feed.items.map((item) => [item.id, item.tags])).toEqual([
      [`urn:minsheng:release:${id}`, ['release']],
      [`urn:minsheng:plan:${pollId}:1`, ['plan']],
    ]);
    const atom = (await world.raw('/v1/feed.xml')).body;
    expect([...atom.matchAll(/<entry><id>([^<]*)<\/id>/g)].map(([, entry]) => entry)).toEqual(
      feed.items.map((item) => item.id),
    );
    const page = (await world.raw('/')).body;
    for (const [type, address] of [
      ['application/atom+xml', '/v1/feed.xml'],
      ['application/feed+json', '/v1/feed.json'],
    ])
      expect(page).toMatch(
        new RegExp(`<link rel="alternate" type="${type?.replace(/[+/]/g, '\\$&')}"[^>]*href="${address}"`),
      );
  });

  it('answer 304 to who has the newest', async () => {
    for (const url of ['/v1/feed.json', '/v1/feed.xml', '/v1/releases', '/v1/calendar']) {
      const etag = header(await world.raw(url), 'etag') as string;
      expect([url, (await world.raw(url, { headers: { 'if-none-match': etag } })).status]).toEqual([url, 304]);
    }
  });

  it('the release names plan and seal by their hashes, and the plan’s page leads to the release', async () => {
    const [release] = await json<{ id: string }[]>('/v1/releases');
    const document = await json<ReleaseDocument>(`/v1/releases/${release?.id}`);
    const [summary] = await json<[PlanSummary]>('/v1/plans');
    expect(document.planHash).toBe(summary.hash);
    expect(document.sealHash).toMatch(/^[0-9a-f]{64}$/);
    expect((await world.raw(`/plans/${pollId}/`)).body).toContain(`href="/releases/${release?.id}/"`);
  });
});

describe('GET /v1/calendar', () => {
  it('tells the next six release instants and the fieldwork to come, never what', async () => {
    const calendar = await json<Record<string, unknown> & { releases: object[]; fieldwork: object[] }>('/v1/calendar');
    expect(Object.keys(calendar)).toEqual(['scheme', 'nextReleaseAt', 'releases', 'fieldwork']);
    expect(calendar.releases.slice(0, 2)).toEqual([
      { periodKey: '2027-B1', at: '2027-02-28T01:00:00.000Z' },
      { periodKey: '2027-B2', at: '2027-04-25T01:00:00.000Z' },
    ]);
    expect([calendar.releases.length, calendar.fieldwork.length]).toEqual([6, 6]);
  });

  it('shows an adjustment of a later period a second after it was published', async () => {
    const adjusted = { periodKey: '2027-B3', from: '2027-06-11T16:00:00.000Z', to: '2027-06-21T16:00:00.000Z' };
    const answer = await world.ask('zhoumin', 'POST', '/api/scheme/overrides', {
      ruleCode: 'poll.fieldwork',
      periodKey: adjusted.periodKey,
      newStart: '2027-06-12T00:00:00+08:00',
      newEnd: '2027-06-22T00:00:00+08:00',
      reason: '访问避开端午节',
      publicNote: { zh: '访问推迟一天', en: 'Fieldwork begins a day later' },
    });
    const { id } = JSON.parse(answer.body) as { id: string };
    expect((await world.ask('lintao', 'POST', `/api/scheme/overrides/${id}/publish`, {})).statusCode).toBe(200);
    const shownNow = async () => (await json<{ fieldwork: object[] }>('/v1/calendar')).fieldwork[2];
    for (let tries = 0; tries < 60; tries++) {
      if (((await shownNow()) as typeof adjusted).from === adjusted.from) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await shownNow()).toEqual(adjusted);
  });
});
