import type {
  CalendarOverrideView,
  CalendarView,
  SchemeVersionSummary,
  SchemeVersionView,
  SchemeView,
} from '@minsheng/contracts';
import { rows, systemCaller } from '../../server/src/platform/index.js';
import { activateDueVersions, presets, schemeInForce } from '../../server/src/scheme/index.js';
import { codeOf, refusal, refusedWithoutTrace } from '../support/answers.js';
import { actionsOn } from '../support/ledger.js';
import { startWorld, type World } from '../world/world.js';

let world: World;
/** The statistics designer proposes, the reviewer approves; the clerk may only look. */
let zhoumin: World['ask'];
let lintao: World['ask'];
let admin: World['ask'];
let luyao: World['ask'];
let chenggu: World['ask'];

beforeAll(async () => {
  world = await startWorld();
  [zhoumin, lintao, admin, luyao, chenggu] = (await Promise.all(
    ['zhoumin', 'lintao', 'admin', 'luyao', 'chenggu'].map((name) => world.as(name)),
  )) as [World['ask'], World['ask'], World['ask'], World['ask'], World['ask']];
});
afterAll(() => world.stop());

const moveOnTo = (instant: string) => world.city.demoClock?.moveOnTo(new Date(instant));
const proposal = (changes: Record<string, unknown>, effectiveOn = '2027-01-01') => ({
  changes,
  effectiveOn,
  reason: '每期两家后进单位表态',
});

const refused = (ask: World['ask'], method: 'POST' | 'PUT', url: string, body: unknown, status: number, code: string) =>
  refusedWithoutTrace(() => ask(method, url, body), status, code, world.footprint);

describe('GET /api/scheme', () => {
  it('gives the parameters in force with the city’s name, its hash and where each comes from', async () => {
    const answer = await luyao('GET', '/api/scheme');
    const view = answer.json() as SchemeView;
    const preset = presets().get('demo');
    expect(answer.statusCode).toBe(200);
    expect([view.code, view.city.zh, view.version.no, view.version.state]).toEqual(['demo', '青岚市', 1, 'ACTIVE']);
    expect(view.version.configHash).toBe(preset?.configHash);
    expect(view.parameters.every(({ origin, badge }) => origin === 'default' && badge?.zh === '默认值，待确认')).toBe(
      true,
    );
    expect(view.parameters.length).toBe(Object.keys(preset?.provenance ?? {}).length);
  });

  it('is closed to a unit’s officer and to anybody without a sign-in', async () => {
    expect((await chenggu('GET', '/api/scheme')).statusCode).toBe(403);
    expect((await world.ask('GET', '/api/scheme')).statusCode).toBe(401);
  });
});

describe('GET /api/scheme/calendar', () => {
  it('lists 24 months from the running one, and names the years without a holiday arrangement', async () => {
    const view = (await luyao('GET', '/api/scheme/calendar')).json() as CalendarView;
    expect(view.months.map(({ month }) => month).slice(0, 2)).toEqual(['2026-12', '2027-01']);
    expect(view.months).toHaveLength(24);
    expect(view.yearsWithoutTable).toEqual([2027, 2028]);
    expect(view.rounds.map(({ periodKey }) => periodKey).slice(0, 2)).toEqual(['2026-B6', '2027-B1']);
    expect(view.rounds[1]?.warnings).toEqual(['HOLIDAYS-UNKNOWN']);
  });

  it('M-26 the year view of 2026 shows SHORT and HOLIDAY for B1', async () => {
    const view = (await luyao('GET', '/api/scheme/calendar?from=2026-01&months=12')).json() as CalendarView;
    expect(view.rounds.map(({ periodKey, warnings }) => [periodKey, warnings.join()])).toEqual([
      ['2026-B1', 'SHORT,HOLIDAY'],
      ['2026-B2', ''],
      ['2026-B3', 'HOLIDAY'],
      ['2026-B4', ''],
      ['2026-B5', ''],
      ['2026-B6', ''],
    ]);
    expect(view.rounds[0]).toMatchObject({
      releasedAt: '2026-02-22T01:00:00.000Z',
      latestSealAt: '2026-02-21T01:00:00.000Z',
      aggregationDays: 1,
    });
  });

  it.each(['from=2026-13', 'from=1980-01', 'months=0', 'months=99', 'months=two'])('refuses %s', async (query) => {
    expect(codeOf(await luyao('GET', `/api/scheme/calendar?${query}`))).toBe('platform.invalid-body');
  });
});

