import { methodBoxSchema, pollSummarySchema, rankingGroupSchema } from './poll.schemas.js';

/** JSON Schemas of what a live poll answers, for the API description and the check of every answer in tests. */
const localised = { $ref: '#/components/schemas/LocalisedText' };
const text = { type: 'string' };
const nullableText = { type: ['string', 'null'] };
const count = { type: 'integer' };
const number = { type: 'number' };
const mode = { enum: ['INTERVIEW', 'WECHAT'] };
const flag = { enum: ['TOO_FAST', 'STRAIGHT_LINE', 'BURST'] };
const textByName = { type: 'object', additionalProperties: text };

function object(properties: Record<string, unknown>): Record<string, unknown> {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}
const listOf = (items: unknown) => ({ type: 'array', items });
const pairOf = (items: unknown) => ({ type: 'array', items, minItems: 2, maxItems: 2 });
const orNull = (schema: unknown) => ({ anyOf: [{ type: 'null' }, schema] });

const flagCount = object({ code: flag, flagged: count, undecided: count, excluded: count });
export const flagCountsSchema = listOf(flagCount);

export const fieldworkSchema = object({
  poll: pollSummarySchema,
  calendar: object({ fieldworkFrom: text, fieldworkTo: text, graceUntil: text, sealBy: text, releaseAt: text }),
  planHash: text,
  planPublishedAt: nullableText,
  now: text,
  interviews: object({ received: count, target: count, due: count }),
  online: object({ received: count, edited: count }),
  medianSeconds: listOf(object({ mode, median: count, quartiles: pairOf(count) })),
  days: listOf(object({ date: text, interviews: count, online: count, planned: count })),
  quotas: listOf(object({ area: text, areaName: localised, cell: textByName, target: count, received: count })),
  quotaMargins: listOf(
    object({ code: text, name: localised, levels: listOf(object({ code: text, name: localised })) }),
  ),
  sites: listOf(
    object({
      code: text,
      name: localised,
      areaName: localised,
      kind: { enum: ['STREET', 'PARK', 'COMMUNITY'] },
      received: count,
      target: count,
    }),
  ),
  flags: flagCountsSchema,
});

export const heldSchema = listOf(
  object({
    id: text,
    mode,
    area: localised,
    site: orNull(localised),
    receivedAt: text,
    seconds: count,
    codes: listOf(flag),
    decision: { enum: ['VALID', 'EXCLUDED', null] },
    decidedBy: nullableText,
    note: nullableText,
  }),
);

const level = object({
  code: text,
  name: localised,
  respondents: count,
  before: number,
  target: { type: ['number', 'null'] },
  after: number,
});

export const weightingSchema = object({
  poll: pollSummarySchema,
  planHash: text,
  samples: listOf(
    object({
      mode,
      respondents: count,
      kishDesignEffect: number,
      effectiveRespondents: number,
      weights: object({ smallest: number, median: number, p95: number, largest: number }),
      trimmed: count,
      trimBounds: orNull(pairOf(number)),
      cycles: count,
      errors: listOf(number),
      tolerance: number,
      margins: listOf(object({ code: text, name: localised, source: localised, year: count, levels: listOf(level) })),
      histogram: object({ step: number, counts: listOf(count) }),
      collapsed: listOf(object({ margin: text, level: text, into: text, because: text })),
      smallestLevel: object({ margin: localised, level: localised, respondents: count }),
    }),
  ),
  alternatives: listOf(
    object({
      code: { enum: ['PLAN', 'UNTRIMMED', 'TIGHTER', 'UNWEIGHTED', 'KEEP_FLAGGED'] },
      kishDesignEffect: number,
      largestWeight: number,
      largestScoreChange: number,
      bandChanges: count,
    }),
  ),
  excluded: listOf(object({ code: flag, answers: count })),
});

export const reviewSchema = object({
  poll: pollSummarySchema,
  planHash: text,
  groups: listOf(rankingGroupSchema),
  method: methodBoxSchema,
  inputHash: text,
  sensitivity: object({
    heldAnswers: count,
    units: listOf(
      object({
        unitId: text,
        name: localised,
        published: text,
        keepFlagged: nullableText,
        interviewsOnly: nullableText,
        onlineOnly: nullableText,
        largestDifference: text,
      }),
    ),
    bandChanges: count,
  }),
  checks: listOf(
    object({
      code: text,
      isMet: { type: 'boolean' },
      isWarning: { type: 'boolean' },
      sentences: localised,
      detail: text,
    }),
  ),
  signatures: listOf(
    object({
      role: { enum: ['PREPARED', 'REVIEWED'] },
      person: nullableText,
      signedAt: nullableText,
      because: { enum: ['waits-for-preparer', null] },
    }),
  ),
  seal: orNull(object({ sealedAt: text, sealHash: text, by: text })),
  sealBy: text,
  releaseAt: text,
});

export const recomputeSchema = object({ isEqual: { type: 'boolean' }, differences: listOf(text) });

export const myResponseSchema = object({
  response: orNull(
    object({ receipt: text, revision: count, submittedAt: text, answers: textByName, seed: orNull(count) }),
  ),
});
