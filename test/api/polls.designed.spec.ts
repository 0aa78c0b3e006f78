import type {
  DesignItem,
  DraftSaved,
  InterviewSubmission,
  LocalisedText,
  MyResponse,
  PlanDesign,
  PollPlan,
  PollPlanView,
  PollQuestionnaire,
  PollSummary,
  ProblemBody,
  QuestionnaireDesign,
  QuestionnaireVersionView,
  QuestionnaireView,
  ResponseSubmission,
} from '@minsheng/contracts';
import { designedAnswersOf } from '../../server/src/demonstration-designed-answers.js';
import { newId, rows, systemCaller } from '../../server/src/platform/index.js';
import { openPollsOf } from '../../server/src/polls/index.js';
import { projectionOf } from '../../server/src/polls/plan/compiled-questionnaire.js';
import { planHash } from '../../server/src/polls/plan/plan.queries.js';
import { PollPlanRow } from '../../server/src/polls/plan/poll-plan.entity.js';
import { QuestionnaireVersion } from '../../server/src/questionnaires/index.js';
import { must, outcome } from '../support/answers.js';
import { unmet } from '../support/designed-poll.js';
import { dice } from '../support/dice.js';
import {
  type Ask,
  type LivePoll,
  type LiveWorld,
  type Respondent,
  answersOf,
  interviewOf,
  manyInterviews,
  startLiveWorld,
} from '../support/live-world.js';
import { said } from '../support/said.js';

let world: LiveWorld;
/** Designs; reviews. */
let zhoumin: Ask;
let lintao: Ask;
/** The city's questionnaire with one item of every kind besides, in two versions: valid for years, and until January. */
let questionnaireId: string;
let design: PlanDesign;
/** A poll in the field that asks it. */
let poll: LivePoll;

const named = (code: string) => ({ code, text: said(`题 ${code}`) });

/** After the city's own questions: everything that a list of questions cannot ask. */
const besides: DesignItem[] = [
  { ...named('words'), type: 'note' },
  { ...named('agree'), type: 'consent', required: true },
  {
    ...named('age2'),
    type: 'integer',
    constraint: { expression: '. >= 0 and . <= 120', message: { zh: '年龄是 0 到 120', en: 'Age is 0 to 120' } },
    warning: { expression: '. <= 100', message: said('请核对') },
  },
  { ...named('adult'), type: 'calculated', calculation: `if(\${age2} >= 18, 'yes', 'no')` },
  {
    ...named('ways'),
    type: 'multiple',
    list: 'ways',
    exclusive: ['none'],
    isShuffled: true,
    relevant: `\${adult} = 'yes'`,
  },
  { ...named('first'), type: 'rank', list: 'ways', top: 2 },
  { ...named('spend'), type: 'decimal' },
  { ...named('since'), type: 'date' },
  {
    ...named('places'),
    type: 'grid',
    scale: 'satisfaction',
    offers: ['dontKnow'],
    rows: [named('park'), named('street')],
  },
  {
    ...named('home'),
    type: 'region',
    levels: [
      { ...named('district'), list: 'districts' },
      { ...named('town'), list: 'towns' },
    ],
  },
  { ...named('why'), type: 'text', maxLength: 20, relevant: `\${q1} = 'veryDissatisfied'`, required: true },
  { ...named('poster'), type: 'hidden', initial: 'street' },
  { ...named('picture'), type: 'photo' },
  { ...named('where'), type: 'location' },
  { ...named('point'), type: 'site', isInterviewerOnly: true },
  { ...named('turn'), type: 'shift', isInterviewerOnly: true, required: true },
];
const lists: QuestionnaireDesign['lists'] = [
  {
    code: 'ways',
    choices: ['bus', 'bike', 'car', 'none'].map((code) => ({ code, text: said(code), isAnchored: code === 'none' })),
  },
  { code: 'districts', choices: ['north', 'south'].map((code) => ({ code, text: said(code) })) },
  {
    code: 'towns',
    choices: [
      { code: 'n1', text: said('n1'), columns: { parent: 'north' } },
      { code: 's1', text: said('s1'), columns: { parent: 'south' } },
    ],
  },
];