describe('POST /api/scheme/versions', () => {
  it.each([
    [
      'shares that do not sum to one',
      { poll: { sites: { shares: { STREET: 0.5 } } } },
      'scheme.share-sum',
      'poll.sites.shares',
    ],
    ['an unknown field', { poll: { perAera: 200 } }, 'scheme.unknown-field', 'poll.perAera'],
    ['a list for a single value', { poll: { perArea: [200] } }, 'scheme.wrong-shape', 'poll.perArea'],
    [
      'a rule that does not parse',
      { calendar: { rules: { release: 'EVEN-MONTHS LAST SUNDAY' } } },
      'scheme.rule-syntax',
      'calendar.rules.release',
    ],
    ['another city’s name in place of the preset’s', { preset: 'other' }, 'scheme.not-changeable', 'preset'],
  ])('refuses %s, names the place, and leaves nothing behind', async (_what, changes, code, path) => {
    const told = await refused(
      zhoumin,
      'POST',
      '/api/scheme/versions',
      proposal(changes),
      422,
      'scheme.version-invalid',
    );
    expect(told.details?.['faults']).toContainEqual(expect.objectContaining({ code, path }));
  });

  it.each([
    [
      'a key that reaches for the prototype',
      '{"changes":{"poll":{"__proto__":{"polluted":1}}},"effectiveOn":"2027-01-01","reason":"x"}',
    ],
    [
      'the prototype by its other name',
      '{"changes":{"constructor":{"prototype":{"polluted":1}}},"effectiveOn":"2027-01-01","reason":"x"}',
    ],
    ['a body cut off half-way', '{"changes":{"poll":{"perArea":'],
    ['a body that is no map', '[]'],
  ])('refuses %s', async (_what, payload) => {
    const before = await world.footprint();
    const answer = await zhoumin('POST', '/api/scheme/versions', undefined, {
      payload,
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
    expect(refusal(answer).sentences.zh).toMatch(/[一-龥]/);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(await world.footprint()).toEqual(before);
  });

  it.each([
    ['in the middle of a period', '2027-02-01', 422, 'scheme.not-a-period-start'],
    ['in a period that has begun', '2026-11-01', 422, 'scheme.effective-in-the-past'],
    ['on no day of the calendar', '2027-02-30', 422, 'scheme.not-a-period-start'],
    ['on something that is no date', 'tomorrow', 400, 'platform.invalid-body'],
  ])('refuses an effect %s', async (_what, day, status, code) => {
    await refused(
      zhoumin,
      'POST',
      '/api/scheme/versions',
      proposal({ release: { statementsFromBottom: 2 } }, day),
      status,
      code,
    );
  });

  it('refuses a proposal that changes nothing, one without a reason, and one by somebody who may not propose', async () => {
    await refused(
      zhoumin,
      'POST',
      '/api/scheme/versions',
      proposal({ poll: { perArea: 200 } }),
      422,
      'scheme.nothing-changed',
    );
    await refused(
      zhoumin,
      'POST',
      '/api/scheme/versions',
      { ...proposal({ poll: { perArea: 300 } }), reason: '  ' },
      400,
      'platform.invalid-body',
    );
    await refused(
      lintao,
      'POST',
      '/api/scheme/versions',
      proposal({ poll: { perArea: 300 } }),
      403,
      'platform.not-permitted',
    );
  });
});

describe('a version from draft to force', () => {
  let version: SchemeVersionView;
  const url = (move = '') => `/api/scheme/versions/${version.id}${move}`;

  it('is proposed with what it changes, and is in force for nobody', async () => {
    const answer = await zhoumin('POST', '/api/scheme/versions', proposal({ release: { statementsFromBottom: 2 } }));
    version = answer.json() as SchemeVersionView;
    expect([answer.statusCode, version.no, version.state]).toEqual([201, 2, 'DRAFT']);
    expect(version.differences).toEqual([{ path: 'release.statementsFromBottom', before: 0, after: 2 }]);
    expect(((await luyao('GET', '/api/scheme')).json() as SchemeView).version.no).toBe(1);
  });

  it('cannot be approved before it is submitted, nor amended or submitted by another proposer', async () => {
    await refused(lintao, 'POST', url('/approve'), {}, 409, 'scheme.version-not-in-state');
    await refused(admin, 'POST', url('/submit'), {}, 403, 'scheme.not-the-proposer');
    await refused(admin, 'PUT', url(), proposal({ poll: { perArea: 300 } }), 403, 'scheme.not-the-proposer');
  });

  it('is returned with a reason, amended and submitted again', async () => {
    expect((await zhoumin('POST', url('/submit'), {})).statusCode).toBe(200);
    await refused(zhoumin, 'PUT', url(), proposal({ poll: { perArea: 300 } }), 409, 'scheme.version-not-in-state');
    const returned = (await lintao('POST', url('/return'), { reason: '请同时调整样本量' })).json() as SchemeVersionView;
    expect([returned.state, returned.returnReason]).toEqual(['DRAFT', '请同时调整样本量']);
    const amended = (
      await zhoumin('PUT', url(), proposal({ release: { statementsFromBottom: 2 }, poll: { perArea: 300 } }))
    ).json() as SchemeVersionView;
    expect(amended.differences.map(({ path }) => path)).toEqual(['poll.perArea', 'release.statementsFromBottom']);
    expect(((await zhoumin('POST', url('/submit'), {})).json() as SchemeVersionView).state).toBe('REVIEW');
  });

  it('is approved by another person, and waits for its day', async () => {
    await refused(zhoumin, 'POST', url('/approve'), {}, 403, 'platform.not-permitted');
    const approved = (await lintao('POST', url('/approve'), {})).json() as SchemeVersionView;
    expect(approved.state).toBe('PUBLISHED');
    expect(approved.decidedBy).not.toBe(approved.proposedBy);
    expect(((await luyao('GET', '/api/scheme')).json() as SchemeView).version.no).toBe(1);
    await refused(lintao, 'POST', url('/approve'), {}, 409, 'scheme.version-not-in-state');
  });

  it('keeps every other version from being approved until then', async () => {
    const other = (
      await zhoumin('POST', '/api/scheme/versions', proposal({ poll: { perArea: 400 } }, '2027-03-01'))
    ).json() as SchemeVersionView;
    expect(other.differences).toEqual([{ path: 'poll.perArea', before: 300, after: 400 }]);
    await zhoumin('POST', `/api/scheme/versions/${other.id}/submit`, {});
    await refused(lintao, 'POST', `/api/scheme/versions/${other.id}/approve`, {}, 409, 'scheme.one-waits-already');
  });

  it('takes effect with its period, by the clock alone, and the running period keeps what it began with', async () => {
    moveOnTo('2026-12-31T15:59:59.000Z');
    expect(((await luyao('GET', '/api/scheme')).json() as SchemeView).version.no).toBe(1);
    moveOnTo('2026-12-31T16:00:00.000Z');
    const inForce = (await luyao('GET', '/api/scheme')).json() as SchemeView;
    expect([
      inForce.version.no,
      (inForce.config['release'] as { statementsFromBottom: number }).statementsFromBottom,
    ]).toEqual([2, 2]);
    expect(
      inForce.parameters
        .filter(({ origin }) => origin === 'decided')
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['poll.perArea', 'release.statementsFromBottom']);
    const before = await world.city.works.read(systemCaller('spec'), (work) =>
      schemeInForce(work, new Date('2026-12-20T00:00:00Z')),
    );
    expect(before?.version.no).toBe(1);
  });

  it('is activated once, and the one before it superseded: one version is active at any instant', async () => {
    await world.city.works.write(systemCaller('spec'), activateDueVersions);
    await world.city.works.write(systemCaller('spec'), activateDueVersions);
    const versions = (await luyao('GET', '/api/scheme/versions')).json() as SchemeVersionSummary[];
    expect(versions.map(({ no, state }) => [no, state])).toEqual([
      [3, 'REVIEW'],
      [2, 'ACTIVE'],
      [1, 'SUPERSEDED'],
    ]);
  });

  it('has left its whole way in the ledger', async () => {
    expect(await actionsOn(world.city, `scheme-version:${version.id}`)).toEqual([
      'scheme.version-proposed',
      'scheme.version-submitted',
      'scheme.version-returned',
      'scheme.version-amended',
      'scheme.version-submitted',
      'scheme.version-approved',
      'scheme.version-activated',
    ]);
  });

  it('of two proposals on the same version the second to be approved must be made anew', async () => {
    const [first, second] = (await Promise.all(
      [500, 600].map(async (perArea) =>
        (await zhoumin('POST', '/api/scheme/versions', proposal({ poll: { perArea } }, '2027-03-01'))).json(),
      ),
    )) as [SchemeVersionView, SchemeVersionView];
    expect(first.no).not.toBe(second.no);
    for (const { id } of [first, second]) await zhoumin('POST', `/api/scheme/versions/${id}/submit`, {});
    expect((await lintao('POST', `/api/scheme/versions/${first.id}/approve`, {})).statusCode).toBe(200);
    await refused(lintao, 'POST', `/api/scheme/versions/${second.id}/approve`, {}, 409, 'scheme.based-on-older');
  });

  it('that is not there answers as anything not there', async () => {
    for (const id of ['01JDW0NOSUCHVERS10N0000000', 'x', "' OR 1=1 --"]) {
      const answer = await luyao('GET', `/api/scheme/versions/${encodeURIComponent(id)}`);
      expect([answer.statusCode, codeOf(answer)]).toEqual([404, 'platform.not-found']);
    }
  });

  it('is kept from its proposer by the database itself', async () => {
    const direct = world.city.works.write(systemCaller('spec'), (work) =>
      rows(work, `UPDATE scheme_version SET decided_by = proposed_by WHERE id = $1`, [version.id]),
    );
    await expect(direct).rejects.toMatchObject({ code: 'scheme.own-proposal' });
  });
});

describe('M-26 POST /api/scheme/overrides', () => {
  const wanted = {
    ruleCode: 'poll.fieldwork',
    periodKey: '2027-B1',
    newStart: '2027-02-15T00:00:00+08:00',
    newEnd: '2027-02-23T00:00:00+08:00',
    reason: '访问避开春节',
    publicNote: { zh: '第一期访问改为 2 月 15 日至 22 日', en: 'Fieldwork of the first poll moves to 15–22 February' },
  };
  const fieldwork = async () => {
    const view = (await luyao('GET', '/api/scheme/calendar?from=2027-01&months=2')).json() as CalendarView;
    return view.rounds.find(({ periodKey }) => periodKey === '2027-B1')?.fieldwork;
  };
  let override: CalendarOverrideView;

  it.each([
    ['without a reason', { reason: '' }, 400, 'platform.invalid-body'],
    ['with a blank reason', { reason: '   ' }, 400, 'platform.invalid-body'],
    ['without a note for the public', { publicNote: { zh: '', en: '' } }, 400, 'platform.invalid-body'],
    ['of an occurrence that is not there', { periodKey: '2027-B9' }, 422, 'scheme.no-such-occurrence'],
    [
      'past the sealing',
      { newStart: '2027-02-20T00:00:00+08:00', newEnd: '2027-03-05T00:00:00+08:00' },
      422,
      'scheme.override-breaks-round',
    ],
    [
      'to a time gone by',
      { newStart: '2026-12-20T00:00:00+08:00', newEnd: '2026-12-25T00:00:00+08:00' },
      409,
      'scheme.override-too-late',
    ],
  ])('M-26 is refused %s', async (_what, change, status, code) => {
    await refused(zhoumin, 'POST', '/api/scheme/overrides', { ...wanted, ...change }, status, code);
  });

  it('M-26 proposed it moves nothing, and is proposed once', async () => {
    const planned = await fieldwork();
    const answer = await zhoumin('POST', '/api/scheme/overrides', wanted);
    override = answer.json() as CalendarOverrideView;
    expect([answer.statusCode, override.state, override.oldStart]).toEqual([
      201,
      'PROPOSED',
      '2027-02-10T16:00:00.000Z',
    ]);
    expect(await fieldwork()).toEqual(planned);
    await refused(zhoumin, 'POST', '/api/scheme/overrides', wanted, 409, 'scheme.override-pending');
  });

  it('M-26 published by another person it moves the window; it is decided once', async () => {
    await refused(zhoumin, 'POST', `/api/scheme/overrides/${override.id}/publish`, {}, 403, 'platform.not-permitted');
    const published = (
      await lintao('POST', `/api/scheme/overrides/${override.id}/publish`, {})
    ).json() as CalendarOverrideView;
    expect(published.state).toBe('PUBLISHED');
    expect(published.decidedBy).not.toBe(published.proposedBy);
    expect(await fieldwork()).toEqual({ startsAt: '2027-02-14T16:00:00.000Z', endsAt: '2027-02-22T16:00:00.000Z' });
    await refused(
      lintao,
      'POST',
      `/api/scheme/overrides/${override.id}/publish`,
      {},
      409,
      'scheme.override-not-in-state',
    );
    expect(await actionsOn(world.city, `calendar-override:${override.id}`)).toEqual([
      'scheme.override-proposed',
      'scheme.override-published',
    ]);
  });

  it('M-26 a later one replaces it; a refused one moves nothing', async () => {
    const again = (
      await zhoumin('POST', '/api/scheme/overrides', { ...wanted, newEnd: '2027-02-22T00:00:00+08:00' })
    ).json() as CalendarOverrideView;
    await lintao('POST', `/api/scheme/overrides/${again.id}/publish`, {});
    const third = (
      await zhoumin('POST', '/api/scheme/overrides', { ...wanted, newEnd: '2027-02-21T00:00:00+08:00' })
    ).json() as CalendarOverrideView;
    expect(
      ((await lintao('POST', `/api/scheme/overrides/${third.id}/refuse`, {})).json() as CalendarOverrideView).state,
    ).toBe('REFUSED');
    expect((await fieldwork())?.endsAt).toBe('2027-02-21T16:00:00.000Z');
    const all = (await luyao('GET', '/api/scheme/overrides')).json() as CalendarOverrideView[];
    expect(all.map(({ state }) => state).sort()).toEqual(['PUBLISHED', 'REFUSED', 'REPLACED']);
  });

  it('M-26 one left unpublished until its time has come cannot be published any more', async () => {
    const late = { ...wanted, ruleCode: 'release', newStart: '2027-02-27T09:00:00+08:00', newEnd: null };
    const waiting = (await zhoumin('POST', '/api/scheme/overrides', late)).json() as CalendarOverrideView;
    expect(waiting.state).toBe('PROPOSED');
    moveOnTo('2027-02-27T01:00:00.000Z');
    await refused(lintao, 'POST', `/api/scheme/overrides/${waiting.id}/publish`, {}, 409, 'scheme.override-too-late');
  });

  it('M-26 fieldwork that has begun is never shortened', async () => {
    moveOnTo('2027-04-12T01:00:00.000Z');
    const shorter = {
      ...wanted,
      periodKey: '2027-B2',
      newStart: '2027-04-11T00:00:00+08:00',
      newEnd: '2027-04-16T00:00:00+08:00',
    };
    await refused(zhoumin, 'POST', '/api/scheme/overrides', shorter, 409, 'scheme.override-shortens');
  });
});
