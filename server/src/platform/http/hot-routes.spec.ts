import type { FastifyBaseLogger } from 'fastify';
import { connect } from 'node:net';
import { anonymous } from '../caller.js';
import { FrontDoor } from './front-door.js';
import { HotRoutes } from './hot-routes.js';
import { PreparedBytes } from './prepared-bytes.js';

const log = { info: () => undefined, error: () => undefined } as unknown as FastifyBaseLogger;

/** Writes the pieces one after the other and reads until `count` answers are there. */
function speak(port: number, pieces: readonly string[], count: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1');
      const answers = heard.split(/(?=HTTP\/1\.1 \d)/);
      const isWhole = (answer: string): boolean => {
        const [head = '', body] = answer.split('\r\n\r\n');
        return body !== undefined && body.length >= Number(/content-length: (\d+)/i.exec(head)?.[1]);
      };
      if (answers.length < count || !answers.every(isWhole)) return;
      socket.end();
      resolve(answers.map((answer) => `${answer.slice(9, 12)} ${answer.split('\r\n\r\n')[1]}`));
    });
    socket.on('error', reject);
    socket.setNoDelay(true);
    void (async () => {
      for (const piece of pieces) {
        socket.write(piece);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
  });
}

const head = (rest: string) => `POST /echo/a HTTP/1.1\r\nhost: h\r\ncontent-type: application/json\r\n${rest}\r\n\r\n`;
const sized = (body: string) => `${head(`content-length: ${Buffer.byteLength(body)}`)}${body}`;

describe('a hot route takes a body', () => {
  let front: FrontDoor;
  beforeEach(async () => {
    const hot = new HotRoutes({
      authenticate: () => anonymous,
      isSecure: false,
      isStopping: () => false,
      nextRequestId: () => 'r',
      log,
    });
    hot.add({
      url: '/echo/:id',
      bodyLimit: 64,
      permit: { public: 'a spec' },
      answer: ({ params, body }) => ({ status: 201, body: JSON.stringify([params['id'], body]) }),
      operation: {},
    });
    front = new FrontDoor(new PreparedBytes());
    front.open((_request, response) => response.writeHead(404, { 'content-length': 0 }).end(), hot);
    await front.listen(0, '127.0.0.1');
  });
  afterEach(() => front.close());

  it.each<[string, string[], string]>([
    ['with its head', [sized('{"n":1}')], '201 ["a",{"n":1}]'],
    ['after its head', [head('content-length: 7'), '{"n":1}'], '201 ["a",{"n":1}]'],
    ['in pieces', [head('content-length: 7'), '{"n"', ':1}'], '201 ["a",{"n":1}]'],
    ['in chunks', [head('transfer-encoding: chunked'), '7\r\n{"n":1}\r\n0\r\n\r\n'], '201 ["a",{"n":1}]'],
  ])('%s', async (_, pieces, expected) => {
    expect(await speak(front.port, pieces, 1)).toEqual([expected]);
  });

  const long = JSON.stringify({ text: 'x'.repeat(80) });
  it.each<[string, string[]]>([
    ['said to be longer than it may be', [sized(long)]],
    [
      'longer than it may be, in one chunk with its head',
      [`${head('transfer-encoding: chunked')}${long.length.toString(16)}\r\n${long}\r\n0\r\n\r\n`],
    ],
    [
      'longer than it may be, chunk by chunk',
      [head('transfer-encoding: chunked'), `${long.length.toString(16)}\r\n${long}\r\n`, '0\r\n\r\n'],
    ],
  ])('and refuses one %s', async (_, pieces) => {
    expect((await speak(front.port, pieces, 1))[0]).toMatch(/^413 .*platform\.body-too-large/);
  });

  it('and refuses none at all', async () => {
    expect((await speak(front.port, [head('content-length: 0')], 1))[0]).toMatch(/^400 /);
  });

  it('of each of many requests that come in one breath, and answers them in their order', async () => {
    const numbers = Array.from({ length: 100 }, (_, index) => index);
    const answers = await speak(front.port, [numbers.map((n) => sized(`{"n":${n}}`)).join('')], numbers.length);
    expect(answers).toEqual(numbers.map((n) => `201 ["a",{"n":${n}}]`));
  });
});
