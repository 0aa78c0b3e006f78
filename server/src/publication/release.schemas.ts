/** JSON Schema of what staff are told of a release, for the API description and the check of every answer in tests. */
const localised = { $ref: '#/components/schemas/LocalisedText' };
const text = { type: 'string' };
const nullableText = { type: ['string', 'null'] };

function object(properties: Record<string, unknown>): Record<string, unknown> {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

export const releaseDraftSchema = object({
  id: text,
  pollId: text,
  title: localised,
  periodKey: nullableText,
  isDemonstration: { type: 'boolean' },
  state: { enum: ['ASSEMBLED', 'SIGNED', 'EMBARGOED', 'RELEASED', 'ARCHIVED'] },
  correctionOf: nullableText,
  correctionReason: { anyOf: [{ type: 'null' }, localised] },
  assembledBy: text,
  assembledAt: text,
  signatures: {
    type: 'array',
    items: object({
      role: { enum: ['STAT_REVIEWER', 'OFFICE_DIRECTOR'] },
      person: nullableText,
      signedAt: nullableText,
    }),
  },
  contentHash: nullableText,
  releaseAt: nullableText,
  recall: { anyOf: [{ type: 'null' }, object({ askedBy: text, reason: text })] },
  correctionAsked: {
    anyOf: [{ type: 'null' }, object({ askedBy: text, reason: localised, isGranted: { type: 'boolean' } })],
  },
  checks: {
    type: 'array',
    items: object({ code: text, isMet: { type: 'boolean' }, sentences: localised }),
  },
});
