import type { LocationFlag } from '@minsheng/contracts';
import { Atlas } from './atlas.js';
import { metresPerDegree } from './earth.js';
import type { Polygons } from './shapes.js';
import { TerritoryArea } from './territory-area.entity.js';

/** Metres east and north of 113.9 E, 34.0 N. */
const at = (x: number, y: number): [number, number] => [
  113.9 + x / (metresPerDegree * Math.cos((34 * Math.PI) / 180)),
  34 + y / metresPerDegree,
];
const box = (x: number, y: number, wide: number, high: number) => [
  at(x, y),
  at(x + wide, y),
  at(x + wide, y + high),
  at(x, y + high),
  at(x, y),
];
const area = (code: string, geometry: Polygons, duty: Partial<TerritoryArea> = {}) =>
  Object.assign(new TerritoryArea(), {
    id: code,
    code,
    kind: 'area',
    nameZh: code,
    nameEn: code,
    unitId: `unit of ${code}`,
    parentCode: null,
    chiefType: 'NONE',
    personSeatId: null,
    geometry,
    ...duty,
  });
const duty = (code: string, parentCode: string, geometry: Polygons) =>
  area(code, geometry, { kind: 'responsibility', parentCode, personSeatId: `seat of ${code}` as never });

/** A2 lies east of A1; A3's enclave fills a hole of A1; nothing lies west of A1. */
const enclave = box(400, 400, 200, 200);
const atlas = new Atlas('V' as never, [
  area('A2', [[box(1000, 0, 1000, 1000)]]),
  area('A1', [[box(0, 0, 1000, 1000), enclave]]),
  area('A3', [[box(0, 1000, 2000, 500)], [enclave]]),
  duty('G1', 'A1', [[box(0, 0, 500, 1000), box(400, 400, 100, 200)]]),
  duty('G2', 'A1', [[box(500, 0, 500, 1000), box(500, 400, 100, 200)]]),
  duty('R1', 'A1', [[box(700, 0, 20, 1000)]]),
]);
const locate = (x: number, y: number, accuracyMetres: number | null = null) => {
  const [lng, lat] = at(x, y);
  return atlas.locate({ lng, lat, accuracyMetres });
};

describe('where a point lies', () => {
  it.each<[string, number, number, number | null, string | null, LocationFlag[]]>([
    ['in the middle of an area', 250, 250, 8, 'A1', []],
    ['in an enclave', 500, 500, 8, 'A3', []],
    ['in the area around the enclave', 390, 500, 8, 'A1', []],
    ['on a shared edge: the lowest code', 1000, 500, null, 'A1', ['ON_BORDER']],
    ['within half a metre of a shared edge, on the other side', 1000.4, 500, null, 'A1', ['ON_BORDER']],
    ['a metre from it', 1001, 500, null, 'A2', []],
    ['in a corner of three', 1000, 1000, null, 'A1', ['ON_BORDER']],
    ['with an accuracy that crosses a border', 980, 500, 30, 'A1', ['ACCURACY_CROSSES_BORDER']],
    ['with one that does not', 960, 500, 30, 'A1', []],
    ['near the enclave', 390, 500, 30, 'A1', ['ACCURACY_CROSSES_BORDER']],
    ['outside, the accuracy reaching in: the nearest', -20, 500, 30, 'A1', ['NEAREST', 'ACCURACY_CROSSES_BORDER']],
    ['outside', -20, 500, 8, null, ['OUTSIDE']],
    ['far outside', -90_000, 500, 8, null, ['OUTSIDE']],
  ])('%s', (_what, x, y, accuracy, code, flags) => {
    const location = locate(x, y, accuracy);
    expect([location.areaCode, location.flags]).toEqual([code, flags]);
    expect(location.isInside).toBe(code !== null);
    expect(location.areaUnitId).toBe(code === null ? null : `unit of ${code}`);
  });

  it.each<[string, number, number, string | null]>([
    ['a grid', 100, 100, 'G1'],
    ['a river inside a grid: the smallest', 710, 100, 'R1'],
    ['on the edge of two grids: the lowest code', 500, 100, 'G1'],
    ['none, where the area has none there', 500, 500, null],
    ['none of a neighbour', 1500, 500, null],
  ])('the responsibility area is %s', (_what, x, y, code) => {
    const location = locate(x, y);
    expect(location.responsibilityCode).toBe(code);
    expect(location.personSeatId).toBe(code === null ? null : `seat of ${code}`);
  });

  it('does not depend on the order in which the areas came', () => {
    const [lng, lat] = at(1000, 1000);
    const areas = ['A3', 'A1', 'A2'].map((code, place) =>
      area(code, [[box(place === 1 ? 0 : 1000, place === 0 ? 1000 : 0, 1000, 1000)]]),
    );
    for (const order of [areas, [...areas].reverse()]) {
      expect(new Atlas('V' as never, order).locate({ lng, lat, accuracyMetres: 0 }).areaCode).toBe('A1');
    }
  });
});
