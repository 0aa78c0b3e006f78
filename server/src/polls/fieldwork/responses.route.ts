import type {} from '@fastify/helmet';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type Clock,
  type HandDescribedRoute,
  callerOf,
  may,
  platformProblems,
  ulidPattern,
} from '../../platform/index.js';
import { type FieldParts, takeAnswer, takeInterviews } from './take-answer.js';
import { receiptPattern } from './slot.js';

const answers = { type: 'object', additionalProperties: { type: 'string' } };
const submission = {
  type: 'object',
  required: ['id', 'replaces', 'seconds', 'answers'],
  additionalProperties: false,
  properties: {
    id: { type: 'string', pattern: ulidPattern },
    replaces: { type: ['string', 'null'], pattern: receiptPattern },
    seconds: { type: 'integer', minimum: 0, maximum: 86_400 },
    answers,
  },
};
const receipt = {
  type: 'object',
  required: ['receipt', 'revision', 'submittedAt'],
  additionalProperties: false,
  properties: {
    receipt: { type: 'string', pattern: receiptPattern },
    revision: { type: 'integer' },
    submittedAt: { type: 'string' },
  },
};
const interviewBatch = {
  type: 'object',
  required: ['interviews'],
  additionalProperties: false,
  properties: {
    interviews: {
      type: 'array',
      minItems: 1,
      maxItems: 100,
      items: {
        type: 'object',
        required: ['id', 'site', 'answeredAt', 'seconds', 'answers'],
        additionalProperties: false,
        properties: {
          id: { type: 'string', pattern: ulidPattern },
          site: { type: 'string' },
          answeredAt: { type: 'string' },
          seconds: { type: 'integer', minimum: 0, maximum: 86_400 },
          answers,
        },
      },
    },
  },
};
const interviewOutcomes = {
  type: 'array',
  items: {
    type: 'object',
    required: ['id', 'outcome', 'because'],
    additionalProperties: false,
    properties: {
      id: { type: 'string' },
      outcome: { enum: ['received', 'repeated', 'refused'] },
      because: { enum: ['id-taken', 'outside-the-window', 'not-your-area', 'answers-refused', null] },
    },
  },
};

export interface ResponseRouteParts extends FieldParts {
  clock: Clock;
}

/**
 * The doors for answers, beside Nest's router with no pipe, guard or interceptor (decision D11): a citizen's own, and an
 * interviewer's batch. Bodies are checked by the schema compiled from the poll's questionnaire, then by its reader.
 */
export function registerResponseRoutes(fastify: FastifyInstance, parts: ResponseRouteParts): HandDescribedRoute[] {
  const { clock, openPolls } = parts;
  fastify.route<{ Params: { id: string } }>({
    method: 'POST',
    url: '/api/polls/:id/responses',
    bodyLimit: 32_768,
    // Its headers are for pages; drawing them up costs a tenth of this request. What JSON needs is set below.
    helmet: false,
    onRequest: citizensOnly,
    handler: async (request, reply) => {
      const entry = openPolls.find(request.params.id);
      if (!entry) throw platformProblems['not-found']();
      const { isRepeat, receipt: taken } = await takeAnswer(parts, callerOf(request), entry, request.body, clock.now());
      return answerJson(reply, isRepeat ? 200 : 201).send(
        `{"receipt":"${taken.receipt}","revision":${taken.revision},"submittedAt":"${taken.submittedAt}"}`,
      );
    },
  });
  fastify.route<{ Params: { id: string } }>({
    method: 'POST',
    url: '/api/polls/:id/interviews',
    bodyLimit: 524_288,
    helmet: false,
    onRequest: interviewersOnly,
    handler: async (request, reply) => {
      const entry = openPolls.find(request.params.id);
      if (!entry) throw platformProblems['not-found']();
      const taken = await takeInterviews(parts, callerOf(request), entry, request.body, clock.now());
      return answerJson(reply, 200).send(JSON.stringify(taken));
    },
  });
  return [
    {
      path: '/api/polls/{id}/responses',
      method: 'post',
      operation: {
        tags: ['polls'],
        operationId: 'submitResponse',
        summary: 'A citizen answers an open poll, or changes the answer (答卷)',
        security: [{ bearer: [] }],
        parameters: [pollId],
        requestBody: { required: true, content: { 'application/json': { schema: submission } } },
        responses: {
          201: { description: 'The answer is durable', content: { 'application/json': { schema: receipt } } },
          200: { description: 'Sent before: the first result', content: { 'application/json': { schema: receipt } } },
        },
      },
    },
    {
      path: '/api/polls/{id}/interviews',
      method: 'post',
      operation: {
        tags: ['polls'],
        operationId: 'submitInterviews',
        summary: 'An interviewer uploads interviews answered in the window (面访上传)',
        security: [{ cookie: [] }],
        parameters: [pollId],
        requestBody: { required: true, content: { 'application/json': { schema: interviewBatch } } },
        responses: {
          200: {
            description: 'What became of each one',
            content: { 'application/json': { schema: interviewOutcomes } },
          },
        },
      },
    },
  ];
}

const pollId = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };

function answerJson(reply: FastifyReply, status: 200 | 201): FastifyReply {
  return reply
    .code(status)
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff');
}

/** Before the body is read: a stranger's megabytes are not worth parsing. */
function citizensOnly(request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void {
  const { kind } = callerOf(request);
  if (kind === 'citizen') done();
  else done(kind === 'anonymous' ? platformProblems['not-signed-in']() : platformProblems['not-permitted']());
}

/** A browser of another site cannot set this header: the console's cookie alone does not upload. */
function interviewersOnly(request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void {
  const caller = callerOf(request);
  if (caller.kind === 'anonymous') return done(platformProblems['not-signed-in']());
  if (!may(caller, 'polls.interview')) return done(platformProblems['not-permitted']());
  return request.headers['x-minsheng-request'] === undefined ? done(platformProblems['cross-site']()) : done();
}
