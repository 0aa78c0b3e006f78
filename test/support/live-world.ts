import { deserialize } from 'node:v8';
import type { InterviewSubmission, PollPlan, ResponseSubmission } from '@minsheng/contracts';
import { type City, openCity } from '../../server/src/city.js';
import { newEntrance } from '../../server/src/entrance.js';
import { createStaff, demonstrationSignIns, makeCredentials } from '../../server/src/identity/index.js';
import { findUnitsByCode } from '../../server/src/organisation/index.js';
import { FixedClock, Works, newId, rows, systemCaller } from '../../server/src/platform/index.js';
import { type FieldBook, fieldBookOf } from '../../server/src/polls/fieldwork/field-book.js';
import { type AtomSums, differences, keptSums, rebuiltSums } from '../../server/src/polls/fieldwork/rebuild-sums.js';
import { advancePolls, findPlan, findPoll, openPollsOf } from '../../server/src/polls/index.js';
import { planHash, pollColumnsOf } from '../../server/src/polls/plan/plan.queries.js';
import { PollPlanRow, PollSalt } from '../../server/src/polls/plan/poll-plan.entity.js';
import { Poll, type PollId } from '../../server/src/polls/poll.entity.js';
import { buildServer } from '../../server/src/server.js';
import { type Answer, ApiCheck } from '../world/checked-answers.js';
import { configOf, copyOfWorld } from '../world/prepared.js';
import { dice } from './dice.js';
import { writerProgramForSpecs } from './writer-program.js';

type Method = 'GET' | 'POST' | 'PUT';

/** Somebody at the door: a member of the staff, a citizen with a phone, or nobody. */
export type Ask = (method: Method, url: string, body?: unknown) => Promise<Answer>;

/** A poll of the standing city, with its plan made ready. */
export interface LivePoll {
  id: string;
  number: number;
  plan: PollPlan;
  book: FieldBook;
}

/** What a copy of the open poll differs in; instants as ISO 8601. */
export interface CopyChange {
  calendar?: Partial<PollPlan['calendar']>;
  plan?: (plan: PollPlan) => Partial<PollPlan>;
  stage?: Poll['stage'];
}

/** The standing city with its poll in the field, served, on a business clock that stands still until it is set. */
export interface LiveWorld {
  city: City;
  clock: FixedClock;
  /** The city's own poll, in the field from 11 to 20 December 2026. */
  poll: LivePoll;
  ask: Ask;
  /** As a member of the cast; `interviewer` goes everywhere, `a1interviewer` has area A1 only. */
  as(name: string): Ask;
  /** As the citizen who owns this phone. */
  citizen(phone: string): Promise<Ask & { id: string }>;
  /** A code of this person's authenticator that has not been used. */
  code(name: string): Promise<string>;
  /** Another poll with the same questions and a salt of its own, its plan public from the start. */
  copyOfPoll(change?: CopyChange): Promise<LivePoll>;
  /** Uploads by `interviewer`, a hundred at a time; every one must be received. */
  upload(poll: LivePoll, interviews: readonly InterviewSubmission[]): Promise<void>;
  /** Writes down what the clock has decided. */
  advance(): Promise<void>;
  /** Through simulated days of fieldwork to a business instant. */
  travel(to: string): Promise<void>;
  sums(poll: LivePoll): Promise<AtomSums[]>;
  /** Where the sums differ from a rebuild out of the answers; nowhere when all is well. */
  sumFaults(poll: LivePoll): Promise<string[]>;
  /** Every public page and file as it is served now, by address. */
  publicFiles(): Map<string, string>;
  /** Lines of the log so far, of every level, and what writes them. */
  log: readonly string[];
  logger: { error(what: object, words: string): void };
  /** What the API description names, with its parameters in braces. */
  readAddresses: readonly string[];
  /** Rows of a query, for looking behind the doors. */
  look<Row>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
}

const caller = systemCaller('spec');

