import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PollPlan, PollRankingView, RankingReview, ReleaseDraftView, ResponseReceipt } from '@minsheng/contracts';
import { newId, rows, systemCaller } from '../../server/src/platform/index.js';
import type { AtomSums } from '../../server/src/polls/fieldwork/rebuild-sums.js';
import { decodeRecord, encodeRecord } from '../../server/src/polls/fieldwork/record.js';
import { personKey } from '../../server/src/polls/fieldwork/slot.js';
import { PollRanking, findNewestRanking } from '../../server/src/polls/index.js';
import { computeScored, loadPollInputs } from '../../server/src/polls/ranking/score-poll.js';
import { sealPoll } from '../../server/src/polls/seal/sign-and-seal.js';
import { exportRelease, verifyFolder } from '../../server/src/publication/index.js';
import { filesOf, findDraft } from '../../server/src/publication/publication.queries.js';
import { must, outcome } from '../support/answers.js';
import { testDialect } from '../support/scratch-database.js';
import {
  type LivePoll,
  type LiveWorld,
  answersOf,
  interviewOf,
  manyInterviews,
  startLiveWorld,
  submissionOf,
} from '../support/live-world.js';

let world: LiveWorld;
beforeAll(async () => {
  world = await startLiveWorld();
});
afterAll(() => world.stop());

const inTheField = '2026-12-14T02:00:00.000Z';
const caller = systemCaller('spec');

let phones = 0;
const aCitizen = () => world.citizen(`139${String(++phones).padStart(8, '0')}`);
const responses = ({ id }: LivePoll) => `/api/polls/${id}/responses`;
const receiptOf = (answer: { body: string }): ResponseReceipt => JSON.parse(answer.body) as ResponseReceipt;

/** Everything that stands in a poll's sums, added up: respondents, edits aside, and the whole vector. */
async function totalOf(poll: LivePoll): Promise<{ respondents: number; counts: number[] }> {
  const counts = new Array<number>(poll.book.layout.length).fill(0);
  let respondents = 0;
  for (const atom of await world.sums(poll)) {
    respondents += atom.respondents;
    atom.counts.forEach((count, slot) => (counts[slot]! += count));
  }
  return { respondents, counts };
}

/** How many gave each level of a satisfaction item, then how many gave none. */
function levelsIn(poll: LivePoll, counts: ArrayLike<number>, item: number): number[] {
  const from = poll.book.layout.levelAt[item] as number;
  return Array.from({ length: 6 }, (_, level) => counts[from + level] ?? 0);
}

async function rowsOf(poll: LivePoll): Promise<number> {
  const [row] = await world.look<{ n: number }>('SELECT COUNT(*) AS n FROM response WHERE poll = $1', [poll.number]);
  return Number(row?.n);
}

const rankingOf = async ({ id }: LivePoll) =>
  (await world.as('lintao')('GET', `/api/polls/${id}/ranking`)).json<PollRankingView>();
const scoresOf = ({ groups }: PollRankingView) =>
  groups.map(({ rows: ranked, unranked }) =>
    [...ranked, ...unranked].map(({ unitId, score: value }) => [unitId, value]).sort(),
  );