beforeAll(async () => {
  world = await startLiveWorld();
  zhoumin = world.as('zhoumin');
  lintao = world.as('lintao');
  const from = { kind: 'poll', pollId: world.poll.id };
  const made = await zhoumin('POST', '/api/questionnaires', { code: 'city-2027', title: said('民意测评'), from });
  const { id, draft } = made.json<QuestionnaireView>();
  questionnaireId = id;
  const before = draft!.design;
  await publish(draft!.revision, {
    ...before,
    marks: { ...before.marks, validUntil: '2039-12-31' },
    lists: [...before.lists, ...lists],
    entries: [...before.entries, ...besides],
  });
  await publish(null, { ...before, marks: { ...before.marks, validUntil: '2027-01-31' } });
  const version = await zhoumin('GET', `/api/questionnaires/${id}/versions/1`);
  const { hash, design: document } = version.json<QuestionnaireVersionView>();
  design = { questionnaireId: id, hash, document };
  poll = await world.copyOfPoll({ plan: () => asking(design) });
}, 120_000);
afterAll(() => world.stop());

async function publish(revision: number | null, document: QuestionnaireDesign): Promise<void> {
  const at = `/api/questionnaires/${questionnaireId}`;
  const saved = await must<DraftSaved>(zhoumin('PUT', `${at}/draft`, { revision, design: document }));
  await must(zhoumin('POST', `${at}/publish`, { revision: saved.revision }));
}

/** A plan that asks this design. */
function asking(chosen: PlanDesign): Partial<PollPlan> {
  return { design: chosen, questionnaire: projectionOf(chosen.document)!.questionnaire };
}

let phones = 0;
const aCitizen = () => world.citizen(`138${String(++phones).padStart(8, '0')}`);

const spoken = {
  agree: 'OK',
  age2: '35',
  adult: 'yes',
  ways: 'bus bike',
  first: 'car bus',
  spend: '5.5',
  since: '2020-02-29',
  park: 'satisfied',
  street: 'dontKnow',
  district: 'north',
  town: 'n1',
  poster: 'street',
};
const circumstances = { seed: 20261214, startedAt: '2026-12-14T01:55:00.000Z' };
/** Everything that a citizen can be asked, answered. */
const sheet = (who: Respondent = {}, change: Record<string, string> = {}) => ({
  ...answersOf(poll.plan, who),
  ...spoken,
  ...change,
});
const submission = (answers: Record<string, string>, change: Partial<ResponseSubmission> = {}): ResponseSubmission => ({
  id: newId(),
  replaces: null,
  seconds: 150,
  answers,
  circumstances,
  ...change,
});
const responses = () => `/api/polls/${poll.id}/responses`;

describe('GET /api/polls/{id}/questionnaire', () => {
  it('gives everybody what a phone runs of a public plan, designed or not, known by the plan’s hash', async () => {
    for (const { id, plan } of [world.poll, poll]) {
      const answer = await world.ask('GET', `/api/polls/${id}/questionnaire`);
      const { planHash, compiled } = answer.json<PollQuestionnaire & { compiled: { questions: { code: string }[] } }>();
      expect(answer.headers.etag).toBe(`"${planHash}"`);
      const codes = plan.questionnaire.items.map(({ code }) => code);
      expect(compiled.questions.map(({ code }) => code).filter((code) => code !== 'words')).toEqual(codes);
      expect((await world.ask('GET', `/api/polls/${id}/questionnaire`)).body).toBe(answer.body);
    }
  });

  it('an unpublished poll answers like an unknown one', async () => {
    const draft = await world.copyOfPoll({ stage: 'DRAFT' });
    const [unpublished, unknown] = await Promise.all(
      [draft.id, newId()].map((id) => world.ask('GET', `/api/polls/${id}/questionnaire`)),
    );
    const told = ({ statusCode, headers, body }: Awaited<ReturnType<Ask>>) => ({
      statusCode,
      headers: { ...headers, date: '' },
      body: { ...(JSON.parse(body) as ProblemBody), instance: '' },
    });
    expect(unpublished?.statusCode).toBe(404);
    expect(told(unpublished!)).toEqual(told(unknown!));
  });
});

