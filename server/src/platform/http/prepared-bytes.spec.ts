import { createServer, request, type IncomingMessage, type OutgoingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync } from 'node:zlib';
import { type PreparedOptions, PreparedBytes } from './prepared-bytes.js';

const html: PreparedOptions = { contentType: 'text/html; charset=utf-8', cache: 'replaceable' };
const page = `<p>${'湖里区 满意度 88.52 '.repeat(100)}</p>`;

let prepared: PreparedBytes;
let server: Server;

beforeEach(async () => {
  prepared = new PreparedBytes();
  server = createServer((incoming, outgoing) => {
    if (!prepared.serve(incoming, outgoing)) outgoing.writeHead(404).end('the router');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

function ask(
  path: string,
  headers: OutgoingHttpHeaders = {},
  method = 'GET',
): Promise<{ answer: IncomingMessage; body: Buffer }> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ answer, body: Buffer.concat(chunks) }));
    });
    asking.on('error', reject);
    asking.end();
  });
}

describe('prepared bytes', () => {
  it('are answered as they were put, whatever the query string', async () => {
    prepared.put('/', page, html);
    const { answer, body } = await ask('/?from=wechat');
    expect([answer.statusCode, body.toString('utf8')]).toEqual([200, page]);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('no-cache');
    expect(answer.headers['content-length']).toBe(String(Buffer.byteLength(page)));
  });

  it('come as brotli, and fewer of them, to a reader who takes it', async () => {
    prepared.put('/', page, html);
    const { answer, body } = await ask('/', { 'accept-encoding': 'gzip, deflate, br' });
    expect(answer.headers['content-encoding']).toBe('br');
    expect(answer.headers.vary).toBe('accept-encoding');
    expect(body.length).toBeLessThan(page.length / 4);
    expect(brotliDecompressSync(body).toString('utf8')).toBe(page);
  });

  it.each(['gzip', '', 'identity'])('come uncompressed to a reader who accepts 「%s」', async (accepted) => {
    prepared.put('/', page, html);
    const { answer, body } = await ask('/', { 'accept-encoding': accepted });
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(body.toString('utf8')).toBe(page);
  });

  it('are not sent again to a reader who has them: 304 without a body', async () => {
    prepared.put('/', page, html);
    const etag = (await ask('/')).answer.headers.etag as string;
    for (const known of [etag, `"other", ${etag}`, `W/${etag}`]) {
      const { answer, body } = await ask('/', { 'if-none-match': known });
      expect([answer.statusCode, body.length, answer.headers.etag]).toEqual([304, 0, etag]);
    }
    prepared.put('/', `${page}!`, html);
    expect((await ask('/', { 'if-none-match': etag })).answer.statusCode).toBe(200);
  });

  it('have an ETag that follows the content and nothing else', async () => {
    prepared.put('/a', page, html);
    prepared.put('/b', Buffer.from(page), { contentType: 'text/plain', cache: 'immutable' });
    prepared.put('/c', `${page} `, html);
    const [a, b, c] = await Promise.all(['/a', '/b', '/c'].map(async (path) => (await ask(path)).answer.headers.etag));
    expect(a).toBe(b);
    expect(a).not.toBe(c);
  });

  it('are described but not sent to HEAD', async () => {
    prepared.put('/', page, html);
    const { answer, body } = await ask('/', {}, 'HEAD');
    expect([answer.statusCode, answer.headers['content-length'], body.length]).toEqual([
      200,
      String(Buffer.byteLength(page)),
      0,
    ]);
  });

  it.each(['POST', 'PUT', 'DELETE'])('leave %s to the router', async (method) => {
    prepared.put('/', page, html);
    expect((await ask('/', {}, method)).body.toString()).toBe('the router');
  });

  it('leave a path they do not know to the router, and send on one that has moved', async () => {
    prepared.redirect('/latest', '/releases/2026-q3/');
    expect((await ask('/elsewhere')).body.toString()).toBe('the router');
    const { answer } = await ask('/latest');
    expect([answer.statusCode, answer.headers.location]).toEqual([302, '/releases/2026-q3/']);
  });

  it('may be kept for ever when they are signed under their id, and name the file to save', async () => {
    prepared.put('/d/ranking.csv', 'a,b\n', { contentType: 'text/csv', cache: 'immutable', download: 'ranking.csv' });
    const { headers } = (await ask('/d/ranking.csv')).answer;
    expect(headers['cache-control']).toContain('immutable');
    expect(headers['content-disposition']).toBe('attachment; filename="ranking.csv"');
  });

  it('are replaced all at once: no path of the old set is left', async () => {
    prepared.put('/', 'old', html);
    prepared.put('/gone', 'old', html);
    prepared.replaceAll([['/', 'new', html]], [['/latest', '/']]);
    expect((await ask('/')).body.toString()).toBe('new');
    expect((await ask('/gone')).answer.statusCode).toBe(404);
    expect((await ask('/latest')).answer.statusCode).toBe(302);
  });

  it('stay as they were when the new set cannot be made', async () => {
    prepared.put('/', 'old', html);
    const half = function* (): Generator<[string, string, PreparedOptions]> {
      yield ['/', 'new', html];
      throw new Error('the second page could not be drawn');
    };
    expect(() => prepared.replaceAll(half(), [])).toThrow('the second page');
    expect((await ask('/')).body.toString()).toBe('old');
  });
});
