import type { QuestionnaireDesign } from '@minsheng/contracts';

import type { Failure } from '../../api/failure.js';
import {
  designOf,
  draftAfter,
  draftState,
  isDirty,
  mustSave,
  type DraftEvent,
  type DraftState,
} from './draft-state.js';

const both = (zh: string) => ({ zh, en: zh });
const design: QuestionnaireDesign = {
  format: 'minsheng-questionnaire/2',
  code: 'd',
  version: 1,
  title: both('问卷'),
  marks: { formNumber: '', maker: both(''), approvedBy: both(''), approvalNumber: '', validUntil: '' },
  scales: [],
  missing: [],
  lists: [],
  entries: [{ type: 'note', code: 'q1', text: both('一') }],
};
const draft = { revision: 3, design, changedAt: '2026-11-22T01:00:00.000Z', changedBy: '周敏' };
const titled = (zh: string): DraftEvent => ({
  kind: 'edited',
  edit: (before) => ({ ...before, title: both(zh) }),
  field: 'title',
});
const after = (...events: DraftEvent[]): DraftState => events.reduce(draftAfter, draftState(draft));
const refused = (code: string, status: number): Failure => ({
  kind: 'refused',
  problem: { type: '', title: '', status, code, sentences: both('不行') } as never,
  retryAfterSeconds: null,
});

describe('a draft that saves itself', () => {
  it('is sent once something was changed, and not while it is on its way', () => {
    expect(mustSave(after())).toBe(false);
    expect(mustSave(after(titled('甲')))).toBe(true);
    expect(mustSave(after(titled('甲'), { kind: 'save-sent' }))).toBe(false);
  });

  it('knows what was written while a save was on its way', () => {
    const state = after(titled('甲'), { kind: 'save-sent' }, titled('甲乙'), {
      kind: 'save-done',
      revision: 4,
      changedAt: '2026-11-22T01:01:00.000Z',
    });
    expect(state.revision).toBe(4);
    expect(state.saved.title.zh).toBe('甲');
    expect(mustSave(state)).toBe(true);
  });

  it('has nothing to send after a change was taken back', () => {
    expect(isDirty(after(titled('甲'), { kind: 'undone' }))).toBe(false);
  });

  it('waits after a failed save until somebody tries again or writes on', () => {
    const failed = after(
      titled('甲'),
      { kind: 'save-sent' },
      { kind: 'save-failed', failure: { kind: 'unreachable' } },
    );
    expect(mustSave(failed)).toBe(false);
    expect(mustSave(draftAfter(failed, { kind: 'retried' }))).toBe(true);
    expect(mustSave(draftAfter(failed, titled('乙')))).toBe(true);
  });
});

describe('a draft that somebody else saved meanwhile', () => {
  const theirs = { ...draft, revision: 9, design: { ...design, title: both('别人的') }, changedBy: '林涛' };
  const met = after(
    titled('我的'),
    { kind: 'save-sent' },
    { kind: 'save-failed', failure: refused('questionnaires.changed-elsewhere', 409) },
    { kind: 'theirs-came', draft: theirs },
  );

  it('sends nothing until a person has chosen, though writing goes on', () => {
    expect(mustSave(draftAfter(met, titled('我的，再改')))).toBe(false);
    expect(designOf(met).title.zh).toBe('我的');
  });

  it('goes on from their revision with the own work when that is kept', () => {
    const kept = draftAfter(met, { kind: 'kept-mine' });
    expect(kept.revision).toBe(9);
    expect(designOf(kept).title.zh).toBe('我的');
    expect(mustSave(kept)).toBe(true);
  });

  it('takes theirs with the own work one undo away', () => {
    const taken = draftAfter(met, { kind: 'took-theirs' });
    expect(designOf(taken).title.zh).toBe('别人的');
    expect(mustSave(taken)).toBe(false);
    expect(designOf(draftAfter(taken, { kind: 'undone' })).title.zh).toBe('我的');
  });
});

describe('the card in hand', () => {
  it('is put down when it is deleted, and not taken up again by itself', () => {
    const state = after(
      { kind: 'selected', code: 'q1', open: true },
      { kind: 'edited', edit: (before) => ({ ...before, entries: [] }) },
    );
    expect(state).toMatchObject({ selected: null, isOpen: false });
  });

  it('is what was put in, where the change says so', () => {
    const state = after({
      kind: 'edited',
      edit: (before) => ({ ...before, entries: [...before.entries, { type: 'note', code: 'q2', text: both('二') }] }),
      select: 'q2',
      open: true,
    });
    expect(state).toMatchObject({ selected: 'q2', isOpen: true });
  });
});
