// What ranking.bench.mjs does in processes of their own, so that each has its own memory: bundled with the server's insides.
import { readFileSync } from 'node:fs';
import { openCity } from '../../server/src/city.js';
import { seedDemonstrationPeople } from '../../server/src/demonstration-people.js';
import { seedDemonstrationPoll } from '../../server/src/demonstration-poll.js';
import { openIntake } from '../../server/src/intake.js';
import { readConfig } from '../../server/src/platform/config.js';
import { canonicalJson, rows, systemCaller } from '../../server/src/platform/index.js';
import { type FieldBook, fieldBookOf } from '../../server/src/polls/fieldwork/field-book.js';
import { differences, keptSums, rebuiltSums } from '../../server/src/polls/fieldwork/rebuild-sums.js';
import { type AnswerRecord, encodeRecord } from '../../server/src/polls/fieldwork/record.js';
import { responses } from '../../server/src/polls/fieldwork/responses.js';
import { originOf, slotOf } from '../../server/src/polls/fieldwork/slot.js';
import { findPublishedPlan } from '../../server/src/polls/plan/plan.queries.js';
import { Poll } from '../../server/src/polls/poll.entity.js';
import { computePoll, samplesOf } from '../../server/src/polls/ranking/compute-poll.js';
import { computeScored, loadPollInputs } from '../../server/src/polls/ranking/score-poll.js';

type City = Awaited<ReturnType<typeof openCity>>;
const caller = systemCaller('bench');
const seed = 20261211;

/** People and the open poll of the demonstration, its first few hundred answers included. */
async function prepare(city: City, codebook: string): Promise<object> {
  const intake = await openIntake(city);
  await seedDemonstrationPeople(city, caller, readFileSync(codebook, 'utf8'));
  await seedDemonstrationPoll(city, intake.writer, () => Promise.resolve());
  await intake.stop();
  return { answers: await answersThere(city) };
}

/** Simulated answers through the real writer until there are `total`: half interviews, half online, none with open texts. */
async function fill(city: City, total: number): Promise<object> {
  const { poll, book } = await openPoll(city);
  const there = await answersThere(city);
  const intake = await openIntake(city);
  const simulate = simulation(book, there);
  const started = performance.now();
  let underway: Promise<unknown> = Promise.resolve();
  for (let index = there; index < total; ) {
    const batch: Promise<unknown>[] = [];
    for (; batch.length < 512 && index < total; index++) {
      const record = simulate();
      const key = Buffer.alloc(10);
      key.writeUIntBE(index, 4, 6);
      const bytes = encodeRecord(record);
      const origin = originOf(`bench ${index}`, bytes, null);
      const item = {
        poll,
        slot: slotOf(key, 0),
        origin,
        record,
        bytes,
        texts: null,
        folded: book.fold(record),
        replaced: null,
      };
      batch.push(intake.writer.submit(responses, item));
    }
    await underway;
    underway = Promise.all(batch);
  }
  await underway;
  const seconds = (performance.now() - started) / 1000;
  await intake.stop();
  return { added: total - there, perSecond: (total - there) / seconds };
}

/** From the database to ranking, as scoring does it: the first time, then step by step with the compiler's work done. */
async function rank(city: City): Promise<object> {
  const atRest = peak();
  const { id, number } = await openPoll(city);
  const whole = async (): Promise<string> => {
    const inputs = await city.works.read(caller, (work) => loadPollInputs(work, id));
    const scored = computeScored(inputs, await keptSums(city.works, caller, number), 'bench', true);
    return scored.hashes.result + canonicalJson(scored.report);
  };
  const [first, made] = await timed(whole);
  const highest = peak();
  const inputs = await city.works.read(caller, (work) => loadPollInputs(work, id));
  const sums = await keptSums(city.works, caller, number);
  const again: Record<string, Time[]> = { read: [], rank: [], seal: [], whole: [] };
  for (let round = 0; round < 3; round++) {
    again.read?.push((await timed(() => keptSums(city.works, caller, number)))[0]);
    again.rank?.push((await timed(() => computePoll(inputs.plan, samplesOf(inputs.plan, sums), seed)))[0]);
    again.seal?.push((await timed(() => computeScored(inputs, sums, 'bench', false)))[0]);
    const [time, same] = await timed(whole);
    again.whole?.push(time);
    if (same !== made) throw new Error('the same sums gave another ranking');
  }
  const { questionnaire, groups, sites } = inputs.plan;
  const plan = {
    questions: questionnaire.items.filter(({ type }) => type === 'satisfaction').length,
    units: groups.reduce((count, { units }) => count + units.length, 0),
    sites: sites.length,
  };
  return { first: [first], ...again, atRest, highest, atoms: sums.length, plan };
}

