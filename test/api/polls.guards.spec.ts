import { type LivePollStage, type PollSummary, pollStageNames } from '@minsheng/contracts';
import { newId } from '../../server/src/platform/index.js';
import { type PollMove, pollLifecycle } from '../../server/src/polls/poll.lifecycle.js';
import { outcome } from '../support/answers.js';
import { actionsOn } from '../support/ledger.js';
import {
  type Ask,
  type LivePoll,
  type LiveWorld,
  interviewOf,
  startLiveWorld,
  submissionOf,
} from '../support/live-world.js';

let world: LiveWorld;
beforeAll(async () => {
  world = await startLiveWorld();
});
afterAll(() => world.stop());

const inTheField = '2026-12-14T02:00:00.000Z';

/** Windows by which a stage is the one that is written down, at the spec's instant. */
const calendarOf: Partial<Record<LivePollStage, object>> = {
  PLAN_PUBLIC: { fieldworkFrom: '2026-12-17T16:00:00.000Z' },
  FIELDWORK: {},
  PAUSED: {},
  SYNC_GRACE: { fieldworkTo: '2026-12-13T16:00:00.000Z' },
};
const over = { fieldworkTo: '2026-12-12T16:00:00.000Z', graceUntil: '2026-12-13T16:00:00.000Z' };
const isLive = (stage: string): stage is LivePollStage => !['IMPORTED', 'WEIGHTED', 'RANKED'].includes(stage);
const stages = Object.keys(pollStageNames).filter(isLive);
const at = (stage: LivePollStage) => world.copyOfPoll({ stage, calendar: calendarOf[stage] ?? over });

interface Act {
  path: string;
  /** The step of SM-3, or what it is done for. */
  move: PollMove | null;
  from: readonly LivePollStage[];
  may: string[];
  body: () => Promise<object>;
}

const code = (name: string) => async () => ({ totp: await world.code(name) });
const reason = async () => ({ reason: '暴雨，访问员撤回' });
const step = (path: string, move: PollMove, may: string, body: Act['body'] = async () => ({})): Act => ({
  path,
  move,
  from: pollLifecycle[move].from,
  may: [may],
  body,
});

/** Every step that a person takes between a public plan and the seal. */
const acts: Act[] = [
  step('pause', 'pause', 'lintao', reason),
  step('resume', 'resume', 'lintao'),
  {
    path: 'decisions',
    move: null,
    from: ['CLEANING'],
    may: ['zhoumin'],
    body: async () => ({ responses: ['1-0'], decision: 'EXCLUDED', note: '作答过快' }),
  },
  step('finish-cleaning', 'finish-cleaning', 'zhoumin'),
  step('score', 'score', 'zhoumin'),
  step('return-to-cleaning', 'return-to-cleaning', 'lintao', reason),
  { path: 'sign', move: null, from: ['SCORED'], may: ['zhoumin'], body: code('zhoumin') },
  step('seal', 'seal', 'lintao', code('lintao')),
];

const cast = ['zhoumin', 'lintao', 'heqing', 'luyao', 'chenggu', 'sunyi', 'landong', 'auditor', 'admin', 'interviewer'];

const act = async ({ path, may, body }: Act, id: string, name = may[0] as string) =>
  outcome(await world.as(name)('POST', `/api/polls/${id}/${path}`, await body()));
const stageOf = async (id: string) =>
  (await world.look<{ stage: string }>('SELECT stage FROM poll WHERE id = $1', [id]))[0]?.stage;
const actionsOf = (id: string) => actionsOn(world.city, `poll:${id}`);

