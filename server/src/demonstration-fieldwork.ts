import type { InterviewSubmission, PollPlan, ResponseSubmission } from '@minsheng/contracts';
import { createHash } from 'node:crypto';
import type { City } from './city.js';
import { designedAnswersOf } from './demonstration-designed-answers.js';
import { type Caller, type HotWriter, idText, systemCaller } from './platform/index.js';
import { type OpenPollEntry, advancePolls, openPollsOf, takeAnswer, takeInterviews } from './polls/index.js';

const day = 86_400_000;
const hour = 3_600_000;
/** Online answers a day; interviews are the plan's target spread over its days. */
const onlineADay = 60;

/**
 * Simulates the answers of an invented city (演示数据) up to an instant: for each day of fieldwork that lies between, interviews
 * at the plan's sites and answers from phones, given through the same doors as real ones. Deterministic: the same days give
 * the same answers, and answers already there are told as resent.
 */
export async function simulateFieldwork(city: City, writer: HotWriter, until: Date): Promise<void> {
  const { works, demoClock } = city;
  if (!demoClock) throw new Error('only a demonstration is simulated');
  const openPolls = openPollsOf(works);
  await openPolls.refresh();
  for (const entry of openPolls.all()) {
    const { plan, from, to } = entry.book;
    if (!plan.isDemonstration) continue;
    const days = Math.round((to.getTime() - from.getTime()) / day);
    for (let number = 0; number < days; number++) {
      const begins = new Date(from.getTime() + number * day);
      // Answers come in between nine and nine; a day that has begun brings what its hours have brought.
      const ends = new Date(begins.getTime() + 21 * hour);
      if (ends <= demoClock.now()) continue;
      const at = new Date(Math.min(ends.getTime(), until.getTime()));
      const share = (at.getTime() - begins.getTime() - 9 * hour) / (12 * hour);
      if (share <= 0) break;
      if (at > demoClock.now()) demoClock.moveOnTo(at);
      await advancePolls(works, systemCaller('demonstration'), demoClock.now());
      await openPolls.refresh();
      const open = openPolls.find(entry.id);
      if (!open) break;
      await interviewsOfDay(city, writer, open, number, days, Math.min(share, 1), at);
      await onlineOfDay(city, writer, open, number, Math.min(share, 1), at);
      if (at.getTime() === until.getTime()) break;
    }
  }
}

async function interviewsOfDay(
  { works }: City,
  writer: HotWriter,
  entry: OpenPollEntry,
  number: number,
  days: number,
  share: number,
  at: Date,
): Promise<void> {
  const { plan, from } = entry.book;
  const total = plan.areas.reduce((sum, { target }) => sum + target, 0);
  const [first, end] = [number, number + share].map((days_) => Math.floor((total * days_) / days)) as [number, number];
  const interviews: InterviewSubmission[] = [];
  for (let index = first; index < end; index++) {
    const random = randomOf(`${plan.periodKey}/interview/${index}`);
    // Areas in proportion to their targets, sites in turn.
    const area = plan.areas[areaInTurn(plan, index)] as PollPlan['areas'][number];
    const sites = plan.sites.filter((site) => site.area === area.code);
    const site = sites[index % sites.length] as PollPlan['sites'][number];
    const person = personOf(plan, area.code, random);
    const minutes = 9 * 60 + ((index - first + random()) / Math.max(total / days, end - first)) * 12 * 60;
    const answeredAt = new Date(Math.min(from.getTime() + number * day + minutes * 60_000, at.getTime()));
    const seconds = Math.round(110 + random() * 130);
    const says = answersOf(plan, person, siteEffect(plan, site.code), 0, random);
    const sheet = sheetOf(entry, says, { answeredAt, seconds, site: site.code, random });
    if (!sheet) continue;
    interviews.push({
      id: ulidOf(`${plan.periodKey}/interview/${index}`, answeredAt),
      site: site.code,
      answeredAt: answeredAt.toISOString(),
      seconds,
      ...sheet,
    });
  }
  const parts = { works, writer, openPolls: openPollsOf(works) };
  for (let index = 0; index < interviews.length; index += 100)
    await takeInterviews(
      parts,
      systemCaller('demonstration'),
      entry,
      { interviews: interviews.slice(index, index + 100) },
      at,
    );
}

async function onlineOfDay(
  { works }: City,
  writer: HotWriter,
  entry: OpenPollEntry,
  number: number,
  share: number,
  at: Date,
): Promise<void> {
  const { plan } = entry.book;
  const parts = { works, writer, openPolls: openPollsOf(works) };
  const count = Math.floor(onlineADay * share);
  const submissions = Array.from({ length: count }, (_, index): [string, ResponseSubmission][] => {
    const name = `${plan.periodKey}/online/${number}/${index}`;
    const random = randomOf(name);
    const area = plan.areas[Math.floor(random() * plan.areas.length)] as PollPlan['areas'][number];
    const person = personOf(plan, area.code, random, true);
    const isHasty = random() < 0.02;
    const says = answersOf(plan, person, 0, 0.12, random, isHasty);
    const seconds = isHasty ? Math.round(8 + random() * 10) : Math.round(70 + random() * 150);
    const sheet = sheetOf(entry, says, { answeredAt: at, seconds, site: null, random });
    return sheet ? [[name, { id: ulidOf(name, at), replaces: null, seconds, ...sheet }]] : [];
  }).flat();
  const taken = submissions.map(([name, submission]) => {
    const caller: Caller = { kind: 'citizen', id: `demonstration:${name}`, label: 'citizen', reach: new Map() };
    return takeAnswer(parts, caller, entry, submission, at).catch((error: unknown) => {
      // Somebody who answered already on an earlier pass over the same day.
      if ((error as { code?: string }).code !== 'polls.already-answered') throw error;
    });
  });
  await Promise.all(taken);
}

