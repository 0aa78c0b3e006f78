import type {
  DraftSaved,
  ImportedDesign,
  QuestionBank,
  QuestionnaireDesign,
  QuestionnaireProof,
  QuestionnaireScenario,
  QuestionnaireSummary,
  QuestionnaireVersionView,
  QuestionnaireView,
  ScenarioReplay,
} from '@minsheng/contracts';
import { hashOf, recordScenario } from '@minsheng/questionnaire/compile';
import { createHash } from 'node:crypto';
import { rows, systemCaller } from '../../server/src/platform/index.js';
import { findPublishedQuestionnaire, newestVersion } from '../../server/src/questionnaires/index.js';
import { writeWorkbook } from '../../server/src/questionnaires/workbook/index.js';
import { DesignThread } from '../../server/src/questionnaires/thread/design-thread.js';
import { designTasks } from '../../server/src/questionnaires/thread/design-work.js';
import { codeOf, refusedWithoutTrace } from '../support/answers.js';
import { bundled } from '../support/writer-program.js';
import type { Answer } from '../world/checked-answers.js';
import { startWorld, type World } from '../world/world.js';

let world: World;
/** Designs; reviews. */
let zhoumin: World['ask'];
let lintao: World['ask'];
/** The city's own, seeded with the demonstration: published once, with a draft of the next. */
let seeded: QuestionnaireSummary;

const home = '/api/questionnaires';
const unknown = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const look = <Row>(sql: string, parameters: unknown[] = []) =>
  world.city.works.read(systemCaller('spec'), (work) => rows<Row>(work, sql, parameters));

beforeAll(async () => {
  world = await startWorld();
  zhoumin = await world.as('zhoumin');
  lintao = await world.as('lintao');
  [seeded] = (await zhoumin('GET', home)).json<[QuestionnaireSummary]>();
});
afterAll(() => world.stop());

/** Nothing in any table or file is other than before, nor in any draft. */
const refused = (send: () => Promise<Answer>, status: number, code: string) =>
  refusedWithoutTrace(send, status, code, async () => ({
    ...(await world.footprint()),
    drafts: await look('SELECT * FROM questionnaire_draft ORDER BY questionnaire_id'),
  }));

/** Names an item that is not there. */
const dangling = `\${nowhere} = 'x'`;
let serial = 0;
const nextCode = () => `made-${++serial}`;
const title = { zh: '试测问卷', en: 'A trial' };

/** A copy of the city's published questionnaire, as somebody would begin the next round. */
async function copied(): Promise<QuestionnaireView> {
  const body = { code: nextCode(), title, from: { kind: 'copy', id: seeded.id, version: 1 } };
  const answer = await zhoumin('POST', home, body);
  expect(answer.statusCode).toBe(201);
  return answer.json();
}
const designOf = ({ draft }: QuestionnaireView): QuestionnaireDesign => draft?.design as QuestionnaireDesign;
const view = async (id: string, ask = zhoumin) => (await ask('GET', `${home}/${id}`)).json<QuestionnaireView>();
const save = (id: string, revision: number | null, design: object) =>
  zhoumin('PUT', `${home}/${id}/draft`, { revision, design });
const publish = (id: string, revision: number, more: object = {}) =>
  zhoumin('POST', `${home}/${id}/publish`, { revision, ...more });

/** The first item with this change; the last one. */
const withFirst = (design: QuestionnaireDesign, change: object) => ({
  ...design,
  entries: [{ ...design.entries[0], ...change }, ...design.entries.slice(1)],
});

const withLast = (design: QuestionnaireDesign, change: object) => ({
  ...design,
  entries: [...design.entries.slice(0, -1), { ...design.entries.at(-1), ...change }],
});

async function published(): Promise<QuestionnaireView> {
  const made = await copied();
  expect((await publish(made.id, 1)).statusCode).toBe(200);
  return view(made.id);
}