// First, while nothing has moved the clock but this.
describe('M-17: the seal of the city’s own poll, by two persons', () => {
  const lin = (path: string, body?: object) => world.as('lintao')('POST', `/api/polls/${world.poll.id}/${path}`, body);
  const zhou = (path: string, body?: object) =>
    world.as('zhoumin')('POST', `/api/polls/${world.poll.id}/${path}`, body);

  beforeAll(async () => {
    await world.travel('2026-12-21T16:00:01.000Z');
    await world.score(world.poll, 'EXCLUDED');
  }, 180_000);

  it('both modes are weighted, and the blend is bounded and shown beside each', async () => {
    const { groups, method } = await rankingOf(world.poll);
    expect(method.blend?.clipRobustDeviations).toBe(1.5);
    const unit = groups.flatMap(({ rows: ranked }) => ranked)[0];
    expect([unit?.modes?.interview, unit?.modes?.online].map((mode) => mode?.score)).not.toContain(undefined);
  });

  it('the reviewer cannot seal before the one who prepared it has signed', async () =>
    expect(outcome(await lin('seal', { totp: await world.code('lintao') }))).toBe('409 polls.not-signed-by-designer'));

  it('a wrong code and a used code do not sign', async () => {
    const right = await world.code('zhoumin');
    const wrong = String((Number(right) + 1) % 1_000_000).padStart(6, '0');
    expect(outcome(await zhou('sign', { totp: wrong }))).toMatch(/^4\d\d identity\.second-factor-refused$/);
    expect(outcome(await zhou('sign', { totp: await world.code('zhoumin') }))).toBe('200');
    const used = await world.code('lintao');
    const [counter] = await world.look<{ counter: number }>(
      `SELECT last_totp_counter AS counter FROM person WHERE name = 'zhoumin'`,
    );
    // As if this very code had been typed a moment ago.
    await world.city.works.write(caller, (work) =>
      rows(work, `UPDATE person SET last_totp_counter = $1 WHERE name = 'lintao'`, [Number(counter?.counter) + 10]),
    );
    expect(outcome(await lin('seal', { totp: used }))).toMatch(/^4\d\d identity\.second-factor-refused$/);
  });

  it('nobody signs twice', async () =>
    expect(outcome(await zhou('sign', { totp: await world.code('zhoumin') }))).toBe('409 polls.already-signed'));

  it('the designer may not seal an own poll, nor the one who prepared the result', async () => {
    expect(outcome(await zhou('seal', { totp: await world.code('zhoumin') }))).toMatch(/^403 /);
    const [person] = await world.look<{ id: string }>(`SELECT id FROM person WHERE name = 'zhoumin'`);
    const designer = { ...caller, id: person?.id ?? '' };
    await expect(sealPoll(world.city.works, designer, world.poll.id)).rejects.toMatchObject({
      code: 'polls.same-person',
    });
  });

  it('another person seals what comes out the same when it is made again', async () => {
    const sealed = await lin('seal', { totp: await world.code('lintao') });
    expect(outcome(sealed)).toBe('200');
    const review = sealed.json<RankingReview>();
    expect(review.poll.stage).toBe('SEALED');
    expect(review.signatures.map(({ role, person }) => [role, person])).toEqual([
      ['PREPARED', '周敏'],
      ['REVIEWED', '林涛'],
    ]);
    expect(review.seal?.sealHash).toMatch(/^[0-9a-f]{64}$/);
    const recomputed = await world.as('auditor')('POST', `/api/polls/${world.poll.id}/recompute`);
    expect(recomputed.json()).toEqual({ isEqual: true, differences: [] });
  });

  const byPoll = `poll = (SELECT number FROM poll WHERE id = $1)`;
  const refusal = /never change|never deleted|closed|takes nothing more|append-only/;
  it.each([
    ['response', `UPDATE response SET origin = $2 WHERE ${byPoll}`, [Buffer.alloc(8, 1)]],
    ['response', `DELETE FROM response WHERE ${byPoll}`, []],
    [
      'response',
      `INSERT INTO response SELECT batch, position + 100000, $2, poll, origin, record, texts FROM response WHERE ${byPoll} LIMIT 1`,
      [Buffer.alloc(16, 9)],
    ],
    ['response_sum', `UPDATE response_sum SET respondents = respondents + 1 WHERE ${byPoll}`, []],
    ['response_sum', `DELETE FROM response_sum WHERE ${byPoll}`, []],
    [
      'response_sum',
      `INSERT INTO response_sum SELECT poll, mode, cell, psu + 900, respondents, edits, counts FROM response_sum WHERE ${byPoll}`,
      [],
    ],
    ['response_decision', `UPDATE response_decision SET decision = 'VALID' WHERE poll_id = $1`, []],
    ['response_decision', 'DELETE FROM response_decision WHERE poll_id = $1', []],
    [
      'response_decision',
      `INSERT INTO response_decision SELECT $2, poll_id, batch, position, 'VALID', note, decided_by, decided_at
       FROM response_decision WHERE poll_id = $1 LIMIT 1`,
      ['01ARZ3NDEKTSV4RRFFQ69G5FAV'],
    ],
    ['response_flag', 'DELETE FROM response_flag WHERE poll_id = $1', []],
    [
      'response_flag',
      `INSERT INTO response_flag SELECT poll_id, batch, position, 'BURST', held_at FROM response_flag WHERE poll_id = $1 LIMIT 1`,
      [],
    ],
    ['weight_set', `UPDATE weight_set SET output_hash = input_hash WHERE poll_id = $1`, []],
    ['weight_set', 'DELETE FROM weight_set WHERE poll_id = $1', []],
    [
      'weight_set',
      `INSERT INTO weight_set (id, poll_id, made_at, report, weights, input_hash, output_hash)
       SELECT $2, poll_id, made_at, report, weights, input_hash, output_hash FROM weight_set WHERE poll_id = $1 LIMIT 1`,
      ['01ARZ3NDEKTSV4RRFFQ69G5FAV'],
    ],
    ['poll_ranking', `UPDATE poll_ranking SET input_hash = 'x' WHERE poll_id = $1`, []],
    ['poll_ranking', 'DELETE FROM poll_ranking WHERE poll_id = $1', []],
    [
      'poll_ranking',
      `INSERT INTO poll_ranking (id, poll_id, weight_set_id, made_at, inputs, result, input_hash)
       SELECT $2, poll_id, weight_set_id, made_at, inputs, result, input_hash FROM poll_ranking WHERE poll_id = $1 LIMIT 1`,
      ['01ARZ3NDEKTSV4RRFFQ69G5FAV'],
    ],
    ['poll_plan', `UPDATE poll_plan SET hash = 'x' WHERE poll_id = $1`, []],
    ['poll_plan', 'DELETE FROM poll_plan WHERE poll_id = $1', []],
    ['poll_seal', `UPDATE poll_seal SET hash = 'x' WHERE poll_id = $1`, []],
    ['poll_seal', 'DELETE FROM poll_seal WHERE poll_id = $1', []],
    ['poll_signature', 'DELETE FROM poll_signature WHERE poll_id = $1', []],
    ['poll', 'UPDATE poll SET answers_closed_at = NULL WHERE id = $1', []],
  ])('after the seal the database refuses, in %s: %s', async (_, sql, more) => {
    const statement = world.city.works.write(caller, (work) =>
      rows(work, sql, [world.poll.id, ...(more as unknown[])]),
    );
    await expect(statement).rejects.toThrow(refusal);
  });

  it('a sealed poll takes no answer and no interview', async () => {
    const ask = await aCitizen();
    const interviews = [interviewOf(world.poll.plan)];
    expect((await ask('POST', responses(world.poll), submissionOf(world.poll.plan))).statusCode).toBeGreaterThanOrEqual(
      400,
    );
    const upload = await world.as('interviewer')('POST', `/api/polls/${world.poll.id}/interviews`, { interviews });
    expect(upload.statusCode).toBeGreaterThanOrEqual(400);
  });
});

