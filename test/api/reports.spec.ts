import type {
  DeskReports,
  DeskReportView,
  NewReport,
  ProblemBody,
  ReportForm,
  ReportListItem,
  ReportReceipt,
  ReportView,
} from '@minsheng/contracts';
import { createUnit } from '../../server/src/organisation/index.js';
import { newId, record, rows } from '../../server/src/platform/index.js';
import { acceptReport, claimNotFixed, mergeReport, parametersFor, ratingsOf } from '../../server/src/reports/index.js';
import { codeOf, ok } from '../support/answers.js';
import {
  type Ask,
  type CitizenAsk,
  type ReportWorld,
  inA1,
  inA2,
  outside,
  startReportWorld,
} from '../support/report-world.js';

jest.setTimeout(180_000);

let world: ReportWorld;
let phones = 13_700_000_000;
const start = '2026-11-04T02:00:00.000Z';

beforeAll(async () => void (world = await startReportWorld(start)));
afterAll(() => world.stop());
beforeEach(() => world.clock.set(start));

const someone = (): Promise<CitizenAsk> => world.citizen(String((phones += 1)));
const hoursOn = (hours: number): void =>
  world.clock.set(new Date(world.clock.now().getTime() + hours * 3_600_000).toISOString());
const given = (point: { lng: number; lat: number }, accuracyMetres: number | null = 10) =>
  ({ ...point, datum: 'GCJ02', accuracyMetres, source: 'DEVICE' }) as const;

const draftOf = (citizen: CitizenAsk, change: Partial<NewReport> = {}) => world.newReport(citizen, change);

/** What follows a report, under an id of its own. */
const letter = (body: object = {}) => ({ clientId: newId(), ...body });

const submit = async (citizen: CitizenAsk, change: Partial<NewReport> = {}): Promise<ReportReceipt> =>
  ok(await citizen('POST', '/api/reports', await draftOf(citizen, change)));
const seen = async (citizen: Ask, id: string): Promise<ReportView> => ok(await citizen('GET', `/api/reports/${id}`));
const kindsOf = (report: ReportView): string[] => report.timeline.map(({ kind }) => kind);

/** Submitted, checked, and waiting for acceptance. */
async function pending(citizen: CitizenAsk, change: Partial<NewReport> = {}): Promise<ReportReceipt> {
  const receipt = await submit(citizen, change);
  await world.react();
  return receipt;
}

/** Accepted in an issue of its own, by the reports' front door. */
async function accepted(citizen: CitizenAsk, change: Partial<NewReport> = {}) {
  const receipt = await pending(citizen, change);
  const issueId = newId();
  await world.write((work) => acceptReport(work, receipt.id, { issueId, issueNumber: `YQ-${issueId.slice(-6)}` }));
  return { ...receipt, issueId };
}

/** What the issues' room would write into the ledger. */
async function issueSays(issueId: string, action: string, payload: Record<string, unknown> = {}): Promise<void> {
  await world.write(async (work) =>
    record(work, {
      subject: `issue:${issueId}`,
      action: `issues.${action}`,
      payload: { issueId, number: 'YQ-1', ...payload },
    }),
  );
  await world.react();
}

