import type { ShownPoint, TerritoryMap } from '@minsheng/contracts';

/** West, south, east, north, in degrees. */
export type Box = readonly [number, number, number, number];

/** Metres east and south of the plane's origin, or pixels right of and below a corner. */
export interface Place {
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

/** A flat sheet around the middle of a city: true to a thousandth over a hundred kilometres, and cheap. */
export interface Plane {
  origin: ShownPoint;
  metresPerDegree: { lng: number; lat: number };
}

/** What is looked at: the place in the middle of the frame, and pixels per metre. */
export interface View {
  centre: Place;
  scale: number;
}

type Geometry = TerritoryMap['features'][number]['geometry'];
type Position = readonly [number, number];

/** Length of a degree of latitude on the mean sphere (radius 6,371,008.8 m). */
const metresPerDegreeOfLatitude = (Math.PI * 6_371_008.8) / 180;

export function planeOf([west, south, east, north]: Box): Plane {
  const origin = { lng: (west + east) / 2, lat: (south + north) / 2 };
  return {
    origin,
    metresPerDegree: {
      lng: metresPerDegreeOfLatitude * Math.cos((origin.lat * Math.PI) / 180),
      lat: metresPerDegreeOfLatitude,
    },
  };
}

export function onPlane({ origin, metresPerDegree }: Plane, { lng, lat }: ShownPoint): Place {
  return { x: (lng - origin.lng) * metresPerDegree.lng, y: (origin.lat - lat) * metresPerDegree.lat };
}

export function offPlane({ origin, metresPerDegree }: Plane, { x, y }: Place): ShownPoint {
  return { lng: origin.lng + x / metresPerDegree.lng, lat: origin.lat - y / metresPerDegree.lat };
}

/** Pixels per metre: from a whole province in the frame to a house number. */
export const scaleLimits = { least: 0.0005, most: 4 } as const;

const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

/** The view in which `box` fills the frame but for `margin` pixels on each side. */
export function fitted(plane: Plane, [west, south, east, north]: Box, { width, height }: Size, margin = 24): View {
  const low = onPlane(plane, { lng: west, lat: south });
  const high = onPlane(plane, { lng: east, lat: north });
  const scale = Math.min(
    Math.max(1, width - 2 * margin) / Math.max(1, high.x - low.x),
    Math.max(1, height - 2 * margin) / Math.max(1, low.y - high.y),
  );
  return {
    centre: { x: (low.x + high.x) / 2, y: (low.y + high.y) / 2 },
    scale: within(scale, scaleLimits.least, scaleLimits.most),
  };
}

/** Where the plane's origin lies in the frame. */
export function shiftOf({ centre, scale }: View, { width, height }: Size): Place {
  return { x: width / 2 - centre.x * scale, y: height / 2 - centre.y * scale };
}

export function inFrame(view: View, size: Size, place: Place): Place {
  const shift = shiftOf(view, size);
  return { x: place.x * view.scale + shift.x, y: place.y * view.scale + shift.y };
}

export function fromFrame(view: View, size: Size, pixel: Place): Place {
  const shift = shiftOf(view, size);
  return { x: (pixel.x - shift.x) / view.scale, y: (pixel.y - shift.y) / view.scale };
}

/** Nearer or farther; what lies under `pixel` stays there. */
export function zoomed(view: View, size: Size, factor: number, pixel: Place): View {
  const held = fromFrame(view, size, pixel);
  const scale = within(view.scale * factor, scaleLimits.least, scaleLimits.most);
  return {
    scale,
    centre: {
      x: held.x - (pixel.x - size.width / 2) / scale,
      y: held.y - (pixel.y - size.height / 2) / scale,
    },
  };
}

/** Moves what is seen by pixels; the middle of the frame stays over `box`. */
export function panned(plane: Plane, box: Box, view: View, by: Place): View {
  const low = onPlane(plane, { lng: box[0], lat: box[1] });
  const high = onPlane(plane, { lng: box[2], lat: box[3] });
  return {
    ...view,
    centre: {
      x: within(view.centre.x - by.x / view.scale, low.x, high.x),
      y: within(view.centre.y - by.y / view.scale, high.y, low.y),
    },
  };
}

/** The same view if `place` is well inside the frame, else one with it in the middle. */
export function showing(view: View, size: Size, place: Place, margin = 48): View {
  const { x, y } = inFrame(view, size, place);
  const isInside = x >= margin && y >= margin && x <= size.width - margin && y <= size.height - margin;
  return isInside ? view : { ...view, centre: place };
}

export function boxInView(plane: Plane, view: View, size: Size): Box {
  const low = offPlane(plane, fromFrame(view, size, { x: 0, y: size.height }));
  const high = offPlane(plane, fromFrame(view, size, { x: size.width, y: 0 }));
  return [low.lng, low.lat, high.lng, high.lat];
}

/**
 * The box to ask points for: the view, widened to a grid whose meshes double with the distance, so that a small
 * movement asks the same question again.
 */
export function askedBox(plane: Plane, view: View, size: Size): Box {
  const [west, south, east, north] = boxInView(plane, view, size);
  const mesh = 2 ** Math.ceil(Math.log2(Math.max(1e-4, (east - west) / 3)));
  const down = (value: number) => Number((Math.floor(value / mesh) * mesh).toFixed(6));
  const up = (value: number) => Number((Math.ceil(value / mesh) * mesh).toFixed(6));
  return [Math.max(-180, down(west)), Math.max(-90, down(south)), Math.min(180, up(east)), Math.min(90, up(north))];
}

const polygonsOf = (geometry: Geometry): readonly (readonly Position[][])[] =>
  geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;

/** An SVG path in metres, holes included: filled by the even-odd rule. */
export function pathOf(plane: Plane, geometry: Geometry): string {
  return polygonsOf(geometry)
    .flat()
    .map((ring) => {
      const places = ring.map(([lng, lat]) => onPlane(plane, { lng, lat }));
      return `M${places.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`;
    })
    .join('');
}

/** The box around all rings of the features; null without a position. */
export function boxAround(geometries: readonly Geometry[]): Box | null {
  const positions = geometries.flatMap((geometry) => polygonsOf(geometry).flat(2) as unknown as Position[]);
  if (positions.length === 0) return null;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lng, lat] of positions) {
    west = Math.min(west, lng);
    south = Math.min(south, lat);
    east = Math.max(east, lng);
    north = Math.max(north, lat);
  }
  return [west, south, east, north];
}

