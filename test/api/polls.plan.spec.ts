import type { IndicatorView, PlanCheck, PollPlanView, PollStage, PollSummary, ProblemBody } from '@minsheng/contracts';
import { rows, systemCaller, type Work } from '../../server/src/platform/index.js';
import { findPublishedPlan, listPublishedPlans } from '../../server/src/polls/index.js';
import { codeOf, refusedWithoutTrace } from '../support/answers.js';
import { approvedSnowClearing, unmet } from '../support/designed-poll.js';
import { actionsOn } from '../support/ledger.js';
import { hire } from '../support/staff.js';
import { startWorld, type World } from '../world/world.js';

type Ask = World['ask'];
let world: World;
/** Designs; reviews; designs and reviews; publishes. */
let zhoumin: Ask;
let lintao: Ask;
let both: Ask;
let luyao: Ask;
/** The demonstration's poll of 2026-B6, whose settings the polls here are copied from. */
let b6: string;

beforeAll(async () => {
  world = await startWorld();
  await hire(world.city, 'both', 'stat', ['STAT_DESIGNER', 'STAT_REVIEWER']);
  zhoumin = await world.as('zhoumin');
  lintao = await world.as('lintao');
  both = await world.as('both');
  luyao = await world.as('luyao');
  const polls = (await zhoumin('GET', '/api/polls')).json<PollSummary[]>();
  b6 = polls.find(({ kind, periodKey }) => kind === 'REGULAR' && periodKey === '2026-B6')?.id ?? '';
});
afterAll(() => world.stop());

const read = <Result>(fn: (work: Work) => Promise<Result>) => world.city.works.read(systemCaller('spec'), fn);
const write = <Result>(fn: (work: Work) => Promise<Result>) => world.city.works.write(systemCaller('spec'), fn);
const moveOnTo = (instant: string) => world.city.demoClock?.moveOnTo(new Date(instant));
type Answer = Awaited<ReturnType<Ask>>;
/** After the clock was moved the timetable writes what is its own; what a plan is made of stays. */
const ofPlans = ['poll', 'poll_plan', 'poll_salt', 'poll_cancellation', 'indicator', 'indicator_use'];
const refused = (send: () => Promise<Answer>, status: number, code: string, only?: string[]): Promise<ProblemBody> =>
  refusedWithoutTrace(send, status, code, async () =>
    Object.fromEntries(Object.entries(await world.footprint()).filter(([name]) => only?.includes(name) ?? true)),
  );

const planOf = async (id: string, ask = zhoumin) => (await ask('GET', `/api/polls/${id}/plan`)).json<PollPlanView>();
const save = (id: string, changes: object, ask = zhoumin) => ask('PUT', `/api/polls/${id}/plan`, changes);
const go = (id: string, verb: string, ask: Ask, body: object = {}) => ask('POST', `/api/polls/${id}/${verb}`, body);
const stageOf = async (id: string) => (await zhoumin('GET', `/api/polls/${id}`)).json<PollSummary>().stage;
const actionsOf = async (id: string) =>
  (await actionsOn(world.city, `poll:${id}`)).map((action) => action.replace('polls.', ''));

/** Form valid for years, so that any period can be drawn up. */
async function drafted(periodKey: string, ask = zhoumin): Promise<string> {
  const made = await ask('POST', '/api/polls', { kind: 'REGULAR', periodKey, copyOf: b6 });
  expect(made.statusCode).toBe(201);
  const { id } = made.json<PollSummary>();
  const { marks } = (await planOf(id)).plan.questionnaire;
  expect((await save(id, { marks: { ...marks, validUntil: '2039-12-31' } }, ask)).statusCode).toBe(200);
  return id;
}
async function through(id: string, ...steps: [verb: string, ask: Ask, body?: object][]): Promise<string> {
  for (const [verb, ask, body] of steps) {
    const answer = await go(id, verb, ask, body);
    expect([verb, answer.statusCode]).toEqual([verb, 200]);
  }
  return id;
}
const steps = {
  submit: () => ['submit-plan', zhoumin] as [string, Ask],
  approve: () => ['approve-plan', lintao] as [string, Ask],
  publish: () => ['publish-plan', luyao] as [string, Ask],
};
const note = {
  zh: '因场地原因取消，改期另行公布。',
  en: 'Called off for want of rooms; a new date will be announced.',
};
/** The period is free again. */
const callOff = (id: string) => through(id, ['cancel', lintao, { reason: '测试结束', publicNote: note }]);

