type Schema = Record<string, unknown>;

const text = { $ref: '#/components/schemas/LocalisedText' };
const string = { type: 'string' };
const integer = { type: 'integer' };
const truth = { type: 'boolean' };
const instant = { type: 'string', format: 'date-time' };
const hash = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const listOf = (items: Schema): Schema => ({ type: 'array', items });
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });

/** What this room takes and answers, as JSON Schema for OpenAPI: every property is there, no other is. */
const exactly = (properties: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema => ({
  type: 'object',
  required: Object.keys(properties),
  properties: { ...properties, ...optional },
  additionalProperties: false,
});

const list = listOf({ type: 'object', required: ['code', 'choices'] });
const scales = listOf({ type: 'object', required: ['code', 'levels'] });
const entry = { type: 'object', required: ['type', 'code'] };

/** docs/formats/questionnaire.md */
const design = exactly(
  {
    format: { const: 'minsheng-questionnaire/2' },
    code: string,
    version: integer,
    title: text,
    marks: exactly({ formNumber: string, maker: text, approvedBy: text, approvalNumber: string, validUntil: string }),
    scales,
    missing: listOf(exactly({ code: { enum: ['dontKnow', 'notApplicable', 'refused'] }, name: text })),
    lists: list,
    entries: listOf(entry),
  },
  { extras: { type: 'object' } },
);

const diagnostic = exactly({
  severity: { enum: ['error', 'warning'] },
  code: string,
  item: orNull(string),
  field: orNull(string),
  position: orNull(integer),
  sentences: text,
});
const diagnostics = listOf(diagnostic);

const scenario = exactly(
  {
    code: string,
    name: text,
    seed: integer,
    now: instant,
    answers: listOf(exactly({ item: string, answer: string })),
    expect: exactly(
      {
        asked: listOf(string),
        outcome: {
          anyOf: [{ const: 'complete' }, exactly({ screenedOutBy: string }), exactly({ faultsAt: listOf(string) })],
        },
      },
      { calculated: { type: 'object', additionalProperties: string } },
    ),
  },
  { asInterviewer: truth },
);

const replay = exactly({
  code: string,
  hasPassed: truth,
  differences: listOf(exactly({ what: { enum: ['asked', 'calculated', 'outcome'] }, expected: {}, found: {} })),
});

const summary = exactly({
  id: string,
  code: string,
  title: text,
  version: orNull(integer),
  hasDraft: truth,
  questions: integer,
  minutes: integer,
  validUntil: string,
  isExpired: truth,
  usedByPolls: integer,
  changedAt: instant,
  changedBy: string,
});

const view = exactly({
  id: string,
  code: string,
  draft: orNull(exactly({ revision: integer, design, changedAt: instant, changedBy: string })),
  versions: listOf(
    exactly({ version: integer, hash, publishedAt: instant, publishedBy: string, usedByPolls: integer }),
  ),
  scenarios: listOf(scenario),
  diagnostics,
  may: listOf({ enum: ['edit', 'publish', 'discard'] }),
});

const version = exactly({
  id: string,
  version: integer,
  hash,
  design,
  publishedAt: instant,
  publishedBy: string,
});

const proof = exactly({
  diagnostics,
  scenarios: listOf(replay),
  coverage: orNull(
    exactly({
      paths: integer,
      completed: integer,
      screenedOut: integer,
      questionsUnreached: listOf(string),
      optionsUnreached: listOf(exactly({ question: string, option: string })),
      stuckAt: listOf(exactly({ question: string, paths: integer })),
      medianSeconds: integer,
    }),
  ),
});

const imported = exactly({
  design,
  warnings: listOf(exactly({ code: string, sheet: orNull(string), cell: orNull(string), sentences: text })),
  diagnostics,
});

const bank = exactly({
  indicators: listOf(
    exactly({
      code: string,
      version: integer,
      name: text,
      term: { enum: ['LONG', 'ADHOC'] },
      isActive: truth,
      wording: text,
      hint: orNull(text),
      series: listOf(exactly({ pollId: string, periodKey: string, version: integer, wording: string, isBreak: truth })),
      wordings: listOf(
        exactly({
          text,
          indicatorVersion: integer,
          questionnaire: string,
          version: integer,
          publishedAt: instant,
        }),
      ),
    }),
  ),
  respondent: listOf(exactly({ code: string, name: text, item: entry, lists: list, scales })),
});

const revision = { type: 'integer', minimum: 1 };

export const questionnaireSchemas = {
  list: listOf(summary),
  view,
  version,
  saved: exactly({ revision: integer, changedAt: instant, diagnostics }),
  proof,
  imported,
  bank,
  bodies: {
    create: exactly({
      code: string,
      title: text,
      from: {
        oneOf: [
          exactly({ kind: { const: 'empty' } }),
          exactly({ kind: { const: 'copy' }, id: string, version: orNull(integer) }),
          exactly({ kind: { const: 'poll' }, pollId: string }),
        ],
      },
    }),
    save: exactly({ revision: orNull(revision), design }),
    scenarios: exactly({ scenarios: listOf(scenario) }),
    publish: exactly({ revision }, { acknowledged: listOf(string) }),
    upload: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  },
};

const bytes = { type: 'string', format: 'binary' };

/** One of the files that a questionnaire is handed out as. */
export const questionnaireFileResponse = {
  description: 'A file to download, with the Chinese title in its name',
  content: {
    'application/json': { schema: design as never },
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { schema: bytes },
    'application/xml': { schema: bytes },
    'application/pdf': { schema: bytes },
  },
};
