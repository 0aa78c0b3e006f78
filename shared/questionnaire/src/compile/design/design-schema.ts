type Schema = Record<string, unknown>;

const object = (required: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(required),
  properties: { ...required, ...optional },
});
const list = (items: Schema, maxItems: number): Schema => ({ type: 'array', items, maxItems });
const text = (maxLength: number): Schema => ({ type: 'string', maxLength });
const ref = (name: string): Schema => ({ $ref: `#/definitions/${name}` });

const code = text(64);
const yesOrNo: Schema = { type: 'boolean' };
const whole: Schema = { type: 'integer', minimum: -2147483648, maximum: 2147483647 };
const expression = text(4000);
const words = object({ zh: text(2000), en: text(2000) });
const notes: Schema = { type: 'object', maxProperties: 100, additionalProperties: text(10_000) };
const check = object({ expression, message: ref('words') });
const indicator = object({ code, version: whole });
const missingCode: Schema = { enum: ['dontKnow', 'notApplicable', 'refused'] };

const common = {
  hint: ref('words'),
  guidance: ref('words'),
  relevant: expression,
  isInterviewerOnly: yesOrNo,
  isAnchored: yesOrNo,
  appearance: text(200),
  extras: notes,
};
const answered = {
  ...common,
  required: { type: ['boolean', 'string'], maxLength: 4000 },
  requiredMessage: ref('words'),
  constraint: check,
  warning: check,
  initial: text(2000),
  quotaRole: code,
  weightingRole: { enum: ['area', 'margin', 'staffOf'] },
  sensitivity: { enum: ['personal', 'sensitive'] },
};
const choosing = { ...answered, choiceFilter: expression, isShuffled: yesOrNo };
const offers = list(missingCode, 10);
const options = list(code, 5000);

const entry = (
  type: string,
  required: Record<string, Schema> = {},
  optional: Record<string, Schema> = answered,
): Schema => object({ type: { const: type }, code, text: ref('words'), ...required }, optional);

const entries: Schema[] = [
  object(
    { type: { const: 'group' }, code, entries: list(ref('entry'), 400) },
    {
      text: ref('words'),
      relevant: expression,
      isShuffled: yesOrNo,
      isAnchored: yesOrNo,
      appearance: text(200),
      extras: notes,
    },
  ),
  entry('note', {}, common),
  entry('consent'),
  entry('satisfaction', { scale: code }, { ...answered, offers, indicator, subject: ref('words') }),
  entry('single', { list: code }, { ...choosing, offers, screensOut: options, indicator }),
  entry('multiple', { list: code }, { ...choosing, offers, exclusive: options, atLeast: whole, atMost: whole }),
  entry('rank', { list: code, top: whole }, choosing),
  entry(
    'grid',
    {
      scale: code,
      rows: list(object({ code, text: ref('words') }, { indicator, isAnchored: yesOrNo }), 100),
    },
    { ...answered, offers, isShuffled: yesOrNo },
  ),
  entry('integer'),
  entry('decimal'),
  entry('text', { maxLength: whole }, { ...answered, isLong: yesOrNo }),
  entry('date'),
  entry('region', { levels: list(object({ code, text: ref('words'), list: code }), 6) }),
  entry('calculated', { calculation: expression }, common),
  entry('hidden', {}, { ...common, initial: text(2000) }),
  entry('photo'),
  entry('location'),
  entry('site'),
  entry('shift'),
];

/**
 * JSON Schema (draft-07) of a design as it comes over a wire: the shape alone, with bounds against bombs. Whatever passes it
 * can be given to `compileDesign`, which says what is wrong with it in words.
 */
export const designSchema: Schema = {
  definitions: {
    words,
    entry: { type: 'object', required: ['type'], discriminator: { propertyName: 'type' }, oneOf: entries },
  },
  ...object(
    {
      format: { const: 'minsheng-questionnaire/2' },
      code,
      version: whole,
      title: ref('words'),
      marks: object({
        formNumber: text(200),
        maker: ref('words'),
        approvedBy: ref('words'),
        approvalNumber: text(200),
        validUntil: text(10),
      }),
      scales: list(
        object({ code, levels: list(object({ code, name: ref('words'), score: { type: 'number' } }), 50) }),
        50,
      ),
      missing: list(object({ code: missingCode, name: ref('words') }), 3),
      lists: list(
        object({
          code,
          choices: list(
            object({ code, text: ref('words') }, { isAnchored: yesOrNo, columns: notes, extras: notes }),
            5000,
          ),
        }),
        300,
      ),
      entries: list(ref('entry'), 400),
    },
    { extras: notes },
  ),
};
