import type { Datum, GivenPoint } from '@minsheng/contracts';
import { datums } from '@minsheng/contracts';
import { toGcj02 } from './datum.js';
import { isSwapped } from './earth.js';
import { territoryProblems } from './territory.problems.js';

/** A point in GCJ-02, degrees, checked. */
export interface CanonicalPoint {
  lng: number;
  lat: number;
  /** Metres; null: unknown. */
  accuracyMetres: number | null;
}

/** The datum, if it is one: what comes from outside may be anything. */
export function requireDatum(datum: unknown): Datum {
  if (typeof datum !== 'string' || !Object.hasOwn(datums, datum)) throw territoryProblems['missing-datum']();
  return datum as Datum;
}

/**
 * A point as it was sent, in GCJ-02.
 * @throws Problem territory.missing-datum, territory.swapped-coordinates or territory.not-a-point
 */
export function requirePoint(given: Omit<GivenPoint, 'source'> & Partial<Pick<GivenPoint, 'source'>>): CanonicalPoint {
  const { lng, lat, accuracyMetres } = given;
  const datum = requireDatum(given.datum);
  if (!Number.isFinite(lng) || !Number.isFinite(lat)) throw territoryProblems['not-a-point']();
  if (isSwapped(lng, lat)) throw territoryProblems['swapped-coordinates']();
  const isAccuracy = accuracyMetres === null || (Number.isFinite(accuracyMetres) && accuracyMetres >= 0);
  if (Math.abs(lng) > 180 || Math.abs(lat) > 90 || !isAccuracy) throw territoryProblems['not-a-point']();
  const [canonicalLng, canonicalLat] = toGcj02([lng, lat], datum);
  return { lng: canonicalLng, lat: canonicalLat, accuracyMetres };
}
