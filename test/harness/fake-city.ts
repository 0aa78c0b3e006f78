import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CitizenSession, ProblemBody } from '@minsheng/contracts';
import { cityFixture, releaseFixture } from './release-fixture.js';

/** One request as the server saw it. */
export interface Seen {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: unknown;
}

type Reply = { status: number; body?: unknown; headers?: Record<string, string> };

/**
 * A server that answers the phone's requests with contract fixtures over real HTTP. What it answers can be changed by
 * route while it runs.
 */
export class FakeCity {
  readonly seen: Seen[] = [];
  private readonly replies = new Map<string, (request: Seen) => Reply>();
  private constructor(private readonly server: Server) {}

  static async open(): Promise<FakeCity> {
    const server = createServer();
    const city = new FakeCity(server);
    server.on('request', (request, response) => void city.answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    city.restore();
    return city;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Answers a route, e.g. `GET /api/city`, from now on like this. */
  answers(route: string, reply: (request: Seen) => Reply): void {
    this.replies.set(route, reply);
  }

  /** Back to a city that has released one ranking and lets people sign in. */
  restore(): void {
    this.seen.length = 0;
    this.replies.clear();
    const release = releaseFixture();
    this.answers('GET /api/city', () => ({ status: 200, body: cityFixture() }));
    this.answers('GET /v1/releases/latest', () => ({
      status: 302,
      headers: { location: `/v1/releases/${release.id}` },
    }));
    this.answers(`GET /v1/releases/${release.id}`, () => ({ status: 200, body: release }));
    this.answers('POST /api/citizen-sessions/wechat', () => ({ status: 201, body: sessionFixture() }));
    this.answers('GET /api/citizen/me', ({ headers }) =>
      headers.authorization === `Bearer ${sessionFixture().token}`
        ? { status: 200, body: sessionFixture().citizen }
        : problem(401, 'identity.not-signed-in', '请先登录', 'Sign in first'),
    );
    this.answers('DELETE /api/citizen-sessions/current', () => ({ status: 204 }));
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const isJson = request.headers['content-type']?.startsWith('application/json') ?? false;
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const seen: Seen = {
      method: request.method ?? 'GET',
      path,
      headers: request.headers,
      body: isJson ? JSON.parse(text) : text,
    };
    this.seen.push(seen);
    const reply =
      this.replies.get(`${seen.method} ${path}`)?.(seen) ??
      problem(404, 'platform.not-found', '没有这个地址', 'Not found');
    const type = reply.status >= 400 ? 'application/problem+json' : 'application/json';
    response.writeHead(reply.status, {
      ...(reply.body === undefined ? {} : { 'content-type': type }),
      ...reply.headers,
    });
    response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
  }
}

export function sessionFixture(): CitizenSession {
  return {
    token: 'token-of-the-spec',
    expiresAt: '2099-01-01T00:00:00.000Z',
    citizen: { id: 'citizen-1', maskedPhone: null },
  };
}

export function problem(status: number, code: string, zh: string, en: string): Reply {
  const body: ProblemBody = { type: `/problems/${code}`, status, code, title: zh, detail: zh, sentences: { zh, en } };
  return { status, body };
}
