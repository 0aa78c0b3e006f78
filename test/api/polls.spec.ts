import type { PollRankingView, PollSummary, ReleaseDocument } from '@minsheng/contracts';
import { importSurvey, rankPoll, readSurvey, weighPoll } from '../../server/src/polls/index.js';
import { systemCaller } from '../../server/src/platform/index.js';
import { type World, startWorld } from '../world/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** A small survey of two departments, ranked but not released. */
async function rankedPoll(): Promise<string> {
  const { works, config } = world.city;
  const caller = systemCaller('spec');
  const lines = Array.from({ length: 200 }, (_, i) => `${i % 2 ? 'a' : 'b'},${1 + (i % 5)},${1 + ((i * 3) % 5)}`);
  const read = readSurvey({
    answers: ['district,q1,q2', ...lines].join('\n'),
    codebook: JSON.stringify({
      source: 'spec',
      scale: { 5: '5', 4: '4', 3: '3', 2: '2', 1: '1' },
      columns: {},
      questions: { q1: 'one', q2: 'two' },
      units: [
        { id: 'u1', name: 'Unit one', indicators: ['q1'] },
        { id: 'u2', name: 'Unit two', indicators: ['q2'] },
      ],
    }),
    margins: JSON.stringify({ margins: { district: { a: 0.5, b: 0.5 } } }),
    options: { scores: [100, 80, 60, 40, 20], notAnswers: [], modeColumn: null, title: '未发布的一期' },
  });
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  const id = await works.write(caller, (work) => importSurvey(work, read.survey, config.scheme));
  await weighPoll(works, caller, id);
  await rankPoll(works, caller, id, 'spec');
  return id;
}

describe('GET /api/polls', () => {
  it('lists the polls without any score', async () => {
    const ask = await world.as('zhoumin');
    const polls = (await ask('GET', '/api/polls')).json<PollSummary[]>();
    expect(polls.map((poll) => [poll.stage, poll.isDemonstration, poll.units])).toContainEqual(['RELEASED', true, 18]);
  });

  it('asks a stranger to sign in, and tells a citizen that it is not theirs', async () => {
    expect((await world.ask('GET', '/api/polls')).statusCode).toBe(401);
    const citizen = await world.asCitizen();
    expect((await citizen('GET', '/api/polls')).statusCode).toBe(403);
  });
});

describe('GET /api/polls/:id/ranking', () => {
  it('shows the released ranking with the figures of the release', async () => {
    const ask = await world.as('zhoumin');
    const [poll] = (await ask('GET', '/api/polls')).json<PollSummary[]>().filter((entry) => entry.releaseId);
    const view = (await ask('GET', `/api/polls/${poll?.id}/ranking`)).json<PollRankingView>();
    const released = (await world.get(`/v1/releases/${poll?.releaseId}`)).json<ReleaseDocument>();
    expect(view.groups).toEqual(released.groups);
  });

  it('before the release exists for those who review it and for nobody else', async () => {
    const id = await rankedPoll();
    const statuses: Record<string, number> = {};
    for (const name of ['zhoumin', 'lintao', 'heqing', 'auditor', 'luyao', 'chenggu', 'landong']) {
      statuses[name] = (await (await world.as(name))('GET', `/api/polls/${id}/ranking`)).statusCode;
    }
    expect(statuses).toEqual({
      zhoumin: 200,
      lintao: 200,
      heqing: 200,
      auditor: 200,
      luyao: 404,
      chenggu: 404,
      landong: 404,
    });
    const unknown = await (await world.as('chenggu'))('GET', '/api/polls/01ARZ3NDEKTSV4RRFFQ69G5FAV/ranking');
    const hidden = await (await world.as('chenggu'))('GET', `/api/polls/${id}/ranking`);
    const plain = (body: string): unknown => ({ ...(JSON.parse(body) as object), instance: null });
    expect(plain(hidden.body)).toEqual(plain(unknown.body));
  });
});
