import { messageOf } from './messages.js';

const report = { reportId: '01REPORT', number: 'SP-20260412-00031', citizenId: '01CITIZEN' };
const issue = {
  issueId: '01ISSUE',
  number: 'WT-20260109-00001',
  unitId: '01UNIT',
  category: { zh: '垃圾乱堆', en: 'Litter' },
  dueAt: '2026-01-14T10:00:00.000Z',
  note: '清运并冲洗',
};
const told = (action: string, payload: Record<string, unknown>) =>
  messageOf({ action, subject: 'report:01REPORT', payload });

describe('a citizen hears', () => {
  it.each([
    ['reports.accepted', '已受理', 'step'],
    ['reports.merged', '已并案', 'step'],
    ['reports.rejected', '不予受理', 'result'],
    ['reports.info-asked', '请补充情况', 'result'],
    ['reports.resolved', '已核查解决', 'result'],
    ['reports.lapsed', '逾期未补充', 'result'],
  ])('of %s: %s', (action, title, outside) =>
    expect(told(action, report)).toMatchObject({
      recipient: 'citizen:01CITIZEN',
      title: { zh: title },
      body: { zh: expect.stringContaining('SP-20260412-00031') },
      outside,
    }),
  );

  it('nothing where a report has no account: it came by telephone', () =>
    expect(told('reports.resolved', { ...report, citizenId: undefined })).toBeNull());
});

describe('a unit hears', () => {
  it.each([
    ['issues.assigned', {}, '新派问题，请签收'],
    ['issues.returned', {}, '核查不通过，退回整改'],
    ['issues.reopened', {}, '问题重开，请签收'],
    ['issues.extension-decided', {}, '延期申请已批复'],
    ['issues.transfer-decided', {}, '承办单位已确定'],
    ['issues.carried-over', {}, '问题已挂账'],
    ['issues.overdue', {}, '已超期'],
    ['issues.reminded', { kind: 'SIGN' }, '一个工作日没有签收'],
    ['issues.reminded', { kind: 'HALF' }, '时限已过一半'],
    ['issues.reminded', { kind: 'DAY' }, '还有 24 小时'],
    ['issues.reminded', { kind: 'DUE' }, '现在到期'],
  ])('of %s %j: %s', (action, more, title) =>
    expect(told(action, { ...issue, ...more })).toMatchObject({
      recipient: 'unit:01UNIT',
      title: { zh: title },
      outside: null,
    }),
  );

  it('number, category and due date on the city’s clock, and nothing of what was reported', () => {
    const message = told('issues.assigned', { ...issue, text: '我家门口' });
    expect(message?.body).toEqual({
      zh: 'WT-20260109-00001（垃圾乱堆），2026-01-14 18:00 到期。',
      en: 'WT-20260109-00001 (Litter), due 2026-01-14 18:00.',
    });
  });

  it('that it was named as successor, though another unit still has it', () =>
    expect(told('issues.transfer-asked', { ...issue, successorId: '01OTHER' })?.recipient).toBe('unit:01OTHER'));

  it('what was handed on to it, with its own due date', () =>
    expect(
      told('issues.delegated', { ...issue, delegateId: '01BELOW', delegateDueAt: '2026-01-13T10:00:00.000Z' }),
    ).toMatchObject({ recipient: 'unit:01BELOW', body: { zh: expect.stringContaining('2026-01-13 18:00') } }));
});

it('an entry that nobody is told of is a broken promise', () =>
  expect(() => told('issues.triaged', issue)).toThrow('issues.triaged'));
