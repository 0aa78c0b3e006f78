import type { DeskReportView, IssueView, RaisedIssue, ReportReceipt, ReportView } from '@minsheng/contracts';
import { createHash } from 'node:crypto';
import { newId } from '../../server/src/platform/index.js';
import { ok } from '../support/answers.js';
import { type Ask, type CitizenAsk, type ReportWorld, inA1, startReportWorld } from '../support/report-world.js';
import type { Answer } from '../world/checked-answers.js';

jest.setTimeout(180_000);

/** What tells who reported. Each is planted once, and is to be found nowhere but where its owner or the law looks for it. */
const planted = {
  callerName: '藏名来电人',
  callerPhone: '0592-7770123',
  phone: '13955501234',
  maskedPhone: '139****1234',
  openid: `o${createHash('sha256').update('demonstration:planted').digest('base64url').slice(0, 27)}`,
  exifLng: '118.7654321',
  exifLat: '24.7654321',
  exifTime: '2026-11-01T03:21:09.876Z',
};
/** What a report says. The units it is sent to may read it; the ledger and the log may not keep it. */
const said = {
  text: '藏文字：三号楼后面的垃圾',
  place: '藏地点：解放路九十九号',
  lng: '118.0512345',
  lat: '24.4512345',
};

let world: ReportWorld;
/** Somebody by phone, and somebody by WeChat. */
let caller: CitizenAsk;
let wechat: CitizenAsk;
let other: CitizenAsk;
let issues: string[];
let reports: string[];
let secrets: Record<string, string>;
/** Every answer that anybody who is no reporter has had, by who and what was asked. */
const heard = new Map<string, string>();

const hearing =
  (name: string, ask: Ask): Ask =>
  async (method, url, body) => {
    const answer = await ask(method, url, body);
    heard.set(`${name} ${method} ${url}`, `${answer.body}\n${JSON.stringify(answer.headers)}`);
    return answer;
  };

/** Where one of the secrets stands. */
function places(texts: ReadonlyMap<string, string>, needles: Readonly<Record<string, string>>): string[] {
  return [...texts].flatMap(([where, text]) =>
    Object.entries(needles)
      .filter(([, needle]) => text.includes(needle))
      .map(([name]) => `${where}: ${name}`),
  );
}

/** Everything below that this reader can ask for, with every id there is to try. */
async function crawl(name: string, ask: Ask): Promise<void> {
  const ids = [...reports, ...issues];
  const queries: Record<string, string[]> = {
    '/api/desk/reports': [
      '?tab=all',
      `?tab=all&q=${planted.callerPhone}`,
      `?tab=all&near=${inA1.lng},${inA1.lat},5000`,
    ],
    '/api/issues': ['?tab=all', `?tab=all&q=${encodeURIComponent(planted.callerName)}`],
    '/api/issues/map': ['?bbox=117,24,119,25&tab=all'],
    '/api/ledger': ['?limit=200'],
    '/api/territory/locate': [`?lng=${inA1.lng}&lat=${inA1.lat}&datum=GCJ02`],
    '/api/report-form': [`?lng=${said.lng}&lat=${said.lat}&datum=GCJ02`],
  };
  for (const address of world.readAddresses) {
    if (!address.startsWith('/api/') || address.startsWith('/api/demo/') || address.startsWith('/api/docs')) continue;
    const isOurs = /^\/api\/(reports|desk|issues|inbox|photos|territory)/.test(address);
    const urls = address.includes('{')
      ? isOurs
        ? ids.map((id) => address.replace(/\{[^}]+\}/g, id))
        : []
      : ['', ...(queries[address] ?? [])].map((query) => `${address}${query}`);
    for (const url of urls) await hearing(name, ask)('GET', url);
  }
}