describe('SM-3: a step is taken from its stage only', () => {
  const polls = new Map<LivePollStage, LivePoll>();
  let citizen: Ask;
  beforeAll(async () => {
    citizen = await world.citizen('13700000001');
    for (const stage of stages) polls.set(stage, await at(stage));
  });

  it('every step that a person takes between a public plan and the seal is among those tried here', () => {
    const before = ['polls.plan', 'polls.approve-plan', 'polls.publish-plan', 'polls.cancel'];
    const personal = (Object.keys(pollLifecycle) as PollMove[]).filter(
      (move) => pollLifecycle[move].by.startsWith('polls.') && !before.includes(pollLifecycle[move].by),
    );
    // A correction is asked for and granted at the release; the poll follows by itself.
    expect(acts.flatMap(({ move }) => move ?? []).sort()).toEqual(personal.filter((move) => move !== 'reopen').sort());
  });

  it.each(acts.map((one) => [one.path, one.from.join(', '), one] as const))(
    '%s is refused in every stage but %s, and the poll stays where it was',
    async (_, __, one) => {
      const refused = stages.filter((stage) => !one.from.includes(stage));
      const found: Record<string, string> = {};
      const expected: Record<string, string> = {};
      for (const stage of refused) {
        const { id } = polls.get(stage) as LivePoll;
        found[stage] = `${await act(one, id)}, ${await stageOf(id)}`;
        const hasPublicPlan = !['DRAFT', 'PLAN_REVIEW', 'PLAN_APPROVED'].includes(stage);
        const because = one.path === 'score' && !hasPublicPlan ? '404 polls.no-such-poll' : '409 polls.wrong-stage';
        expected[stage] = `${because}, ${stage}`;
      }
      expect(found).toEqual(expected);
    },
    120_000,
  );

  it.each(acts.map((one) => [one.path, one.may.join(', '), one] as const))(
    '%s is for %s only',
    async (_, __, one) => {
      // Cancelled: nothing moves it, so what is seen is the permission.
      const { id } = polls.get('CANCELLED') as LivePoll;
      const body = await one.body();
      const found: string[] = [];
      for (const name of cast) {
        const said = outcome(await world.as(name)('POST', `/api/polls/${id}/${one.path}`, body));
        if (said !== '403 platform.not-permitted') found.push(name);
      }
      expect(found).toEqual(one.may);
      expect(outcome(await citizen('POST', `/api/polls/${id}/${one.path}`, body))).toBe('403 platform.not-permitted');
      expect(outcome(await world.ask('POST', `/api/polls/${id}/${one.path}`, body))).toBe('401 platform.not-signed-in');
    },
    120_000,
  );

  it.each(acts.map((one) => [one.path, one] as const))('%s of a poll that is not there is 404', async (_, one) =>
    expect(await act(one, newId())).toMatch(/^404 /),
  );

  it.each([
    ['pause', 'lintao', {}],
    ['pause', 'lintao', { reason: '' }],
    ['return-to-cleaning', 'lintao', {}],
    ['return-to-cleaning', 'lintao', { reason: ' ' }],
    ['decisions', 'zhoumin', { responses: ['1-0'], decision: 'EXCLUDED' }],
    ['decisions', 'zhoumin', { responses: ['1-0'], decision: 'EXCLUDED', note: '' }],
    ['decisions', 'zhoumin', { responses: [], decision: 'EXCLUDED', note: '作答过快' }],
    ['decisions', 'zhoumin', { responses: ['1-0'], decision: 'LATER', note: '作答过快' }],
    ['sign', 'zhoumin', {}],
    ['seal', 'lintao', { totp: '12345' }],
  ])('%s by %s without what it needs, %j, is refused before anything else', async (path, name, body) => {
    const { id } = polls.get('CANCELLED') as LivePoll;
    expect(outcome(await world.as(name)('POST', `/api/polls/${id}/${path}`, body))).toBe('400 platform.invalid-body');
  });

  it.each([
    ['fieldwork', ['zhoumin', 'lintao', 'heqing', 'luyao', 'auditor']],
    ['held', ['zhoumin', 'lintao', 'heqing', 'luyao', 'auditor']],
    ['weighting', ['zhoumin', 'lintao', 'heqing', 'auditor']],
    ['review', ['zhoumin', 'lintao', 'heqing', 'auditor']],
  ])('%s is read by %j', async (path, readers) => {
    const { id } = polls.get('FIELDWORK') as LivePoll;
    const found: string[] = [];
    for (const name of cast) {
      const said = outcome(await world.as(name)('GET', `/api/polls/${id}/${path}`));
      if (said !== '403 platform.not-permitted') found.push(name);
    }
    expect(found).toEqual(readers);
  });

  it.each(['weighting', 'review', 'ranking'])(
    '%s is not there before the poll is scored, for anybody',
    async (path) => {
      for (const stage of ['FIELDWORK', 'CLEANING', 'WEIGHTING'] as const) {
        const { id } = polls.get(stage) as LivePoll;
        expect(outcome(await world.as('lintao')('GET', `/api/polls/${id}/${path}`))).toBe('404 platform.not-found');
      }
    },
  );
});

