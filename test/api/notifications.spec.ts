import type { Inbox, IssueView, ProblemBody, RaisedIssue, ReportReceipt } from '@minsheng/contracts';
import {
  connectSubscribeMessages,
  type FakeSubscribeMessages,
  fakeSubscribeMessages,
  inboxOnly,
} from '../../server/src/notifications/index.js';
import { newId } from '../../server/src/platform/index.js';
import { ok } from '../support/answers.js';
import { type Ask, type CitizenAsk, type ReportWorld, inA1, startReportWorld } from '../support/report-world.js';

jest.setTimeout(180_000);

let world: ReportWorld;
let messages: FakeSubscribeMessages;
let luyao: Ask;
/** Of U04 and U07. */
let chenggu: Ask;
let sunyi: Ask;
let phones = 13_500_000_000;

beforeAll(async () => {
  world = await startReportWorld();
  [luyao, chenggu, sunyi] = ['luyao', 'chenggu', 'sunyi'].map((name) => world.as(name)) as [Ask, Ask, Ask];
});
beforeEach(() => connectSubscribeMessages((messages = fakeSubscribeMessages())));
afterAll(() => world.stop());

const someone = (): Promise<CitizenAsk> => world.citizen(String((phones += 1)));
const inboxOf = async (ask: Ask, cursor = ''): Promise<Inbox> =>
  ok(await ask('GET', `/api/inbox${cursor && `?cursor=${cursor}`}`));
const kindsOf = async (ask: Ask, subject?: string): Promise<string[]> =>
  (await inboxOf(ask)).messages
    .filter((message) => subject === undefined || message.subject === subject)
    .map(({ kind }) => kind);

let places = 0;
async function pending(citizen: CitizenAsk, text: string | null = null): Promise<ReportReceipt> {
  const draft = await world.newReport(citizen, {
    point: {
      ...{ lng: inA1.lng - 0.04 + (places += 1) * 0.0015, lat: inA1.lat, datum: 'GCJ02' },
      ...{ accuracyMetres: 10, source: 'DEVICE' },
    },
    text,
  });
  const receipt = ok<ReportReceipt>(await citizen('POST', '/api/reports', draft));
  await world.react();
  return receipt;
}
const desk = (id: string, move: string, body: object) => luyao('POST', `/api/desk/reports/${id}/${move}`, body);
const accept = async (id: string): Promise<RaisedIssue> => {
  const raised = ok<RaisedIssue>(await desk(id, 'accept', { category: null, grade: 'GENERAL' }));
  await world.react();
  return raised;
};
const reject = async (id: string): Promise<void> => {
  ok(await desk(id, 'reject', { reason: 'ILLEGIBLE', note: '照片看不清' }));
  await world.react();
};
const allow = async (citizen: Ask, id: string, times = 1): Promise<void> => {
  for (let n = 0; n < times; n++)
    ok(await citizen('POST', '/api/subscriptions', { template: 'REPORT_RESULT', subject: `report:${id}` }));
};
async function dispatched(lead: string): Promise<IssueView> {
  const { issueId } = await accept((await pending(await someone())).id);
  const view = ok<IssueView>(
    await luyao('POST', `/api/issues/${issueId}/assign`, {
      lead: await world.unitId(lead),
      supports: [],
      fixes: { person: '经办', task: '清运', dueAt: null, responsibility: '主管', rewardPenalty: '按办法' },
    }),
  );
  await world.react();
  return view;
}