describe('POST /api/reports', () => {
  it('gives a number at once, and the time by which acceptance is decided', async () => {
    const citizen = await someone();
    const receipt = await submit(citizen);
    expect(receipt.number).toMatch(/^SP-20261104-\d{5}$/);
    expect(receipt).toMatchObject({
      state: 'SUBMITTED',
      submittedAt: start,
      // The day of submission is not counted: Thursday at 18:00.
      acceptBy: '2026-11-05T10:00:00.000Z',
    });
    await world.react();
    const report = await seen(citizen, receipt.id);
    expect(report).toMatchObject({
      state: 'PENDING',
      category: { code: 'litter' },
      area: { zh: '澜东区' },
      point: inA1,
      isAnonymous: true,
      flags: [],
      may: ['withdraw'],
    });
    expect(report.before).toHaveLength(1);
    expect(kindsOf(report)).toEqual(['submitted']);
  });

  it('M-30: the same clientId twice makes one report, ten times at once too', async () => {
    const citizen = await someone();
    const draft = await draftOf(citizen);
    const answers = await Promise.all(Array.from({ length: 10 }, () => citizen('POST', '/api/reports', draft)));
    const receipts = answers.map((answer) => ok<ReportReceipt>(answer));
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    await world.react();
    expect(ok(await citizen('POST', '/api/reports', draft))).toEqual(receipts[0]);
    expect(ok<ReportListItem[]>(await citizen('GET', '/api/reports'))).toHaveLength(1);
    const [photo] = await world.look<{ subject: string }>('SELECT subject FROM photo WHERE id = $1', draft.photos);
    expect(photo?.subject).toBe(`report:${receipts[0]?.id}`);
  });

  it('two people may use the same clientId', async () => {
    const [one, other] = [await someone(), await someone()];
    const clientId = newId();
    const numbers = [(await submit(one, { clientId })).number, (await submit(other, { clientId })).number];
    expect(new Set(numbers).size).toBe(2);
  });

  it('twenty people at once get twenty numbers without a gap', async () => {
    world.clock.set('2026-11-03T02:00:00.000Z');
    const people = await Promise.all(Array.from({ length: 20 }, someone));
    const receipts = await Promise.all(people.map((citizen) => submit(citizen)));
    const numbers = receipts.map(({ number }) => number).sort();
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, at) => `SP-20261103-${String(at + 1).padStart(5, '0')}`));
  });

  it('a report that is refused leaves no gap in the numbers, and nothing behind', async () => {
    world.clock.set('2026-11-02T02:00:00.000Z');
    const [citizen, other] = [await someone(), await someone()];
    const foreign = await world.photo(other.id);
    expect((await submit(citizen)).number).toBe('SP-20261102-00001');
    const before = await world.look('SELECT id FROM report');
    const draft = await draftOf(citizen, { photos: [foreign] });
    expect(codeOf(await citizen('POST', '/api/reports', draft))).toBe('files.unknown-photo');
    expect(await world.look('SELECT id FROM report')).toHaveLength(before.length);
    expect((await submit(citizen)).number).toBe('SP-20261102-00002');
  });

  it('the day of a number is Shanghai’s', async () => {
    world.clock.set('2026-10-31T16:00:00.000Z');
    expect((await submit(await someone())).number).toBe('SP-20261101-00001');
  });

  it.each([
    ['vice', '110'],
    ['fire', '119'],
    ['injury', '120'],
  ])('M-31: %s shows %s and creates no report', async (category, number) => {
    const citizen = await someone();
    const answer = await citizen('POST', '/api/reports', await draftOf(citizen, { category }));
    expect([answer.statusCode, codeOf(answer)]).toEqual([422, 'reports.police-matter']);
    expect(answer.json<ProblemBody>().sentences.zh).toContain(number);
    expect(ok(await citizen('GET', '/api/reports'))).toEqual([]);
  });

  it.each<[string, (citizen: CitizenAsk) => Promise<Partial<NewReport>>, number, string]>([
    ['without a picture', async () => ({ photos: [] }), 422, 'reports.photos-needed'],
    [
      'with one picture twice',
      async ({ id }) => {
        const photo = await world.photo(id);
        return { photos: [photo, photo] };
      },
      422,
      'reports.photos-needed',
    ],
    ['of a category that is not there', async () => ({ category: 'noise' }), 422, 'reports.unknown-category'],
    ['without place and position', async () => ({ point: null }), 422, 'reports.place-needed'],
    [
      'with a position rougher than 100 m alone',
      async () => ({ point: given(inA1, 101) }),
      422,
      'reports.place-needed',
    ],
    ['from outside the city without words', async () => ({ point: given(outside) }), 422, 'reports.place-needed'],
    [
      'without a datum',
      async () => ({ point: { ...given(inA1), datum: undefined as never } }),
      422,
      'territory.missing-datum',
    ],
    [
      'with longitude and latitude swapped',
      async () => ({ point: given({ lng: inA1.lat, lat: inA1.lng }) }),
      422,
      'territory.swapped-coordinates',
    ],
    ['with the point left out', async () => ({ point: undefined as never }), 400, 'platform.invalid-body'],
    ['with blank words', async () => ({ text: '  ' }), 400, 'platform.invalid-body'],
    ['with a clientId that is no ULID', async () => ({ clientId: 'draft-1' }), 400, 'platform.invalid-body'],
  ])('is refused %s', async (_rule, change, status, code) => {
    const citizen = await someone();
    const answer = await citizen('POST', '/api/reports', await draftOf(citizen, await change(citizen)));
    expect([answer.statusCode, codeOf(answer)]).toEqual([status, code]);
    expect(ok(await citizen('GET', '/api/reports'))).toEqual([]);
  });

  it.each<[string, NewReport['point'], string[], string | null]>([
    ['a missing position', null, ['LOC_MANUAL'], null],
    ['a position of 100 m', given(inA1, 100), [], '澜东区'],
    ['a rough position', given(inA1, 250), ['LOC_MANUAL'], '澜东区'],
    ['a position outside', given(outside), ['OUTSIDE', 'LOC_MANUAL'], null],
    ['a position without accuracy', given(inA2, null), [], '澜西区'],
  ])('with words, %s is taken and marked', async (_rule, point, flags, area) => {
    const citizen = await someone();
    const { id } = await submit(citizen, { point, placeText: '北门菜场东侧' });
    const report = await seen(citizen, id);
    expect([report.flags, report.area?.zh ?? null]).toEqual([flags, area]);
  });

  it('BR-22: the fourth in ten minutes waits politely, and goes on when the time has come', async () => {
    const citizen = await someone();
    for (let at = 0; at < 3; at++) await submit(citizen);
    const draft = await draftOf(citizen);
    const answer = await citizen('POST', '/api/reports', draft);
    expect([answer.statusCode, codeOf(answer), answer.headers['retry-after']]).toEqual([429, 'reports.wait', '600']);
    expect(answer.json<ProblemBody>().details).toMatchObject({ retryAt: '2026-11-04T02:10:00.000Z' });
    const form = ok<ReportForm>(await citizen('GET', '/api/report-form'));
    expect(form.waitUntil).toBe('2026-11-04T02:10:00.000Z');
    world.clock.set('2026-11-04T02:10:00.000Z');
    expect(ok<ReportReceipt>(await citizen('POST', '/api/reports', draft)).state).toBe('SUBMITTED');
  });

  it('BR-22: three drafts sent at once by somebody who may send one more make one report', async () => {
    const citizen = await someone();
    for (let at = 0; at < 2; at++) await submit(citizen);
    const drafts = await Promise.all([1, 2, 3].map(() => draftOf(citizen)));
    const answers = await Promise.all(drafts.map((draft) => citizen('POST', '/api/reports', draft)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 429, 429]);
  });

  it('BR-22: the eleventh of a day waits for midnight', async () => {
    const citizen = await someone();
    for (let at = 0; at < 10; at++) {
      await submit(citizen);
      hoursOn(0.25);
    }
    const answer = await citizen('POST', '/api/reports', await draftOf(citizen));
    expect(codeOf(answer)).toBe('reports.wait');
    expect(answer.json<ProblemBody>().details).toMatchObject({ retryAt: '2026-11-04T16:00:00.000Z' });
  });
});

