import type { InterviewSubmission, PollPlan, ResponseSubmission } from '@minsheng/contracts';
import { type City, openCity } from '../../server/src/city.js';
import { newEntrance } from '../../server/src/entrance.js';
import { FixedClock, Works, newId, rows, systemCaller } from '../../server/src/platform/index.js';
import { type FieldBook, fieldBookOf } from '../../server/src/polls/fieldwork/field-book.js';
import { type AtomSums, differences, keptSums, rebuiltSums } from '../../server/src/polls/fieldwork/rebuild-sums.js';
import { advancePolls, findPlan, findPoll, openPollsOf } from '../../server/src/polls/index.js';
import { planHash, pollColumnsOf } from '../../server/src/polls/plan/plan.queries.js';
import { PollPlanRow, PollSalt } from '../../server/src/polls/plan/poll-plan.entity.js';
import { Poll, type PollId } from '../../server/src/polls/poll.entity.js';
import { buildServer } from '../../server/src/server.js';
import { configOf, copyOfWorld } from '../world/prepared.js';
import { must } from './answers.js';
import { dice } from './dice.js';
import { type Ask, type Doors, openDoors } from './doors.js';
import { hire } from './staff.js';
import { writerProgramForSpecs } from './writer-program.js';

export type { Ask };

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
export interface LiveWorld extends Omit<Doors, 'withToken'> {
  city: City;
  clock: FixedClock;
  /** The city's own poll, in the field from 11 to 20 December 2026. */
  poll: LivePoll;
  /** As a member of the cast; `interviewer` goes everywhere, `a1interviewer` has area A1 only. */
  as(name: string): Ask;
  /** As the citizen who owns this phone. */
  citizen(phone: string): Promise<Ask & { id: string }>;
  /** Another poll with the same questions and a salt of its own, its plan public from the start. */
  copyOfPoll(change?: CopyChange): Promise<LivePoll>;
  /** Uploads by `interviewer`, a hundred at a time; every one must be received. */
  upload(poll: LivePoll, interviews: readonly InterviewSubmission[]): Promise<void>;
  /** Decides every held answer and scores. */
  score(poll: LivePoll, decision?: 'VALID' | 'EXCLUDED'): Promise<void>;
  /** Writes down what the clock has decided. */
  advance(): Promise<void>;
  /** Through simulated days of fieldwork to a business instant. */
  travel(to: string): Promise<void>;
  sums(poll: LivePoll): Promise<AtomSums[]>;
  /** Where the sums differ from a rebuild out of the answers; nowhere when all is well. */
  sumFaults(poll: LivePoll): Promise<string[]>;
  /** Lines of the log so far, of every level, and what writes them. */
  log: readonly string[];
  logger: { error(what: object, words: string): void };
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
  await hire(city, 'interviewer', 'office', ['INTERVIEWER']);
  await hire(city, 'a1interviewer', 'A1', ['INTERVIEWER']);
  clock.set(now);
  const server = await buildServer(city, newEntrance(), writerProgramForSpecs());
  const { app } = server;
  const logger = app.getHttpAdapter().getInstance().log;
  const log = listenToLog(logger);

  const { withToken, ...doors } = await openDoors(city, server);

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
    ...doors,
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
      return Object.assign(withToken(token), { id: newest?.id ?? '' });
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
      const interviewer = doors.as('interviewer');
      for (let from = 0; from < interviews.length; from += 100) {
        const some = interviews.slice(from, from + 100);
        const answer = await interviewer('POST', `/api/polls/${to.id}/interviews`, { interviews: some });
        const outcomes = answer.json<{ outcome: string }[]>();
        if (answer.statusCode !== 200 || outcomes.some(({ outcome }) => outcome !== 'received'))
          throw new Error(`interviews were not received: ${answer.body.slice(0, 300)}`);
      }
    },
    score: async ({ id }, decision = 'VALID') => {
      const designer = doors.as('zhoumin');
      const held = await must<{ id: string }[]>(designer('GET', `/api/polls/${id}/held`));
      const body = { responses: held.map((one) => one.id), decision, note: '逐份核对' };
      if (held.length > 0) await must(designer('POST', `/api/polls/${id}/decisions`, body));
      await must(designer('POST', `/api/polls/${id}/finish-cleaning`));
      await must(designer('POST', `/api/polls/${id}/score`));
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
    log,
    logger,
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
