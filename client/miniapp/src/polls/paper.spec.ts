import { compileDesign } from '@minsheng/questionnaire/compile';
import { circumstances, exampleDesign, item, words } from './example-design.js';
import {
  draftFrom,
  emptyPaper,
  paperAfter,
  paperFrom,
  paperOf,
  type Draft,
  type Paper,
  type PaperEvent,
  type SeenReceipt,
} from './paper.js';

const questionnaire = compileDesign(
  exampleDesign([
    item('area', { type: 'single', list: 'areas', required: true }),
    item('streets', { type: 'satisfaction', scale: 'two', offers: ['refused'], required: true }),
    item('wish', { relevant: `\${streets} = 'bad'`, maxLength: 50 }),
  ]),
  { today: '2026-10-16', sha256: () => 'hash' },
).compiled!;

const of = { pollId: 'poll-1', planHash: 'hash-1', citizenId: 'citizen-1' };
const draft: Draft = {
  ...of,
  id: 'id-1',
  replaces: null,
  seconds: 0,
  at: 'area',
  answers: {},
  circumstances,
  closesAt: '2026-10-20T16:00:00.000Z',
  refusal: null,
};
const receipt = { receipt: '7K2F-9QXC-M4', revision: 0, submittedAt: '2026-10-16T06:36:00.000Z' };

const after = (paper: Paper, ...events: PaperEvent[]): Paper => events.reduce(paperAfter, paper);
const chose = (item: string, answer: string, seconds = 5): PaperEvent => ({ kind: 'chose', item, answer, seconds });
const to = (at: string | null, worked?: Record<string, string>): PaperEvent => ({ kind: 'wentTo', at, worked });
const begun = after(emptyPaper, { kind: 'began', draft });
const filled = after(
  begun,
  chose('area', 'north'),
  to('streets'),
  chose('streets', 'bad'),
  to('wish'),
  chose('wish', '路灯'),
  to(null),
);
const queued = after(filled, { kind: 'submitted', questionnaire });
const sent = (sent: Extract<PaperEvent, { kind: 'sent' }>['sent']): PaperEvent => ({ kind: 'sent', id: 'id-1', sent });

describe('answering', () => {
  it('goes from question to question and ends ready to send', () => {
    expect(filled.draft?.at).toBeNull();
    expect(filled.draft?.answers).toEqual({ area: 'north', streets: 'bad', wish: '路灯' });
  });

  it('keeps what the questionnaire has worked out for good', () => {
    expect(after(begun, chose('area', 'north'), to('streets', { first: '1' })).draft).toMatchObject({
      at: 'streets',
      answers: { area: 'north', first: '1' },
    });
  });

  it('adds up the seconds spent', () => {
    expect(filled.draft?.seconds).toBe(15);
  });

  it('takes an answer away from a question that is passed by', () => {
    const passed = after(filled, to('wish'), { kind: 'passed', item: 'wish', seconds: 1 }, to(null));
    expect(passed.draft?.answers).toEqual({ area: 'north', streets: 'bad' });
  });

  it('is found again at the same question by the next start', () => {
    const kept = JSON.parse(JSON.stringify(after(begun, chose('area', 'north'), to('streets'))));
    expect(paperFrom(kept, { seed: 9, startedAt: 'now' }).draft).toMatchObject({
      at: 'streets',
      answers: { area: 'north' },
      circumstances,
    });
  });

  it('as an older app left it loses nothing: draft, sheet and receipt are as they were', () => {
    const older = (part: object): object => ({ ...part, circumstances: undefined });
    const { queued: sheet } = after(filled, { kind: 'submitted', questionnaire });
    const kept = JSON.parse(
      JSON.stringify({ draft: older(filled.draft!), queued: older(sheet!), receipt, notice: null }),
    );
    expect(paperFrom(kept, circumstances)).toEqual({ draft: filled.draft, queued: sheet, receipt, notice: null });
  });

  it.each([null, '', 7, [], { draft: { id: 1 }, queued: {}, receipt: 'x' }])(
    'starts with nothing when what was kept is %j',
    (kept) => {
      expect(paperFrom(kept, circumstances)).toMatchObject({ draft: null, queued: null, receipt: null });
    },
  );
});