describe('POST /api/polls/:id/responses: an answer is neither lost nor doubled', () => {
  let poll: LivePoll;
  beforeEach(async () => {
    world.clock.set(inTheField);
    poll = await world.copyOfPoll();
  });
  afterEach(async () => expect(await world.sumFaults(poll)).toEqual([]));

  it('acceptance 3: a hundred sheets of one person at once: one is taken, the others hear that they have answered', async () => {
    const ask = await aCitizen();
    const sheets = Array.from({ length: 100 }, (_, at) => submissionOf(poll.plan, { says: () => at % 5 }));
    const outcomes = (await Promise.all(sheets.map((sheet) => ask('POST', responses(poll), sheet)))).map(outcome);
    expect(outcomes.filter((one) => one === '201')).toHaveLength(1);
    expect(outcomes.filter((one) => one === '409 polls.already-answered')).toHaveLength(99);
    expect([await rowsOf(poll), (await totalOf(poll)).respondents]).toEqual([1, 1]);
  });

  it('acceptance 3: one sheet sent a hundred times at once is one row and one receipt', async () => {
    const ask = await aCitizen();
    const sheet = submissionOf(poll.plan);
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask('POST', responses(poll), sheet)));
    expect(answers.map(outcome).filter((one) => one === '201')).toHaveLength(1);
    expect(new Set(answers.map(outcome))).toEqual(new Set(['200', '201']));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect([await rowsOf(poll), (await totalOf(poll)).respondents]).toEqual([1, 1]);
  });

  it.each([
    ['while the window is open', '2026-12-15T02:00:00.000Z'],
    ['after the window', '2026-12-20T20:00:00.000Z'],
  ])('a resend brings the first receipt, %s', async (_, at) => {
    const ask = await aCitizen();
    const sheet = submissionOf(poll.plan, { open: '修好路灯' });
    const first = await ask('POST', responses(poll), sheet);
    world.clock.set(at);
    const again = await ask('POST', responses(poll), sheet);
    expect([outcome(first), outcome(again), receiptOf(again)]).toEqual(['201', '200', receiptOf(first)]);
  });

  it('the same id with other answers is refused, and the first answer stands', async () => {
    const ask = await aCitizen();
    const sheet = submissionOf(poll.plan, { says: () => 0 });
    await ask('POST', responses(poll), sheet);
    const other = { ...sheet, answers: answersOf(poll.plan, { says: () => 4 }) };
    expect(outcome(await ask('POST', responses(poll), other))).toBe('409 polls.already-answered');
    const mine = (await ask('GET', `/api/polls/${poll.id}/my-response`)).json<{ response: { answers: object } }>();
    expect(mine.response.answers).toEqual(sheet.answers);
  });

  it('acceptance 3: an edit takes the old answer out of the sums and brings the new one in', async () => {
    const [ask, neighbour] = [await aCitizen(), await aCitizen()];
    await neighbour('POST', responses(poll), submissionOf(poll.plan, { says: () => 3 }));
    const before = await totalOf(poll);
    const first = receiptOf(await ask('POST', responses(poll), submissionOf(poll.plan, { says: () => 0 })));
    const withFirst = await totalOf(poll);
    const change = submissionOf(
      poll.plan,
      { says: (item) => (item === 2 ? 'dontKnow' : 4) },
      { replaces: first.receipt },
    );
    const edited = await ask('POST', responses(poll), change);
    const after = await totalOf(poll);
    expect([outcome(edited), receiptOf(edited).revision]).toEqual(['201', 1]);
    expect([before, withFirst, after].map(({ respondents }) => respondents)).toEqual([1, 2, 2]);
    expect(levelsIn(poll, withFirst.counts, 0)).toEqual([1, 0, 0, 1, 0, 0]);
    expect(levelsIn(poll, after.counts, 0)).toEqual([0, 0, 0, 1, 1, 0]);
    expect(levelsIn(poll, after.counts, 2)).toEqual([0, 0, 0, 1, 0, 1]);
    expect(await rowsOf(poll)).toBe(3);
    const online = (await world.as('luyao')('GET', `/api/polls/${poll.id}/fieldwork`)).json<{ online: object }>()
      .online;
    expect(online).toEqual({ received: 2, edited: 1 });
  });

  it('an edit that was sent again brings its own receipt', async () => {
    const ask = await aCitizen();
    const first = receiptOf(await ask('POST', responses(poll), submissionOf(poll.plan)));
    const change = submissionOf(poll.plan, { says: () => 2 }, { replaces: first.receipt });
    const edited = await ask('POST', responses(poll), change);
    const again = await ask('POST', responses(poll), change);
    expect([outcome(again), again.body]).toEqual(['200', edited.body]);
  });

  it('acceptance 3: of two edits of one version at once one wins, the other has to look at the newest first', async () => {
    const ask = await aCitizen();
    const first = receiptOf(await ask('POST', responses(poll), submissionOf(poll.plan)));
    const edits = [0, 4].map((level) => submissionOf(poll.plan, { says: () => level }, { replaces: first.receipt }));
    const outcomes = (await Promise.all(edits.map((edit) => ask('POST', responses(poll), edit)))).map(outcome).sort();
    expect(outcomes).toEqual(['201', '409 polls.edited-elsewhere']);
    expect((await totalOf(poll)).respondents).toBe(1);
    const late = submissionOf(poll.plan, { says: () => 3 }, { replaces: first.receipt });
    expect(outcome(await ask('POST', responses(poll), late))).toBe('409 polls.edited-elsewhere');
  });

  it('nobody edits an answer never given, nor by a receipt that is not theirs', async () => {
    const [ask, other] = [await aCitizen(), await aCitizen()];
    const theirs = receiptOf(await other('POST', responses(poll), submissionOf(poll.plan)));
    const edit = submissionOf(poll.plan, {}, { replaces: theirs.receipt });
    expect(outcome(await ask('POST', responses(poll), edit))).toBe('409 polls.edited-elsewhere');
    await ask('POST', responses(poll), submissionOf(poll.plan, { says: () => 2 }));
    expect(outcome(await ask('POST', responses(poll), edit))).toBe('409 polls.edited-elsewhere');
  });

  it('an edit that names another area moves the answer to that area’s cell', async () => {
    const ask = await aCitizen();
    const first = receiptOf(await ask('POST', responses(poll), submissionOf(poll.plan, { area: 'A1' })));
    const before = await world.sums(poll);
    world.clock.set('2026-12-16T02:00:00.000Z');
    await ask('POST', responses(poll), submissionOf(poll.plan, { area: 'A3' }, { replaces: first.receipt }));
    const after = await world.sums(poll);
    const areaOf = ({ cell }: AtomSums) => Math.floor(cell / 6);
    expect([before.map(areaOf), after.map(areaOf)]).toEqual([[0], [2]]);
    expect([before, after].map((sums) => sums.map(({ psu, respondents }) => [psu, respondents]))).toEqual([
      [[3, 1]],
      [[5, 1]],
    ]);
  });

  it('an answer can be changed fifty times, and then no more', async () => {
    const ask = await aCitizen();
    let newest = receiptOf(await ask('POST', responses(poll), submissionOf(poll.plan)));
    for (let edit = 1; edit <= 50; edit++) {
      const sheet = submissionOf(poll.plan, { says: () => edit % 5 }, { replaces: newest.receipt });
      newest = receiptOf(await ask('POST', responses(poll), sheet));
    }
    expect(newest.revision).toBe(50);
    const oneMore = submissionOf(poll.plan, {}, { replaces: newest.receipt });
    expect(outcome(await ask('POST', responses(poll), oneMore))).toBe('409 polls.too-many-edits');
    expect((await totalOf(poll)).respondents).toBe(1);
  });

  it('staff of a unit do not count for the questions that unit is scored on, and for all others they do', async () => {
    const own = poll.plan.indicators.flatMap(({ shares }, item) =>
      shares.some(({ unit }) => unit === 'U01') ? [item] : [],
    );
    const ask = await aCitizen();
    await ask('POST', responses(poll), submissionOf(poll.plan, { staffOf: 'U01', says: () => 0 }));
    const { counts, respondents } = await totalOf(poll);
    const counted = poll.plan.indicators.map((_, item) => levelsIn(poll, counts, item).reduce((sum, n) => sum + n));
    expect(respondents).toBe(1);
    expect(own.length).toBeGreaterThan(0);
    expect(counted).toEqual(poll.plan.indicators.map((_, item) => (own.includes(item) ? 0 : 1)));
  });

  it.each([
    [
      'without a required answer',
      (plan: PollPlan) => ({ ...answersOf(plan), sex: undefined }),
      'polls.answers-refused',
    ],
    ['of somebody under age', (plan: PollPlan) => ({ ...answersOf(plan), age: 'under-age' }), 'polls.answers-refused'],
    [
      'with a level that is not offered',
      (plan: PollPlan) => ({ ...answersOf(plan), q1: 'splendid' }),
      'platform.invalid-body',
    ],
  ])('a sheet %s is not taken', async (_, answers, code) => {
    const ask = await aCitizen();
    const refused = await ask('POST', responses(poll), { ...submissionOf(poll.plan), answers: answers(poll.plan) });
    expect([refused.statusCode >= 400, (refused.json() as { code: string }).code]).toEqual([true, code]);
    expect(await rowsOf(poll)).toBe(0);
  });
});