describe('who may see and change questionnaires', () => {
  it.each([
    ['zhoumin', 200, 201],
    ['lintao', 200, 403],
    ['luyao', 200, 403],
    ['heqing', 200, 403],
    ['auditor', 200, 403],
    ['chenggu', 403, 403],
    ['landong', 403, 403],
    ['admin', 403, 403],
  ])('%s: list %s, create %s', async (name, list, create) => {
    const ask = await world.as(name);
    expect((await ask('GET', home)).statusCode).toBe(list);
    expect((await ask('GET', `${home}/bank`)).statusCode).toBe(list);
    expect((await ask('GET', `${home}/${seeded.id}/versions/1/design.json`)).statusCode).toBe(list);
    const body = { code: nextCode(), title, from: { kind: 'empty' } };
    expect((await ask('POST', home, body)).statusCode).toBe(create);
  });

  it('a reviewer reads a draft but may do nothing to it; nobody else is asked in at all', async () => {
    const { id } = seeded;
    expect((await view(id, lintao)).may).toEqual([]);
    expect((await view(id)).may).toEqual(['edit', 'publish', 'discard']);
    const { draft } = await view(id);
    const refusedTo = async (ask: World['ask'], status: number) => {
      const answers = [
        await ask('PUT', `${home}/${id}/draft`, { revision: draft?.revision, design: draft?.design }),
        await ask('DELETE', `${home}/${id}/draft`),
        await ask('POST', `${home}/${id}/draft/proof`, {}),
        await ask('PUT', `${home}/${id}/scenarios`, { scenarios: [] }),
        await ask('POST', `${home}/${id}/publish`, { revision: draft?.revision }),
      ];
      expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => status));
    };
    await refusedTo(lintao, 403);
    await refusedTo(world.ask, 401);
    expect((await view(id)).draft).toEqual(draft);
  });

  it('an id that is none and one of nothing are answered alike', async () => {
    for (const id of [unknown, 'x', '%20'])
      for (const path of ['', '/versions/1', '/draft/design.json', '/versions/1/form.xml', '/draft/secrets.txt'])
        expect(codeOf(await zhoumin('GET', `${home}/${id}${path}`))).toBe('questionnaires.not-found');
    for (const version of ['2', '0', '-1', 'x', '99999999999999999999'])
      expect(codeOf(await zhoumin('GET', `${home}/${seeded.id}/versions/${version}`))).toBe('questionnaires.not-found');
  });
});

describe('GET /api/questionnaires', () => {
  it('the demonstration has one published questionnaire like its poll’s, and a draft of the next', async () => {
    expect(seeded).toMatchObject({ code: 'qinglan-poll', version: 1, hasDraft: true, isExpired: false });
    expect(seeded.title.zh).toContain('演示');
    const { draft, versions, diagnostics, scenarios } = await view(seeded.id);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect([draft?.design.version, versions.map(({ version }) => version)]).toEqual([2, [1]]);
    expect(versions[0]?.publishedBy).toBe('周敏');
    expect(scenarios).toHaveLength(1);
    expect(seeded.questions).toBeGreaterThanOrEqual(14);
    expect(seeded.minutes).toBeGreaterThan(0);
  });
});

describe('the polls that ask a version', () => {
  it('are counted from their plans, by version', async () => {
    const made = await published();
    const drafted = await zhoumin('POST', '/api/polls', { kind: 'REGULAR', periodKey: '2027-B1' });
    expect(drafted.statusCode).toBe(201);
    const { id } = drafted.json<{ id: string }>();
    const asked = await zhoumin('PUT', `/api/polls/${id}/plan`, { questionnaire: { id: made.id, version: 1 } });
    expect(asked.statusCode).toBe(200);
    expect((await view(made.id)).versions).toEqual([expect.objectContaining({ version: 1, usedByPolls: 1 })]);
    const list = (await zhoumin('GET', home)).json<QuestionnaireSummary[]>();
    expect(list.find((one) => one.id === made.id)?.usedByPolls).toBe(1);
    expect(list.find((one) => one.id === seeded.id)?.usedByPolls).toBe(0);
    const copy = await zhoumin('POST', home, { code: nextCode(), title, from: { kind: 'poll', pollId: id } });
    const version1 = (await zhoumin('GET', `${home}/${made.id}/versions/1`)).json<QuestionnaireVersionView>();
    expect(designOf(copy.json<QuestionnaireView>()).entries).toEqual(version1.design.entries);
  });
});

