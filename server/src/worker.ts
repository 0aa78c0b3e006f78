import { openCity } from './city.js';
import { PreparedBytes } from './platform/http/prepared-bytes.js';
import { ConfigFault, readConfig } from './platform/config.js';
import { ReactionWorker } from './platform/jobs/reaction-worker.js';
import { TimetableRunner } from './platform/jobs/timetable-runner.js';
import { reactions } from './reactions.js';
import { timetable } from './timetable.js';

/** Reactions and timetable in a process of their own, beside the servers. PostgreSQL only: one process per SQLite file. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  if (!config.databaseUrl) {
    throw new ConfigFault(
      'DATABASE_URL',
      '单独的 worker 进程只用于 PostgreSQL，请设置 DATABASE_URL。',
      'A worker apart needs PostgreSQL: set DATABASE_URL.',
    );
  }
  const city = await openCity(config);
  const complain = (what: string, error: unknown): void => void process.stderr.write(`${what}: ${String(error)}\n`);
  const worker = new ReactionWorker(city.works, reactions, complain);
  const runner = new TimetableRunner(city.works, city.clock, timetable(city, new PreparedBytes()), complain);
  worker.start();
  runner.start();
  // The two tickers do not keep a process alive by themselves.
  const alive = setInterval(() => undefined, 60_000);
  const stop = async (): Promise<void> => {
    clearInterval(alive);
    await runner.stop();
    await worker.stop();
    await city.close();
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
}

main().catch((error: Error) => {
  process.stderr.write(
    error instanceof ConfigFault ? `${error.zh}\n${error.en}\n` : `${error.stack ?? String(error)}\n`,
  );
  process.exitCode = 1;
});
