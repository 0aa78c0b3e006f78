type Schema = Record<string, unknown>;

/** What this room answers, as JSON Schema for OpenAPI: every property is there, no other is. */
const exactly = (properties: Record<string, Schema>): Schema => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
  additionalProperties: false,
});
const listOf = (items: Schema): Schema => ({ type: 'array', items });

const string = { type: 'string' };
const integer = { type: 'integer' };
const day = { type: 'string', format: 'date' };
const instant = { type: 'string', format: 'date-time' };

const arrangement = {
  year: integer,
  holidays: listOf(exactly({ name: { $ref: '#/components/schemas/LocalisedText' }, from: day, to: day })),
  makeUpWorkdays: listOf(day),
};
const proposal = exactly({
  ...arrangement,
  id: string,
  source: string,
  state: { enum: ['PROPOSED', 'IN_FORCE', 'REFUSED', 'REPLACED'] },
  proposedBy: string,
  proposedAt: instant,
  decidedBy: { type: ['string', 'null'] },
  decidedAt: { type: ['string', 'null'], format: 'date-time' },
});

export const deadlineSchemas = {
  proposal,
  years: exactly({
    known: listOf(
      exactly({ ...arrangement, origin: { enum: ['PACKAGE', 'ENTERED'] }, source: { type: ['string', 'null'] } }),
    ),
    missing: listOf(integer),
    proposals: listOf(proposal),
  }),
};
