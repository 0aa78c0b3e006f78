import type {
  AssignIssue,
  Inbox,
  Issues,
  IssueView,
  NewReport,
  RaisedIssue,
  ReportReceipt,
  ReportView,
  UnitDuty,
} from '@minsheng/contracts';
import { runIssueClock } from '../../server/src/issues/index.js';
import { createUnit, findUnitsByCode } from '../../server/src/organisation/index.js';
import { newId, systemCaller } from '../../server/src/platform/index.js';
import { ok, refusal } from '../support/answers.js';
import { actionsOn } from '../support/ledger.js';
import { type Ask, type CitizenAsk, type ReportWorld, inA1, inA2, startReportWorld } from '../support/report-world.js';
import { hire } from '../support/staff.js';
import type { Answer } from '../world/checked-answers.js';

jest.setTimeout(180_000);

let world: ReportWorld;
let phones = 13_600_000_000;
/** A Wednesday, 10:00 in the city. */
const start = '2026-11-04T02:00:00.000Z';
const at = (local: string): string => new Date(`${local}:00+08:00`).toISOString();

/** Dispatches; directs; audits. */
let luyao: Ask;
let heqing: Ask;
let auditor: Ask;
/** Officers of U04, U07 and, in A1, of the area and of its government. */
let chenggu: Ask;
let sunyi: Ask;
let landong: Ask;
let gaoyan: Ask;
let tanxi: Ask;
const unit: Record<string, string> = {};

beforeAll(async () => {
  world = await startReportWorld(start);
  [luyao, heqing, auditor, chenggu, sunyi, landong] = ['luyao', 'heqing', 'auditor', 'chenggu', 'sunyi', 'landong'].map(
    (name) => world.as(name),
  ) as [Ask, Ask, Ask, Ask, Ask, Ask];
  await world.write(async (work) => {
    const units = await findUnitsByCode(work, ['A1', 'A2', 'U04']);
    const officer = { personName: '演示经办', title: '经办' };
    const below = async (code: string, parent: string, change: object = {}) =>
      createUnit(work, {
        code,
        name: { zh: `街道${code}`, en: `Street ${code}` },
        kind: 'TOWN',
        levelRank: 4,
        parentId: units.get(parent)!.id,
        officer,
        ...change,
      });
    const street = await below('A1-S1', 'A1');
    await below('A2-S1', 'A2');
    await createUnit(work, {
      code: 'A1-S1-C1',
      name: { zh: '社区一', en: 'Community 1' },
      kind: 'COMMUNITY',
      levelRank: 5,
      parentId: street.id,
      officer,
    });
    await below('RES1', 'U04', {
      kind: 'RESIDENT',
      territorialParentId: units.get('A1')!.id,
      superiorId: units.get('U04')!.id,
    });
  });
  await hire(world.city, 'gaoyan', 'A1', ['UNIT_OFFICER']);
  await hire(world.city, 'tanxi', 'A1-S1', ['UNIT_OFFICER']);
  [gaoyan, tanxi] = [world.as('gaoyan'), world.as('tanxi')];
  for (const code of ['A1', 'A2', 'U04', 'U07', 'A1-S1', 'A2-S1', 'A1-S1-C1', 'RES1', 'office'])
    unit[code] = await world.unitId(code);
});
afterAll(() => world.stop());
beforeEach(() => world.clock.set(start));

const someone = (): Promise<CitizenAsk> => world.citizen(String((phones += 1)));
const given = (point: { lng: number; lat: number }) =>
  ({ ...point, datum: 'GCJ02', accuracyMetres: 10, source: 'DEVICE' }) as const;
const place = (point: { lng: number; lat: number }) => ({ ...point, datum: 'GCJ02' as const, accuracyMetres: 10 });

/** Every case at a place of its own, so that none is near another. */
let places = 0;
const nextPlace = (area = inA1) => ({ lng: area.lng - 0.04 + (places += 1) * 0.0015, lat: area.lat });

async function pending(citizen: CitizenAsk, change: Partial<NewReport> = {}): Promise<ReportReceipt> {
  const draft = await world.newReport(citizen, { point: given(nextPlace()), ...change });
  const receipt = ok<ReportReceipt>(await citizen('POST', '/api/reports', draft));
  await world.react();
  return receipt;
}

const see = async (ask: Ask, id: string): Promise<IssueView> => ok(await ask('GET', `/api/issues/${id}`));
const go = (ask: Ask, id: string, move: string, body: object = {}): Promise<Answer> =>
  ask('POST', `/api/issues/${id}/${move}`, body);
const done = async (ask: Ask, id: string, move: string, body: object = {}): Promise<IssueView> =>
  ok(await go(ask, id, move, body));
const codeOf = async (answer: Promise<Answer>): Promise<string> => refusal(await answer).code;

const fixes = (change: Partial<AssignIssue['fixes']> = {}): AssignIssue['fixes'] => ({
  person: '高岩',
  task: '清运垃圾并冲洗地面',
  dueAt: null,
  responsibility: '属地政府主管负责人',
  rewardPenalty: '按考核办法计入季度考核',
  ...change,
});

