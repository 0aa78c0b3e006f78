import type { CalendarView, WorkingYearProposal, WorkingYearProposalView, WorkingYearsView } from '@minsheng/contracts';
import { civilDate, workingCalendarOf } from '../../server/src/deadlines/index.js';
import { approveWorkingYear, refuseWorkingYear } from '../../server/src/deadlines/enter-working-year.js';
import { systemCaller } from '../../server/src/platform/index.js';
import { codeOf, ok, refusedWithoutTrace } from '../support/answers.js';
import { actionsOn } from '../support/ledger.js';
import { startWorld, type World } from '../world/world.js';

let world: World;
/** The designer enters, the reviewer confirms; an officer of a unit has no part in it. */
let zhoumin: World['ask'];
let lintao: World['ask'];
let chenggu: World['ask'];
beforeAll(async () => {
  world = await startWorld();
  [zhoumin, lintao, chenggu] = (await Promise.all(['zhoumin', 'lintao', 'chenggu'].map((name) => world.as(name)))) as [
    World['ask'],
    World['ask'],
    World['ask'],
  ];
});
afterAll(() => world.stop());

/** Made up for these cases; no notice says so. */
const arrangement: WorkingYearProposal = {
  year: 2027,
  source: '为测试编写的安排',
  holidays: [
    { name: { zh: '元旦', en: "New Year's Day" }, from: '2027-01-01', to: '2027-01-03' },
    { name: { zh: '春节', en: 'Spring Festival' }, from: '2027-02-05', to: '2027-02-11' },
    { name: { zh: '国庆节', en: 'National Day' }, from: '2027-10-01', to: '2027-10-07' },
  ],
  makeUpWorkdays: ['2027-02-14'],
};
const years = '/api/working-years';
const view = async (): Promise<WorkingYearsView> => ok(await zhoumin('GET', years));
const propose = async (change: Partial<WorkingYearProposal> = {}): Promise<WorkingYearProposalView> =>
  ok(await zhoumin('POST', years, { ...arrangement, ...change }));
const isWorked = (day: string): Promise<boolean> =>
  world.city.works.read(systemCaller('spec'), async (work) =>
    (await workingCalendarOf(work)).isWorkday(civilDate(day)),
  );
const refused = (ask: World['ask'], url: string, body: unknown, status: number, code: string) =>
  refusedWithoutTrace(() => ask('POST', url, body), status, code, world.footprint);

it('the running year came with the software, day by day; the next two are missing', async () => {
  const { known, missing, proposals } = await view();
  expect([known.map(({ year, origin, source }) => [year, origin, source]), missing, proposals]).toEqual([
    [[2026, 'PACKAGE', null]],
    [2027, 2028],
    [],
  ]);
  const [{ holidays, makeUpWorkdays }] = known as [WorkingYearsView['known'][0]];
  expect(holidays.map(({ name, from, to }) => [name.zh, from, to])).toContainEqual([
    '元旦',
    '2026-01-01',
    '2026-01-03',
  ]);
  expect([holidays.length, makeUpWorkdays.includes('2026-01-04')]).toEqual([7, true]);
});

it.each<[string, object, number, string]>([
  ['a year gone by', { year: 2025 }, 422, 'deadlines.year-out-of-reach'],
  ['a day of another year', { makeUpWorkdays: ['2026-12-26'] }, 422, 'deadlines.another-year'],
  ['no National Day', { holidays: arrangement.holidays.slice(0, 2) }, 422, 'deadlines.arrangement-incomplete'],
  ['no notice', { source: ' ' }, 400, 'platform.invalid-body'],
  ['a list for a day', { makeUpWorkdays: [['2027-02-14']] }, 400, 'platform.invalid-body'],
  ['a nameless holiday', { holidays: [{ from: '2027-01-01', to: '2027-01-01' }] }, 400, 'platform.invalid-body'],
  ['a field too many', { isInForce: true }, 400, 'platform.invalid-body'],
])('%s is refused, and nothing is kept', (_what, change, status, code) =>
  refused(zhoumin, years, { ...arrangement, ...change }, status, code),
);