describe('a citizen’s inbox', () => {
  it('says that the report was accepted: number and state, and nothing of what was reported', async () => {
    const citizen = await someone();
    const { id, number } = await pending(citizen, '三号楼门口的沙发');
    await accept(id);
    const { unread, messages: found } = await inboxOf(citizen);
    expect(unread).toBe(1);
    expect(found).toMatchObject([
      { kind: 'reports.accepted', title: { zh: '已受理' }, subject: `report:${id}`, readAt: null },
    ]);
    expect(found[0]!.body.zh).toContain(number);
    expect(JSON.stringify(found)).not.toContain('沙发');
  });

  it.each([
    ['reject', { reason: 'ILLEGIBLE', note: '照片看不清' }, 'reports.rejected'],
    ['ask', { question: '具体在哪个门口？' }, 'reports.info-asked'],
  ])('hears of %s', async (move, body, kind) => {
    const citizen = await someone();
    const { id } = await pending(citizen);
    ok(await desk(id, move, body));
    await world.react();
    expect(await kindsOf(citizen)).toEqual([kind]);
  });

  it('is nobody else’s: another’s message is as good as unknown', async () => {
    const [one, other] = [await someone(), await someone()];
    await accept((await pending(one)).id);
    const [message] = (await inboxOf(one)).messages;
    expect((await inboxOf(other)).messages).toEqual([]);
    for (const ask of [other, chenggu])
      expect((await ask('POST', `/api/inbox/${message!.id}/read`)).statusCode).toBe(404);
    expect((await inboxOf(one)).unread).toBe(1);
  });

  it('keeps the first look, one by one or all at once', async () => {
    const citizen = await someone();
    const [first, second] = [await pending(citizen), await pending(citizen)];
    await accept(first.id);
    await reject(second.id);
    const [newest] = (await inboxOf(citizen)).messages;
    ok(await citizen('POST', `/api/inbox/${newest!.id}/read`));
    const [{ readAt }] = (await inboxOf(citizen)).messages as [Inbox['messages'][number]];
    expect([(await inboxOf(citizen)).unread, readAt]).toEqual([1, world.clock.now().toISOString()]);
    ok(await citizen('POST', '/api/inbox/read'));
    expect((await inboxOf(citizen)).unread).toBe(0);
  });

  it('a reaction that runs again tells nothing twice', async () => {
    const citizen = await someone();
    await allow(citizen, (await pending(citizen)).id);
    const { id } = await pending(citizen);
    await allow(citizen, id);
    await reject(id);
    await world.write((work) =>
      work.tx.query(
        `UPDATE reaction_claim SET state = 'WAITING', attempts = 0, next_try_at = '2000-01-01T00:00:00.000Z' WHERE reaction IN ('tell-inbox', 'send-message')`,
      ),
    );
    await world.react();
    expect(await kindsOf(citizen)).toEqual(['reports.rejected']);
    expect(messages.sent).toHaveLength(1);
  });
});

describe('a unit’s inbox', () => {
  it('is that of the unit: whoever works in it reads it, and no other unit does', async () => {
    const { id } = await dispatched('U04');
    expect(await kindsOf(chenggu, `issue:${id}`)).toEqual(['issues.assigned']);
    expect(await kindsOf(sunyi, `issue:${id}`)).toEqual([]);
  });

  it('a unit that is named as successor hears of it, and the one that has it of the decision', async () => {
    const { id } = await dispatched('U04');
    ok(
      await chenggu('POST', `/api/issues/${id}/refuse`, { successor: await world.unitId('U07'), reason: '属市政职责' }),
    );
    await world.react();
    expect(await kindsOf(sunyi, `issue:${id}`)).toEqual(['issues.transfer-asked']);
    ok(await luyao('POST', `/api/issues/${id}/decide-transfer`, { lead: await world.unitId('U07'), reason: '按清单' }));
    await world.react();
    expect(await kindsOf(sunyi, `issue:${id}`)).toEqual(['issues.transfer-decided', 'issues.transfer-asked']);
  });

  it('unread messages stand on the duty list', async () => {
    await dispatched('U07');
    const unread = async () => ok<{ unread: number }>(await sunyi('GET', '/api/issues/duty')).unread;
    expect(await unread()).toBe((await inboxOf(sunyi)).unread);
    expect(await unread()).toBeGreaterThan(0);
    ok(await sunyi('POST', '/api/inbox/read'));
    expect(await unread()).toBe(0);
  });

  it('goes on where a page ended', async () => {
    const unitId = await world.unitId('U07');
    await world.write(async (work) => {
      const sequences = (await work.tx.query(
        `SELECT sequence FROM ledger_entry WHERE action LIKE 'files.%' OR action LIKE 'identity.%' OR action LIKE 'organisation.%' LIMIT 60`,
      )) as { sequence: number }[];
      expect(sequences).toHaveLength(60);
      for (const { sequence } of sequences)
        await work.tx.query(
          `INSERT INTO inbox_message (id, recipient, entry_sequence, at, kind, title_zh, title_en, body_zh, body_en, subject)
           VALUES ('${newId()}', 'unit:${unitId}', ${sequence}, '2026-11-04T02:00:00.000Z', 'spec', '试', 't', '试', 't', 'issue:spec')`,
        );
    });
    const seen = new Set<string>();
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Inbox = await inboxOf(sunyi, cursor);
      for (const message of page.messages) seen.add(message.id);
      cursor = page.cursor;
    }
    const [{ n }] = (await world.look(`SELECT COUNT(*) AS n FROM inbox_message WHERE recipient = $1`, [
      `unit:${unitId}`,
    ])) as [{ n: number }];
    expect(seen.size).toBe(Number(n));
  });
});