/** The sums made again from every answer: what scoring would cost if it read them. */
async function rebuild(city: City): Promise<object> {
  const { number, fieldworkFrom, book } = await openPoll(city);
  const [time, sums] = await timed(() => rebuiltSums(city.works, caller, { number, fieldworkFrom }, book));
  const found = differences(await keptSums(city.works, caller, number), sums);
  return { rebuild: [time], highest: peak(), differences: found.length };
}

async function openPoll(city: City) {
  return city.works.read(caller, async (work) => {
    const poll = await work.tx.findOneByOrFail(Poll, { kind: 'REGULAR' as never });
    const plan = await findPublishedPlan(work, poll.id);
    if (!plan || !poll.fieldworkFrom) throw new Error('the poll has no published plan');
    const { id, number, fieldworkFrom } = poll;
    return { id, number, poll: number, fieldworkFrom, book: fieldBookOf(plan.document) };
  });
}

async function answersThere({ works }: City): Promise<number> {
  const [found] = await works.read(caller, (work) =>
    rows<{ answers: number }>(work, 'SELECT COALESCE(SUM(respondents), 0) AS answers FROM response_sum'),
  );
  return Number(found?.answers);
}

/** Records of invented people: districts, sites and questions differ, and so do moods; phones are answered by the young. */
function simulation({ plan, dayOf }: FieldBook, start: number): () => AnswerRecord {
  const random = mulberry32(seed + start);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const singles = plan.questionnaire.items.filter((item) => item.type === 'single');
  const questions = plan.questionnaire.items.filter((item) => item.type === 'satisfaction').length;
  const levels = plan.questionnaire.levels.length;
  const days = dayOf(new Date(Date.parse(plan.calendar.fieldworkTo) - 1)) + 1;
  const siteShift = plan.sites.map(() => normal() * 0.15);
  const cuts = [0.95, 0.1, -0.65, -1.4];
  const pick = (shares: readonly number[]): number => {
    let luck = random() * shares.reduce((sum, share) => sum + share, 0);
    const found = shares.findIndex((share) => (luck -= share) < 0);
    return found < 0 ? shares.length - 1 : found;
  };
  return () => {
    const isOnline = random() < 0.5;
    const site = Math.floor(random() * plan.sites.length);
    const area = isOnline
      ? pick(plan.margins[0]?.levels.map(({ share }) => share) ?? [])
      : plan.areas.findIndex(({ code }) => code === plan.sites[site]?.area);
    const day = Math.floor(random() * days);
    const kindness = (isOnline ? 0.12 : (siteShift[site] ?? 0)) - area * 0.12 + normal() * 0.6;
    const chosen = Uint8Array.from(singles, ({ code, options }) => {
      const margin = plan.margins.find((entry) => entry.code === code);
      // What is no margin asks for the unit one works in: here nobody's staff.
      if (!margin) return 0;
      const shares = margin.levels.map(({ share }, level) => (isOnline ? share / (1 + level) : share));
      const level = margin === plan.margins[0] ? area : pick(shares);
      return options.findIndex((option) => option.code === margin.levels[level]?.code);
    });
    const codes = Uint8Array.from({ length: questions }, (_, question) => {
      if (random() < 0.08) return levels;
      const latent = 0.5 - (question % 7) * 0.1 + kindness + normal() * 0.8;
      const level = cuts.findIndex((cut) => latent > cut);
      return level < 0 ? levels - 1 : level;
    });
    const minute = Math.floor((day + 0.4 + random() * 0.5) * 1440);
    const seconds = 80 + random() * 120;
    return {
      mode: isOnline ? 'WECHAT' : 'INTERVIEW',
      psu: isOnline ? day : site,
      seconds,
      minute,
      singles: chosen,
      codes,
    };
  };
}

function mulberry32(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Seconds by the wall and of the processor, all threads. */
interface Time {
  wall: number;
  processor: number;
}

async function timed<Result>(run: () => Result | Promise<Result>): Promise<[Time, Result]> {
  const [wall, processor] = [performance.now(), process.cpuUsage()];
  const result = await run();
  const { user, system } = process.cpuUsage(processor);
  return [{ wall: (performance.now() - wall) / 1000, processor: (user + system) / 1e6 }, result];
}

/** MiB of this process at its highest. */
const peak = (): number => process.resourceUsage().maxRSS / 1024;

const [step, folder, argument = ''] = process.argv.slice(2);
const city = await openCity(readConfig({ MINSHENG_DATA: folder }));
try {
  const steps: Record<string, () => Promise<object>> = {
    prepare: () => prepare(city, argument),
    fill: () => fill(city, Number(argument)),
    rank: () => rank(city),
    rebuild: () => rebuild(city),
  };
  const run = steps[step ?? ''];
  if (!run) throw new Error(`no step ${step}`);
  process.stdout.write(JSON.stringify(await run()));
} finally {
  await city.close();
}
