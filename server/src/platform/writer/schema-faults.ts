import type { FieldFault, LocalisedText } from '@minsheng/contracts';
import { Ajv, type ErrorObject } from 'ajv';
import { platformProblems } from '../platform.problems.js';
import type { Problem } from '../problem.js';

/** What JSON Schema's keywords mean to a reader. Unknown ones fall back to 「不符合要求」. */
const sentences: Record<string, LocalisedText> = {
  type: { zh: '类型不对', en: 'has the wrong type' },
  required: { zh: '必须填写', en: 'is required' },
  additionalProperties: { zh: '是多余的字段', en: 'is not a known field' },
  enum: { zh: '不在可选范围内', en: 'is not one of the choices' },
  const: { zh: '不在可选范围内', en: 'is not one of the choices' },
  pattern: { zh: '格式不对', en: 'has the wrong form' },
  minimum: { zh: '太小', en: 'is too small' },
  maximum: { zh: '太大', en: 'is too large' },
  minLength: { zh: '太短', en: 'is too short' },
  maxLength: { zh: '太长', en: 'is too long' },
  minItems: { zh: '太少', en: 'has too few items' },
  maxItems: { zh: '太多', en: 'has too many items' },
};

const fallback: LocalisedText = { zh: '不符合要求', en: 'is not acceptable' };
const wholeBody: LocalisedText = { zh: '提交的内容', en: 'the body' };

export type JsonSchema = Readonly<Record<string, unknown>>;

const ajv = new Ajv({ strict: true, coerceTypes: false, useDefaults: false, removeAdditional: false });

/**
 * Compiles a JSON Schema into a check that returns what it was given. Strict, unlike Fastify's own: nothing is converted,
 * dropped or filled in. The check throws the Problem `platform.invalid-body`.
 */
export function strictCheck<Body>(schema: JsonSchema): (body: unknown) => Body {
  const validate = ajv.compile(schema);
  return (body) => {
    if (!validate(body)) throw invalidBody(validate.errors ?? []);
    return body as Body;
  };
}

/** The same refusal as `bodyPipe` gives, for a hot route whose body is checked by a JSON Schema. */
export function invalidBody(errors: readonly Partial<ErrorObject>[]): Problem {
  const faults = errors.map(faultOf);
  return platformProblems['invalid-body']({ first: faults[0]?.sentences.zh ?? '', fields: faults });
}

function faultOf({ instancePath = '', keyword = '', params = {} }: Partial<ErrorObject>): FieldFault {
  const { missingProperty, additionalProperty } = params as { missingProperty?: string; additionalProperty?: string };
  const path = [...instancePath.split('/').slice(1), missingProperty ?? additionalProperty ?? ''].filter(
    (part) => part !== '',
  );
  const field = path.join('.');
  const sentence = sentences[keyword] ?? fallback;
  return {
    field,
    sentences: { zh: `${field || wholeBody.zh} ${sentence.zh}`, en: `${field || wholeBody.en} ${sentence.en}` },
  };
}