describe('M-12: no answer before the plan is public', () => {
  it('a poll whose plan is not public is like one that does not exist', async () => {
    const draft = await world.copyOfPoll({ stage: 'DRAFT' });
    const ask = await aCitizen();
    const unknown = await ask('POST', `/api/polls/${newId()}/responses`, submissionOf(draft.plan));
    const hidden = await ask('POST', responses(draft), submissionOf(draft.plan));
    const plain = ({ body }: { body: string }) => ({ ...(JSON.parse(body) as object), instance: null });
    expect([hidden.statusCode, plain(hidden)]).toEqual([404, plain(unknown)]);
    expect((await ask('GET', `/api/polls/${draft.id}/my-response`)).statusCode).toBe(404);
  });
});

describe('M-13: the window of 11 to 20 December, Shanghai time', () => {
  let poll: LivePoll;
  // A poll of its own for each case: what the clock decided once stays decided, and here the clock goes back.
  beforeEach(async () => {
    world.clock.set('2026-12-10T15:00:00.000Z');
    poll = await world.copyOfPoll();
  });
  afterAll(() => world.clock.set(inTheField));

  it.each([
    ['2026-12-10T23:59:59.000+08:00', '409 polls.not-open-yet'],
    ['2026-12-10T23:59:59.999+08:00', '409 polls.not-open-yet'],
    ['2026-12-11T00:00:00.000+08:00', '201'],
    ['2026-12-20T23:59:59.000+08:00', '201'],
    ['2026-12-20T23:59:59.999+08:00', '201'],
    ['2026-12-21T00:00:00.000+08:00', '409 polls.window-closed'],
  ])('a citizen’s answer at %s: %s', async (at, expected) => {
    const ask = await aCitizen();
    world.clock.set(at);
    expect(outcome(await ask('POST', responses(poll), submissionOf(poll.plan)))).toBe(expected);
  });

  it('an answer cannot be changed after the window', async () => {
    const ask = await aCitizen();
    world.clock.set('2026-12-20T23:59:59.000+08:00');
    const first = receiptOf(await ask('POST', responses(poll), submissionOf(poll.plan)));
    world.clock.set('2026-12-21T00:00:00.000+08:00');
    const edit = submissionOf(poll.plan, { says: () => 4 }, { replaces: first.receipt });
    expect(outcome(await ask('POST', responses(poll), edit))).toBe('409 polls.window-closed');
  });

  it.each([
    ['2026-12-12T10:00:00+08:00', '2026-12-12T10:05:00+08:00', 'received'],
    ['2026-12-20T23:59:59+08:00', '2026-12-21T00:00:00+08:00', 'received'],
    ['2026-12-20T23:59:59+08:00', '2026-12-21T23:59:59.999+08:00', 'received'],
    ['2026-12-20T23:59:59+08:00', '2026-12-22T00:00:00+08:00', '409 polls.window-closed'],
    ['2026-12-10T23:59:59+08:00', '2026-12-12T10:00:00+08:00', 'refused outside-the-window'],
    ['2026-12-21T00:00:00+08:00', '2026-12-21T08:00:00+08:00', 'refused outside-the-window'],
    ['2026-12-12T12:00:00+08:00', '2026-12-12T11:00:00+08:00', 'refused outside-the-window'],
    ['2026-12-45T12:00:00+08:00', '2026-12-12T11:00:00+08:00', 'refused outside-the-window'],
  ])('an interview answered at %s and uploaded at %s: %s', async (answeredAt, at, expected) => {
    world.clock.set(at);
    const interviews = [interviewOf(poll.plan, {}, { answeredAt })];
    const answer = await world.as('interviewer')('POST', `/api/polls/${poll.id}/interviews`, { interviews });
    const first =
      answer.statusCode === 200 ? answer.json<{ outcome: string; because: string | null }[]>()[0] : undefined;
    expect(first ? [first.outcome, first.because].filter(Boolean).join(' ') : outcome(answer)).toBe(expected);
  });

  it('an uploaded batch is judged one by one, and sending it again does no harm', async () => {
    world.clock.set(inTheField);
    const interviews = [
      interviewOf(poll.plan),
      interviewOf(poll.plan, {}, { answeredAt: '2026-12-09T00:00:00Z' }),
      interviewOf(poll.plan, { area: 'A2' }),
      interviewOf(poll.plan, { age: 'under-age' }),
    ];
    const upload = async () =>
      (await world.as('a1interviewer')('POST', `/api/polls/${poll.id}/interviews`, { interviews })).json<
        { outcome: string; because: string | null }[]
      >();
    const said = (outcomes: { outcome: string; because: string | null }[]) =>
      outcomes.map((one) => one.because ?? one.outcome);
    const before = await rowsOf(poll);
    expect(said(await upload())).toEqual(['received', 'outside-the-window', 'not-your-area', 'answers-refused']);
    expect(said(await upload())).toEqual(['repeated', 'outside-the-window', 'not-your-area', 'answers-refused']);
    expect((await rowsOf(poll)) - before).toBe(1);
    expect(await world.sumFaults(poll)).toEqual([]);
  });

  it('another interviewer’s interview is not taken under the same id', async () => {
    world.clock.set(inTheField);
    const interviews = [interviewOf(poll.plan)];
    await world.as('interviewer')('POST', `/api/polls/${poll.id}/interviews`, { interviews });
    const other = await world.as('a1interviewer')('POST', `/api/polls/${poll.id}/interviews`, { interviews });
    expect(other.json()).toEqual([{ id: interviews[0]?.id, outcome: 'refused', because: 'id-taken' }]);
  });
});

