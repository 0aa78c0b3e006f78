import type { Located, TerritoryMap, TerritoryVersion as VersionView } from '@minsheng/contracts';
import type { Location } from './atlas.js';
import { boxOf } from './shapes.js';
import type { TerritoryArea } from './territory-area.entity.js';
import type { TerritoryVersion } from './territory-version.entity.js';

export function locatedView(location: Location): Located {
  const { isInside, areaCode, areaName, responsibilityCode, responsibilityName, flags } = location;
  return {
    isInside,
    area: areaCode !== null && areaName ? { code: areaCode, name: areaName } : null,
    responsibilityArea:
      responsibilityCode !== null && responsibilityName ? { code: responsibilityCode, name: responsibilityName } : null,
    flags,
  };
}

export function versionView(version: TerritoryVersion): VersionView {
  const { id, no, state, datum, source, fileHash, areas, responsibilityAreas, faults } = version;
  return {
    id,
    no,
    state,
    datum,
    source,
    fileHash,
    areas,
    responsibilityAreas,
    faults,
    importedAt: version.importedAt.toISOString(),
    importedBy: version.importedByName,
    publishedBy: version.publishedByName,
    validFrom: version.validFrom?.toISOString() ?? null,
    validTo: version.validTo?.toISOString() ?? null,
  };
}

/** @param unitCodes by unit id */
export function mapView(
  version: Pick<TerritoryVersion, 'id' | 'no'>,
  areas: readonly TerritoryArea[],
  unitCodes: ReadonlyMap<string, string>,
): TerritoryMap {
  const { west, south, east, north } = boxOf(areas.flatMap(({ geometry }) => geometry));
  return {
    type: 'FeatureCollection',
    versionId: version.id,
    no: version.no,
    bbox: [west, south, east, north],
    features: areas.map(({ code, kind, nameZh, nameEn, unitId, parentCode, geometry }) => ({
      type: 'Feature' as const,
      properties: {
        code,
        kind,
        name: { zh: nameZh, en: nameEn },
        unit: unitId === null ? null : (unitCodes.get(unitId) ?? null),
        parent: parentCode,
      },
      geometry:
        geometry.length === 1
          ? { type: 'Polygon' as const, coordinates: geometry[0]! }
          : { type: 'MultiPolygon' as const, coordinates: geometry },
    })),
  };
}