/** A report accepted: its issue waits for dispatch. */
async function reported(change: Partial<NewReport> = {}) {
  const citizen = await someone();
  const receipt = await pending(citizen, change);
  const { issueId } = ok<RaisedIssue>(
    await luyao('POST', `/api/desk/reports/${receipt.id}/accept`, { category: null, grade: 'GENERAL' }),
  );
  return { citizen, receipt, id: issueId, point: (await see(luyao, issueId)).point! };
}
/** The same, found by the office itself. */
async function triaged(grade = 'GENERAL', point = nextPlace()) {
  const { id } = ok<IssueView>(
    await luyao('POST', '/api/issues', {
      ...{ category: 'litter', grade, placeText: null, text: '垃圾乱堆', unit: null },
      point: given(point),
      photos: [await world.photo(await personOf('luyao'))],
    }),
  );
  return { id, point };
}
const dispatch = (id: string, change: Partial<AssignIssue> = {}) =>
  done(luyao, id, 'assign', { lead: unit.A1, supports: [unit.U04], fixes: fixes(), ...change });
/** Dispatched to the area's government, with U04 in support. */
async function assigned(change: Partial<AssignIssue> = {}, grade = 'GENERAL') {
  const made = await triaged(grade);
  await dispatch(made.id, change);
  return made;
}
async function inProgress(change: Partial<AssignIssue> = {}, grade = 'GENERAL') {
  const made = await assigned(change, grade);
  await done(gaoyan, made.id, 'sign');
  await done(gaoyan, made.id, 'start', { measure: '今晚清运' });
  return made;
}
const persons = new Map<string, string>();
async function personOf(name: string): Promise<string> {
  const [row] = persons.has(name)
    ? []
    : await world.look<{ id: string }>('SELECT id FROM person WHERE name = $1', [name]);
  if (row) persons.set(name, row.id);
  return persons.get(name)!;
}
async function rectified(made: { id: string; point: { lng: number; lat: number } }, ask = gaoyan, name = 'gaoyan') {
  return done(ask, made.id, 'rectify', {
    text: '已清运',
    photos: [await world.photo(await personOf(name))],
    point: place(made.point),
  });
}
const check = async (id: string, result: 'PASS' | 'FAIL', kind = 'DESK', reason: string | null = null) =>
  done(luyao, id, 'verify', { result, kind, reason: result === 'FAIL' ? (reason ?? '还有残留') : reason, photos: [] });
async function closed() {
  const made = await inProgress();
  await rectified(made);
  await check(made.id, 'PASS');
  return made;
}
const ledgerOf = async (id: string): Promise<string[]> =>
  (await actionsOn(world.city, `issue:${id}`))
    .filter((action) => action.startsWith('issues.'))
    .map((action) => action.slice('issues.'.length));