describe('the safety check', () => {
  it.each([
    ['word', async () => ({ text: '演示待检' }), 'REVIEW'],
    ['word to block', async () => ({ text: '演示拦截' }), 'BLOCK'],
  ] as const)('a planted %s holds the report for a person', async (_what, change, safety) => {
    const citizen = await someone();
    const { id } = await submit(citizen, await change());
    const clerk = world.as('luyao');
    await world.react();
    expect(await seen(citizen, id)).toMatchObject({ state: 'HELD', may: ['withdraw'] });
    expect(ok<DeskReportView>(await clerk('GET', `/api/desk/reports/${id}`)).safety).toBe(safety);
    const body = { decision: 'PASS', reason: null, note: null };
    expect(ok<DeskReportView>(await clerk('POST', `/api/desk/reports/${id}/decide-held`, body)).state).toBe('PENDING');
    expect(codeOf(await clerk('POST', `/api/desk/reports/${id}/decide-held`, body))).toBe('reports.not-in-state');
  });

  it('what a person finds unfit is rejected with a reason and a note, both needed', async () => {
    const citizen = await someone();
    const { id } = await pending(citizen, { text: '演示拦截' });
    const clerk = world.as('luyao');
    const at = `/api/desk/reports/${id}/decide-held`;
    const bare = await clerk('POST', at, { decision: 'REJECT', reason: null, note: null });
    expect(codeOf(bare)).toBe('platform.invalid-body');
    ok(await clerk('POST', at, { decision: 'REJECT', reason: 'ABUSE', note: '内容不当' }));
    expect(await seen(citizen, id)).toMatchObject({
      state: 'REJECTED',
      rejection: { reason: 'ABUSE', note: '内容不当' },
    });
  });

  it('nobody at the desk sees a report before it is checked; after ten minutes of silence it waits for a person', async () => {
    const citizen = await someone();
    const { id } = await pending(citizen);
    await world.write((work) => rows(work, `UPDATE report SET state = 'SUBMITTED', safety = NULL WHERE id = $1`, [id]));
    const clerk = world.as('luyao');
    const look = async () => {
      await world.watch();
      return [(await seen(citizen, id)).state, (await clerk('GET', `/api/desk/reports/${id}`)).statusCode];
    };
    expect(await look()).toEqual(['SUBMITTED', 404]);
    const listed = ok<DeskReports>(await clerk('GET', '/api/desk/reports?tab=all'));
    expect(listed.rows.map((row) => row.id)).not.toContain(id);
    hoursOn(1 / 6);
    expect(await look()).toEqual(['HELD', 200]);
  });
});