const submit = async (citizen: CitizenAsk, isAnonymous: boolean): Promise<string> => {
  const photo = await world.photo(citizen.id, {
    exifLng: planted.exifLng,
    exifLat: planted.exifLat,
    exifTakenAt: new Date(planted.exifTime),
  });
  const draft = await world.newReport(citizen, {
    photos: [photo],
    point: { lng: Number(said.lng), lat: Number(said.lat), datum: 'GCJ02', accuracyMetres: 9, source: 'DEVICE' },
    placeText: said.place,
    text: said.text,
    isAnonymous,
  });
  return ok<ReportReceipt>(await citizen('POST', '/api/reports', draft)).id;
};

beforeAll(async () => {
  world = await startReportWorld();
  caller = await world.citizen(planted.phone);
  wechat = await world.citizenByWechat('planted');
  other = await world.citizen('13955505678');
  const clerk = hearing('luyao', world.as('luyao'));
  const taken = ok<DeskReportView>(
    await clerk('POST', '/api/desk/reports', {
      ...{ clientId: newId(), channel: 'PHONE', photos: [], category: 'litter', text: '来电反映', isAnonymous: false },
      point: { lng: inA1.lng + 0.02, lat: inA1.lat, datum: 'GCJ02', accuracyMetres: null, source: 'MANUAL' },
      placeText: '电话里说的地方',
      caller: { name: planted.callerName, phone: planted.callerPhone },
    }),
  );
  reports = [await submit(caller, false), await submit(wechat, true), taken.id];
  await world.react();
  issues = [];
  const unit = await world.unitId('U04');
  const officer = hearing('chenggu', world.as('chenggu'));
  for (const id of [reports[0], reports[2]]) {
    const body = { category: null, grade: 'GENERAL' };
    const { issueId } = ok<RaisedIssue>(await clerk('POST', `/api/desk/reports/${id}/accept`, body));
    issues.push(issueId);
    const fixes = { person: '程谷', task: '清运', dueAt: null, responsibility: '主管', rewardPenalty: '计入考核' };
    ok(await clerk('POST', `/api/issues/${issueId}/assign`, { lead: unit, supports: [], fixes }));
    ok(await officer('POST', `/api/issues/${issueId}/sign`, {}));
    ok(await officer('POST', `/api/issues/${issueId}/start`, { measure: '今晚清运' }));
  }
  const first = issues[0] as string;
  ok(await clerk('POST', `/api/desk/reports/${reports[1]}/merge`, { issueId: first }));
  const point = { lng: Number(said.lng), lat: Number(said.lat), datum: 'GCJ02', accuracyMetres: 9 };
  const person = (await world.look<{ id: string }>(`SELECT id FROM person WHERE name = 'chenggu'`))[0]?.id ?? '';
  ok(
    await officer('POST', `/api/issues/${first}/rectify`, {
      text: '已清运',
      photos: [await world.photo(person)],
      point,
    }),
  );
  ok(await clerk('POST', `/api/issues/${first}/verify`, { result: 'PASS', kind: 'DESK', reason: null, photos: [] }));
  await world.react();
  ok(await caller('POST', `/api/reports/${reports[0]}/rate`, { clientId: newId(), effect: 1, service: 2, text: null }));
  ok(
    await caller('POST', `/api/reports/${reports[0]}/not-fixed`, {
      clientId: newId(),
      photos: [await world.photo(caller.id, { exifLng: planted.exifLng })],
      text: '又堆上了',
    }),
  );
  await world.react();
  const citizens = await world.look<Record<string, string | null>>('SELECT * FROM citizen');
  const files = await world.look<{ file_name: string }>('SELECT file_name FROM photo WHERE exif_lng IS NOT NULL');
  secrets = { ...planted };
  citizens.forEach((citizen, at) => {
    for (const column of ['wechat_digest', 'phone_digest'])
      if (citizen[column]) secrets[`${column} ${at}`] = citizen[column];
  });
  files.forEach(({ file_name }, at) => (secrets[`file name ${at}`] = file_name));
  for (const name of ['chenggu', 'sunyi', 'landong', 'luyao', 'heqing', 'auditor', 'admin'])
    await crawl(name, world.as(name));
  await crawl('anonymous', world.ask);
  await crawl('other', other);
});
afterAll(() => world.stop());