describe('a draft', () => {
  const looked = (poll: { id: string; planHash: string } | null, now: string): PaperEvent => ({
    kind: 'looked',
    poll,
    now,
  });

  it('is given up with a word when the plan has changed', () => {
    const paper = after(filled, looked({ id: 'poll-1', planHash: 'hash-2' }, '2026-10-16T00:00:00Z'));
    expect([paper.draft, paper.notice]).toEqual([null, 'plan-changed']);
    expect(after(paper, { kind: 'began', draft }).notice).toBeNull();
  });

  it('is kept until its window ends, also while the city cannot be asked', () => {
    expect(after(filled, looked(null, '2026-10-20T15:59:59Z')).draft).not.toBeNull();
    expect(after(filled, looked(null, '2026-10-20T16:00:00Z')).draft).toBeNull();
  });

  it('is nobody’s but the writer’s', () => {
    expect(paperOf(filled, 'poll-1', 'citizen-1').draft).not.toBeNull();
    expect(paperOf(filled, 'poll-1', 'citizen-2').draft).toBeNull();
    expect(paperOf(filled, 'poll-1', null).draft).toBeNull();
    expect(paperOf(filled, 'poll-2', 'citizen-1').draft).toBeNull();
  });
});

describe('signing out', () => {
  it('leaves no answers on a shared phone but those on their way', () => {
    const received = after(queued, sent({ kind: 'received', receipt }));
    expect(after({ ...received, draft }, { kind: 'signedOut' })).toEqual(emptyPaper);
    expect(after(queued, { kind: 'signedOut' }).queued?.submission.id).toBe('id-1');
  });
});

describe('sending', () => {
  it('takes the draft’s id, whole seconds, and only answers to questions that were asked', () => {
    const changed = after(filled, chose('streets', 'good', 0.4), { kind: 'submitted', questionnaire });
    expect(changed.draft).toBeNull();
    expect(changed.queued?.submission).toEqual({
      id: 'id-1',
      replaces: null,
      seconds: 15,
      answers: { area: 'north', streets: 'good' },
    });
  });

  it('says the seed and the beginning where options are shuffled, and keeps them for a sheet sent back', () => {
    const shuffled = compileDesign(
      exampleDesign([item('thing', { type: 'single', list: 'things', isShuffled: true })]),
      { today: '2026-10-16', sha256: () => 'hash' },
    ).compiled!;
    const onWay = after(begun, chose('thing', 'b'), { kind: 'submitted', questionnaire: shuffled });
    expect(onWay.queued?.submission.circumstances).toEqual(circumstances);
    const returned = after(onWay, sent({ kind: 'sent-back', item: 'thing', sentences: words('重选') }));
    expect(returned.draft?.circumstances).toEqual(circumstances);
    expect(queued.queued?.submission).not.toHaveProperty('circumstances');
    expect(
      after(queued, sent({ kind: 'sent-back', item: null, sentences: words('重选') })).draft?.circumstances,
    ).toEqual(circumstances);
  });

  it('says at most a day, however long the phone lay', () => {
    const slow = after(filled, chose('wish', '路', 1e9), { kind: 'submitted', questionnaire });
    expect(slow.queued?.submission.seconds).toBe(86_400);
  });

  it('ends in a receipt only when the server has answered', () => {
    expect(queued.receipt).toBeNull();
    const done = after(queued, sent({ kind: 'received', receipt }));
    expect(done.queued).toBeNull();
    expect(done.receipt).toMatchObject({ ...of, ...receipt, seconds: 15, answers: { area: 'north' } });
  });

  it('keeps the sheet with its id while it waits', () => {
    const waiting = after(queued, sent({ kind: 'waiting', because: 'offline' }));
    expect(waiting.queued?.submission.id).toBe('id-1');
    expect(waiting.queued?.trouble).toEqual({ kind: 'waiting', because: 'offline' });
  });

  it('does not listen to the answer for a sheet that is no longer on its way', () => {
    const replaced = after(queued, { kind: 'replaces', id: 'id-2', receipt: 'OLD' });
    expect(after(replaced, sent({ kind: 'received', receipt })).receipt).toBeNull();
    expect(replaced.queued?.submission).toMatchObject({ id: 'id-2', replaces: 'OLD', answers: { area: 'north' } });
  });

  it('goes back to the question that the server found fault with, with all the answers', () => {
    const returned = after(queued, sent({ kind: 'sent-back', item: 'wish', sentences: words('太长') }));
    expect(returned.queued).toBeNull();
    expect(returned.draft).toMatchObject({ at: 'wish', refusal: words('太长'), answers: { wish: '路灯' }, id: 'id-1' });
    expect(after(returned, chose('wish', '灯')).draft?.refusal).toBeNull();
  });

  it('is given up when the person says so, and on nothing else', () => {
    const refused = after(queued, sent({ kind: 'refused', sentences: words('截止了') }));
    expect(refused.queued?.submission.answers).toEqual({ area: 'north', streets: 'bad', wish: '路灯' });
    expect(after(refused, { kind: 'withdrew' }).queued).toBeNull();
  });
});