describe('from a picture to a struck-off issue and back', () => {
  it('accept, assign, sign, rectify, a failed check, again, passed, not fixed, closed and rated', async () => {
    const { citizen, receipt, id, point } = await reported();
    expect(await see(luyao, id)).toMatchObject({
      state: 'TRIAGED',
      origin: 'REPORT',
      number: 'WT-20261104-00001',
      lead: null,
      dueAt: null,
      due: 'none',
      stepDueAt: at('2026-11-05T18:00'),
      proposal: { lead: { unitId: unit.A1 } },
    });

    const sent = await done(luyao, id, 'assign', { lead: unit.A1, supports: [unit.U04], fixes: fixes() });
    expect(sent).toMatchObject({
      state: 'ASSIGNED',
      lead: { unitId: unit.A1 },
      supports: [{ unitId: unit.U04 }],
      dueAt: at('2026-11-09T18:00'),
      stepDueAt: at('2026-11-05T18:00'),
      unitClock: { startedAt: start, isOverdue: false, stoppedAt: null },
    });

    expect((await done(gaoyan, id, 'sign')).state).toBe('SIGNED');
    // On the phone the reply is the measure, too: nothing between signing and replying.
    world.clock.set(at('2026-11-05T09:00'));
    const shown = await rectified({ id, point });
    expect(shown).toMatchObject({ state: 'SUBMITTED', due: 'stopped', after: [{ width: 1200 }] });

    world.clock.set(at('2026-11-06T09:00'));
    const back = await check(id, 'FAIL', 'DESK', '墙角还有残留');
    // The check took a working day, which is not the unit's.
    expect(back).toMatchObject({ state: 'IN_PROGRESS', returns: 1, dueAt: at('2026-11-10T18:00') });
    await rectified({ id, point });
    const struck = await check(id, 'PASS');
    expect(struck).toMatchObject({ state: 'CLOSED', due: 'kept', citizenClock: { startedAt: start } });
    await world.react();
    const told = ok<ReportView>(await citizen('GET', `/api/reports/${receipt.id}`));
    expect([told.state, told.after.length]).toEqual(['RESOLVED', 1]);

    const letter = { clientId: newId(), photos: [await world.photo(citizen.id)], text: null };
    const notFixed = () => citizen('POST', `/api/reports/${receipt.id}/not-fixed`, letter);
    const answers = await Promise.all(Array.from({ length: 10 }, notFixed));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([204]));
    await world.react();
    const again = await see(gaoyan, id);
    expect(again).toMatchObject({ state: 'ASSIGNED', isReopened: true, number: struck.number, needsVisit: true });
    await done(gaoyan, id, 'sign');
    await rectified({ id, point });
    expect(await codeOf(go(luyao, id, 'verify', { result: 'PASS', kind: 'DESK', reason: null, photos: [] }))).toBe(
      'issues.visit-needed',
    );
    await check(id, 'PASS', 'ONSITE');
    await world.react();
    const rating = { clientId: newId(), effect: 2, service: null, text: null };
    ok(await citizen('POST', `/api/reports/${receipt.id}/rate`, rating));
    // Its answer was lost: what it asked has been done, and is not done again.
    expect((await notFixed()).statusCode).toBe(204);
    expect(await see(gaoyan, id)).toMatchObject({ state: 'CLOSED', ratings: [{ effect: 2, count: 1 }] });
    expect(await ledgerOf(id)).toEqual([
      ...['raised', 'triaged', 'assigned', 'signed', 'started', 'rectified', 'returned', 'rectified', 'closed'],
      ...['reopened', 'signed', 'started', 'rectified', 'closed'],
    ]);
    expect((await see(gaoyan, id)).timeline.map(({ action }) => action)).toEqual(await ledgerOf(id));
  });

  it('a report is accepted together with its issue or not at all', async () => {
    const citizen = await someone();
    const { id } = await pending(citizen);
    const before = await world.look('SELECT COUNT(*) AS n FROM issue');
    const send = (body: object) => luyao('POST', `/api/desk/reports/${id}/accept`, body);
    expect(await codeOf(send({ category: null, grade: 'ENORMOUS' }))).toBe('issues.unknown-grade');
    expect(await codeOf(send({ category: 'ghosts', grade: 'GENERAL' }))).toBe('reports.unknown-category');
    expect(await world.look('SELECT COUNT(*) AS n FROM issue')).toEqual(before);
    ok(await send({ category: null, grade: 'GENERAL' }));
    expect(await codeOf(send({ category: null, grade: 'GENERAL' }))).toBe('reports.not-in-state');
    const issues = await world.look('SELECT id FROM issue WHERE report_id = $1', [id]);
    expect(issues).toHaveLength(1);
  });

  it('a second report close by is merged, and both reporters hear of the close', async () => {
    const made = await reported();
    await dispatch(made.id);
    const second = await someone();
    const near = { lng: made.point.lng + 0.0003, lat: made.point.lat };
    const { id } = await pending(second, { point: given(near) });
    ok(await luyao('POST', `/api/desk/reports/${id}/merge`, { issueId: made.id }));
    expect((await see(luyao, made.id)).reports).toBe(2);
    await done(gaoyan, made.id, 'sign');
    await rectified(made);
    await check(made.id, 'PASS');
    await world.react();
    const views = await Promise.all(
      [
        [made.citizen, made.receipt.id],
        [second, id],
      ].map(async ([ask, one]) => ok<ReportView>(await (ask as Ask)('GET', `/api/reports/${one as string}`)).state),
    );
    expect(views).toEqual(['RESOLVED', 'RESOLVED']);
  });

  it.each([
    ['60 metres away', { metres: 60, category: 'litter' }],
    ['of another category', { metres: 5, category: 'roads' }],
  ])('a report %s is not merged', async (_title, { metres, category }) => {
    const made = await assigned();
    const point = { lng: made.point.lng, lat: made.point.lat + metres / 111_195 };
    const { id } = await pending(await someone(), { point: given(point), category });
    expect(await codeOf(luyao('POST', `/api/desk/reports/${id}/merge`, { issueId: made.id }))).toBe(
      'issues.not-mergeable',
    );
  });

  it('the same category within 50 metres and 90 days of a closed issue recurs under a new number', async () => {
    const first = await closed();
    world.clock.set(at('2026-11-30T10:00'));
    const next = await triaged('GENERAL', first.point);
    expect(await see(luyao, next.id)).toMatchObject({ recurrenceOf: first.id, isReopened: false });
    expect((await see(luyao, next.id)).number).not.toBe((await see(luyao, first.id)).number);
  });
});

