import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** What `inject` answers. */
export interface Answer {
  statusCode: number;
  headers: Record<string, string | string[] | number | undefined>;
  body: string;
  rawPayload: Buffer;
  json<Body = unknown>(): Body;
}

interface Operation {
  responses?: Record<string, { content?: Record<string, { schema?: object }> }>;
}
interface ApiDocument {
  paths: Record<string, Record<string, Operation>>;
  components?: object;
}

/** One for all worlds of a spec file: the draft's own schema is compiled once, each description once. */
const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
let documents = 0;

/** A part of a document by its path, as RFC 6901 writes it in the fragment of an address. */
const pointer = (...parts: string[]): string =>
  parts.map((part) => `/${encodeURIComponent(part.replace(/~/g, '~0').replace(/\//g, '~1'))}`).join('');

/** Compares every answer with the API description it is served with. */
export class ApiCheck {
  readonly #compiled = new Map<string, ValidateFunction>();
  readonly #id = `description-${(documents += 1)}`;
  readonly #patterns: { pattern: RegExp; path: string }[];

  constructor(private readonly document: ApiDocument) {
    ajv.addSchema({ ...document, $id: this.#id });
    this.#patterns = Object.keys(document.paths)
      // A literal path before one with a parameter: `/api/units/import` before `/api/units/{id}`.
      .sort((a, b) => a.split('{').length - b.split('{').length)
      .map((path) => ({ path, pattern: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}/?$`) }));
  }

  /** @throws Error when the answer is not described, or not as described */
  check(method: string, url: string, response: Answer): void {
    const path = url.split('?')[0] ?? url;
    const route = this.#patterns.find(({ pattern }) => pattern.test(path));
    if (!route) {
      if (response.statusCode === 404) return;
      throw new Error(`${method} ${path} answered ${response.statusCode} but is not in the API description`);
    }
    const operation = this.document.paths[route.path]?.[method.toLowerCase()];
    if (!operation) {
      if (response.statusCode === 404 || response.statusCode === 405) return;
      throw new Error(`${method} ${route.path} is not in the API description`);
    }
    const type = String(response.headers['content-type'] ?? '').split(';')[0] ?? '';
    const status = operation.responses?.[String(response.statusCode)] ? String(response.statusCode) : 'default';
    const described = operation.responses?.[status];
    if (!described) throw new Error(`${method} ${route.path} answered ${response.statusCode}, which is not described`);
    if (status === 'default' && response.statusCode < 400) {
      throw new Error(
        `${method} ${route.path} answered ${response.statusCode}, which only refusals may leave undescribed`,
      );
    }
    if (!response.body || response.headers['content-encoding']) return;
    const schema = described.content?.[type]?.schema;
    if (!schema)
      throw new Error(`${method} ${route.path} ${response.statusCode} answered ${type}, which is not described`);
    if (!/json/.test(type)) return;
    const at = ['paths', route.path, method.toLowerCase(), 'responses', status, 'content', type, 'schema'];
    const validate = this.#validator(pointer(...at), schema);
    if (!validate(response.json())) {
      throw new Error(
        `${method} ${route.path} ${response.statusCode} is not as described: ${JSON.stringify(validate.errors?.slice(0, 3))}`,
      );
    }
  }

  #validator(at: string, schema: object): ValidateFunction {
    let validate = this.#compiled.get(at);
    if (!validate) {
      // What is only pointed at is compiled without a look at its form.
      ajv.validateSchema(schema, true);
      // In the document, so that `#/components/…` finds the rest of it.
      validate = ajv.compile({ $ref: `${this.#id}#${at}` });
      this.#compiled.set(at, validate);
    }
    return validate;
  }
}
