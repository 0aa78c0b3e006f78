import type { IssueView, UnitRow } from '@minsheng/contracts';

import {
  assignmentOf,
  belowOf,
  delegationFaults,
  delegationOf,
  dispatchFaults,
  dispatchForm,
  extensionFaults,
  extensionOf,
  rectificationOf,
  rectifyFaults,
  verificationOf,
  verifyFaults,
  type DispatchForm,
  type DispatchWords,
} from './issue-forms.js';

const named = (unitId: string, zh: string) => ({ unitId, name: { zh, en: zh } });
const words: DispatchWords = {
  text: ({ zh }) => zh,
  list: (parts) => parts.join('、'),
  person: (unit) => `${unit}负责人`,
  task: (category, place) => `处置${place}的${category}`,
  responsibility: (lead) => `${lead}主办`,
  responsibilityWith: (lead, supports) => `${lead}主办，${supports}协办`,
  rewardPenalty: '按时率',
};
const issue: Parameters<typeof dispatchForm>[0] = {
  category: { code: 'litter', name: { zh: '垃圾乱堆', en: 'Litter' }, police: null },
  area: { zh: '北塘区', en: 'Beitang' },
  placeText: '八一路北门',
  fixes: null,
  lead: null,
  supports: [],
  proposal: {
    lead: named('u1', '北塘区政府'),
    supports: [named('u2', '城市管理局')],
    rule: { zh: '属地 × 类别', en: 'area × category' },
  },
};
const now = Date.parse('2026-01-09T07:00:00Z');

describe('the dispatch form', () => {
  it('is filled in from what territory and category propose', () => {
    expect(dispatchForm(issue, words)).toEqual({
      lead: 'u1',
      supports: ['u2'],
      person: '北塘区政府负责人',
      task: '处置八一路北门的垃圾乱堆',
      due: '',
      responsibility: '北塘区政府主办，城市管理局协办',
      rewardPenalty: '按时率',
    });
  });

  it('names the area where the report named no place', () => {
    expect(dispatchForm({ ...issue, placeText: null }, words).task).toBe('处置北塘区的垃圾乱堆');
  });

  it('leaves person and responsibility open where no rule names a unit', () => {
    const form = dispatchForm({ ...issue, proposal: { ...issue.proposal, lead: null, supports: [] } }, words);
    expect(form).toMatchObject({ lead: null, person: '', responsibility: '' });
    expect(dispatchFaults(form, now)).toEqual(['lead', 'person', 'responsibility']);
  });

  it('keeps what was fixed before', () => {
    const fixes: IssueView['fixes'] = {
      person: '张某',
      task: '清运',
      dueAt: null,
      responsibility: '包干',
      rewardPenalty: '月评',
    };
    const form = dispatchForm({ ...issue, lead: named('u9', '街道'), supports: [], fixes }, words);
    expect(form).toMatchObject({ lead: 'u9', supports: [], person: '张某', task: '清运', responsibility: '包干' });
  });

  const whole: DispatchForm = dispatchForm(issue, words);
  it.each<[string, Partial<DispatchForm>, string[]]>([
    ['is sent with all five', {}, []],
    ['not without a person', { person: ' ' }, ['person']],
    ['not without a task', { task: '' }, ['task']],
    ['not without responsibility', { responsibility: '' }, ['responsibility']],
    ['not without reward and penalty', { rewardPenalty: '' }, ['rewardPenalty']],
    ['not without a lead', { lead: null }, ['lead']],
    ['not with a limit that has passed', { due: '2026-01-09T15:00' }, ['due']],
    ['not with a limit that is no time', { due: '2026-13-40T99:00' }, ['due']],
    ['with a limit of its own', { due: '2026-01-12T18:00' }, []],
  ])('%s', (_, part, faults) => {
    expect(dispatchFaults({ ...whole, ...part }, now)).toEqual(faults);
  });

  it('without a limit of its own leaves it to the grade', () => {
    expect(assignmentOf(whole).fixes.dueAt).toBeNull();
    expect(assignmentOf({ ...whole, due: '2026-01-14T18:00' }).fixes.dueAt).toBe('2026-01-14T10:00:00.000Z');
  });

  it('never names the lead as its own support', () => {
    expect(assignmentOf({ ...whole, supports: ['u1', 'u2'] }).supports).toEqual(['u2']);
  });
});