describe('SM-3: what the clock decides', () => {
  afterEach(() => world.clock.set(inTheField));

  it('fieldwork begins and ends, the time of grace ends, each at its instant and each written down', async () => {
    const poll = await world.copyOfPoll({
      calendar: {
        fieldworkFrom: '2026-12-14T16:00:00.000Z',
        fieldworkTo: '2026-12-15T16:00:00.000Z',
        graceUntil: '2026-12-16T16:00:00.000Z',
      },
    });
    const found: (string | undefined)[] = [];
    for (const instant of [
      '2026-12-14T15:59:59.999Z',
      '2026-12-14T16:00:00.000Z',
      '2026-12-15T15:59:59.999Z',
      '2026-12-15T16:00:00.000Z',
      '2026-12-16T15:59:59.999Z',
      '2026-12-16T16:00:00.000Z',
    ]) {
      world.clock.set(instant);
      const shown = (await world.as('luyao')('GET', `/api/polls/${poll.id}`)).json<PollSummary>().stage;
      await world.advance();
      const written = await stageOf(poll.id);
      found.push(shown === written ? shown : `${shown} is shown, ${written} is written`);
    }
    expect(found).toEqual(['PLAN_PUBLIC', 'FIELDWORK', 'FIELDWORK', 'SYNC_GRACE', 'SYNC_GRACE', 'CLEANING']);
    expect(new Set(await actionsOf(poll.id))).toEqual(
      new Set(['polls.fieldwork-started', 'polls.fieldwork-ended', 'polls.checked', 'polls.grace-ended']),
    );
  });

  it('two clocks at once write each step down once', async () => {
    const poll = await world.copyOfPoll({ calendar: over });
    await Promise.all([world.advance(), world.advance(), world.advance()]);
    const actions = await actionsOf(poll.id);
    expect(await stageOf(poll.id)).toBe('CLEANING');
    for (const action of ['polls.fieldwork-started', 'polls.fieldwork-ended', 'polls.grace-ended'])
      expect(actions.filter((one) => one === action)).toHaveLength(1);
  });

  it('a paused poll ends with its window all the same', async () => {
    const poll = await world.copyOfPoll({ stage: 'PAUSED', calendar: { fieldworkTo: '2026-12-14T01:00:00.000Z' } });
    expect(await act(acts.find(({ path }) => path === 'resume') as Act, poll.id)).toBe('409 polls.wrong-stage');
    await world.advance();
    expect(await stageOf(poll.id)).toBe('SYNC_GRACE');
  });
});

describe('SM-3: a pause', () => {
  it('takes no answer from citizens and no change of one, still takes interviews, and goes on where it was', async () => {
    const poll = await at('FIELDWORK');
    const ask = await world.citizen('13700000002');
    const send = (sheet: object) => ask('POST', `/api/polls/${poll.id}/responses`, sheet);
    const { receipt } = (await send(submissionOf(poll.plan))).json<{ receipt: string }>();
    const lintao = world.as('lintao');
    await lintao('POST', `/api/polls/${poll.id}/pause`, { reason: '暴雨红色预警' });
    expect(await stageOf(poll.id)).toBe('PAUSED');
    const change = submissionOf(poll.plan, { says: () => 3 }, { replaces: receipt });
    expect(outcome(await send(submissionOf(poll.plan)))).toBe('409 polls.paused');
    expect(outcome(await send(change))).toBe('409 polls.paused');
    await world.upload(poll, [interviewOf(poll.plan)]);
    const [written] = await world.look<{ payload: string }>(
      `SELECT payload FROM ledger_entry WHERE subject = $1 AND action = 'polls.paused'`,
      [`poll:${poll.id}`],
    );
    expect(JSON.parse(written?.payload ?? '')).toEqual({ reason: '暴雨红色预警' });
    expect(outcome(await lintao('POST', `/api/polls/${poll.id}/resume`))).toBe('200');
    expect(outcome(await send(change))).toBe('201');
    expect(await world.sumFaults(poll)).toEqual([]);
  });

  it('of two who pause at once one is told that it is done', async () => {
    const poll = await at('FIELDWORK');
    const pause = acts[0] as Act;
    expect((await Promise.all([act(pause, poll.id), act(pause, poll.id)])).sort()).toEqual([
      '200',
      '409 polls.wrong-stage',
    ]);
  });
});

