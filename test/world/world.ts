import { readdirSync, statSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { type City, openCity } from '../../server/src/city.js';
import { rows, systemCaller } from '../../server/src/platform/index.js';
import { newEntrance } from '../../server/src/entrance.js';
import { type Server, buildServer } from '../../server/src/server.js';
import { testDialect } from '../support/scratch-database.js';
import { photoProgramForSpecs, writerProgramForSpecs } from '../support/writer-program.js';
import { type Answer, ApiCheck } from './checked-answers.js';
import { configOf, copyOfWorld } from './prepared.js';

type App = Server['app'];

export interface SendOptions {
  headers?: Record<string, string>;
  /** Instead of a JSON body. */
  payload?: string | Buffer;
}

/** The small standing city, served: every spec file has its own copy and may do to it what it likes. */
export interface World {
  city: City;
  app: App;
  /** Address it is served at. */
  base: string;
  /** As anybody. Every answer is compared with the API description. */
  ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: unknown, options?: SendOptions): Promise<Answer>;
  /** A public address over the wire: prepared bytes stand before the router. */
  get(url: string, headers?: Record<string, string>): Promise<Answer>;
  /** As a member of the cast: a demonstration sign-in by name. */
  as(name: string): Promise<World['ask']>;
  /** As a citizen with a phone of their own. */
  asCitizen(phone?: string): Promise<World['ask'] & { token: string }>;
  /** Rows in every table and bytes of every file of the data folder: equal before and after a refusal. */
  footprint(): Promise<Record<string, number>>;
  stop(): Promise<void>;
}

export async function startWorld(): Promise<World> {
  const copy = await copyOfWorld();
  const city = await openCity(configOf(copy));
  const server: Server = await buildServer(city, newEntrance(), writerProgramForSpecs(), photoProgramForSpecs());
  server.start();
  const { app } = server;
  await server.front.listen(0, '127.0.0.1');
  const base = `http://127.0.0.1:${server.front.port}`;
  const described = await app.inject({ method: 'GET', url: '/api/docs/openapi.json' });
  const check = new ApiCheck(described.json());
  const sessions = new Map<string, Promise<string>>();

  const send = async (
    headers: Record<string, string>,
    method: string,
    url: string,
    body: unknown,
    options: SendOptions = {},
  ) => {
    const response = (await app.inject({
      method: method as 'GET',
      url,
      ...(body === undefined ? {} : { payload: body as object }),
      ...options,
      headers: { ...headers, ...options.headers },
    })) as unknown as Answer;
    check.check(method, url, response);
    return response;
  };

  return {
    city,
    app,
    base,
    ask: (method, url, body, options) => send({}, method, url, body, options),
    get: async (url, headers = {}) => {
      const answer = await overTheWire(base, url, headers);
      check.check('GET', url, answer);
      return answer;
    },
    as: async (name) => {
      let cookie = sessions.get(name);
      if (!cookie) sessions.set(name, (cookie = signIn(app, name)));
      const headers = { cookie: await cookie, 'x-minsheng-request': '1' };
      return (method, url, body, options) => send(headers, method, url, body, options);
    },
    asCitizen: async (phone = '13800000001') => {
      const sent = await app.inject({ method: 'POST', url: '/api/phone-codes', payload: { phone } });
      const code = (sent.json() as { demonstrationCode: string }).demonstrationCode;
      const session = await app.inject({
        method: 'POST',
        url: '/api/citizen-sessions/phone',
        payload: { phone, code },
      });
      const { token } = session.json() as { token: string };
      const ask: World['ask'] = (method, url, body, options) =>
        send({ authorization: `Bearer ${token}` }, method, url, body, options);
      return Object.assign(ask, { token });
    },
    footprint: () => footprintOf(city),
    stop: async () => {
      await server.stop();
      await copy.remove();
    },
  };
}

function overTheWire(base: string, url: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(new URL(url, base), { headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const rawPayload = Buffer.concat(parts);
        const body = rawPayload.toString('utf8');
        resolve({
          statusCode: response.statusCode ?? 0,
          headers: response.headers,
          body,
          rawPayload,
          json: () => JSON.parse(body) as never,
        });
      });
    })
      .on('error', reject)
      .end();
  });
}

async function signIn(app: App, name: string): Promise<string> {
  const offered = await app.inject({ method: 'GET', url: '/api/demo/sign-ins' });
  const one = (offered.json() as { name: string; password: string; totp: string }[]).find(
    (entry) => entry.name === name,
  );
  if (!one) throw new Error(`the cast has no ${name}`);
  const response = await app.inject({
    method: 'POST',
    url: '/api/sessions',
    payload: { name, password: one.password, totp: one.totp },
  });
  if (response.statusCode !== 204) throw new Error(`${name} could not sign in: ${response.body}`);
  return String(response.headers['set-cookie']).split(';')[0] ?? '';
}

async function footprintOf(city: City): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  await city.works.read(systemCaller('spec'), async (work) => {
    const names = await rows<{ name: string }>(
      work,
      testDialect === 'postgres'
        ? `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`
        : `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
    );
    for (const { name } of names) {
      // What the timetable writes comes by itself, whenever a spec has moved the clock.
      const mine = name === 'ledger_entry' ? ` WHERE actor NOT LIKE 'system:timetable%'` : '';
      const [row] = await rows<{ n: number }>(work, `SELECT COUNT(*) AS n FROM ${name}${mine}`);
      counts[name] = Number(row?.n);
    }
  });
  // Sessions, the timetable's memory, what it holds for judgement and what follows from a limit that has passed come by
  // themselves.
  for (const moving of [
    'session',
    'timetable_run',
    'phone_code',
    'response_flag',
    'reaction_claim',
    'report_event',
    'inbox_message',
  ])
    delete counts[moving];
  for (const file of readdirSync(city.config.dataFolder, { recursive: true }) as string[]) {
    const at = path.join(city.config.dataFolder, file);
    // Written in the background whenever a public page has changed.
    if (statSync(at).isFile() && !/sqlite|public-bytes/.test(file)) counts[file] = statSync(at).size;
  }
  return counts;
}
