// GET of prepared public bytes beside a bare node:http server that sends the same headers and bytes from memory.
import { writeFileSync } from 'node:fs';
import { get } from 'node:http';
import path from 'node:path';
import {
  digits,
  drive,
  goal,
  inRounds,
  medianOf,
  processorTime,
  ratio,
  scratchFolder,
  startBare,
  startServer,
  table,
} from './measure.mjs';

const connections = 64;
const seconds = Number(process.env.BENCH_SECONDS ?? 1);
const rounds = Number(process.env.BENCH_ROUNDS ?? 15);
const warmingSeconds = 4;

/** As sent, not unpacked. */
function bytesOf(port, route, headers = {}) {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: route, headers, agent: false }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }),
      );
    }).on('error', reject);
  });
}

const { folder, remove } = scratchFolder();
const server = await startServer(path.join(folder, 'data'));
const city = JSON.parse((await bytesOf(server.port, '/api/city')).body);
const route = `/v1/releases/${city.latestRelease.id}/rankings.json`;
const identity = await bytesOf(server.port, route);
const brotli = await bytesOf(server.port, route, { 'accept-encoding': 'br' });
if (identity.status !== 200 || brotli.headers['content-encoding'] !== 'br') throw new Error(`${route} is not prepared`);
const [BARE_IDENTITY, BARE_BROTLI] = ['identity', 'brotli'].map((name) => path.join(folder, name));
writeFileSync(BARE_IDENTITY, identity.body);
writeFileSync(BARE_BROTLI, brotli.body);
const unchanged = await bytesOf(server.port, route, { 'if-none-match': identity.headers.etag });
/** What the route says of its bytes; the rest is Node's own. */
const said = ({ headers }) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name)));
const BARE_HEADERS = JSON.stringify({ identity: said(identity), brotli: said(brotli), 304: said(unchanged) });
const bare = await startBare({ BARE_IDENTITY, BARE_BROTLI, BARE_HEADERS });

const kinds = {
  identity: { header: 'x-none: 1', status: '200', wanted: 0.85 },
  brotli: { header: 'accept-encoding: br', status: '200', wanted: 0.9 },
  304: { header: `if-none-match: ${identity.headers.etag}`, status: '304', wanted: 0.9 },
};

async function load(warming, target, at, header, status) {
  const before = processorTime(target.pid);
  const result = await drive({
    port: target.port,
    connections,
    seconds: warming ? warmingSeconds : seconds,
    head: `GET ${at} HTTP/1.1\r\nhost: localhost\r\n${header}`,
  });
  const spent = processorTime(target.pid) - before;
  if (Object.keys(result.statuses).join() !== status)
    throw new Error(`answers other than ${status}: ${JSON.stringify(result.statuses)}`);
  return { ...result, processor: spent / result.requests };
}

const variants = Object.entries(kinds).flatMap(([kind, { header, status }]) => [
  [`bare ${kind}`, (warming) => load(warming, bare, '/fixed', header, status)],
  [`ours ${kind}`, (warming) => load(warming, server, route, header, status)],
]);
const results = await inRounds(rounds, Object.fromEntries(variants));
await Promise.all([server.stop(), bare.stop()]);
remove();

console.log(
  `\npublic: ${connections} connections, ${rounds} rounds of ${seconds} s after a dropped one of ${warmingSeconds} s; ` +
    `rankings.json of the latest release, ${identity.body.length} bytes, ${brotli.body.length} as brotli`,
);
table(
  ['', 'bare/s', 'ours/s', 'p50 ms', 'p99 ms', 'ratio', 'CPU ratio'],
  Object.keys(kinds).map((kind) => {
    const [limit, ours] = [results[`bare ${kind}`], results[`ours ${kind}`]];
    return [
      kind,
      digits(medianOf(limit, 'perSecond'), 0),
      digits(medianOf(ours, 'perSecond'), 0),
      digits(medianOf(ours, 'p50'), 1),
      digits(medianOf(ours, 'p99'), 1),
      digits(ratio(ours, limit, 'perSecond')),
      digits(ratio(limit, ours, 'processor')),
    ];
  }),
);
for (const [kind, { wanted }] of Object.entries(kinds)) {
  const reached = ratio(results[`ours ${kind}`], results[`bare ${kind}`], 'perSecond');
  goal(`${kind} beside the bare server`, digits(reached), reached >= wanted, `at least ${digits(wanted)}`);
}