describe('M-34: first contact, time limit, five fixes, one list', () => {
  it('issued on Friday 2026-01-09 at 15:00 with three working days it is due on Wednesday 2026-01-14 at 18:00', async () => {
    await world.write((work) => work.tx.query(`UPDATE scheme_version SET effective_from = '2025-12-01T00:00:00.000Z'`));
    world.clock.set(at('2026-01-09T15:00'));
    const { id } = await assigned();
    expect(await see(gaoyan, id)).toMatchObject({ dueAt: at('2026-01-14T18:00'), limitWorkingDays: 3 });
  });

  it.each([
    ['person', '定人'],
    ['task', '定任务'],
    ['responsibility', '定责任'],
    ['rewardPenalty', '定奖惩'],
  ])('an assignment with an empty %s is refused, and the field is named', async (field, name) => {
    const { id } = await triaged();
    const problem = refusal(
      await go(luyao, id, 'assign', { lead: unit.A1, supports: [], fixes: fixes({ [field]: ' ' }) }),
    );
    expect([problem.code, problem.details?.fields]).toEqual(['issues.fix-missing', [field]]);
    expect(problem.sentences.zh).toContain(name);
    expect((await see(luyao, id)).state).toBe('TRIAGED');
  });

  it('an assignment without any of them is refused', async () => {
    const { id } = await triaged();
    const answer = await go(luyao, id, 'assign', { lead: unit.A1, supports: [] });
    expect([answer.statusCode, refusal(answer).code]).toEqual([400, 'platform.invalid-body']);
    expect((await see(luyao, id)).state).toBe('TRIAGED');
  });

  it('the database itself refuses an assigned issue without one of the five', async () => {
    const { id } = await assigned();
    for (const column of [
      'lead_unit_id',
      'person',
      'task',
      'responsibility',
      'reward_penalty',
      'due_at',
      'owner_unit_id',
    ])
      await expect(
        world.write((work) => work.tx.query(`UPDATE issue SET ${column} = NULL WHERE id = '${id}'`)),
      ).rejects.toThrow(/constraint|NULL/i);
  });

  it('a refusal without a successor is refused', async () => {
    const { id } = await assigned();
    expect(await codeOf(go(gaoyan, id, 'refuse', { successor: '', reason: '不属我单位' }))).toBe(
      'issues.successor-missing',
    );
    expect(await codeOf(go(gaoyan, id, 'refuse', { successor: unit.A1, reason: '不属我单位' }))).toBe(
      'issues.same-unit',
    );
    expect(await codeOf(go(gaoyan, id, 'refuse', { successor: unit.office, reason: '不属我单位' }))).toBe(
      'issues.office-handles-nothing',
    );
  });

  it('the first unit stays responsible until the other takes it; then it is the other’s, and the first sees it no more', async () => {
    const { id } = await assigned({ supports: [] });
    const asked = await done(gaoyan, id, 'refuse', { successor: unit.U04, reason: '属城管职责' });
    expect(asked).toMatchObject({
      state: 'TRANSFER_ASKED',
      lead: { unitId: unit.A1 },
      dueAt: at('2026-11-09T18:00'),
      transfer: { from: { unitId: unit.A1 }, to: { unitId: unit.U04 }, refusals: 1 },
    });
    const taken = await done(chenggu, id, 'accept-transfer', { person: '程谷' });
    expect(taken).toMatchObject({
      state: 'ASSIGNED',
      lead: { unitId: unit.U04 },
      dueAt: at('2026-11-09T18:00'),
      fixes: { person: '程谷' },
    });
    // The place is still in the area: its government may look, not act.
    expect((await see(gaoyan, id)).may).toEqual([]);
  });

  it('the second refusal goes to the office, whose decision binds', async () => {
    const { id } = await assigned({ supports: [] });
    await done(gaoyan, id, 'refuse', { successor: unit.U04, reason: '属城管职责' });
    const gone = await go(chenggu, id, 'refuse', { successor: unit.U07, reason: '属市政职责' });
    expect([gone.statusCode, gone.body]).toEqual([204, '']);
    expect(refusal(await go(sunyi, id, 'accept-transfer', { person: null }))).toMatchObject({
      code: 'issues.office-decides',
      details: { refusals: 2 },
    });
    expect(await codeOf(go(sunyi, id, 'refuse', { successor: unit.A1, reason: '不是我们' }))).toBe(
      'issues.office-decides',
    );
    const decided = await done(luyao, id, 'decide-transfer', { lead: unit.U07, reason: '按职责清单' });
    expect(decided).toMatchObject({ state: 'ASSIGNED', lead: { unitId: unit.U07 }, transfer: null });
    expect(await codeOf(go(sunyi, id, 'refuse', { successor: unit.A1, reason: '不是我们' }))).toBe(
      'issues.decision-is-binding',
    );
    expect((await done(sunyi, id, 'sign')).state).toBe('SIGNED');
  });
});

