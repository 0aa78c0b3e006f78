import type { FastifyInstance } from 'fastify';
import { join } from 'node:path';
import type { City } from './city.js';
import type { HandDescribedRoute } from './platform/http/openapi.js';
import { chainBatches } from './platform/writer/batch-chain.js';
import { intakeReceipts } from './platform/writer/intake-receipts.js';
import { registerIntakeRoute } from './platform/writer/intake.route.js';
import { hotTables, openWriter } from './platform/writer/open-writer.js';

/** The hot tables' writer and the routes that feed it. */
export interface Intake {
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
    tables: hotTables(intakeReceipts),
    now: () => clock.now(),
    onTrouble: (what: string, error: unknown) => void process.stderr.write(`${what}: ${String(error)}\n`),
  });
  return {
    route: (fastify) => registerIntakeRoute(fastify, { writer, clock, authenticate: null }),
    stop: async () => {
      await writer.stop();
      await chainBatches(works);
    },
  };
}