describe('a plan that asks a published questionnaire', () => {
  let drafted: string;
  const save = (changes: object) => zhoumin('PUT', `/api/polls/${drafted}/plan`, changes);
  const choose = (version: number | null) =>
    save({ questionnaire: version === null ? null : { id: questionnaireId, version } });

  beforeAll(async () => {
    const request = { kind: 'REGULAR', periodKey: '2027-B1', copyOf: world.poll.id };
    drafted = (await must<PollSummary>(zhoumin('POST', '/api/polls', request))).id;
  });

  it('keeps the document and its hash, counts what follows from it, and is in order', async () => {
    const view = await must<PollPlanView>(choose(1));
    expect(view.plan.design).toEqual(design);
    expect(view.plan.questionnaire).toEqual(asking(design).questionnaire);
    expect(unmet(view)).toEqual([]);
  });

  it('another poll that is copied from it asks the same', async () => {
    const request = { kind: 'REGULAR', periodKey: '2027-B2', copyOf: drafted };
    const copy = await must<PollSummary>(zhoumin('POST', '/api/polls', request));
    const { plan } = (await zhoumin('GET', `/api/polls/${copy.id}/plan`)).json<PollPlanView>();
    expect(plan.design).toEqual(design);
    await must(lintao('POST', `/api/polls/${copy.id}/cancel`, { reason: '测试结束' }));
  });

  it('says no marks and no open question of its own', async () => {
    expect(outcome(await save({ openQuestion: said('还有什么？') }))).toBe('422 polls.said-by-design');
    expect(outcome(await save({ title: said('改个名') }))).toBe('200');
  });

  it.each<[string, object]>([
    ['a version that nobody published', { questionnaire: { version: 3 } }],
    ['a questionnaire that the bank does not have', { questionnaire: { id: newId(), version: 1 } }],
  ])('does not ask %s', async (_title, { questionnaire }: { questionnaire?: object }) => {
    const changes = { questionnaire: { id: questionnaireId, version: 1, ...questionnaire } };
    expect(outcome(await save(changes))).toBe('422 polls.unknown-questionnaire');
  });

  it('a form that has expired by then cannot be fielded', async () => {
    expect(unmet(await must<PollPlanView>(choose(2)))).toEqual(['form-valid']);
    expect(outcome(await zhoumin('POST', `/api/polls/${drafted}/submit-plan`))).toBe('422 polls.plan-incomplete');
    await must(choose(1));
  });

  it.each<[string, (plan: PollPlan) => Partial<PollPlan>]>([
    [
      'scores that are not those of its scale',
      ({ questionnaire }) => ({
        questionnaire: {
          ...questionnaire,
          levels: questionnaire.levels.map((level, at) => ({ ...level, score: at === 0 ? 99 : level.score })),
        },
      }),
    ],
    [
      'words that are not those published',
      (plan) => ({ design: { ...plan.design!, document: { ...plan.design!.document, title: said('另一份') } } }),
    ],
  ])('somebody who writes %s into the database does not get the plan through', async (_title, change) => {
    const [row] = await world.look<{ document: unknown }>('SELECT document FROM poll_plan WHERE poll_id = $1', [
      drafted,
    ]);
    const document = (typeof row?.document === 'string' ? JSON.parse(row.document) : row?.document) as PollPlan;
    const write = (plan: PollPlan) =>
      world.city.works.write(systemCaller('spec'), (work) =>
        rows(work, 'UPDATE poll_plan SET document = $1 WHERE poll_id = $2', [JSON.stringify(plan), drafted]),
      );
    await write({ ...document, ...change(document) });
    const refused = await zhoumin('POST', `/api/polls/${drafted}/submit-plan`);
    expect(outcome(refused)).toBe('422 polls.plan-incomplete');
    expect((refused.json<ProblemBody>().details?.checks as { code: string }[])[0]?.code).toBe('questionnaire');
    await write(document);
  });

  it('goes back to the questions of scheme and indicators', async () => {
    const { plan } = await must<PollPlanView>(choose(null));
    expect(plan.design).toBeUndefined();
    expect(plan.questionnaire.items.map(({ code }) => code)).toEqual(
      world.poll.plan.questionnaire.items.map(({ code }) => code).filter((code) => code !== 'open'),
    );
  });
});

