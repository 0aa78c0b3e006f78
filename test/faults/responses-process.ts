/**
 * The doors for answers as a process of their own, to be killed: no framework and no sign-in, but the stage that takes an
 * answer, the writer and the table of answers are the server's own. Database, plan and instant come by environment.
 */
import { readFileSync } from 'node:fs';
import { type Caller } from '../../server/src/platform/caller.js';
import { FixedClock } from '../../server/src/platform/clock.js';
import { openDatabase } from '../../server/src/platform/database/open-database.js';
import { configureLedger } from '../../server/src/platform/ledger.js';
import { Problem } from '../../server/src/platform/problem.js';
import { Works } from '../../server/src/platform/work.js';
import { chainBatches } from '../../server/src/platform/writer/batch-chain.js';
import { hotTables, openWriter } from '../../server/src/platform/writer/open-writer.js';
import { fieldBookOf } from '../../server/src/polls/fieldwork/field-book.js';
import { type OpenPollEntry, OpenPolls } from '../../server/src/polls/fieldwork/open-polls.js';
import { responses } from '../../server/src/polls/fieldwork/responses.js';
import { saltBlocks } from '../../server/src/polls/fieldwork/slot.js';
import { takeAnswer } from '../../server/src/polls/fieldwork/take-answer.js';
import { serveUntilStopped } from './serve-until-stopped.js';

const { PORT, DATABASE_FILE: file, DATABASE_URL: url, WRITER_PROGRAM: program, PLAN_FILE = '' } = process.env;
const { LEDGER_KEY = '', NOW = '', SALT = '' } = process.env;

configureLedger({ headKey: Buffer.from(LEDGER_KEY, 'base64'), reactionsOf: () => [] });
const clock = new FixedClock(new Date(NOW));
const database = await openDatabase({ file, url, entities: [], migrations: [] });
const works = new Works(database, clock);
await chainBatches(works, true);
const writer = await openWriter({ file, url, program, tables: hotTables(responses), now: () => clock.now() });

const book = fieldBookOf(JSON.parse(readFileSync(PLAN_FILE, 'utf8')));
const entry: OpenPollEntry = {
  id: book.plan.pollId,
  number: 1,
  stage: 'FIELDWORK',
  fieldworkFrom: book.from,
  fieldworkTo: book.to,
  graceUntil: book.graceUntil,
  planHash: '',
  salt: saltBlocks(Buffer.from(SALT, 'hex')),
  book,
  pathOfArea: new Map(),
};
const parts = { works, writer, openPolls: new OpenPolls(works) };

serveUntilStopped(Number(PORT), { works, writer, database }, (body, request, response) => {
  const caller: Caller = {
    kind: 'citizen',
    id: String(request.headers['x-citizen']),
    label: 'citizen',
    reach: new Map(),
  };
  takeAnswer(parts, caller, entry, body, clock.now()).then(
    ({ isRepeat, receipt }) => response.writeHead(isRepeat ? 200 : 201).end(JSON.stringify(receipt)),
    (error: unknown) =>
      response.writeHead(error instanceof Problem ? error.status : 500).end(String((error as Error).stack)),
  );
});
