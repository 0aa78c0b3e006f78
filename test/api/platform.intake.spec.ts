import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ProblemBody } from '@minsheng/contracts';
import { anonymous, type Caller } from '../../server/src/platform/caller.js';
import { readConfig } from '../../server/src/platform/config.js';
import { rows } from '../../server/src/platform/database/rows.js';
import { buildApp } from '../../server/src/platform/http/build-app.js';
import { Lifeline } from '../../server/src/platform/http/lifeline.js';
import { FrontDoor } from '../../server/src/platform/http/front-door.js';
import { PreparedBytes } from '../../server/src/platform/http/prepared-bytes.js';
import { newId } from '../../server/src/platform/ids.js';
import { loadOrMakeKeys } from '../../server/src/platform/keys.js';
import { configureLedger } from '../../server/src/platform/ledger.js';
import { PlatformModule } from '../../server/src/platform/platform.module.js';
import type { HotWriter } from '../../server/src/platform/writer/hot-writer.js';
import { idText } from '../../server/src/platform/writer/id-bytes.js';
import { intakeReceipts } from '../../server/src/platform/writer/intake-receipts.js';
import { registerIntakeRoute } from '../../server/src/platform/writer/intake.route.js';
import { hotTables, openWriter } from '../../server/src/platform/writer/open-writer.js';
import { platformEntities, platformMigrations } from '../support/platform-schema.js';
import { type ScratchDatabase, scratchDatabase } from '../support/scratch-database.js';
import { writerProgramForSpecs } from '../support/writer-program.js';
import { type Answer, ApiCheck } from '../world/checked-answers.js';

const citizen = '01JDW0PERSON0000000000000A';
const neighbour = '01JDW0PERSON0000000000000B';
const address = '/api/intake/receipts';

let folder: string;
let scratch: ScratchDatabase;
let writer: HotWriter;
let app: Awaited<ReturnType<typeof buildApp>>;
let check: ApiCheck;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'minsheng-intake-'));
  configureLedger({ headKey: Buffer.alloc(32, 7), reactionsOf: () => [] });
  scratch = await scratchDatabase({ entities: platformEntities, migrations: platformMigrations });
  const { works, clock } = scratch;
  const config = readConfig({ PORT: '0', LOG_LEVEL: 'silent', MINSHENG_DATA: folder });
  writer = await openWriter({
    ...scratch.at,
    tables: hotTables(intakeReceipts),
    program: writerProgramForSpecs(),
    now: () => clock.now(),
  });
  const prepared = new PreparedBytes();
  const parts = { config, prepared, front: new FrontDoor(prepared), lifeline: new Lifeline() };
  app = await buildApp({
    ...parts,
    module: PlatformModule.with({ ...parts, clock, demoClock: null, keys: loadOrMakeKeys(folder), works }),
    // Stands for identity: who calls is said by two headers.
    authenticate: ({ 'x-caller': id, 'x-kind': kind }) =>
      id ? ({ kind: kind ?? 'citizen', id, label: 'spec', reach: new Map() } as Caller) : anonymous,
    hotRoutes: (fastify) => registerIntakeRoute(fastify, { writer, clock }),
  });
  check = new ApiCheck((await app.inject('/api/docs/openapi.json')).json());
});

afterAll(async () => {
  await app.close();
  await writer.stop();
  await scratch.drop();
  rmSync(folder, { recursive: true, force: true });
});

const photo = { kind: 'photo', sizeBytes: 600_000, sha256: 'ab'.repeat(32) };

async function post(
  payload: object | string,
  headers: Record<string, string> = { 'x-caller': citizen },
): Promise<Answer> {
  const answer = await app.inject({
    method: 'POST',
    url: address,
    payload,
    headers: { 'content-type': 'application/json', ...headers },
  });
  check.check('POST', address, answer as unknown as Answer);
  return answer as unknown as Answer;
}

/** Rows of every table of the schema. */
async function rowCounts(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of [
    'intake_receipt',
    'intake_tally',
    'writer_batch',
    'chained_batch',
    'ledger_entry',
    'timetable_run',
    'reaction_claim',
  ]) {
    const [found] = await scratch.works.read(anonymous, (work) =>
      rows<{ n: number }>(work, `SELECT COUNT(*) AS n FROM ${table}`),
    );
    counts[table] = Number(found?.n);
  }
  return counts;
}

