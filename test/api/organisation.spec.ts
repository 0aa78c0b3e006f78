import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GroupView, ProblemBody, SeatView, UnitImportReport, UnitRow, UnitView } from '@minsheng/contracts';
import { findPersonByName } from '../../server/src/identity/identity.queries.js';
import { openSession } from '../../server/src/identity/open-session.js';
import { findUnitsByCode } from '../../server/src/organisation/index.js';
import { realNow, rows, systemCaller } from '../../server/src/platform/index.js';
import { codeOf } from '../support/answers.js';
import { type World, startWorld } from '../world/world.js';

let world: World;
let ids: Map<string, string>;
let admin: World['ask'];
let clerk: World['ask'];
let director: World['ask'];
/** Works for U04 (U07), not for the others. */
let ofU04: World['ask'];
let ofU07: World['ask'];

beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  clerk = await world.as('luyao');
  director = await world.as('heqing');
  ofU04 = await world.as('chenggu');
  ofU07 = await world.as('sunyi');
  ids = await world.city.works.read(systemCaller('spec'), async (work) => {
    const units = await findUnitsByCode(work, ['hq', 'office', 'stat', 'U04', 'U07']);
    return new Map([...units].map(([code, unit]) => [code, unit.id as string]));
  });
});
afterAll(() => world.stop());

const id = (code: string): string => ids.get(code) ?? `no ${code}`;
let serial = 0;
/** A department below the office, with an officer unless told otherwise. */
async function newUnit(more: Record<string, unknown> = {}): Promise<UnitView> {
  const body = {
    code: `N${++serial}`,
    name: { zh: `新单位${serial}`, en: `New unit ${serial}` },
    kind: 'DEPARTMENT',
    levelRank: 3,
    parentId: id('office'),
    officer: { personName: '王经办', title: '科员' },
    ...more,
  };
  const answer = await clerk('POST', '/api/units', body);
  expect(answer.statusCode).toBe(201);
  return answer.json<UnitView>();
}
const ledgerOf = (unitId: string) =>
  world.city.works.read(systemCaller('spec'), (work) =>
    rows<{ action: string; actor: string; payload: string }>(
      work,
      'SELECT action, actor, payload FROM ledger_entry WHERE subject = $1 ORDER BY sequence',
      [`unit:${unitId}`],
    ),
  );

describe('GET /api/units', () => {
  it('the command office sees every unit, parents before children', async () => {
    const units = (await clerk('GET', '/api/units')).json<UnitRow[]>();
    expect(units[0]).toMatchObject({ code: 'hq', levelRank: 1, parentId: null, state: 'ACTIVE' });
    expect(units.map((unit) => unit.code)).toEqual(expect.arrayContaining(['office', 'stat', 'U04', 'U07']));
  });

  it('a unit’s officer sees the own unit only', async () => {
    expect((await ofU04('GET', '/api/units')).json<UnitRow[]>().map((unit) => unit.code)).toEqual(['U04']);
  });

  it('nobody without a session sees any', async () => {
    expect((await world.ask('GET', '/api/units')).statusCode).toBe(401);
  });
});

describe('GET /api/units/:id', () => {
  it('M-08: unit A cannot read unit B; the answer is the one for a unit that does not exist', async () => {
    const other = await ofU04('GET', `/api/units/${id('U07')}`);
    const none = await ofU04('GET', '/api/units/01ARZ3NDEKTSV4RRFFQ69G5FAV');
    const odd = await ofU04('GET', '/api/units/no-id-at-all');
    const bodies = [other, none, odd].map((answer) => ({ ...answer.json<ProblemBody>(), instance: '' }));
    expect([other, none, odd].map((answer) => answer.statusCode)).toEqual([404, 404, 404]);
    expect(bodies[0]).toEqual(bodies[1]);
    expect(bodies[0]).toEqual(bodies[2]);
  });

  it('M-08: the command office reads both', async () => {
    const answers = await Promise.all(['U04', 'U07'].map((code) => clerk('GET', `/api/units/${id(code)}`)));
    expect(answers.map((answer) => answer.json<UnitView>().code)).toEqual(['U04', 'U07']);
    expect((await ofU07('GET', `/api/units/${id('U07')}`)).statusCode).toBe(200);
  });

  it('seats of another unit are answered alike', async () => {
    expect((await ofU04('GET', `/api/units/${id('U07')}/seats`)).statusCode).toBe(404);
  });
});