describe('POST /api/questionnaires', () => {
  it('an empty one has the scheme’s scale and says what is missing before it can be published', async () => {
    const answer = await zhoumin('POST', home, { code: nextCode(), title, from: { kind: 'empty' } });
    const made = answer.json<QuestionnaireView>();
    expect(designOf(made).scales[0]?.levels).toHaveLength(5);
    expect(designOf(made).title).toEqual(title);
    expect(made.diagnostics.map(({ code }) => code)).toEqual(expect.arrayContaining(['no-items', 'mark-missing']));
    expect((await zhoumin('GET', home)).json<QuestionnaireSummary[]>()[0]).toMatchObject({
      id: made.id,
      version: null,
      questions: 0,
      minutes: 0,
      isExpired: true,
    });
  });

  it('a copy of a version, and of the poll that asked it, ask the same questions', async () => {
    const plan = await look<{ poll_id: string }>('SELECT poll_id FROM poll_plan');
    const fromPoll = await zhoumin('POST', home, {
      code: nextCode(),
      title,
      from: { kind: 'poll', pollId: plan[0]?.poll_id },
    });
    const copy = await copied();
    expect(designOf(fromPoll.json<QuestionnaireView>()).entries).toEqual(designOf(copy).entries);
    expect(designOf(copy).version).toBe(1);
  });

  it.each<[string, object, number, string]>([
    ['a code that is taken', { code: 'qinglan-poll' }, 409, 'questionnaires.code-taken'],
    ['a code with a space', { code: 'my form' }, 400, 'platform.invalid-body'],
    ['a title in one language', { title: { zh: '标题' } }, 400, 'platform.invalid-body'],
    ['a title of blanks', { title: { zh: ' ', en: ' ' } }, 400, 'platform.invalid-body'],
    ['a copy of nothing', { from: { kind: 'copy', id: unknown, version: 1 } }, 422, 'questionnaires.not-in-bank'],
    ['a draft of nothing', { from: { kind: 'copy', id: 'x', version: null } }, 422, 'questionnaires.not-in-bank'],
    ['a poll that is none', { from: { kind: 'poll', pollId: unknown } }, 422, 'questionnaires.not-in-bank'],
    ['another source', { from: { kind: 'cloud' } }, 400, 'platform.invalid-body'],
    ['a field that nobody knows', { owner: 'me' }, 400, 'platform.invalid-body'],
  ])('%s is refused', async (_what, change, status, code) => {
    const body = { code: nextCode(), title, from: { kind: 'empty' }, ...change };
    await refused(() => zhoumin('POST', home, body), status, code);
  });
});

