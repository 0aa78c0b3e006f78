/**
 * Writer and ledger as a process of their own, to be killed: no framework. Database and program come by environment.
 */
import { Platform20261122010000 } from '../../server/src/migrations/2026-11-22-01-platform.js';
import { Writer20261122050000 } from '../../server/src/migrations/2026-11-22-05-writer.js';
import { systemClock } from '../../server/src/platform/clock.js';
import { migrate, openDatabase } from '../../server/src/platform/database/open-database.js';
import { configureLedger } from '../../server/src/platform/ledger.js';
import { Problem } from '../../server/src/platform/problem.js';
import { Works } from '../../server/src/platform/work.js';
import { chainBatches } from '../../server/src/platform/writer/batch-chain.js';
import { type IntakeItem, intakeReceipts } from '../../server/src/platform/writer/intake-receipts.js';
import { hotTables, openWriter } from '../../server/src/platform/writer/open-writer.js';
import { serveUntilStopped } from './serve-until-stopped.js';

const { PORT, DATABASE_FILE: file, DATABASE_URL: url, WRITER_PROGRAM: program, LEDGER_KEY = '' } = process.env;

configureLedger({ headKey: Buffer.from(LEDGER_KEY, 'base64'), reactionsOf: () => [] });
const database = await openDatabase({
  file,
  url,
  entities: [],
  migrations: [Platform20261122010000, Writer20261122050000],
});
await migrate(database);
const works = new Works(database, systemClock);
await chainBatches(works, true);
const now = () => systemClock.now();
const writer = await openWriter({ file, url, program, tables: hotTables(intakeReceipts), now });

serveUntilStopped(Number(PORT), { works, writer, database }, (body, _request, response) => {
  const item = body as Pick<IntakeItem, 'id' | 'files'>;
  writer.submit(intakeReceipts, { ...item, person: '01JDW0PERSON0000000000000A', receivedAt: now() }).then(
    (outcome) => response.writeHead({ written: 201, repeated: 200, taken: 409 }[outcome]).end(),
    (error: unknown) => response.writeHead(error instanceof Problem ? error.status : 500).end(),
  );
});
