import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Located, ProblemBody, TerritoryMap, TerritoryVersion } from '@minsheng/contracts';
import { findUnitsByCode, locate, requirePoint } from '../../server/src/organisation/index.js';
import { judgeAside } from '../../server/src/organisation/territory/judge-aside.js';
import { fromGcj02 } from '../../server/src/organisation/territory/datum.js';
import { rows, systemCaller } from '../../server/src/platform/index.js';
import { codeOf } from '../support/answers.js';
import { formOf } from '../support/pictures.js';
import { bundled } from '../support/writer-program.js';
import { type World, startWorld } from '../world/world.js';

let world: World;
let citizen: World['ask'];
let clerk: World['ask'];
let director: World['ask'];
let admin: World['ask'];

beforeAll(async () => {
  world = await startWorld();
  citizen = await world.asCitizen();
  clerk = await world.as('luyao');
  director = await world.as('heqing');
  admin = await world.as('admin');
});
afterAll(() => world.stop());

const shipped = readFileSync(path.resolve(__dirname, '../../server/demo/boundaries.geojson'), 'utf8');

interface File {
  type: string;
  features: { properties: Record<string, unknown>; geometry: { type: string; coordinates: number[][][] } }[];
}
/** The demonstration's boundaries, changed. */
const changed = (change: (file: File) => void): string => {
  const file = JSON.parse(shipped) as File;
  change(file);
  return JSON.stringify(file);
};
const featureOf = (file: File, code: string) => file.features.find(({ properties }) => properties.code === code)!;

const bringIn = (
  who: World['ask'],
  text: string,
  fields: Record<string, string> = { datum: 'GCJ02', source: '规划局' },
) => {
  const { payload, headers } = formOf(fields, 'file', Buffer.from(text), 'boundaries.geojson');
  return who('POST', '/api/territory/versions', undefined, { payload, headers });
};
const publish = (who: World['ask'], id: string) => who('POST', `/api/territory/versions/${id}/publish`, {});
const inForce = async () =>
  (await clerk('GET', '/api/territory/versions'))
    .json<TerritoryVersion[]>()
    .find(({ state }) => state === 'PUBLISHED')!;
const locateUrl = (lng: number, lat: number, rest = '&datum=GCJ02') =>
  `/api/territory/locate?lng=${lng}&lat=${lat}${rest}`;

/** A place in each area of the demonstration, GCJ-02. */
const places = { A1: [113.915, 34.045], A2: [113.84, 34.045], A3: [113.9, 34.0], A4: [113.9, 34.085] } as const;
const inEnclave = [113.955, 34.046] as const;

