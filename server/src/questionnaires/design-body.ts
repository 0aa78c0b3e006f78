import type {
  DraftSave,
  LocalisedText,
  NewQuestionnaire,
  PublishRequest,
  QuestionnaireDesign,
  QuestionnaireScenario,
  ScenariosSave,
} from '@minsheng/contracts';
import { designSchema } from '@minsheng/questionnaire/compile';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { invalidBody } from '../platform/index.js';
import { questionnaireProblems } from './questionnaires.problems.js';

/** Codes of questionnaires, as the compiler wants them. */
const codePattern = '^[A-Za-z][A-Za-z0-9_.-]{0,63}$';
const mostScenarios = 100;

const exactly = (properties: Record<string, object>, optional: Record<string, object> = {}): object => ({
  type: 'object',
  required: Object.keys(properties),
  properties: { ...properties, ...optional },
  additionalProperties: false,
});
const words = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength, pattern: '\\S' });
const code = { type: 'string', minLength: 1, maxLength: 64 };
const revision = { type: 'integer', minimum: 1, maximum: 2_147_483_647 };
const orNull = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });
const values = { type: 'object', maxProperties: 500, additionalProperties: { type: 'string', maxLength: 10_000 } };

const source = {
  type: 'object',
  required: ['kind'],
  discriminator: { propertyName: 'kind' },
  oneOf: [
    exactly({ kind: { const: 'empty' } }),
    exactly({ kind: { const: 'copy' }, id: code, version: orNull(revision) }),
    exactly({ kind: { const: 'poll' }, pollId: code }),
  ],
};

const scenario = exactly(
  {
    code: { type: 'string', pattern: '^[^\\s]{1,64}$' },
    name: exactly({ zh: words(120), en: words(120) }),
    seed: { type: 'integer', minimum: 1, maximum: 2_147_483_646 },
    now: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d([.]\\d{1,3})?Z$' },
    answers: {
      type: 'array',
      maxItems: 1000,
      items: exactly({ item: code, answer: { type: 'string', maxLength: 2000 } }),
    },
    expect: exactly(
      {
        asked: { type: 'array', maxItems: 500, items: code },
        outcome: {
          anyOf: [
            { const: 'complete' },
            exactly({ screenedOutBy: code }),
            exactly({ faultsAt: { type: 'array', maxItems: 500, items: code } }),
          ],
        },
      },
      { calculated: values },
    ),
  },
  { asInterviewer: { type: 'boolean' } },
);

function compile() {
  // The discriminator names the one item that is at fault instead of every kind that it is not.
  const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true, discriminator: true });
  ajv.addSchema(designSchema, 'design');
  return {
    create: ajv.compile<NewQuestionnaire>(
      exactly({
        code: { type: 'string', pattern: codePattern },
        title: exactly({ zh: words(200), en: words(200) }),
        from: source,
      }),
    ),
    save: ajv.compile<DraftSave>(exactly({ revision: orNull(revision), design: { $ref: 'design' } })),
    scenarios: ajv.compile<ScenariosSave>(
      exactly({ scenarios: { type: 'array', maxItems: mostScenarios, items: scenario } }),
    ),
    publish: ajv.compile<PublishRequest>(
      exactly({ revision }, { acknowledged: { type: 'array', maxItems: 500, items: code } }),
    ),
    design: ajv.getSchema('design') as ValidateFunction<QuestionnaireDesign>,
  };
}

let compiled: ReturnType<typeof compile> | null = null;

/** Compiled at the first use, a third of a second: a start, and most commands, have no use for them. */
const checks = (): ReturnType<typeof compile> => (compiled ??= compile());

function read<Body>(check: ValidateFunction<Body>, body: unknown): Body {
  if (!check(body)) throw invalidBody(check.errors ?? []);
  return body;
}

/** @throws Problem platform.invalid-body, naming the field */
export const readNewQuestionnaire = (body: unknown): NewQuestionnaire => read(checks().create, body);

/** @throws Problem platform.invalid-body, naming the place in the design */
export const readDraftSave = (body: unknown): DraftSave => read(checks().save, body);

/** @throws Problem platform.invalid-body */
export const readPublish = (body: unknown): PublishRequest => read(checks().publish, body);

/** @throws Problem platform.invalid-body, questionnaires.scenario-twice or questionnaires.scenario-instant */
export function readScenarios(body: unknown): QuestionnaireScenario[] {
  const { scenarios } = read(checks().scenarios, body);
  const seen = new Set<string>();
  for (const { code: name, now } of scenarios) {
    if (seen.has(name)) throw questionnaireProblems['scenario-twice']({ code: name });
    if (Number.isNaN(Date.parse(now))) throw questionnaireProblems['scenario-instant']({ code: name });
    seen.add(name);
  }
  return scenarios;
}

/**
 * A design that was read from a file.
 * @throws Problem questionnaires.design-refused, naming the place
 */
export function readDesign(value: unknown): QuestionnaireDesign {
  const isDesign = checks().design;
  if (isDesign(value)) return value;
  const [fault] = isDesign.errors ?? [];
  const { path, sentences } = placeOf(fault);
  throw questionnaireProblems['design-refused']({ path, faultZh: sentences.zh, faultEn: sentences.en });
}

function placeOf(fault: ErrorObject | undefined): { path: string; sentences: LocalisedText } {
  const [field] = (invalidBody(fault ? [fault] : []).details.fields ?? []) as {
    field: string;
    sentences: LocalisedText;
  }[];
  return { path: field?.field || '/', sentences: field?.sentences ?? { zh: '不符合要求', en: 'not acceptable' } };
}