describe('what a unit sees', () => {
  it('a foreign issue answers exactly as an unknown one, whatever is asked of it', async () => {
    const { id } = await assigned({ lead: unit.A1!, supports: [] });
    const nothing = newId();
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['POST', '/sign', {}],
      ['POST', '/refuse', { successor: unit.U04, reason: '不属我单位' }],
      ['POST', '/rectify', { text: '已办', photos: [], point: null }],
    ] as const) {
      const foreign = await sunyi(method, `/api/issues/${id}${path}`, body);
      const unknown = await sunyi(method, `/api/issues/${nothing}${path}`, body);
      const said = (answer: Answer) => ({ ...answer.json<Record<string, unknown>>(), instance: '' });
      expect([foreign.statusCode, said(foreign)]).toEqual([404, said(unknown)]);
    }
    const list = ok<Issues>(await sunyi('GET', '/api/issues'));
    expect(list.rows.map((row) => row.id)).not.toContain(id);
  });

  it('the lead, a supporting unit and whoever stands above them see it, each in its part', async () => {
    const { id } = await assigned();
    expect((await see(gaoyan, id)).role).toBe('LEAD');
    expect(await see(chenggu, id)).toMatchObject({ role: 'SUPPORT', may: [] });
    expect(await see(auditor, id)).toMatchObject({ role: null, may: [] });
  });

  it('a unit below sees what is above it only when it was handed on', async () => {
    const made = await assigned();
    expect((await tanxi('GET', `/api/issues/${made.id}`)).statusCode).toBe(404);
    await done(gaoyan, made.id, 'sign');
    await done(gaoyan, made.id, 'delegate', {
      unit: unit['A1-S1'],
      task: '街道先清运',
      dueAt: at('2026-11-06T12:00'),
    });
    expect(await see(tanxi, made.id)).toMatchObject({
      delegations: [{ to: { unitId: unit['A1-S1'] }, dueAt: at('2026-11-06T18:00') }],
      may: ['start', 'rectify'],
    });
    await rectified(made, tanxi, 'tanxi');
    // Neither who did it nor whoever answers for it checks it.
    expect(
      await codeOf(go(landong, made.id, 'verify', { result: 'PASS', kind: 'DESK', reason: null, photos: [] })),
    ).toBe('issues.own-work');
    await check(made.id, 'PASS');
  });

  it('nothing of a reporter is in what units are sent', async () => {
    const { id, citizen, receipt } = await reported();
    await dispatch(id);
    const texts = [
      (await gaoyan('GET', `/api/issues/${id}`)).body,
      (await gaoyan('GET', '/api/issues')).body,
      (await gaoyan('GET', '/api/issues/duty')).body,
    ].join();
    expect(texts).toContain(id);
    for (const trace of [citizen.id, receipt.id, receipt.number]) expect(texts).not.toContain(trace);
  });

  it('what is due today, to be signed, overdue and under way stands on one page', async () => {
    const [today, late, later] = [await assigned(), await inProgress(), await inProgress()];
    await world.write((work) =>
      work.tx.query(`UPDATE issue SET due_at = '${at('2026-11-03T18:00')}' WHERE id = '${late.id}'`),
    );
    const duty = ok<UnitDuty>(await gaoyan('GET', '/api/issues/duty'));
    const ids = (rows: { id: string }[]) => rows.map((row) => row.id);
    expect(duty.unit.unitId).toBe(unit.A1);
    expect(ids(duty.toSign)).toContain(today.id);
    expect(ids(duty.overdue)).toContain(late.id);
    expect(ids(duty.handling)).toContain(later.id);
    world.clock.set(at('2026-11-09T09:00'));
    expect(ids(ok<UnitDuty>(await gaoyan('GET', '/api/issues/duty')).dueToday)).toContain(later.id);
  });
});

describe('GET /api/issues', () => {
  it('tabs, filters, counts, nearest first, and page after page', async () => {
    const made = await assigned();
    const all = ok<Issues>(await luyao('GET', '/api/issues?tab=all'));
    expect(all.counts.all).toBeGreaterThanOrEqual(all.rows.length);
    const listed = async (query: string) => ok<Issues>(await luyao('GET', `/api/issues?${query}`));
    expect((await listed('tab=to-dispatch')).rows.every(({ state }) => state === 'NEW' || state === 'TRIAGED')).toBe(
      true,
    );
    const number = (await see(luyao, made.id)).number;
    expect((await listed(`q=${number}`)).rows.map((row) => row.id)).toEqual([made.id]);
    expect((await listed(`unit=${unit.A1}&tab=handling`)).rows.map((row) => row.id)).toContain(made.id);
    const inArea = async (code: string) => (await listed(`tab=handling&area=${code}`)).rows.map((row) => row.id);
    expect([(await inArea('A1')).includes(made.id), (await inArea('A2')).includes(made.id)]).toEqual([true, false]);
    const near = await listed(`near=${made.point.lng},${made.point.lat},200`);
    expect(near.rows[0]).toMatchObject({ id: made.id, metres: 0 });
    expect(near.rows.map(({ metres }) => metres)).toEqual(
      [...near.rows.map(({ metres }) => metres!)].sort((a, b) => a - b),
    );
    const { lng, lat } = made.point;
    const points = ok<{ id: string }[]>(
      await luyao('GET', `/api/issues/map?bbox=${lng - 0.0001},${lat - 0.0001},${lng + 0.0001},${lat + 0.0001}`),
    );
    expect(points).toEqual([{ id: made.id, state: 'ASSIGNED', due: 'in-time', isReopened: false, at: made.point }]);
  });

  it('more than a page goes on where the last one ended', async () => {
    await world.write(async (work) => {
      const { id } = ((await work.tx.query(`SELECT id FROM issue LIMIT 1`)) as { id: string }[])[0]!;
      const columns = ((await work.tx.query('SELECT * FROM issue LIMIT 1')) as object[])[0]!;
      const names = Object.keys(columns).filter((name) => !['id', 'number'].includes(name));
      for (let n = 0; n < 60; n++)
        await work.tx.query(
          `INSERT INTO issue (id, number, ${names.join(', ')}) SELECT '${newId()}', 'WT-PAGE-${n}', ${names.join(', ')} FROM issue WHERE id = '${id}'`,
        );
    });
    const seen = new Set<string>();
    let cursor: string | null = null;
    do {
      const page: Issues = ok(await luyao('GET', `/api/issues?q=WT-PAGE${cursor === null ? '' : `&cursor=${cursor}`}`));
      for (const row of page.rows) seen.add(row.id);
      expect(page.counts.all).toBe(60);
      cursor = page.cursor;
    } while (cursor !== null);
    expect(seen.size).toBe(60);
  });
});

