import type { ReleaseDraftView, ResponseReceipt } from '@minsheng/contracts';
import { idText, systemCaller } from '../../server/src/platform/index.js';
import { personKey, receiptOf } from '../../server/src/polls/fieldwork/slot.js';
import { findNewestRanking, findNewestWeightSet } from '../../server/src/polls/polls.queries.js';
import { must } from '../support/answers.js';
import { type Ask, type LiveWorld, interviewOf, startLiveWorld, submissionOf } from '../support/live-world.js';

/** Scoring, signing and rendering a release take seconds, and on a busy machine many. */
jest.setTimeout(180_000);

let world: LiveWorld;
/** What the other citizens wrote; open answers are never published as given. */
const wish = '希望多几盏路灯';
/** Everybody who may not know a score before its release. */
let readers: [string, Ask][];
/** Ids of citizens who have answered; one of them is among the readers. */
const citizens: { id: string; receipt: string }[] = [];

type Bodies = Map<string, string>;

/** Everything that this reader can ask for: every address of the API description, with every id there is to try. */
async function crawl(name: string, ask: Ask): Promise<Bodies> {
  const ids = (
    await world.look<{ id: string }>(
      `SELECT id FROM poll UNION ALL SELECT id FROM release UNION ALL SELECT id FROM release_draft
       UNION ALL SELECT id FROM unit WHERE code IN ('U04', 'A1') UNION ALL SELECT id FROM person WHERE name = 'zhoumin'`,
    )
  ).map(({ id }) => id);
  const bodies: Bodies = new Map();
  for (const address of world.readAddresses) {
    // Prepared files are read from where they lie, all of them.
    if (!address.startsWith('/api/') || address === '/api/demo/sign-ins') continue;
    const urls = address.includes('{') ? ids.map((id) => address.replace(/\{[^}]+\}/g, id)) : [address];
    for (const url of urls) bodies.set(`${name} ${url}`, (await ask('GET', url)).body);
  }
  return bodies;
}

async function everything(): Promise<Bodies> {
  const all: Bodies = new Map();
  for (const [name, ask] of readers) for (const [url, body] of await crawl(name, ask)) all.set(url, body);
  for (const [url, body] of world.publicFiles()) all.set(`public ${url}`, body);
  return all;
}

const numbersIn = (text: string): string[] => text.match(/\d+\.\d{2,}/g) ?? [];

/** Every number with two decimals or more that stands anywhere in a value. */
function numbersOf(value: unknown): Set<string> {
  return new Set(numbersIn(JSON.stringify(value)));
}

/** Where one of these numbers stands, as a number of its own and not as a part of another. */
function places(bodies: Bodies, marks: ReadonlySet<string>): string[] {
  return [...bodies].flatMap(([where, body]) => {
    const found = numbersIn(body).filter((number) => marks.has(number));
    return found.length > 0 ? [`${where}: ${[...new Set(found)].slice(0, 3).join(', ')}`] : [];
  });
}

const windowLength = 12;

/** Where one of these texts stands; each is at least twelve characters long. */
function placesOfTexts(bodies: Bodies, needles: readonly string[]): string[] {
  const byStart = new Map<string, string[]>();
  /** Most places are passed by their first three characters alone. */
  const starts = new Uint8Array(1 << 16);
  const startAt = (text: string, at: number): number =>
    ((text.charCodeAt(at) * 41 + text.charCodeAt(at + 1)) * 41 + text.charCodeAt(at + 2)) & 0xffff;
  for (const needle of needles) {
    if (needle.length < windowLength) throw new Error(`too short to look for: ${needle}`);
    const start = needle.slice(0, windowLength);
    byStart.set(start, [...(byStart.get(start) ?? []), needle]);
    starts[startAt(needle, 0)] = 1;
  }
  return [...bodies].flatMap(([where, body]) => {
    const found = new Set<string>();
    for (let at = 0; at + windowLength <= body.length; at++) {
      if (starts[startAt(body, at)] === 0) continue;
      for (const needle of byStart.get(body.slice(at, at + windowLength)) ?? []) {
        if (body.startsWith(needle, at)) found.add(needle);
      }
    }
    return found.size > 0 ? [`${where}: ${[...found].slice(0, 3).join(', ')}`] : [];
  });
}

/** However bytes may be written down: hex, base64 of both alphabets, a list of numbers, an id. */
function written(bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes);
  // Whole groups of three, so that what follows does not change the text.
  const whole = buffer.subarray(0, Math.floor(buffer.length / 3) * 3);
  return [
    buffer.toString('hex'),
    buffer.toString('hex').toUpperCase(),
    whole.toString('base64'),
    whole.toString('base64url'),
    [...buffer].join(','),
    ...(buffer.length === 16 ? [idText(buffer)] : []),
  ];
}