describe('handing down', () => {
  const unit = (id: string, parentId: string | null, state: UnitRow['state'] = 'ACTIVE'): UnitRow => ({
    id,
    code: id,
    name: { zh: id, en: id },
    kind: 'SECOND_TIER',
    levelRank: 3,
    parentId,
    state,
  });
  it('goes one level down, to units at work', () => {
    const units = [unit('u1', null), unit('u2', 'u1'), unit('u3', 'u2'), unit('u4', 'u1', 'CLOSED')];
    expect(belowOf(units, 'u1').map(({ unitId }) => unitId)).toEqual(['u2']);
    expect(belowOf(units, null)).toEqual([]);
  });

  const form = { unit: 'u2', task: '清运', due: '2026-01-12T18:00' };
  const dueAt = '2026-01-14T10:00:00Z';
  it.each([
    ['names unit, task and time', form, []],
    ['may take all the time there is', { ...form, due: '2026-01-14T18:00' }, []],
    ['takes no more time than the unit has', { ...form, due: '2026-01-14T18:01' }, ['due']],
    ['not into the past', { ...form, due: '2026-01-08T18:00' }, ['due']],
    ['not to nobody, and not without a task', { ...form, unit: null, task: '' }, ['unit', 'task']],
  ])('%s', (_, wanted, faults) => {
    expect(delegationFaults(wanted, dueAt, now)).toEqual(faults);
  });
  it('sends the moment in UTC', () => {
    expect(delegationOf(form).dueAt).toBe('2026-01-12T10:00:00.000Z');
  });
});

describe('asking for more time', () => {
  const dueAt = '2026-01-14T10:00:00Z';
  const form = { due: '2026-01-16T18:00', reason: '待料', plan: '周五换好' };
  it.each([
    ['needs a later day, a reason and a plan', form, []],
    ['not the same moment', { ...form, due: '2026-01-14T18:00' }, ['due']],
    ['not an earlier one', { ...form, due: '2026-01-13T18:00' }, ['due']],
    ['not no day', { ...form, due: '' }, ['due']],
    ['not without reason and plan', { ...form, reason: '', plan: ' ' }, ['reason', 'plan']],
  ])('%s', (_, wanted, faults) => {
    expect(extensionFaults(wanted, dueAt)).toEqual(faults);
  });
  it('sends the moment in UTC', () => {
    expect(extensionOf(form)).toEqual({ newDue: '2026-01-16T10:00:00.000Z', reason: '待料', plan: '周五换好' });
  });
});

describe('the unit’s answer', () => {
  const form = { text: '已清运', photos: ['p1'], uploading: 0 };
  it.each([
    ['says what was done and shows it', form, []],
    ['not without a picture', { ...form, photos: [] }, ['photos']],
    ['not without words', { ...form, text: '  ' }, ['text']],
    ['waits for a picture on its way', { ...form, photos: [], uploading: 1 }, ['uploading']],
  ])('%s', (_, given, faults) => {
    expect(rectifyFaults(given)).toEqual(faults);
  });
  it('is sent as it was written, without a position when none was taken', () => {
    expect(rectificationOf({ ...form, text: ' 已清运 ' }, null)).toEqual({
      text: '已清运',
      photos: ['p1'],
      point: null,
    });
  });
});

describe('the check', () => {
  const silent = { text: '', photos: [], uploading: 0 };
  it.each([
    ['passes without words', silent, 'PASS', []],
    ['does not fail without a reason', silent, 'FAIL', ['text']],
    ['fails with a reason', { ...silent, text: '还剩一堆' }, 'FAIL', []],
    ['waits for pictures on their way', { ...silent, uploading: 2 }, 'PASS', ['uploading']],
  ] as const)('%s', (_, form, result, faults) => {
    expect(verifyFaults(form, result)).toEqual(faults);
  });
  it('sends no empty reason', () => {
    expect(verificationOf(silent, 'PASS', 'ONSITE')).toEqual({
      result: 'PASS',
      kind: 'ONSITE',
      reason: null,
      photos: [],
    });
  });
});