describe('messages outside of the app', () => {
  it('one consent is one message: number, state, time and link', async () => {
    const citizen = await someone();
    const { id, number } = await pending(citizen, '三号楼门口的沙发');
    await allow(citizen, id);
    await reject(id);
    expect(messages.sent).toEqual([
      {
        citizenId: citizen.id,
        template: 'REPORT_RESULT',
        number,
        state: { zh: '不予受理', en: 'Not accepted' },
        at: world.clock.now().toISOString(),
        subject: `report:${id}`,
      },
    ]);
    ok(await citizen('POST', `/api/reports/${id}/appeal`, { clientId: newId(), reason: '照片其实是清楚的' }));
    ok(await world.as('heqing')('POST', `/api/desk/reports/${id}/reject`, { reason: 'ILLEGIBLE', note: '仍看不清' }));
    await world.react();
    expect(messages.sent).toHaveLength(1);
    expect(await kindsOf(citizen)).toEqual(['reports.rejected', 'reports.rejected']);
  });

  it('without a consent there is only the inbox', async () => {
    const citizen = await someone();
    await reject((await pending(citizen)).id);
    expect([messages.sent, await kindsOf(citizen)]).toEqual([[], ['reports.rejected']]);
  });

  it('the last consent is kept for the result; a second one tells of the acceptance', async () => {
    const [once, twice] = [await someone(), await someone()];
    const [first, second] = [await pending(once), await pending(twice)];
    await allow(once, first.id);
    await allow(twice, second.id, 2);
    await accept(first.id);
    await accept(second.id);
    expect(messages.sent.map(({ subject, state }) => [subject, state.zh])).toEqual([[`report:${second.id}`, '已受理']]);
  });

  it('a consent is for one report only', async () => {
    const citizen = await someone();
    const [one, other] = [await pending(citizen), await pending(citizen)];
    await allow(citizen, one.id);
    await reject(other.id);
    expect(messages.sent).toEqual([]);
  });

  it('what was not taken is tried again with the same consent', async () => {
    const citizen = await someone();
    const { id } = await pending(citizen);
    await allow(citizen, id, 2);
    messages.fail(1);
    ok(await desk(id, 'reject', { reason: 'ILLEGIBLE', note: '照片看不清' }));
    await world.react().catch(() => undefined);
    await world.write((work) =>
      work.tx.query(`UPDATE reaction_claim SET next_try_at = '2000-01-01T00:00:00.000Z' WHERE state = 'WAITING'`),
    );
    await world.react();
    expect(messages.sent).toHaveLength(1);
    const consents = await world.look<{ sent_at: string | null; entry_sequence: number | null }>(
      'SELECT sent_at, entry_sequence FROM message_consent WHERE subject = $1 ORDER BY given_at, id',
      [`report:${id}`],
    );
    expect(consents.filter((row) => row.entry_sequence !== null && row.sent_at !== null)).toHaveLength(1);
    expect(consents.filter((row) => row.entry_sequence === null && row.sent_at === null)).toHaveLength(1);
  });

  it('where nothing is connected no consent is taken, in so many words', async () => {
    connectSubscribeMessages(inboxOnly);
    const citizen = await someone();
    const { id } = await pending(citizen);
    const answer = await citizen('POST', '/api/subscriptions', { template: 'REPORT_RESULT', subject: `report:${id}` });
    expect([answer.statusCode, answer.json<ProblemBody>().code]).toEqual([409, 'notifications.not-connected']);
  });

  it('staff subscribe to nothing, and nobody without a sign-in has an inbox', async () => {
    const body = { template: 'REPORT_RESULT', subject: `report:${newId()}` };
    expect((await chenggu('POST', '/api/subscriptions', body)).statusCode).toBe(403);
    expect((await world.ask('GET', '/api/inbox')).statusCode).toBe(401);
  });
});
