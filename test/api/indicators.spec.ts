import type { IndicatorState, IndicatorView } from '@minsheng/contracts';
import { endIndicatorUse, indicatorsForPlan, useIndicators } from '../../server/src/indicators/index.js';
import { rows, systemCaller, type Work } from '../../server/src/platform/index.js';
import { codeOf, refusedWithoutTrace } from '../support/answers.js';
import { actionsOn } from '../support/ledger.js';
import { hire } from '../support/staff.js';
import type { Answer } from '../world/checked-answers.js';
import { startWorld, type World } from '../world/world.js';

let world: World;
/** Designs; reviews; designs and reviews. */
let zhoumin: World['ask'];
let lintao: World['ask'];
let both: World['ask'];

beforeAll(async () => {
  world = await startWorld();
  await hire(world.city, 'both', 'stat', ['STAT_DESIGNER', 'STAT_REVIEWER']);
  zhoumin = await world.as('zhoumin');
  lintao = await world.as('lintao');
  both = await world.as('both');
});
afterAll(() => world.stop());

const write = <Result>(fn: (work: Work) => Promise<Result>) => world.city.works.write(systemCaller('spec'), fn);
const share = (unit: string, part: string, role: 'LEAD' | 'SUPPORT' = 'SUPPORT') => ({ unit, share: part, role });
const draft = (code: string, change: Record<string, unknown> = {}) => ({
  code,
  term: 'LONG',
  name: { zh: '夜间照明', en: 'street lights' },
  wording: { zh: '您对夜间照明满意吗？', en: 'How satisfied are you with street lights?' },
  hint: null,
  attribution: 'FUNCTION',
  weight: 5,
  shares: [share('U01', '0.6', 'LEAD'), share('U02', '0.4')],
  anchorTask: null,
  ...change,
});

let serial = 0;
const nextCode = () => `X${++serial}`;
async function proposed(change: Record<string, unknown> = {}, code = nextCode()): Promise<IndicatorView> {
  const answer = await zhoumin('POST', '/api/indicators', draft(code, change));
  expect(answer.statusCode).toBe(201);
  return answer.json();
}
const go = (id: string, verb: string, ask = lintao, body: object = {}) =>
  ask('POST', `/api/indicators/${id}/${verb}`, body);
async function approved(change: Record<string, unknown> = {}, code = nextCode()): Promise<IndicatorView> {
  const { id } = await proposed(change, code);
  await go(id, 'submit', zhoumin);
  const answer = await go(id, 'approve');
  expect(answer.statusCode).toBe(200);
  return answer.json();
}
const poll = '01POLLPOLLPOLLPOLLPOLLPOLL';
/** As a plan's publication does it. */
async function active(change: Record<string, unknown> = {}): Promise<IndicatorView> {
  const made = await approved(change);
  await write((work) => useIndicators(work, poll, [made.code]));
  await write((work) => endIndicatorUse(work, poll));
  return { ...made, state: 'ACTIVE' };
}
const inState: Record<IndicatorState, () => Promise<IndicatorView>> = {
  DRAFT: proposed,
  REVIEW: async () => (await go((await proposed()).id, 'submit', zhoumin)).json(),
  APPROVED: approved,
  ACTIVE: active,
  SUSPENDED: async () => (await go((await active()).id, 'suspend', lintao, { reason: '题面有歧义' })).json(),
  RETIRED: async () => (await go((await active()).id, 'retire', lintao, { reason: '指标体系更换' })).json(),
};
const stateOf = async (id: string) =>
  (await zhoumin('GET', '/api/indicators')).json<IndicatorView[]>().find((one) => one.id === id)?.state;
const actionsOf = async (id: string) =>
  (await actionsOn(world.city, `indicator:${id}`)).map((action) => action.replace('indicators.', ''));
const refused = (send: () => Promise<Answer>, status: number, code: string) =>
  refusedWithoutTrace(send, status, code, world.footprint);

describe('GET /api/indicators', () => {
  it.each([
    ['zhoumin', 200],
    ['lintao', 200],
    ['luyao', 200],
    ['heqing', 200],
    ['auditor', 200],
    ['chenggu', 403],
    ['admin', 403],
  ])('%s: %s', async (name, status) => {
    const ask = await world.as(name);
    expect((await ask('GET', '/api/indicators')).statusCode).toBe(status);
  });

  it('neither a citizen nor anybody without a sign-in sees the indicators of tomorrow', async () => {
    const citizen = await world.asCitizen();
    expect((await citizen('GET', '/api/indicators')).statusCode).toBe(403);
    expect((await world.ask('GET', '/api/indicators')).statusCode).toBe(401);
  });
});

