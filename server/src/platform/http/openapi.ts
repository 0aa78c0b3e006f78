import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** One operation of a route that lives outside Nest's router (a hook route or prepared bytes), described by hand. */
export interface HandDescribedRoute {
  path: string;
  method: 'get' | 'post' | 'put' | 'delete';
  operation: Record<string, unknown>;
}

const problemSchema = {
  type: 'object',
  required: ['type', 'status', 'code', 'title', 'detail', 'sentences'],
  properties: {
    type: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    title: { type: 'string' },
    detail: { type: 'string' },
    sentences: { $ref: '#/components/schemas/LocalisedText' },
    instance: { type: 'string' },
    details: { type: 'object' },
  },
  additionalProperties: false,
};

const localisedText = {
  type: 'object',
  required: ['zh', 'en'],
  properties: { zh: { type: 'string' }, en: { type: 'string' } },
  additionalProperties: false,
};

/** OpenAPI 3.1 of everything the server answers; refusals are `default` on every operation. */
export function describeApi(app: NestFastifyApplication, handDescribed: readonly HandDescribedRoute[]): OpenAPIObject {
  const document = SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setTitle('民声 Minsheng')
      .setDescription('随手拍 · 民意测评 · 公开榜单')
      .setVersion('1')
      .setOpenAPIVersion('3.1.0')
      .addBearerAuth()
      .build(),
  );
  document.components ??= {};
  document.components.schemas = {
    ...document.components.schemas,
    Problem: problemSchema as never,
    LocalisedText: localisedText as never,
  };
  const paths = document.paths as Record<string, Record<string, { responses?: Record<string, unknown> }>>;
  for (const route of handDescribed) (paths[route.path] ??= {})[route.method] = route.operation as never;
  for (const item of Object.values(paths)) {
    for (const operation of Object.values(item)) {
      operation.responses = {
        ...operation.responses,
        default: {
          description: 'A refusal (RFC 9457)',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      };
    }
  }
  return document;
}