/** @param now business instant (UTC) at which it stands */
export async function startLiveWorld(now = '2026-12-14T02:00:00.000Z'): Promise<LiveWorld> {
  const copy = await copyOfWorld();
  const opened = await openCity(configOf(copy));
  // Interviewers have their role before the first window of any spec.
  const clock = new FixedClock(new Date('2026-11-26T02:00:00.000Z'));
  const works = new Works(opened.database, clock);
  const city: City = { ...opened, clock, works };
  const { keys } = city;
  await addInterviewers(city);
  clock.set(now);
  const server = await buildServer(city, newEntrance(), writerProgramForSpecs());
  const { app } = server;
  const described = (await app.inject({ method: 'GET', url: '/api/docs/openapi.json' })).json<{
    paths: Record<string, Record<string, object>>;
  }>();
  const check = new ApiCheck(described);
  const logger = app.getHttpAdapter().getInstance().log;
  const log = listenToLog(logger);

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
  const sessions = new Map<string, Promise<string>>();
  const signIn = async (name: string): Promise<string> => {
    const { password, totp } = await signInOf(name);
    const answer = await app.inject({ method: 'POST', url: '/api/sessions', payload: { name, password, totp } });
    if (answer.statusCode !== 204) throw new Error(`${name} could not sign in: ${answer.body}`);
    return String(answer.headers['set-cookie']).split(';')[0] ?? '';
  };
  const sessionOf = (name: string): Promise<string> => {
    const session = sessions.get(name) ?? signIn(name);
    sessions.set(name, session);
    return session;
  };
  const as = (name: string): Ask => askWith(async () => ({ cookie: await sessionOf(name), 'x-minsheng-request': '1' }));

  const livePoll = async (id: string): Promise<LivePoll> => {
    const found = await works.read(caller, (work) => findPoll(work, id));
    const plan = await works.read(caller, (work) => findPlan(work, id));
    if (!found || !plan) throw new Error(`there is no poll ${id}`);
    return { id, number: found.number, plan: plan.document, book: fieldBookOf(plan.document) };
  };
  const look: LiveWorld['look'] = (sql, parameters = []) => works.read(caller, (work) => rows(work, sql, parameters));
  const [standing] = await look<{ id: string }>(`SELECT id FROM poll WHERE kind = 'REGULAR'`);
  if (!standing) throw new Error('the city has no poll of its own');
  const poll = await livePoll(standing.id);
  const original = await works.read(caller, (work) => findPoll(work, poll.id));
  const row = await works.read(caller, (work) => findPlan(work, poll.id));
  if (!original || !row) throw new Error('the city’s poll has no plan');

  return {
    city,
    clock,
    poll,
    ask: askWith(async () => ({})),
    as,
    citizen: async (phone) => {
      const sent = await app.inject({ method: 'POST', url: '/api/phone-codes', payload: { phone } });
      const { demonstrationCode } = sent.json<{ demonstrationCode: string }>();
      const session = await app.inject({
        method: 'POST',
        url: '/api/citizen-sessions/phone',
        payload: { phone, code: demonstrationCode },
      });
      if (session.statusCode >= 300) throw new Error(`${phone} could not sign in: ${session.body}`);
      const { token } = session.json<{ token: string }>();
      const [newest] = await look<{ id: string }>('SELECT id FROM citizen ORDER BY id DESC LIMIT 1');
      return Object.assign(
        askWith(async () => ({ authorization: `Bearer ${token}` })),
        { id: newest?.id ?? '' },
      );
    },
    code: async (name) => {
      // Signing in uses a code too.
      await sessionOf(name);
      return (await signInOf(name)).totp;
    },
    copyOfPoll: async ({ calendar = {}, plan = () => ({}), stage = 'PLAN_PUBLIC' } = {}) => {
      const id = newId<PollId>();
      const isPublic = !['DRAFT', 'PLAN_REVIEW', 'PLAN_APPROVED'].includes(stage);
      await works.write(caller, async (work) => {
        const [highest] = await rows<{ n: number }>(work, 'SELECT MAX(number) AS n FROM poll');
        const document: PollPlan = {
          ...row.document,
          ...plan(row.document),
          pollId: id,
          kind: 'ADHOC',
          // Nobody's answers to it are simulated.
          isDemonstration: false,
          calendar: { ...row.document.calendar, ...calendar },
        };
        await work.tx.insert(Poll, {
          ...original,
          ...pollColumnsOf(document),
          id,
          number: Number(highest?.n) + 1,
          kind: 'ADHOC',
          stage: 'PLAN_PUBLIC',
        } as never);
        await work.tx.insert(PollPlanRow, {
          ...row,
          pollId: id,
          document: document as never,
          hash: planHash(document),
          publishedAt: isPublic ? row.publishedAt : null,
        });
        if (isPublic) await work.tx.insert(PollSalt, { pollId: id, salt: Buffer.from(id.padEnd(32, '-')) });
        // A sealed poll would not take its plan any more.
        await rows(work, 'UPDATE poll SET stage = $1 WHERE id = $2', [stage, id]);
      });
      await openPollsOf(works).refresh();
      return livePoll(id);
    },
    upload: async (to, interviews) => {
      const interviewer = as('interviewer');
      for (let from = 0; from < interviews.length; from += 100) {
        const some = interviews.slice(from, from + 100);
        const answer = await interviewer('POST', `/api/polls/${to.id}/interviews`, { interviews: some });
        const outcomes = answer.json<{ outcome: string }[]>();
        if (answer.statusCode !== 200 || outcomes.some(({ outcome }) => outcome !== 'received'))
          throw new Error(`interviews were not received: ${answer.body.slice(0, 300)}`);
      }
    },
    advance: () => advancePolls(works, caller, clock.now()),
    travel: async (to) => {
      await city.demoClock?.travelTo(new Date(to));
      clock.set(to);
      await advancePolls(works, caller, clock.now());
    },
    sums: ({ number }) => keptSums(works, caller, number),
    sumFaults: async ({ number, book }) =>
      differences(
        await keptSums(works, caller, number),
        await rebuiltSums(works, caller, { number, fieldworkFrom: book.from }, book),
      ),
    publicFiles: () => {
      const { files } = deserialize(server.prepared.snapshot()) as { files: [string, { identity: Buffer }][] };
      return new Map(files.map(([address, { identity }]) => [address, Buffer.from(identity).toString('utf8')]));
    },
    log,
    logger,
    readAddresses: Object.keys(described.paths).filter((address) => described.paths[address]?.get !== undefined),
    look,
    stop: async () => {
      await server.stop();
      await copy.remove();
    },
  };
}

