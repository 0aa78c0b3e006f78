/**
 * The hot route, the writer and the ledger as a process of their own, to be killed: the parts that the server itself is
 * made of, without the rooms above. Address, database and program come by environment; `x-caller` says who calls.
 */
import Fastify from 'fastify';
import { Platform20261122010000 } from '../../server/src/migrations/2026-11-22-01-platform.js';
import { Writer20261122050000 } from '../../server/src/migrations/2026-11-22-05-writer.js';
import { systemClock } from '../../server/src/platform/clock.js';
import { migrate, openDatabase } from '../../server/src/platform/database/open-database.js';
import { answerProblem } from '../../server/src/platform/http/problem.filter.js';
import { configureLedger } from '../../server/src/platform/ledger.js';
import { Works } from '../../server/src/platform/work.js';
import { chainBatches } from '../../server/src/platform/writer/batch-chain.js';
import { intakeReceipts } from '../../server/src/platform/writer/intake-receipts.js';
import { registerIntakeRoute } from '../../server/src/platform/writer/intake.route.js';
import { hotTables, openWriter } from '../../server/src/platform/writer/open-writer.js';

const { PORT, DATABASE_FILE: file, DATABASE_URL: url, WRITER_PROGRAM: program, LEDGER_KEY = '' } = process.env;

configureLedger({ headKey: Buffer.from(LEDGER_KEY, 'hex'), reactionsOf: () => [] });
const database = await openDatabase({ file, url, entities: [], migrations: [Platform20261122010000, Writer20261122050000] });
await migrate(database);
const works = new Works(database, systemClock);
await chainBatches(works, true);
const writer = await openWriter({ file, url, program, tables: hotTables(intakeReceipts), now: () => systemClock.now() });
const fastify = Fastify();
fastify.setErrorHandler((error, request, reply) => answerProblem(error, request, reply));
registerIntakeRoute(fastify, {
  writer,
  clock: systemClock,
  authenticate: async (request) => {
    request.caller = { kind: 'citizen', id: String(request.headers['x-caller']), label: 'spec', reach: new Map() };
  },
});
await fastify.listen({ port: Number(PORT), host: '127.0.0.1' });

// Far more often than the timetable does, so that kills also meet the main connection in the middle of a write.
let chaining = Promise.resolve(0);
const ticker = setInterval(() => {
  chaining = chaining.then(() => chainBatches(works));
}, 50);

process.once('SIGTERM', () => {
  void (async () => {
    clearInterval(ticker);
    await fastify.close();
    await writer.stop();
    await chaining;
    await chainBatches(works);
    await database.close();
  })();
});