describe('PUT /api/questionnaires/{id}/draft', () => {
  it('keeps a faulty design and says what is wrong with it, item by item', async () => {
    const made = await copied();
    const faulty = withLast(designOf(made), { relevant: dangling });
    const saved = (await save(made.id, 1, faulty)).json<DraftSaved>();
    expect(saved.revision).toBe(2);
    expect(saved.diagnostics.find(({ severity }) => severity === 'error')).toMatchObject({
      code: 'dangling-reference',
      item: 'open',
      field: 'relevant',
    });
    expect(designOf(await view(made.id)).entries.at(-1)).toMatchObject({ relevant: dangling });
  });

  it('two people who begin with one revision do not overwrite each other', async () => {
    const made = await copied();
    expect((await save(made.id, 1, { ...designOf(made), title: { zh: '甲改', en: 'A' } })).statusCode).toBe(200);
    await refused(() => save(made.id, 1, designOf(made)), 409, 'questionnaires.changed-elsewhere');
    await refused(() => save(made.id, null, designOf(made)), 409, 'questionnaires.changed-elsewhere');
    await refused(
      () => zhoumin('DELETE', `${home}/${made.id}/draft?revision=1`),
      409,
      'questionnaires.changed-elsewhere',
    );
    const both = await Promise.all([save(made.id, 2, designOf(made)), save(made.id, 2, designOf(made))]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  });

  it('a save that began before a publication is found out after it too', async () => {
    const made = await published();
    const design = (await zhoumin('GET', `${home}/${made.id}/versions/1`)).json<QuestionnaireVersionView>().design;
    await refused(() => save(made.id, 1, design), 409, 'questionnaires.changed-elsewhere');
    expect((await save(made.id, null, design)).json<DraftSaved>().revision).toBe(2);
    await refused(() => save(made.id, 1, design), 409, 'questionnaires.changed-elsewhere');
  });

  it('code and version are the bank’s, whatever the document says', async () => {
    const made = await copied();
    await save(made.id, 1, { ...designOf(made), code: 'another', version: 9 });
    expect(designOf(await view(made.id))).toMatchObject({ code: made.code, version: 1 });
  });

  it.each<[string, (design: QuestionnaireDesign) => unknown, string]>([
    ['words in one language', (design) => ({ ...design, title: { zh: '标题' } }), 'design.title.en'],
    ['a kind of item that nobody knows', (design) => withFirst(design, { type: 'hologram' }), 'design.entries.0'],
    ['a field too many', (design) => withFirst(design, { colour: 'red' }), 'design.entries.0.colour'],
    ['no design at all', () => 'x', 'design'],
    ['a version that is no number', (design) => ({ ...design, version: '1' }), 'design.version'],
  ])('%s is refused by its place in the design', async (_what, change, place) => {
    const { draft } = await view(seeded.id);
    const body = { revision: draft?.revision, design: change(draft?.design as QuestionnaireDesign) };
    const said = await refused(() => zhoumin('PUT', `${home}/${seeded.id}/draft`, body), 400, 'platform.invalid-body');
    expect((said.details?.fields as { field: string }[])[0]?.field).toBe(place);
  });

  it('a body of more than a megabyte is refused', async () => {
    const { draft } = await view(seeded.id);
    const body = { revision: draft?.revision, design: { ...draft?.design, extras: { note: 'x'.repeat(1_100_000) } } };
    await refused(() => zhoumin('PUT', `${home}/${seeded.id}/draft`, body), 413, 'platform.body-too-large');
  });
});

describe('DELETE /api/questionnaires/{id}/draft', () => {
  it('one that was never published goes as a whole, and its code is free again', async () => {
    const made = await copied();
    expect((await zhoumin('DELETE', `${home}/${made.id}/draft?revision=1`)).statusCode).toBe(204);
    expect((await zhoumin('GET', `${home}/${made.id}`)).statusCode).toBe(404);
    const again = await zhoumin('POST', home, { code: made.code, title, from: { kind: 'empty' } });
    expect(again.statusCode).toBe(201);
  });

  it('a published one stays as it was published', async () => {
    const made = await published();
    await refused(() => zhoumin('DELETE', `${home}/${made.id}/draft`), 409, 'questionnaires.no-draft');
    const design = (await zhoumin('GET', `${home}/${made.id}/versions/1`)).json<QuestionnaireVersionView>().design;
    await save(made.id, null, { ...design, title: { zh: '下一期', en: 'Next' } });
    expect((await zhoumin('DELETE', `${home}/${made.id}/draft`)).statusCode).toBe(204);
    expect(await view(made.id)).toMatchObject({ draft: null, versions: [{ version: 1 }] });
  });
});

describe('POST /api/questionnaires/{id}/publish', () => {
  it('makes the next version, with a hash of its content, and the draft is gone', async () => {
    const made = await published();
    expect(made).toMatchObject({ draft: null, may: ['edit'], versions: [{ version: 1, publishedBy: '周敏' }] });
    const first = (await zhoumin('GET', `${home}/${made.id}/versions/1`)).json<QuestionnaireVersionView>();
    await save(made.id, null, { ...first.design, title: { zh: '第二版', en: 'Second' } });
    const second = (await publish(made.id, 2)).json<QuestionnaireVersionView>();
    expect([second.version, second.design.version]).toEqual([2, 2]);
    expect(second.hash).not.toBe(first.hash);
    const asked = await world.city.works.read(systemCaller('spec'), async (work) => ({
      first: await findPublishedQuestionnaire(work, made.id, 1),
      third: await findPublishedQuestionnaire(work, made.id, 3),
      newest: await newestVersion(work, made.id),
    }));
    expect(asked).toMatchObject({
      first: { hash: first.hash, compiled: { hash: first.hash } },
      third: null,
      newest: 2,
    });
    const [entry] = await look<{ payload: string }>(
      `SELECT payload FROM ledger_entry WHERE subject = $1 AND action = 'questionnaires.published' ORDER BY sequence DESC`,
      [`questionnaire:${made.id}`],
    );
    expect(entry?.payload).toContain(second.hash);
  });

  it('without a draft there is nothing to publish; an old revision is not what is there', async () => {
    const done = await published();
    await refused(() => publish(done.id, 1), 409, 'questionnaires.no-draft');
    const made = await copied();
    await refused(() => publish(made.id, 2), 409, 'questionnaires.changed-elsewhere');
    await refused(() => publish(unknown, 1), 404, 'questionnaires.not-found');
    await refused(() => zhoumin('POST', `${home}/${made.id}/publish`, {}), 400, 'platform.invalid-body');
  });

  it('of two who publish at once one does', async () => {
    const made = await copied();
    const both = await Promise.all([publish(made.id, 1), publish(made.id, 1)]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    expect((await view(made.id)).versions).toHaveLength(1);
  });

  it('a questionnaire with an error is not published, and the first error is named', async () => {
    const made = await copied();
    await save(made.id, 1, withLast(designOf(made), { relevant: dangling }));
    const said = await refused(() => publish(made.id, 2), 422, 'questionnaires.has-errors');
    expect(said.sentences.zh).toContain('nowhere');
    expect(said.details?.diagnostics).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'dangling-reference', item: 'open' })]),
    );
  });

  it('what a workbook repeats and we ask once is said until somebody publishes it knowingly, and then in the ledger', async () => {
    const made = await copied();
    const { entries, ...design } = designOf(made);
    const group = { type: 'group', code: 'visits', entries: entries.slice(-1), extras: { type: 'begin repeat' } };
    const saved = await save(made.id, 1, { ...design, entries: [...entries.slice(0, -1), group] });
    expect(saved.json<DraftSaved>().diagnostics).toContainEqual(
      expect.objectContaining({ severity: 'warning', code: 'asked-once', item: 'visits' }),
    );
    await refused(() => publish(made.id, 2), 422, 'questionnaires.unacknowledged');
    await refused(() => publish(made.id, 2, { acknowledged: ['open'] }), 422, 'questionnaires.unacknowledged');
    expect((await publish(made.id, 2, { acknowledged: ['visits'] })).statusCode).toBe(200);
    const [entry] = await look<{ payload: string }>(
      `SELECT payload FROM ledger_entry WHERE subject = $1 AND action = 'questionnaires.published'`,
      [`questionnaire:${made.id}`],
    );
    expect(entry?.payload).toContain('"acknowledged":["visits"]');
  });

  it('a form past its last day is not published', async () => {
    const made = await copied();
    const design = designOf(made);
    await save(made.id, 1, { ...design, marks: { ...design.marks, validUntil: '2026-12-01' } });
    const said = await refused(() => publish(made.id, 2), 422, 'questionnaires.expired');
    expect(said.sentences.zh).toContain('2026-12-01');
  });
});

