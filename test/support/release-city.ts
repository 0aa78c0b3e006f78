import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ReleaseDraftView } from '@minsheng/contracts';
import { type City, openCity } from '../../server/src/city.js';
import { codeVersion } from '../../server/src/platform/code-version.js';
import { seedDemonstrationPeople } from '../../server/src/demonstration-people.js';
import { newEntrance } from '../../server/src/entrance.js';
import { FixedClock, Works, canonicalJson, newId, rows, systemCaller } from '../../server/src/platform/index.js';
import {
  Poll,
  PollPlanRow,
  PollRanking,
  PollSeal,
  WeightSet,
  findNewestRanking,
  importSurvey,
  rankPoll,
  readSurvey,
  weighPoll,
} from '../../server/src/polls/index.js';
import { planFixture } from '../../server/src/publication/page/fixture/plan-fixture.js';
import { type Server, buildServer } from '../../server/src/server.js';
import type { Answer } from '../world/checked-answers.js';
import { configOf } from '../world/prepared.js';
import { must } from './answers.js';
import { openDoors } from './doors.js';
import { scratchDatabase, testDialect } from './scratch-database.js';
import { writerProgramForSpecs } from './writer-program.js';

const caller = systemCaller('spec');
const demo = (name: string): string => readFileSync(path.resolve(__dirname, '../../server/demo', name), 'utf8');
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export interface RawAnswer {
  status: number;
  /** Names and values in the order they came. */
  headers: string[];
  body: string;
}

/** A city with people, a ranked survey and a clock that stands still: what releases are tried on. */
export interface ReleaseCity {
  city: City;
  clock: FixedClock;
  /** The survey that was brought in and ranked, not released. */
  surveyId: string;
  ask(name: string | null, method: 'GET' | 'POST', url: string, body?: unknown): Promise<Answer>;
  /** Over the wire, as it comes. */
  raw(url: string, options?: { method?: string; headers?: Record<string, string> }): Promise<RawAnswer>;
  /** Signs by a person's authenticator, as often as the spec likes. */
  sign(name: string, releaseId: string): Promise<Answer>;
  /** A poll of the city's own that two have sealed, with its public plan. */
  sealedPoll(options?: { periodKey?: string; releaseAt?: string }): Promise<string>;
  /** The same poll reopened and sealed again, with another first score where `points` is not 0. */
  sealAgain(pollId: string, points: number): Promise<void>;
  /** Assembled, signed by both and scheduled. */
  embargoed(pollId: string): Promise<ReleaseDraftView>;
  ledger(): Promise<{ action: string; subject: string; payload: Record<string, unknown> }[]>;
  stop(): Promise<void>;
}