/** Twice the signed area and the centroid of a ring. */
function centroidOf(ring: readonly Place[]): { area: number; at: Place } {
  let [area, x, y] = [0, 0, 0];
  for (const [index, here] of ring.entries()) {
    const next = ring[(index + 1) % ring.length] ?? here;
    const cross = here.x * next.y - next.x * here.y;
    area += cross;
    x += (here.x + next.x) * cross;
    y += (here.y + next.y) * cross;
  }
  return area === 0 ? { area, at: ring[0] ?? { x: 0, y: 0 } } : { area, at: { x: x / (3 * area), y: y / (3 * area) } };
}

/** Where a name is written: the centre of gravity of the largest piece. */
export function labelPlace(plane: Plane, geometry: Geometry): Place {
  const outlines = polygonsOf(geometry).map(([outline = []]) =>
    centroidOf(outline.map(([lng, lat]) => onPlane(plane, { lng, lat }))),
  );
  outlines.sort((a, b) => Math.abs(b.area) - Math.abs(a.area));
  return outlines[0]?.at ?? { x: 0, y: 0 };
}

/** A round length (1, 2 or 5 × 10ⁿ m) of at most `longest` pixels, for the scale bar. */
export function scaleBar(scale: number, longest = 96): { metres: number; pixels: number } {
  const most = longest / scale;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = ([5, 2, 1] as const).map((step) => step * power).find((length) => length <= most) ?? power;
  return { metres, pixels: metres * scale };
}

/** The nearest of `places` within `reach` pixels; of equally near ones the one drawn last. */
export function nearest<T extends Place>(places: readonly T[], pixel: Place, reach: number): T | null {
  let found: T | null = null;
  let least = reach * reach;
  for (const place of places) {
    const distance = (place.x - pixel.x) ** 2 + (place.y - pixel.y) ** 2;
    if (distance > least) continue;
    least = distance;
    found = place;
  }
  return found;
}

export interface HeatCell extends Place {
  count: number;
  /** 1 (few) to 5 (as many as in the fullest cell). */
  level: 1 | 2 | 3 | 4 | 5;
}

/** Counts by square of `side` pixels at this scale; a square lies fixed on the ground while the view moves. */
export function heatCells(places: readonly Place[], scale: number, side: number): HeatCell[] {
  const counts = new Map<string, number>();
  for (const { x, y } of places) {
    const key = `${Math.floor((x * scale) / side)} ${Math.floor((y * scale) / side)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const most = Math.max(1, ...counts.values());
  return [...counts].map(([key, count]) => {
    const [column = 0, row = 0] = key.split(' ').map(Number);
    const level = Math.max(1, Math.ceil((count / most) * 5)) as HeatCell['level'];
    return { x: column * side, y: row * side, count, level };
  });
}
