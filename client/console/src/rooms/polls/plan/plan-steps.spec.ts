import type { PollPlanView, PollStage } from '@minsheng/contracts';

import { planSteps, publicVersion, waitingErratum } from './plan-steps.js';

const version = (number: number, more: Partial<PollPlanView['versions'][number]> = {}) => ({
  version: number,
  hash: 'h',
  submittedBy: null,
  submittedAt: null,
  approvedBy: null,
  approvedAt: null,
  publishedAt: null,
  ...more,
});

describe('a plan on its way to the public', () => {
  it.each<[PollStage, string[], string | null]>([
    ['DRAFT', ['draft'], 'submit'],
    ['PLAN_REVIEW', ['draft', 'submit'], 'approve'],
    ['PLAN_APPROVED', ['draft', 'submit', 'approve'], 'publish'],
    ['PLAN_PUBLIC', ['draft', 'submit', 'approve', 'publish'], null],
    ['FIELDWORK', ['draft', 'submit', 'approve', 'publish'], null],
  ])('%s: done are %j, next is %s', (stage, done, next) => {
    const steps = planSteps(stage, [version(1)]);
    expect(steps.filter(({ isDone }) => isDone).map(({ code }) => code)).toEqual(done);
    expect(steps.find(({ isNext }) => isNext)?.code ?? null).toBe(next);
  });

  it('names the two persons of the newest version, in whatever order the versions come', () => {
    const steps = planSteps('PLAN_PUBLIC', [
      version(2, { submittedBy: '周敏', approvedBy: '林涛', publishedAt: '2026-12-04' }),
      version(1, { submittedBy: '甲', approvedBy: '乙' }),
    ]);
    expect(steps.map(({ by }) => by)).toEqual([null, '周敏', '林涛', null]);
  });

  it('a cancelled plan shows how far it had come and nothing to do', () => {
    const steps = planSteps('CANCELLED', [version(1, { submittedAt: '2026-12-01', submittedBy: '周敏' })]);
    expect(steps.map(({ isDone }) => isDone)).toEqual([true, true, false, false]);
    expect(steps.some(({ isNext }) => isNext)).toBe(false);
  });
});

describe('the correction of a public plan', () => {
  const first = version(1, { submittedBy: '周敏', approvedBy: '林涛', publishedAt: '2026-12-04' });
  const erratum = version(2, { submittedBy: '周敏', submittedAt: '2026-12-05' });

  it('waits for another person while the first version counts', () => {
    expect(waitingErratum([first, erratum])?.version).toBe(2);
    expect(publicVersion([first, erratum])?.version).toBe(1);
    expect(planSteps('PLAN_PUBLIC', [first, erratum]).at(-1)).toMatchObject({ isDone: true, at: '2026-12-04' });
  });

  it('counts once it is public', () => {
    const published = { ...erratum, publishedAt: '2026-12-06' };
    expect(waitingErratum([first, published])).toBeNull();
    expect(publicVersion([published, first])?.version).toBe(2);
  });

  it('a draft that was never public is no correction', () => {
    expect(waitingErratum([version(1)])).toBeNull();
  });
});