describe('M-15: two polls know nothing of each other', () => {
  it('whoever answered one poll answers the other, and no key, slot or receipt of the two is the same', async () => {
    world.clock.set(inTheField);
    const polls = [await world.copyOfPoll(), await world.copyOfPoll()];
    const ask = await aCitizen();
    const receipts = [];
    for (const poll of polls)
      receipts.push(receiptOf(await ask('POST', responses(poll), submissionOf(poll.plan))).receipt);
    expect(new Set(receipts).size).toBe(2);
    const stored = await Promise.all(
      polls.map(async ({ id, number }) => {
        const [salt] = await world.look<{ salt: Uint8Array }>('SELECT salt FROM poll_salt WHERE poll_id = $1', [id]);
        const [row] = await world.look<{ id: Uint8Array }>('SELECT id FROM response WHERE poll = $1', [number]);
        const slot = Buffer.from(row?.id ?? []).toString('hex');
        expect(slot).toBe(`${personKey(salt?.salt ?? Buffer.alloc(0), ask.id).toString('hex')}00`);
        return slot;
      }),
    );
    const pieces = (slot: string) => Array.from({ length: slot.length - 9 }, (_, at) => slot.slice(at, at + 8));
    const [one, other] = stored as [string, string];
    expect(pieces(one.slice(0, 20)).filter((piece) => other.includes(piece))).toEqual([]);
  });
});