describe('GET /api/territory/locate', () => {
  it('M-04: a report placed in each of the four areas is led by that area’s own government', async () => {
    for (const [code, [lng, lat]] of Object.entries(places)) {
      const found = await world.city.works.read(systemCaller('spec'), async (work) => ({
        location: await locate(work, requirePoint({ lng, lat, datum: 'GCJ02', accuracyMetres: 8 })),
        unit: (await findUnitsByCode(work, [code])).get(code)!,
      }));
      expect(found.location).toMatchObject({ isInside: true, areaCode: code, areaUnitId: found.unit.id, flags: [] });
      expect(found.location.responsibilityUnitId).toBe(found.unit.id);
      expect(found.location.personSeatId).toMatch(/^[0-9A-Z]{26}$/);
      const answer = (await citizen('GET', locateUrl(lng, lat))).json<Located>();
      expect(answer.area).toEqual({ code, name: { zh: found.unit.nameZh, en: found.unit.nameEn } });
      expect(answer.responsibilityArea?.code.startsWith(`${code}-`)).toBe(true);
    }
  });

  it('an enclave belongs to the area it is a piece of, not to the one around it', async () => {
    const answer = await citizen('GET', locateUrl(...inEnclave));
    expect(answer.json<Located>()).toMatchObject({
      isInside: true,
      area: { code: 'A4' },
      responsibilityArea: { code: 'A4-G3' },
    });
  });

  it('the same place in another datum is the same place', async () => {
    for (const datum of ['WGS84', 'CGCS2000', 'BD09'] as const) {
      const [lng, lat] = fromGcj02([...inEnclave], datum);
      const answer = await citizen(
        'GET',
        locateUrl(Number(lng.toFixed(7)), Number(lat.toFixed(7)), `&datum=${datum}&accuracy=5`),
      );
      expect(answer.json<Located>()).toMatchObject({ area: { code: 'A4' }, flags: [] });
    }
  });

  it('a place outside the city is said to be outside; an accuracy that reaches in, to be near', async () => {
    expect((await citizen('GET', locateUrl(114.5, 34.05))).json()).toEqual({
      isInside: false,
      area: null,
      responsibilityArea: null,
      flags: ['OUTSIDE'],
    });
    const [lng, lat] = [113.9815, 34.03];
    const near = (await citizen('GET', locateUrl(lng + 0.003, lat, '&datum=GCJ02&accuracy=1000'))).json<Located>();
    expect(near).toMatchObject({ isInside: true, area: { code: 'A1' }, flags: ['NEAREST', 'ACCURACY_CROSSES_BORDER'] });
  });

  it.each([
    ['without a datum', locateUrl(113.9, 34.05, ''), 'territory.missing-datum'],
    ['with an unknown datum', locateUrl(113.9, 34.05, '&datum=NAD27'), 'territory.missing-datum'],
    ['with longitude and latitude swapped', locateUrl(34.05, 113.9), 'territory.swapped-coordinates'],
    ['with no number', '/api/territory/locate?lng=east&lat=34&datum=GCJ02', 'platform.invalid-body'],
  ])('a point %s is refused in Chinese', async (_what, url, code) => {
    const answer = await citizen('GET', url);
    expect(codeOf(answer)).toBe(code);
    expect(answer.json<ProblemBody>().sentences.zh).toMatch(/[\u4e00-\u9fff]/);
  });

  it('nobody without a session asks', async () => {
    expect((await world.ask('GET', locateUrl(113.9, 34.05))).statusCode).toBe(401);
  });
});

describe('GET /api/territory', () => {
  it('citizens and staff see the boundaries in force, once', async () => {
    const first = await citizen('GET', '/api/territory');
    const map = first.json<TerritoryMap>();
    expect(
      map.features.filter(({ properties }) => properties.kind === 'area').map(({ properties }) => properties.unit),
    ).toEqual(['A1', 'A2', 'A3', 'A4']);
    expect(map.bbox[0]).toBeCloseTo(113.819, 2);
    const again = await clerk('GET', '/api/territory', undefined, {
      headers: { 'if-none-match': String(first.headers.etag) },
    });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });
});

