type Schema = Record<string, unknown>;

const text = { $ref: '#/components/schemas/LocalisedText' };
const string = { type: 'string' };
const number = { type: 'number' };
const integer = { type: 'integer' };
const truth = { type: 'boolean' };
const instant = { type: 'string', format: 'date-time' };
const hash = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const listOf = (items: Schema): Schema => ({ type: 'array', items });
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });

/** What this room answers, as JSON Schema for OpenAPI: every property is there, no other is. */
const exactly = (properties: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema => ({
  type: 'object',
  required: Object.keys(properties),
  properties: { ...properties, ...optional },
  additionalProperties: false,
});

const item = {
  code: string,
  text,
  hint: orNull(text),
  isRequired: truth,
  askIf: orNull(exactly({ item: string, isOneOf: listOf(string) })),
};
const missingCode = { enum: ['dontKnow', 'notApplicable', 'refused'] };

export const questionnaireSchema = exactly({
  format: { const: 'minsheng-questionnaire/1' },
  title: text,
  marks: exactly({ formNumber: string, maker: text, approvedBy: text, approvalNumber: string, validUntil: string }),
  levels: listOf(exactly({ code: string, name: text, score: number })),
  missing: listOf(exactly({ code: missingCode, name: text })),
  items: listOf({
    oneOf: [
      exactly({
        ...item,
        type: { const: 'satisfaction' },
        indicator: string,
        subject: orNull(text),
        offers: listOf(missingCode),
      }),
      exactly({
        ...item,
        type: { const: 'single' },
        options: listOf(exactly({ code: string, text }, { screensOut: truth })),
        role: { enum: ['area', 'margin', 'staffOf', null] },
      }),
      exactly({ ...item, type: { const: 'text' }, maxLength: integer }),
    ],
  }),
});

export const planSchema = exactly(
  {
    format: { const: 'minsheng-plan/1' },
    pollId: string,
    version: integer,
    scheme: string,
    city: text,
    isDemonstration: truth,
    kind: { enum: ['REGULAR', 'ADHOC'] },
    title: text,
    purpose: text,
    population: text,
    populationSize: integer,
    periodKey: string,
    calendar: exactly({
      fieldworkFrom: instant,
      fieldworkTo: instant,
      graceUntil: instant,
      sealBy: instant,
      releaseAt: instant,
    }),
    modes: listOf({ enum: ['INTERVIEW', 'WECHAT'] }),
    onlineUse: { enum: ['BLEND', 'SEPARATE'] },
    clipRobustDeviations: number,
    questionnaire: questionnaireSchema,
    indicators: listOf(
      exactly({
        code: string,
        version: integer,
        term: { enum: ['LONG', 'ADHOC'] },
        name: text,
        attribution: { enum: ['AREA', 'FUNCTION', 'BOTH'] },
        weight: number,
        shares: listOf(exactly({ unit: string, share: string, role: { enum: ['LEAD', 'SUPPORT'] } })),
      }),
    ),
    groups: listOf(
      exactly({ code: string, name: text, units: listOf(exactly({ code: string, name: text, area: orNull(string) })) }),
    ),
    areas: listOf(exactly({ code: string, name: text, unit: string, target: integer })),
    sites: listOf(exactly({ code: string, name: text, area: string, kind: { enum: ['STREET', 'PARK', 'COMMUNITY'] } })),
    quotas: listOf(exactly({ area: string, cell: { type: 'object', additionalProperties: string }, target: integer })),
    margins: listOf(
      exactly({
        code: string,
        name: text,
        levels: listOf(exactly({ code: string, name: text, share: number })),
        isOrdinal: truth,
        source: text,
        year: integer,
      }),
    ),
    weighting: exactly({
      tolerance: number,
      maximumCycles: integer,
      trim: orNull(exactly({ lower: number, upper: number })),
      thinLevel: exactly({ minimumAnswers: number, minimumEffective: number, largestFactor: number }),
    }),
    publication: exactly({
      minimumRespondents: number,
      minimumEffectiveRespondents: number,
      minimumSamplingUnits: number,
      largestSamplingUnitShare: number,
      widestHalfWidthShare: number,
      minimumPublishableShare: number,
      minimumCell: number,
      minimumCellEffective: number,
    }),
    confidence: number,
    draws: integer,
    quality: exactly({
      tooFast: exactly({ shareOfMedian: number, secondsPerQuestion: number }),
      straightLine: exactly({ minimumItems: integer }),
      burst: exactly({ answers: integer, minutes: number }),
    }),
  },
  {
    design: exactly({
      questionnaireId: string,
      hash,
      document: {
        type: 'object',
        required: ['format', 'code', 'version', 'title', 'marks', 'scales', 'missing', 'lists', 'entries'],
        properties: { format: { const: 'minsheng-questionnaire/2' }, code: string, version: integer, title: text },
      },
    }),
  },
);

export const planViewSchema = exactly({
  plan: planSchema,
  hash,
  checks: listOf(exactly({ code: string, isMet: truth, sentences: text })),
  versions: listOf(
    exactly({
      version: integer,
      hash,
      submittedBy: orNull(string),
      submittedAt: orNull(instant),
      approvedBy: orNull(string),
      approvedAt: orNull(instant),
      publishedAt: orNull(instant),
    }),
  ),
});

/** `compiled` is the interpreter's own format: its engine number says which. */
export const pollQuestionnaireSchema = exactly({
  planHash: hash,
  compiled: {
    type: 'object',
    required: ['format', 'engine', 'hash', 'lists', 'groups', 'questions'],
    properties: {
      format: { const: 'minsheng-compiled/1' },
      engine: integer,
      hash,
      lists: { type: 'array' },
      groups: { type: 'array' },
      questions: listOf({ type: 'object', required: ['code', 'kind', 'text', 'group', 'relevant', 'required'] }),
    },
  },
});
