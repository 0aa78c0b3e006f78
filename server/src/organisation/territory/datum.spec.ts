import fc from 'fast-check';
import type { Datum } from '@minsheng/contracts';
import { type Position, fromGcj02, toGcj02 } from './datum.js';
import { metresBetween } from './earth.js';

const at = ([lng, lat]: Position) => ({ lng, lat });
const apart = (a: Position, b: Position): number => metresBetween(at(a), at(b));
const mainland = fc.tuple(fc.double({ min: 75, max: 134, noNaN: true }), fc.double({ min: 19, max: 53, noNaN: true }));
/** Beyond the box over which GCJ-02 is defined. */
const abroad = fc.oneof(
  fc.tuple(fc.double({ min: -180, max: 71.9, noNaN: true }), fc.double({ min: -85, max: 85, noNaN: true })),
  fc.tuple(fc.double({ min: 137.9, max: 180, noNaN: true }), fc.double({ min: -85, max: 85, noNaN: true })),
  fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: 55.9, max: 85, noNaN: true })),
  fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -85, max: 0.8, noNaN: true })),
);

describe('a point changes its datum', () => {
  it('at 118.7969 E, 32.0603 N the shift from WGS 84 is 540 m', () => {
    expect(apart([118.7969, 32.0603], toGcj02([118.7969, 32.0603], 'WGS84'))).toBeCloseTo(540, -1);
  });

  it.each<Datum>(['WGS84', 'CGCS2000', 'BD09', 'GCJ02'])(
    '%s there and back is the same point to a centimetre',
    (datum) => {
      fc.assert(
        fc.property(mainland, (point) => {
          expect(apart(point, fromGcj02(toGcj02(point, datum), datum))).toBeLessThan(0.01);
        }),
        { numRuns: 300 },
      );
    },
  );

  it('within China the shift is between ten metres and a kilometre, whatever the place', () => {
    fc.assert(
      fc.property(mainland, (point) => {
        const metres = apart(point, toGcj02(point, 'WGS84'));
        expect(metres).toBeGreaterThan(10);
        expect(metres).toBeLessThan(1000);
      }),
    );
  });

  it('outside China nothing is shifted', () => {
    fc.assert(
      fc.property(abroad, (point) => {
        expect(apart(toGcj02(point, 'WGS84'), point)).toBe(0);
        expect(apart(fromGcj02(point, 'WGS84'), point)).toBe(0);
      }),
    );
  });

  it('CGCS2000 is taken for WGS 84, and GCJ-02 stays as it is', () => {
    expect(toGcj02([113.9, 34.05], 'CGCS2000')).toEqual(toGcj02([113.9, 34.05], 'WGS84'));
    expect(toGcj02([113.9, 34.05], 'GCJ02')).toEqual([113.9, 34.05]);
  });
});