/** The logger writes to a stream of its own, not to the process's: it is written to a list instead. */
export function listenToLog(logger: object): string[] {
  const lines: string[] = [];
  for (let at: object | null = logger; at; at = Object.getPrototypeOf(at) as object | null) {
    const symbol = Object.getOwnPropertySymbols(at).find(({ description }) => description === 'pino.stream');
    if (!symbol) continue;
    Object.assign(logger, { level: 'trace' });
    Object.assign((at as Record<symbol, object>)[symbol] as object, { write: (line: string) => lines.push(line) });
    return lines;
  }
  throw new Error('the logger has no stream');
}

async function addInterviewers(city: City): Promise<void> {
  const credentials = await makeCredentials('interviewer-Demo-2026');
  await city.works.write(caller, async (work) => {
    const units = [...(await findUnitsByCode(work, ['office', 'A1'])).values()];
    for (const [name, unit] of [
      ['interviewer', 'office'],
      ['a1interviewer', 'A1'],
    ] as const) {
      const unitId = units.find(({ code }) => code === unit)?.id ?? '';
      const grants = [{ role: 'INTERVIEWER' as const, unitId }];
      await createStaff(work, city.keys, { name, displayName: name, credentials, grants, isDemonstration: true });
    }
  });
}

/** Who answers, and what: by default a man of 35 to 59 in area A1, satisfied with everything. */
export interface Respondent {
  area?: string;
  sex?: string;
  age?: string;
  staffOf?: string;
  /** Level index (0 the best) or a missing code of each satisfaction item. */
  says?: (item: number) => number | 'dontKnow' | 'refused';
  open?: string;
}

/** A whole answer sheet for the plan's questionnaire. */
export function answersOf({ questionnaire }: PollPlan, who: Respondent = {}): Record<string, string> {
  const singles: Record<string, string> = {
    area: who.area ?? 'A1',
    sex: who.sex ?? 'male',
    age: who.age ?? '35-59',
    staffOf: who.staffOf ?? 'none',
  };
  const answers: Record<string, string> = {};
  let number = 0;
  for (const item of questionnaire.items) {
    if (item.type === 'single') answers[item.code] = singles[item.code] ?? item.options[0]?.code ?? '';
    else if (item.type === 'satisfaction') {
      const said = (who.says ?? (() => 1))(number);
      number += 1;
      answers[item.code] = typeof said === 'number' ? (questionnaire.levels[said]?.code ?? '') : said;
    } else if (who.open !== undefined) answers[item.code] = who.open;
  }
  return answers;
}

export function submissionOf(
  plan: PollPlan,
  who: Respondent = {},
  change: Partial<ResponseSubmission> = {},
): ResponseSubmission {
  return { id: newId(), replaces: null, seconds: 120, answers: answersOf(plan, who), ...change };
}

export function interviewOf(
  plan: PollPlan,
  who: Respondent = {},
  change: Partial<InterviewSubmission> = {},
): InterviewSubmission {
  const area = who.area ?? 'A1';
  const site = plan.sites.find((one) => one.area === area)?.code ?? '';
  const answeredAt = new Date(Date.parse(plan.calendar.fieldworkFrom) + 10 * 3_600_000).toISOString();
  return { id: newId(), site, answeredAt, seconds: 150, answers: answersOf(plan, who), ...change };
}

/** Interviews of people of all kinds, the sites of each area in turn; the n-th area is a little less content than the one before. */
export function manyInterviews(
  plan: PollPlan,
  byArea: Readonly<Record<string, number>>,
  seed = 7,
): InterviewSubmission[] {
  const random = dice(seed);
  const sexes = ['male', 'female'];
  const ages = ['18-34', '35-59', '60-plus'];
  return Object.entries(byArea).flatMap(([area, count], place) => {
    const sites = plan.sites.filter((site) => site.area === area);
    return Array.from({ length: count }, (_, index) => {
      const mood = random() * 1.6 + place * 0.12;
      const says = (item: number) =>
        random() < 0.05
          ? ('dontKnow' as const)
          : Math.min(4, Math.max(0, Math.round(mood + (item % 5) * 0.2 + random() * 2 - 0.9)));
      const who = { area, sex: sexes[index % 2] as string, age: ages[Math.floor(index / 2) % 3] as string, says };
      return interviewOf(plan, who, {
        site: sites[index % sites.length]?.code ?? '',
        seconds: 120 + Math.floor(random() * 120),
      });
    });
  });
}