describe('POST /api/intake/receipts', () => {
  it('answers 201 with the id when the receipt is durable, and 200 with the same body to a resend', async () => {
    const id = newId();
    const first = await post({ id, files: [photo] });
    expect([first.statusCode, first.json()]).toEqual([201, { id }]);
    const again = await post({ id, files: [photo] });
    expect([again.statusCode, again.body]).toEqual([200, first.body]);
    const stored = await scratch.works.read(anonymous, (work) =>
      rows<{ id: Buffer; person: string }>(work, 'SELECT id, person FROM intake_receipt'),
    );
    expect(stored.filter((row) => idText(row.id) === id).map(({ person }) => person)).toEqual([citizen]);
  });

  it('answers 409 to an id that was used for something else, or by somebody else', async () => {
    const id = newId();
    await post({ id, files: [photo] });
    for (const answer of [
      await post({ id, files: [photo, photo] }),
      await post({ id, files: [photo] }, { 'x-caller': neighbour }),
    ]) {
      expect([answer.statusCode, answer.json<ProblemBody>().code]).toEqual([409, 'intake.id-taken']);
    }
  });

  it.each([
    ['nobody', {}, 401, 'platform.not-signed-in'],
    ['staff', { 'x-caller': citizen, 'x-kind': 'staff' }, 403, 'platform.not-permitted'],
  ])('is not open to %s, also with a body that is wrong', async (_, headers, status, code) => {
    const before = await rowCounts();
    for (const body of [{ id: newId(), files: [photo] }, '{"not', { wrong: true }]) {
      const answer = await post(body, headers as Record<string, string>);
      expect([answer.statusCode, answer.json<ProblemBody>().code]).toEqual([status, code]);
    }
    expect(await rowCounts()).toEqual(before);
  });

  const good = () => ({ id: newId(), files: [photo] });
  it.each<[string, () => object | string, string | null]>([
    ['an unknown field', () => ({ ...good(), person: neighbour }), 'person'],
    ['an unknown field in a file', () => ({ ...good(), files: [{ ...photo, path: '/etc' }] }), 'files.0.path'],
    ['a missing id', () => ({ files: [photo] }), 'id'],
    ['an id that is no ULID', () => ({ ...good(), id: 'id-1' }), 'id'],
    ['an id of more than 128 bits', () => ({ ...good(), id: '8'.padEnd(26, '0') }), 'id'],
    ['a list where one value belongs', () => ({ ...good(), id: [newId()] }), 'id'],
    ['one value where a list belongs', () => ({ ...good(), files: photo }), 'files'],
    ['no file', () => ({ ...good(), files: [] }), 'files'],
    ['ten files', () => ({ ...good(), files: Array.from({ length: 10 }, () => photo) }), 'files'],
    ['a size in words', () => ({ ...good(), files: [{ ...photo, sizeBytes: '600000' }] }), 'files.0.sizeBytes'],
    ['a size of nothing', () => ({ ...good(), files: [{ ...photo, sizeBytes: 0 }] }), 'files.0.sizeBytes'],
    ['a size in fractions', () => ({ ...good(), files: [{ ...photo, sizeBytes: 1.5 }] }), 'files.0.sizeBytes'],
    ['a kind that is not known', () => ({ ...good(), files: [{ ...photo, kind: 'program' }] }), 'files.0.kind'],
    ['a hash in capitals', () => ({ ...good(), files: [{ ...photo, sha256: 'AB'.repeat(32) }] }), 'files.0.sha256'],
    ['a list as the body', () => [], ''],
    ['null as the body', () => 'null', ''],
    ['__proto__', () => `{"id":"${newId()}","files":[${JSON.stringify(photo)}],"__proto__":{"kind":"staff"}}`, null],
    ['constructor.prototype', () => `{"id":"${newId()}","files":[],"constructor":{"prototype":{}}}`, null],
    ['half a body', () => '{"id":"01J', null],
    ['nothing', () => '', null],
  ])('refuses %s with 400, a Chinese sentence and the field, and writes nothing', async (_, body, field) => {
    const before = await rowCounts();
    const answer = await post(body());
    const problem = answer.json<ProblemBody & { details?: { fields?: { field: string }[] } }>();
    expect(answer.statusCode).toBe(400);
    expect(problem.code).toBe(field === null ? 'platform.unreadable-body' : 'platform.invalid-body');
    expect(problem.title).toMatch(/[\u4e00-\u9fff]/);
    if (field !== null) expect(problem.details?.fields?.map((fault) => fault.field)).toEqual([field]);
    expect(await rowCounts()).toEqual(before);
  });

  it.each([
    [
      'a body of more than 4 KiB',
      413,
      'platform.body-too-large',
      JSON.stringify({ ...good(), files: Array.from({ length: 40 }, () => photo) }),
      'application/json',
    ],
    ['another content type', 415, 'platform.unsupported-media-type', '<id/>', 'application/xml'],
  ])('refuses %s with %s', async (_, status, code, body, type) => {
    const before = await rowCounts();
    const answer = await post(body, { 'x-caller': citizen, 'content-type': type });
    expect([answer.statusCode, answer.json<ProblemBody>().code]).toEqual([status, code]);
    expect(await rowCounts()).toEqual(before);
  });

  it('speaks English to a reader who prefers it', async () => {
    const answer = await post({}, { 'x-caller': citizen, 'accept-language': 'en-GB,en;q=0.9' });
    expect(answer.json<ProblemBody>().title).toMatch(/^The request is not valid/);
  });

  it('is not held up, and writes nothing, when clients vanish in the middle of their bodies', async () => {
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    const before = await rowCounts();
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const socket = connect(port, '127.0.0.1');
        socket.write(
          `POST ${address} HTTP/1.1\r\nhost: a\r\nx-caller: ${citizen}\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{"id":"`,
        );
        await new Promise((resolve) => setTimeout(resolve, 50));
        socket.destroy();
      }),
    );
    expect(await rowCounts()).toEqual(before);
    expect((await post(good())).statusCode).toBe(201);
    // Ordinary work goes on too: no connection of the pool is left waiting for those clients.
    await Promise.all(Array.from({ length: 20 }, () => rowCounts()));
  });
});