describe('the search itself', () => {
  it('has something to look for, digests and file names among it', () => {
    expect(Object.keys(secrets).length).toBeGreaterThan(Object.keys(planted).length + 4);
    expect(Object.values(secrets).every((secret) => secret.length >= 5)).toBe(true);
  });

  it('finds what is planted', () =>
    expect(places(new Map([['there', `{"who":"${planted.openid}"}`]]), secrets)).toEqual(['there: openid']));

  it('reads what there is to read: the unit has the issue, with the report’s words', async () => {
    const issue = JSON.parse(heard.get(`chenggu GET /api/issues/${issues[0]}`)?.split('\n')[0] ?? '') as IssueView;
    expect(issue.text).toBe(said.text);
    expect(heard.get('luyao GET /api/desk/reports?tab=all')).toContain(said.place);
    expect(heard.get('auditor GET /api/ledger?limit=200')).toContain('reports.not-fixed');
  });

  it('and the reporters have theirs', async () => {
    for (const [citizen, id] of [
      [caller, reports[0]],
      [wechat, reports[1]],
    ] as const)
      expect(ok<ReportView>(await citizen('GET', `/api/reports/${id}`)).text).toBe(said.text);
  });
});

describe('BR-20, INV-12: who reported is found in no answer', () => {
  it('to units, area officers, the desk, auditors, other citizens or anybody', () =>
    expect(places(heard, secrets)).toEqual([]));

  it('not even as an account’s id, but in the ledger that the office and the auditor read', () => {
    const ids = { caller: caller.id, wechat: wechat.id };
    const found = places(heard, ids).filter((place) => !place.includes(' GET /api/ledger'));
    expect(found).toEqual([]);
    const ofUnits = new Map([...heard].filter(([where]) => /^(chenggu|sunyi|landong|other|anonymous) /.test(where)));
    expect(places(ofUnits, ids)).toEqual([]);
  });

  it('nor in a public file', () => expect(places(world.publicFiles(), secrets)).toEqual([]));

  it('nor in the log', () => {
    const lines = new Map(world.log.map((line, at) => [`line ${at}`, line]));
    expect(lines.size).toBeGreaterThan(0);
    expect(places(lines, { ...secrets, ...said })).toEqual([]);
  });

  it('nor in the ledger, which keeps neither words nor position of a report either', async () => {
    const entries = await world.look<{ action: string; payload: string; subject: string }>(
      'SELECT * FROM ledger_entry',
    );
    const texts = new Map(entries.map((entry, at) => [`${at} ${entry.action}`, JSON.stringify(entry)]));
    expect([...texts.keys()].some((where) => where.endsWith('reports.submitted'))).toBe(true);
    expect(places(texts, { ...secrets, ...said })).toEqual([]);
  });

  it('nor in any table of reports and issues, as text', async () => {
    for (const table of ['report', 'report_event', 'report_evidence', 'report_rating', 'report_reporter', 'issue']) {
      const kept = await world.look(`SELECT * FROM ${table}`);
      const texts = new Map(kept.map((row, at) => [`${table} ${at}`, JSON.stringify(row)]));
      expect(texts.size).toBeGreaterThan(0);
      expect(places(texts, secrets)).toEqual([]);
    }
  });
});

describe('another’s report', () => {
  it('is to a citizen as one that does not exist', async () => {
    const unknown = ok404(await other('GET', `/api/reports/${newId()}`));
    for (const id of reports) expect(ok404(await other('GET', `/api/reports/${id}`))).toEqual(unknown);
  });

  it('is to a unit without that issue as one that does not exist', async () => {
    const sunyi = world.as('sunyi');
    const unknown = ok404(await sunyi('GET', `/api/issues/${newId()}`));
    for (const id of issues) expect(ok404(await sunyi('GET', `/api/issues/${id}`))).toEqual(unknown);
  });
});

/** The body of a refusal, without what differs from request to request. */
function ok404(answer: Answer): object {
  expect(answer.statusCode).toBe(404);
  const { instance: _instance, ...body } = answer.json<Record<string, unknown>>();
  return body;
}
