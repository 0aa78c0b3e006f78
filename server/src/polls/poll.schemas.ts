/** JSON Schemas of what the room answers, for the API description and the check of every answer in tests. */
const localised = { $ref: '#/components/schemas/LocalisedText' };
const text = { type: 'string' };
const nullableText = { type: ['string', 'null'] };

function object(properties: Record<string, unknown>, optional: string[] = []): Record<string, unknown> {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties).filter((key) => !optional.includes(key)),
    additionalProperties: false,
  };
}
const listOf = (items: unknown) => ({ type: 'array', items });
const pairOf = (items: unknown) => ({ type: 'array', items, minItems: 2, maxItems: 2 });

export const pollStages = [
  ...['IMPORTED', 'WEIGHTED', 'RANKED', 'DRAFT', 'PLAN_REVIEW', 'PLAN_APPROVED', 'PLAN_PUBLIC', 'FIELDWORK', 'PAUSED'],
  ...['SYNC_GRACE', 'CLEANING', 'WEIGHTING', 'SCORED', 'SEALED', 'RELEASED', 'ARCHIVED', 'CANCELLED'],
];

export const pollSummarySchema = object({
  id: text,
  kind: { enum: ['BROUGHT_IN', 'REGULAR', 'ADHOC'] },
  title: localised,
  periodKey: nullableText,
  stage: { enum: pollStages },
  isDemonstration: { type: 'boolean' },
  responses: { type: 'integer' },
  units: { type: 'integer' },
  indicators: { type: 'integer' },
  createdAt: text,
  releaseId: nullableText,
});

const indicator = object({
  code: text,
  name: localised,
  share: { type: 'number' },
  mean: { type: ['number', 'null'] },
  standardError: { type: 'number' },
  respondents: { type: 'integer' },
});

const modeResult = {
  anyOf: [{ type: 'null' }, object({ score: text, halfWidth: text, respondents: { type: 'integer' } })],
};

const unitResult = {
  unitId: text,
  name: localised,
  score: text,
  halfWidth: text,
  interval: pairOf(text),
  standardError: { type: 'number' },
  degreesOfFreedom: { type: 'number' },
  respondents: { type: 'integer' },
  effectiveRespondents: { type: ['number', 'null'] },
  designEffect: { type: ['number', 'null'] },
  dontKnowShare: { type: 'number' },
  distribution: listOf({ type: 'number' }),
  indicators: listOf(indicator),
  modes: {
    anyOf: [
      { type: 'null' },
      object({
        interview: modeResult,
        online: modeResult,
        lambda: { type: ['number', 'null'] },
        isClipped: { type: 'boolean' },
      }),
    ],
  },
};

export const rankingGroupSchema = object({
  code: text,
  name: localised,
  rows: listOf(
    object({
      ...unitResult,
      rank: { type: 'integer' },
      rankSet: pairOf({ type: 'integer' }),
      marginalRankSet: pairOf({ type: 'integer' }),
      band: { type: 'integer' },
      change: {
        anyOf: [{ type: 'null' }, object({ difference: text, halfWidth: text, isSignificant: { type: 'boolean' } })],
      },
    }),
  ),
  bands: listOf(object({ number: { type: 'integer' }, unitIds: listOf(text) })),
  unranked: listOf(
    object({
      ...unitResult,
      score: nullableText,
      halfWidth: nullableText,
      interval: { anyOf: [{ type: 'null' }, pairOf(text)] },
      because: listOf(text),
    }),
  ),
});

const codeAndName = { code: text, name: localised };

export const methodBoxSchema = object({
  methodVersion: text,
  codeVersion: text,
  population: localised,
  scoreMap: listOf(object({ ...codeAndName, score: { type: 'number' } })),
  notAnswers: listOf(object(codeAndName)),
  design: object({
    strata: { type: 'integer' },
    samplingUnits: { type: 'integer' },
    degreesOfFreedom: { type: 'integer' },
    description: localised,
  }),
  weighting: object({
    margins: listOf(
      object({
        ...codeAndName,
        levels: listOf(
          object({
            ...codeAndName,
            respondents: { type: 'integer' },
            before: { type: 'number' },
            target: { type: ['number', 'null'] },
            after: { type: 'number' },
          }),
        ),
      }),
    ),
    cycles: { type: 'integer' },
    largestMarginError: { type: 'number' },
    kishDesignEffect: { type: 'number' },
    trimmed: { type: 'integer' },
    trimBounds: { anyOf: [{ type: 'null' }, pairOf({ type: 'number' })] },
    collapsed: listOf(object({ margin: text, level: text, into: text, because: text })),
  }),
  blend: {
    anyOf: [
      { type: 'null' },
      object({
        medianGap: { type: 'number' },
        tauSquared: { type: 'number' },
        robustDeviation: { type: 'number' },
        clipRobustDeviations: { type: 'number' },
        clippedUnits: { type: 'integer' },
        description: localised,
      }),
    ],
  },
  intervals: object({ confidence: { type: 'number' }, method: localised }),
  rankSets: object({
    confidence: { type: 'number' },
    draws: { type: 'integer' },
    seed: text,
    criticalValues: localised,
  }),
  publicationRule: object({
    minimumRespondents: { type: 'number' },
    minimumEffectiveRespondents: { type: 'number' },
    minimumSamplingUnits: { type: 'number' },
    largestSamplingUnitShare: { type: 'number' },
    widestHalfWidthShare: { type: 'number' },
  }),
  limits: listOf(localised),
});

export const pollRankingSchema = object({
  poll: pollSummarySchema,
  groups: listOf(rankingGroupSchema),
  method: methodBoxSchema,
  inputHash: text,
});
