import type { Datum } from '@minsheng/contracts';
import { Problem } from '../../platform/index.js';
import { boundingBox, metresBetween } from './earth.js';
import { requirePoint } from './point.js';

const given = (lng: number, lat: number, change: object = {}) => ({
  lng,
  lat,
  datum: 'GCJ02' as Datum,
  accuracyMetres: 8,
  source: 'DEVICE' as const,
  ...change,
});
const codeOf = (fn: () => unknown): string => {
  try {
    fn();
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return 'taken';
};

describe('a point as it is sent', () => {
  it.each([
    ['in its place', given(113.9, 34.05), 'taken'],
    ['abroad is a point too, outside the city', given(-0.13, 51.5), 'taken'],
    ['without a datum', given(113.9, 34.05, { datum: undefined }), 'territory.missing-datum'],
    ['with a datum nobody knows', given(113.9, 34.05, { datum: 'toString' }), 'territory.missing-datum'],
    ['with longitude and latitude swapped', given(34.05, 113.9), 'territory.swapped-coordinates'],
    ['swapped in the far south', given(18.2, 109.5), 'territory.swapped-coordinates'],
    ['beyond the earth', given(200, 34), 'territory.not-a-point'],
    ['that is no number', given(Number.NaN, 34), 'territory.not-a-point'],
    ['with a negative accuracy', given(113.9, 34.05, { accuracyMetres: -1 }), 'territory.not-a-point'],
  ])('%s', (_what, point, code) => {
    expect(codeOf(() => requirePoint(point))).toBe(code);
  });

  it('is kept in GCJ-02 with its accuracy', () => {
    const point = requirePoint(given(118.7969, 32.0603, { datum: 'WGS84' }));
    expect(metresBetween(point, { lng: 118.7969, lat: 32.0603 })).toBeCloseTo(540, -1);
    expect(point.accuracyMetres).toBe(8);
  });
});

describe('distances', () => {
  it('a degree of latitude is 111.2 km, of longitude at 60° half of that', () => {
    expect(metresBetween({ lng: 100, lat: 30 }, { lng: 100, lat: 31 })).toBeCloseTo(111_195, -1);
    expect(metresBetween({ lng: 100, lat: 60 }, { lng: 101, lat: 60 })).toBeCloseTo(55_597, -2);
  });

  it.each([
    [113.9, 34.05],
    [87.6, 43.8],
    [110, 20],
  ])('the box around %d, %d holds every point within 500 m, and little more', (lng, lat) => {
    const { west, south, east, north } = boundingBox({ lng, lat }, 500);
    const edges = [
      { lng: west, lat },
      { lng: east, lat },
      { lng, lat: south },
      { lng, lat: north },
    ];
    for (const edge of edges) {
      expect(metresBetween({ lng, lat }, edge)).toBeGreaterThanOrEqual(499.99);
      expect(metresBetween({ lng, lat }, edge)).toBeLessThan(501);
    }
  });
});
