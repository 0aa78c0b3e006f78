import type {} from '@fastify/helmet';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from '../caller.js';
import { platformProblems } from '../platform.problems.js';
import { type JsonSchema, strictCheck } from '../writer/schema-faults.js';
import { parseJson } from './json.js';
import { languageOf } from './language.js';
import type { HandDescribedRoute } from './openapi.js';
import { type RoutePermit, refuseUnpermitted } from './permit.js';
import { problemOf } from './problem.filter.js';

/** Who calls, from the headers alone. At once where the answer is at hand; a rejected promise is a broken promise. */
export type Authenticate = (headers: IncomingHttpHeaders) => Caller | Promise<Caller>;

export interface HotRequest<Body> {
  /** Parts of the path behind a colon, by name. */
  params: Readonly<Record<string, string>>;
  caller: Caller;
  body: Body;
}

export interface HotAnswer {
  status: 200 | 201;
  /** JSON text. */
  body: string;
}

/** A route that many call in the same minute: JSON in, JSON out. */
export interface HotRoute<Body = unknown> {
  /** `/api/polls/:id/responses`. */
  url: string;
  /** Bytes of a body at most. */
  bodyLimit: number;
  /** Judged before the body is read: a stranger's megabytes are not worth parsing. */
  permit: RoutePermit;
  /** JSON Schema of the body, strict: nothing is converted, dropped or filled in. Absent: `answer` checks it. */
  schema?: JsonSchema;
  /** @throws Problem, or whatever else is a broken promise */
  answer(request: HotRequest<Body>): HotAnswer | Promise<HotAnswer>;
  /** OpenAPI's description. */
  operation: Record<string, unknown>;
}

interface Laid {
  route: HotRoute;
  pattern: RegExp;
  names: string[];
  check: (body: unknown) => unknown;
}

export interface HotRoutesParts {
  authenticate: Authenticate;
  /** Readers reach this server by https. */
  isSecure: boolean;
  isStopping: () => boolean;
  nextRequestId: () => string;
  log: FastifyBaseLogger;
}

/**
 * POST routes answered before the router, on Node's own request and answer (decision 0004): no hook, pipe, guard or
 * interceptor, no request object, no log line for what went well. What they refuse, they refuse in the same words, with
 * the same status and headers as every other route.
 */
export class HotRoutes {
  readonly #parts: HotRoutesParts;
  readonly #headers: readonly string[];
  readonly #laid: Laid[] = [];

