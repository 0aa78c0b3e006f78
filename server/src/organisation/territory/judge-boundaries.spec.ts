import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { BoundaryFault } from '@minsheng/contracts';
import { toGcj02 } from './datum.js';
import { judgeBoundaries } from './judge-boundaries.js';
import { selfCrossing, squareMetres } from './shapes.js';

type Ring = [number, number][];

/** Corners in thousandths of a degree from 113.9 E, 34.0 N (some 92 × 111 m); closed unless told otherwise. */
const ring = (...corners: [number, number][]): Ring => {
  const line = corners.map(([x, y]): [number, number] => [(113_900 + x) / 1000, (34_000 + y) / 1000]);
  return [...line, line[0]!];
};
const box = (x: number, y: number, wide: number, high: number): Ring =>
  ring([x, y], [x + wide, y], [x + wide, y + high], [x, y + high]);

const feature = (properties: object, ...rings: Ring[]) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: rings },
});
const area = (code: string, ...rings: Ring[]) => feature({ code, kind: 'area', name: code, unit: code }, ...rings);
const duty = (code: string, parent: string, more: object, ...rings: Ring[]) =>
  feature({ code, kind: 'responsibility', name: code, unit: parent, parent, chiefType: 'GRID', ...more }, ...rings);
const outline = (...rings: Ring[]) => feature({ code: 'CITY', kind: 'outline', name: 'city' }, ...rings);
const fileOf = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features });

const judge = (...features: object[]) => {
  const judged = judgeBoundaries(fileOf(...features), 'GCJ02');
  if (!judged) throw new Error('not read');
  return judged;
};
const said = (faults: readonly BoundaryFault[]) =>
  faults.map(({ severity, code, codes }) => `${severity} ${code} ${codes.join(' ')}`.trim());
/** What is wrong besides that nothing is divided into responsibility areas. */
const faultsOf = (...features: object[]) =>
  said(judge(...features).faults.filter(({ code }) => code !== 'not-covered'));

/** Some 92 m × 111 m. */
const cell = squareMetres([[box(0, 0, 1, 1)]]);

describe('a feature is useless by itself', () => {
  it.each<[string, object, BoundaryFault['code']]>([
    ['a ring that crosses itself', area('A1', ring([0, 0], [10, 10], [10, 0], [0, 10])), 'self-crossing'],
    [
      'a ring that touches itself in a corner',
      area('A1', ring([0, 0], [5, 5], [10, 0], [10, 10], [5, 5], [0, 10])),
      'self-crossing',
    ],
    ['a spike', area('A1', ring([0, 0], [10, 0], [10, 10], [10, 15], [10, 10], [0, 10])), 'self-crossing'],
    ['a hole that crosses the outline', area('A1', box(0, 0, 10, 10), box(5, 5, 10, 2)), 'self-crossing'],
    ['a ring that is not closed', area('A1', box(0, 0, 10, 10).slice(0, -1)), 'unclosed-ring'],
    [
      'longitude and latitude swapped',
      area(
        'A1',
        box(0, 0, 10, 10).map(([lng, lat]) => [lat, lng]),
      ),
      'swapped-coordinates',
    ],
    ['two corners', area('A1', ring([0, 0], [1, 1])), 'bad-geometry'],
    [
      'a point',
      {
        type: 'Feature',
        properties: { code: 'A1', kind: 'area', name: 'A1' },
        geometry: { type: 'Point', coordinates: [113.9, 34] },
      },
      'bad-geometry',
    ],
    ['coordinates that are no numbers', area('A1', [['113.9', '34.0']] as never), 'bad-geometry'],
    ['no code', feature({ kind: 'area', name: 'x' }, box(0, 0, 1, 1)), 'bad-property'],
    ['an unknown kind', feature({ code: 'A1', kind: 'street', name: 'x' }, box(0, 0, 1, 1)), 'bad-property'],
    [
      'a responsibility area without its area',
      feature({ code: 'G', kind: 'responsibility', name: 'x' }, box(0, 0, 1, 1)),
      'bad-property',
    ],
  ])('%s', (_what, one, code) => {
    const judged = judge(area('A0', box(50, 50, 10, 10)), one);
    expect(judged.isRefused).toBe(true);
    expect(judged.drafts).toEqual([]);
    expect(judged.faults.map((fault) => fault.code)).toEqual([code]);
    expect(judged.faults[0]).toMatchObject({ feature: 1, severity: 'error' });
    expect(judged.faults[0]!.sentences.zh).toMatch(/第 2 个要素/);
  });

  it('two features with one code', () => {
    expect(said(judge(area('A1', box(0, 0, 1, 1)), area('A1', box(5, 5, 1, 1))).faults)).toEqual([
      'error duplicate-code A1',
    ]);
  });

  it('a file that is no FeatureCollection is not read at all', () => {
    for (const text of [
      '',
      'code,name',
      '{}',
      '[]',
      '{"type":"FeatureCollection","features":[]}',
      '{"type":"Feature"}',
    ]) {
      expect(judgeBoundaries(text, 'GCJ02')).toBeNull();
    }
  });

  it('a hole may touch the outline in a point, and a byte-order mark is no fault', () => {
    const touching = [box(0, 0, 10, 10), ring([0, 5], [3, 4], [3, 6])];
    expect(selfCrossing(touching)).toBeNull();
    expect(judgeBoundaries(`\uFEFF${fileOf(area('A1', ...touching))}`, 'GCJ02')?.isRefused).toBe(false);
  });
});