describe('POST /api/polls', () => {
  it('draws up a draft from scheme, calendar, units and indicators, and says what is missing', async () => {
    const made = await zhoumin('POST', '/api/polls', { kind: 'REGULAR', periodKey: '2027-B1' });
    const poll = made.json<PollSummary>();
    expect(made.statusCode).toBe(201);
    expect(poll).toMatchObject({
      kind: 'REGULAR',
      stage: 'DRAFT',
      periodKey: '2027-B1',
      responses: 0,
      releaseId: null,
      title: { zh: '青岚市 2027 年第 1 期民意测评（1–2 月）', en: 'Qinglan City, poll 1 of 2027 (months 1–2)' },
    });
    const view = await planOf(poll.id);
    expect(unmet(view)).toEqual(['questionnaire', 'form-valid', 'margins', 'sites', 'quotas']);
    expect(view.plan.calendar).toEqual({
      fieldworkFrom: '2027-02-10T16:00:00.000Z',
      fieldworkTo: '2027-02-20T16:00:00.000Z',
      graceUntil: '2027-02-21T16:00:00.000Z',
      sealBy: '2027-02-27T01:00:00.000Z',
      releaseAt: '2027-02-28T01:00:00.000Z',
    });
    expect(view.plan.groups.flatMap(({ units }) => units)).toHaveLength(18);
    expect(view.plan.areas.map(({ code, target }) => [code, target])).toEqual(
      ['A1', 'A2', 'A3', 'A4'].map((code) => [code, 200]),
    );
    expect(view.plan).toMatchObject({ isDemonstration: true, onlineUse: 'BLEND', modes: ['INTERVIEW', 'WECHAT'] });
    expect(await actionsOf(poll.id)).toEqual(['plan-drafted']);
    await callOff(poll.id);
  });

  it('copied from the last poll, everything but the form’s date is in order at once', async () => {
    const made = await zhoumin('POST', '/api/polls', { kind: 'REGULAR', periodKey: '2027-B1', copyOf: b6 });
    const { id } = made.json<PollSummary>();
    const [copy, before] = [await planOf(id), await planOf(b6)];
    expect(unmet(copy)).toEqual([]);
    expect([copy.plan.margins, copy.plan.sites, copy.plan.quotas]).toEqual([
      before.plan.margins,
      before.plan.sites,
      before.plan.quotas,
    ]);
    expect(copy.plan.title).not.toEqual(before.plan.title);
    expect(copy.plan.calendar).not.toEqual(before.plan.calendar);
    await callOff(id);
  });

  it('M-10, BR-07: every long-term indicator is in each regular poll', async () => {
    const standing = (await zhoumin('GET', '/api/indicators'))
      .json<IndicatorView[]>()
      .filter(({ term, state }) => term === 'LONG' && state === 'ACTIVE')
      .map(({ code }) => code);
    expect(standing.length).toBeGreaterThan(0);
    for (const period of ['2027-B1', '2027-B2']) {
      const id = await drafted(period);
      const { plan } = await planOf(id);
      expect(plan.indicators.map(({ code }) => code)).toEqual(standing);
      expect(
        plan.questionnaire.items.flatMap((item) => (item.type === 'satisfaction' ? [item.indicator] : [])),
      ).toEqual(standing);
      await callOff(id);
    }
  });

  it('a period has one regular poll; a second is refused, also when both come at once', async () => {
    const body = { kind: 'REGULAR', periodKey: '2027-B1', copyOf: b6 };
    const answers = await Promise.all([1, 2, 3].map(() => zhoumin('POST', '/api/polls', body)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409]);
    expect(answers.flatMap((one) => (one.statusCode === 409 ? [codeOf(one)] : []))).toEqual([
      'polls.period-taken',
      'polls.period-taken',
    ]);
    await callOff(answers.find(({ statusCode }) => statusCode === 201)?.json<PollSummary>().id ?? '');
    const again = await zhoumin('POST', '/api/polls', body);
    expect(again.statusCode).toBe(201);
    await callOff(again.json<PollSummary>().id);
  });

  it.each(['lintao', 'luyao', 'heqing', 'auditor', 'chenggu', 'admin'])('%s draws up no plan', async (name) => {
    const ask = await world.as(name);
    await refused(
      () => ask('POST', '/api/polls', { kind: 'REGULAR', periodKey: '2027-B1' }),
      403,
      'platform.not-permitted',
    );
  });

  it.each<[string, object, number, string]>([
    ['a month in a city of bimonths', { kind: 'REGULAR', periodKey: '2027-M01' }, 422, 'polls.no-such-period'],
    ['a period that does not exist', { kind: 'REGULAR', periodKey: '2027-B7' }, 422, 'polls.no-such-period'],
    ['no period', { kind: 'REGULAR' }, 422, 'polls.no-such-period'],
    ['an ad-hoc poll without its days', { kind: 'ADHOC' }, 422, 'polls.window-needed'],
    [
      'a regular poll with days of its own',
      {
        kind: 'REGULAR',
        periodKey: '2027-B1',
        window: { firstOn: '2027-01-11', lastOn: '2027-01-15', releaseAt: '2027-02-01T01:00:00Z' },
      },
      422,
      'polls.window-needed',
    ],
    [
      'days that end before they begin',
      { kind: 'ADHOC', window: { firstOn: '2027-01-15', lastOn: '2027-01-11', releaseAt: '2027-02-01T01:00:00Z' } },
      422,
      'polls.window-reversed',
    ],
    [
      'a release during fieldwork',
      { kind: 'ADHOC', window: { firstOn: '2027-01-11', lastOn: '2027-01-15', releaseAt: '2027-01-13T01:00:00Z' } },
      422,
      'polls.window-reversed',
    ],
    [
      'a copy of a poll that does not exist',
      { kind: 'REGULAR', periodKey: '2027-B1', copyOf: '01ARZ3NDEKTSV4RRFFQ69G5FAV' },
      404,
      'platform.not-found',
    ],
    ['a kind nobody knows', { kind: 'BROUGHT_IN', periodKey: '2027-B1' }, 400, 'platform.invalid-body'],
    ['a list for a kind', { kind: ['REGULAR'], periodKey: '2027-B1' }, 400, 'platform.invalid-body'],
    ['an unknown field', { kind: 'REGULAR', periodKey: '2027-B1', stage: 'SEALED' }, 400, 'platform.invalid-body'],
    [
      'a period of 100,000 characters',
      { kind: 'REGULAR', periodKey: '2'.repeat(100_000) },
      400,
      'platform.invalid-body',
    ],
    [
      'days that are no days',
      { kind: 'ADHOC', window: { firstOn: '2027-13-11', lastOn: '2027-01-15', releaseAt: 'tomorrow' } },
      400,
      'platform.invalid-body',
    ],
  ])('%s is refused', async (_title, body, status, code) => {
    await refused(() => zhoumin('POST', '/api/polls', body), status, code);
  });

  it('a survey brought in has no plan to copy, read or change', async () => {
    const polls = (await zhoumin('GET', '/api/polls')).json<PollSummary[]>();
    const broughtIn = polls.find(({ kind }) => kind === 'BROUGHT_IN')?.id ?? '';
    await refused(
      () => zhoumin('POST', '/api/polls', { kind: 'REGULAR', periodKey: '2027-B1', copyOf: broughtIn }),
      404,
      'platform.not-found',
    );
    await refused(() => zhoumin('GET', `/api/polls/${broughtIn}/plan`), 404, 'platform.not-found');
    await refused(() => go(broughtIn, 'submit-plan', zhoumin), 404, 'platform.not-found');
  });
});