/** All that tells whose an answer is: salts, keys, slots, receipts, citizens. `own`: of the citizen who reads. */
async function secrets(own: (typeof citizens)[number]): Promise<string[]> {
  const { id, number } = world.poll;
  const salts = await world.look<{ salt: Uint8Array }>('SELECT salt FROM poll_salt WHERE poll_id = $1', [id]);
  const rows = await world.look<{ id: Uint8Array; origin: Uint8Array }>(
    'SELECT id, origin FROM response WHERE poll = $1',
    [number],
  );
  const people = await world.look<{ id: string }>('SELECT id FROM citizen');
  const keys = salts.flatMap(({ salt }) => people.map((person) => personKey(salt, person.id)));
  return [
    ...salts.flatMap(({ salt }) => written(salt)),
    ...keys.flatMap(written),
    ...rows.flatMap((row) => {
      const slot = Buffer.from(row.id);
      const isPerson = slot.length === 11;
      return [...written(isPerson ? slot.subarray(0, 10) : slot), ...(isPerson ? [receiptOf(row.origin)] : [])];
    }),
    ...people.map((person) => person.id),
    ...citizens.map(({ receipt }) => receipt),
  ].filter((secret) => secret !== own.id && secret !== own.receipt);
}

let marks: Set<string>;
let own: (typeof citizens)[number];

beforeAll(async () => {
  world = await startLiveWorld();
  const asks: Ask[] = [];
  for (const phone of ['13600000001', '13600000002', '13600000003']) {
    const ask = await world.citizen(phone);
    const sheet = submissionOf(world.poll.plan, {
      says: (item) => item % 3,
      open: asks.length > 0 ? wish : '我自己的话',
    });
    const { receipt } = await must<ResponseReceipt>(ask('POST', `/api/polls/${world.poll.id}/responses`, sheet));
    citizens.push({ id: ask.id, receipt });
    asks.push(ask);
  }
  await world.upload(world.poll, [interviewOf(world.poll.plan), interviewOf(world.poll.plan, { area: 'A2' })]);
  own = citizens[0] as (typeof citizens)[number];
  readers = [
    ['anonymous', world.ask],
    ['citizen', asks[0] as Ask],
    ...['chenggu', 'landong', 'luyao', 'admin', 'interviewer'].map((name): [string, Ask] => [name, world.as(name)]),
  ];
  // What may be known is known already: numbers of the plan, of the last release, of the fieldwork.
  await world.travel('2026-12-20T15:00:00.000Z');
  const before = await everything();
  await world.travel('2026-12-21T16:00:01.000Z');
  const cleaning = await everything();
  // Without any the pages of cleaning would have nothing to let out.
  const held = await must<object[]>(world.as('zhoumin')('GET', `/api/polls/${world.poll.id}/held`));
  expect(held.length).toBeGreaterThan(0);
  await world.score(world.poll, 'EXCLUDED');
  const { ranking, weights } = await world.city.works.read(systemCaller('spec'), async (work) => ({
    ranking: await findNewestRanking(work, world.poll.id),
    weights: await findNewestWeightSet(work, world.poll.id),
  }));
  const live = weights?.report.live;
  const known = new Set([...before.values(), ...cleaning.values()].flatMap(numbersIn));
  marks = new Set(
    [...numbersOf([ranking?.result.groups, ranking?.inputs, live?.sensitivity, live?.alternatives])].filter(
      (number) => !known.has(number),
    ),
  );
});
afterAll(() => world.stop());

describe('the search itself', () => {
  it('knows hundreds of numbers to look for, scores of two decimals among them', () => {
    expect(marks.size).toBeGreaterThan(300);
    expect([...marks].filter((mark) => /^\d\d\.\d\d$/.test(mark)).length).toBeGreaterThan(20);
  });

  it('finds a score and a key that were planted', () => {
    const [mark] = [...marks].filter((one) => /^\d\d\.\d\d$/.test(one));
    const planted = new Map([['somewhere', `{"score":"${mark}","interval":["1${mark}","${mark}1"]}`]]);
    expect(places(planted, marks)).toEqual([`somewhere: ${mark}`]);
    const key = Buffer.from('00112233445566778899', 'hex');
    for (const form of written(key))
      expect(placesOfTexts(new Map([['there', `{"who":"${form}7f"}`]]), written(key))).toHaveLength(1);
  });

  it('finds the scores where they may be read', async () => {
    const found = places(await crawl('auditor', world.as('auditor')), marks);
    for (const path of ['ranking', 'review'])
      expect(found.some((place) => place.startsWith(`auditor /api/polls/${world.poll.id}/${path}:`))).toBe(true);
  });

  it('reads what there is to read', async () => {
    const bodies = await crawl('luyao', world.as('luyao'));
    const at = `luyao /api/polls/${world.poll.id}`;
    for (const path of ['fieldwork', 'held', 'plan'])
      expect(bodies.get(`${at}/${path}`)).toContain(path === 'held' ? 'EXCLUDED' : world.poll.id);
    expect(bodies.get('luyao /api/ledger')).toContain('polls.scored');
  });
});