describe('a published version', () => {
  it.each([
    `UPDATE questionnaire_version SET design = '{}'`,
    `UPDATE questionnaire_version SET scenarios = '[]'`,
    `UPDATE questionnaire_version SET version = version + 1`,
    'DELETE FROM questionnaire_version',
    'DELETE FROM questionnaire WHERE id IN (SELECT questionnaire_id FROM questionnaire_version)',
  ])('cannot be altered in the database: %s', async (statement) => {
    const before = await look('SELECT * FROM questionnaire_version ORDER BY questionnaire_id, version');
    await expect(world.city.works.write(systemCaller('spec'), (work) => rows(work, statement))).rejects.toThrow(
      /append-only|foreign key/i,
    );
    expect(await look('SELECT * FROM questionnaire_version ORDER BY questionnaire_id, version')).toEqual(before);
  });
});

describe('the files of a questionnaire', () => {
  const files = [
    ['design.json', 'application/json; charset=utf-8', '{'],
    ['form.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'PK'],
    ['form.xml', 'application/xml; charset=utf-8', '<?xml'],
    ['ddi.xml', 'application/xml; charset=utf-8', '<?xml'],
    ['paper.pdf', 'application/pdf', '%PDF-'],
  ] as const;

  it.each(files)('%s of a version is downloaded under its Chinese title, and once', async (file, type, begins) => {
    const url = `${home}/${seeded.id}/versions/1/${file}`;
    const answer = await lintao('GET', url);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, type]);
    expect(answer.rawPayload.toString('latin1').startsWith(begins)).toBe(true);
    const [, name] = /filename\*=UTF-8''(\S+)$/.exec(String(answer.headers['content-disposition'])) ?? [];
    expect(decodeURIComponent(name ?? '')).toMatch(/^青岚市民意测评问卷（演示）-v1.*[.]/);
    expect(answer.headers['content-disposition']).toContain('filename="qinglan-poll-v1');
    const again = await lintao('GET', url, undefined, { headers: { 'if-none-match': String(answer.headers.etag) } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it.each(files)('%s of a draft is made anew every time', async (file, type) => {
    const answer = await zhoumin('GET', `${home}/${seeded.id}/draft/${file}`);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, type]);
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(answer.headers.etag).toBeUndefined();
    expect(answer.headers['content-disposition']).toContain('filename="qinglan-poll-draft');
  });

  it('what the form of a machine cannot say stands at its top', async () => {
    const { body } = await zhoumin('GET', `${home}/${seeded.id}/draft/form.xml`);
    const [, said] = /^<\?xml[^>]*\?>\n<!--\n([^]*?)\n-->\n<h:html/.exec(body) ?? [];
    expect(said).toMatch(/^busReasons: .*[\u4e00-\u9fff]/m);
    expect(said).not.toContain('--');
  });

  it('the design that is downloaded is the one whose hash is published', async () => {
    const url = `${home}/${seeded.id}/versions/1`;
    const { design, hash } = (await zhoumin('GET', url)).json<QuestionnaireVersionView>();
    const file = (await zhoumin('GET', `${url}/design.json`)).json<QuestionnaireDesign>();
    expect(file).toEqual(design);
    expect(hashOf(file, (text) => createHash('sha256').update(text).digest('hex'))).toBe(hash);
  });

  it('a draft with errors is saved as a design, but nobody can say what its form would ask', async () => {
    const made = await copied();
    await save(made.id, 1, withFirst(designOf(made), { relevant: '${' }));
    for (const file of ['design.json', 'form.xlsx'])
      expect((await zhoumin('GET', `${home}/${made.id}/draft/${file}`)).statusCode).toBe(200);
    await refused(() => zhoumin('GET', `${home}/${made.id}/draft/form.xml`), 422, 'questionnaires.has-errors');
  });
});

describe('answer scripts', () => {
  const script = { seed: 7, now: '2026-12-14T02:00:00.000Z', answers: [{ item: 'area', answer: 'elsewhere' }] };
  const named = (code: string, expect: QuestionnaireScenario['expect']): QuestionnaireScenario => ({
    code,
    name: { zh: '外地人', en: 'From elsewhere' },
    ...script,
    expect,
  });
  const recorded = async (id: string): Promise<QuestionnaireScenario['expect']> => {
    const source = await world.city.works.read(systemCaller('spec'), (work) => findPublishedQuestionnaire(work, id, 1));
    return recordScenario(source?.compiled as never, script);
  };

  it('one that comes out as recorded lets the questionnaire through and is kept with the version', async () => {
    const made = await copied();
    const scenario = named('elsewhere', await recorded(seeded.id));
    const saved = await zhoumin('PUT', `${home}/${made.id}/scenarios`, { scenarios: [scenario] });
    expect(saved.json<QuestionnaireView>().scenarios).toEqual([scenario]);
    expect((await publish(made.id, 1)).statusCode).toBe(200);
    const [kept] = await look<{ scenarios: string }>(
      'SELECT scenarios FROM questionnaire_version WHERE questionnaire_id = $1',
      [made.id],
    );
    expect(JSON.parse(kept?.scenarios ?? '')).toEqual([scenario]);
  });

  it('one that no longer comes out as recorded stops it, and is named with what is different', async () => {
    const made = await copied();
    const scenario = named('elsewhere', await recorded(seeded.id));
    await zhoumin('PUT', `${home}/${made.id}/scenarios`, { scenarios: [scenario] });
    const design = designOf(made);
    await save(made.id, 1, withFirst(design, { screensOut: [] }));
    const said = await refused(() => publish(made.id, 2), 422, 'questionnaires.scenario-failed');
    expect(said.sentences.zh).toContain('elsewhere');
    const [replay] = said.details?.scenarios as ScenarioReplay[];
    expect(replay).toMatchObject({ code: 'elsewhere', hasPassed: false });
    expect(replay?.differences.map(({ what }) => what)).toContain('outcome');
  });

  it.each<[string, object[], string]>([
    ['two of one code', [{ code: 'a' }, { code: 'a' }], 'questionnaires.scenario-twice'],
    ['one at no instant', [{ now: '2026-13-45T99:99:99Z' }], 'questionnaires.scenario-instant'],
    ['one without a seed', [{ seed: 0 }], 'platform.invalid-body'],
    ['one that expects something else', [{ expect: { asked: [], outcome: 'fine' } }], 'platform.invalid-body'],
  ])('%s is refused', async (_what, changes, code) => {
    const scenarios = changes.map((change) => ({ ...named('a', { asked: [], outcome: 'complete' }), ...change }));
    await refused(
      () => zhoumin('PUT', `${home}/${seeded.id}/scenarios`, { scenarios }),
      code.startsWith('platform') ? 400 : 422,
      code,
    );
  });
});

describe('POST /api/questionnaires/{id}/draft/proof', () => {
  it('replays the scripts and walks random paths to every option', async () => {
    const proof = (await zhoumin('POST', `${home}/${seeded.id}/draft/proof`, {})).json<QuestionnaireProof>();
    expect(proof.scenarios).toEqual([expect.objectContaining({ code: 'elsewhere', hasPassed: true })]);
    expect(proof.coverage).toMatchObject({ questionsUnreached: [], stuckAt: [] });
    expect(proof.coverage?.completed).toBeGreaterThan(0);
  });

  it('while there are errors nothing is walked, and they are named', async () => {
    const made = await copied();
    await save(made.id, 1, withFirst(designOf(made), { relevant: '${' }));
    const proof = (await zhoumin('POST', `${home}/${made.id}/draft/proof`, {})).json<QuestionnaireProof>();
    expect(proof).toMatchObject({ coverage: null, scenarios: [] });
    expect(proof.diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
  });

  it('there must be a draft', async () => {
    const done = await published();
    await refused(() => zhoumin('POST', `${home}/${done.id}/draft/proof`, {}), 409, 'questionnaires.no-draft');
  });
});

describe('GET /api/questionnaires/bank', () => {
  const bank = async () => (await zhoumin('GET', `${home}/bank`)).json<QuestionBank>();

  it('has every indicator by code with its wording in force, the polls that asked it and what it was called', async () => {
    const { indicators } = await bank();
    expect(indicators.map(({ code }) => code)).toEqual([...indicators.map(({ code }) => code)].sort());
    const buses = indicators.find(({ code }) => code === 'I12');
    expect(buses).toMatchObject({ isActive: true, version: 1, term: 'LONG' });
    expect(buses?.series).toEqual([expect.objectContaining({ periodKey: '2026-B6', version: 1, isBreak: false })]);
    expect(buses?.wordings.at(-1)).toMatchObject({ questionnaire: 'qinglan-poll', version: 1, indicatorVersion: 1 });
  });

  it('a new wording is a new version of the indicator, and the old one stays in its history', async () => {
    const made = await copied();
    const design = designOf(made);
    const reworded = {
      ...design,
      entries: design.entries.map((entry) =>
        entry.type === 'satisfaction' && entry.indicator?.code === 'I12'
          ? {
              ...entry,
              text: { zh: '您对公交出行满意吗？', en: 'How satisfied are you with buses and taxis?' },
              indicator: { code: 'I12', version: 2 },
            }
          : entry,
      ),
    };
    await save(made.id, 1, reworded);
    expect((await publish(made.id, 2)).statusCode).toBe(200);
    const buses = (await bank()).indicators.find(({ code }) => code === 'I12');
    expect(buses?.wordings[0]).toMatchObject({
      text: { zh: '您对公交出行满意吗？' },
      indicatorVersion: 2,
      questionnaire: made.code,
    });
    expect(buses?.wordings.at(-1)?.indicatorVersion).toBe(1);
  });

  it('asks respondents what every poll asks: where they live, the margins, where they work', async () => {
    const { respondent } = await bank();
    expect(respondent.map(({ code }) => code)).toEqual(['area', 'sex', 'age', 'staffOf']);
    const [area] = respondent;
    expect(area).toMatchObject({ item: { type: 'single', weightingRole: 'area', screensOut: ['elsewhere'] } });
    expect(area?.lists[0]?.choices.map(({ code }) => code)).toEqual(['A1', 'A2', 'A3', 'A4', 'elsewhere']);
    const published1 = (await zhoumin('GET', `${home}/${seeded.id}/versions/1`)).json<QuestionnaireVersionView>();
    expect(respondent.map(({ item }) => item)).toEqual(published1.design.entries.slice(0, 4));
  });
});

describe('POST /api/questionnaires/import', () => {
  const boundary = 'xxxBOUNDARYxxx';
  const upload = (name: string, content: string | Buffer) =>
    zhoumin('POST', `${home}/import`, undefined, {
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload: Buffer.concat([
        Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`),
        Buffer.from(content),
        Buffer.from(`\r\n--${boundary}--\r\n`),
      ]),
    });

  it('a design comes back as it is, with what is wrong with it, and nothing is stored', async () => {
    const design = designOf(await view(seeded.id));
    const before = await world.footprint();
    const read = (await upload('q.json', JSON.stringify(withFirst(design, { list: 'gone' })))).json<ImportedDesign>();
    expect(read.design).toEqual(withFirst(design, { list: 'gone' }));
    expect(read.diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
    expect(await world.footprint()).toEqual(before);
  });

  it('a workbook that we wrote comes back as the same questions', async () => {
    const { design } = (await zhoumin('GET', `${home}/${seeded.id}/versions/1`)).json<QuestionnaireVersionView>();
    const workbook = await zhoumin('GET', `${home}/${seeded.id}/versions/1/form.xlsx`);
    const read = (await upload('q.xlsx', workbook.rawPayload)).json<ImportedDesign>();
    expect(read.design).toEqual(design);
    expect(read.warnings).toEqual([]);
  });

  it('a workbook that cannot be read names the sheet and the cell, and is not kept', async () => {
    const workbook = (await zhoumin('GET', `${home}/${seeded.id}/versions/1/form.xlsx`)).rawPayload;
    const cut = await refused(
      () => upload('q.xlsx', workbook.subarray(0, 900)),
      422,
      'questionnaires.workbook-refused',
    );
    expect(cut.details).toMatchObject({ sheet: null, cell: null });
    const faulty = writeWorkbook({
      sheets: [
        {
          name: 'survey',
          rows: [
            ['type', 'name', 'label'],
            ['note', 'hello', '您好'],
            ['hologram', 'q1', '这是什么？'],
          ],
        },
      ],
    });
    const said = await refused(() => upload('q.xlsx', faulty), 422, 'questionnaires.workbook-refused');
    expect(said.details).toMatchObject({ sheet: 'survey', cell: 'A3' });
    expect(said.sentences.zh).toContain('survey!A3');
  });

  it('a design with an error, imported and made a draft, is still not published', async () => {
    const made = await copied();
    const read = await upload('q.json', JSON.stringify(withFirst(designOf(made), { list: 'gone' })));
    await save(made.id, 1, read.json<ImportedDesign>().design);
    await refused(() => publish(made.id, 2), 422, 'questionnaires.has-errors');
  });

  it.each<[string, string | Buffer, number, string]>([
    ['nothing', '', 400, 'questionnaires.no-file'],
    ['words', '这不是问卷', 400, 'questionnaires.file-unreadable'],
    ['bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe]), 400, 'questionnaires.file-unreadable'],
    ['another document', '{"format":"minsheng-plan/1"}', 422, 'questionnaires.design-refused'],
    ['more than it may be', Buffer.alloc(2_000_001, 32), 413, 'questionnaires.file-too-large'],
  ])('%s is refused', async (_what, content, status, code) => {
    await refused(() => upload('q.json', content), status, code);
  });
});

describe('the thread for designs', () => {
  const program = bundled('server/src/questionnaires/thread/design-worker.ts');

  it('comes to the same as here, one task after the other', async () => {
    const thread = new DesignThread(program);
    try {
      const { design } = (await zhoumin('GET', `${home}/${seeded.id}/versions/1`)).json<QuestionnaireVersionView>();
      const [one, other] = await Promise.all([
        thread.run('compile', design, '2026-12-14'),
        thread.run('compile', { ...design, entries: [] }, '2026-12-14'),
      ]);
      expect(one).toEqual(designTasks.compile(design, '2026-12-14'));
      expect(other.diagnostics.map(({ code }) => code)).toContain('no-items');
      const cut = await thread.run('workbook', Buffer.from('PK-nothing'));
      expect(cut).toMatchObject({ refusal: { sheet: null } });
    } finally {
      await thread.stop();
    }
  });

  it('a task that takes too long is given up, and the next one is taken', async () => {
    const thread = new DesignThread(program, 0);
    const { design } = (await zhoumin('GET', `${home}/${seeded.id}/versions/1`)).json<QuestionnaireVersionView>();
    for (const entries of [design.entries, []])
      await expect(thread.run('compile', { ...design, entries }, '2026-12-14')).rejects.toMatchObject({
        code: 'questionnaires.too-complex',
      });
  });
});
