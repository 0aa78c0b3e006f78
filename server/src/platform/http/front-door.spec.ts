import { get } from 'node:http';
import { FrontDoor } from './front-door.js';
import { PreparedBytes } from './prepared-bytes.js';

const ask = (port: number, path: string): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += String(chunk)));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    }).on('error', reject);
  });

describe('the door before the application', () => {
  let prepared: PreparedBytes;
  let front: FrontDoor;
  beforeEach(async () => {
    prepared = new PreparedBytes();
    front = new FrontDoor(prepared);
    await front.listen(0, '127.0.0.1');
  });
  afterEach(() => front.close());

  it('answers what is public before the application is there', async () => {
    prepared.put('/', '<p>公开</p>', { contentType: 'text/html; charset=utf-8', cache: 'replaceable' });
    expect(await ask(front.port, '/')).toEqual({ status: 200, body: '<p>公开</p>' });
  });

  it('lets everybody else wait, and in as soon as the application is there', async () => {
    const answer = ask(front.port, '/api/health');
    const isEarly = await Promise.race([
      answer.then(() => true),
      new Promise((resolve) => setTimeout(() => resolve(false), 50)),
    ]);
    expect(isEarly).toBe(false);
    front.open((request, response) => response.end(`the application heard ${request.url}`));
    expect(await answer).toEqual({ status: 200, body: 'the application heard /api/health' });
  });

  it('opens the next time with what was public the last time', async () => {
    prepared.put('/v1/releases', '[]', { contentType: 'application/json', cache: 'immutable' });
    prepared.redirect('/latest', '/v1/releases');
    const next = new PreparedBytes();
    next.restore(prepared.snapshot());
    const again = new FrontDoor(next);
    await again.listen(0, '127.0.0.1');
    expect([(await ask(again.port, '/v1/releases')).body, (await ask(again.port, '/latest')).status]).toEqual([
      '[]',
      302,
    ]);
    await again.close();
  });

  it('does not open twice on one port', async () => {
    await expect(new FrontDoor(prepared).listen(front.port, '127.0.0.1')).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