describe('POST /api/territory/versions', () => {
  it('a good file is kept as a draft, in force only when another person publishes it; the old version ends then', async () => {
    const before = await inForce();
    const draft = await bringIn(
      clerk,
      changed((file) => (featureOf(file, 'A1-G1').properties.name = '新河滨网格')),
    );
    expect(draft.statusCode).toBe(201);
    const { id, no } = draft.json<TerritoryVersion>();
    expect(draft.json()).toMatchObject({
      state: 'DRAFT',
      no: before.no + 1,
      areas: 4,
      responsibilityAreas: 10,
      faults: [],
      importedBy: 'luyao',
    });
    const [lng, lat] = places.A1;
    const named = async () => (await citizen('GET', locateUrl(lng, lat))).json<Located>().responsibilityArea?.name.zh;
    expect(await named()).toBe('河滨网格');
    expect((await publish(clerk, id)).statusCode).toBe(403);
    expect((await publish(director, id)).json()).toMatchObject({
      state: 'PUBLISHED',
      publishedBy: 'heqing',
      validTo: null,
    });
    expect(await named()).toBe('新河滨网格');
    expect(codeOf(await publish(director, id))).toBe('territory.not-a-draft');
    const versions = (await clerk('GET', '/api/territory/versions')).json<TerritoryVersion[]>();
    expect(versions.map((version) => [version.no, version.state])).toEqual([
      [no, 'PUBLISHED'],
      [before.no, 'SUPERSEDED'],
    ]);
    expect(versions[1]!.validTo).toBe(versions[0]!.validFrom);
    expect((await clerk('GET', `/api/territory/versions/${before.id}/map`)).json<TerritoryMap>().versionId).toBe(
      before.id,
    );
  });

  it('whoever imported a version cannot publish it, not even past the routes', async () => {
    const { id } = (await bringIn(clerk, shipped)).json<TerritoryVersion>();
    await expect(
      world.city.works.write(systemCaller('spec'), (work) =>
        rows(work, `UPDATE territory_version SET state = 'SUPERSEDED', valid_to = valid_from WHERE id = $1`, [id]),
      ),
    ).rejects.toThrow();
    await expect(
      world.city.works.write(systemCaller('spec'), (work) =>
        rows(
          work,
          `UPDATE territory_version SET published_by = imported_by, valid_from = imported_at, state = 'SUPERSEDED', valid_to = imported_at WHERE id = $1`,
          [id],
        ),
      ),
    ).rejects.toMatchObject({ code: 'territory.same-person' });
  });

  it('a file with errors between its features is kept with the list of them, and cannot be published', async () => {
    const text = changed((file) => {
      featureOf(file, 'A2').properties.unit = 'A9';
      featureOf(file, 'A3-G1').properties.person = '查无此人';
      file.features = file.features.filter(({ properties }) => properties.code !== 'A4');
    });
    const draft = (await bringIn(admin, text)).json<TerritoryVersion>();
    const said = new Set(draft.faults.map(({ severity, code, codes }) => `${severity} ${code} ${codes[0]}`));
    expect(said).toEqual(
      new Set([
        'error gap QL',
        'error unknown-unit A2',
        'error unknown-parent A4-G1',
        'error unknown-parent A4-G2',
        'error unknown-parent A4-G3',
        'warning without-person A3-G1',
      ]),
    );
    expect(codeOf(await publish(director, draft.id))).toBe('territory.has-errors');
  });

  const crossing = changed((file) => featureOf(file, 'A2').geometry.coordinates[0]!.splice(1, 0, [113.95, 34.01]));
  it.each<[string, string, Record<string, string> | undefined, string]>([
    ['a polygon that crosses itself', crossing, undefined, 'territory.file-refused'],
    [
      'longitude and latitude swapped',
      changed((file) => file.features.forEach(({ geometry }) => (geometry.coordinates = swap(geometry.coordinates)))),
      undefined,
      'territory.file-refused',
    ],
    ['no datum', shipped, { source: '规划局' }, 'territory.missing-datum'],
    ['no source', shipped, { datum: 'GCJ02' }, 'territory.missing-source'],
    ['a spreadsheet', 'code,name\nA1,澜东区', undefined, 'territory.file-unreadable'],
    ['an empty file', '', undefined, 'territory.no-file'],
  ])('%s is refused in Chinese, and nothing is kept', async (_what, text, fields, code) => {
    const before = await world.footprint();
    const answer = await bringIn(clerk, text, fields);
    expect(codeOf(answer)).toBe(code);
    expect(answer.json<ProblemBody>().sentences.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(await world.footprint()).toEqual(before);
  });

  it('the refusal of a file names the feature', async () => {
    const answer = await bringIn(clerk, crossing);
    expect(answer.json<ProblemBody>().details?.faults).toMatchObject([
      { code: 'self-crossing', codes: ['A2'], feature: 2 },
    ]);
  });

  it('is for the office and administrators; others are refused', async () => {
    expect((await bringIn(await world.as('chenggu'), shipped)).statusCode).toBe(403);
    expect((await bringIn(citizen, shipped)).statusCode).toBe(403);
    expect((await publish(director, '01ARZ3NDEKTSV4RRFFQ69G5FAV')).statusCode).toBe(404);
  });

  it('is judged in a thread of its own, with the same verdict', async () => {
    const program = bundled('server/src/organisation/territory/boundary-worker.ts');
    for (const text of [shipped, crossing]) {
      expect(await judgeAside(text, 'WGS84', program)).toEqual(await judgeAside(text, 'WGS84'));
    }
    await expect(judgeAside('nothing', 'WGS84', program)).rejects.toMatchObject({ code: 'territory.file-unreadable' });
  });
});

/** Positions with their two numbers the other way round, however deep they lie. */
function swap<Nested>(nested: Nested): Nested {
  if (!Array.isArray(nested)) return nested;
  const list = nested as unknown[];
  return (typeof list[0] === 'number' ? [list[1], list[0]] : list.map(swap)) as Nested;
}