/** @param moves `by-itself`: the demonstration's own clock, which runs and is moved by its route, from `now` on */
export async function startReleaseCity(
  now = '2026-12-26T02:00:00.000Z',
  moves: 'by-hand' | 'by-itself' = 'by-hand',
): Promise<ReleaseCity> {
  const folder = mkdtempSync(path.join(tmpdir(), 'minsheng-releases-'));
  const scratch = testDialect === 'postgres' ? await scratchDatabase({ entities: [], migrations: [] }) : null;
  const opened = await openCity(configOf({ folder, url: scratch?.at.url ?? null }));
  const clock = new FixedClock(new Date(now));
  opened.demoClock?.moveOnTo(new Date(now));
  const city: City = moves === 'by-itself' ? opened : { ...opened, clock, works: new Works(opened.database, clock) };
  const { works } = city;
  await seedDemonstrationPeople(city, caller, demo('codebook.json'));
  const surveyId = await rankedSurvey(city);
  const server: Server = await buildServer(city, newEntrance(), writerProgramForSpecs());
  server.start();
  await server.front.listen(0, '127.0.0.1');
  const base = `http://127.0.0.1:${server.front.port}`;
  const doors = await openDoors(city, server);
  let seals = 0;

  const ask: ReleaseCity['ask'] = (name, method, url, body) =>
    (name === null ? doors.ask : doors.as(name))(method, url, body);
  const sign: ReleaseCity['sign'] = async (name, releaseId) =>
    ask(name, 'POST', `/api/releases/${releaseId}/sign`, { totp: await doors.code(name) });

  const sealedPoll: ReleaseCity['sealedPoll'] = (options = {}) =>
    works.write(caller, async (work) => {
      const survey = await work.tx.findOneByOrFail(Poll, { id: surveyId as never });
      const id = newId();
      const periodKey = options.periodKey ?? '2026-B6';
      const [highest] = await rows<{ n: number }>(work, 'SELECT MAX(number) AS n FROM poll');
      const document = {
        ...planFixture,
        pollId: id,
        version: 1,
        periodKey,
        calendar: { ...planFixture.calendar, releaseAt: options.releaseAt ?? planFixture.calendar.releaseAt },
        groups: survey.description.groups.map((group) => ({
          code: group.code,
          name: group.name,
          units: survey.description.units
            .filter((unit) => unit.group === group.code)
            .map(({ code, name }) => ({ code, name, area: null })),
        })),
      };
      const bytes = canonicalJson(document);
      await work.tx.insert(Poll, {
        ...survey,
        id: id as never,
        number: Number(highest?.n) + 1,
        kind: 'ADHOC',
        stage: 'SCORED',
        periodKey,
        description: { ...survey.description, title: { zh: '第 6 期民意测评', en: 'Poll 6' }, periodKey } as never,
        answersHash: sha256(`answers ${id}`),
        planVersion: 1,
        fieldworkFrom: new Date(document.calendar.fieldworkFrom),
        fieldworkTo: new Date(document.calendar.fieldworkTo),
        graceUntil: new Date(document.calendar.graceUntil),
        releaseId: null,
      });
      await work.tx.insert(PollPlanRow, {
        pollId: id,
        version: 1,
        document: document as never,
        hash: sha256(bytes),
        submittedBy: null,
        submittedAt: null,
        approvedBy: null,
        approvedAt: null,
        publishedAt: new Date('2026-12-02T02:00:00.000Z'),
      });
      await sealRanking(work, id, 0);
      return id;
    });

  /** A ranking like the survey's, `points` more for its first unit, with a seal. */
  async function sealRanking(work: Parameters<Parameters<Works['write']>[1]>[0], pollId: string, points: number) {
    const ranking = (await findNewestRanking(work, surveyId)) as PollRanking;
    const weights = await work.tx.findOneByOrFail(WeightSet, { id: ranking.weightSetId });
    const [weightSetId, rankingId] = [newId(), newId()];
    const result = structuredClone(ranking.result);
    const first = result.groups[0]?.rows[0];
    if (first) first.score = (Number(first.score) + points).toFixed(2);
    await work.tx.insert(WeightSet, { ...weights, id: weightSetId, pollId, report: weights.report as never });
    await work.tx.insert(PollRanking, {
      ...ranking,
      id: rankingId,
      pollId,
      weightSetId,
      inputs: ranking.inputs as never,
      result: result as never,
    });
    // The clock stands still, and no two seals are of one instant.
    const sealedAt = new Date(work.now.getTime() + ++seals);
    const document = { pollId, sealedAt: sealedAt.toISOString(), answersHash: sha256(`answers ${pollId}`) };
    await work.tx.insert(PollSeal, {
      rankingId,
      pollId,
      document: document as never,
      hash: sha256(canonicalJson({ ...document, rankingId })),
      sealedBy: 'spec',
      sealedAt,
    });
    await rows(work, `UPDATE poll SET stage = 'SEALED' WHERE id = $1`, [pollId]);
  }

  return {
    city,
    clock,
    surveyId,
    ask,
    sign,
    sealedPoll,
    raw: (url, options) => overTheWire(base, url, options),
    sealAgain: (pollId, points) =>
      works.write(caller, async (work) => {
        await rows(work, `UPDATE poll SET stage = 'SCORED' WHERE id = $1`, [pollId]);
        await sealRanking(work, pollId, points);
      }),
    embargoed: async (pollId) => {
      const { id } = await must<ReleaseDraftView>(ask('luyao', 'POST', '/api/releases', { pollId }));
      await must(sign('lintao', id));
      await must(sign('heqing', id));
      return must(ask('luyao', 'POST', `/api/releases/${id}/schedule`));
    },
    ledger: () =>
      works.read(caller, async (work) =>
        (
          await rows<{ action: string; subject: string; payload: string }>(
            work,
            'SELECT action, subject, payload FROM ledger_entry ORDER BY sequence',
          )
        ).map((entry) => ({ ...entry, payload: JSON.parse(entry.payload) as Record<string, unknown> })),
      ),
    stop: async () => {
      await server.stop();
      await scratch?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function rankedSurvey({ works, config }: City): Promise<string> {
  const read = readSurvey({
    answers: demo('answers.csv'),
    codebook: demo('codebook.json'),
    margins: demo('margins.json'),
    options: { scores: [100, 80, 60, 40, 20], notAnswers: ['9'], modeColumn: null, title: null },
  });
  if ('faults' in read) throw new Error('the demonstration’s files are broken');
  const pollId = await works.write(caller, (work) => importSurvey(work, read.survey, config.scheme));
  await weighPoll(works, caller, pollId);
  await rankPoll(works, caller, pollId, codeVersion);
  return pollId;
}

function overTheWire(
  base: string,
  url: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    request(new URL(url, base), { method, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.rawHeaders,
          body: Buffer.concat(parts).toString('utf8'),
        }),
      );
    })
      .on('error', reject)
      .end();
  });
}