describe('the citizen’s own reports', () => {
  it('another’s answers as an unknown one', async () => {
    const [one, other] = [await someone(), await someone()];
    const { id } = await pending(one);
    const unknown = await other('GET', `/api/reports/${newId()}`);
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['POST', '/withdraw', letter()],
      ['POST', '/appeal', letter({ reason: '请再看' })],
      ['POST', '/give-info', letter({ photos: [], text: '补充' })],
      ['POST', '/not-fixed', letter({ photos: [], text: '没修好' })],
      ['POST', '/rate', letter({ effect: 1, service: null, text: null })],
    ] as const) {
      const answer = await other(method, `/api/reports/${id}${path}`, body);
      expect([answer.statusCode, answer.json<ProblemBody>().sentences]).toEqual([
        404,
        unknown.json<ProblemBody>().sentences,
      ]);
    }
  });

  it('are listed newest first, with what waits for their owner', async () => {
    const citizen = await someone();
    const first = await pending(citizen);
    hoursOn(1);
    const second = await pending(citizen);
    ok(await world.as('luyao')('POST', `/api/desk/reports/${first.id}/ask`, { question: '在几号楼前？' }));
    const list = ok<ReportListItem[]>(await citizen('GET', '/api/reports'));
    expect(list.map(({ id, awaitsMe, lastEvent }) => [id, awaitsMe, lastEvent.kind])).toEqual([
      [second.id, false, 'submitted'],
      [first.id, true, 'info-asked'],
    ]);
    expect(list.every(({ thumbnail }) => thumbnail !== null)).toBe(true);
  });

  it('one withdrawn before acceptance is gone from the desk, and still the citizen’s', async () => {
    const citizen = await someone();
    const { id } = await pending(citizen);
    expect(ok<ReportView>(await citizen('POST', `/api/reports/${id}/withdraw`, letter()))).toMatchObject({
      state: 'WITHDRAWN',
      may: [],
    });
    expect((await world.as('luyao')('GET', `/api/desk/reports/${id}`)).statusCode).toBe(404);
    expect(codeOf(await citizen('POST', `/api/reports/${id}/withdraw`, letter()))).toBe('reports.not-in-state');
  });

  it('after acceptance it is not withdrawn any more', async () => {
    const citizen = await someone();
    const { id } = await accepted(citizen);
    expect(codeOf(await citizen('POST', `/api/reports/${id}/withdraw`, letter()))).toBe('reports.not-in-state');
  });

  it('a question is answered with words or pictures, and the report waits again', async () => {
    const citizen = await someone();
    const { id } = await pending(citizen);
    const clerk = world.as('luyao');
    ok(await clerk('POST', `/api/desk/reports/${id}/ask`, { question: '在几号楼前？' }));
    expect(await seen(citizen, id)).toMatchObject({
      state: 'NEED_INFO',
      asked: { question: '在几号楼前？', until: '2026-11-07T02:00:00.000Z' },
      may: ['withdraw', 'give-info'],
    });
    const nothing = await citizen('POST', `/api/reports/${id}/give-info`, letter({ photos: [], text: null }));
    expect(codeOf(nothing)).toBe('reports.nothing-given');
    const photo = await world.photo(citizen.id);
    const answer = await citizen('POST', `/api/reports/${id}/give-info`, letter({ photos: [photo], text: '三号楼前' }));
    expect(ok<ReportView>(answer)).toMatchObject({ state: 'PENDING', asked: null });
    const desk = ok<DeskReportView>(await clerk('GET', `/api/desk/reports/${id}`));
    expect(desk.given).toMatchObject([{ text: '三号楼前', photos: [{ id: photo }] }]);
  });

  it('a question that nobody answers in 72 hours lets the report lapse, after one reminder', async () => {
    const citizen = await someone();
    const { id } = await pending(citizen);
    ok(await world.as('luyao')('POST', `/api/desk/reports/${id}/ask`, { question: '在几号楼前？' }));
    const told = async () =>
      (
        await world.look(`SELECT id FROM ledger_entry WHERE subject = $1 AND action = 'reports.info-reminded'`, [
          `report:${id}`,
        ])
      ).length;
    const after: [number, string][] = [];
    for (const hours of [47, 1.5, 10, 13, 1]) {
      hoursOn(hours);
      await world.watch();
      after.push([await told(), (await seen(citizen, id)).state]);
    }
    expect(after).toEqual([
      [0, 'NEED_INFO'],
      [1, 'NEED_INFO'],
      [1, 'NEED_INFO'],
      [1, 'NEED_INFO'],
      [1, 'LAPSED'],
    ]);
    const late = await citizen('POST', `/api/reports/${id}/give-info`, letter({ photos: [], text: '三号楼前' }));
    expect(codeOf(late)).toBe('reports.not-in-state');
  });

  it('a rejection says why and where to go instead, and may be appealed once within seven days', async () => {
    const citizen = await someone();
    const { id } = await pending(citizen);
    const clerk = world.as('luyao');
    ok(await clerk('POST', `/api/desk/reports/${id}/reject`, { reason: 'PRIVATE_DISPUTE', note: '邻里纠纷' }));
    const rejected = await seen(citizen, id);
    expect(rejected).toMatchObject({
      state: 'REJECTED',
      rejection: { reason: 'PRIVATE_DISPUTE', note: '邻里纠纷', appealUntil: '2026-11-11T02:00:00.000Z' },
      may: ['appeal'],
    });
    expect(rejected.rejection?.whereInstead.zh).toContain('12348');
    hoursOn(7 * 24);
    const appealed = ok<ReportView>(
      await citizen('POST', `/api/reports/${id}/appeal`, letter({ reason: '这是公共通道' })),
    );
    // Two working days from Wednesday the eleventh.
    expect(appealed).toMatchObject({ state: 'PENDING', acceptBy: '2026-11-13T10:00:00.000Z', may: ['withdraw'] });
    for (const [move, body] of [
      ['reject', { reason: 'NOT_IN_SCOPE', note: '还是不受理' }],
      ['ask', { question: '在哪里？' }],
    ] as const)
      expect(codeOf(await clerk('POST', `/api/desk/reports/${id}/${move}`, body))).toBe('reports.another-clerk');
    const other = world.as('heqing');
    ok(await other('POST', `/api/desk/reports/${id}/reject`, { reason: 'PRIVATE_DISPUTE', note: '复核后仍不受理' }));
    const again = await citizen('POST', `/api/reports/${id}/appeal`, letter({ reason: '再看一次' }));
    expect(codeOf(again)).toBe('reports.appealed-already');
  });

  it('eight days after the rejection it is too late', async () => {
    const citizen = await someone();
    const { id } = await pending(citizen);
    ok(await world.as('luyao')('POST', `/api/desk/reports/${id}/reject`, { reason: 'ILLEGIBLE', note: '看不清' }));
    hoursOn(7 * 24 + 0.1);
    expect((await seen(citizen, id)).may).toEqual([]);
    const late = await citizen('POST', `/api/reports/${id}/appeal`, letter({ reason: '再看一次' }));
    expect(codeOf(late)).toBe('reports.too-late');
  });
});