it('who neither enters nor confirms is refused, and sees nothing', async () => {
  await refused(chenggu, years, arrangement, 403, 'platform.not-permitted');
  expect((await chenggu('GET', years)).statusCode).toBe(403);
  expect((await world.ask('GET', years)).statusCode).toBe(401);
});

describe('an arrangement that was entered', () => {
  let first: WorkingYearProposalView;

  it('holds for nobody before another person has confirmed it', async () => {
    first = await propose();
    expect([first.state, (await view()).missing]).toEqual(['PROPOSED', [2027, 2028]]);
    await expect(isWorked('2027-02-05')).rejects.toThrow('deadlines.year-without-table');
    await refused(zhoumin, years, arrangement, 409, 'deadlines.proposal-waiting');
    await refused(zhoumin, `${years}/${first.id}/approve`, undefined, 403, 'platform.not-permitted');
    // Nobody of the cast holds both rights; should somebody, the rule stands on its own.
    const self = { ...systemCaller('spec'), id: first.proposedBy };
    for (const decide of [approveWorkingYear, refuseWorkingYear]) {
      await expect(world.city.works.write(self, (work) => decide(work, first.id))).rejects.toThrow(
        'deadlines.own-proposal',
      );
    }
  });

  it('once confirmed is what deadlines and the calendar go by', async () => {
    expect(ok(await lintao('POST', `${years}/${first.id}/approve`))).toMatchObject({ state: 'IN_FORCE' });
    const days = ['2027-01-04', '2027-02-05', '2027-02-12', '2027-02-14', '2027-02-20'];
    expect(await Promise.all(days.map(isWorked))).toEqual([true, false, true, true, false]);
    const { known, missing } = await view();
    expect([known.map(({ year, source }) => [year, source]), missing]).toEqual([
      [
        [2026, null],
        [2027, arrangement.source],
      ],
      [2028],
    ]);
    const calendar = ok<CalendarView>(await zhoumin('GET', '/api/scheme/calendar'));
    expect(calendar.yearsWithoutTable).toEqual([2028]);
    await refused(lintao, `${years}/${first.id}/approve`, undefined, 409, 'deadlines.already-decided');
    await refused(lintao, `${years}/${first.id}/refuse`, undefined, 409, 'deadlines.already-decided');
    expect(await actionsOn(world.city, `working-year:${first.id}`)).toEqual([
      'deadlines.year-proposed',
      'deadlines.year-approved',
    ]);
  });

  it('a refused correction changes nothing, a confirmed one takes its place', async () => {
    const wrong = await propose({ makeUpWorkdays: [] });
    expect(ok(await lintao('POST', `${years}/${wrong.id}/refuse`))).toMatchObject({ state: 'REFUSED' });
    expect(await isWorked('2027-02-14')).toBe(true);
    const right = await propose({ makeUpWorkdays: ['2027-02-20'] });
    ok(await lintao('POST', `${years}/${right.id}/approve`));
    expect(await Promise.all(['2027-02-14', '2027-02-20'].map(isWorked))).toEqual([false, true]);
    const { proposals } = await view();
    expect(proposals.map(({ state }) => state)).toEqual(['IN_FORCE', 'REFUSED', 'REPLACED']);
  });

  it('of two confirmed at once only one is in force', async () => {
    const again = await propose();
    const answers = await Promise.all([0, 1].map(() => lintao('POST', `${years}/${again.id}/approve`)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    expect((await view()).proposals.filter(({ state }) => state === 'IN_FORCE')).toHaveLength(1);
    const none = await lintao('POST', `${years}/01ARZ3NDEKTSV4RRFFQ69G5FAV/approve`);
    expect(codeOf(none)).toBe('platform.not-found');
  });
});