describe('POST /api/units', () => {
  it('with an officer a unit is at work at once, without one it waits until somebody sits there', async () => {
    expect((await newUnit()).state).toBe('ACTIVE');
    const waiting = await newUnit({ officer: undefined });
    expect(waiting.state).toBe('DRAFT');
    expect(codeOf(await clerk('POST', `/api/units/${waiting.id}/activate`))).toBe('organisation.no-officer');
    await clerk('POST', `/api/units/${waiting.id}/seats`, { role: 'OFFICER', title: '科员', personName: '李经办' });
    expect((await clerk('POST', `/api/units/${waiting.id}/activate`)).statusCode).toBe(204);
    expect((await clerk('GET', `/api/units/${waiting.id}`)).json<UnitView>().state).toBe('ACTIVE');
    expect(codeOf(await clerk('POST', `/api/units/${waiting.id}/activate`))).toBe('organisation.not-in-this-state');
  });

  it('M-08: two operators work side by side, and the ledger names each', async () => {
    const unit = await newUnit();
    await director('POST', `/api/units/${unit.id}/seats`, { role: 'LEAD', title: '局长', personName: '赵局长' });
    const entries = await ledgerOf(unit.id);
    expect(entries.map((entry) => entry.action)).toEqual(['organisation.unit-created', 'organisation.seat-assigned']);
    const people = await world.city.works.read(systemCaller('spec'), (work) =>
      rows<{ id: string; name: string }>(
        work,
        `SELECT id, name FROM person WHERE name IN ('luyao', 'heqing') ORDER BY name DESC`,
      ),
    );
    expect(entries.map((entry) => entry.actor)).toEqual(people.map((person) => person.id));
    expect(JSON.stringify(entries)).not.toContain('赵局长');
  });

  it.each<[string, Record<string, unknown>, number, string]>([
    ['a code that is taken', { code: 'U04' }, 409, 'organisation.code-taken'],
    ['the level of the parent', { levelRank: 2 }, 422, 'organisation.level-not-below-parent'],
    ['a level that the scheme has not', { levelRank: 99 }, 422, 'organisation.no-such-level'],
    ['a parent that does not exist', { parentId: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }, 404, 'platform.not-found'],
    ['a resident unit without area and superior', { kind: 'RESIDENT' }, 422, 'organisation.resident-incomplete'],
    ['an area that does not exist', { territorialParentId: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }, 404, 'platform.not-found'],
    ['a kind that is none', { kind: 'COMPANY' }, 400, 'platform.invalid-body'],
    ['a list for a scalar', { code: ['X1'] }, 400, 'platform.invalid-body'],
    ['an object for a scalar', { parentId: { $ne: '' } }, 400, 'platform.invalid-body'],
    ['a number as text', { levelRank: '3' }, 400, 'platform.invalid-body'],
    ['an unknown field', { path: '/mine/' }, 400, 'platform.invalid-body'],
    ['an unknown field within', { name: { zh: '甲', en: 'A', fr: 'A' } }, 400, 'platform.invalid-body'],
    ['a list for an object', { name: ['甲', 'A'] }, 400, 'platform.invalid-body'],
    ['a name without English', { name: { zh: '甲' } }, 400, 'platform.invalid-body'],
    ['a date without a zone', { validFrom: '2026-01-01T00:00:00' }, 400, 'platform.invalid-body'],
  ])('%s is refused and nothing is kept', async (_title, wrong, status, code) => {
    const before = await world.footprint();
    const body = {
      code: 'WRONG',
      name: { zh: '错', en: 'Wrong' },
      kind: 'DEPARTMENT',
      levelRank: 3,
      parentId: id('office'),
      ...wrong,
    };
    const answer = await clerk('POST', '/api/units', body);
    expect([answer.statusCode, codeOf(answer)]).toEqual([status, code]);
    expect(answer.json<ProblemBody>().sentences.zh).toMatch(/\p{Script=Han}/u);
    expect(await world.footprint()).toEqual(before);
  });

  it.each([
    ['__proto__', `{"code":"P","__proto__":{"kind":"OFFICE"}}`],
    ['constructor.prototype', `{"code":"P","constructor":{"prototype":{"kind":"OFFICE"}}}`],
    ['JSON cut short', `{"code":"P","name":{`],
    ['no JSON', `code=P`],
  ])('a body with %s is refused and nothing is kept', async (_title, payload) => {
    const before = await world.footprint();
    const answer = await clerk('POST', '/api/units', undefined, {
      payload,
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.statusCode).toBe(400);
    expect(await world.footprint()).toEqual(before);
  });

  it('those who may only read may not write', async () => {
    const readers = await Promise.all(['auditor', 'chenggu', 'zhoumin'].map((name) => world.as(name)));
    const before = await world.footprint();
    for (const ask of readers) expect((await ask('POST', '/api/units', { code: 'X' })).statusCode).toBe(403);
    expect(await world.footprint()).toEqual(before);
  });

  it('a request from another site, which cannot set our header, is refused', async () => {
    const answer = await clerk('POST', '/api/units', { code: 'X' }, { headers: { 'x-minsheng-request': '' } });
    expect([answer.statusCode, codeOf(answer)]).toEqual([403, 'platform.cross-site']);
  });
});

describe('POST /api/units/:id/seats', () => {
  it('M-03: a second lead in one unit is refused, also when both come at once', async () => {
    const unit = await newUnit();
    const lead = (personName: string) =>
      clerk('POST', `/api/units/${unit.id}/seats`, { role: 'LEAD', title: '局长', personName });
    const answers = await Promise.all(['甲', '乙', '丙', '丁'].map(lead));
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([201, 409, 409, 409]);
    expect(answers.filter((answer) => answer.statusCode === 409).map(codeOf)).toEqual(
      Array(3).fill('organisation.lead-taken'),
    );
  });

  it('a new lead follows when the old one has left', async () => {
    const unit = await newUnit();
    const first = (
      await clerk('POST', `/api/units/${unit.id}/seats`, { role: 'LEAD', title: '局长', personName: '甲' })
    ).json<SeatView>();
    expect((await clerk('POST', `/api/units/${unit.id}/seats/${first.id}/end`)).statusCode).toBe(204);
    expect(
      (await clerk('POST', `/api/units/${unit.id}/seats`, { role: 'LEAD', title: '局长', personName: '乙' }))
        .statusCode,
    ).toBe(201);
    const seats = (await clerk('GET', `/api/units/${unit.id}/seats`)).json<SeatView[]>();
    expect(seats.map((seat) => [seat.personName, seat.validTo === null])).toEqual([
      ['王经办', true],
      ['甲', false],
      ['乙', true],
    ]);
  });

  it('a lead whose time overlaps by one minute is refused; one whose time touches is not', async () => {
    const unit = await newUnit();
    const now = world.city.clock.now().getTime();
    const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
    const lead = (from: number, to: number) =>
      clerk('POST', `/api/units/${unit.id}/seats`, {
        role: 'LEAD',
        title: '局长',
        personName: '甲',
        validFrom: at(from),
        validTo: at(to),
      });
    expect((await lead(10, 20)).statusCode).toBe(201);
    expect((await lead(19, 30)).statusCode).toBe(409);
    expect((await lead(5, 11)).statusCode).toBe(409);
    expect((await lead(20, 30)).statusCode).toBe(201);
    expect((await lead(5, 10)).statusCode).toBe(201);
    expect(codeOf(await lead(50, 40))).toBe('organisation.period-reversed');
  });

  it('a seat of another unit cannot be ended from here', async () => {
    const [one, other] = [await newUnit(), await newUnit()];
    const [seat] = (await clerk('GET', `/api/units/${other.id}/seats`)).json<SeatView[]>();
    expect((await clerk('POST', `/api/units/${one.id}/seats/${seat!.id}/end`)).statusCode).toBe(404);
  });
});

describe('POST /api/units/:id/move', () => {
  it('everything below comes along: the new parent’s officer sees it at once, the old one’s no more', async () => {
    const agency = await newUnit({ parentId: id('U04'), levelRank: 4, kind: 'SECOND_TIER' });
    const station = await newUnit({ parentId: agency.id, levelRank: 5, kind: 'COMMUNITY' });
    const seenBy = async (ask: World['ask']) =>
      (await ask('GET', '/api/units')).json<UnitRow[]>().map((unit) => unit.code);
    expect(await seenBy(ofU04)).toEqual(expect.arrayContaining([agency.code, station.code]));
    const moved = await clerk('POST', `/api/units/${agency.id}/move`, {
      parentId: id('U07'),
      document: '青编〔2026〕3号',
    });
    expect(moved.json<UnitView>().parentId).toBe(id('U07'));
    expect(await seenBy(ofU04)).toEqual(['U04']);
    expect(await seenBy(ofU07)).toEqual(['U07', agency.code, station.code]);
    expect((await ofU04('GET', `/api/units/${station.id}`)).statusCode).toBe(404);
    expect((await ledgerOf(agency.id)).at(-1)).toMatchObject({ action: 'organisation.unit-moved' });
  });

  it('a unit never comes below itself, whatever is tried at once', async () => {
    const top = await newUnit();
    const middle = await newUnit({ parentId: top.id, levelRank: 4, kind: 'SECOND_TIER' });
    const answer = await clerk('POST', `/api/units/${top.id}/move`, { parentId: middle.id, document: '依据' });
    expect([answer.statusCode, codeOf(answer)]).toEqual([422, 'organisation.below-itself']);
    expect(codeOf(await clerk('POST', `/api/units/${middle.id}/move`, { parentId: middle.id, document: '依据' }))).toBe(
      'organisation.below-itself',
    );
    expect(codeOf(await clerk('POST', `/api/units/${top.id}/move`, { parentId: id('stat'), document: '依据' }))).toBe(
      'organisation.level-not-below-parent',
    );
  });

  it('paths stay true after a move: the moved unit’s children are found below the new parent', async () => {
    const [from, to] = [await newUnit(), await newUnit()];
    const middle = await newUnit({ parentId: from.id, levelRank: 4, kind: 'SECOND_TIER' });
    await clerk('POST', `/api/units/${middle.id}/move`, { parentId: to.id, document: '依据' });
    expect(codeOf(await clerk('POST', `/api/units/${to.id}/close`, { document: '依据' }))).toBe(
      'organisation.has-standing-units',
    );
    const paths = await world.city.works.read(systemCaller('spec'), (work) =>
      rows<{ path: string }>(work, 'SELECT path FROM unit WHERE id = $1', [middle.id]),
    );
    expect(paths[0]?.path).toBe(`/${id('hq')}/${id('office')}/${to.id}/${middle.id}/`);
  });
});

describe('POST /api/units/:id/close', () => {
  it('a closed unit stays readable, its seats and group end, and it does not come back', async () => {
    const unit = await newUnit();
    await clerk('POST', `/api/units/${unit.id}/close`, { document: '青编〔2026〕5号' });
    expect((await clerk('GET', `/api/units/${unit.id}`)).json<UnitView>()).toMatchObject({
      state: 'CLOSED',
      mergedIntoId: null,
    });
    const [seat] = (await clerk('GET', `/api/units/${unit.id}/seats`)).json<SeatView[]>();
    expect(seat?.validTo).not.toBeNull();
    for (const path of ['close', 'move']) {
      const body = path === 'move' ? { parentId: id('office'), document: '依据' } : { document: '依据' };
      expect(codeOf(await clerk('POST', `/api/units/${unit.id}/${path}`, body))).toBe('organisation.not-in-this-state');
    }
    expect(
      codeOf(await clerk('POST', `/api/units/${unit.id}/seats`, { role: 'MEMBER', title: '员', personName: '甲' })),
    ).toBe('organisation.not-in-this-state');
  });

  it('a merged unit names who took over', async () => {
    const [unit, heir] = [await newUnit(), await newUnit()];
    const answer = await clerk('POST', `/api/units/${unit.id}/close`, { document: '依据', mergedIntoId: heir.id });
    expect(answer.json<UnitView>()).toMatchObject({ state: 'MERGED', mergedIntoId: heir.id });
    expect(
      codeOf(await clerk('POST', `/api/units/${heir.id}/close`, { document: '依据', mergedIntoId: heir.id })),
    ).toBe('organisation.into-itself');
    expect(
      codeOf(await clerk('POST', `/api/units/${heir.id}/close`, { document: '依据', mergedIntoId: unit.id })),
    ).toBe('organisation.other-not-standing');
  });

  it.each([
    ['later than today', 24, 'organisation.not-yet'],
    ['before it was founded', -24, 'organisation.before-its-time'],
  ])('a closing dated %s is refused', async (_title, hours, code) => {
    const unit = await newUnit();
    const effectiveAt = new Date(world.city.clock.now().getTime() + hours * 3_600_000).toISOString();
    expect(codeOf(await clerk('POST', `/api/units/${unit.id}/close`, { document: '依据', effectiveAt }))).toBe(code);
  });

  it('the database itself refuses to delete a unit', async () => {
    const deleting = world.city.works.write(systemCaller('spec'), (work) =>
      rows(work, 'DELETE FROM unit WHERE id = $1', [id('U04')]),
    );
    await expect(deleting).rejects.toThrow(/never deleted/);
  });
});

describe('GET /api/groups, /api/levels, /api/divisions', () => {
  it('the office sees the groups with all their units, a unit only itself in its group', async () => {
    const all = (await clerk('GET', '/api/groups?purpose=RANKING')).json<GroupView[]>();
    expect(all.flatMap((group) => group.units).length).toBeGreaterThan(2);
    const own = (await ofU04('GET', '/api/groups?purpose=RANKING')).json<GroupView[]>();
    expect(own.flatMap((group) => group.units.map((unit) => unit.id))).toEqual([id('U04')]);
    expect((await clerk('GET', '/api/groups?purpose=EVERYTHING')).statusCode).toBe(400);
    expect((await clerk('GET', '/api/groups?purpose=RANKING&purpose=WINDOW')).statusCode).toBe(400);
  });

  it('levels are listed from the top', async () => {
    const levels = (await ofU04('GET', '/api/levels')).json<{ rank: number }[]>();
    expect(levels.map((level) => level.rank)).toEqual(levels.map((_level, index) => index + 1));
  });

  it('a division is named with what it lies in', async () => {
    expect((await clerk('GET', '/api/divisions/110101')).json()).toMatchObject({
      name: '东城区',
      level: 'area',
      within: [{ name: '北京市' }, { name: '市辖区' }],
    });
    expect((await clerk('GET', '/api/divisions/999999')).statusCode).toBe(404);
  });
});

describe('groups', () => {
  it('for one purpose a unit is in one group at a time, by the database too', async () => {
    const inserting = world.city.works.write(systemCaller('spec'), async (work) => {
      const [member] = await rows<{ group_id: string }>(
        work,
        'SELECT group_id FROM group_membership WHERE unit_id = $1',
        [id('U04')],
      );
      await rows(
        work,
        `INSERT INTO group_membership (id, group_id, purpose, unit_id, valid_from) VALUES ($1, $2, 'RANKING', $3, $4)`,
        ['01ARZ3NDEKTSV4RRFFQ69G5FAV', member?.group_id, id('U04'), work.now.toISOString()],
      );
    });
    await expect(inserting).rejects.toMatchObject({ code: 'organisation.already-grouped' });
  });
});

describe('POST /api/units/import', () => {
  const boundary = 'spec-boundary';
  const form = (content: string | Buffer, name = 'units.csv') =>
    Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`,
      ),
      Buffer.from(content),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  const upload = (content: string | Buffer, query = '', ask = clerk) =>
    ask('POST', `/api/units/import${query}`, undefined, { payload: form(content), headers });
  const title = '编码,名称,性质,层级,上级编码,属地编码,主管编码,经办人\n';

  it('a trial judges and keeps nothing; the same file then comes in whole, children before parents or not', async () => {
    const file = `${title}IC,东街社区,社区(村),5,IT,,,\nIT,东街街道,乡镇街道,4,U04,,,李明\nIR,某驻地医院,驻地单位,5,IT,IT,hq,\n`;
    const before = await world.footprint();
    expect((await upload(file, '?dryRun=1')).json<UnitImportReport>()).toEqual({
      rows: 3,
      accepted: 3,
      faultCount: 0,
      faults: [],
    });
    expect(await world.footprint()).toEqual(before);
    const imported = await upload(file);
    expect([imported.statusCode, imported.json<UnitImportReport>().accepted]).toEqual([200, 3]);
    const units = (await ofU04('GET', '/api/units')).json<UnitRow[]>();
    expect(units.map((unit) => [unit.code, unit.state])).toEqual([
      ['U04', 'ACTIVE'],
      ['IT', 'ACTIVE'],
      ['IC', 'DRAFT'],
      ['IR', 'DRAFT'],
    ]);
    const again = await upload(file);
    expect(again.statusCode).toBe(422);
    expect(again.json<ProblemBody>().details).toMatchObject({ rows: 3, accepted: 0, faultCount: 3 });
  });

  it('one wrong row of a thousand and nothing comes in', async () => {
    const good = Array.from({ length: 1000 }, (_, index) => `Z${index},社区${index},社区(村),5,U07,,,`);
    good[499] = 'Z499,社区499,公司,5,U07,,,';
    const before = await world.footprint();
    const answer = await upload(title + good.join('\n'));
    expect([answer.statusCode, codeOf(answer)]).toEqual([422, 'organisation.import-refused']);
    expect(answer.json<ProblemBody>().details).toMatchObject({
      rows: 1000,
      accepted: 999,
      faults: [{ line: 501, column: '性质', code: 'unknown-kind' }],
    });
    expect(await world.footprint()).toEqual(before);
  });

  it.each<[string, string | Buffer, number, string]>([
    ['wrong columns', '甲,乙,丙\n1,2,3\n', 422, 'organisation.import-refused'],
    ['an empty file', '', 400, 'organisation.file-unreadable'],
    ['GB18030', Buffer.from('b1e0c2eb2cc3fbb3c60a54312cb6abbdd60a', 'hex'), 400, 'organisation.file-unreadable'],
    ['more than 5 MB', 'x'.repeat(5_000_001), 413, 'platform.body-too-large'],
  ])('%s: a Problem, and nothing kept', async (_title, content, status, code) => {
    const before = await world.footprint();
    const answer = await upload(content);
    expect([answer.statusCode, codeOf(answer)]).toEqual([status, code]);
    expect(await world.footprint()).toEqual(before);
  });

  it('a JSON body is no upload, and a form without a file is none either', async () => {
    expect((await clerk('POST', '/api/units/import', { code: 'X' })).statusCode).toBe(415);
    const empty = await clerk('POST', '/api/units/import', undefined, { payload: `--${boundary}--\r\n`, headers });
    expect([empty.statusCode, codeOf(empty)]).toEqual([400, 'organisation.no-file']);
  });

  it('who may not import is refused', async () => {
    expect((await upload(title, '', ofU04)).statusCode).toBe(403);
    expect((await upload(title, '?dryRun=yes', admin)).statusCode).toBe(400);
  });

  it('an upload broken off half-way leaves nothing and holds nobody up', async () => {
    const before = await world.footprint();
    const { port } = world.app.getHttpServer().address() as AddressInfo;
    const cookie = await cookieOf('admin');
    for (const sent of [200, 60_000]) {
      await new Promise<void>((resolve) => {
        const request = httpRequest({
          port,
          method: 'POST',
          path: '/api/units/import',
          headers: { ...headers, cookie, 'x-minsheng-request': '1', 'content-length': '4000000' },
        });
        request.on('error', () => resolve());
        request.write(form(title + 'B1,社区,社区(村),5,U07,,,\n'.repeat(5000)).subarray(0, sent), () =>
          setTimeout(() => request.destroy(), 50),
        );
      });
    }
    expect((await clerk('GET', '/api/units')).statusCode).toBe(200);
    expect((await newUnit()).state).toBe('ACTIVE');
    const after = await world.footprint();
    expect(after.unit).toBe(before.unit! + 1);
  });

  /** Over real HTTP the cast has to show a cookie of its own. */
  async function cookieOf(name: string): Promise<string> {
    return world.city.works.write(systemCaller('spec'), async (work) => {
      const person = await findPersonByName(work, name);
      const { token } = await openSession(work, { personId: person!.id }, 'p', realNow());
      return `minsheng=${token}`;
    });
  }
});
