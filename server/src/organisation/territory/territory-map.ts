import type { Work } from '../../platform/index.js';
import { findUnits } from '../organisation.queries.js';
import { areasOf } from './territory.queries.js';
import type { TerritoryVersion, TerritoryVersionId } from './territory-version.entity.js';
import { mapView } from './territory.view.js';

/** Boundaries never change within a version: their JSON text is kept by version, the newest few. */
const texts = new Map<TerritoryVersionId, string>();
const kept = 3;

/** The map of a version as JSON text. */
export async function territoryMap(work: Work, version: TerritoryVersion): Promise<string> {
  const known = texts.get(version.id);
  if (known !== undefined) return known;
  const areas = await areasOf(work, version.id);
  const units = await findUnits(work, [...new Set(areas.flatMap(({ unitId }) => unitId ?? []))]);
  const codes = new Map([...units].map(([id, unit]) => [id, unit.code]));
  const text = JSON.stringify(mapView(version, areas, codes));
  texts.set(version.id, text);
  for (const old of [...texts.keys()].slice(0, -kept)) texts.delete(old);
  return text;
}
