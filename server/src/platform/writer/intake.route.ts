import type { FastifyInstance } from 'fastify';
import type { Clock } from '../clock.js';
import { registerHotRoute } from '../http/hot-routes.js';
import type { HandDescribedRoute } from '../http/openapi.js';
import type { HotWriter } from './hot-writer.js';
import { ulidPattern } from './id-bytes.js';
import { intakeProblems } from './intake.problems.js';
import { type IntakeFile, intakeKinds, intakeReceipts } from './intake-receipts.js';

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
}

/**
 * `POST /api/intake/receipts`: a citizen announces an upload (上传回执). 201 when the receipt is durable, 200 with the same
 * body for a resend.
 */
export function registerIntakeRoute(
  fastify: FastifyInstance,
  { writer, clock }: IntakeRouteParts,
): HandDescribedRoute[] {
  return [
    registerHotRoute<ReceiptBody>(fastify, {
      url: '/api/intake/receipts',
      bodyLimit: 4096,
      permit: { citizen: 'what they are about to upload' },
      schema: body,
      answer: async ({ caller, body: { id, files } }) => {
        const item = { id, files, person: caller.id, receivedAt: clock.now() };
        const outcome = await writer.submit(intakeReceipts, item);
        if (outcome === 'taken') throw intakeProblems['id-taken']();
        return { status: outcome === 'written' ? 201 : 200, body: `{"id":"${id}"}` };
      },
      operation,
    }),
  ];
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