/** A poll in the hands of the statistics bureau: answered, cleaned and scored. Its window lies before the spec's instant. */
const over = {
  fieldworkFrom: '2026-12-01T16:00:00.000Z',
  fieldworkTo: '2026-12-11T16:00:00.000Z',
  graceUntil: '2026-12-12T16:00:00.000Z',
};

async function filled(byArea: Record<string, number>, calendar: object, shuffled = false): Promise<LivePoll> {
  const poll = await world.copyOfPoll({ calendar: { ...over, ...calendar } });
  world.clock.set('2026-12-12T08:00:00.000Z');
  const interviews = manyInterviews(poll.plan, byArea).map((interview, at) => {
    const answers = { ...interview.answers };
    // Hardly anybody knows anything of question 7.
    if (at % 25 !== 0) answers[schools(poll.plan)] = 'dontKnow';
    return { ...interview, answers };
  });
  await world.upload(
    poll,
    shuffled ? interviews.sort((a, b) => ((a.seconds * 7919) % 101) - ((b.seconds * 7919) % 101)) : interviews,
  );
  world.clock.set(inTheField);
  await world.advance();
  return poll;
}

/** The item on schools: what U07 alone is scored on. */
function schools({ questionnaire }: PollPlan): string {
  const item = questionnaire.items.find((one) => one.type === 'satisfaction' && one.indicator === 'I07');
  return item?.code ?? '';
}