describe('answers to a designed questionnaire', () => {
  it('a citizen’s answer is kept as it was given, is told as resent, and is changed', async () => {
    const citizen = await aCitizen();
    const given = submission(sheet({ area: 'A2', says: (item) => (item === 3 ? 'dontKnow' : 2) }));
    const first = await citizen('POST', responses(), given);
    expect(outcome(first)).toBe('201');
    const again = await citizen('POST', responses(), given);
    expect([outcome(again), again.body]).toEqual(['200', first.body]);
    const mine = async () => (await citizen('GET', `/api/polls/${poll.id}/my-response`)).json<MyResponse>().response;
    // Another phone shuffles as the first one did.
    expect(await mine()).toMatchObject({ answers: given.answers, seed: circumstances.seed });

    const { receipt } = first.json<{ receipt: string }>();
    const edit = submission(sheet({ area: 'A2' }, { ways: 'none' }), { replaces: receipt });
    expect(outcome(await citizen('POST', responses(), edit))).toBe('201');
    expect(await mine()).toMatchObject({ revision: 1, answers: edit.answers });
    expect(await world.sumFaults(poll)).toEqual([]);
  });

  it('an interviewer’s questions are the interviewer’s alone', async () => {
    const theirs = { picture: 'F-1', where: '28.0 120.7 5 10', point: 'S-1', turn: 'am' };
    const citizen = await aCitizen();
    const refused = await citizen('POST', responses(), submission(sheet({}, { turn: 'am' })));
    expect(outcome(refused)).toBe('422 polls.answers-refused');
    const interviews = [theirs, {}].map((more) =>
      interviewOf(poll.plan, {}, { answers: sheet({}, more), circumstances }),
    );
    const answer = await world.as('interviewer')('POST', `/api/polls/${poll.id}/interviews`, { interviews });
    expect(answer.json()).toMatchObject([
      { outcome: 'received', because: null },
      { outcome: 'refused', because: 'answers-refused', fields: [{ field: 'answers.turn' }] },
    ]);
    expect(await world.sumFaults(poll)).toEqual([]);
  });

  it('what the design refuses comes back with the item and a sentence', async () => {
    const { agree: _agree, ...without } = sheet();
    const citizen = await aCitizen();
    const refused = await citizen('POST', responses(), submission({ ...without, age2: '140', why: '太吵' }));
    expect(outcome(refused)).toBe('422 polls.answers-refused');
    const fields = refused.json<ProblemBody>().details?.fields as { field: string; sentences: LocalisedText }[];
    expect(fields.map(({ field }) => field)).toEqual(['answers.agree', 'answers.age2', 'answers.why']);
    expect(fields[1]?.sentences).toEqual({ zh: '年龄是 0 到 120', en: 'Age is 0 to 120' });
  });

  it.each<[string, object]>([
    ['a question that nobody asks', { answers: { q99: 'x' } }],
    ['an answer longer than any sheet', { answers: { open: 'x'.repeat(5000) } }],
    ['a seed of nought', { circumstances: { ...circumstances, seed: 0 } }],
    ['a beginning that is no instant', { circumstances: { ...circumstances, startedAt: 'today' } }],
  ])('%s is refused at the door', async (_title, change) => {
    const body = submission(sheet());
    const changed = {
      ...body,
      ...change,
      answers: { ...body.answers, ...('answers' in change ? (change.answers as object) : {}) },
    };
    expect(outcome(await (await aCitizen())('POST', responses(), changed))).toMatch(/^4\d\d platform\.invalid-body$/);
  });

  it('a phone that worked something out otherwise is believed in nothing, and the difference is kept', async () => {
    const citizen = await aCitizen();
    const given = submission(sheet({}, { age2: '101', adult: 'no' }));
    expect(outcome(await citizen('POST', responses(), given))).toBe('201');
    const [row] = await world.look<{ texts: string }>(
      'SELECT texts FROM response WHERE poll = $1 ORDER BY batch DESC, position DESC LIMIT 1',
      [poll.number],
    );
    expect(JSON.parse(row?.texts ?? '')).toMatchObject({
      adult: 'yes',
      $seed: circumstances.seed,
      $warnings: ['age2'],
      $differences: [{ question: 'adult', claimed: 'no', found: 'yes' }],
    });
  });
});

describe('the invented people of a demonstration', () => {
  it.each([
    ['on their phones', null],
    ['before an interviewer', 'A1-1'],
  ])('%s answer what they are asked, and everything is taken', (_title, site) => {
    const { form } = poll.book;
    if (form.kind !== 'designed') throw new Error('the poll has no design');
    const random = dice(5);
    for (let person = 0; person < 20; person += 1) {
      const under = { seed: person + 1, now: circumstances.startedAt, asInterviewer: site !== null };
      const says = answersOf(poll.plan, { says: (item) => (item + person) % 5 });
      const answers = designedAnswersOf({ compiled: form.compiled, circumstances: under, says, site, random });
      expect(answers).toMatchObject({ area: 'A1', q2: says.q2, agree: 'OK' });
      expect(form.reader.read(answers, under).outcome).toBe('read');
    }
  });
});