describe('POST /api/indicators', () => {
  it('makes a draft of version 1; the lead stands first, shares have four places', async () => {
    const view = await proposed({ shares: [share('U02', '0.4'), share('U01', '0.6', 'LEAD')], weight: 2.5 });
    expect(view).toMatchObject({ version: 1, state: 'DRAFT', weight: 2.5, anchorTask: null, approvedBy: null });
    expect(view.shares).toEqual([share('U01', '0.6000', 'LEAD'), share('U02', '0.4000')]);
    expect(await actionsOf(view.id)).toEqual(['proposed']);
  });

  it.each(['lintao', 'luyao', 'heqing', 'auditor', 'chenggu'])('%s may not propose', async (name) => {
    const ask = await world.as(name);
    await refused(() => ask('POST', '/api/indicators', draft(nextCode())), 403, 'platform.not-permitted');
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['M-10: an ad-hoc indicator without a task', { term: 'ADHOC' }, 'indicators.anchor-task'],
    ['a long-term indicator with a task', { anchorTask: '清雪' }, 'indicators.anchor-task'],
    ['a unit that does not exist', { shares: [share('U99', '1', 'LEAD')] }, 'indicators.no-such-unit'],
    ['a unit twice', { shares: [share('U01', '0.5', 'LEAD'), share('U01', '0.5')] }, 'indicators.unit-twice'],
  ])('%s is refused', async (_title, change, code) => {
    await refused(() => zhoumin('POST', '/api/indicators', draft(nextCode(), change)), 422, code);
  });

  it.each<[string, Record<string, unknown>]>([
    ['no English wording', { wording: { zh: '您满意吗？', en: '' } }],
    ['a list for a name', { name: ['夜间照明'] }],
    ['a number for a code', { code: 7 }],
    ['an unknown field', { state: 'ACTIVE' }],
    ['a field of a share nobody knows', { shares: [{ ...share('U01', '1', 'LEAD'), from: '2026-01-01' }] }],
    ['shares that are no list', { shares: { unit: 'U01' } }],
    ['a share of two', { shares: [share('U01', '2', 'LEAD')] }],
    ['a share that is a number', { shares: [{ unit: 'U01', share: 1, role: 'LEAD' }] }],
    ['a weight of three places', { weight: 1.001 }],
    ['a weight in words', { weight: '10' }],
    ['an attribution nobody knows', { attribution: 'UNIT' }],
    ['a text of 100,000 characters', { wording: { zh: '很'.repeat(100_000), en: 'long' } }],
    ['201 shares', { shares: Array.from({ length: 201 }, () => share('U01', '0.001')) }],
  ])('%s is refused by its field', async (_title, change) => {
    await refused(() => zhoumin('POST', '/api/indicators', draft('X-BAD', change)), 400, 'platform.invalid-body');
  });

  it('__proto__ in a body is refused and changes no object', async () => {
    const payload = JSON.stringify(draft('X-PROTO')).replace('{', '{"__proto__":{"state":"ACTIVE"},');
    const answer = await zhoumin('POST', '/api/indicators', undefined, {
      payload,
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.statusCode).toBe(400);
    expect(({} as { state?: string }).state).toBeUndefined();
  });

  it('of two proposals of one code at once, one is kept', async () => {
    const code = nextCode();
    const answers = await Promise.all([1, 2, 3].map(() => zhoumin('POST', '/api/indicators', draft(code))));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409]);
    expect(answers.filter(({ statusCode }) => statusCode === 409).map((answer) => codeOf(answer))).toEqual([
      'indicators.change-open',
      'indicators.change-open',
    ]);
  });
});

describe('PUT /api/indicators/:id', () => {
  it('the proposer puts the draft right', async () => {
    const { id, code } = await proposed();
    const answer = await zhoumin(
      'PUT',
      `/api/indicators/${id}`,
      draft(code, { attribution: 'AREA', shares: [], weight: 7 }),
    );
    expect(answer.json<IndicatorView>()).toMatchObject({ attribution: 'AREA', shares: [], weight: 7, state: 'DRAFT' });
    expect(await actionsOf(id)).toEqual(['proposed', 'edited']);
  });

  it('nobody else does', async () => {
    const { id, code } = await proposed();
    await refused(() => both('PUT', `/api/indicators/${id}`, draft(code)), 403, 'indicators.not-the-proposer');
  });

  it('the code stays', async () => {
    const { id } = await proposed();
    await refused(() => zhoumin('PUT', `/api/indicators/${id}`, draft(nextCode())), 422, 'indicators.code-stays');
  });

  it('a foreign id and an unknown one answer the same', async () => {
    const ids = ['01ARZ3NDEKTSV4RRFFQ69G5FAV', 'no-id-at-all', 'A'.repeat(80)];
    const answers = await Promise.all(ids.map((id) => zhoumin('PUT', `/api/indicators/${id}`, draft('X1'))));
    expect(answers.map((answer) => [answer.statusCode, codeOf(answer)])).toEqual(
      ids.map(() => [404, 'platform.not-found']),
    );
  });
});