describe('a poll of interviews, from cleaning to ranking', () => {
  let poll: LivePoll;
  let ranking: PollRankingView;
  const sizes = { A1: 130, A2: 120, A3: 120, A4: 29 };
  beforeAll(async () => {
    poll = await filled(sizes, {});
    await world.score(poll);
    ranking = await rankingOf(poll);
  }, 120_000);

  it('sites of fewer than ten interviews: the record says why the critical values are t-matched', async () => {
    const { zh, en } = ranking.method.rankSets.criticalValues;
    expect([zh, en].map((text) => /不足 10 人|fewer than 10 respondents/.test(text))).toEqual([true, true]);
    expect(ranking.method.methodVersion).toBe('2');
  });

  it('M-16: an area with 29 interviews is listed without a rank, because of few respondents', () => {
    const districts = ranking.groups.find(({ code }) => code === 'DISTRICTS');
    expect(districts?.rows.map(({ unitId }) => unitId).sort()).not.toContain('A4');
    const thin = districts?.unranked.find(({ unitId }) => unitId === 'A4');
    expect([thin?.respondents, thin?.because[0]]).toEqual([29, 'few-respondents']);
  });

  it('M-18: districts and city units are ranked apart, each group from 1', () => {
    const groups = Object.fromEntries(
      ranking.groups.map(({ code, rows: ranked, unranked }) => [code, [...ranked, ...unranked]]),
    );
    expect(Object.keys(groups).sort()).toEqual(['DISTRICTS', 'ENFORCEMENT', 'SERVICES']);
    expect(groups.DISTRICTS?.map(({ unitId }) => unitId).sort()).toEqual(['A1', 'A2', 'A3', 'A4']);
    expect(
      [...(groups.ENFORCEMENT ?? []), ...(groups.SERVICES ?? [])].some(({ unitId }) => unitId.startsWith('A')),
    ).toBe(false);
    for (const { rows: ranked } of ranking.groups) expect(ranked[0]?.rank).toBe(1);
  });

  it('M-18: a unit with under 60 % of its weight publishable is listed as 样本不足', () => {
    const unranked = ranking.groups.flatMap((group) => group.unranked);
    const unit = unranked.find(({ unitId }) => unitId === 'U07');
    expect(unit?.because).toContain('little-weight-publishable');
    const others = ranking.groups.flatMap((group) => group.rows).map(({ unitId }) => unitId);
    expect(others).toContain('U08');
  });

  describe('arrived in another order, and too late for its seal', () => {
    let shuffled: LivePoll;
    beforeAll(async () => {
      shuffled = await filled(sizes, { sealBy: '2026-12-14T01:00:00.000Z' }, true);
      await world.score(shuffled);
    }, 120_000);

    it('M-16: the same answers in another order of arrival give the same scores', async () =>
      expect(scoresOf(await rankingOf(shuffled))).toEqual(scoresOf(ranking)));

    it('M-17: after the last hour for sealing nothing is sealed', async () => {
      await must(world.as('zhoumin')('POST', `/api/polls/${shuffled.id}/sign`, { totp: await world.code('zhoumin') }));
      const totp = await world.code('lintao');
      const refused = await world.as('lintao')('POST', `/api/polls/${shuffled.id}/seal`, { totp });
      expect(outcome(refused)).toBe('409 polls.seal-too-late');
    });
  });

  it('M-16: the same input computed twice gives the same hashes, and the first run is kept', async () => {
    await must(world.as('lintao')('POST', `/api/polls/${poll.id}/return-to-cleaning`, { reason: '重新核对一遍' }));
    await world.score(poll);
    const kept = await world.look<{ ranking: string; input: string; output: string }>(
      `SELECT r.input_hash AS ranking, w.input_hash AS input, w.output_hash AS output
       FROM poll_ranking r JOIN weight_set w ON w.id = r.weight_set_id WHERE r.poll_id = $1 ORDER BY r.id`,
      [poll.id],
    );
    expect(kept).toHaveLength(2);
    expect(kept[1]).toEqual(kept[0]);
    expect((await rankingOf(poll)).groups).toEqual(ranking.groups);
  });

  it('M-17: a result that somebody touched is found by recomputing, and is not sealed', async () => {
    const [atom] = await world.look<{ cell: number; psu: number }>(
      'SELECT cell, psu FROM response_sum WHERE poll = $1 ORDER BY cell, psu LIMIT 1',
      [poll.number],
    );
    const add = (number: number) =>
      world.city.works.write(caller, (work) =>
        rows(
          work,
          'UPDATE response_sum SET respondents = respondents + $1 WHERE poll = $2 AND cell = $3 AND psu = $4',
          [number, poll.number, atom?.cell, atom?.psu],
        ),
      );
    const recompute = async () => (await world.as('auditor')('POST', `/api/polls/${poll.id}/recompute`)).json();
    expect(await recompute()).toEqual({ isEqual: true, differences: [] });
    await must(world.as('zhoumin')('POST', `/api/polls/${poll.id}/sign`, { totp: await world.code('zhoumin') }));
    await add(1);
    expect(await recompute()).toEqual({ isEqual: false, differences: [`sum 0/${atom?.cell}/${atom?.psu}`] });
    const seal = async () =>
      outcome(await world.as('lintao')('POST', `/api/polls/${poll.id}/seal`, { totp: await world.code('lintao') }));
    expect(await seal()).toBe('409 polls.recompute-differs');
    await add(-1);

    // Whoever can take the guard off the table can change a row: one answer of one sheet, from some level to the worst.
    const [sheet] = await world.look<{ batch: number; position: number; record: Uint8Array }>(
      'SELECT batch, position, record FROM response WHERE poll = $1 ORDER BY batch, position LIMIT 1',
      [poll.number],
    );
    const { codes, ...rest } = decodeRecord(Buffer.from(sheet?.record ?? []));
    const forged = encodeRecord({ ...rest, codes: codes.with(0, codes[0] === 4 ? 3 : 4) });
    await world.city.works.write(caller, async (work) => {
      await rows(work, `DROP TRIGGER response_refuse_update${testDialect === 'postgres' ? ' ON response' : ''}`);
      await rows(work, 'UPDATE response SET record = $1 WHERE batch = $2 AND position = $3', [
        forged,
        sheet?.batch,
        sheet?.position,
      ]);
    });
    const found = (await recompute()) as { isEqual: boolean; differences: string[] };
    expect(found.isEqual).toBe(false);
    expect(found.differences.some((difference) => difference.startsWith('sum '))).toBe(true);
    expect(found.differences).toContain('result');
    expect(await seal()).toBe('409 polls.recompute-differs');
    expect((await world.as('lintao')('GET', `/api/polls/${poll.id}`)).json<{ stage: string }>().stage).toBe('SCORED');
  });
});

