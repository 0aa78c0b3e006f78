import type { ShownPoint, TerritoryMap } from '@minsheng/contracts';

/** A small map: what stands in its middle and how many metres a pixel is. */
export interface MapView {
  centre: ShownPoint;
  metresPerPixel: number;
  width: number;
  height: number;
}

export interface Pixel {
  x: number;
  y: number;
}

/** Length of a degree of latitude, m (mean meridian of the earth); of longitude, that times the cosine of the latitude. */
const metresPerDegree = 111_195;

const perLongitude = (lat: number): number => metresPerDegree * Math.cos((lat * Math.PI) / 180);

/** Over the few kilometres of a small map the earth is flat: the error stays below a pixel. */
export function project({ lng, lat }: ShownPoint, { centre, metresPerPixel, width, height }: MapView): Pixel {
  return {
    x: width / 2 + ((lng - centre.lng) * perLongitude(centre.lat)) / metresPerPixel,
    y: height / 2 - ((lat - centre.lat) * metresPerDegree) / metresPerPixel,
  };
}

/** The point that lies in the middle after the map was pulled by so many pixels: pulled right, the middle goes west. */
export function pulled(point: ShownPoint, by: Pixel, metresPerPixel: number): ShownPoint {
  return {
    lng: point.lng - (by.x * metresPerPixel) / perLongitude(point.lat),
    lat: point.lat + (by.y * metresPerPixel) / metresPerDegree,
  };
}

/** Metres a pixel, from a street's corner to half a city. */
export const scales = [1, 2, 4, 8, 16, 32] as const;

/**
 * The scale (its place in `scales`) that a map opens with: close enough to set the pin, wide enough that a border or a
 * name is in sight, and the circle of the accuracy within a third of the height.
 */
export function scaleFor(accuracyMetres: number | null, height: number): number {
  const opening = 3;
  const needed = ((accuracyMetres ?? 0) * 2) / (height / 3);
  const fitting = scales.findIndex((scale) => scale >= needed);
  return Math.max(opening, fitting < 0 ? scales.length - 1 : fitting);
}

/** A bar of a round length for a scale: what a hundred pixels hold, rounded down to 1, 2 or 5. */
export function barFor(metresPerPixel: number): { metres: number; pixels: number } {
  const most = metresPerPixel * 100;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = ([5, 2, 1].find((step) => step * power <= most) ?? 1) * power;
  return { metres, pixels: Math.round(metres / metresPerPixel) };
}

export interface MapInk {
  land: string;
  piece: string;
  line: string;
  border: string;
  word: string;
  halo: string;
}

/**
 * The boundaries around the middle as an SVG. Only what lies in sight is drawn, cut at the edge, so that the drawing of a
 * large city stays small enough to be handed to the page.
 */
export function citySvg(map: TerritoryMap | null, view: MapView, ink: MapInk): string {
  const { width, height } = view;
  const shapes: string[] = [];
  const words: string[] = [];
  // Large pieces first: a street's frontage lies on its district.
  const features = [...(map?.features ?? [])].sort((one, other) =>
    one.properties.kind === other.properties.kind ? 0 : one.properties.kind === 'area' ? -1 : 1,
  );
  for (const { properties, geometry } of features) {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    for (const rings of polygons) {
      const drawn = rings.map((ring) => inSight(ring, view)).filter((ring) => ring.length > 2);
      const [outer] = drawn;
      if (!outer) continue;
      const data = drawn.map((ring) => `M${ring.map(({ x, y }) => `${x} ${y}`).join('L')}Z`).join('');
      const isArea = properties.kind === 'area';
      shapes.push(
        `<path d="${data}" fill-rule="evenodd" fill="${isArea ? ink.land : ink.piece}" ` +
          `stroke="${isArea ? ink.border : ink.line}" stroke-width="${isArea ? 1.5 : 1}"` +
          `${isArea ? ' stroke-dasharray="5 4"' : ''}/>`,
      );
      const name = properties.name.zh;
      const middle = middleOf(outer);
      if (!isArea && spanOf(outer) > name.length * 13 && isWithin(middle, view))
        words.push(
          `<text x="${middle.x}" y="${beside(middle, view)}" text-anchor="middle" font-size="12" font-weight="500" ` +
            `fill="${ink.word}" stroke="${ink.halo}" stroke-width="3" paint-order="stroke">${escaped(name)}</text>`,
        );
    }
  }
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<rect width="${width}" height="${height}" fill="${ink.land}"/>${shapes.join('')}${words.join('')}</svg>`
  );
}

/** Lines cut at the edge of the sheet run outside it. */
const margin = 8;

/** A ring in pixels, cut to the sheet (Sutherland–Hodgman), whole pixels, without points on top of each other. */
function inSight(ring: readonly (readonly [number, number])[], view: MapView): Pixel[] {
  let points = ring.map(([lng, lat]) => project({ lng, lat }, view));
  const edges: [(pixel: Pixel) => number, number][] = [
    [({ x }) => x, -margin],
    [({ x }) => -x, -view.width - margin],
    [({ y }) => y, -margin],
    [({ y }) => -y, -view.height - margin],
  ];
  for (const [along, least] of edges) {
    const cut: Pixel[] = [];
    points.forEach((point, index) => {
      const before = points[(index + points.length - 1) % points.length] ?? point;
      const [from, to] = [along(before), along(point)];
      if (from >= least !== to >= least) cut.push(between(before, point, (least - from) / (to - from)));
      if (to >= least) cut.push(point);
    });
    points = cut;
  }
  const rounded: Pixel[] = [];
  for (const { x, y } of points) {
    const pixel = { x: Math.round(x), y: Math.round(y) };
    const last = rounded[rounded.length - 1];
    if (last?.x !== pixel.x || last.y !== pixel.y) rounded.push(pixel);
  }
  return rounded;
}

const between = (from: Pixel, to: Pixel, share: number): Pixel => ({
  x: from.x + (to.x - from.x) * share,
  y: from.y + (to.y - from.y) * share,
});

const middleOf = (ring: Pixel[]): Pixel => ({
  x: Math.round((Math.min(...ring.map(({ x }) => x)) + Math.max(...ring.map(({ x }) => x))) / 2),
  y: Math.round((Math.min(...ring.map(({ y }) => y)) + Math.max(...ring.map(({ y }) => y))) / 2),
});

const spanOf = (ring: Pixel[]): number => Math.max(...ring.map(({ x }) => x)) - Math.min(...ring.map(({ x }) => x));

/** Below the pin where a name would stand under it. */
const beside = ({ x, y }: Pixel, { width, height }: MapView): number =>
  Math.abs(x - width / 2) < 48 && Math.abs(y - height / 2) < 40 ? Math.round(height / 2) + 30 : y + 4;

const isWithin = ({ x, y }: Pixel, { width, height }: MapView): boolean =>
  x > 30 && y > 10 && x < width - 30 && y < height - 10;

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
