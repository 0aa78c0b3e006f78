import type { ShownPoint } from '@minsheng/contracts';

/** Mean radius of the earth in metres (IUGG). */
const earthRadius = 6_371_008.8;
export const metresPerDegree = (Math.PI / 180) * earthRadius;

/** Roughly where China lies, islands and all: wide enough for every datum. */
const china = { west: 73, east: 136, south: 3, north: 54 };

const isInChina = (lng: number, lat: number): boolean =>
  lng >= china.west && lng <= china.east && lat >= china.south && lat <= china.north;

/** Longitude and latitude have changed places: only the other way round they lie in China. */
export function isSwapped(lng: number, lat: number): boolean {
  return !isInChina(lng, lat) && isInChina(lat, lng);
}

/** Great-circle distance (haversine), to half a percent. */
export function metresBetween(a: ShownPoint, b: ShownPoint): number {
  const radians = Math.PI / 180;
  const half = (degrees: number): number => Math.sin((degrees * radians) / 2) ** 2;
  const chord = half(b.lat - a.lat) + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * half(b.lng - a.lng);
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(chord)));
}

export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** The box that holds every point within so many metres. */
export function boundingBox({ lng, lat }: ShownPoint, metres: number): Box {
  const high = metres / metresPerDegree;
  // Meridians come closer together towards the pole: the narrowest of the box decides.
  const narrowest = Math.cos((Math.min(89.9, Math.abs(lat) + high) * Math.PI) / 180);
  const wide = high / narrowest;
  return { west: lng - wide, south: lat - high, east: lng + wide, north: lat + high };
}