describe('a hot route through the open door', () => {
  let base: string;
  beforeAll(async () => {
    if (!app.getHttpServer().listening) await app.listen(0, '127.0.0.1');
    base = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  });

  const json = { 'content-type': 'application/json' };
  const mine = { ...json, 'x-caller': citizen };
  const photos = (count: number) => JSON.stringify({ id: newId(), files: Array.from({ length: count }, () => photo) });
  const again = photos(1);

  it.each<[string, Record<string, string>, string]>([
    ['a receipt', mine, photos(2)],
    ['the same twice', mine, again],
    ['the same from somebody else', { ...mine, 'x-caller': neighbour }, again],
    ['a content type with its charset', { ...mine, 'content-type': 'application/json; charset=utf-8' }, photos(1)],
    ['nobody', json, photos(1)],
    ['staff', { ...mine, 'x-kind': 'staff' }, photos(1)],
    ['a wrong body', mine, '{"id":1}'],
    ['a wrong body of an English reader', { ...mine, 'accept-language': 'en' }, '{"id":1}'],
    ['half a body', mine, '{"id":'],
    ['a poisoned body', mine, '{"__proto__":1}'],
    ['too large a body', mine, photos(40)],
    ['another content type', { ...mine, 'content-type': 'text/plain' }, photos(1)],
  ])('answers %s exactly as the router behind it does', async (_, headers, body) => {
    // Through the door, then by the twin behind the router: the second is a resend.
    const through = await fetch(`${base}${address}`, { method: 'POST', headers, body });
    const behind = await fetch(`${base}${address}/`, { method: 'POST', headers, body });
    const injected = await app.inject({ method: 'POST', url: address, headers, payload: body });
    const plain = (text: string) => text.replace(/"instance":"[^"]+"/, '"instance":""');
    const said = plain(await through.text());
    expect([plain(await behind.text()), plain(injected.body)]).toEqual([said, said]);
    const isFirst = through.status === 201;
    expect([behind.status, injected.statusCode]).toEqual(isFirst ? [200, 200] : [through.status, through.status]);
    for (const name of ['content-type', 'cache-control', 'x-content-type-options', 'retry-after']) {
      const value = through.headers.get(name);
      expect([behind.headers.get(name), injected.headers[name] ?? null]).toEqual([value, value]);
    }
    expect(through.headers.get('content-length')).not.toBeNull();
  });

  it('takes a body that comes in pieces, and refuses one that grows too large on the way', async () => {
    const send = (pieces: string[]) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect(Number(new URL(base).port), '127.0.0.1');
        let answer = '';
        socket.on('data', (chunk) => (answer += chunk.toString()));
        socket.on('error', reject);
        socket.on('close', () => resolve(answer));
        const head = `POST ${address} HTTP/1.1\r\nhost: a\r\nx-caller: ${citizen}\r\ncontent-type: application/json\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n`;
        socket.write(head);
        const next = (at: number) => {
          const piece = pieces[at] ?? '';
          socket.write(`${Buffer.byteLength(piece).toString(16)}\r\n${piece}\r\n`);
          if (piece !== '') setTimeout(() => next(at + 1), 20);
        };
        next(0);
      });
    const body = photos(3);
    expect(await send([body.slice(0, 40), body.slice(40, 100), body.slice(100)])).toMatch(/^HTTP\/1.1 201 /);
    const before = await rowCounts();
    expect(await send([photos(9).slice(0, 1500), ' '.repeat(2000), ' '.repeat(2000)])).toMatch(/^HTTP\/1.1 413 /);
    expect(await rowCounts()).toEqual(before);
  });

  it('lets the router answer what is not a POST to the very path', async () => {
    for (const [method, path] of [
      ['GET', address],
      ['PUT', address],
      ['POST', `${address}/more`],
    ] as const) {
      const answer = await fetch(`${base}${path}`, {
        method,
        headers: mine,
        ...(method === 'GET' ? {} : { body: '{}' }),
      });
      expect([method, path, answer.status]).toEqual([method, path, 404]);
    }
  });
});