describe('POST /api/indicators/:id/submit', () => {
  it('needs the proposer', async () => {
    const { id } = await proposed();
    await refused(() => go(id, 'submit', both), 403, 'indicators.not-the-proposer');
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['by function without shares', { shares: [] }, 'indicators.shares-not-one'],
    ['by area with shares', { attribution: 'AREA' }, 'indicators.area-has-shares'],
    ['without a lead', { shares: [share('U01', '1')] }, 'indicators.not-one-lead'],
    [
      'with two leads',
      { shares: [share('U01', '0.5', 'LEAD'), share('U02', '0.5', 'LEAD')] },
      'indicators.not-one-lead',
    ],
    ['with a share for a territorial unit', { shares: [share('A1', '1', 'LEAD')] }, 'indicators.not-a-department'],
  ])('an indicator %s is refused', async (_title, change, code) => {
    const { id } = await proposed(change);
    await refused(() => go(id, 'submit', zhoumin), 422, code);
  });

  it('M-11: shares that do not sum to 1 are refused with the exact difference', async () => {
    const { id } = await proposed({ shares: [share('U01', '0.7', 'LEAD'), share('U02', '0.2999')] });
    const { details, sentences } = await refused(() => go(id, 'submit', zhoumin), 422, 'indicators.shares-not-one');
    expect(details).toMatchObject({ sum: '0.9999', difference: '−0.0001' });
    expect(sentences.zh).toContain('−0.0001');
  });
});

