/**
 * One declaration for a JSON Schema and the TypeScript type it stands for, so that the preset's schema and the code that
 * reads it cannot part. Every map refuses unknown fields.
 */
export interface Shape<T> {
  readonly schema: Readonly<Record<string, unknown>>;
  /** Only for the type checker; never set. */
  readonly type?: T;
}

export interface OptionalShape<T> extends Shape<T> {
  readonly optional: true;
}

type Fields = Readonly<Record<string, Shape<unknown>>>;
type RequiredKeys<F extends Fields> = { [K in keyof F]: F[K] extends OptionalShape<unknown> ? never : K }[keyof F];
type OptionalKeys<F extends Fields> = Exclude<keyof F, RequiredKeys<F>>;

export type TypeOf<S> = S extends Shape<infer T> ? T : never;
export type MapOf<F extends Fields> = { [K in RequiredKeys<F>]: TypeOf<F[K]> } & {
  [K in OptionalKeys<F>]?: TypeOf<F[K]>;
};

export function map<const F extends Fields>(fields: F): Shape<MapOf<F>> {
  const entries = Object.entries(fields);
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(entries.map(([key, shape]) => [key, shape.schema])),
      required: entries.filter(([, shape]) => !('optional' in shape)).map(([key]) => key),
      additionalProperties: false,
    },
  };
}

/** A map whose keys are chosen by the city: rule codes, group codes. */
export function mapOf<T>(value: Shape<T>, keyPattern: string): Shape<Record<string, T>> {
  return {
    schema: {
      type: 'object',
      propertyNames: { type: 'string', pattern: keyPattern },
      additionalProperties: value.schema,
    },
  };
}

export function listOf<T>(item: Shape<T>, bounds: { minItems?: number; maxItems?: number } = {}): Shape<T[]> {
  return { schema: { type: 'array', items: item.schema, maxItems: 2000, ...bounds } };
}

/** [least, most] of a cardinality. */
export const range: Shape<number[]> = listOf({ schema: { type: 'integer', minimum: 0 } }, { minItems: 2, maxItems: 2 });

export function optional<T>(shape: Shape<T>): OptionalShape<T> {
  return { schema: shape.schema, optional: true };
}

/** May be switched off by `null`. */
export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  const { type, enum: choices, ...rest } = shape.schema;
  return {
    schema: {
      ...rest,
      type: [...(Array.isArray(type) ? (type as string[]) : [type as string]), 'null'],
      ...(Array.isArray(choices) ? { enum: [...(choices as unknown[]), null] } : {}),
    },
  };
}

export function oneOf<const C extends readonly string[]>(...choices: C): Shape<C[number]> {
  return { schema: { type: 'string', enum: choices } };
}

export const text: Shape<string> = { schema: { type: 'string', minLength: 1, maxLength: 400 } };
export const flag: Shape<boolean> = { schema: { type: 'boolean' } };

export function pattern(regularExpression: string): Shape<string> {
  return { schema: { type: 'string', pattern: regularExpression } };
}

export function whole(minimum: number, maximum: number): Shape<number> {
  return { schema: { type: 'integer', minimum, maximum } };
}

export function number(minimum: number, maximum: number): Shape<number> {
  return { schema: { type: 'number', minimum, maximum } };
}

/** A part of one: 0 < share ≤ 1. */
export const share: Shape<number> = { schema: { type: 'number', exclusiveMinimum: 0, maximum: 1 } };
