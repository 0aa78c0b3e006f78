import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import type { DynamicModule, LoggerService, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { RequestListener } from 'node:http';
import type { FrontDoor } from './front-door.js';
import type { Config } from '../config.js';
import { newId } from '../ids.js';
import { platformProblems } from '../platform.problems.js';
import { bodyPipe } from './body.pipe.js';
import { type Authenticate, HotRoutes } from './hot-routes.js';
import type { Lifeline } from './lifeline.js';
import { loggerOptions } from './log.js';
import { type HandDescribedRoute, describeApi } from './openapi.js';
import type { PreparedBytes } from './prepared-bytes.js';
import { ProblemFilter, answerProblem } from './problem.filter.js';

export interface AppParts {
  config: Config;
  module: Type | DynamicModule;
  prepared: PreparedBytes;
  /** Listens, or will. */
  front: FrontDoor;
  lifeline: Lifeline;
  /** Tells who calls, on every route, hot or not. */
  authenticate: Authenticate;
  /** Registers the routes outside Nest's router (`registerHotRoute`). */
  hotRoutes: (fastify: FastifyInstance) => Promise<HandDescribedRoute[]> | HandDescribedRoute[];
}

/** Nest on Fastify, prepared bytes in front, problems behind: ready to `inject` or to `listen`. */
export async function buildApp(parts: AppParts): Promise<NestFastifyApplication> {
  const { config, prepared, lifeline } = parts;
  let application: RequestListener | null = null;
  const nextRequestId = requestIds();
  const adapter = new FastifyAdapter({
    logger: loggerOptions(config.logLevel),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: nextRequestId,
    bodyLimit: 1_048_576,
    trustProxy: config.trustedProxies.length > 0 ? config.trustedProxies : false,
    routerOptions: { ignoreTrailingSlash: true },
    forceCloseConnections: 'idle',
    // JSON with `__proto__` or `constructor.prototype` is refused, not cleaned.
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    serverFactory: (handler: RequestListener) => {
      application = handler;
      return parts.front.server;
    },
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  // Fastify types differ by server kind only; plugins are registered before Nest takes over.
  await fastify.register(cookie);
  await fastify.register(multipart, { limits: { fileSize: 5_000_000, files: 1, fields: 10 } });
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
      },
    },
    strictTransportSecurity: config.publicOrigin.startsWith('https://'),
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  });
  fastify.addHook('onRequest', async (_request: FastifyRequest, reply: FastifyReply) => {
    if (lifeline.isStopping) void reply.header('connection', 'close');
  });
  fastify.addHook('onResponse', async (request: FastifyRequest, reply: FastifyReply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    );
  });
  fastify.decorate('notFoundPages', () => prepared.notFound);
  fastify.addHook('onRequest', (request, _reply, done) => {
    const caller = parts.authenticate(request.headers);
    if (caller instanceof Promise) {
      caller.then((known) => {
        request.caller = known;
        done();
      }, done);
      return;
    }
    request.caller = caller;
    done();
  });
  const hot = new HotRoutes({
    authenticate: parts.authenticate,
    isSecure: config.publicOrigin.startsWith('https://'),
    isStopping: () => lifeline.isStopping,
    nextRequestId,
    log: fastify.log,
  });
  fastify.decorate('hotRoutes', hot);
  const handDescribed: HandDescribedRoute[] = [];
  // A scope of their own: Nest sets the error handler of its routes, and ours answers the same Problems for these.
  await fastify.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) => answerProblem(error, request, reply));
    handDescribed.push(...(await parts.hotRoutes(scope)));
  });
  const app = await NestFactory.create<NestFastifyApplication>(parts.module, adapter, {
    logger: quiet(fastify),
    abortOnError: false,
  });
  app.useGlobalPipes(bodyPipe());
  app.useGlobalFilters(new ProblemFilter());
  // Described when somebody asks: it costs a start more than everything else of Nest.
  let document: object | null = null;
  fastify.get('/api/docs/openapi.json', async (_request, reply) => {
    document ??= describeApi(app, handDescribed);
    return reply.header('cache-control', 'no-cache').send(document);
  });
  await app.init();
  await fastify.ready();
  const behind = application as RequestListener | null;
  if (behind) parts.front.open(behind, hot);
  return app;
}

/** A request for a path that nothing serves, from outside the router. */
export function answerNotFound(request: FastifyRequest, reply: FastifyReply): void {
  answerProblem(platformProblems['not-found'](), request, reply);
}

/** Unique within and between runs of the server, without a call for randomness a request. */
function requestIds(): () => string {
  const run = newId();
  let number = 0;
  return () => `${run}-${(++number).toString(36)}`;
}

/** Nest's start-up chatter is dropped; its warnings and errors go to the structured log. */
function quiet(fastify: FastifyInstance): LoggerService {
  return {
    log: () => undefined,
    warn: (message: unknown) => fastify.log.warn(String(message)),
    error: (message: unknown) => fastify.log.error(String(message)),
  };
}
