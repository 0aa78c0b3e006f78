import { datums } from '@minsheng/contracts';

type Schema = Record<string, unknown>;

/** What these routes answer and take, as JSON Schema for OpenAPI: every property is there, no other is. */
const exactly = (properties: Record<string, Schema>): Schema => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
  additionalProperties: false,
});

const text = { $ref: '#/components/schemas/LocalisedText' };
const string = { type: 'string' };
const integer = { type: 'integer' };
const number = { type: 'number' };
const orNull = { type: ['string', 'null'] };
const instantOrNull = { type: ['string', 'null'], format: 'date-time' };
const listOf = (items: Schema): Schema => ({ type: 'array', items });
const datum = { enum: Object.keys(datums) };
const place = { oneOf: [exactly({ code: string, name: text }), { type: 'null' }] };

const fault = {
  type: 'object',
  required: ['severity', 'code', 'feature', 'codes', 'sentences'],
  properties: {
    severity: { enum: ['error', 'warning'] },
    code: {
      enum: [
        'self-crossing',
        'unclosed-ring',
        'overlap',
        'gap',
        'swapped-coordinates',
        'outside-parent',
        'unknown-unit',
        'unknown-parent',
        'duplicate-code',
        'without-person',
        'not-covered',
        'bad-property',
        'bad-geometry',
      ],
    },
    feature: { type: ['integer', 'null'] },
    codes: listOf(string),
    sentences: text,
    squareMetres: number,
    at: exactly({ lng: number, lat: number }),
  },
  additionalProperties: false,
};

const version = exactly({
  id: string,
  no: integer,
  state: { enum: ['DRAFT', 'PUBLISHED', 'SUPERSEDED'] },
  datum,
  source: string,
  fileHash: string,
  areas: integer,
  responsibilityAreas: integer,
  faults: listOf(fault),
  importedAt: { type: 'string', format: 'date-time' },
  importedBy: string,
  publishedBy: orNull,
  validFrom: instantOrNull,
  validTo: instantOrNull,
});

const ring = listOf({ type: 'array', items: number, minItems: 2, maxItems: 2 });
const geometry = {
  oneOf: [
    exactly({ type: { const: 'Polygon' }, coordinates: listOf(ring) }),
    exactly({ type: { const: 'MultiPolygon' }, coordinates: listOf(listOf(ring)) }),
  ],
};

export const territorySchemas = {
  located: exactly({
    isInside: { type: 'boolean' },
    area: place,
    responsibilityArea: place,
    flags: listOf({ enum: ['ON_BORDER', 'ACCURACY_CROSSES_BORDER', 'OUTSIDE', 'NEAREST'] }),
  }),
  map: exactly({
    type: { const: 'FeatureCollection' },
    versionId: string,
    no: integer,
    bbox: { type: 'array', items: number, minItems: 4, maxItems: 4 },
    features: listOf(
      exactly({
        type: { const: 'Feature' },
        properties: exactly({
          code: string,
          kind: { enum: ['area', 'responsibility'] },
          name: text,
          unit: orNull,
          parent: orNull,
        }),
        geometry,
      }),
    ),
  }),
  version,
  versions: listOf(version),
  upload: {
    type: 'object',
    required: ['datum', 'source', 'file'],
    properties: { datum, source: string, file: { type: 'string', format: 'binary', description: 'GeoJSON' } },
  },
} as const satisfies Record<string, Schema>;