describe('what becomes of its issue, the citizen sees', () => {
  it('from acceptance to closing, with both clocks and after-pictures only once somebody has checked', async () => {
    const citizen = await someone();
    const { id, issueId } = await accepted(citizen);
    const unitId = await world.unitId('U04');
    const dueAt = '2026-11-09T10:00:00.000Z';
    await issueSays(issueId, 'assigned', { unitId, dueAt });
    hoursOn(2);
    await issueSays(issueId, 'signed', { unitId });
    const after = await world.photo('nobody');
    hoursOn(20);
    await issueSays(issueId, 'rectified', { unitId, note: '已清运', photos: [after] });
    const done = await seen(citizen, id);
    expect(done).toMatchObject({
      state: 'ACCEPTED',
      after: [],
      citizenClock: { startedAt: start, endedAt: null },
      unitClock: { startedAt: start, dueAt, endedAt: '2026-11-05T00:00:00.000Z', isOverdue: false },
    });
    expect(done.timeline.find(({ kind }) => kind === 'assigned')?.unit?.zh).toBe('城市管理局');
    await issueSays(issueId, 'returned', { unitId, note: '仍有残留' });
    expect((await seen(citizen, id)).unitClock?.endedAt).toBeNull();
    await issueSays(issueId, 'rectified', { unitId, note: '再次清运', photos: [after] });
    await issueSays(issueId, 'closed', { unitId });
    const closed = await seen(citizen, id);
    expect(closed).toMatchObject({
      state: 'RESOLVED',
      may: ['rate', 'not-fixed'],
      answerUntil: '2026-11-12T00:00:00.000Z',
      citizenClock: { endedAt: '2026-11-05T00:00:00.000Z' },
    });
    expect(closed.after.map((photo) => photo.id)).toEqual([after]);
    expect(kindsOf(closed)).toEqual([
      'submitted',
      'accepted',
      'assigned',
      'signed',
      'rectified',
      'returned',
      'rectified',
      'closed',
    ]);
  });

  it('an entry told twice makes one line', async () => {
    const citizen = await someone();
    const { id, issueId } = await accepted(citizen);
    await issueSays(issueId, 'signed');
    await world.write((work) =>
      rows(work, `UPDATE reaction_claim SET state = 'WAITING' WHERE reaction = 'follow-issue'`),
    );
    await world.react();
    expect(kindsOf(await seen(citizen, id))).toEqual(['submitted', 'accepted', 'signed']);
  });

  it('an extension that was refused is not told, one that was granted moves the unit’s clock', async () => {
    const citizen = await someone();
    const { id, issueId } = await accepted(citizen);
    await issueSays(issueId, 'assigned', { unitId: await world.unitId('U04'), dueAt: '2026-11-09T10:00:00.000Z' });
    await issueSays(issueId, 'extension-decided', { dueAt: '2026-11-09T10:00:00.000Z' });
    expect(kindsOf(await seen(citizen, id))).not.toContain('extended');
    await issueSays(issueId, 'extension-decided', { dueAt: '2026-11-12T10:00:00.000Z' });
    const extended = await seen(citizen, id);
    expect([kindsOf(extended).at(-1), extended.unitClock?.dueAt]).toEqual(['extended', '2026-11-12T10:00:00.000Z']);
  });

  it('a dismissed issue is a rejection with its reason, and may be appealed', async () => {
    const citizen = await someone();
    const { id, issueId } = await accepted(citizen);
    await issueSays(issueId, 'dismissed', { note: '现场未发现问题' });
    expect(await seen(citizen, id)).toMatchObject({
      state: 'REJECTED',
      rejection: { note: '现场未发现问题' },
      may: ['appeal'],
    });
  });

  it('merged reports follow the same issue, the later one with the clock as it stands', async () => {
    const [one, other] = [await someone(), await someone()];
    const { id, issueId } = await accepted(one);
    const dueAt = '2026-11-09T10:00:00.000Z';
    await issueSays(issueId, 'assigned', { unitId: await world.unitId('U04'), dueAt });
    const later = await pending(other);
    await world.write((work) => mergeReport(work, later.id, { issueId, issueNumber: 'YQ-1' }));
    expect(await seen(other, later.id)).toMatchObject({ state: 'MERGED', unitClock: { dueAt } });
    await issueSays(issueId, 'closed');
    expect([(await seen(one, id)).state, (await seen(other, later.id)).state]).toEqual(['RESOLVED', 'RESOLVED']);
  });

  it('is rated once for each closing, within seven days', async () => {
    const citizen = await someone();
    const { id, issueId } = await accepted(citizen);
    const rating = { effect: 2, service: 1, text: null };
    expect(codeOf(await citizen('POST', `/api/reports/${id}/rate`, letter(rating)))).toBe('reports.not-in-state');
    await issueSays(issueId, 'closed');
    expect(ok<ReportView>(await citizen('POST', `/api/reports/${id}/rate`, letter(rating)))).toMatchObject({
      state: 'RATED',
      rating: { effect: 2, service: 1 },
      may: ['not-fixed'],
    });
    expect(codeOf(await citizen('POST', `/api/reports/${id}/rate`, letter(rating)))).toBe('reports.not-in-state');
    await issueSays(issueId, 'reopened');
    await issueSays(issueId, 'closed');
    ok(await citizen('POST', `/api/reports/${id}/rate`, letter({ effect: 4, service: null, text: '又脏了' })));
    expect(await world.write((work) => ratingsOf(work, issueId))).toEqual([{ effect: 4, service: null }]);
  });

  it('a rating after seven days comes too late', async () => {
    const citizen = await someone();
    const { id, issueId } = await accepted(citizen);
    await issueSays(issueId, 'closed');
    hoursOn(7 * 24 + 0.1);
    const late = await citizen('POST', `/api/reports/${id}/rate`, letter({ effect: 1, service: 1, text: null }));
    expect(codeOf(late)).toBe('reports.too-late');
  });

  it('"not fixed" needs a picture, is said once and within seven days, by the reporter alone', async () => {
    const [citizen, other] = [await someone(), await someone()];
    const { id, issueId } = await accepted(citizen);
    const claim = (by: CitizenAsk, photos: string[]) =>
      world.city.works.write({ kind: 'citizen', id: by.id, label: 'citizen', reach: new Map() }, async (work) =>
        claimNotFixed(work, await parametersFor(work, 'demo'), id, { photos, text: null }),
      );
    const refused = (code: string) => expect.objectContaining({ code });
    const photo = await world.photo(citizen.id);
    await expect(claim(citizen, [photo])).rejects.toEqual(refused('reports.not-in-state'));
    await issueSays(issueId, 'closed');
    await expect(claim(citizen, [])).rejects.toEqual(refused('reports.photo-needed'));
    await expect(claim(other, [await world.photo(other.id)])).rejects.toEqual(refused('platform.not-found'));
    hoursOn(7 * 24 + 0.1);
    await expect(claim(citizen, [photo])).rejects.toEqual(refused('reports.too-late'));
    world.clock.set(start);
    await expect(claim(citizen, [photo])).resolves.toMatchObject({ issueId, photos: [photo] });
    await issueSays(issueId, 'reopened');
    expect(await seen(citizen, id)).toMatchObject({ state: 'ACCEPTED', citizenClock: { endedAt: null } });
    await issueSays(issueId, 'closed');
    expect((await seen(citizen, id)).may).toEqual(['rate']);
    await expect(claim(citizen, [await world.photo(citizen.id)])).rejects.toEqual(refused('reports.said-already'));
  });
});

