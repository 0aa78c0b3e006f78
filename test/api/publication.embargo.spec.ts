import type { CityView, PollSummary, ReleaseDraftView } from '@minsheng/contracts';
import { workingCalendar } from '../../server/src/deadlines/index.js';
import { calendarOf, presets } from '../../server/src/scheme/index.js';
import { newId } from '../../server/src/platform/index.js';
import { type RawAnswer, type ReleaseCity, startReleaseCity } from '../support/release-city.js';

/** Signing renders and squeezes a release: seconds, and on a busy machine many. */
jest.setTimeout(180_000);

const instant = Date.parse('2026-12-27T01:00:00.000Z');

describe('M-25 the release days', () => {
  const calendar = calendarOf(presets().get('demo')!.config, workingCalendar());
  const releases = (first: string, last: string) =>
    calendar.occurrences('release', first as never, last as never).map(({ start }) => start.toISOString());

  it('of 2026 are the last Sundays of even months, at nine', () => {
    expect(releases('2026-01-01', '2026-12-31')).toEqual(
      ['02-22', '04-26', '06-28', '08-30', '10-25', '12-27'].map((day) => `2026-${day}T01:00:00.000Z`),
    );
  });

  it('from 2001 to 2008 are forty-eight', () => {
    expect(releases('2001-01-01', '2008-12-31')).toHaveLength(48);
  });
});

describe('M-25 an embargoed release', () => {
  let world: ReleaseCity;
  let pollId: string;
  let draft: ReleaseDraftView;
  beforeAll(async () => {
    world = await startReleaseCity('2026-12-27T00:30:00.000Z');
    pollId = await world.sealedPoll();
    draft = await world.embargoed(pollId);
    expect(draft).toMatchObject({ state: 'EMBARGOED', releaseAt: new Date(instant).toISOString() });
  });
  afterAll(() => world.stop());

  const ofRelease = (id: string): string[] => [
    `/v1/releases/${id}`,
    `/v1/releases/${id}/rankings.csv`,
    `/v1/releases/${id}/rankings.json`,
    `/releases/${id}`,
    `/releases/${id}/`,
    ...['index.html', 'en.html', 'rankings.csv', 'release.json', 'inputs.json', 'chart.svg', 'chart-en.svg'].map(
      (file) => `/releases/${id}/${file}`,
    ),
    ...['verify.mjs', 'page.js', 'manifest.json', 'manifest.sig', 'status.json'].map(
      (file) => `/releases/${id}/${file}`,
    ),
  ];
  const lists = ['/v1/releases', '/v1/feed.json', '/v1/feed.xml', '/', '/en.html', '/method/', '/verify/', '/v1/keys'];

  /** What the whole city says of it: everything that a reader or a unit account can ask for. */
  async function said(): Promise<{ open: string[]; named: string[] }> {
    const open: string[] = [];
    const named: string[] = [];
    for (const url of ofRelease(draft.id)) if ((await world.raw(url)).status !== 404) open.push(url);
    const names = (text: string) => text.includes(draft.id) || text.includes(draft.contentHash as string);
    for (const url of [
      ...lists,
      '/v1/calendar',
      '/v1/plans',
      `/plans/${pollId}/`,
      '/api/city',
      '/v1/releases/latest',
    ]) {
      const answer = await world.raw(url);
      if (names(`${answer.headers.join()} ${answer.body}`)) named.push(url);
    }
    for (const url of ['/api/polls', `/api/polls/${pollId}`, `/api/polls/${pollId}/ranking`]) {
      const { body } = await world.ask('chenggu', 'GET', url);
      if (names(body)) named.push(url);
    }
    return { open, named };
  }
  const stageForUnits = async () =>
    (await world.ask('chenggu', 'GET', `/api/polls/${pollId}`)).json<PollSummary>().stage;
  const rankingForUnits = async () => (await world.ask('chenggu', 'GET', `/api/polls/${pollId}/ranking`)).statusCode;
  const latestInCity = async () =>
    (JSON.parse((await world.raw('/api/city')).body) as CityView).latestRelease?.id ?? null;

  /** Long enough for several looks of the release clock, and for one by the second. */
  const aWhile = () => new Promise((resolve) => setTimeout(resolve, 1500));

  it('is nowhere at 08:59:59, but its instant is in the calendar', async () => {
    world.clock.set('2026-12-27T00:59:59.999Z');
    await aWhile();
    expect(await said()).toEqual({ open: [], named: [] });
    expect([await stageForUnits(), await rankingForUnits(), await latestInCity()]).toEqual(['SEALED', 404, null]);
    const calendar = JSON.parse((await world.raw('/v1/calendar')).body) as {
      nextReleaseAt: string;
      releases: object[];
    };
    expect(calendar.nextReleaseAt).toBe('2026-12-27T01:00:00.000Z');
    expect(calendar.releases).toHaveLength(6);
  });

  const masked = ({ status, headers, body }: RawAnswer) => {
    const instanceOf = /"instance":"([^"]*)"/.exec(body)?.[1] ?? '';
    return {
      status,
      // The number of the request and the time of day are each answer's own.
      headers: headers.map((value, index) => {
        const name = headers[index - 1]?.toLowerCase();
        if (index % 2 === 0) return value;
        return name === 'date' ? 'DATE' : name === 'content-length' ? String(Number(value) - instanceOf.length) : value;
      }),
      body: body.replace(instanceOf, ''),
    };
  };
  const headersTried: Record<string, string>[] = [
    {},
    { 'if-none-match': '"abc"' },
    { 'accept-encoding': 'br, gzip' },
    { accept: 'text/html', 'accept-language': 'en' },
    { accept: 'text/html', 'accept-encoding': 'br', 'if-none-match': '*' },
  ];
  const ways = ['GET', 'HEAD'].flatMap((method) => headersTried.map((headers) => ({ method, headers })));

  it('its id is answered exactly like an unknown one: status, every header, body, however it is asked', async () => {
    const unknown = newId();
    const differing: unknown[] = [];
    for (const way of ways) {
      const addresses = ofRelease(draft.id);
      for (const [index, url] of ofRelease(unknown).entries()) {
        const [nobody, waiting] = [await world.raw(url, way), await world.raw(addresses[index] as string, way)];
        if (JSON.stringify(masked(nobody)) !== JSON.stringify(masked(waiting)))
          differing.push([url, way, nobody, waiting]);
        if (waiting.status !== 404) differing.push([url, way, waiting.status]);
      }
    }
    expect(differing).toEqual([]);
  });

  it('to staff without the right its id says nothing either, and to nobody signed in', async () => {
    for (const name of ['chenggu', 'admin', null])
      for (const path of ['', '/preview']) {
        const [nobody, waiting] = [
          await world.ask(name, 'GET', `/api/releases/${newId()}${path}`),
          await world.ask(name, 'GET', `/api/releases/${draft.id}${path}`),
        ];
        const bare = (body: string) => body.replace(/"instance":"[^"]*"/, '');
        expect([waiting.statusCode, bare(waiting.body)]).toEqual([nobody.statusCode, bare(nobody.body)]);
      }
  });

  it('is everywhere within a second of 09:00:00, and everything is of one release', async () => {
    world.clock.set(new Date(instant));
    const began = performance.now();
    const naming = lists.filter((url) => url !== '/v1/keys');
    const expected = {
      open: ofRelease(draft.id),
      named: [...naming, `/plans/${pollId}/`, '/api/city', '/v1/releases/latest', '/api/polls', `/api/polls/${pollId}`],
    };
    let found = { open: [] as string[], named: [] as string[] };
    while (performance.now() - began < 1000 && found.open.length < expected.open.length) {
      const code = (await world.raw(`/v1/releases/${draft.id}`)).status;
      if (code === 200) found = await said();
    }
    expect(found.open).toEqual(expected.open);
    expect(found.named).toEqual(expect.arrayContaining(expected.named));
    expect([await stageForUnits(), await rankingForUnits(), await latestInCity()]).toEqual(['RELEASED', 200, draft.id]);
    const summary = (JSON.parse((await world.raw('/v1/releases')).body) as { id: string; contentHash: string }[])[0];
    expect(summary).toMatchObject({ id: draft.id, contentHash: draft.contentHash });
  });

  it('the release is in the ledger once, with its hash', async () => {
    const released = (await world.ledger()).filter(({ action }) => action === 'publication.released');
    expect(released.map(({ subject, payload }) => [subject, payload.contentHash])).toEqual([
      [`release:${draft.id}`, draft.contentHash],
    ]);
  });
});

