import type { Work } from '../../platform/index.js';
import { Atlas, type Location, nowhereKnown } from './atlas.js';
import type { CanonicalPoint } from './point.js';
import { areasOf, versionInForce } from './territory.queries.js';
import type { TerritoryVersionId } from './territory-version.entity.js';

/** Published boundaries never change: kept by version, the newest few. */
const atlases = new Map<TerritoryVersionId, Atlas>();
const kept = 3;

async function atlasOf(work: Work, versionId: TerritoryVersionId): Promise<Atlas> {
  const known = atlases.get(versionId);
  if (known) return known;
  const atlas = new Atlas(versionId, await areasOf(work, versionId));
  atlases.set(versionId, atlas);
  for (const old of [...atlases.keys()].slice(0, -kept)) atlases.delete(old);
  return atlas;
}

/** Where a point lies by the boundaries in force; while there are none, anywhere is inside and nothing is known. */
export async function locate(work: Work, point: CanonicalPoint): Promise<Location> {
  const version = await versionInForce(work);
  return version ? (await atlasOf(work, version.id)).locate(point) : nowhereKnown;
}
