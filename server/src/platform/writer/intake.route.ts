import type {} from '@fastify/helmet';
import { Ajv } from 'ajv';
import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import type { Clock } from '../clock.js';
import type { HandDescribedRoute } from '../http/openapi.js';
import { callerOf } from '../http/permit.js';
import { platformProblems } from '../platform.problems.js';
import type { HotWriter } from './hot-writer.js';
import { ulidPattern } from './id-bytes.js';
import { intakeProblems } from './intake.problems.js';
import { type IntakeFile, intakeKinds, intakeReceipts } from './intake-receipts.js';
import { invalidBody } from './schema-faults.js';

interface ReceiptBody {
  id: string;
  files: IntakeFile[];
}

const body = {
  type: 'object',
  required: ['id', 'files'],
  additionalProperties: false,
  properties: {
    id: { type: 'string', pattern: ulidPattern },
    files: {
      type: 'array',
      minItems: 1,
      maxItems: 9,
      items: {
        type: 'object',
        required: ['kind', 'sizeBytes', 'sha256'],
        additionalProperties: false,
        properties: {
          kind: { type: 'string', enum: intakeKinds },
          sizeBytes: { type: 'integer', minimum: 1, maximum: 50_000_000 },
          sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
        },
      },
    },
  },
} as const;

const answer = {
  type: 'object',
  required: ['id'],
  additionalProperties: false,
  properties: { id: { type: 'string', pattern: ulidPattern } },
} as const;

export interface IntakeRouteParts {
  writer: HotWriter;
  clock: Clock;
  /** Identity's hook, which sets `request.caller`; null when it already runs for the whole server. */
  authenticate: onRequestAsyncHookHandler | null;
}

/**
 * `POST /api/intake/receipts`: a citizen announces an upload (上传回执). Beside Nest's router, with no pipe, guard or
 * interceptor (decision D11): 201 when the receipt is durable, 200 with the same body for a resend.
 */
export function registerIntakeRoute(
  fastify: FastifyInstance,
  { writer, clock, authenticate }: IntakeRouteParts,
): HandDescribedRoute[] {
  // Strict, unlike Fastify's own: nothing is converted, dropped or filled in.
  const ajv = new Ajv({ strict: true, coerceTypes: false, useDefaults: false, removeAdditional: false });
  fastify.route<{ Body: ReceiptBody }>({
    method: 'POST',
    url: '/api/intake/receipts',
    bodyLimit: 4096,
    attachValidation: true,
    // Its headers are for pages; drawing them up costs a tenth of this request. What JSON needs is set below.
    helmet: false,
    validatorCompiler: ({ schema }) => ajv.compile(schema as object),
    schema: { body },
    onRequest: authenticate ? [authenticate, citizensOnly] : [citizensOnly],
    handler: async (request, reply) => {
      if (request.validationError) throw invalidBody(request.validationError.validation);
      const { id, files } = request.body;
      const outcome = await writer.submit(intakeReceipts, {
        id,
        files,
        person: callerOf(request).id,
        receivedAt: clock.now(),
      });
      if (outcome === 'taken') throw intakeProblems['id-taken']();
      return reply
        .code(outcome === 'written' ? 201 : 200)
        .header('content-type', 'application/json; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('x-content-type-options', 'nosniff')
        .send(`{"id":"${id}"}`);
    },
  });
  return [{ path: '/api/intake/receipts', method: 'post', operation }];
}

/** Before the body is read: a stranger's megabytes are not worth parsing. */
function citizensOnly(request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void {
  const { kind } = callerOf(request);
  if (kind === 'citizen') done();
  else done(kind === 'anonymous' ? platformProblems['not-signed-in']() : platformProblems['not-permitted']());
}

const operation = {
  tags: ['platform'],
  operationId: 'announceUpload',
  summary: 'A citizen announces an upload (上传回执)',
  security: [{ bearer: [] }],
  requestBody: { required: true, content: { 'application/json': { schema: body } } },
  responses: {
    201: { description: 'The receipt is durable', content: { 'application/json': { schema: answer } } },
    200: { description: 'Sent before with the same content', content: { 'application/json': { schema: answer } } },
  },
};
