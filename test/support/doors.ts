import { deserialize } from 'node:v8';
import type { City } from '../../server/src/city.js';
import { demonstrationSignIns } from '../../server/src/identity/index.js';
import { rows, systemCaller } from '../../server/src/platform/index.js';
import type { Server } from '../../server/src/server.js';
import { type Answer, ApiCheck } from '../world/checked-answers.js';

/** Somebody at the door: a member of the staff, a citizen with a phone, or nobody. */
export type Ask = (method: 'GET' | 'POST' | 'PUT', url: string, body?: unknown) => Promise<Answer>;

/** The ways into a served city. Every answer is compared with the API description. */
export interface Doors {
  /** As nobody. */
  ask: Ask;
  /** As a member of the cast. */
  as(name: string): Ask;
  /** As the citizen whose session this is. */
  withToken(token: string): Ask;
  /** A code of this person's authenticator that has not been used. */
  code(name: string): Promise<string>;
  /** What the API description lets one read, with its parameters in braces. */
  readAddresses: readonly string[];
  /** Every public page and file as it is served now, by address. */
  publicFiles(): Map<string, string>;
}

const caller = systemCaller('spec');

export async function openDoors(
  { works, keys }: Pick<City, 'works' | 'keys'>,
  { app, prepared }: Pick<Server, 'app' | 'prepared'>,
): Promise<Doors> {
  const described = (await app.inject({ method: 'GET', url: '/api/docs/openapi.json' })).json<{
    paths: Record<string, Record<string, object>>;
  }>();
  const check = new ApiCheck(described);

  const askWith =
    (headersOf: () => Promise<Record<string, string>>): Ask =>
    async (method, url, body) => {
      const answer = (await app.inject({
        method,
        url,
        ...(body === undefined ? {} : { payload: body as object }),
        headers: await headersOf(),
      })) as unknown as Answer;
      check.check(method, url, answer);
      return answer;
    };

  const signInOf = async (name: string) => {
    // A code is good once; specs sign more often than every half minute.
    await works.write(caller, (work) => rows(work, 'UPDATE person SET last_totp_counter = 0 WHERE name = $1', [name]));
    const found = (await works.read(caller, (work) => demonstrationSignIns(work, keys))).find(
      (one) => one.name === name,
    );
    if (!found) throw new Error(`the cast has no ${name}`);
    return found;
  };
  const signIn = async (name: string): Promise<string> => {
    const { password, totp } = await signInOf(name);
    const answer = await app.inject({ method: 'POST', url: '/api/sessions', payload: { name, password, totp } });
    if (answer.statusCode !== 204) throw new Error(`${name} could not sign in: ${answer.body}`);
    return String(answer.headers['set-cookie']).split(';')[0] ?? '';
  };
  const sessions = new Map<string, Promise<string>>();
  const sessionOf = (name: string): Promise<string> => {
    const session = sessions.get(name) ?? signIn(name);
    sessions.set(name, session);
    return session;
  };

  return {
    ask: askWith(async () => ({})),
    as: (name) => askWith(async () => ({ cookie: await sessionOf(name), 'x-minsheng-request': '1' })),
    withToken: (token) => askWith(async () => ({ authorization: `Bearer ${token}` })),
    code: async (name) => {
      // Signing in uses a code too.
      await sessionOf(name);
      return (await signInOf(name)).totp;
    },
    readAddresses: Object.keys(described.paths).filter((address) => described.paths[address]?.get !== undefined),
    publicFiles: () => {
      const { files } = deserialize(prepared.snapshot()) as { files: [string, { identity: Buffer }][] };
      return new Map(files.map(([address, { identity }]) => [address, Buffer.from(identity).toString('utf8')]));
    },
  };
}
