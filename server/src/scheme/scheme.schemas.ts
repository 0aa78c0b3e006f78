type Schema = Record<string, unknown>;

/** What this room answers, as JSON Schema for OpenAPI: every property is there, no other is. */
const exactly = (properties: Record<string, Schema>): Schema => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
  additionalProperties: false,
});
const listOf = (items: Schema): Schema => ({ type: 'array', items });
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });

const text = { $ref: '#/components/schemas/LocalisedText' };
const string = { type: 'string' };
const integer = { type: 'integer' };
const stringOrNull = { type: ['string', 'null'] };
const integerOrNull = { type: ['integer', 'null'] };
const instant = { type: 'string', format: 'date-time' };
const instantOrNull = { type: ['string', 'null'], format: 'date-time' };

const summary = {
  id: string,
  no: integer,
  state: { enum: ['DRAFT', 'REVIEW', 'PUBLISHED', 'ACTIVE', 'SUPERSEDED'] },
  configHash: { type: 'string', pattern: '^[0-9a-f]{64}$' },
  effectiveFrom: instant,
  reason: string,
  proposedBy: string,
  proposedAt: instant,
  submittedAt: instantOrNull,
  decidedBy: stringOrNull,
  decidedAt: instantOrNull,
  returnReason: stringOrNull,
  activatedAt: instantOrNull,
};
const anything = {};
const occurrence = exactly({
  ruleCode: string,
  kind: { enum: ['MOMENT', 'WINDOW', 'QUOTA'] },
  key: string,
  startsAt: instant,
  endsAt: instantOrNull,
  atLeast: integerOrNull,
  isOverridden: { type: 'boolean' },
});
const round = exactly({
  periodKey: string,
  fieldwork: orNull(exactly({ startsAt: instant, endsAt: instant })),
  aggregationFrom: instantOrNull,
  syncGraceEndsAt: instantOrNull,
  latestSealAt: instantOrNull,
  releasedAt: instant,
  aggregationDays: integerOrNull,
  daysAfterRelease: integer,
  warnings: listOf({ enum: ['SHORT', 'HOLIDAY', 'HOLIDAYS-UNKNOWN'] }),
  holidays: listOf(exactly({ on: string, name: text })),
});
const override = exactly({
  id: string,
  ruleCode: string,
  periodKey: string,
  oldStart: instant,
  oldEnd: instant,
  newStart: instant,
  newEnd: instantOrNull,
  reason: string,
  publicNote: text,
  state: { enum: ['PROPOSED', 'PUBLISHED', 'REFUSED', 'REPLACED'] },
  proposedBy: string,
  proposedAt: instant,
  decidedBy: stringOrNull,
  decidedAt: instantOrNull,
});

export const schemeSchemas = {
  scheme: exactly({
    code: string,
    city: text,
    version: exactly(summary),
    sources: listOf(string),
    config: { type: 'object' },
    parameters: listOf(
      exactly({ path: string, origin: { enum: ['seed', 'default', 'decided'] }, badge: orNull(text) }),
    ),
  }),
  versions: listOf(exactly(summary)),
  version: exactly({ ...summary, differences: listOf(exactly({ path: string, before: anything, after: anything })) }),
  calendar: exactly({
    rules: listOf(exactly({ code: string, name: text, text: string })),
    months: listOf(exactly({ month: string, entries: listOf(occurrence) })),
    rounds: listOf(round),
    yearsWithoutTable: listOf(integer),
  }),
  override,
  overrides: listOf(override),
};