describe('a letter of which only the answer was lost', () => {
  const clerk = () => world.as('luyao');
  const rejected = async (citizen: CitizenAsk): Promise<string> => {
    const { id } = await pending(citizen);
    ok(await clerk()('POST', `/api/desk/reports/${id}/reject`, { reason: 'ILLEGIBLE', note: '看不清' }));
    return id;
  };
  const asked = async (citizen: CitizenAsk): Promise<string> => {
    const { id } = await pending(citizen);
    ok(await clerk()('POST', `/api/desk/reports/${id}/ask`, { question: '在几号楼前？' }));
    return id;
  };
  const resolved = async (citizen: CitizenAsk): Promise<string> => {
    const { id, issueId } = await accepted(citizen);
    await issueSays(issueId, 'closed');
    return id;
  };
  const cases = [
    ['withdraw', async (citizen: CitizenAsk) => (await pending(citizen)).id, async () => ({}), 'withdrawn'],
    ['appeal', rejected, async () => ({ reason: '其实清楚' }), 'appealed'],
    [
      'give-info',
      asked,
      async ({ id }: CitizenAsk) => ({ photos: [await world.photo(id)], text: '三号楼前' }),
      'info-given',
    ],
    ['rate', resolved, async () => ({ effect: 4, service: 2, text: '还行' }), 'rated'],
  ] as const;

  it.each(cases)(
    '%s: ten times at once and once more later, it is done once and answered alike',
    async (move, ready, words, line) => {
      const citizen = await someone();
      const id = await ready(citizen);
      const at = `/api/reports/${id}/${move}`;
      const sent = letter(await words(citizen));
      const answers = await Promise.all(Array.from({ length: 10 }, () => citizen('POST', at, sent)));
      expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array.from({ length: 10 }, () => 200));
      const views = answers.map((answer) => ok<ReportView>(answer));
      expect(new Set(views.map((view) => JSON.stringify({ ...view, before: view.before.length }))).size).toBe(1);
      hoursOn(30 * 24);
      const again = ok<ReportView>(await citizen('POST', at, sent));
      expect([again.state, again.timeline]).toEqual([views[0]?.state, views[0]?.timeline]);
      expect(kindsOf(again).filter((kind) => kind === line)).toHaveLength(1);
      const other = await citizen('POST', at, { ...sent, clientId: newId() });
      expect(codeOf(other)).toBe(move === 'appeal' ? 'reports.appealed-already' : 'reports.not-in-state');
    },
  );

  it('one that was refused is not kept, and is done when it comes again in time', async () => {
    const citizen = await someone();
    const { id, issueId } = await accepted(citizen);
    const sent = letter({ effect: 2, service: null, text: null });
    expect(codeOf(await citizen('POST', `/api/reports/${id}/rate`, sent))).toBe('reports.not-in-state');
    await issueSays(issueId, 'closed');
    expect(ok<ReportView>(await citizen('POST', `/api/reports/${id}/rate`, sent)).state).toBe('RATED');
    expect(await world.write((work) => ratingsOf(work, issueId))).toEqual([{ effect: 2, service: null }]);
  });

  it('is refused without an id, and does nothing for anybody else', async () => {
    const [citizen, other] = [await someone(), await someone()];
    const id = await resolved(citizen);
    const rating = { effect: 2, service: null, text: null };
    expect(codeOf(await citizen('POST', `/api/reports/${id}/rate`, rating))).toBe('platform.invalid-body');
    const sent = letter(rating);
    expect(codeOf(await other('POST', `/api/reports/${id}/rate`, sent))).toBe('platform.not-found');
    expect(ok<ReportView>(await citizen('POST', `/api/reports/${id}/rate`, sent)).state).toBe('RATED');
    expect(codeOf(await other('POST', `/api/reports/${id}/rate`, sent))).toBe('platform.not-found');
  });
});

describe('GET /api/report-form', () => {
  it('names three likely categories, what is open within 50 m, and no picture of others', async () => {
    const here = { lng: 118.0712, lat: 24.4312 };
    const [one, other] = [await someone(), await someone()];
    const open = await accepted(one, { point: given(here), category: 'roads' });
    await accepted(one, { point: given({ lng: here.lng + 0.01, lat: here.lat }), category: 'roads' });
    await pending(one, { point: given(here), category: 'sites' });
    const near = { lng: here.lng + 0.0002, lat: here.lat };
    const form = ok<ReportForm>(
      await other('GET', `/api/report-form?lng=${near.lng}&lat=${near.lat}&datum=GCJ02&accuracy=8`),
    );
    expect(form).toMatchObject({ isInside: true, area: { zh: '澜东区' }, acceptWorkingDays: 1, waitUntil: null });
    expect(form.likely).toHaveLength(3);
    expect(form.likely).not.toContain('fire');
    expect(form.nearby).toEqual([
      {
        reportId: open.id,
        category: 'roads',
        metres: 20,
        reportedAt: start,
        reporters: 1,
        thumbnail: null,
      },
    ]);
    const joined = await pending(other, { point: given(near), category: 'roads', joins: open.id });
    const desk = ok<DeskReportView>(await world.as('luyao')('GET', `/api/desk/reports/${joined.id}`));
    expect(desk.asksToFollow?.issueId).toBe(open.issueId);
    expect(desk.mergeable).toMatchObject([{ issueId: open.issueId, metres: 20, reporters: 1 }]);
    expect(desk.nearbyHistory).toEqual({ sameCategory: 1, recurred: 0 });
  });

  it('says that a place is outside the city before a picture is taken, and needs no position', async () => {
    const citizen = await someone();
    const at = async (query: string) => ok<ReportForm>(await citizen('GET', `/api/report-form${query}`)).isInside;
    expect(await at(`?lng=${outside.lng}&lat=${outside.lat}&datum=GCJ02`)).toBe(false);
    expect(await at('')).toBeNull();
    const bare = await citizen('GET', '/api/report-form?lng=118&lat=24');
    expect(codeOf(bare)).toBe('territory.missing-datum');
  });
});