describe('a poll of interviews with ten or more at every site', () => {
  let poll: LivePoll;
  let other: LivePoll;
  beforeAll(async () => {
    const interviews = { A1: 130, A2: 125, A3: 125, A4: 125 };
    poll = await filled(interviews, {});
    other = await filled(interviews, {});
    await world.score(poll);
    await world.score(other);
  }, 120_000);
  const recompute = async ({ id }: LivePoll) =>
    (await world.as('auditor')('POST', `/api/polls/${id}/recompute`)).json<{ isEqual: boolean }>();
  const signAndSeal = async ({ id }: LivePoll): Promise<void> => {
    await must(world.as('zhoumin')('POST', `/api/polls/${id}/sign`, { totp: await world.code('zhoumin') }));
    await must(world.as('lintao')('POST', `/api/polls/${id}/seal`, { totp: await world.code('lintao') }));
  };

  it('is ranked by the bootstrap of its sampling units, which its inputs carry without names', async () => {
    const { method } = await rankingOf(poll);
    expect(method.rankSets.criticalValues.zh).toMatch(/^抽样单元随机变号自助法/);
    const kept = await world.city.works.read(caller, (work) => findNewestRanking(work, poll.id));
    const text = JSON.stringify(kept?.inputs);
    expect(poll.plan.sites.filter(({ code }) => text.includes(code))).toEqual([]);
    expect(await recompute(poll)).toEqual({ isEqual: true, differences: [] });
  });

  it('once released it is recomputed by anybody from the files alone, its sampling units without names', async () => {
    await signAndSeal(poll);
    const { id } = await must<ReleaseDraftView>(world.as('luyao')('POST', '/api/releases', { pollId: poll.id }));
    for (const name of ['lintao', 'heqing'])
      await must(world.as(name)('POST', `/api/releases/${id}/sign`, { totp: await world.code(name) }));
    const files = await world.city.works.read(caller, async (work) =>
      filesOf(work, id, (await findDraft(work, id))?.edition),
    );
    const folder = mkdtempSync(path.join(tmpdir(), 'minsheng-release-'));
    try {
      await exportRelease(files, path.join(folder, 'release'));
      const verdict = await verifyFolder(path.join(folder, 'release'), world.city.keys.signing.keyId);
      expect(verdict.checks.filter(({ ok }) => !ok)).toEqual([]);
      const { groups } = await rankingOf(poll);
      const ranked = groups.flatMap(({ rows: own }) => own.map(({ unitId, rankSet }) => [unitId, rankSet]));
      const again = new Map(verdict.recomputed.map(({ unitId, rankSet }) => [unitId, rankSet]));
      expect(ranked.map(([unitId]) => [unitId, again.get(unitId as string)])).toEqual(ranked);
      expect(ranked.length).toBeGreaterThan(10);
    } finally {
      rmSync(folder, { recursive: true });
    }
    const inputs = files.find((file) => file.path === 'inputs.json')?.content.toString('utf8') ?? '';
    expect(inputs).toContain('samplingUnits');
    expect(poll.plan.sites.filter(({ code }) => inputs.includes(code))).toEqual([]);
  });

  it('scored by the first version of the method it is made again, signed and sealed by that version', async () => {
    const { works } = world.city;
    const inputs = await works.read(caller, (work) => loadPollInputs(work, other.id));
    const first = computeScored(inputs, await world.sums(other), 'spec', false, '1');
    const kept = await works.read(caller, (work) => findNewestRanking(work, other.id));
    await works.write(caller, (work) =>
      work.tx.insert(PollRanking, {
        id: newId(),
        pollId: other.id,
        weightSetId: kept?.weightSetId ?? '',
        madeAt: work.now,
        inputs: first.inputs as never,
        result: first.result as never,
        inputHash: first.hashes.ranking,
      }),
    );
    expect(await recompute(other)).toEqual({ isEqual: true, differences: [] });
    await signAndSeal(other);
    const [seal] = await world.look<{ document: string | { methodVersion: string } }>(
      'SELECT document FROM poll_seal WHERE poll_id = $1',
      [other.id],
    );
    const document = typeof seal?.document === 'string' ? (JSON.parse(seal.document) as object) : seal?.document;
    expect(document).toMatchObject({ methodVersion: '1' });
  });
});