describe('a designed poll, from cleaning to seal', () => {
  it('is weighed and scored, and is sealed, since it comes out the same when it is made again', async () => {
    const over = {
      fieldworkFrom: '2026-12-01T16:00:00.000Z',
      fieldworkTo: '2026-12-11T16:00:00.000Z',
      graceUntil: '2026-12-12T16:00:00.000Z',
    };
    const scored = await world.copyOfPoll({ calendar: over, plan: () => asking(design) });
    world.clock.set('2026-12-12T08:00:00.000Z');
    const interviews = manyInterviews(scored.plan, { A1: 30, A2: 30, A3: 30, A4: 30 }).map(
      (interview, at): InterviewSubmission => ({
        ...interview,
        answers: { ...interview.answers, ...spoken, turn: 'am', ...(at % 2 === 0 ? { ways: 'none' } : {}) },
      }),
    );
    await world.upload(scored, interviews);
    world.clock.set('2026-12-14T02:00:00.000Z');
    await world.advance();
    await world.score(scored);
    await must(zhoumin('POST', `/api/polls/${scored.id}/sign`, { totp: await world.code('zhoumin') }));
    const sealed = await lintao('POST', `/api/polls/${scored.id}/seal`, { totp: await world.code('lintao') });
    expect(outcome(sealed)).toBe('200');
  });
});

describe('a public plan whose design the compiler of today refuses', () => {
  /** A version published under a compiler that took what today's refuses, with the form that it made. */
  async function publishedLongAgo(version: number, form: (compiled: object) => object): Promise<PlanDesign> {
    const hash = version.toString(16).padStart(64, '0');
    const nonsense = { ...named('nonsense'), type: 'integer' as const, relevant: 'nobody(' };
    const document = { ...design.document, version, entries: [...design.document.entries, nonsense] };
    expect(projectionOf(document)).toBeNull();
    await world.city.works.write(systemCaller('spec'), async (work) => {
      const standing = await work.tx.findOneByOrFail(QuestionnaireVersion, { questionnaireId, version: 1 } as never);
      const compiled = form(standing.compiled);
      await work.tx.insert(QuestionnaireVersion, { ...standing, version, hash, design: document, compiled } as never);
    });
    return { questionnaireId, hash, document };
  }

  /** A copy of the poll whose public plan is another by now. */
  async function pollAsking(chosen: PlanDesign): Promise<string> {
    const { id } = await world.copyOfPoll({ plan: () => asking(design) });
    await world.city.works.write(systemCaller('spec'), async (work) => {
      const row = await work.tx.findOneByOrFail(PollPlanRow, { pollId: id });
      const document: PollPlan = { ...row.document, version: 2, design: chosen };
      await work.tx.insert(PollPlanRow, { ...row, version: 2, document, hash: planHash(document) } as never);
    });
    await openPollsOf(world.city.works).refresh();
    return id;
  }

  const answerTo = async (id: string) =>
    outcome(await (await aCitizen())('POST', `/api/polls/${id}/responses`, submission(sheet())));
  const formOf = async (id: string) => outcome(await world.ask('GET', `/api/polls/${id}/questionnaire`));

  it('is asked by the form that its version was published with', async () => {
    const id = await pollAsking(await publishedLongAgo(8, (compiled) => compiled));
    expect([await formOf(id), await answerTo(id)]).toEqual(['200', '201']);
  });

  it('if that form cannot be read either it says so, and every other poll goes on', async () => {
    const id = await pollAsking(await publishedLongAgo(9, (compiled) => ({ ...compiled, questions: [] })));
    const refused = '503 polls.form-unreadable';
    expect([await formOf(id), await answerTo(id)]).toEqual([refused, refused]);
    const other = await world.copyOfPoll({ plan: () => asking(design) });
    expect([await answerTo(poll.id), await answerTo(other.id)]).toEqual(['201', '201']);
    world.clock.set('2026-12-22T16:00:00.000Z');
    // Its suspicious answers cannot be looked for, so its cleaning does not begin; the others' does.
    await expect(world.advance()).rejects.toThrow(`poll ${id} does not go on`);
    const stages = await world.look<{ id: string; stage: string }>('SELECT id, stage FROM poll');
    const stageOf = (poll: string): string | undefined => stages.find((row) => row.id === poll)?.stage;
    expect([id, poll.id, other.id].map(stageOf)).toEqual(['SYNC_GRACE', 'CLEANING', 'CLEANING']);
  });
});
