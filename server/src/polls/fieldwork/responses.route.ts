import type { FastifyInstance } from 'fastify';
import {
  type Clock,
  type HandDescribedRoute,
  platformProblems,
  registerHotRoute,
  ulidPattern,
} from '../../platform/index.js';
import type { OpenPollEntry } from './open-polls.js';
import { type FieldParts, takeAnswer, takeInterviews } from './take-answer.js';
import { receiptPattern } from './slot.js';

const answers = { type: 'object', additionalProperties: { type: 'string' } };
const circumstances = {
  type: 'object',
  required: ['seed', 'startedAt'],
  additionalProperties: false,
  properties: {
    seed: { type: 'integer', minimum: 1, maximum: 2_147_483_646 },
    startedAt: { type: 'string', format: 'date-time' },
  },
};
const submission = {
  type: 'object',
  required: ['id', 'replaces', 'seconds', 'answers'],
  additionalProperties: false,
  properties: {
    id: { type: 'string', pattern: ulidPattern },
    replaces: { type: ['string', 'null'], pattern: receiptPattern },
    seconds: { type: 'integer', minimum: 0, maximum: 86_400 },
    answers,
    circumstances,
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
          circumstances,
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
      fields: {
        type: 'array',
        items: {
          type: 'object',
          required: ['field', 'sentences'],
          additionalProperties: false,
          properties: { field: { type: 'string' }, sentences: { $ref: '#/components/schemas/LocalisedText' } },
        },
      },
    },
  },
};

export interface ResponseRouteParts extends FieldParts {
  clock: Clock;
}

/**
 * The doors for answers, in front of the router (decision 0004): a citizen's own, and an
 * interviewer's batch. Bodies are checked by the schema compiled from the poll's questionnaire, then by its reader.
 */
export function registerResponseRoutes(fastify: FastifyInstance, parts: ResponseRouteParts): HandDescribedRoute[] {
  const { clock, openPolls } = parts;
  const entryOf = (id: string | undefined): OpenPollEntry => {
    const entry = openPolls.find(id ?? '');
    if (!entry) throw platformProblems['not-found']();
    return entry;
  };
  return [
    registerHotRoute(fastify, {
      url: '/api/polls/:id/responses',
      bodyLimit: 32_768,
      permit: { citizen: 'their answer' },
      answer: async ({ params, caller, body }) => {
        const taken = await takeAnswer(parts, caller, entryOf(params.id), body, clock.now());
        const { receipt, revision, submittedAt } = taken.receipt;
        return {
          status: taken.isRepeat ? 200 : 201,
          body: `{"receipt":"${receipt}","revision":${revision},"submittedAt":"${submittedAt}"}`,
        };
      },
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
    }),
    registerHotRoute(fastify, {
      url: '/api/polls/:id/interviews',
      bodyLimit: 524_288,
      permit: { permission: 'polls.interview' },
      answer: async ({ params, caller, body }) => {
        const outcomes = await takeInterviews(parts, caller, entryOf(params.id), body, clock.now());
        return { status: 200, body: JSON.stringify(outcomes) };
      },
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
    }),
  ];
}

const pollId = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