describe('GET /api/polls/:id/plan', () => {
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
    expect((await ask('GET', `/api/polls/${b6}/plan`)).statusCode).toBe(status);
  });

  it('an unknown id is not found', () =>
    refused(() => zhoumin('GET', '/api/polls/01ARZ3NDEKTSV4RRFFQ69G5FAV/plan'), 404, 'platform.not-found'));
});

describe('PUT /api/polls/:id/plan', () => {
  let id: string;
  beforeAll(async () => {
    id = await drafted('2027-B3');
  });
  afterAll(() => callOff(id));

  it('changes what is said and keeps the rest; the hash follows', async () => {
    const before = await planOf(id);
    const title = { zh: '青岚市夏季民意测评', en: 'Qinglan, summer poll' };
    const after = (await save(id, { title })).json<PollPlanView>();
    expect([after.plan.title, after.plan.questionnaire.title]).toEqual([title, title]);
    expect(after.plan.margins).toEqual(before.plan.margins);
    expect(after.hash).not.toBe(before.hash);
    expect((await zhoumin('GET', `/api/polls/${id}`)).json<PollSummary>().title).toEqual(title);
    expect((await actionsOf(id)).at(-1)).toBe('plan-edited');
  });

  it('another target lays the area’s quotas anew, and they sum to it', async () => {
    const { plan, checks } = (await save(id, { targets: [{ area: 'A1', target: 333 }] })).json<PollPlanView>();
    const sum = plan.quotas.filter(({ area }) => area === 'A1').reduce((total, { target }) => total + target, 0);
    expect([sum, unmet({ checks })]).toEqual([333, []]);
  });

  it('a cross table decides the quotas, and a new title does not lose them', async () => {
    const levels = [
      ['male', '18-34'],
      ['male', '35-59'],
      ['male', '60-plus'],
      ['female', '18-34'],
      ['female', '35-59'],
      ['female', '60-plus'],
    ];
    const crossTable = ['A1', 'A2', 'A3', 'A4'].flatMap((area) =>
      levels.map((cell, at) => ({ area, levels: cell, people: at < 3 ? 1000 : 3000 })),
    );
    const { plan } = (await save(id, { crossTable, targets: [] })).json<PollPlanView>();
    const ofA2 = ({ quotas }: PollPlanView['plan']) =>
      quotas.filter(({ area }) => area === 'A2').map(({ target }) => target);
    expect(ofA2(plan)).toEqual([17, 17, 16, 50, 50, 50]);
    const after = (await save(id, { purpose: { zh: '新的说明', en: 'new words' } })).json<PollPlanView>();
    expect(ofA2(after.plan)).toEqual([17, 17, 16, 50, 50, 50]);
    expect(unmet(after)).toEqual([]);
  });

  it('a half-filled form is kept, and the checks say what is missing', async () => {
    const { marks } = (await planOf(id)).plan.questionnaire;
    const view = (await save(id, { marks: { ...marks, formNumber: '', validUntil: '' } })).json<PollPlanView>();
    expect(unmet(view)).toEqual(['questionnaire', 'form-valid']);
    await save(id, { marks });
  });

  it('M-14: an area without one of the three site kinds does not pass to review', async () => {
    const { sites } = (await planOf(id)).plan;
    const view = (
      await save(id, { sites: sites.filter(({ area, kind }) => area !== 'A3' || kind !== 'PARK') })
    ).json<PollPlanView>();
    expect(unmet(view)).toEqual(['sites']);
    const { details } = await refused(() => go(id, 'submit-plan', zhoumin), 422, 'polls.plan-incomplete');
    expect((details as { checks: PlanCheck[] }).checks.map(({ code }) => code)).toEqual(['sites']);
    await save(id, { sites });
  });

  it('margins that do not sum to one do not pass to review', async () => {
    const { margins } = (await planOf(id)).plan;
    const off = margins.map(({ code, levels, isOrdinal, source, year }) => ({
      code,
      isOrdinal,
      source,
      year,
      levels: levels.map((level, at) => ({
        code: level.code,
        share: code === 'sex' && at === 0 ? level.share - 0.001 : level.share,
      })),
    }));
    expect(unmet((await save(id, { margins: off })).json<PollPlanView>())).toEqual(['margins']);
    await refused(() => go(id, 'submit-plan', zhoumin), 422, 'polls.plan-incomplete');
    const { levels } = margins[1] as (typeof margins)[number];
    const mended = off.map((margin) =>
      margin.code === 'sex' ? { ...margin, levels: levels.map(({ code, share }) => ({ code, share })) } : margin,
    );
    expect(unmet((await save(id, { margins: mended })).json<PollPlanView>())).toEqual([]);
  });

  const site = { code: 'Z1', name: { zh: '点', en: 'site' }, area: 'A1', kind: 'STREET' };
  const level = { code: 'A1', share: 1 };
  const margin = { code: 'area', levels: [level], isOrdinal: false, source: { zh: '源', en: 'source' }, year: 2025 };
  it.each<[string, object, number, string]>([
    ['a site in an area that is not ranked', { sites: [{ ...site, area: 'A9' }] }, 422, 'polls.unknown-area'],
    ['a target for one', { targets: [{ area: 'A9', target: 5 }] }, 422, 'polls.unknown-area'],
    [
      'an area’s target twice',
      {
        targets: [
          { area: 'A1', target: 5 },
          { area: 'A1', target: 6 },
        ],
      },
      422,
      'polls.given-twice',
    ],
    ['a margin the scheme does not have', { margins: [{ ...margin, code: 'income' }] }, 422, 'polls.unknown-margin'],
    ['a margin twice', { margins: [margin, margin] }, 422, 'polls.given-twice'],
    [
      'a level the margin does not have',
      { margins: [{ ...margin, levels: [{ ...level, code: 'A9' }] }] },
      422,
      'polls.unknown-level',
    ],
    ['a level twice', { margins: [{ ...margin, levels: [level, level] }] }, 422, 'polls.given-twice'],
    [
      'a cell that is none',
      { crossTable: [{ area: 'A1', levels: ['male', '0-17'], people: 1 }] },
      422,
      'polls.unknown-level',
    ],
    ['an ad-hoc indicator that does not stand', { adhocIndicators: ['T99'] }, 422, 'polls.unknown-indicator'],
    ['a long-term one named as ad hoc', { adhocIndicators: ['I01'] }, 422, 'polls.unknown-indicator'],
    [
      'days of its own',
      { window: { firstOn: '2027-06-01', lastOn: '2027-06-05', releaseAt: '2027-07-01T01:00:00Z' } },
      422,
      'polls.window-needed',
    ],
    ['a question of the designer’s making', { questionnaire: { items: [] } }, 400, 'platform.invalid-body'],
    ['a weight of the designer’s making', { weighting: { trim: null } }, 400, 'platform.invalid-body'],
    ['a share of two', { margins: [{ ...margin, levels: [{ ...level, share: 2 }] }] }, 400, 'platform.invalid-body'],
    [
      'a share in words',
      { margins: [{ ...margin, levels: [{ ...level, share: '1' }] }] },
      400,
      'platform.invalid-body',
    ],
    ['a list for a title', { title: ['题'] }, 400, 'platform.invalid-body'],
    ['no title', { title: null }, 400, 'platform.invalid-body'],
    [
      'a title of 100,000 characters',
      { title: { zh: '题'.repeat(100_000), en: 'title' } },
      400,
      'platform.invalid-body',
    ],
    ['a kind of site nobody knows', { sites: [{ ...site, kind: 'ONLINE' }] }, 400, 'platform.invalid-body'],
    ['a site’s code with a path in it', { sites: [{ ...site, code: '../../x' }] }, 400, 'platform.invalid-body'],
    ['half a person', { populationSize: 0.5 }, 400, 'platform.invalid-body'],
    ['sites that are no list', { sites: { 0: site } }, 400, 'platform.invalid-body'],
  ])('%s is refused', async (_title, changes, status, code) => {
    await refused(() => save(id, changes), status, code);
  });

  it('__proto__ in a body is refused and changes no object', async () => {
    const answer = await zhoumin('PUT', `/api/polls/${id}/plan`, undefined, {
      payload: '{"__proto__":{"stage":"SEALED"},"title":{"zh":"题","en":"t"}}',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.statusCode).toBe(400);
    expect(({} as { stage?: string }).stage).toBeUndefined();
  });
});

describe('SM-3 from draft to public plan', () => {
  it('designer, reviewer, office: the plan is public with its hash, its indicators active, its salt made', async () => {
    const id = await drafted('2027-B2');
    await through(id, steps.submit(), ['return-plan', lintao, { reason: '第 3 题有两个问题' }], steps.submit());
    await through(id, steps.approve(), steps.publish());
    expect(await stageOf(id)).toBe('PLAN_PUBLIC');
    expect(await actionsOf(id)).toEqual([
      'plan-drafted',
      'plan-edited',
      'plan-submitted',
      'plan-returned',
      'plan-submitted',
      'plan-approved',
      'plan-published',
    ]);
    const { plan, hash, versions } = await planOf(id);
    const published = await read((work) => findPublishedPlan(work, id));
    expect([published?.hash, published?.document]).toEqual([hash, plan]);
    expect(versions).toHaveLength(1);
    expect(versions[0]?.publishedAt).not.toBeNull();
    expect(versions[0]?.approvedBy).not.toBe(versions[0]?.submittedBy);
    const salts = await read((work) =>
      rows<{ length: number }>(work, 'SELECT length(salt) AS length FROM poll_salt WHERE poll_id = $1', [id]),
    );
    expect(salts.map(({ length }) => Number(length))).toEqual([32]);
    expect((await read(listPublishedPlans)).map(({ pollId }) => pollId)).toEqual([id, b6]);
    await callOff(id);
  });

  it('an indicator of a public plan does not retire; called off, it does', async () => {
    const made = await zhoumin('POST', '/api/indicators', {
      code: 'Y1',
      term: 'LONG',
      name: { zh: '夜间照明', en: 'street lights' },
      wording: { zh: '您对夜间照明满意吗？', en: 'How satisfied are you with street lights?' },
      attribution: 'AREA',
      weight: 1,
      shares: [],
    });
    const { id: indicator } = made.json<IndicatorView>();
    await zhoumin('POST', `/api/indicators/${indicator}/submit`, {});
    await lintao('POST', `/api/indicators/${indicator}/approve`, {});
    const retire = () => lintao('POST', `/api/indicators/${indicator}/retire`, { reason: '体系更换' });
    const id = await drafted('2027-B2');
    await through(id, steps.submit(), steps.approve(), steps.publish());
    const state = (await zhoumin('GET', '/api/indicators')).json<IndicatorView[]>().find((one) => one.id === indicator);
    expect(state?.state).toBe('ACTIVE');
    await refused(retire, 409, 'indicators.in-a-running-poll');
    await callOff(id);
    expect((await retire()).statusCode).toBe(200);
  });

  it('whoever designed a plan does not approve it, nor whoever submitted it', async () => {
    const own = await drafted('2027-B4', both);
    await through(own, ['submit-plan', zhoumin]);
    await refused(() => go(own, 'approve-plan', both), 403, 'polls.same-person');
    await callOff(own);
    const theirs = await drafted('2027-B4');
    await through(theirs, ['submit-plan', both]);
    await refused(() => go(theirs, 'approve-plan', both), 403, 'polls.same-person');
    await callOff(theirs);
  });

  const rights: [verb: string, who: string][] = [
    ['submit-plan', 'lintao'],
    ['submit-plan', 'luyao'],
    ['approve-plan', 'zhoumin'],
    ['approve-plan', 'heqing'],
    ['return-plan', 'zhoumin'],
    ['publish-plan', 'zhoumin'],
    ['publish-plan', 'auditor'],
    ['erratum', 'zhoumin'],
    ['erratum', 'luyao'],
    ['cancel', 'zhoumin'],
    ['cancel', 'heqing'],
    ['cancel', 'chenggu'],
  ];
  it.each(rights)('%s is not for %s', async (verb, who) => {
    const ask = await world.as(who);
    await refused(() => go(b6, verb, ask, { reason: '试一试' }), 403, 'platform.not-permitted');
  });

  describe('a move from any other stage is refused, and nothing is kept', () => {
    const at = {} as Record<PollStage, string>;
    beforeAll(async () => {
      at.DRAFT = await drafted('2027-B1');
      at.PLAN_REVIEW = await through(await drafted('2027-B2'), steps.submit());
      at.PLAN_APPROVED = await through(await drafted('2027-B3'), steps.submit(), steps.approve());
      at.PLAN_PUBLIC = await through(await drafted('2027-B4'), steps.submit(), steps.approve(), steps.publish());
      at.FIELDWORK = b6;
      at.CANCELLED = await callOff(await drafted('2027-B5'));
    });
    afterAll(async () => {
      for (const stage of ['DRAFT', 'PLAN_REVIEW', 'PLAN_APPROVED', 'PLAN_PUBLIC'] as const) await callOff(at[stage]);
    });

    const stages: PollStage[] = ['DRAFT', 'PLAN_REVIEW', 'PLAN_APPROVED', 'PLAN_PUBLIC', 'FIELDWORK', 'CANCELLED'];
    const moves: [string, PollStage[], () => Ask, object][] = [
      ['submit-plan', ['DRAFT'], () => zhoumin, {}],
      ['return-plan', ['PLAN_REVIEW'], () => lintao, { reason: '重写' }],
      ['approve-plan', ['PLAN_REVIEW'], () => lintao, {}],
      ['publish-plan', ['PLAN_APPROVED'], () => luyao, {}],
      ['erratum', ['PLAN_PUBLIC'], () => lintao, { reason: '更正' }],
      [
        'cancel',
        ['DRAFT', 'PLAN_REVIEW', 'PLAN_APPROVED', 'PLAN_PUBLIC'],
        () => lintao,
        { reason: '取消', publicNote: note },
      ],
    ];
    it.each(
      moves.flatMap(([move, from, who, body]) =>
        stages.filter((stage) => !from.includes(stage)).map((stage) => [stage, move, who, body] as const),
      ),
    )('%s → %s', async (stage, move, who, body) => {
      const { details } = await refused(() => go(at[stage], move, who(), body), 409, 'polls.wrong-stage');
      expect(details).toMatchObject({ code: stage });
    });

    it.each(['PLAN_REVIEW', 'PLAN_APPROVED', 'FIELDWORK', 'CANCELLED'] as const)(
      'a plan in %s is not changed',
      (stage) => refused(() => save(at[stage], { populationSize: 7 }), 409, 'polls.wrong-stage'),
    );

    it.each(['return-plan', 'erratum', 'cancel'])('%s needs a reason', async (move) => {
      const id = move === 'return-plan' ? at.PLAN_REVIEW : at.PLAN_PUBLIC;
      for (const body of [{}, { reason: ' ' }, { reason: '长'.repeat(501) }, { reason: ['因为'] }])
        await refused(() => go(id, move, lintao, body), 400, 'platform.invalid-body');
    });

    it('calling off a public plan needs words for the public', () =>
      refused(() => go(at.PLAN_PUBLIC, 'cancel', lintao, { reason: '取消' }), 422, 'polls.public-note-needed'));

    it('without an erratum written there is none to issue', () =>
      refused(() => go(at.PLAN_PUBLIC, 'erratum', lintao, { reason: '更正' }), 409, 'polls.no-erratum'));

    it('the database changes and deletes no published plan', async () => {
      const statements = [
        `UPDATE poll_plan SET hash = '${'0'.repeat(64)}' WHERE poll_id = $1`,
        'DELETE FROM poll_plan WHERE poll_id = $1',
      ];
      for (const statement of statements)
        await expect(write((work) => rows(work, statement, [at.PLAN_PUBLIC]))).rejects.toThrow(/never changes/);
    });
  });

  it('approved and returned at the same moment: one of the two holds', async () => {
    const id = await through(await drafted('2027-B5'), steps.submit());
    const answers = await Promise.all([
      go(id, 'approve-plan', lintao),
      go(id, 'return-plan', both, { reason: '重写' }),
      go(id, 'approve-plan', both),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409]);
    expect(['PLAN_APPROVED', 'DRAFT']).toContain(await stageOf(id));
    await callOff(id);
  });

  it('submitted and changed at the same moment: what is in review is what was submitted', async () => {
    const id = await drafted('2027-B5');
    const [submitted, changed] = await Promise.all([
      go(id, 'submit-plan', zhoumin),
      save(id, { title: { zh: '改过的题目', en: 'changed title' } }, both),
    ]);
    expect(submitted?.statusCode).toBe(200);
    const { plan } = await planOf(id);
    expect(plan.title.zh === '改过的题目').toBe(changed?.statusCode === 200);
    await callOff(id);
  });
});

describe('an erratum before fieldwork', () => {
  let id: string;
  beforeAll(async () => {
    id = await through(await drafted('2027-B6'), steps.submit(), steps.approve(), steps.publish());
  });
  afterAll(() => callOff(id));
  const purpose = { zh: '更正：说明里的年份写错了。', en: 'Corrected: the year was wrong.' };

  it('is written by the designer; until another person issues it, the public plan stays', async () => {
    const before = await planOf(id);
    const written = (await save(id, { purpose })).json<PollPlanView>();
    expect([written.plan.version, written.plan.purpose, written.versions.length]).toEqual([2, purpose, 2]);
    expect((await read((work) => findPublishedPlan(work, id)))?.hash).toBe(before.hash);
    expect((await zhoumin('GET', `/api/polls/${id}`)).json<PollSummary>().stage).toBe('PLAN_PUBLIC');
  });

  it('whoever wrote it does not issue it', async () => {
    await save(id, { purpose }, both);
    await refused(() => go(id, 'erratum', both, { reason: '更正' }), 403, 'polls.same-person');
  });

  it('issued, it is public at once; the version before stays as it was', async () => {
    const first = (await planOf(id)).versions[0];
    await through(id, ['erratum', lintao, { reason: '说明里的年份写错了' }]);
    const { plan, hash, versions } = await planOf(id);
    expect((await read((work) => findPublishedPlan(work, id)))?.hash).toBe(hash);
    expect([plan.version, plan.purpose, versions[0]]).toEqual([2, purpose, first]);
    expect(versions[1]?.approvedBy).not.toBe(versions[1]?.submittedBy);
    expect((await actionsOf(id)).slice(-3)).toEqual(['erratum-written', 'erratum-written', 'plan-corrected']);
  });

  it('one that is not in order is refused', async () => {
    const { marks } = (await planOf(id)).plan.questionnaire;
    await save(id, { marks: { ...marks, validUntil: '2027-12-01' } });
    await refused(() => go(id, 'erratum', lintao, { reason: '更正' }), 422, 'polls.plan-incomplete');
  });
});

describe('an ad-hoc poll', () => {
  const window = { firstOn: '2027-01-11', lastOn: '2027-01-15', releaseAt: '2027-01-20T09:00:00+08:00' };
  const adhoc = (more: object = {}) => zhoumin('POST', '/api/polls', { kind: 'ADHOC', copyOf: b6, window, ...more });
  let indicator: string;

  it('without an ad-hoc indicator is not in order', async () => {
    const { id } = (await adhoc()).json<PollSummary>();
    expect(unmet(await planOf(id))).toEqual(['indicators', 'units']);
    await refused(() => go(id, 'submit-plan', zhoumin), 422, 'polls.plan-incomplete');
    await callOff(id);
  });

  it('asks its ad-hoc indicators only, in days of its own, with the scheme’s leads', async () => {
    indicator = await approvedSnowClearing(zhoumin, lintao);
    const { id } = (await adhoc()).json<PollSummary>();
    const view = await planOf(id);
    expect(unmet(view)).toEqual([]);
    expect(view.plan.indicators.map(({ code }) => code)).toEqual(['T1']);
    expect(view.plan.calendar).toEqual({
      fieldworkFrom: '2027-01-10T16:00:00.000Z',
      fieldworkTo: '2027-01-15T16:00:00.000Z',
      graceUntil: '2027-01-16T16:00:00.000Z',
      sealBy: '2027-01-19T01:00:00.000Z',
      releaseAt: '2027-01-20T01:00:00.000Z',
    });
    await through(id, steps.submit(), steps.approve(), steps.publish());
    expect(await stageOf(id)).toBe('PLAN_PUBLIC');
  });

  it('does not touch another poll’s fieldwork, planned or of the calendar', async () => {
    for (const taken of [
      { firstOn: '2027-01-15', lastOn: '2027-01-18', releaseAt: '2027-01-25T09:00:00+08:00' },
      { firstOn: '2027-02-20', lastOn: '2027-02-24', releaseAt: '2027-03-02T09:00:00+08:00' },
    ]) {
      const { id } = (await adhoc({ window: taken })).json<PollSummary>();
      expect(unmet(await planOf(id))).toEqual(['overlap']);
      await refused(() => go(id, 'submit-plan', zhoumin), 422, 'polls.plan-incomplete');
      await callOff(id);
    }
  });

  it('goes into a regular poll too while its task is open, unless it is left out', async () => {
    const id = await drafted('2027-B2');
    expect((await planOf(id)).plan.indicators.map(({ code }) => code)).toContain('T1');
    const without = (await save(id, { adhocIndicators: [] })).json<PollPlanView>();
    expect(without.plan.indicators.map(({ code }) => code)).not.toContain('T1');
    expect(unmet(without)).toEqual([]);
    await callOff(id);
  });

  it('suspended while the plan is in review, the plan is no longer in order', async () => {
    const id = await through(await drafted('2027-B2'), steps.submit());
    await lintao('POST', `/api/indicators/${indicator}/suspend`, { reason: '任务暂停' });
    const { details } = await refused(() => go(id, 'approve-plan', lintao), 422, 'polls.plan-incomplete');
    expect((details as { checks: PlanCheck[] }).checks.map(({ code }) => code)).toEqual(['indicators']);
    await callOff(id);
  });
});

describe('M-12: the plan is public five days before fieldwork, or by a published override', () => {
  it('the calendar moved after the plan was drawn up: saved again, it is in order', async () => {
    const id = await drafted('2027-B2');
    const override = await zhoumin('POST', '/api/scheme/overrides', {
      ruleCode: 'poll.fieldwork',
      periodKey: '2027-B2',
      newStart: '2027-04-13T00:00:00+08:00',
      newEnd: '2027-04-21T00:00:00+08:00',
      reason: '清明调休',
      publicNote: { zh: '四月访问改为 13 至 20 日。', en: 'April fieldwork is on 13 to 20 April.' },
    });
    await lintao('POST', `/api/scheme/overrides/${override.json<{ id: string }>().id}/publish`);
    expect(unmet(await planOf(id))).toEqual(['calendar']);
    await refused(() => go(id, 'submit-plan', zhoumin), 422, 'polls.plan-incomplete');
    const saved = (await save(id, {})).json<PollPlanView>();
    expect([unmet(saved), saved.plan.calendar.fieldworkFrom]).toEqual([[], '2027-04-12T16:00:00.000Z']);
    await callOff(id);
  });

  it('a minute late is refused; with an override it is in time again; minutes before the day it is in time', async () => {
    const id = await through(await drafted('2027-B1'), steps.submit(), steps.approve());
    moveOnTo('2027-02-05T16:01:00.000Z');
    const { details } = await refused(() => go(id, 'publish-plan', luyao), 409, 'polls.published-too-late', ofPlans);
    expect(details).toEqual({ publicBy: '2027-02-06 00:00' });
    await callOff(id);

    const april = await through(await drafted('2027-B2'), steps.submit(), steps.approve());
    const override = await zhoumin('POST', '/api/scheme/overrides', {
      ruleCode: 'poll.planPublic',
      periodKey: '2027-B2',
      newStart: '2027-04-11T09:00:00+08:00',
      reason: '新增指标需要再论证',
      publicNote: { zh: '方案推迟到 4 月 11 日公布。', en: 'The plan is made public on 11 April.' },
    });
    expect(override.statusCode).toBe(201);
    expect(
      (await lintao('POST', `/api/scheme/overrides/${override.json<{ id: string }>().id}/publish`)).statusCode,
    ).toBe(200);
    moveOnTo('2027-04-11T00:50:00.000Z');
    await through(april, steps.publish());

    const june = await through(await drafted('2027-B3'), steps.submit(), steps.approve());
    moveOnTo('2027-06-05T15:50:00.000Z');
    await through(june, steps.publish());
    expect(await stageOf(june)).toBe('PLAN_PUBLIC');
  });

  it('once fieldwork has begun there is no erratum, no cancelling and no other plan', async () => {
    const polls = (await zhoumin('GET', '/api/polls')).json<PollSummary[]>();
    const june = polls.find(({ periodKey, stage }) => periodKey === '2027-B3' && stage === 'PLAN_PUBLIC')?.id ?? '';
    await save(june, { purpose: { zh: '更正', en: 'corrected' } });
    moveOnTo('2027-06-10T16:00:00.000Z');
    await refused(() => go(june, 'erratum', lintao, { reason: '更正' }), 409, 'polls.wrong-stage', ofPlans);
    await refused(
      () => go(june, 'cancel', lintao, { reason: '取消', publicNote: note }),
      409,
      'polls.wrong-stage',
      ofPlans,
    );
    await refused(() => save(june, { purpose: { zh: '更正', en: 'corrected' } }), 409, 'polls.wrong-stage', ofPlans);
  });
});