  constructor(parts: HotRoutesParts) {
    this.#parts = parts;
    this.#headers = [
      'cache-control',
      'no-store',
      'x-content-type-options',
      'nosniff',
      ...(parts.isSecure ? ['strict-transport-security', 'max-age=31536000; includeSubDomains'] : []),
    ];
  }

  add(route: HotRoute): Laid {
    const names = [...route.url.matchAll(/:(\w+)/g)].map(([, name]) => name as string);
    // Paths with escapes go the long way round, to Fastify, which knows how to read them.
    const laid: Laid = {
      route,
      pattern: new RegExp(`^${route.url.replace(/:\w+/g, '([^/%]+)')}$`),
      names,
      check: route.schema ? strictCheck(route.schema) : (body) => body,
    };
    this.#laid.push(laid);
    return laid;
  }

  /** What answers the request, when it is for one of these routes. */
  find(request: IncomingMessage): ((request: IncomingMessage, response: ServerResponse) => void) | null {
    if (request.method !== 'POST') return null;
    const url = request.url ?? '/';
    const cut = url.indexOf('?');
    const path = cut < 0 ? url : url.slice(0, cut);
    for (const laid of this.#laid) {
      const found = laid.pattern.exec(path);
      if (!found) continue;
      const params: Record<string, string> = {};
      laid.names.forEach((name, index) => (params[name] = found[index + 1] as string));
      return (asked, response) => this.run(laid, params, asked, response);
    }
    return null;
  }

  run(laid: Laid, params: Record<string, string>, request: IncomingMessage, response: ServerResponse): void {
    const startedAt = performance.now();
    const refuse = (error: unknown): void => this.#refuse(laid.route, startedAt, error, request, response);
    try {
      const caller = this.#parts.authenticate(request.headers);
      if (caller instanceof Promise)
        caller.then((known) => this.#read(laid, params, known, request, response, refuse)).catch(refuse);
      else this.#read(laid, params, caller, request, response, refuse);
    } catch (error) {
      refuse(error);
    }
  }

  /** @throws Problem before anything of the body is read */
  #read(
    { route, check }: Laid,
    params: Record<string, string>,
    caller: Caller,
    request: IncomingMessage,
    response: ServerResponse,
    refuse: (error: unknown) => void,
  ): void {
    const { headers } = request;
    refuseUnpermitted(route.permit, caller, 'POST', headers);
    if (!isJson(headers['content-type'])) throw platformProblems['unsupported-media-type']();
    if (Number(headers['content-length']) > route.bodyLimit) throw platformProblems['body-too-large']();
    const take = (body: Buffer): void => {
      try {
        const answer = route.answer({ params, caller, body: check(parseJson(body.toString('utf8'))) });
        if (answer instanceof Promise) answer.then((known) => this.#send(known, response)).catch(refuse);
        else this.#send(answer, response);
      } catch (error) {
        refuse(error);
      }
    };
    // A small body comes with its head and is there by now: a stream's events would cost more than reading it.
    if (request.complete) {
      const body = (request.read() as Buffer | null) ?? nothing;
      if (body.length > route.bodyLimit) throw platformProblems['body-too-large']();
      return take(body);
    }
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      if (size > route.bodyLimit) return;
      size += chunk.length;
      if (size > route.bodyLimit) refuse(platformProblems['body-too-large']());
      else chunks.push(chunk);
    });
    // A client that vanishes before its body ends is never heard of here: nothing has been taken for it.
    request.on('end', () => {
      if (size <= route.bodyLimit) take(Buffer.concat(chunks));
    });
  }

  #send({ status, body }: HotAnswer, response: ServerResponse): void {
    response.writeHead(status, this.#headersFor('application/json; charset=utf-8', body));
    response.end(body);
  }

  #headersFor(type: string, body: string): string[] {
    const headers = ['content-type', type, 'content-length', String(Buffer.byteLength(body)), ...this.#headers];
    if (this.#parts.isStopping()) headers.push('connection', 'close');
    return headers;
  }

  #refuse(
    { url }: HotRoute,
    startedAt: number,
    error: unknown,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const { log, nextRequestId } = this.#parts;
    const problem = problemOf(error, log);
    const body = JSON.stringify(problem.toBody(languageOf(request.headers), nextRequestId()));
    const headers = this.#headersFor('application/problem+json; charset=utf-8', body);
    headers.push(...Object.entries(problem.headers).flat());
    // The rest of a body that is too large is not waited for.
    if (problem.status === 413) headers.push('connection', 'close');
    response.writeHead(problem.status, headers);
    response.end(body);
    const ms = Math.round(performance.now() - startedAt);
    log.info({ method: 'POST', route: url, status: problem.status, ms }, 'answered');
  }
}

const nothing = Buffer.alloc(0);

function isJson(type: string | undefined): boolean {
  return type === 'application/json' || (type !== undefined && /^application\/json\s*(;|$)/i.test(type));
}

declare module 'fastify' {
  interface FastifyInstance {
    hotRoutes: HotRoutes;
  }
}

/**
 * Lays a hot route, and its twin behind Fastify's router for whoever comes by there: paths with escapes or a trailing
 * slash, and requests without a connection (`inject`). Both end in `HotRoutes.run`.
 */
export function registerHotRoute<Body>(fastify: FastifyInstance, route: HotRoute<Body>): HandDescribedRoute {
  const { hotRoutes } = fastify;
  // What `answer` takes is what `schema`, or `answer` itself, has checked.
  const laid = hotRoutes.add(route as HotRoute);
  fastify.route<{ Params: Record<string, string> }>({
    method: 'POST',
    url: route.url,
    helmet: false,
    onRequest: (request, reply) => {
      reply.hijack();
      // Headers that are set before are kept where `inject` finds them.
      reply.raw.setHeader('x-content-type-options', 'nosniff');
      hotRoutes.run(laid, request.params, request.raw, reply.raw);
    },
    handler: () => undefined,
  });
  return { path: route.url.replace(/:(\w+)/g, '{$1}'), method: 'post', operation: route.operation };
}
