import { FrontDoor } from '../../server/src/platform/http/front-door.js';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type {
  CitizenSession,
  DemoSignIn,
  PhoneCodeSent,
  ProblemBody,
  StaffCredentials,
  StaffMember,
  StaffProfile,
} from '@minsheng/contracts';
import { appModule } from '../../server/src/app.module.js';
import { authenticationHook, makeCredentials, makeFirstAdministrator } from '../../server/src/identity/index.js';
import { fillSessionBook, lookForEnded } from '../../server/src/identity/fill-session-book.js';
import { endCitizenSession } from '../../server/src/identity/identity.queries.js';
import { tokenHash } from '../../server/src/identity/secrets.js';
import { sessionBookOf } from '../../server/src/identity/session-book.js';
import { placePhoneCode, signInByPhone } from '../../server/src/identity/sign-in-citizen.js';
import { smsByGateway } from '../../server/src/identity/sms.js';
import { shownCode } from '../../server/src/identity/totp.js';
import { findUnitsByCode } from '../../server/src/organisation/index.js';
import { buildApp } from '../../server/src/platform/http/build-app.js';
import { Lifeline } from '../../server/src/platform/http/lifeline.js';
import {
  type Config,
  PreparedBytes,
  Problem,
  anonymous,
  realNow,
  rows,
  systemCaller,
} from '../../server/src/platform/index.js';
import { codeOf } from '../support/answers.js';
import { type World, startWorld } from '../world/world.js';

/** An authenticator: the server's own library reads the address that a person would scan. */
const { URI } = createRequire(path.resolve(__dirname, '../../server/package.json'))('otpauth') as {
  URI: { parse(address: string): { secret: { bytes: Uint8Array; base32: string; hex: string } } };
};

let world: World;
let admin: World['ask'];
let unitId: string;
beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  unitId = await world.city.works.read(
    systemCaller('spec'),
    async (work) => (await findUnitsByCode(work, ['U04'])).get('U04')!.id,
  );
});
afterAll(() => world.stop());

const query = <Row>(sql: string, parameters: unknown[] = []) =>
  world.city.works.read(systemCaller('spec'), (work) => rows<Row>(work, sql, parameters));
const change = (sql: string, parameters: unknown[] = []) =>
  world.city.works.write(systemCaller('spec'), (work) => rows(work, sql, parameters));

interface Account extends StaffCredentials {
  /** The code of `steps` half-minutes from now. */
  code(steps?: number): string;
}
let serial = 0;
const withCodes = (credentials: StaffCredentials): Account => {
  const secret = Buffer.from(URI.parse(credentials.otpauthUri).secret.bytes);
  return {
    ...credentials,
    code: (steps = 0) => shownCode(secret, new Date(realNow().getTime() + steps * 30_000)).totp,
  };
};
/** A new person, made by the administrator as in an office. */
async function newPerson(role = 'UNIT_OFFICER'): Promise<Account> {
  const answer = await admin('POST', '/api/staff', {
    name: `person${++serial}`,
    displayName: `新人${serial}`,
    grants: [{ role, unitId }],
  });
  expect(answer.statusCode).toBe(201);
  return withCodes(answer.json<StaffCredentials>());
}
const signIn = (name: string, password: string, totp: string) =>
  world.ask('POST', '/api/sessions', { name, password, totp });
async function signedIn(person: Account, steps = 0): Promise<World['ask']> {
  const answer = await signIn(person.name, person.password, person.code(steps));
  expect(answer.statusCode).toBe(204);
  const headers = { cookie: String(answer.headers['set-cookie']).split(';')[0]!, 'x-minsheng-request': '1' };
  return (method, url, body, options) =>
    world.ask(method, url, body, { ...options, headers: { ...headers, ...options?.headers } });
}

