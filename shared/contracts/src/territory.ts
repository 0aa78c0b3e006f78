import type { LocalisedText } from './text.js';

/**
 * Coordinate systems (坐标系) a point can come in. GCJ02 is what WeChat's map and Chinese base maps use and what is stored
 * beside the original; outside China it equals WGS84. CGCS2000 agrees with WGS84 to a metre.
 */
export const datums = {
  GCJ02: { zh: '国测局坐标 GCJ-02', en: 'GCJ-02' },
  WGS84: { zh: 'WGS-84', en: 'WGS 84' },
  CGCS2000: { zh: '2000 国家大地坐标系', en: 'CGCS2000' },
  BD09: { zh: '百度坐标 BD-09', en: 'BD-09' },
} as const satisfies Record<string, LocalisedText>;
export type Datum = keyof typeof datums;

/** How a point came about. */
export type PointSource = 'DEVICE' | 'MAP_PICK' | 'EXIF' | 'SITE_QR' | 'MANUAL' | 'IMPORT';

/** A point as it is sent: degrees, with its datum named. Refused without datum, or with longitude and latitude swapped. */
export interface GivenPoint {
  lng: number;
  lat: number;
  datum: Datum;
  /** Metres; null: unknown. */
  accuracyMetres: number | null;
  source: PointSource;
}

/** A point as it is shown, always GCJ02. */
export interface ShownPoint {
  lng: number;
  lat: number;
}

/** Why a point's area was not clear-cut. `LOC_MANUAL`: the place is what the reporter wrote down. */
export type LocationFlag = 'ON_BORDER' | 'ACCURACY_CROSSES_BORDER' | 'OUTSIDE' | 'NEAREST' | 'LOC_MANUAL';

/** `GET /api/territory/locate?lng=&lat=&datum=&accuracy=` (citizens and staff). */
export interface Located {
  /** False: outside the city. True also while no boundaries have been published: then `area` is null. */
  isInside: boolean;
  area: { code: string; name: LocalisedText } | null;
  /** The smallest responsibility area that covers the point. */
  responsibilityArea: { code: string; name: LocalisedText } | null;
  flags: LocationFlag[];
}

/** `area`: a territorial government's; `responsibility`: a piece of it with somebody who answers for it. */
export type TerritoryKind = 'area' | 'responsibility';

/** Responsible person's office (路长、河长…). */
export type ChiefType = 'NONE' | 'GRID' | 'FIELD' | 'ROAD' | 'RIVER';

/** What is wrong with a boundary file: `error` stops publishing, `warning` is listed with it. */
export interface BoundaryFault {
  severity: 'error' | 'warning';
  code:
    | 'self-crossing'
    | 'unclosed-ring'
    | 'overlap'
    | 'gap'
    | 'swapped-coordinates'
    | 'outside-parent'
    | 'unknown-unit'
    | 'unknown-parent'
    | 'duplicate-code'
    | 'without-person'
    | 'not-covered'
    | 'bad-property'
    | 'bad-geometry';
  /** Place of the feature in the file, from 0; null: the file as a whole. */
  feature: number | null;
  /** Codes of the features concerned. */
  codes: string[];
  sentences: LocalisedText;
  /** Square metres of an overlap or gap. */
  squareMetres?: number;
  /** Somewhere in it, GCJ02. */
  at?: ShownPoint;
}

/** A version of the city's boundaries (边界版本): `GET /api/territory/versions`, newest first. */
export interface TerritoryVersion {
  id: string;
  no: number;
  state: 'DRAFT' | 'PUBLISHED' | 'SUPERSEDED';
  /** The datum the file was declared in. */
  datum: Datum;
  source: string;
  fileHash: string;
  areas: number;
  responsibilityAreas: number;
  faults: BoundaryFault[];
  importedAt: string;
  importedBy: string;
  /** Another person than the importer. */
  publishedBy: string | null;
  validFrom: string | null;
  validTo: string | null;
}

/** `GET /api/territory` (staff) and the phone's small map: boundaries in force, GCJ02, GeoJSON (RFC 7946 but for the datum). */
export interface TerritoryMap {
  type: 'FeatureCollection';
  versionId: string;
  no: number;
  /** west, south, east, north. */
  bbox: [number, number, number, number];
  features: {
    type: 'Feature';
    properties: { code: string; kind: TerritoryKind; name: LocalisedText; unit: string | null; parent: string | null };
    geometry:
      | { type: 'Polygon'; coordinates: [number, number][][] }
      | { type: 'MultiPolygon'; coordinates: [number, number][][][] };
  }[];
}