describe('SM-4: a suspicious answer is held until somebody decides', () => {
  let poll: LivePoll;
  let held: { id: string; codes: string[]; decision: string | null }[];
  const heldNow = async () => (await world.as('luyao')('GET', `/api/polls/${poll.id}/held`)).json<typeof held>();
  const decide = async (body: object) =>
    outcome(await world.as('zhoumin')('POST', `/api/polls/${poll.id}/decisions`, body));

  beforeAll(async () => {
    world.clock.set('2026-12-12T08:00:00.000Z');
    poll = await world.copyOfPoll({ calendar: { ...over, fieldworkFrom: '2026-12-01T16:00:00.000Z' } });
    const says = (item: number) => item % 4;
    const honest = Array.from({ length: 30 }, (_, n) => interviewOf(poll.plan, { says }, { seconds: 150 + n }));
    const hasty = Array.from({ length: 3 }, () => interviewOf(poll.plan, { says: () => 0 }, { seconds: 8 }));
    const straight = [
      interviewOf(poll.plan, { says: () => 2 }),
      interviewOf(poll.plan, { says: () => 2, open: '路灯' }),
    ];
    await world.upload(poll, [...honest, ...hasty, ...straight]);
    world.clock.set(inTheField);
    await world.advance();
    held = await heldNow();
  });

  it('too fast is held by both rules, a straight line without a word of one’s own by one, the others pass', () =>
    expect(held.map(({ codes, decision }) => [codes.join('+'), decision])).toEqual([
      ['STRAIGHT_LINE+TOO_FAST', null],
      ['STRAIGHT_LINE+TOO_FAST', null],
      ['STRAIGHT_LINE+TOO_FAST', null],
      ['STRAIGHT_LINE', null],
    ]));

  it('what is held shows neither what was answered nor by whom', () =>
    expect(new Set(held.flatMap((one) => Object.keys(one)))).toEqual(
      new Set('id mode area site receivedAt seconds codes decision decidedBy note'.split(' ')),
    ));

  it('checking again holds nothing twice', async () => {
    await world.advance();
    expect(await heldNow()).toEqual(held);
  });

  it('an answer that is not held cannot be decided on, and then nothing is', async () => {
    for (const [id, expected] of [
      ['999999999-0', '404 polls.no-such-answer'],
      ['2147483648-0', '400 platform.invalid-body'],
      ['1 OR 1-0', '400 platform.invalid-body'],
    ]) {
      const body = { responses: [held[0]?.id, id], decision: 'EXCLUDED', note: '作答过快' };
      expect([id, await decide(body)]).toEqual([id, expected]);
    }
    expect((await heldNow()).map(({ decision }) => decision)).toEqual([null, null, null, null]);
  });

  it('cleaning does not end while one is undecided', async () => {
    const finish = acts.find(({ path }) => path === 'finish-cleaning') as Act;
    expect(await act(finish, poll.id)).toBe('409 polls.held-undecided');
    const first = held.slice(0, 3).map(({ id }) => id);
    expect(await decide({ responses: first, decision: 'EXCLUDED', note: '不到十秒' })).toBe('200');
    expect(await act(finish, poll.id)).toBe('409 polls.held-undecided');
    expect(await decide({ responses: [held[3]?.id], decision: 'EXCLUDED', note: '直线' })).toBe('200');
    // Whoever thinks better of it decides again; the newest decision holds and the first stays on record.
    expect(await decide({ responses: [held[3]?.id], decision: 'VALID', note: '电话回访属实' })).toBe('200');
    expect((await heldNow()).map(({ decision }) => decision)).toEqual(['EXCLUDED', 'EXCLUDED', 'EXCLUDED', 'VALID']);
    const decisions = await world.look('SELECT id FROM response_decision WHERE poll_id = $1', [poll.id]);
    expect(decisions).toHaveLength(5);
    expect(await act(finish, poll.id)).toBe('200');
    expect(await stageOf(poll.id)).toBe('WEIGHTING');
  });

  it('answers that cannot be weighted are refused with the margin’s name, and the poll stays', async () => {
    const score = await world.as('zhoumin')('POST', `/api/polls/${poll.id}/score`);
    expect(outcome(score)).toBe('422 polls.cannot-weigh');
    expect(score.json<{ detail: string }>().detail).toContain('属地');
    expect(await stageOf(poll.id)).toBe('WEIGHTING');
    expect(await world.look('SELECT id FROM weight_set WHERE poll_id = $1', [poll.id])).toEqual([]);
  });

  it('a poll that nobody answered is not computed', async () => {
    const empty = await at('WEIGHTING');
    expect(outcome(await world.as('zhoumin')('POST', `/api/polls/${empty.id}/score`))).toBe('422 polls.no-answers');
    expect(await stageOf(empty.id)).toBe('WEIGHTING');
  });
});