describe('answers taken up again', () => {
  const closesAt = '2026-10-20T16:00:00.000Z';

  it('count the time of the sheet they mend, and replace it', () => {
    const { receipt: kept } = after(queued, sent({ kind: 'received', receipt }));
    const later = { seed: 11, startedAt: '2026-10-18T01:00:00.000Z' };
    const mending = draftFrom(of, closesAt, 'id-2', later, kept ?? undefined);
    expect(mending).toMatchObject({ replaces: receipt.receipt, seconds: 15, answers: { area: 'north' } });
    expect(mending.circumstances).toEqual({ ...later, seed: circumstances.seed });
    const mended = after(emptyPaper, { kind: 'began', draft: mending }, chose('area', 'south', 2), to(null));
    const again = after(mended, { kind: 'submitted', questionnaire });
    expect(again.queued?.submission).toMatchObject({
      replaces: receipt.receipt,
      seconds: 17,
      answers: { area: 'south' },
    });
  });

  it('begin with nothing when there is no sheet', () => {
    expect(draftFrom(of, closesAt, 'id-1', circumstances)).toEqual({ ...draft, at: null });
  });
});

describe('what the server knows of my answers', () => {
  const seen = (response: SeenReceipt | null, knew: string | null): PaperEvent => ({
    kind: 'receiptSeen',
    of,
    knew,
    receipt: response,
  });
  const received = after(queued, sent({ kind: 'received', receipt }));

  it('replaces the phone’s memory by what was answered on another phone', () => {
    const other = after(
      received,
      seen({ ...receipt, receipt: 'NEW', revision: 1, answers: { area: 'south' }, seed: 99 }, receipt.receipt),
    );
    expect(other.receipt).toMatchObject({ receipt: 'NEW', answers: { area: 'south' }, seconds: null });
    const changed = draftFrom(of, draft.closesAt, 'id-2', circumstances, other.receipt ?? undefined);
    expect(changed.circumstances).toEqual({ ...circumstances, seed: 99 });
  });

  it.each([null, undefined])('an answer that tells no seed (%p) is changed under one of this phone', (seed) => {
    const earlier = { receipt: 'NEW', answers: {}, seconds: null, seed };
    expect(draftFrom(of, draft.closesAt, 'id-2', circumstances, earlier).circumstances).toEqual(circumstances);
  });

  it('clears a receipt that the server does not have', () => {
    expect(after(received, seen(null, receipt.receipt)).receipt).toBeNull();
  });

  it('does not undo a receipt that came while it was being asked', () => {
    expect(after(received, seen(null, null)).receipt?.receipt).toBe(receipt.receipt);
  });

  it('leaves the seconds when it knows the same receipt', () => {
    expect(after(received, seen({ ...receipt, answers: {}, seed: null }, receipt.receipt)).receipt?.seconds).toBe(15);
  });
});