describe('POST /api/indicators/:id/approve', () => {
  it('by another person: the indicator stands', async () => {
    const view = await approved();
    expect(view.state).toBe('APPROVED');
    expect(view.approvedBy).not.toBe(view.proposedBy);
    expect(await actionsOf(view.id)).toEqual(['proposed', 'submitted', 'approved']);
  });

  it('whoever holds both roles does not approve the own proposal, nor return it', async () => {
    const made = (await both('POST', '/api/indicators', draft(nextCode()))).json<IndicatorView>();
    await go(made.id, 'submit', both);
    await refused(() => go(made.id, 'approve', both), 403, 'indicators.own-proposal');
    await refused(() => go(made.id, 'return', both, { reason: '重写' }), 403, 'indicators.own-proposal');
  });

  it('the database refuses the proposer as well', async () => {
    const { id } = await proposed();
    const forged = write((work) =>
      rows(work, `UPDATE indicator SET state = 'APPROVED', approved_by = proposed_by WHERE id = $1`, [id]),
    );
    await expect(forged).rejects.toMatchObject({ code: 'indicators.own-proposal' });
  });

  it('the designer has no right to', async () => {
    const { id } = (await inState.REVIEW()) as IndicatorView;
    await refused(() => go(id, 'approve', zhoumin), 403, 'platform.not-permitted');
  });

  it('approved and returned at the same moment: one of the two holds', async () => {
    const { id } = await inState.REVIEW();
    const answers = await Promise.all([go(id, 'approve'), go(id, 'return', both, { reason: '重写' })]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    expect(['APPROVED', 'DRAFT']).toContain(await stateOf(id));
  });
});

describe('SM-2: a move from any other state is refused, and nothing is kept', () => {
  const states: IndicatorState[] = ['DRAFT', 'REVIEW', 'APPROVED', 'ACTIVE', 'SUSPENDED', 'RETIRED'];
  const moves: [string, IndicatorState[], () => World['ask'], object][] = [
    ['submit', ['DRAFT'], () => zhoumin, {}],
    ['approve', ['REVIEW'], () => lintao, {}],
    ['return', ['REVIEW'], () => lintao, { reason: '重写' }],
    ['suspend', ['ACTIVE'], () => lintao, { reason: '题面有歧义' }],
    ['resume', ['SUSPENDED'], () => lintao, {}],
    ['retire', ['APPROVED', 'ACTIVE', 'SUSPENDED'], () => lintao, { reason: '任务已销号' }],
  ];
  const wrong = moves.flatMap(([move, from, who, body]) =>
    states.filter((state) => !from.includes(state)).map((state) => [state, move, who, body] as const),
  );
  it.each(wrong)('%s → %s', async (state, move, who, body) => {
    const { id } = await inState[state]();
    const { details } = await refused(() => go(id, move, who(), body), 409, 'indicators.not-in-state');
    expect(details).toMatchObject({ state });
  });

  it.each(states.filter((state) => state !== 'DRAFT'))('%s is not edited', async (state) => {
    const { id, code } = await inState[state]();
    await refused(() => zhoumin('PUT', `/api/indicators/${id}`, draft(code)), 409, 'indicators.not-in-state');
  });

  it.each(['return', 'suspend', 'retire'])('%s needs a reason', async (move) => {
    const { id } = await inState[move === 'return' ? 'REVIEW' : 'ACTIVE']();
    for (const body of [{}, { reason: ' ' }, { reason: '长'.repeat(501) }])
      await refused(() => go(id, move, lintao, body), 400, 'platform.invalid-body');
  });

  it('suspended and resumed: the ledger says both, with the reason', async () => {
    const { id } = await inState.SUSPENDED();
    expect((await go(id, 'resume')).json<IndicatorView>().state).toBe('ACTIVE');
    expect(await actionsOf(id)).toEqual(['proposed', 'submitted', 'approved', 'activated', 'suspended', 'resumed']);
  });

  it('a suspended indicator is not in the next plan, a resumed one is', async () => {
    const { id, code } = await inState.SUSPENDED();
    const codes = () =>
      world.city.works.read(systemCaller('spec'), async (work) =>
        (await indicatorsForPlan(work)).map((one) => one.code),
      );
    expect(await codes()).not.toContain(code);
    await go(id, 'resume');
    expect(await codes()).toContain(code);
  });
});

describe('M-10: an ad-hoc indicator retires with its task', () => {
  it('not while a poll runs on it; after the seal it does, and stays readable', async () => {
    const { id, code } = await approved({ term: 'ADHOC', anchorTask: '冬季清雪' });
    await write((work) => useIndicators(work, poll, [code]));
    await refused(() => go(id, 'retire', lintao, { reason: '任务已销号' }), 409, 'indicators.in-a-running-poll');
    await write((work) => endIndicatorUse(work, poll));
    expect((await go(id, 'retire', lintao, { reason: '任务已销号' })).statusCode).toBe(200);
    expect(await stateOf(id)).toBe('RETIRED');
  });

  it('a suspended one is not taken into a plan', async () => {
    const { code } = await inState.SUSPENDED();
    await expect(write((work) => useIndicators(work, poll, [code]))).rejects.toMatchObject({
      code: 'indicators.not-in-state',
    });
  });
});

describe('a change of an indicator that stands', () => {
  it('of wording makes the next version, and the series breaks visibly', async () => {
    const { code, id } = await active();
    const wording = { zh: '您对夜间照明和路灯满意吗？', en: 'How satisfied are you with lights and lamps?' };
    const next = await approved({ wording }, code);
    expect([next.version, next.state, await stateOf(id)]).toEqual([2, 'APPROVED', 'ACTIVE']);
    await write((work) => useIndicators(work, poll, [code]));
    await write((work) => endIndicatorUse(work, poll));
    expect([await stateOf(next.id), await stateOf(id)]).toEqual(['ACTIVE', 'RETIRED']);
    expect(await actionsOf(id)).toEqual(['proposed', 'submitted', 'approved', 'activated', 'superseded']);
  });

  it('of shares or weight alone keeps the version', async () => {
    const { code } = await active();
    const next = await proposed({ shares: [share('U03', '1', 'LEAD')], weight: 9 }, code);
    expect(next.version).toBe(1);
  });

  it('waits until the one before is decided', async () => {
    const { code } = await inState.REVIEW();
    await refused(() => zhoumin('POST', '/api/indicators', draft(code)), 409, 'indicators.change-open');
  });
});

describe('the database itself', () => {
  it.each<[string, (id: string) => [string, unknown[]]]>([
    ['changes no approved wording', (id) => [`UPDATE indicator SET wording_zh = '别的' WHERE id = $1`, [id]]],
    ['changes no approved weight', (id) => [`UPDATE indicator SET weight_hundredths = 1 WHERE id = $1`, [id]]],
    ['deletes no indicator', (id) => [`DELETE FROM indicator WHERE id = $1`, [id]]],
    [
      'changes no approved share',
      (id) => [`UPDATE indicator_share SET share = '1.0000' WHERE indicator_id = $1`, [id]],
    ],
    ['takes no further share', (id) => [`INSERT INTO indicator_share VALUES ($1, 'U09', '0.1000', 'SUPPORT')`, [id]]],
    ['removes no approved share', (id) => [`DELETE FROM indicator_share WHERE indicator_id = $1`, [id]]],
  ])('%s', async (_title, statement) => {
    const { id } = await approved();
    const before = await world.footprint();
    await expect(write((work) => rows(work, ...statement(id)))).rejects.toThrow(/never deleted|new version|draft only/);
    expect(await world.footprint()).toEqual(before);
  });
});