describe('M-25 a recalled release', () => {
  let world: ReleaseCity;
  beforeAll(async () => {
    world = await startReleaseCity('2026-12-27T00:30:00.000Z');
  });
  afterAll(() => world.stop());

  it('is not out at the instant: the bytes made ready for it are not used', async () => {
    const pollId = await world.sealedPoll();
    const { id } = await world.embargoed(pollId);
    // Within five minutes of the instant the next set of public bytes lies ready.
    world.clock.set('2026-12-27T00:58:00.000Z');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    for (const name of ['lintao', 'heqing'])
      await world.ask(name, 'POST', `/api/releases/${id}/recall`, { reason: '发现附表有误' });
    world.clock.set(new Date(instant));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect((await world.raw(`/v1/releases/${id}`)).status).toBe(404);
    expect(JSON.parse((await world.raw('/v1/releases')).body)).toEqual([]);
    expect((await world.ledger()).filter(({ action }) => action === 'publication.released')).toEqual([]);
  });
});

describe('POST /api/demo/clock', () => {
  let world: ReleaseCity;
  beforeAll(async () => {
    world = await startReleaseCity('2026-12-26T02:00:00.000Z', 'by-itself');
  });
  afterAll(() => world.stop());

  it('every surface is as of the new time when it answers: nothing a minute before, everything at the instant', async () => {
    const pollId = await world.sealedPoll();
    const { id } = await world.embargoed(pollId);
    const move = async (to: number) =>
      (await world.ask('heqing', 'POST', '/api/demo/clock', { to: new Date(to).toISOString() })).statusCode;
    const seen = async () => [
      (await world.raw(`/v1/releases/${id}`)).status,
      (await world.raw('/')).body.includes(id),
      (await world.raw('/v1/feed.json')).body.includes(id),
      (await world.ask('chenggu', 'GET', `/api/polls/${pollId}`)).json<PollSummary>().stage,
    ];
    expect([await move(instant - 60_000), await seen()]).toEqual([200, [404, false, false, 'SEALED']]);
    expect([await move(instant), await seen()]).toEqual([200, [200, true, true, 'RELEASED']]);
  });
});