describe('BR-18: what shows that it is done', () => {
  const reply = async (made: { id: string }, change: object) =>
    codeOf(
      go(gaoyan, made.id, 'rectify', {
        text: '已清运',
        photos: [await world.photo(await personOf('gaoyan'))],
        point: null,
        ...change,
      }),
    );

  it('a picture of another place, an old one, a used one, one from nowhere, or none is refused', async () => {
    const made = await inProgress();
    const { lng, lat } = made.point;
    const gaoyanId = await personOf('gaoyan');
    expect(await reply(made, { photos: [] })).toBe('issues.after-photo-missing');
    expect(await reply(made, {})).toBe('issues.after-photo-nowhere');
    const away = { lng, lat: lat + 120 / 111_195 };
    expect(await reply(made, { point: place(away) })).toBe('issues.after-photo-elsewhere');
    world.clock.set(at('2026-11-03T10:00'));
    const old = await world.photo(gaoyanId);
    world.clock.set(start);
    expect(await reply(made, { photos: [old], point: place(made.point) })).toBe('issues.after-photo-too-early');
    const [before] = (await see(gaoyan, made.id)).before;
    const [{ sha256 }] = (await world.look('SELECT sha256 FROM photo WHERE id = $1', [before!.id])) as [
      { sha256: string },
    ];
    const copy = await world.photo(gaoyanId, { sha256 });
    expect(await reply(made, { photos: [copy], point: place(made.point) })).toBe('issues.photo-seen-before');
    const others = await world.photo(await personOf('sunyi'));
    expect(await reply(made, { photos: [others], point: place(made.point) })).toBe('files.unknown-photo');
    expect((await see(gaoyan, made.id)).state).toBe('IN_PROGRESS');
  });

  it('within 100 metres it is taken', async () => {
    const made = await inProgress();
    const near = { lng: made.point.lng, lat: made.point.lat + 95 / 111_195 };
    expect((await rectified({ id: made.id, point: near })).state).toBe('SUBMITTED');
  });
});

