import { createHash, randomBytes } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeWechat {
  baseAddress: string;
  /** How often codes were asked about. */
  asked(): number;
  /** A text that stands in every `session_key`: it must be found nowhere else. */
  sessionKeyMark: string;
  close(): Promise<void>;
}

/** Codes that bring about what WeChat documents, or what networks do. */
export const magicCodes = {
  'code-invalid': 40029,
  'code-used': 40163,
  'code-quota': 45011,
  'code-risk': 40226,
  'code-busy': -1,
  'code-odd': 48001,
} as const;

/**
 * A WeChat of our own for demonstrations and tests: `GET /sns/jscode2session` as documented, always 200 and text/plain.
 * Any other code is good once. What stands before a dot in the code says who it is, so `wang.1` and `wang.2` are one
 * person: without a dot everybody is somebody new.
 */
export async function startFakeWechat(app: { appId: string; secret: string }): Promise<FakeWechat> {
  const used = new Set<string>();
  const sessionKeyMark = `session-key-${randomBytes(8).toString('hex')}`;
  let asked = 0;
  let wasBusy = false;

  const answerFor = (query: URLSearchParams): object => {
    const [appId, secret, code] = ['appid', 'secret', 'js_code'].map((name) => query.get(name));
    if (!appId) return fault(41002, 'appid missing');
    if (!secret) return fault(41004, 'appsecret missing');
    if (!code) return fault(41008, 'missing code');
    if (appId !== app.appId) return fault(40013, 'invalid appid');
    if (secret !== app.secret) return fault(40125, 'invalid appsecret');
    if (Object.hasOwn(magicCodes, code)) return fault(magicCodes[code as keyof typeof magicCodes], 'as asked');
    if (code === 'code-busy-once' && !wasBusy) {
      wasBusy = true;
      return fault(-1, 'system error');
    }
    if (code === 'code-text-number') return { errcode: '40029', errmsg: 'a number as text' };
    if (used.has(code)) return fault(40163, 'code been used');
    used.add(code);
    const who = createHash('sha256')
      .update(`${app.appId}:${code.split('.')[0]}`)
      .digest('base64url')
      .slice(0, 27);
    return { openid: `o${who}`, session_key: Buffer.from(sessionKeyMark).toString('base64') };
  };

  const server = createServer((request, response) => {
    const address = new URL(request.url ?? '/', 'http://fake');
    if (request.method !== 'GET' || address.pathname !== '/sns/jscode2session')
      return void response.writeHead(404).end();
    asked += 1;
    if (misbehave(address.searchParams.get('js_code'), response)) return;
    response.writeHead(200, { 'content-type': 'text/plain' }).end(JSON.stringify(answerFor(address.searchParams)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return {
    baseAddress: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    sessionKeyMark,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const fault = (errcode: number, errmsg: string) => ({ errcode, errmsg });

/** What a network or a proxy does instead of an answer. */
function misbehave(code: string | null, response: ServerResponse): boolean {
  switch (code) {
    case 'code-silent':
      return true;
    case 'code-broken':
      response.destroy();
      return true;
    case 'code-html':
      response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>');
      return true;
    case 'code-half':
      response.writeHead(200).end('{"openid":"o');
      return true;
    case 'code-redirect':
      response.writeHead(302, { location: `/sns/jscode2session?appid=stolen` }).end();
      return true;
    default:
      return false;
  }
}
