import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { fault, type SchemeFault } from './fault.js';
import { schemeConfigShape, type SchemeConfig } from './scheme-config.js';

let compiled: ValidateFunction<SchemeConfig> | null = null;

/** Compiled at the first use: a start that finds its scheme in the database never needs it. */
function validator(): ValidateFunction<SchemeConfig> {
  compiled ??= new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile<SchemeConfig>(
    schemeConfigShape.schema,
  );
  return compiled;
}

/** The faults of form: unknown and missing fields, wrong kinds, values outside their list or bounds. */
export function shapeFaults(config: unknown): SchemeFault[] {
  const validate = validator();
  if (validate(config)) return [];
  const faults = (validate.errors ?? []).map(faultOf);
  return faults.filter(
    (one, index) => faults.findIndex(({ path, code }) => path === one.path && code === one.code) === index,
  );
}

export function isSchemeConfig(config: unknown): config is SchemeConfig {
  return validator()(config);
}

function faultOf(error: ErrorObject): SchemeFault {
  const at = error.instancePath.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');
  const below = (name: string) => (at === '' ? name : `${at}.${name}`);
  const params = error.params as Record<string, unknown>;
  const name = (key: string) => String(params[key]);
  switch (error.keyword) {
    case 'additionalProperties':
      return fault(
        'unknown-field',
        below(name('additionalProperty')),
        `没有这个字段：${name('additionalProperty')}`,
        `there is no field ${name('additionalProperty')}`,
      );
    case 'required':
      return fault(
        'missing-field',
        below(name('missingProperty')),
        `缺少字段：${name('missingProperty')}`,
        `the field ${name('missingProperty')} is missing`,
      );
    case 'propertyNames':
      return fault(
        'bad-name',
        below(name('propertyName')),
        `字段名不合规则：${name('propertyName')}`,
        `the name ${name('propertyName')} has the wrong form`,
      );
    case 'type':
      return fault(
        'wrong-shape',
        at,
        `类型不对，应为 ${kinds(params['type'])}`,
        `the wrong kind of value, ${kinds(params['type'])} is expected`,
      );
    case 'enum':
    case 'const': {
      const choices = error.keyword === 'const' ? [params['allowedValue']] : (params['allowedValues'] as unknown[]);
      const list = choices.map((choice) => String(choice)).join('、');
      return fault('not-a-choice', at, `只能是：${list}`, `must be one of: ${list}`);
    }
    case 'pattern':
      return fault('wrong-form', at, '写法不合规则', `does not have the form ${name('pattern')}`);
    default:
      return fault(
        'out-of-bounds',
        at,
        `超出允许范围（${error.keyword} ${name('limit')}）`,
        `out of bounds: ${error.message ?? error.keyword}`,
      );
  }
}

function kinds(type: unknown): string {
  return (Array.isArray(type) ? type : [type]).join(' / ');
}