/** The answers as a phone sends them; null: this person was not asked to the end. */
function sheetOf(
  { book }: OpenPollEntry,
  says: Record<string, string>,
  {
    answeredAt,
    seconds,
    site,
    random,
  }: { answeredAt: Date; seconds: number; site: string | null; random: () => number },
): Pick<ResponseSubmission, 'answers' | 'circumstances'> | null {
  if (book.form.kind === 'plain') return { answers: says };
  const seed = 1 + Math.floor(random() * 2_147_483_645);
  const startedAt = new Date(answeredAt.getTime() - seconds * 1000).toISOString();
  const circumstances = { seed, now: startedAt, asInterviewer: site !== null };
  const answers = designedAnswersOf({ compiled: book.form.compiled, circumstances, says, site, random });
  return answers && { answers, circumstances: { seed, startedAt } };
}

interface Simulated {
  area: string;
  singles: Record<string, string>;
  /** How kindly this person judges everything. */
  mood: number;
}

function personOf(plan: PollPlan, area: string, random: () => number, isOnline = false): Simulated {
  const singles: Record<string, string> = {};
  plan.margins.forEach((margin, index) => {
    if (index === 0) {
      singles[margin.code] = area;
      return;
    }
    // Phones are answered by the young more often: weighting has something to mend.
    const shares = margin.levels.map(({ share }, level) =>
      isOnline && margin.code === 'age' ? share * ([1.6, 1, 0.45][level] ?? 1) : share,
    );
    singles[margin.code] = margin.levels[pick(shares, random)]?.code ?? '';
  });
  for (const item of plan.questionnaire.items) {
    if (item.type !== 'single' || item.code in singles) continue;
    const own = item.role === 'staffOf' && random() < 0.03;
    singles[item.code] = item.options[own ? 1 + Math.floor(random() * (item.options.length - 1)) : 0]?.code ?? '';
  }
  return { area, singles, mood: normal(random) * 0.6 };
}

/** The invented truth: how good each indicator is in the whole city, −1 to 1, and how each district differs. */
const truth = [0.5, 0.42, 0.3, 0.15, 0.2, -0.05, 0.62, 0.4, 0.38, 0.35, 0.45, 0.1, -0.25, 0.2];
const districtTruth: Record<string, number> = { A1: 0.25, A2: 0.08, A3: -0.05, A4: -0.22 };

function answersOf(
  plan: PollPlan,
  person: Simulated,
  siteShift: number,
  kindness: number,
  random: () => number,
  isUniform = false,
): Record<string, string> {
  const answers = { ...person.singles };
  const { levels } = plan.questionnaire;
  let number = 0;
  for (const item of plan.questionnaire.items) {
    if (item.type === 'satisfaction') {
      const quality = (truth[number % truth.length] as number) + (districtTruth[person.area] ?? 0) + kindness;
      const latent = quality + person.mood + siteShift + normal(random) * 0.8;
      const cuts = [0.95, 0.1, -0.65, -1.4];
      const level = isUniform ? 0 : cuts.findIndex((cut) => latent > cut);
      answers[item.code] = levels[level < 0 ? levels.length - 1 : level]?.code ?? '';
      const luck = random();
      if (!isUniform && luck < 0.08 && item.offers.includes('dontKnow')) answers[item.code] = 'dontKnow';
      else if (!isUniform && luck < 0.09 && item.offers.includes('refused')) answers[item.code] = 'refused';
      number += 1;
    } else if (item.type === 'text' && !isUniform && random() < 0.1) {
      answers[item.code] = '演示意见：希望路口信号灯再长几秒。';
    }
  }
  return answers;
}

/** People met at one site resemble each other: what makes clustering matter. */
function siteEffect(plan: PollPlan, site: string): number {
  return normal(randomOf(`${plan.periodKey}/site/${site}`)) * 0.08;
}

function areaInTurn(plan: PollPlan, index: number): number {
  const total = plan.areas.reduce((sum, { target }) => sum + target, 0);
  let place = (index * 7919) % total;
  for (const [number, { target }] of plan.areas.entries()) {
    if (place < target) return number;
    place -= target;
  }
  return 0;
}

function pick(weights: readonly number[], random: () => number): number {
  let luck = random() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) if ((luck -= weight) < 0) return index;
  return weights.length - 1;
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Mulberry32, seeded by a name. */
function randomOf(name: string): () => number {
  let seed = createHash('sha256').update(name).digest().readInt32LE(0);
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function ulidOf(name: string, at: Date): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  const id = Buffer.from(bytes);
  id.writeUIntBE(at.getTime(), 0, 6);
  return idText(id);
}