describe('GET /api/desk/reports', () => {
  const list = async (name: string, query = ''): Promise<DeskReports> =>
    ok(await world.as(name)('GET', `/api/desk/reports${query}`));

  it('an area’s officer sees and touches the reports of that area alone', async () => {
    const citizen = await someone();
    const mine = await pending(citizen);
    const foreign = await pending(citizen, { point: given(inA2) });
    const officer = world.as('landong');
    expect((await officer('GET', `/api/desk/reports/${mine.id}`)).statusCode).toBe(200);
    for (const id of [foreign.id, newId()])
      expect((await officer('GET', `/api/desk/reports/${id}`)).statusCode).toBe(404);
    const foreignReject = await officer('POST', `/api/desk/reports/${foreign.id}/reject`, {
      reason: 'ILLEGIBLE',
      note: '看不清',
    });
    expect(codeOf(foreignReject)).toBe('platform.not-found');
    const areas = new Set((await list('landong', '?tab=all')).rows.map(({ area }) => area?.zh));
    expect([...areas]).toEqual(['澜东区']);
    expect((await list('landong')).counts.all).toBeLessThan((await list('luyao')).counts.all);
  });

  it('the tabs part the reports, and their counts are those of whole tabs', async () => {
    const everything = await list('luyao', '?tab=all');
    const { counts } = everything;
    expect(counts.waiting + counts.held + counts['need-info'] + counts.appealed + counts.decided).toBe(counts.all);
    for (const tab of ['waiting', 'held', 'need-info', 'appealed', 'decided'] as const) {
      const { rows: found } = await list('luyao', `?tab=${tab}`);
      expect(found.length).toBe(Math.min(50, counts[tab]));
    }
    const waiting = (await list('luyao')).rows.map(({ submittedAt }) => submittedAt);
    expect(waiting).toEqual([...waiting].sort());
  });

  it('pages follow each other without a gap or a repetition', async () => {
    const ids: string[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null && pages < 20; pages++) {
      const page: DeskReports = await list('luyao', `?tab=all${cursor ? `&cursor=${cursor}` : ''}`);
      ids.push(...page.rows.map(({ id }) => id));
      cursor = page.cursor;
    }
    const { counts } = await list('luyao');
    expect([ids.length, new Set(ids).size]).toEqual([counts.all, counts.all]);
    expect(counts.all).toBeGreaterThan(50);
    expect(codeOf(await world.as('luyao')('GET', '/api/desk/reports?cursor=abc'))).toBe('reports.bad-cursor');
  });

  it('filters by category, area, words, number and neighbourhood, the nearest first', async () => {
    const citizen = await someone();
    const here = { lng: 118.0301, lat: 24.4107 };
    const far = { lng: here.lng + 0.002, lat: here.lat };
    const second = await pending(citizen, { point: given(far), text: '井盖缺 100% 了' });
    const first = await pending(citizen, { point: given(here), category: 'roads', placeText: '青松路口' });
    const idsOf = async (query: string) => (await list('luyao', `?tab=all&${query}`)).rows.map(({ id }) => id);
    expect(await idsOf(`near=${here.lng},${here.lat},300`)).toEqual([first.id, second.id]);
    expect(await idsOf(`near=${here.lng},${here.lat},100`)).toEqual([first.id]);
    expect(await idsOf(`near=${here.lng},${here.lat},300&category=litter`)).toEqual([second.id]);
    expect(await idsOf(`q=${first.number}`)).toEqual([first.id]);
    expect(await idsOf(`q=${encodeURIComponent('青松')}`)).toEqual([first.id]);
    expect(await idsOf(`q=${encodeURIComponent('100%')}`)).toEqual([second.id]);
    expect(await idsOf(`area=A2&near=${here.lng},${here.lat},300`)).toEqual([]);
    expect(codeOf(await world.as('luyao')('GET', '/api/desk/reports?near=118,24'))).toBe('reports.bad-near');
  });

  it('the proposal names the area’s government first and the category’s department as support', async () => {
    const { id } = await pending(await someone(), { category: 'parking' });
    const { proposal } = ok<DeskReportView>(await world.as('luyao')('GET', `/api/desk/reports/${id}`));
    expect([proposal.lead?.name.zh, proposal.supports.map(({ name }) => name.zh)]).toEqual([
      '澜东区',
      ['交通警察支队'],
    ]);
    const nowhere = await pending(await someone(), { point: null, placeText: '城里' });
    const withoutArea = ok<DeskReportView>(await world.as('luyao')('GET', `/api/desk/reports/${nowhere.id}`)).proposal;
    expect(withoutArea.lead?.name.zh).toBe('青岚市创建办公室');
  });

  it('BR-14: a department with one second-tier agency hands over to it, with none or two it is itself the assignee', async () => {
    const { id } = await pending(await someone(), { category: 'stalls' });
    const supports = async () =>
      ok<DeskReportView>(await world.as('luyao')('GET', `/api/desk/reports/${id}`)).proposal.supports.map(
        ({ name }) => name.zh,
      );
    const parentId = await world.unitId('U04');
    const agency = (code: string, name: string) =>
      world.write((work) =>
        createUnit(work, {
          ...{ code, name: { zh: name, en: name }, kind: 'SECOND_TIER', levelRank: 4, parentId },
          officer: { personName: '演示经办', title: '经办' },
        }),
      );
    const found = [await supports()];
    await agency('U04-1', '环卫处');
    found.push(await supports());
    await agency('U04-2', '市政处');
    found.push(await supports());
    expect(found).toEqual([['城市管理局'], ['环卫处'], ['城市管理局']]);
  });

  it('a report outside the city is not accepted', async () => {
    const { id } = await pending(await someone(), { point: given(outside), placeText: '城外' });
    await expect(
      world.write((work) => acceptReport(work, id, { issueId: newId(), issueNumber: 'YQ-9' })),
    ).rejects.toMatchObject({ code: 'reports.outside-city' });
  });

  it('the clerk corrects a category, and the citizen sees the corrected one', async () => {
    const citizen = await someone();
    const { id } = await pending(citizen);
    const clerk = world.as('luyao');
    ok(await clerk('POST', `/api/desk/reports/${id}/recategorise`, { category: 'roads' }));
    expect((await seen(citizen, id)).category.code).toBe('roads');
    const police = await clerk('POST', `/api/desk/reports/${id}/recategorise`, { category: 'fire' });
    expect(codeOf(police)).toBe('reports.police-matter');
  });

  it('acceptance that is overdue is told once', async () => {
    const { id } = await pending(await someone());
    const told = async () =>
      (
        await world.look(`SELECT id FROM ledger_entry WHERE subject = $1 AND action = 'reports.acceptance-overdue'`, [
          `report:${id}`,
        ])
      ).length;
    await world.watch();
    expect(await told()).toBe(0);
    world.clock.set('2026-11-05T10:00:00.000Z');
    await world.watch();
    await world.watch();
    expect(await told()).toBe(1);
  });
});

