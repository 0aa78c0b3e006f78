import type { FastifyInstance } from 'fastify';
import { join } from 'node:path';
import type { City } from './city.js';
import type { HandDescribedRoute } from './platform/http/openapi.js';
import { chainBatches } from './platform/writer/batch-chain.js';
import type { HotWriter } from './platform/writer/hot-writer.js';
import { openPollsOf, registerResponseRoutes, responses } from './polls/index.js';
import { intakeReceipts } from './platform/writer/intake-receipts.js';
import { registerIntakeRoute } from './platform/writer/intake.route.js';
import { hotTables, openWriter } from './platform/writer/open-writer.js';

/** The hot tables' writer and the routes that feed it. */
export interface Intake {
  writer: HotWriter;
  route(fastify: FastifyInstance): HandDescribedRoute[];
  stop(): Promise<void>;
}

/** @param program where the writer thread's compiled program lies; absent: beside the bundle */
export async function openIntake(city: City, program?: string): Promise<Intake> {
  const { config, works, clock } = city;
  await chainBatches(works, true);
  const writer = await openWriter({
    ...(config.databaseUrl ? { url: config.databaseUrl } : { file: join(config.dataFolder, 'minsheng.sqlite') }),
    ...(program ? { program } : {}),
    tables: hotTables(intakeReceipts, responses),
    now: () => clock.now(),
    onTrouble: (what: string, error: unknown) => void process.stderr.write(`${what}: ${String(error)}\n`),
  });
  const openPolls = openPollsOf(works);
  await openPolls.refresh();
  // What another process moved is seen within seconds; this one's own moves refresh at once.
  const timer = setInterval(() => void openPolls.refresh().catch(() => undefined), 2000);
  timer.unref();
  return {
    writer,
    route: (fastify) => [
      ...registerIntakeRoute(fastify, { writer, clock }),
      ...registerResponseRoutes(fastify, { works, writer, openPolls, clock }),
    ],
    stop: async () => {
      clearInterval(timer);
      await writer.stop();
      await chainBatches(works);
    },
  };
}
