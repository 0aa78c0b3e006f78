import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import check from '../../schema/check.json' with { type: 'json' };
import common from '../../schema/common.json' with { type: 'json' };
import estimate from '../../schema/estimate.json' with { type: 'json' };
import rank from '../../schema/rank.json' with { type: 'json' };
import weigh from '../../schema/weigh.json' with { type: 'json' };
import { BadCall } from './outcome.js';

export const schemas = { weigh, estimate, rank, check };
export type Command = keyof typeof schemas;

/**
 * Reads a specification and holds it against the command's schema.
 *
 * @throws {BadCall} naming the JSON path of what is wrong
 */
export function readSpecification(command: Command, text: string): unknown {
  let specification: unknown;
  try {
    specification = JSON.parse(text);
  } catch (error) {
    throw new BadCall(`the specification is not JSON: ${(error as Error).message}`);
  }
  const validate = validatorOf(command);
  if (validate(specification)) return specification;
  const error =
    validate.errors!.find(({ keyword }) => keyword !== 'oneOf' && keyword !== 'anyOf') ?? validate.errors![0]!;
  const detail =
    error.keyword === 'additionalProperties'
      ? `has a property it does not know, ${error.params.additionalProperty}`
      : error.keyword === 'enum'
        ? `must be one of ${(error.params.allowedValues as unknown[]).join(', ')}`
        : error.message;
  throw new BadCall(`${jsonPath(error.instancePath)} ${detail}`);
}

const ajv = new Ajv2020({ discriminator: true, strictTypes: false });

/** Compiled when first asked for. */
function validatorOf(command: Command): ValidateFunction {
  if (ajv.getSchema(common.$id) === undefined) ajv.addSchema(common);
  return ajv.getSchema(schemas[command].$id) ?? ajv.compile(schemas[command]);
}

/** /margins/0/levels/1 → $.margins[0].levels[1] */
export function jsonPath(pointer: string): string {
  const parts = pointer.split('/').slice(1);
  return parts.reduce((path, part) => {
    const name = part.replace(/~1/g, '/').replace(/~0/g, '~');
    if (/^\d+$/.test(name)) return `${path}[${name}]`;
    return /^[A-Za-z_]\w*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
  }, '$');
}
