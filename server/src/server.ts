import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { appModule } from './app.module.js';
import { type City, openCity } from './city.js';
import { announce } from './announce.js';
import { seedDemonstration } from './demonstration.js';
import { simulateFieldwork } from './demonstration-fieldwork.js';
import { systemCaller } from './platform/caller.js';
import { advancePolls } from './polls/index.js';
import { authenticationHook, startSessionBook } from './identity/index.js';
import type { Config } from './platform/config.js';
import { buildApp } from './platform/http/build-app.js';
import { Lifeline } from './platform/http/lifeline.js';
import type { HandDescribedRoute } from './platform/http/openapi.js';
import type { FrontDoor } from './platform/http/front-door.js';
import type { PreparedBytes } from './platform/http/prepared-bytes.js';
import { type Entrance, keepPublicBytes, newEntrance } from './entrance.js';
import { answerProblem } from './platform/http/problem.filter.js';
import { ReactionWorker } from './platform/jobs/reaction-worker.js';
import { TimetableRunner } from './platform/jobs/timetable-runner.js';
import { platformProblems } from './platform/platform.problems.js';
import { openIntake } from './intake.js';
import { publishSurfaces, startReleaseClock, surfaceRoutes } from './publication/index.js';
import { reactions } from './reactions.js';
import { shippedOrNull } from './shipped.js';
import { timetable } from './timetable.js';

export interface Server {
  app: NestFastifyApplication;
  city: City;
  prepared: PreparedBytes;
  front: FrontDoor;
  /** Reactions and the timetable run by themselves from now on; until then only what is asked of the server happens. */
  start(): void;
  stop(): Promise<void>;
}

/** Where the built clients lie; one that has not been built is not served. */
const clients = { '/m/': 'client/miniapp/dist-h5/index.html', '/console/': 'client/console/dist/index.html' };

/**
 * Everything of a running server but the listening: for tests too.
 * @param writerProgram where the writer thread's compiled program lies; absent: beside the bundle
 * @param photoProgram the same for the photo process
 */
export async function buildServer(
  city: City,
  entrance = newEntrance(),
  writerProgram?: string,
  photoProgram?: string,
): Promise<Server> {
  const { config, works, clock, demoClock, keys } = city;
  const { prepared, front } = entrance;
  const lifeline = new Lifeline();
  const intake = await openIntake(city, writerProgram);
  if (config.mode === 'demo') await seedDemonstration(city, intake.writer);
  await publishSurfaces(works, prepared, config);
  keepPublicBytes(config.dataFolder, prepared);
  const app = await buildApp({
    config,
    module: appModule({ config, clock, demoClock, keys, works, prepared, lifeline }, photoProgram ?? null),
    prepared,
    front,
    lifeline,
    authenticate: authenticationHook(works),
    hotRoutes: async (fastify) => {
      const described: HandDescribedRoute[] = [...surfaceRoutes(), ...intake.route(fastify)];
      await serveClients(fastify);
      return described;
    },
  });
  demoClock?.onTheWay((to) => simulateFieldwork(city, intake.writer, to));
  demoClock?.onArrival(() => advancePolls(works, systemCaller('demonstration'), clock.now()));
  const log = (what: string, error: unknown): void =>
    app.getHttpAdapter().getInstance().log.error({ err: error }, what);
  const worker = new ReactionWorker(works, reactions, log);
  const runner = new TimetableRunner(works, clock, timetable(city, prepared), log);
  let sessionBook: ReturnType<typeof startSessionBook> | undefined;
  const onSwitch = (): void => keepPublicBytes(config.dataFolder, prepared);
  const releaseClock = startReleaseClock(works, clock, prepared, { ...config, onSwitch }, log);
  return {
    app,
    city,
    prepared,
    front,
    start: () => {
      worker.start();
      runner.start();
      sessionBook = startSessionBook(works, log);
    },
    stop: async () => {
      lifeline.isStopping = true;
      await Promise.all([front.close(), app.close()]);
      await releaseClock.stop();
      await sessionBook?.stop();
      await runner.stop();
      await worker.stop();
      await intake.stop();
      await city.close();
    },
  };
}

/** Behind a door that listens already (`main.ts`). */
export async function startServer(config: Config, entrance: Entrance): Promise<Server> {
  const city = await openCity(config);
  try {
    const server = await buildServer(city, entrance);
    server.start();
    await announce(city, entrance.front.port);
    return server;
  } catch (error) {
    await city.close();
    throw error;
  }
}

/** The phone's and the console's built files; every path below that is no file is the application itself. */
async function serveClients(fastify: FastifyInstance): Promise<void> {
  let isFirst = true;
  for (const [prefix, index] of Object.entries(clients)) {
    const file = shippedOrNull(index);
    if (file === null) continue;
    const root = dirname(file);
    await fastify.register(fastifyStatic, {
      root,
      prefix,
      decorateReply: isFirst,
      wildcard: false,
      redirect: false,
      // File names carry a hash of their content, index.html does not.
      setHeaders: (reply, path) =>
        void reply.header('cache-control', path.endsWith('.html') ? 'no-cache' : 'public, max-age=31536000, immutable'),
    });
    isFirst = false;
    const page = readFileSync(file);
    fastify.get(`${prefix}*`, async (request, reply) => {
      if (/\.\w{2,5}$/.test(request.url.split('?')[0] ?? '')) {
        answerProblem(platformProblems['not-found'](), request, reply);
        return reply;
      }
      return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page);
    });
  }
}
