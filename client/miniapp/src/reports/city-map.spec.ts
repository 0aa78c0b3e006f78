import type { TerritoryMap } from '@minsheng/contracts';
import { barFor, citySvg, project, pulled, scaleFor, scales, type MapView } from './city-map.js';

const centre = { lng: 113.6, lat: 33.44 };
const view: MapView = { centre, metresPerPixel: 2, width: 300, height: 100 };
const ink = { land: '#a', piece: '#b', line: '#c', border: '#d', word: '#e', halo: '#f' };
/** Degrees from the middle for so many metres. */
const east = (metres: number): number => metres / (111_195 * Math.cos((centre.lat * Math.PI) / 180));
const north = (metres: number): number => metres / 111_195;
const square = (metres: number, [x, y] = [0, 0]): [number, number][] =>
  [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
    [-1, -1],
  ].map(([dx = 0, dy = 0]) => [centre.lng + east(x! + dx * metres), centre.lat + north(y! + dy * metres)]);
const cityOf = (...rings: [number, number][][]): TerritoryMap => ({
  type: 'FeatureCollection',
  versionId: 'v',
  no: 1,
  bbox: [0, 0, 0, 0],
  features: rings.map((ring, index) => ({
    type: 'Feature',
    properties: {
      code: `a${index}`,
      kind: 'responsibility',
      name: { zh: `文峰路<${index}>`, en: 'Wenfeng' },
      unit: null,
      parent: null,
    },
    geometry: { type: 'Polygon', coordinates: [ring] },
  })),
});
const numbersIn = (svg: string): number[] =>
  [...svg.matchAll(/d="M([^"]*)Z"/g)].flatMap(([, data = '']) =>
    data
      .split(/[ML Z]+/)
      .filter(Boolean)
      .map(Number),
  );

describe('the small map', () => {
  it('has the place in its middle, north above and east to the right, in metres', () => {
    expect(project(centre, view)).toEqual({ x: 150, y: 50 });
    const { x, y } = project({ lng: centre.lng + east(100), lat: centre.lat + north(60) }, view);
    expect([x, y].map((value) => Math.round(value * 1000) / 1000)).toEqual([200, 20]);
  });

  it('pulled to the right, the pin goes west by as many metres; pulled back, it is where it was', () => {
    const moved = pulled(centre, { x: 40, y: -10 }, 2);
    expect(project(moved, view).x).toBeCloseTo(110, 6);
    expect(project(moved, view).y).toBeCloseTo(60, 2);
    const back = pulled(moved, { x: -40, y: 10 }, 2);
    // A degree of longitude is a hair longer or shorter some metres away: far below a centimetre.
    expect(Math.abs(back.lng - centre.lng)).toBeLessThan(1e-8);
    expect(back.lat).toBeCloseTo(centre.lat, 12);
  });

  it.each([
    [null, 8],
    [8, 8],
    [200, 16],
    [5000, 32],
  ])('with an accuracy of %s m opens at %s m a pixel: the circle stays in sight', (accuracy, expected) => {
    expect(scales[scaleFor(accuracy, 108)]).toBe(expected);
  });

  it.each([
    [1, 100, 100],
    [2, 200, 100],
    [4, 200, 50],
    [8, 500, 63],
    [16, 1000, 63],
    [32, 2000, 63],
  ])('at %s m a pixel has a bar of %s m, %s px', (scale, metres, pixels) => {
    expect(barFor(scale)).toEqual({ metres, pixels });
  });

  it('draws what lies in sight, cut at the edge, and leaves out what does not', () => {
    const svg = citySvg(cityOf(square(100_000), square(50, [20_000, 0])), view, ink);
    expect(svg.match(/<path/g)).toHaveLength(1);
    const numbers = numbersIn(svg);
    expect(numbers.length).toBeGreaterThan(6);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(-8);
    expect(Math.max(...numbers)).toBeLessThanOrEqual(308);
  });

  it('cuts a slanted border where it meets the edge', () => {
    // From far south-west to far north-east through the middle: the cut corners lie on the line.
    const ring: [number, number][] = [
      [centre.lng - east(1000), centre.lat - north(1000)],
      [centre.lng + east(1000), centre.lat + north(1000)],
      [centre.lng + east(1000), centre.lat - north(1000)],
      [centre.lng - east(1000), centre.lat - north(1000)],
    ];
    const numbers = numbersIn(citySvg(cityOf(ring), view, ink));
    const points = Array.from({ length: numbers.length / 2 }, (_, index) => [
      numbers[index * 2],
      numbers[index * 2 + 1],
    ]);
    // x − 150 = 50 − y along the border: at y = −8 and y = 108.
    expect(points).toEqual(
      expect.arrayContaining([
        [208, -8],
        [92, 108],
      ]),
    );
  });

  it('writes a piece’s name where there is room, as words and not as code', () => {
    const svg = citySvg(cityOf(square(120)), view, ink);
    expect(svg).toContain('文峰路&#60;0&#62;</text>');
    expect(citySvg(cityOf(square(20)), view, ink)).not.toContain('</text>');
  });

  it('of a city with thousands of pieces stays small enough to be handed to the page', () => {
    const many = cityOf(
      ...Array.from({ length: 3000 }, (_, index) =>
        square(40, [(index % 60) * 90 - 2700, Math.floor(index / 60) * 90 - 2250]),
      ),
    );
    expect(citySvg(many, view, ink).length).toBeLessThan(20_000);
  });

  it('without boundaries is plain land', () => {
    expect(citySvg(null, view, ink)).toContain('<rect');
    expect(citySvg(null, view, ink)).not.toContain('<path');
  });
});