describe('POST /api/sessions', () => {
  it('name, password and code together open a session in a cookie that no script and no other site reaches', async () => {
    const person = await newPerson();
    const answer = await signIn(person.name, person.password, person.code());
    expect(answer.statusCode).toBe(204);
    expect(String(answer.headers['set-cookie'])).toMatch(/^minsheng=p_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  it('the name may be typed in capitals or in full width', async () => {
    const person = await newPerson();
    expect((await signIn(` ${person.name.toUpperCase()}`, person.password, person.code())).statusCode).toBe(204);
  });

  it('whichever part is wrong, the answer is one and the same', async () => {
    const person = await newPerson();
    const wrong = String((Number(person.code()) + 1) % 1_000_000).padStart(6, '0');
    const suspended = await newPerson();
    await admin('PUT', `/api/staff/${suspended.id}/state`, { state: 'SUSPENDED' });
    const answers = [
      await signIn('nobody-at-all', person.password, person.code()),
      await signIn(person.name, 'Wrong-password-1', person.code()),
      await signIn(
        person.name,
        person.password,
        [wrong, '000000'].find((code) => ![-1, 0, 1].map(person.code).includes(code))!,
      ),
      await signIn(suspended.name, suspended.password, suspended.code()),
    ];
    const bodies = answers.map((answer) => ({ ...answer.json<ProblemBody>(), instance: '' }));
    expect(answers.map((answer) => answer.statusCode)).toEqual([401, 401, 401, 401]);
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    expect(bodies[0]?.code).toBe('identity.sign-in-refused');
  });

  it('a code opens once, and after it no earlier one', async () => {
    const person = await newPerson();
    // Of one instant: between two sign-ins the next half-minute may begin.
    const [used, before, after] = [0, -1, 1].map((steps) => person.code(steps)) as [string, string, string];
    const comingIn = async (totp: string) => (await signIn(person.name, person.password, totp)).statusCode;
    expect(await comingIn(used)).toBe(204);
    expect(await comingIn(used)).toBe(401);
    expect(await comingIn(before)).toBe(401);
    expect(await comingIn(after)).toBe(204);
  });

  it('of the same sign-in sent ten times at once, one comes in', async () => {
    const person = await newPerson();
    const code = person.code();
    const answers = await Promise.all(Array.from({ length: 10 }, () => signIn(person.name, person.password, code)));
    expect(answers.filter((answer) => answer.statusCode === 204)).toHaveLength(1);
  });

  it('after five refusals the name is locked, for the right password too; a name that nobody has locks alike', async () => {
    const person = await newPerson();
    for (const name of [person.name, 'nobody-of-that-name']) {
      for (let time = 1; time <= 5; time++)
        expect((await signIn(name, 'Wrong-password-1', '000000')).statusCode).toBe(401);
      const locked = await signIn(name, person.password, person.code());
      expect([locked.statusCode, codeOf(locked)]).toEqual([429, 'identity.locked-out']);
      expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0);
      expect(Number(locked.headers['retry-after'])).toBeLessThanOrEqual(60);
    }
  });

  it('guesses sent all at once are counted all the same', async () => {
    const person = await newPerson();
    await Promise.all(Array.from({ length: 12 }, () => signIn(person.name, 'Wrong-password-1', '000000')));
    const [row] = await query<{ failed_attempts: number }>('SELECT failed_attempts FROM person WHERE id = $1', [
      person.id,
    ]);
    expect(row?.failed_attempts).toBe(5);
  });

  it('a good sign-in wipes the count', async () => {
    const person = await newPerson();
    for (let time = 1; time <= 4; time++) await signIn(person.name, 'Wrong-password-1', '000000');
    await signedIn(person);
    const [row] = await query<{ failed_attempts: number }>('SELECT failed_attempts FROM person WHERE id = $1', [
      person.id,
    ]);
    expect(row?.failed_attempts).toBe(0);
  });

  it.each([
    ['a list for the name', { name: ['admin'], password: 'x', totp: '000000' }],
    ['an object for the password', { name: 'admin', password: { $gt: '' }, totp: '000000' }],
    ['five digits', { name: 'admin', password: 'x', totp: '00000' }],
    ['a number for the code', { name: 'admin', password: 'x', totp: 123456 }],
    ['an unknown field', { name: 'admin', password: 'x', totp: '000000', role: 'ADMIN' }],
    ['nothing', {}],
  ])('%s is refused before anything is looked up', async (_title, body) => {
    const before = await world.footprint();
    expect((await world.ask('POST', '/api/sessions', body)).statusCode).toBe(400);
    expect(await world.footprint()).toEqual(before);
  });

  it('the database and the ledger hold neither password nor token nor secret', async () => {
    const person = await newPerson();
    const answer = await signIn(person.name, person.password, person.code());
    const token = /minsheng=([^;]+)/.exec(String(answer.headers['set-cookie']))![1]!;
    const secret = URI.parse(person.otpauthUri).secret;
    const everything = JSON.stringify([
      await query('SELECT * FROM person'),
      await query('SELECT * FROM session'),
      await query('SELECT * FROM ledger_entry'),
    ]);
    for (const text of [
      person.password,
      token,
      secret.base32,
      secret.hex,
      Buffer.from(secret.bytes).toString('base64'),
    ])
      expect(everything).not.toContain(text);
  });
});

describe('the session', () => {
  it('says who one is, where, and what one may', async () => {
    const person = await newPerson('UNIT_LEADER');
    const ask = await signedIn(person);
    const profile = (await ask('GET', '/api/me')).json<StaffProfile>();
    expect(profile).toMatchObject({ name: person.name, grants: [{ role: 'UNIT_LEADER', unit: { id: unitId } }] });
    expect(profile.permissions).toEqual(
      expect.arrayContaining(['identity.own-account', 'identity.read-staff', 'organisation.assign-seat']),
    );
    expect(profile.permissions).not.toContain('identity.manage-staff');
  });

  it('ends by signing out, at once', async () => {
    const ask = await signedIn(await newPerson());
    expect((await ask('GET', '/api/me')).statusCode).toBe(200);
    const out = await ask('DELETE', '/api/sessions/current');
    expect([out.statusCode, String(out.headers['set-cookie'])]).toEqual([
      204,
      expect.stringMatching(/^minsheng=;.*(Max-Age=0|Expires=Thu, 01 Jan 1970)/),
    ]);
    expect((await ask('GET', '/api/me')).statusCode).toBe(401);
  });

  it.each([
    ['half an hour without use', `last_seen_at`, -30 * 60_000 - 1],
    ['twelve hours in any case', `expires_at`, -1],
  ])('ends after %s', async (_title, column, milliseconds) => {
    const person = await newPerson();
    const ask = await signedIn(person);
    await change(`UPDATE session SET ${column} = $1 WHERE person_id = $2`, [
      new Date(realNow().getTime() + milliseconds).toISOString(),
      person.id,
    ]);
    expect((await ask('GET', '/api/me')).statusCode).toBe(401);
  });

  it('use keeps it alive', async () => {
    const person = await newPerson();
    const ask = await signedIn(person);
    const earlier = new Date(realNow().getTime() - 20 * 60_000).toISOString();
    await change('UPDATE session SET last_seen_at = $1 WHERE person_id = $2', [earlier, person.id]);
    await ask('GET', '/api/me');
    // The touch queues behind; this write comes after it.
    await change('UPDATE person SET display_name = display_name WHERE id = $1', [person.id]);
    const [row] = await query<{ last_seen_at: string }>('SELECT last_seen_at FROM session WHERE person_id = $1', [
      person.id,
    ]);
    expect(row!.last_seen_at > earlier).toBe(true);
  });

  it('a business clock moved on by months signs nobody out', async () => {
    const ask = await signedIn(await newPerson());
    const { demoClock } = world.city;
    demoClock!.moveOnTo(new Date(demoClock!.now().getTime() + 90 * 86_400_000));
    expect((await ask('GET', '/api/me')).statusCode).toBe(200);
  });

  it('a token opens its own door only', async () => {
    const person = await newPerson();
    const cookie = /minsheng=([^;]+)/.exec(
      String((await signIn(person.name, person.password, person.code())).headers['set-cookie']),
    )![1]!;
    const citizen = await world.asCitizen('13900000001');
    const by = (headers: Record<string, string>) => world.ask('GET', '/api/me', undefined, { headers });
    expect((await by({ cookie: `minsheng=${cookie}` })).statusCode).toBe(200);
    expect((await by({ authorization: `Bearer ${cookie}` })).statusCode).toBe(401);
    expect((await by({ cookie: `__Host-minsheng=${cookie}` })).statusCode).toBe(401);
    expect((await by({ cookie: `minsheng=${citizen.token}` })).statusCode).toBe(401);
    expect((await by({ cookie: `minsheng=${cookie}`, authorization: 'Bearer nonsense' })).statusCode).toBe(401);
  });

  it('a console that is open in the same browser does not keep a citizen from signing in', async () => {
    const ask = await signedIn(await newPerson());
    const answer = await ask(
      'POST',
      '/api/phone-codes',
      { phone: '13900000002' },
      { headers: { 'x-minsheng-request': '' } },
    );
    expect(answer.statusCode).toBe(200);
  });

  it('a new password ends the other sessions and keeps this one', async () => {
    const person = await newPerson();
    const [here, there] = [await signedIn(person), await signedIn(person, 1)];
    const set = (currentPassword: string, newPassword: string) =>
      here('POST', '/api/me/password', { currentPassword, newPassword });
    expect(codeOf(await set('Wrong-password-1', 'My-new-secret-1'))).toBe('identity.sign-in-refused');
    expect(codeOf(await set(person.password, 'too-short-1A'.slice(0, 11)))).toBe('identity.password-too-weak');
    expect((await set(person.password, 'My-new-secret-1')).statusCode).toBe(204);
    expect([(await here('GET', '/api/me')).statusCode, (await there('GET', '/api/me')).statusCode]).toEqual([200, 401]);
  });
});

describe('staff and what they may do', () => {
  it('a role given or taken counts from the next request', async () => {
    const person = await newPerson();
    const ask = await signedIn(person);
    expect((await ask('GET', '/api/ledger')).statusCode).toBe(403);
    const granted = await admin('POST', `/api/staff/${person.id}/grants`, { role: 'AUDITOR', unitId });
    expect((await ask('GET', '/api/ledger')).statusCode).toBe(200);
    expect(codeOf(await admin('POST', `/api/staff/${person.id}/grants`, { role: 'AUDITOR', unitId }))).toBe(
      'identity.grant-held',
    );
    expect(
      (await admin('DELETE', `/api/staff/${person.id}/grants/${granted.json<{ id: string }>().id}`)).statusCode,
    ).toBe(204);
    expect((await ask('GET', '/api/ledger')).statusCode).toBe(403);
  });

  it('who is suspended is out at once and comes back when restored', async () => {
    const person = await newPerson();
    const ask = await signedIn(person);
    await ask('GET', '/api/me');
    expect((await admin('PUT', `/api/staff/${person.id}/state`, { state: 'SUSPENDED' })).statusCode).toBe(204);
    expect((await ask('GET', '/api/me')).statusCode).toBe(401);
    await admin('PUT', `/api/staff/${person.id}/state`, { state: 'ACTIVE' });
    await signedIn(person, 1);
  });

  it('a reset brings a new password and a new authenticator, lifts the lock, and ends the old', async () => {
    const person = await newPerson();
    const ask = await signedIn(person);
    for (let time = 1; time <= 5; time++) await signIn(person.name, 'Wrong-password-1', '000000');
    const fresh = withCodes((await admin('POST', `/api/staff/${person.id}/reset`)).json<StaffCredentials>());
    expect((await ask('GET', '/api/me')).statusCode).toBe(401);
    expect((await signIn(person.name, person.password, person.code(1))).statusCode).toBe(401);
    await signedIn(fresh, 1);
  });

  it('nobody changes the own rights, and the last administrator stays', async () => {
    const me = (await admin('GET', '/api/me')).json<StaffProfile>();
    const attempts = [
      await admin('POST', `/api/staff/${me.id}/grants`, { role: 'OFFICE_DIRECTOR', unitId }),
      await admin('POST', `/api/staff/${me.id}/reset`),
      await admin('PUT', `/api/staff/${me.id}/state`, { state: 'SUSPENDED' }),
    ];
    expect(attempts.map(codeOf)).toEqual(Array(3).fill('identity.own-rights'));
    const { changeStaffState } = await import('../../server/src/identity/manage-staff.js');
    const { findPerson } = await import('../../server/src/identity/identity.queries.js');
    const suspending = world.city.works.write(systemCaller('spec'), async (work) =>
      changeStaffState(work, (await findPerson(work, me.id))!, 'SUSPENDED'),
    );
    await expect(suspending).rejects.toMatchObject({ code: 'identity.last-administrator' });
  });

  it('names are unique whatever their case', async () => {
    const person = await newPerson();
    const again = await admin('POST', '/api/staff', {
      name: person.name.toUpperCase(),
      displayName: '另一人',
      grants: [],
    });
    expect([again.statusCode, codeOf(again)]).toEqual([409, 'identity.name-taken']);
  });

  it('a unit’s leader sees the people of the own unit, with their roles there and no others', async () => {
    const leader = await signedIn(await newPerson('UNIT_LEADER'));
    const seen = (await leader('GET', '/api/staff')).json<StaffMember[]>();
    expect(seen.length).toBeGreaterThan(1);
    expect(new Set(seen.flatMap((person) => person.grants.map((grant) => grant.unit.id)))).toEqual(new Set([unitId]));
    expect((await admin('GET', '/api/staff')).json<StaffMember[]>().length).toBeGreaterThan(seen.length);
  });

  it.each<[string, string, unknown, number]>([
    [
      'a role that is none',
      'POST /api/staff',
      { name: 'wrong1', displayName: '错', grants: [{ role: 'KING', unitId: 'x' }] },
      400,
    ],
    [
      'the role of a citizen',
      'POST /api/staff',
      { name: 'wrong1', displayName: '错', grants: [{ role: 'CITIZEN', unitId: 'x' }] },
      400,
    ],
    [
      'a unit that does not exist',
      'POST /api/staff',
      { name: 'wrong1', displayName: '错', grants: [{ role: 'AUDITOR', unitId: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }] },
      404,
    ],
    [
      'an object for the list of grants',
      'POST /api/staff',
      { name: 'wrong1', displayName: '错', grants: { role: 'AUDITOR' } },
      400,
    ],
    [
      'a password of the sender’s choice',
      'POST /api/staff',
      { name: 'wrong1', displayName: '错', grants: [], password: 'x' },
      400,
    ],
    ['a name with markup', 'POST /api/staff', { name: '<script>', displayName: '错', grants: [] }, 400],
    ['a person who does not exist', 'PUT /api/staff/01ARZ3NDEKTSV4RRFFQ69G5FAV/state', { state: 'SUSPENDED' }, 404],
    ['a state that is none', 'PUT /api/staff/01ARZ3NDEKTSV4RRFFQ69G5FAV/state', { state: 'DELETED' }, 400],
  ])('%s: refused, and nothing kept', async (_title, route, body, status) => {
    const before = await world.footprint();
    const [method, url] = route.split(' ') as ['POST' | 'PUT', string];
    expect((await admin(method, url, body)).statusCode).toBe(status);
    expect(await world.footprint()).toEqual(before);
  });

  it('only the administrator makes accounts', async () => {
    for (const name of ['heqing', 'auditor', 'chenggu']) {
      const ask = await world.as(name);
      expect((await ask('POST', '/api/staff', { name: 'x1', displayName: 'x', grants: [] })).statusCode).toBe(403);
    }
  });

  it('a first administrator is made in an empty city only', async () => {
    const credentials = await makeCredentials();
    const making = world.city.works.write(systemCaller('spec'), (work) =>
      makeFirstAdministrator(work, world.city.keys, {
        name: 'first',
        displayName: '首位',
        credentials,
        unit: { code: 'office', name: { zh: '办公室', en: 'Office' } },
      }),
    );
    await expect(making).rejects.toMatchObject({ code: 'identity.staff-exist' });
  });
});

describe('GET /api/demo/sign-ins', () => {
  it('lists the invented people with codes that work, and nobody real', async () => {
    const real = await newPerson();
    const list = (await world.ask('GET', '/api/demo/sign-ins')).json<DemoSignIn[]>();
    expect(list.map((one) => one.name)).toEqual(expect.arrayContaining(['admin', 'zhoumin']));
    expect(list.map((one) => one.name)).not.toContain(real.name);
    expect(list.every((one) => one.secondsLeft >= 1 && one.secondsLeft <= 30)).toBe(true);
    const lin = list.find((one) => one.name === 'lintao')!;
    expect((await signIn(lin.name, lin.password, lin.totp)).statusCode).toBe(204);
  });
});

describe('citizens by WeChat', () => {
  const by = (code: string) => world.ask('POST', '/api/citizen-sessions/wechat', { code });

  it('the same person is the same citizen, another is another, and no WeChat id is kept or shown', async () => {
    const [one, again, other] = [await by('wang.1'), await by('wang.2'), await by('li.1')].map((answer) =>
      answer.json<CitizenSession>(),
    );
    expect(again!.citizen).toEqual(one!.citizen);
    expect(other!.citizen.id).not.toBe(one!.citizen.id);
    expect(again!.token).not.toBe(one!.token);
    const [row] = await query<{ wechat_digest: string }>('SELECT wechat_digest FROM citizen WHERE id = $1', [
      one!.citizen.id,
    ]);
    expect(row!.wechat_digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('two first sign-ins at once make one citizen', async () => {
    const answers = await Promise.all(['zhao.1', 'zhao.2', 'zhao.3'].map(by));
    expect(new Set(answers.map((answer) => answer.json<CitizenSession>().citizen.id)).size).toBe(1);
  });

  it.each([
    ['code-invalid', 401, 'identity.wechat-code-invalid'],
    ['code-risk', 403, 'identity.wechat-risk'],
    ['code-quota', 429, 'identity.wechat-too-many'],
    ['code-busy', 503, 'platform.outside-trouble'],
    ['code-odd', 500, 'platform.broken-promise'],
  ])('%s: %i %s, and nobody new', async (code, status, problem) => {
    const before = await world.footprint();
    const answer = await by(code);
    expect([answer.statusCode, codeOf(answer)]).toEqual([status, problem]);
    expect(answer.body).not.toMatch(/errcode|secret/i);
    if (status === 429) expect(answer.headers['retry-after']).toBe('60');
    expect(await world.footprint()).toEqual(before);
  });

  it('reads the own profile, and a fourth sign-in ends the first', async () => {
    const sessions = [];
    for (const code of ['sun.1', 'sun.2', 'sun.3', 'sun.4']) sessions.push((await by(code)).json<CitizenSession>());
    const me = (session: CitizenSession) =>
      world.ask('GET', '/api/citizen/me', undefined, { headers: { authorization: `Bearer ${session.token}` } });
    expect((await me(sessions[3]!)).json()).toEqual({ id: sessions[0]!.citizen.id, maskedPhone: null });
    expect((await me(sessions[0]!)).statusCode).toBe(401);
    expect((await me(sessions[1]!)).statusCode).toBe(200);
  });

  it('signs out at once', async () => {
    const { token } = (await by('qian.1')).json<CitizenSession>();
    const headers = { authorization: `Bearer ${token}` };
    expect((await world.ask('DELETE', '/api/citizen-sessions/current', undefined, { headers })).statusCode).toBe(204);
    expect((await world.ask('GET', '/api/citizen/me', undefined, { headers })).statusCode).toBe(401);
  });

  it('whoever stands in the book is known by it; signed out on another server, until this one looks again', async () => {
    const { works } = world.city;
    const book = sessionBookOf(works);
    const { token, citizen } = (await by('zhou.1')).json<CitizenSession>();
    const hash = tokenHash(token);
    const me = () => world.ask('GET', '/api/citizen/me', undefined, { headers: { authorization: `Bearer ${token}` } });
    await fillSessionBook(works);
    await lookForEnded(works, realNow());
    expect(book.find(hash, realNow())).toBe(citizen.id);
    await works.write(anonymous, (work) => endCitizenSession(work, hash, realNow()));
    expect((await me()).statusCode).toBe(200);
    await lookForEnded(works, realNow());
    expect((await me()).statusCode).toBe(401);
    book.believeUntil(0);
  });

  it('a session that lay idle for a tenth of its time is written down as seen, and then held again', async () => {
    const { works } = world.city;
    const { token, citizen } = (await by('zhou.2')).json<CitizenSession>();
    const idleSince = new Date(realNow().getTime() - 2 * 86_400_000).toISOString();
    await change('UPDATE session SET last_seen_at = $1 WHERE token_hash = $2', [idleSince, tokenHash(token)]);
    await fillSessionBook(works);
    await lookForEnded(works, realNow());
    expect(sessionBookOf(works).find(tokenHash(token), realNow())).toBeNull();
    const headers = { authorization: `Bearer ${token}` };
    expect((await world.ask('GET', '/api/citizen/me', undefined, { headers })).statusCode).toBe(200);
    expect(sessionBookOf(works).find(tokenHash(token), realNow())).toBe(citizen.id);
    sessionBookOf(works).believeUntil(0);
  });
});

describe('citizens by phone code', () => {
  const ask = (phone: string) => world.ask('POST', '/api/phone-codes', { phone });
  const come = (phone: string, code: string) => world.ask('POST', '/api/citizen-sessions/phone', { phone, code });
  const codeFor = async (phone: string) => (await ask(phone)).json<PhoneCodeSent>().demonstrationCode!;

  it('the code lets in once; the number is kept masked only', async () => {
    const code = await codeFor('138 1111 2222');
    const session = (await come('13811112222', code)).json<CitizenSession>();
    expect(session.citizen.maskedPhone).toBe('138****2222');
    expect(codeOf(await come('13811112222', code))).toBe('identity.phone-code-wrong');
    const everything = JSON.stringify([
      await query('SELECT * FROM citizen'),
      await query('SELECT * FROM phone_code'),
      await query('SELECT * FROM ledger_entry'),
    ]);
    expect(everything).not.toContain('13811112222');
  });

  it('a code for one phone does not open another', async () => {
    await world.city.works.write(anonymous, async (work) => {
      await placePhoneCode(work, world.city.keys, { phone: '13811110001', code: '111111' }, realNow());
      await placePhoneCode(work, world.city.keys, { phone: '13811110002', code: '222222' }, realNow());
    });
    expect((await come('13811110001', '222222')).statusCode).toBe(401);
    expect((await come('13811110003', '111111')).statusCode).toBe(401);
    expect((await come('13811110001', '111111')).statusCode).toBe(201);
  });

  it('five wrong tries and the code is dead, also when they come at once', async () => {
    const code = await codeFor('13811110004');
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    const answers = await Promise.all(Array.from({ length: 5 }, () => come('13811110004', wrong)));
    expect(answers.map((answer) => answer.statusCode)).toEqual([401, 401, 401, 401, 401]);
    expect((await come('13811110004', code)).statusCode).toBe(401);
  });

  it('another code may be asked for after a minute, and the answer says when', async () => {
    const first = await ask('13811110005');
    expect(first.json<PhoneCodeSent>().retryAfterSeconds).toBe(60);
    const second = await ask('13811110005');
    expect([second.statusCode, codeOf(second)]).toEqual([429, 'identity.phone-code-too-soon']);
    expect(Number(second.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('ten codes a day for one phone, then the next day', async () => {
    const start = new Date('2026-12-20T00:00:00Z');
    const place = (minutes: number) =>
      world.city.works.write(anonymous, (work) =>
        placePhoneCode(
          work,
          world.city.keys,
          { phone: '13811110006', code: '123456' },
          new Date(start.getTime() + minutes * 60_000),
        ),
      );
    for (let minute = 0; minute < 10; minute++) expect((await place(minute)).kind).toBe('placed');
    expect(await place(10)).toEqual({ kind: 'too-soon', seconds: 86_400 - 600 });
    expect((await place(1440)).kind).toBe('placed');
    expect((await place(1441)).kind).toBe('placed');
  });

  it('a code is good for five minutes, to the second', async () => {
    const start = new Date('2026-12-21T00:00:00Z');
    const phone = '13811110007';
    const entering = (seconds: number) =>
      world.city.works.write(anonymous, async (work) => {
        await placePhoneCode(work, world.city.keys, { phone, code: '123456' }, start);
        return signInByPhone(
          work,
          world.city.keys,
          { phone, code: '123456' },
          new Date(start.getTime() + seconds * 1000),
        );
      });
    expect(await entering(300)).toBeNull();
    expect(await entering(299)).toMatchObject({ session: { citizen: { maskedPhone: '138****0007' } } });
  });

  it.each(['12811112222', '138', '', '+852 6123 4567'])('%j is no mobile number', async (phone) => {
    const before = await world.footprint();
    const answer = await ask(phone);
    expect([answer.statusCode, /phone-invalid|invalid-body/.test(codeOf(answer))]).toEqual([400, true]);
    expect(await world.footprint()).toEqual(before);
  });

  it.each([
    ['a list for the phone', '/api/phone-codes', { phone: ['13811112222'] }],
    ['an unknown field', '/api/phone-codes', { phone: '13811112222', code: '1' }],
    ['a code of letters', '/api/citizen-sessions/phone', { phone: '13811112222', code: 'abcdef' }],
    ['an object for the code', '/api/citizen-sessions/wechat', { code: { $ne: '' } }],
  ])('%s is refused', async (_title, url, body) => {
    expect((await world.ask('POST', url, body)).statusCode).toBe(400);
  });
});

describe('a city, on the same data', () => {
  let app: World['app'];
  let gateway: Awaited<ReturnType<typeof fakeGateway>>;
  beforeAll(async () => {
    gateway = await fakeGateway();
    const { works, keys, clock, config: demo } = world.city;
    const wechat = { appId: 'wx1', secret: 's1', baseAddress: 'https://api.weixin.qq.com' };
    const config: Config = {
      ...demo,
      mode: 'city',
      publicOrigin: 'https://ms.example.gov.cn',
      sms: { gateway: gateway.address },
      wechat,
    };
    const prepared = new PreparedBytes();
    const lifeline = new Lifeline();
    app = await buildApp({
      config,
      module: appModule({ config, clock, demoClock: null, keys, works, prepared, lifeline }),
      prepared,
      front: new FrontDoor(prepared),
      lifeline,
      authenticate: authenticationHook(works),
      hotRoutes: () => [],
    });
  });
  afterAll(async () => {
    await app.close();
    await gateway.close();
  });
  const post = (url: string, payload: object) => app.inject({ method: 'POST', url, payload });

  it('has no list of sign-ins, and its invented people stay outside', async () => {
    const [one] = (await world.ask('GET', '/api/demo/sign-ins')).json<DemoSignIn[]>();
    expect((await app.inject({ method: 'GET', url: '/api/demo/sign-ins' })).statusCode).toBe(404);
    const answer = await post('/api/sessions', { name: one!.name, password: one!.password, totp: one!.totp });
    expect([answer.statusCode, codeOf(answer)]).toEqual([401, 'identity.sign-in-refused']);
  });

  it('gives a cookie that only https carries and only this host can set; another door does not open with it', async () => {
    const person = await newPerson();
    const answer = await post('/api/sessions', { name: person.name, password: person.password, totp: person.code() });
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/^__Host-minsheng=h_[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    const token = /=([^;]+)/.exec(cookie)![1]!;
    const me = (name: string) => app.inject({ method: 'GET', url: '/api/me', headers: { cookie: `${name}=${token}` } });
    expect([(await me('__Host-minsheng')).statusCode, (await me('minsheng')).statusCode]).toEqual([200, 401]);
  });

  it('sends the code by text message and does not show it', async () => {
    const answer = await post('/api/phone-codes', { phone: '13811113333' });
    expect([answer.statusCode, answer.json()]).toEqual([200, { retryAfterSeconds: 60 }]);
    const [sent] = gateway.got as { phone: string; code: string; minutes: number }[];
    expect(sent).toEqual({ phone: '13811113333', code: expect.stringMatching(/^\d{6}$/), minutes: 5 });
    expect((await post('/api/citizen-sessions/phone', { phone: '13811113333', code: sent!.code })).statusCode).toBe(
      201,
    );
  });

  it('a message that could not be sent may be asked for again at once', async () => {
    gateway.answerWith(500);
    const failed = await post('/api/phone-codes', { phone: '13811114444' });
    expect([failed.statusCode, codeOf(failed)]).toEqual([503, 'platform.outside-trouble']);
    gateway.answerWith(200);
    expect((await post('/api/phone-codes', { phone: '13811114444' })).statusCode).toBe(200);
  });
});

describe('the text-message gateway', () => {
  it('anything but 2xx is outside trouble, and so is silence', async () => {
    const gateway = await fakeGateway();
    const sms = smsByGateway(gateway.address);
    await sms.send('13811112222', '123456');
    expect(gateway.got).toEqual([{ phone: '13811112222', code: '123456', minutes: 5 }]);
    for (const status of [302, 400, 500]) {
      gateway.answerWith(status);
      await expect(sms.send('13811112222', '123456')).rejects.toBeInstanceOf(Problem);
    }
    await gateway.close();
    await expect(sms.send('13811112222', '123456')).rejects.toMatchObject({ code: 'platform.outside-trouble' });
  });
});

/** A text-message gateway on this machine that remembers what it was given. */
async function fakeGateway() {
  const got: unknown[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      if (status === 200) got.push(JSON.parse(body));
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    got,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`,
    answerWith: (next: number) => void (status = next),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
