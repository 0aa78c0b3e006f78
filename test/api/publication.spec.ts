import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CityView, ReleaseDocument, ReleaseSummary } from '@minsheng/contracts';
import { systemCaller } from '../../server/src/platform/index.js';
import { exportRelease, verifyFolder } from '../../server/src/publication/index.js';
import { filesOf } from '../../server/src/publication/publication.queries.js';
import { type World, startWorld } from '../world/world.js';

let world: World;
let release: ReleaseSummary;
beforeAll(async () => {
  world = await startWorld();
  [release] = (await world.get('/v1/releases')).json<[ReleaseSummary]>();
});
afterAll(() => world.stop());

describe('GET /v1', () => {
  it('leads to the newest release, whole and labelled as simulated', async () => {
    const latest = await world.get('/v1/releases/latest');
    expect([latest.statusCode, latest.headers.location]).toEqual([302, `/v1/releases/${release.id}`]);
    const document = (await world.get(`/v1/releases/${release.id}`)).json<ReleaseDocument>();
    expect(document.isDemonstration).toBe(true);
    expect(document.groups.map((group) => group.rows.length)).toEqual([6, 8, 4]);
  });

  it('gives the rankings as CSV that Excel opens with the right characters', async () => {
    const csv = await world.get(`/v1/releases/${release.id}/rankings.csv`);
    expect([...csv.rawPayload.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(csv.body).toContain('交通警察支队');
    expect(csv.headers['content-disposition']).toContain('attachment');
  });

  it('answers 304 to a reader who has the newest bytes, and brotli to one who takes it', async () => {
    const first = await world.get(`/v1/releases/${release.id}`);
    const again = await world.get(`/v1/releases/${release.id}`, { 'if-none-match': String(first.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const squeezed = await world.get(`/v1/releases/${release.id}`, { 'accept-encoding': 'br' });
    expect(squeezed.headers['content-encoding']).toBe('br');
    expect(Number(squeezed.headers['content-length'])).toBeLessThan(first.rawPayload.length / 2);
  });

  it('knows nothing of a release that is not there', async () => {
    const answer = await world.ask('GET', '/v1/releases/01ARZ3NDEKTSV4RRFFQ69G5FAV');
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([404, 'platform.not-found']);
  });

  it('names the next release instant of the calendar and the keys that have signed', async () => {
    expect((await world.get('/v1/calendar')).json()).toMatchObject({
      scheme: 'demo',
      nextReleaseAt: '2026-12-27T01:00:00.000Z',
    });
    const keys = (await world.get('/v1/keys')).json<{ keyId: string }[]>();
    expect(keys.map((key) => key.keyId)).toEqual([world.city.keys.signing.keyId]);
  });
});

describe('the public pages', () => {
  it.each(['/', '/en.html', '/method/', '/verify/', '/verify/en.html'])(
    '%s answers and says that the data are simulated',
    async (page) => {
      const answer = await world.get(page);
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toContain(page.endsWith('en.html') ? 'Simulated' : '演示数据');
    },
  );

  it('a release page shows every unit with score and rank set', async () => {
    const page = (await world.get(`/releases/${release.id}/`)).body;
    const document = (await world.get(`/v1/releases/${release.id}`)).json<ReleaseDocument>();
    for (const row of document.groups.flatMap((group) => group.rows)) expect(page).toContain(row.name.zh);
  });
});

describe('GET /api/city', () => {
  it('tells anybody the city, its time and its latest release', async () => {
    const city = (await world.ask('GET', '/api/city')).json<CityView>();
    expect(city).toMatchObject({ mode: 'demo', city: { zh: '青岚市' }, latestRelease: { id: release.id } });
  });
});

describe('POST /api/demo/clock', () => {
  it('moves the business clock forward, never back, and writes it in the ledger', async () => {
    const ask = await world.as('heqing');
    const { now } = (await world.ask('GET', '/api/city')).json<CityView>();
    const back = await ask('POST', '/api/demo/clock', { to: '2026-01-01T00:00:00.000Z' });
    expect([back.statusCode, back.json<{ code: string }>().code]).toEqual([422, 'clock.backwards']);
    const to = new Date(Date.parse(now) + 3_600_000).toISOString();
    expect((await ask('POST', '/api/demo/clock', { to })).statusCode).toBe(200);
    expect(Date.parse((await world.ask('GET', '/api/city')).json<CityView>().now)).toBeGreaterThanOrEqual(
      Date.parse(to),
    );
    const ledger = (await ask('GET', '/api/ledger?limit=10')).json<{
      entries: { action: string }[];
      chain: { verified: boolean };
    }>();
    // What the timetable writes may come in between.
    const actions = ledger.entries.map(({ action }) => action);
    expect(actions).toContain('demo.clock-moved');
    expect(ledger.chain.verified).toBe(true);
  });

  it('refuses those who may not', async () => {
    const ask = await world.as('chenggu');
    expect((await ask('POST', '/api/demo/clock', { to: '2030-01-01T00:00:00.000Z' })).statusCode).toBe(403);
  });
});

describe('a release folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = path.join(mkdtempSync(path.join(tmpdir(), 'minsheng-release-')), 'release');
    const files = await world.city.works.read(systemCaller('spec'), (work) => filesOf(work, release.id));
    await exportRelease(files, folder);
  });
  afterEach(() => rmSync(path.dirname(folder), { recursive: true }));

  it('verifies, signed by the key of this city', async () => {
    const verdict = await verifyFolder(folder, world.city.keys.signing.keyId);
    expect(verdict.checks.filter((check) => !check.ok)).toEqual([]);
    expect(verdict.recomputed).toHaveLength(18);
  });

  it('with one byte changed in any file does not verify, and the file is named', async () => {
    for (const file of readdirSync(folder)) {
      const at = path.join(folder, file);
      const before = readFileSync(at);
      const changed = Buffer.from(before);
      const middle = Math.floor(changed.length / 2);
      changed[middle] = (changed[middle] as number) ^ 1;
      writeFileSync(at, changed);
      const verdict = await verifyFolder(folder);
      const named = verdict.checks.filter((check) => !check.ok).map((check) => `${check.file} ${check.zh}`);
      expect([verdict.ok, named.some((text) => text.includes(file))]).toEqual([false, true]);
      writeFileSync(at, before);
    }
  });

  it('with a file missing does not verify', async () => {
    rmSync(path.join(folder, 'inputs.json'));
    const verdict = await verifyFolder(folder);
    expect(verdict.checks.filter((check) => !check.ok).map((check) => check.file)).toEqual(['inputs.json']);
  });

  it('signed by another key is not the expected one', async () => {
    const verdict = await verifyFolder(folder, '0123456789abcdef');
    expect(verdict.ok).toBe(false);
  });

  it('is never written over another folder', async () => {
    await expect(exportRelease([], folder)).rejects.toMatchObject({ code: 'publication.folder-not-empty' });
  });
});