describe('extensions, tiers, delegation, works over the year', () => {
  const ask = { reason: '连续下雨', plan: '雨停后两天内完成' };

  it('an extension is asked once, before it is due, by at most the time first given, and the director decides', async () => {
    const { id } = await inProgress();
    const until = (local: string) => ({ ...ask, newDue: at(local) });
    expect(await codeOf(go(gaoyan, id, 'ask-extension', until('2026-11-09T10:00')))).toBe('issues.due-not-later');
    expect(await codeOf(go(gaoyan, id, 'ask-extension', until('2026-11-14T10:00')))).toBe(
      'issues.due-not-a-working-day',
    );
    expect(await codeOf(go(gaoyan, id, 'ask-extension', until('2026-11-16T10:00')))).toBe('issues.extension-too-long');
    const asked = await done(gaoyan, id, 'ask-extension', until('2026-11-13T10:00'));
    expect(asked).toMatchObject({ state: 'EXTENSION_ASKED', extension: { newDue: at('2026-11-13T18:00') } });
    expect((await go(luyao, id, 'decide-extension', { granted: true, reason: '情况属实' })).statusCode).toBe(403);
    const granted = await done(heqing, id, 'decide-extension', { granted: true, reason: '情况属实' });
    expect(granted).toMatchObject({ state: 'IN_PROGRESS', dueAt: at('2026-11-13T18:00'), extension: null });
    expect(await codeOf(go(gaoyan, id, 'ask-extension', until('2026-11-16T10:00')))).toBe('issues.no-extension-left');
  });

  it('a refused extension leaves the due date; past due none is asked', async () => {
    const { id } = await inProgress();
    await done(gaoyan, id, 'ask-extension', { ...ask, newDue: at('2026-11-10T10:00') });
    const kept = await done(heqing, id, 'decide-extension', { granted: false, reason: '理由不足' });
    expect(kept.dueAt).toBe(at('2026-11-09T18:00'));
    const { id: late } = await inProgress();
    world.clock.set(at('2026-11-09T18:01'));
    expect(await codeOf(go(gaoyan, late, 'ask-extension', { ...ask, newDue: at('2026-11-10T10:00') }))).toBe(
      'issues.past-due',
    );
  });

  it('it is handed on one level down, with no more time than the unit has', async () => {
    const { id } = await inProgress();
    const hand = (to: string, local: string) =>
      codeOf(go(gaoyan, id, 'delegate', { unit: unit[to], task: '清运', dueAt: at(local) }));
    expect(await hand('A1-S1', '2026-11-10T10:00')).toBe('issues.due-after-parent');
    expect(await hand('A1-S1-C1', '2026-11-06T10:00')).toBe('issues.not-one-level-below');
    expect(await hand('A2-S1', '2026-11-06T10:00')).toBe('issues.not-one-level-below');
    expect(await hand('U04', '2026-11-06T10:00')).toBe('issues.not-one-level-below');
  });

  it('M-36: a city with one tier shows none and escalates nothing', async () => {
    const { id } = await inProgress();
    const view = await see(gaoyan, id);
    expect([view.tierName, view.may.includes('escalate')]).toEqual([null, false]);
    expect(await codeOf(go(gaoyan, id, 'escalate', { tier: 2, reason: '超出职责' }))).toBe('issues.no-higher-tier');
  });

  it('only a grade that may go over the year is carried over, by the director, with a text for the public', async () => {
    const body = { newDue: at('2026-12-30T10:00'), reason: '管网改造跨年', publicText: '管网改造，预计年底完成' };
    const general = await inProgress();
    expect(await codeOf(go(heqing, general.id, 'carry-over', body))).toBe('issues.no-carry-over');
    const major = await inProgress({ fixes: fixes({ dueAt: at('2026-12-01T10:00') }) }, 'MAJOR');
    expect((await go(luyao, major.id, 'carry-over', body)).statusCode).toBe(403);
    expect(await done(heqing, major.id, 'carry-over', body)).toMatchObject({
      state: 'IN_PROGRESS',
      dueAt: at('2026-12-30T18:00'),
    });
  });

  it('the dispatcher sets an earlier date than the grade’s, never a later one', async () => {
    const { id } = await triaged();
    const assign = (local: string) =>
      go(luyao, id, 'assign', { lead: unit.A1, supports: [], fixes: fixes({ dueAt: at(local) }) });
    expect(await codeOf(assign('2026-11-10T10:00'))).toBe('issues.due-after-limit');
    expect(await codeOf(assign('2026-11-03T10:00'))).toBe('issues.due-in-the-past');
    expect(ok<IssueView>(await assign('2026-11-06T10:00')).dueAt).toBe(at('2026-11-06T18:00'));
  });

  it('the office dispatches and checks: it is never the handling unit', async () => {
    const { id } = await triaged();
    expect(await codeOf(go(luyao, id, 'assign', { lead: unit.office, supports: [], fixes: fixes() }))).toBe(
      'issues.office-handles-nothing',
    );
  });
});

describe('BR-17: closing', () => {
  it('a failed check needs a reason; nobody of the handling unit checks', async () => {
    const made = await inProgress();
    await rectified(made);
    const body = { result: 'FAIL', kind: 'DESK', reason: '  ', photos: [] };
    expect(await codeOf(go(luyao, made.id, 'verify', body))).toBe('issues.reason-missing');
    expect((await go(gaoyan, made.id, 'verify', body)).statusCode).toBe(403);
    expect(await codeOf(go(landong, made.id, 'verify', { ...body, result: 'PASS' }))).toBe('issues.own-work');
  });

  it('the database closes nothing without a passed check, deletes nothing and gives no number twice', async () => {
    const made = await inProgress();
    await rectified(made);
    for (const statement of [
      `UPDATE issue SET state = 'CLOSED', closed_at = '${start}' WHERE id = '${made.id}'`,
      `DELETE FROM issue WHERE id = '${made.id}'`,
      `UPDATE issue SET number = 'WT-20261104-99999' WHERE id = '${made.id}'`,
      `UPDATE issue_serial SET last = 1`,
      `DELETE FROM issue_serial`,
    ])
      await expect(world.write((work) => work.tx.query(statement))).rejects.toThrow();
  });

  it('an area officer checks what a department handled in the area, and opens it again on a re-visit', async () => {
    const made = await triaged();
    await done(luyao, made.id, 'assign', { lead: unit.U07, supports: [], fixes: fixes() });
    await done(sunyi, made.id, 'sign');
    await rectified(made, sunyi, 'sunyi');
    const body = { result: 'PASS', kind: 'ONSITE', reason: null, photos: [] };
    expect((await done(landong, made.id, 'verify', body)).state).toBe('CLOSED');
    expect(await codeOf(go(landong, made.id, 'reopen', { reason: '又堆了', photos: [] }))).toBe('issues.photo-missing');
    const photos = [await world.photo(await personOf('landong'))];
    const again = await done(landong, made.id, 'reopen', { reason: '又堆了', photos });
    expect(again).toMatchObject({ state: 'ASSIGNED', isReopened: true, dueAt: at('2026-11-09T18:00') });
  });

  it('after seven days nothing is reopened', async () => {
    const made = await closed();
    world.clock.set(at('2026-11-12T10:00'));
    const photos = [await world.photo(await personOf('luyao'))];
    expect(await codeOf(go(luyao, made.id, 'reopen', { reason: '又堆了', photos }))).toBe('issues.too-late-to-reopen');
  });
});

