import type { TerritoryMap } from '@minsheng/contracts';

import {
  askedBox,
  boxAround,
  boxInView,
  fitted,
  fromFrame,
  heatCells,
  inFrame,
  labelPlace,
  nearest,
  offPlane,
  onPlane,
  panned,
  pathOf,
  planeOf,
  scaleBar,
  scaleLimits,
  showing,
  zoomed,
  type Box,
} from './projection.js';

const city: Box = [120.3, 36.0, 120.5, 36.2];
const plane = planeOf(city);
const frame = { width: 500, height: 800 };
const whole = fitted(plane, city, frame);

const square = (west: number, south: number, side: number): [number, number][] => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
];
const polygon = (...rings: [number, number][][]): TerritoryMap['features'][number]['geometry'] => ({
  type: 'Polygon',
  coordinates: rings,
});

describe('the flat sheet of a city', () => {
  it('has its origin in the middle of the box, north above', () => {
    expect(onPlane(plane, { lng: 120.4, lat: 36.1 })).toEqual({ x: 0, y: 0 });
    expect(onPlane(plane, { lng: 120.4, lat: 36.2 }).y).toBeCloseTo(-11_119.5, 0);
  });

  it('shortens degrees of longitude by the cosine of the latitude', () => {
    const east = onPlane(plane, { lng: 120.5, lat: 36.1 }).x;
    expect(east).toBeCloseTo(11_119.5 * Math.cos((36.1 * Math.PI) / 180), 0);
  });

  it('gives every point back', () => {
    const point = { lng: 120.3217, lat: 36.1843 };
    const back = offPlane(plane, onPlane(plane, point));
    expect(back.lng).toBeCloseTo(point.lng, 9);
    expect(back.lat).toBeCloseTo(point.lat, 9);
  });
});

describe('the view on it', () => {
  it('shows the whole city at first, with a margin', () => {
    const corner = inFrame(whole, frame, onPlane(plane, { lng: 120.3, lat: 36.2 }));
    const opposite = inFrame(whole, frame, onPlane(plane, { lng: 120.5, lat: 36.0 }));
    expect(corner.x).toBeCloseTo(24, 6);
    expect(opposite.x).toBeCloseTo(476, 6);
    expect(corner.y).toBeGreaterThan(24);
  });

  it('keeps what lies under the pointer where it is while it comes nearer', () => {
    const pixel = { x: 120, y: 640 };
    const before = fromFrame(whole, frame, pixel);
    const after = fromFrame(zoomed(whole, frame, 2.5, pixel), frame, pixel);
    expect(after.x).toBeCloseTo(before.x, 6);
    expect(after.y).toBeCloseTo(before.y, 6);
  });

  it.each([
    ['nearer than a house', 1e9, scaleLimits.most],
    ['farther than a province', 1e-9, scaleLimits.least],
  ])('goes no %s', (_, factor, scale) => {
    expect(zoomed(whole, frame, factor, { x: 0, y: 0 }).scale).toBe(scale);
  });

  it('does not lose the city over the edge', () => {
    const lost = panned(plane, city, whole, { x: 1e6, y: -1e6 });
    const [west, , , north] = city;
    const edge = onPlane(plane, { lng: west, lat: north });
    expect(lost.centre.x).toBeCloseTo(edge.x, 6);
    expect(lost.centre.y).toBeCloseTo(-edge.y, 6);
  });

  it('stays when the chosen point is in sight and moves to it when it is not', () => {
    const near = zoomed(whole, frame, 20, { x: 250, y: 400 });
    expect(showing(near, frame, { x: 0, y: 0 })).toBe(near);
    const far = onPlane(plane, { lng: 120.31, lat: 36.01 });
    expect(showing(near, frame, far).centre).toEqual(far);
  });

  it('asks the same box after a small movement, and never a smaller one than is seen', () => {
    const near = zoomed(whole, frame, 4, { x: 250, y: 400 });
    const moved = panned(plane, city, near, { x: 3, y: -3 });
    expect(askedBox(plane, moved, frame)).toEqual(askedBox(plane, near, frame));
    const [west, south, east, north] = boxInView(plane, near, frame);
    const asked = askedBox(plane, near, frame);
    expect(asked[0]).toBeLessThanOrEqual(west);
    expect(asked[1]).toBeLessThanOrEqual(south);
    expect(asked[2]).toBeGreaterThanOrEqual(east);
    expect(asked[3]).toBeGreaterThanOrEqual(north);
  });
});

describe('boundaries', () => {
  it('draws holes as rings of their own', () => {
    const path = pathOf(plane, polygon(square(120.3, 36, 0.1), square(120.33, 36.03, 0.02)));
    expect(path.match(/M/g)).toHaveLength(2);
    expect(path.match(/Z/g)).toHaveLength(2);
  });

  it('writes the name into the largest piece', () => {
    const at = labelPlace(plane, {
      type: 'MultiPolygon',
      coordinates: [[square(120.3, 36, 0.01)], [square(120.4, 36.1, 0.04)]],
    });
    const middle = onPlane(plane, { lng: 120.42, lat: 36.12 });
    expect(at.x).toBeCloseTo(middle.x, 3);
    expect(at.y).toBeCloseTo(middle.y, 3);
  });

  it('lie in a box, and nothing lies in none', () => {
    expect(boxAround([polygon(square(120.25, 36, 0.25)), polygon(square(120.375, 36.125, 0.25))])).toEqual([
      120.25, 36, 120.625, 36.375,
    ]);
    expect(boxAround([])).toBeNull();
  });
});

describe('the scale bar', () => {
  it.each([
    [0.05, 1000, 50],
    [0.1, 500, 50],
    [1, 50, 50],
    [0.048, 2000, 96],
  ])('at %d pixels a metre is %d m long', (scale, metres, pixels) => {
    const bar = scaleBar(scale);
    expect(bar.metres).toBe(metres);
    expect(bar.pixels).toBeCloseTo(pixels, 6);
  });
});

describe('a click', () => {
  const places = [
    { id: 'a', x: 10, y: 10 },
    { id: 'b', x: 14, y: 10 },
    { id: 'c', x: 10, y: 10 },
  ];
  it('means the nearest point', () => {
    expect(nearest(places, { x: 15, y: 10 }, 12)?.id).toBe('b');
  });
  it('means the point that lies on top of others', () => {
    expect(nearest(places, { x: 9, y: 10 }, 12)?.id).toBe('c');
  });
  it('beside all points means none', () => {
    expect(nearest(places, { x: 40, y: 10 }, 12)).toBeNull();
  });
});

describe('heat', () => {
  it('counts by square, and the fullest is darkest', () => {
    const places = [...Array.from({ length: 10 }, () => ({ x: 5, y: 5 })), { x: 45, y: 5 }, { x: -1, y: -1 }];
    expect(heatCells(places, 1, 40)).toEqual([
      { x: 0, y: 0, count: 10, level: 5 },
      { x: 40, y: 0, count: 1, level: 1 },
      { x: -40, y: -40, count: 1, level: 1 },
    ]);
  });
  it('has no cells without points', () => {
    expect(heatCells([], 1, 40)).toEqual([]);
  });
});
