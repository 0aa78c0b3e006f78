// Durable ingest through the authenticated hot route, beside a bare node:http JSON echo in the same run.
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import {
  citizenToken,
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
} from './measure.mjs';

const connections = 64;
const seconds = Number(process.env.BENCH_SECONDS ?? 2);
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const warmingSeconds = 10;

const { DatabaseSync } = createRequire(path.join(root, 'server/package.json'))('@photostructure/sqlite');
const { folder, remove } = scratchFolder();

/** About 800 bytes, as a citizen's report with six photos is announced. */
const bodies = Array.from({ length: 64 }, () => {
  const files = Array.from({ length: 6 }, () => ({
    kind: 'photo',
    sizeBytes: 612_345,
    sha256: randomBytes(32).toString('hex'),
  }));
  return JSON.stringify({ id: '@'.repeat(26), files });
});

/** Rows of the same size written straight to SQLite with synchronous=FULL, `batch` in a transaction; rows per second. */
function rawSqlite(batch) {
  const database = new DatabaseSync(path.join(folder, `raw-${batch}.sqlite`));
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE IF NOT EXISTS r (id blob UNIQUE, person text, at text, payload blob)',
  );
  const insert = database.prepare('INSERT INTO r VALUES (?, ?, ?, ?)');
  const payload = Buffer.alloc(223, 1);
  const started = performance.now();
  let written = 0;
  while (performance.now() - started < (seconds * 1000) / 2) {
    database.exec('BEGIN IMMEDIATE');
    for (let index = 0; index < batch; index++)
      insert.run(randomBytes(16), '01JDW0PERSON0000000000000A', '2026-11-22T01:00:00.000Z', payload);
    database.exec('COMMIT');
    written += batch;
  }
  const perSecond = (written / (performance.now() - started)) * 1000;
  database.close();
  return { perSecond };
}

const data = path.join(folder, 'data');
const server = await startServer(data, { PORT: String(await freePort()) });
const bare = await startBare();
const token = await citizenToken(server.port);
const headers = 'host: localhost\r\ncontent-type: application/json\r\n';
let acknowledged = 0;

async function load(warming, target, route, extra) {
  const before = processorTime(target.pid);
  const result = await drive({
    port: target.port,
    connections,
    seconds: warming ? warmingSeconds : seconds,
    head: `POST ${route} HTTP/1.1\r\n${headers}${extra}`,
    bodies,
  });
  const spent = processorTime(target.pid) - before;
  const others = Object.keys(result.statuses).filter((status) => status !== '201');
  if (others.length > 0) throw new Error(`answers other than 201: ${JSON.stringify(result.statuses)}`);
  return { ...result, processor: spent / result.requests };
}

const results = await inRounds(rounds, {
  bare: (warming) => load(warming, bare, '/', 'authorization: none'),
  ours: async (warming) => {
    const result = await load(warming, server, '/api/intake/receipts', `authorization: Bearer ${token}`);
    acknowledged += result.requests;
    return result;
  },
  rawOne: async () => rawSqlite(1),
  rawMany: async () => rawSqlite(64),
});
const peak = memory(server.pid, 'VmHWM');
await Promise.all([server.stop(), bare.stop()]);

const database = new DatabaseSync(path.join(data, 'minsheng.sqlite'), { readOnly: true });
const stored = Number(database.prepare('SELECT COUNT(*) AS n FROM intake_receipt').get().n);
const batches = Number(database.prepare('SELECT COUNT(*) AS n FROM writer_batch').get().n);
const chained = Number(database.prepare('SELECT COUNT(*) AS n FROM chained_batch').get().n);
database.close();
remove();

const { bare: limit, ours, rawOne, rawMany } = results;
console.log(
  `\ningest: ${connections} connections, ${rounds} rounds of ${seconds} s after a dropped one of ${warmingSeconds} s, body ${bodies[0].length} bytes, synchronous=FULL`,
);
table(
  ['', 'requests/s', 'p50 ms', 'p99 ms', 'CPU µs'],
  [
    ['bare node:http JSON echo, no store', limit],
    ['authenticated route, durable', ours],
  ].map(([name, list]) => [
    name,
    ...['perSecond', 'p50', 'p99', 'processor'].map((figure) =>
      digits(medianOf(list, figure), figure === 'p50' || figure === 'p99' ? 1 : 0),
    ),
  ]),
);
table(
  ['the authenticated route beside', 'ratio of requests/s'],
  [
    ['bare node:http JSON echo', digits(ratio(ours, limit, 'perSecond'))],
    ['raw SQLite, one row a commit', digits(ratio(ours, rawOne, 'perSecond'))],
    ['raw SQLite, 64 rows a commit', digits(ratio(ours, rawMany, 'perSecond'))],
  ],
);
console.log(
  `  ${digits(stored / batches, 1)} receipts a batch; CPU ratio to bare ${digits(ratio(limit, ours, 'processor'))}; peak memory ${digits(peak, 0)} MiB`,
);
goal('acknowledged and stored', `${acknowledged} and ${stored}`, acknowledged === stored, 'equal');
goal('batches and those chained in the ledger', `${batches} and ${chained}`, batches === chained, 'equal after a stop');
goal(
  'requests/s beside the bare echo',
  digits(ratio(ours, limit, 'perSecond')),
  ratio(ours, limit, 'perSecond') >= 0.3,
  'at least 0.30',
);
