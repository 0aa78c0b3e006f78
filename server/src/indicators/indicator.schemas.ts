type Schema = Record<string, unknown>;

const text = { $ref: '#/components/schemas/LocalisedText' };
const string = { type: 'string' };
const stringOrNull = { type: ['string', 'null'] };

/** What this room answers, as JSON Schema for OpenAPI: every property is there, no other is. */
const exactly = (properties: Record<string, Schema>): Schema => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
  additionalProperties: false,
});

const indicator = exactly({
  id: string,
  code: string,
  version: { type: 'integer', minimum: 1 },
  term: { enum: ['LONG', 'ADHOC'] },
  name: text,
  wording: text,
  hint: { anyOf: [text, { type: 'null' }] },
  attribution: { enum: ['AREA', 'FUNCTION', 'BOTH'] },
  weight: { type: 'number' },
  shares: {
    type: 'array',
    items: exactly({
      unit: string,
      share: { type: 'string', pattern: '^[01][.][0-9]{4}$' },
      role: { enum: ['LEAD', 'SUPPORT'] },
    }),
  },
  anchorTask: stringOrNull,
  state: { enum: ['DRAFT', 'REVIEW', 'APPROVED', 'ACTIVE', 'SUSPENDED', 'RETIRED'] },
  proposedBy: stringOrNull,
  approvedBy: stringOrNull,
});

export const indicatorSchemas = { indicator, indicators: { type: 'array', items: indicator } };