describe('POST /api/desk/reports', () => {
  const call = (change: object = {}) => ({
    clientId: newId(),
    channel: 'PHONE',
    photos: [],
    category: 'litter',
    point: null,
    placeText: '解放路 12 号门口',
    text: '垃圾两天没清',
    isAnonymous: false,
    caller: { name: '李来电', phone: '0592-5550199' },
    ...change,
  });

  it('a call has the same number and life cycle, and is limited by nobody’s haste', async () => {
    const clerk = world.as('luyao');
    const numbers: string[] = [];
    for (let at = 0; at < 5; at++)
      numbers.push(ok<DeskReportView>(await clerk('POST', '/api/desk/reports', call())).number);
    expect(new Set(numbers).size).toBe(5);
    expect(numbers.every((number) => /^SP-20261104-\d{5}$/.test(number))).toBe(true);
    const again = call();
    const [one, other] = [
      await clerk('POST', '/api/desk/reports', again),
      await clerk('POST', '/api/desk/reports', again),
    ];
    expect(ok<DeskReportView>(one).id).toBe(ok<DeskReportView>(other).id);
    await world.react();
    expect(ok<DeskReportView>(await clerk('GET', `/api/desk/reports/${ok<DeskReportView>(one).id}`))).toMatchObject({
      state: 'PENDING',
      channel: 'PHONE',
      flags: ['LOC_MANUAL'],
    });
  });

  it('a channel that the city has not opened is refused', async () => {
    const answer = await world.as('luyao')('POST', '/api/desk/reports', call({ channel: 'WEIBO' }));
    expect(codeOf(answer)).toBe('reports.channel-off');
  });

  it('who called is shown to the office for a reason, which the ledger keeps, and to nobody else', async () => {
    const clerk = world.as('luyao');
    const { id } = ok<DeskReportView>(await clerk('POST', '/api/desk/reports', call()));
    await world.react();
    const at = `/api/desk/reports/${id}/reporter`;
    expect(codeOf(await clerk('POST', at, { reason: ' ' }))).toBe('platform.invalid-body');
    expect(ok(await clerk('POST', at, { reason: '回访核实地点' }))).toEqual({
      maskedPhone: null,
      name: '李来电',
      phone: '0592-5550199',
    });
    const entries = await world.look<{ payload: string; actor: string }>(
      `SELECT payload, actor FROM ledger_entry WHERE subject = $1 AND action = 'reports.reporter-revealed'`,
      [`report:${id}`],
    );
    expect(entries).toHaveLength(1);
    expect(entries[0]?.payload).toContain('回访核实地点');
    expect(entries[0]?.payload).not.toContain('李来电');
    for (const name of ['landong', 'chenggu', 'auditor', 'admin'])
      expect((await world.as(name)('POST', at, { reason: '想看看' })).statusCode).toBe(403);
    const [kept] = await world.look<{ sealed_contact: string }>(
      'SELECT sealed_contact FROM report_reporter WHERE report_id = $1',
      [id],
    );
    expect(Buffer.from(kept?.sealed_contact ?? '', 'base64').toString('utf8')).not.toContain('李来电');
  });

  it('of an anonymous report nobody sees who made it', async () => {
    const clerk = world.as('luyao');
    const anonymousCall = ok<DeskReportView>(await clerk('POST', '/api/desk/reports', call({ isAnonymous: true })));
    const { id } = await pending(await someone());
    await world.react();
    for (const one of [id, anonymousCall.id])
      expect(codeOf(await clerk('POST', `/api/desk/reports/${one}/reporter`, { reason: '回访' }))).toBe(
        'reports.anonymous',
      );
    const open = await pending(await someone(), { isAnonymous: false });
    const shown = ok<{ maskedPhone: string }>(
      await clerk('POST', `/api/desk/reports/${open.id}/reporter`, { reason: '回访' }),
    );
    expect(shown.maskedPhone).toMatch(/^137\*{4}\d{4}$/);
  });
});

describe('the database itself', () => {
  it.each([
    ['never deletes a report', 'DELETE FROM report'],
    ['never changes a number', `UPDATE report SET number = 'SP-20260101-00001'`],
    ['never goes back in the numbers', 'UPDATE report_day SET last_number = last_number - 1'],
    ['never rewrites a timeline', `UPDATE report_event SET kind = 'closed'`],
    ['never rewrites evidence', `UPDATE report_evidence SET text = ''`],
    ['never rewrites a rating', 'UPDATE report_rating SET effect = 1'],
    ['never forgets that a letter was done', 'DELETE FROM report_letter'],
    ['never forgets who reported by deleting', 'DELETE FROM report_reporter'],
    ['accepts no report without its issue', `UPDATE report SET state = 'ACCEPTED', issue_id = NULL`],
  ])('%s', async (_rule, sql) => {
    await expect(world.write((work) => rows(work, sql))).rejects.toThrow();
  });
});