describe('BR-03, INV-12: before its release no payload carries a score', () => {
  it('while it is scored and not yet sealed', async () => expect(places(await everything(), marks)).toEqual([]));

  it('nor does a refusal, a list of answers, or the ledger of the whole city', async () => {
    const entries = await world.look<{ action: string; payload: string }>('SELECT action, payload FROM ledger_entry');
    expect(entries.some(({ action }) => action === 'polls.scored')).toBe(true);
    expect(places(new Map(entries.map(({ action, payload }, at) => [`${at} ${action}`, payload])), marks)).toEqual([]);
  });

  it('after the seal, and under embargo', async () => {
    const at = `/api/polls/${world.poll.id}`;
    await must(world.as('zhoumin')('POST', `${at}/sign`, { totp: await world.code('zhoumin') }));
    await must(world.as('lintao')('POST', `${at}/seal`, { totp: await world.code('lintao') }));
    expect(places(await everything(), marks)).toEqual([]);
    const clerk = world.as('luyao');
    const draft = await must<ReleaseDraftView>(clerk('POST', '/api/releases', { pollId: world.poll.id }));
    for (const name of ['lintao', 'heqing'])
      await must(world.as(name)('POST', `/api/releases/${draft.id}/sign`, { totp: await world.code(name) }));
    await must(clerk('POST', `/api/releases/${draft.id}/schedule`));
    expect(places(await everything(), marks)).toEqual([]);
  });
});

describe('INV-12: nothing tells whose an answer is', () => {
  /** A citizen may stand in the ledger as one who signed in; an answer's keys, slots and receipts may not. */
  const told = async (bodies: Bodies): Promise<string[]> => {
    const people = new Set((await world.look<{ id: string }>('SELECT id FROM citizen')).map(({ id }) => id));
    const all = await secrets(own);
    const isLedger = (where: string): boolean => where.endsWith('/api/ledger');
    return [
      ...placesOfTexts(new Map([...bodies].filter(([where]) => !isLedger(where))), all),
      ...placesOfTexts(
        new Map([...bodies].filter(([where]) => isLedger(where))),
        all.filter((secret) => !people.has(secret)),
      ),
    ];
  };

  it('to any reader, before the release', async () => expect(await told(await everything())).toEqual([]));

  it('to those who sign and audit', async () => {
    const found: string[] = [];
    for (const name of ['zhoumin', 'lintao', 'heqing', 'auditor'])
      found.push(...(await told(await crawl(name, world.as(name)))));
    expect(found).toEqual([]);
  });

  it('to any reader, nor in any public file, after the release', async () => {
    world.clock.set('2026-12-27T01:00:00.000Z');
    const isOut = () =>
      [...world.publicFiles()].some(
        ([address, body]) => address.startsWith('/v1/releases/') && body.includes(world.poll.id),
      );
    for (let tries = 0; tries < 600 && !isOut(); tries++) await new Promise((resolve) => setTimeout(resolve, 100));
    const bodies = await everything();
    // Now the scores are everybody's: the search sees the files it looks through.
    expect(places(bodies, marks).some((place) => place.startsWith('public /releases/'))).toBe(true);
    expect(await told(bodies)).toEqual([]);
    for (const body of bodies.values()) expect(body).not.toContain(wish);
  });

  it('in the ledger, with whatever was written down on the way', async () => {
    const entries = await world.look<{ action: string; payload: string; subject: string; actor: string }>(
      'SELECT action, payload, subject, actor FROM ledger_entry',
    );
    const bodies = entries.map((entry, at): [string, string] => [`${at} ${entry.action}`, JSON.stringify(entry)]);
    expect(await told(new Map(bodies.map(([where, body]) => [`${where} /api/ledger`, body])))).toEqual([]);
    const people = await world.look<{ id: string }>('SELECT id FROM citizen');
    const ofPolls = new Map(bodies.filter(([where]) => / polls\.| writer\./.test(where)));
    expect(
      placesOfTexts(
        ofPolls,
        people.map(({ id }) => id),
      ),
    ).toEqual([]);
  });

  it('in the log, which hears of every refusal', async () => {
    const ask = readers[1]?.[1] as Ask;
    await ask('POST', `/api/polls/${world.poll.id}/responses`, submissionOf(world.poll.plan));
    world.logger.error({ err: new Error(`planted ${own.receipt}`) }, 'planted');
    const bodies = new Map(world.log.map((line, at) => [`line ${at}`, line]));
    expect(placesOfTexts(bodies, [own.receipt])).toHaveLength(1);
    expect(placesOfTexts(bodies, await secrets(own))).toEqual([]);
    expect(places(bodies, marks)).toEqual([]);
  });
});
