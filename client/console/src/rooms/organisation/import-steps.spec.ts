import type { UnitImportReport } from '@minsheng/contracts';

import { importAfter, nothingChosen, type ImportEvent, type ImportStep } from './import-steps.js';

const clean: UnitImportReport = { rows: 2, accepted: 2, faultCount: 0, faults: [] };
const faulty: UnitImportReport = {
  rows: 2,
  accepted: 1,
  faultCount: 1,
  faults: [
    {
      line: 3,
      column: 'kind',
      code: 'organisation.unknown-kind',
      sentences: { zh: '没有这种性质', en: 'no such kind' },
    },
  ],
};
const failure = { kind: 'unreachable' } as const;

const after = (...events: ImportEvent<string>[]) =>
  events.reduce<ImportStep<string>>((at, event) => importAfter(at, event), nothingChosen);

const chosen: ImportEvent<string> = { kind: 'chosen', file: 'units.csv' };
const judged = (report: UnitImportReport): ImportEvent<string> => ({ kind: 'judged', report });

describe('bringing units in', () => {
  it('judges a file before anything is kept', () => {
    expect(after(chosen).step).toBe('judging');
    expect(after(chosen, judged(clean))).toMatchObject({ step: 'judged', report: clean });
  });

  it('brings a file without faults in, once it is confirmed', () => {
    expect(after(chosen, judged(clean), { kind: 'confirmed' }).step).toBe('bringing-in');
    expect(after(chosen, judged(clean), { kind: 'confirmed' }, { kind: 'brought-in', report: clean }).step).toBe(
      'done',
    );
  });

  it.each([
    ['a file with a fault', faulty],
    ['a file without rows', { rows: 0, accepted: 0, faultCount: 0, faults: [] }],
  ])('%s cannot be confirmed', (_, report) => {
    expect(after(chosen, judged(report), { kind: 'confirmed' }).step).toBe('judged');
  });

  it('a refused file leaves nothing chosen, and says why', () => {
    expect(after(chosen, { kind: 'refused', failure })).toEqual({ step: 'choose', failure });
  });

  it('when bringing in fails, the judged file is still there to be tried again', () => {
    const at = after(chosen, judged(clean), { kind: 'confirmed' }, { kind: 'refused', failure });
    expect(at).toEqual({ step: 'judged', file: 'units.csv', report: clean, failure });
  });

  it('nothing can be swapped or put away while a file is being brought in', () => {
    const start = [chosen, judged(clean), { kind: 'confirmed' } as const];
    expect(after(...start, { kind: 'chosen', file: 'other.csv' }).step).toBe('bringing-in');
    expect(after(...start, { kind: 'put-away' }).step).toBe('bringing-in');
  });

  it('an answer that comes too late changes nothing', () => {
    expect(after(judged(clean))).toEqual(nothingChosen);
    expect(after(chosen, judged(faulty), { kind: 'put-away' }, { kind: 'brought-in', report: clean })).toEqual(
      nothingChosen,
    );
  });
});