describe('the clock', () => {
  it('reminds the unit once each at half, a day before and at due, and marks what is overdue', async () => {
    const { id } = await inProgress();
    const tick = async (local: string) => {
      world.clock.set(at(local));
      await runIssueClock(world.city.works, systemCaller('spec'));
      await runIssueClock(world.city.works, systemCaller('spec'));
    };
    const told = async () =>
      (
        await world.look<{ payload: string }>(
          `SELECT payload FROM ledger_entry WHERE subject = $1 AND action IN ('issues.reminded', 'issues.overdue') ORDER BY sequence`,
          [`issue:${id}`],
        )
      ).map(({ payload }) => (JSON.parse(payload) as { kind: string }).kind);
    await tick('2026-11-07T01:59');
    expect(await told()).toEqual([]);
    await tick('2026-11-07T02:01');
    await tick('2026-11-08T18:00');
    expect(await told()).toEqual(['HALF', 'DAY']);
    await tick('2026-11-09T18:01');
    expect(await told()).toEqual(['HALF', 'DAY', 'DUE', 'OVERDUE']);
    expect(await see(gaoyan, id)).toMatchObject({ due: 'overdue', unitClock: { isOverdue: true } });
    const [row] = await world.look<{ overdue_at: string }>('SELECT overdue_at FROM issue WHERE id = $1', [id]);
    expect(row?.overdue_at).toBe(at('2026-11-09T18:01'));
    await world.react();
    const kinds: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Inbox = ok(await gaoyan('GET', `/api/inbox${cursor === null ? '' : `?cursor=${cursor}`}`));
      kinds.push(...page.messages.filter(({ subject }) => subject === `issue:${id}`).map(({ kind }) => kind));
      cursor = page.cursor;
    } while (cursor !== null);
    expect(kinds).toEqual(['issues.overdue', ...Array<string>(3).fill('issues.reminded'), 'issues.assigned']);
  });

  it('what stands still while it is checked is not reminded of', async () => {
    const made = await inProgress();
    await rectified(made);
    world.clock.set(at('2026-11-20T10:00'));
    await runIssueClock(world.city.works, systemCaller('spec'));
    expect((await ledgerOf(made.id)).filter((action) => action === 'reminded' || action === 'overdue')).toEqual([]);
  });
});

describe('M-04: territorial management', () => {
  it.each([
    ['A1', inA1],
    ['A2', inA2],
  ])('a report in %s is led by its government, with the department in support', async (code, area) => {
    const { id } = await triaged('GENERAL', nextPlace(area));
    const { proposal } = await see(luyao, id);
    expect(proposal.lead?.unitId).toBe(unit[code]);
    expect(proposal.supports.length).toBeGreaterThan(0);
  });

  it('an area officer opens an issue on a resident unit in the area and is refused outside it', async () => {
    const found = (point: { lng: number; lat: number }) => ({
      category: 'litter',
      grade: 'GENERAL',
      point: given(point),
      placeText: '单位院墙外',
      text: '院墙外堆放建筑垃圾',
      photos: [],
      unit: unit.RES1,
    });
    const opened = ok<IssueView>(await landong('POST', '/api/issues', found(nextPlace(inA1))));
    expect(opened).toMatchObject({ origin: 'VISIT', state: 'TRIAGED', proposal: { lead: { unitId: unit.RES1 } } });
    expect(await codeOf(landong('POST', '/api/issues', found(nextPlace(inA2))))).toBe('issues.outside-your-area');
    expect((await gaoyan('POST', '/api/issues', found(inA1))).statusCode).toBe(403);
  });
});

describe('two at once', () => {
  it('of two that dispatch the same issue one does, and the other is told so', async () => {
    const { id } = await triaged();
    const answers = await Promise.all(
      ['A1', 'U07'].map((lead) => go(luyao, id, 'assign', { lead: unit[lead], supports: [], fixes: fixes() })),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    expect((await ledgerOf(id)).filter((action) => action === 'assigned')).toHaveLength(1);
  });

  it('ten issues raised at once have ten numbers without a gap', async () => {
    const receipts = await Promise.all(Array.from({ length: 10 }, async () => pending(await someone())));
    const before = (await world.look<{ last: number }>(`SELECT last FROM issue_serial WHERE day = '20261104'`))[0]!
      .last;
    const raised = await Promise.all(
      receipts.map(async ({ id }) =>
        ok<RaisedIssue>(await luyao('POST', `/api/desk/reports/${id}/accept`, { category: null, grade: 'GENERAL' })),
      ),
    );
    expect(raised.map(({ number }) => Number(number.slice(-5))).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 10 }, (_, index) => Number(before) + index + 1),
    );
  });
});