describe('features lie to each other', () => {
  it('side by side, with a shared border, is how it should be', () => {
    expect(faultsOf(area('A1', box(0, 0, 10, 10)), area('A2', box(10, 0, 10, 10)), outline(box(0, 0, 20, 10)))).toEqual(
      [],
    );
  });

  it('two areas that overlap are an error, with square metres and a place', () => {
    const { faults } = judge(area('A1', box(0, 0, 10, 10)), area('A2', box(9, 0, 10, 10)));
    const [found] = faults.filter(({ code }) => code === 'overlap');
    expect(found).toMatchObject({ severity: 'error', codes: ['A1', 'A2'] });
    expect(found!.squareMetres! / (10 * cell)).toBeCloseTo(1, 3);
    expect(found!.at!.lng).toBeCloseTo(113.9095, 6);
  });

  it('pieces of less than a square metre are the rounding of whoever drew', () => {
    const sliver = ring([10 - 0.000005, 0], [20, 0], [20, 10], [10 - 0.000005, 10]);
    expect(faultsOf(area('A1', box(0, 0, 10, 10)), area('A2', sliver))).toEqual([]);
  });

  it('a gap within the declared city is an error', () => {
    const { faults } = judge(area('A1', box(0, 0, 10, 10)), area('A2', box(11, 0, 9, 10)), outline(box(0, 0, 20, 10)));
    const [found] = faults.filter(({ code }) => code === 'gap');
    expect(found).toMatchObject({ severity: 'error' });
    expect(found!.squareMetres! / (10 * cell)).toBeCloseTo(1, 3);
  });

  it('a hole that no area fills is named; without an outline it may be another city’s', () => {
    expect(faultsOf(area('A1', box(0, 0, 10, 10), box(4, 4, 2, 2)))).toEqual(['warning gap']);
    expect(faultsOf(area('A1', box(0, 0, 10, 10), box(4, 4, 2, 2)), area('A2', box(4, 4, 2, 2)))).toEqual([]);
  });

  it('an enclave (飞地) of one area in another is no fault', () => {
    const enclave = box(4, 4, 2, 2);
    const inTwoPieces = {
      ...area('A2'),
      geometry: { type: 'MultiPolygon', coordinates: [[box(10, 0, 10, 10)], [enclave]] },
    };
    expect(faultsOf(area('A1', box(0, 0, 10, 10), enclave), inTwoPieces, outline(box(0, 0, 20, 10)))).toEqual([]);
  });

  it('areas beyond the declared city, and polygons of one area that overlap, are errors', () => {
    expect(faultsOf(area('A1', box(0, 0, 10, 10)), outline(box(0, 0, 10, 9)))).toEqual(['error outside-parent CITY']);
    const twice = {
      ...area('A1'),
      geometry: { type: 'MultiPolygon', coordinates: [[box(0, 0, 5, 5)], [box(4, 0, 5, 5)]] },
    };
    expect(faultsOf(twice)).toEqual(['error overlap A1']);
  });

  it.each<[string, object[], string[]]>([
    ['within its area', [duty('G1', 'A1', {}, box(0, 0, 10, 10))], []],
    ['partly outside its area', [duty('G1', 'A1', {}, box(0, 0, 10, 11))], ['error outside-parent G1 A1']],
    [
      'of an area that is not there',
      [duty('G1', 'A9', {}, box(0, 0, 10, 10))],
      ['error unknown-parent G1', 'warning not-covered A1'],
    ],
    ['covering half of it', [duty('G1', 'A1', {}, box(0, 0, 10, 5))], ['warning not-covered A1']],
    [
      'two grids over each other',
      [duty('G1', 'A1', {}, box(0, 0, 10, 6)), duty('G2', 'A1', {}, box(0, 5, 10, 5))],
      ['warning overlap G1 G2'],
    ],
    [
      'a river within a grid',
      [duty('G1', 'A1', {}, box(0, 0, 10, 10)), duty('R1', 'A1', { chiefType: 'RIVER' }, box(0, 4, 10, 1))],
      [],
    ],
  ])('a responsibility area %s', (_what, duties, expected) => {
    expect(said(judge(area('A1', box(0, 0, 10, 10)), ...duties).faults)).toEqual(expected);
  });
});

describe('what is kept', () => {
  it('is in GCJ-02, whatever the datum of the file; straight borders are compared before', () => {
    const judged = judgeBoundaries(
      fileOf(area('A1', box(0, 0, 90, 90)), area('A2', ring([90, 0], [180, 0], [180, 90], [90, 90], [90, 45]))),
      'WGS84',
    );
    expect(said(judged!.faults.filter(({ code }) => code !== 'not-covered'))).toEqual([]);
    const [lng, lat] = judged!.drafts[0]!.polygons[0]![0]![0]!;
    const expected = toGcj02([113.9, 34], 'WGS84');
    expect(lng).toBeCloseTo(expected[0], 8);
    expect(lat).toBeCloseTo(expected[1], 8);
  });

  it('the demonstration city has four areas, a hole with an enclave in it, and no fault', () => {
    const text = readFileSync(path.resolve(__dirname, '../../../demo/boundaries.geojson'), 'utf8');
    const judged = judgeBoundaries(text, 'GCJ02')!;
    expect(judged.faults).toEqual([]);
    const areas = judged.drafts.filter(({ kind }) => kind === 'area');
    expect(areas.map(({ code, polygons }) => [code, polygons.length, polygons[0]!.length - 1])).toEqual([
      ['A1', 1, 1],
      ['A2', 1, 0],
      ['A3', 1, 0],
      ['A4', 2, 0],
    ]);
  });
});
