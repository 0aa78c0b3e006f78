/**
 * Load from a process of its own: keep-alive connections, one request at a time on each, every request finished.
 * Started by `drive` in measure.mjs, which sends one job and gets one result. Plain sockets, since a full HTTP client
 * would eat the processor that the server needs.
 *
 * job: { port, connections, seconds, head, bodies, bearers }: `head` is the request without Content-Length; each body's
 * `@@@@@@@@@@@@@@@@@@@@@@@@@@` (26 characters) becomes a fresh id. `bearers`: { seed, from }: each request comes from
 * another citizen (citizens.mjs), beginning with that one.
 */
import { connect } from 'node:net';
import { randomBytes } from 'node:crypto';
import { citizenTokenOf } from './citizens.mjs';

const place = '@'.repeat(26);
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const run = Array.from(randomBytes(10), (byte) => digits[byte & 31]).join('');
let made = 0;

/** Digits of a ULID: unique in this run and between runs; its time part does not matter here. */
function freshId() {
  let left = (made += 1);
  let tail = '';
  for (let place = 0; place < 9; place++) {
    tail = digits[left & 31] + tail;
    left = Math.floor(left / 32);
  }
  return `01JDW0B${run}${tail}`;
}

const bearerPlace = '*'.repeat(45);

/**
 * Requests as bytes, each a copy of one made beforehand with its id and its citizen's token written over their places:
 * what the client spends on a request, the server lacks on the same two cores.
 */
function requestsOf({ head, bodies, bearers }) {
  if (!bodies) {
    const bytes = Buffer.from(`${head}\r\n\r\n`);
    return () => bytes;
  }
  const bearer = bearers ? `\r\nauthorization: Bearer ${bearerPlace}` : '';
  const forms = bodies.map((body) => {
    const bytes = Buffer.from(`${head}${bearer}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    return { bytes, idAt: bytes.indexOf(place), bearerAt: bytes.indexOf(bearerPlace) };
  });
  let next = 0;
  return () => {
    const index = next++;
    const { bytes, idAt, bearerAt } = forms[index % forms.length];
    const request = Buffer.from(bytes);
    if (idAt >= 0) request.latin1Write(freshId(), idAt);
    if (bearerAt >= 0) request.latin1Write(citizenTokenOf(bearers.seed, bearers.from + index), bearerAt);
    return request;
  };
}

/** Sockets that are to send, all together at the end of the turn: reading and writing in turns would cost the client more. */
let ready = [];

function sendSoon(send) {
  if (ready.push(send) > 1) return;
  setImmediate(() => {
    const all = ready;
    ready = [];
    for (const each of all) each();
  });
}

/** One connection until `until`; resolves when its last answer is there. */
function connection(job, nextRequest, until, result) {
  return new Promise((resolve, reject) => {
    const socket = connect(job.port, '127.0.0.1');
    let held = Buffer.alloc(0);
    let sentAt = 0;
    const send = () => {
      sentAt = performance.now();
      socket.write(nextRequest());
    };
    socket.setNoDelay(true);
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server closed a connection')));
    socket.on('data', (chunk) => {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const end = held.indexOf('\r\n\r\n');
      if (end < 0) return;
      const headers = held.latin1Slice(0, end);
      const status = Number(headers.slice(9, 12));
      const length = status === 304 ? 0 : Number(/\r\ncontent-length: (\d+)/i.exec(headers)?.[1]);
      if (held.length < end + 4 + length) return;
      held = held.subarray(end + 4 + length);
      const now = performance.now();
      result.statuses[status] = (result.statuses[status] ?? 0) + 1;
      result.latencies.push(now - sentAt);
      result.bytes += end + 4 + length;
      if (now < until) return sendSoon(send);
      socket.removeAllListeners('close');
      socket.end();
      resolve();
    });
  });
}

process.once('message', async (job) => {
  const result = { statuses: {}, latencies: [], bytes: 0 };
  const nextRequest = requestsOf(job);
  const usedBefore = process.cpuUsage();
  const started = performance.now();
  const until = started + job.seconds * 1000;
  await Promise.all(Array.from({ length: job.connections }, () => connection(job, nextRequest, until, result)));
  const seconds = (performance.now() - started) / 1000;
  const sorted = result.latencies.sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  const used = process.cpuUsage(usedBefore);
  process.send({
    clientProcessor: (used.user + used.system) / sorted.length,
    requests: sorted.length,
    perSecond: sorted.length / seconds,
    p50: at(0.5),
    p99: at(0.99),
    statuses: result.statuses,
    bytesEach: Math.round(result.bytes / sorted.length),
  });
  process.disconnect();
});
