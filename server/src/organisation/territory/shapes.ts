import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import Flatbush from 'flatbush';
import type { Position } from './datum.js';
import { type Box, metresPerDegree } from './earth.js';

/** Closed: the first position stands again at the end. */
export type Ring = Position[];
/** The outline first, then its holes. */
export type Polygon = Ring[];
export type Polygons = Polygon[];

export function boxOf(polygons: Polygons): Box {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const [outline] of polygons) {
    for (const [lng, lat] of outline ?? []) {
      box.west = Math.min(box.west, lng);
      box.east = Math.max(box.east, lng);
      box.south = Math.min(box.south, lat);
      box.north = Math.max(box.north, lat);
    }
  }
  return box;
}

/** Flat metres around a latitude: right to a few parts in a thousand over a city. */
function plane(lat: number): (position: Position) => [x: number, y: number] {
  const wide = metresPerDegree * Math.cos((lat * Math.PI) / 180);
  return ([lng, north]) => [lng * wide, north * metresPerDegree];
}

/** Area without the holes. */
export function squareMetres(polygons: Polygons): number {
  return polygons.reduce((sum, [outline = [], ...holes]) => {
    const inHoles = holes.reduce((all, hole) => all + ringSquareMetres(hole), 0);
    return sum + ringSquareMetres(outline) - inHoles;
  }, 0);
}

function ringSquareMetres(ring: Ring): number {
  const first = ring[0];
  if (!first) return 0;
  const flat = plane(first[1]);
  // Measured from the ring's first corner: differences of large numbers lose digits.
  const [x0, y0] = flat(first);
  let doubled = 0;
  for (let index = 1; index < ring.length; index++) {
    const [ax, ay] = flat(ring[index - 1] as Position);
    const [bx, by] = flat(ring[index] as Position);
    doubled += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
  }
  return Math.abs(doubled) / 2;
}

/** Inside or on an edge. */
export function covers(polygons: Polygons, [lng, lat]: Position): boolean {
  return booleanPointInPolygon([lng, lat], { type: 'MultiPolygon', coordinates: polygons });
}

/** Metres from a point to the nearest edge, of holes too. */
export function metresToBorder(polygons: Polygons, point: Position): number {
  const flat = plane(point[1]);
  const [px, py] = flat(point);
  let nearest = Infinity;
  for (const polygon of polygons) {
    for (const ring of polygon) {
      for (let index = 1; index < ring.length; index++) {
        const [ax, ay] = flat(ring[index - 1] as Position);
        const [bx, by] = flat(ring[index] as Position);
        const [dx, dy] = [bx - ax, by - ay];
        const length = dx * dx + dy * dy;
        const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length));
        nearest = Math.min(nearest, Math.hypot(ax + along * dx - px, ay + along * dy - py));
      }
    }
  }
  return nearest;
}

/** A position in a piece: its centre where that lies inside, else a corner. */
export function somewhereIn(polygon: Polygon): Position {
  const corners = (polygon[0] as Ring).slice(1);
  const mean = (axis: 0 | 1): number => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length;
  const centre: Position = [mean(0), mean(1)];
  return covers([polygon], centre) ? centre : (corners[0] as Position);
}

interface Edge {
  ring: number;
  index: number;
  from: Position;
  to: Position;
}

/**
 * Where a polygon meets itself; null when it is simple. A ring may not touch itself at all; a hole may touch the outline in
 * a point, not cross it.
 */
export function selfCrossing(polygon: Polygon): Position | null {
  const edges: Edge[] = polygon.flatMap((ring, number) =>
    ring.slice(1).map((to, index) => ({ ring: number, index, from: ring[index] as Position, to })),
  );
  if (edges.length === 0) return null;
  const tree = new Flatbush(edges.length);
  for (const { from, to } of edges) {
    tree.add(Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1]));
  }
  tree.finish();
  for (const [place, one] of edges.entries()) {
    const { from, to } = one;
    const near = tree.search(
      Math.min(from[0], to[0]),
      Math.min(from[1], to[1]),
      Math.max(from[0], to[0]),
      Math.max(from[1], to[1]),
      (other) => other > place,
    );
    for (const found of near) {
      const other = edges[found] as Edge;
      if (other.ring !== one.ring) {
        if (isCrossed(one, other)) return other.from;
        continue;
      }
      const count = (polygon[one.ring] as Ring).length - 1;
      const follows = other.index === one.index + 1;
      const closes = one.index === 0 && other.index === count - 1;
      // Neighbours share a corner; more than that is a spike.
      if (follows ? isOn(one, other.to) || isOn(other, one.from) : closes ? isOn(one, other.from) : isMet(one, other))
        return other.from;
    }
  }
  return null;
}

/** Twice the area of the triangle: positive when `c` lies to the left. */
function side(a: Position, b: Position, c: Position): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

function isCrossed(one: Edge, other: Edge): boolean {
  return (
    side(one.from, one.to, other.from) * side(one.from, one.to, other.to) < 0 &&
    side(other.from, other.to, one.from) * side(other.from, other.to, one.to) < 0
  );
}

function isMet(one: Edge, other: Edge): boolean {
  return (
    isCrossed(one, other) ||
    isOn(one, other.from) ||
    isOn(one, other.to) ||
    isOn(other, one.from) ||
    isOn(other, one.to)
  );
}

function isOn({ from, to }: Edge, point: Position): boolean {
  return (
    side(from, to, point) === 0 &&
    point[0] >= Math.min(from[0], to[0]) &&
    point[0] <= Math.max(from[0], to[0]) &&
    point[1] >= Math.min(from[1], to[1]) &&
    point[1] <= Math.max(from[1], to[1])
  );
}
