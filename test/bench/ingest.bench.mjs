// Durable ingest through the real route — authentication of a citizen who comes once, schema, interpreter, folded sums —
// beside a bare node:http JSON echo and raw commits to a copy of the same database, all in one run.
// `--postgres`: the same on PostgreSQL. BENCH_DOOR: another door than `responses` (doors.mjs).
import { copyFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { startPostgres } from '../support/postgres.mjs';
import { seedCitizens } from './citizens.mjs';
import { doors } from './doors.mjs';
import {
  digits,
  drive,
  freePort,
  goal,
  inRounds,
  medianOf,
  memory,
  processorTime,
  ratio,
  root,
  scratchFolder,
  startBare,
  startServer,
  table,
  threadTimes,
} from './measure.mjs';

const connections = 64;
const seconds = Number(process.env.BENCH_SECONDS ?? 2);
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const warmingSeconds = Number(process.env.BENCH_WARMING ?? 10);
/** Each answers once: more than are reached in the warming and all rounds. */
const crowd = Number(process.env.BENCH_CITIZENS ?? 10_000 * (warmingSeconds + rounds * seconds));
const onPostgres = process.argv.includes('--postgres');

const fromServer = createRequire(path.join(root, 'server/package.json'));
const { DatabaseSync } = fromServer('@photostructure/sqlite');
const { folder, remove } = scratchFolder();
const data = path.join(folder, 'data');
const file = path.join(data, 'minsheng.sqlite');
const postgres = onPostgres ? await startPostgres({ isDurable: true }) : null;
const env = { PORT: String(await freePort()), ...(postgres && { DATABASE_URL: postgres.url }) };

/** One question to the database while no server works on it. */
async function ask(statement) {
  if (postgres) {
    const client = new (fromServer('pg').Client)({ connectionString: postgres.url });
    await client.connect();
    try {
      return Number(Object.values((await client.query(statement)).rows[0])[0]);
    } finally {
      await client.end();
    }
  }
  const database = new DatabaseSync(file);
  try {
    return Number(Object.values(database.prepare(statement).get())[0]);
  } finally {
    database.close();
  }
}

/** Bytes of the whole database, what waits in the log included. */
async function databaseBytes() {
  if (postgres) return ask('SELECT pg_database_size(current_database())');
  await ask('PRAGMA wal_checkpoint(TRUNCATE)');
  return ask(
    'SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size',
  );
}

/** Rows of the same size into the same table of a copy of the file, synchronous=FULL, `batch` in a transaction. */
function rawSqlite({ table, raw: { columns, values } }, batch) {
  const copy = path.join(folder, `raw-${batch}.sqlite`);
  copyFileSync(file, copy);
  const database = new DatabaseSync(copy, { enableForeignKeyConstraints: false });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  const names = ['batch', 'position', ...columns];
  const insert = database.prepare(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  );
  let number = 1_000_000_000;
  return {
    run() {
      const started = performance.now();
      let written = 0;
      while (performance.now() - started < (seconds * 1000) / 2) {
        number += 1;
        database.exec('BEGIN IMMEDIATE');
        for (let position = 0; position < batch; position++) insert.run(number, position, ...values());
        database.exec('COMMIT');
        written += batch;
      }
      return { perSecond: (written / (performance.now() - started)) * 1000 };
    },
    end() {
      database.close();
      rmSync(copy);
    },
  };
}

// The first start makes the demonstration; the crowd is written into it; the second start is the one that is measured.
await (await startServer(data, env)).stop();
const seed = await seedCitizens(postgres ? { url: postgres.url } : { file }, crowd);
const bytesBefore = await databaseBytes();
const server = await startServer(data, env);
const bare = await startBare();
const door = await doors[process.env.BENCH_DOOR ?? 'responses'](server.port);
const storedBefore = await ask(`SELECT COUNT(*) FROM ${door.table}`);
const [rawOne, rawMany] = postgres ? [] : [1, 64].map((batch) => rawSqlite(door, batch));
const atStart = memory(server.pid, 'VmHWM');
let acknowledged = 0;
let came = 0;

async function load(warming, target, route) {
  const before = processorTime(target.pid);
  const threadsBefore = threadTimes(target.pid);
  const result = await drive({
    port: target.port,
    connections,
    seconds: warming ? warmingSeconds : seconds,
    head: `POST ${route} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json`,
    bodies: door.bodies,
    bearers: { seed, from: target === server ? came : 0 },
  });
  if (process.env.BENCH_THREADS)
    console.error(
      [...threadTimes(target.pid)]
        .map(([id, now]) => digits((now - (threadsBefore.get(id) ?? 0)) / result.requests, 1))
        .join(' '),
    );
  const spent = processorTime(target.pid) - before;
  if (target === server) came += result.requests;
  if (came > crowd) throw new Error(`more than ${crowd} citizens came: set BENCH_CITIZENS`);
  if (Object.keys(result.statuses).join() !== '201')
    throw new Error(`answers other than 201: ${JSON.stringify(result.statuses)}`);
  return { ...result, processor: spent / result.requests, spread: result.p99 / result.p50 };
}

const results = await inRounds(rounds, {
  bare: (warming) => load(warming, bare, '/'),
  ours: async (warming) => {
    const result = await load(warming, server, door.route);
    acknowledged += result.requests;
    return result;
  },
  ...(postgres ? {} : { rawOne: async () => rawOne.run(), rawMany: async () => rawMany.run() }),
});
const peak = memory(server.pid, 'VmHWM');
await Promise.all([server.stop(), bare.stop()]);
rawOne?.end();
rawMany?.end();
const stored = (await ask(`SELECT COUNT(*) FROM ${door.table}`)) - storedBefore;
const batches = await ask('SELECT COUNT(*) FROM writer_batch');
const chained = await ask('SELECT COUNT(*) FROM chained_batch');
const ofTable = await ask(`SELECT COUNT(*) FROM writer_batch WHERE hot_table = '${door.table}'`);
const bytesEach = ((await databaseBytes()) - bytesBefore) / stored;
await postgres?.stop();
remove();

const { bare: limit, ours } = results;
console.log(
  `\ningest on ${postgres ? 'PostgreSQL' : 'SQLite'}: ${connections} connections, ${rounds} rounds of ${seconds} s after a dropped one of ` +
    `${warmingSeconds} s; a ${door.name} of ${door.bodies[0].length} bytes${door.questions ? `, ${door.questions} questions` : ''}, each from another citizen`,
);
table(
  ['', 'requests/s', 'p50 ms', 'p99 ms', 'CPU µs', 'client µs'],
  [
    ['bare node:http JSON echo, no store', limit],
    ['the route, durable', ours],
  ].map(([name, list]) => [
    name,
    ...['perSecond', 'p50', 'p99', 'processor', 'clientProcessor'].map((figure) =>
      digits(medianOf(list, figure), figure === 'p50' || figure === 'p99' ? 1 : 0),
    ),
  ]),
);
const beside = (other) => ratio(ours, other, 'perSecond');
table(
  ['the route beside', 'ratio of requests/s'],
  [
    ['bare node:http JSON echo', digits(beside(limit))],
    ...(postgres
      ? []
      : [
          ['raw SQLite, one row a commit', digits(beside(results.rawOne))],
          ['raw SQLite, 64 rows a commit', digits(beside(results.rawMany))],
        ]),
  ],
);
console.log(
  `  ${digits(stored / ofTable, 1)} rows a batch; CPU ratio to bare ${digits(ratio(limit, ours, 'processor'))}; memory at its highest ` +
    `${digits(atStart, 0)} MiB before the load, ${digits(peak, 0)} after; ${digits(bytesEach, 0)} bytes of database a row`,
);
goal('acknowledged and stored', `${acknowledged} and ${stored}`, acknowledged === stored, 'equal');
goal('batches and those chained in the ledger', `${batches} and ${chained}`, batches === chained, 'equal after a stop');
const wanted = postgres ? 0.3 : 0.5;
goal('requests/s beside the bare echo', digits(beside(limit)), beside(limit) >= wanted, `at least ${digits(wanted)}`);
if (!postgres) {
  const overOne = beside(results.rawOne);
  goal('requests/s beside one row a commit', digits(overOne), overOne >= 2, 'at least 2.00');
  const spread = medianOf(ours, 'spread');
  goal('p99 beside p50', digits(spread, 1), spread <= 5, 'at most 5.0');
  goal('memory at its highest, MiB', digits(peak, 0), peak <= 192, 'at most 192');
  if (door.isOneEach) goal('bytes of database a row', digits(bytesEach, 0), bytesEach <= 100, 'at most 100');
}
