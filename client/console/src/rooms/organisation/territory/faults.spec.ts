import type { BoundaryFault, TerritoryVersion } from '@minsheng/contracts';

import { faultsOfRefusal, hindranceOf, inOrder, tallyOf, uploadFaults } from './faults.js';

const fault = (code: BoundaryFault['code'], severity: BoundaryFault['severity']): BoundaryFault => ({
  code,
  severity,
  feature: 0,
  codes: [],
  sentences: { zh: '', en: '' },
});
const gap = fault('gap', 'warning');
const overlap = fault('overlap', 'warning');
const crossing = fault('self-crossing', 'error');

describe('the faults of a boundary file', () => {
  it('name first what stops it, then the rest in the order of the file', () => {
    expect(inOrder([overlap, gap, crossing]).map(({ code }) => code)).toEqual(['self-crossing', 'overlap', 'gap']);
  });
  it('are counted by weight', () => {
    expect(tallyOf([overlap, gap, crossing])).toEqual({ errors: 1, warnings: 2 });
  });
});

describe('putting boundaries in force', () => {
  const draft: Pick<TerritoryVersion, 'state' | 'faults' | 'importedBy'> = {
    state: 'DRAFT',
    faults: [gap],
    importedBy: 'gaojing',
  };
  const director = { name: 'zhenghai', mayPublish: true };
  it.each([
    ['another person does it, warnings or not', draft, director, null],
    ['not who brought the file in', draft, { ...director, name: 'gaojing' }, 'own'],
    ['not with an error in it', { ...draft, faults: [crossing] }, director, 'errors'],
    ['not without the permission', draft, { ...director, mayPublish: false }, 'not-allowed'],
    ['not twice', { ...draft, state: 'PUBLISHED' as const }, director, 'not-draft'],
    ['not what was replaced', { ...draft, state: 'SUPERSEDED' as const }, director, 'not-draft'],
  ])('%s', (_, version, reader, hindrance) => {
    expect(hindranceOf(version, reader)).toBe(hindrance);
  });
});

describe('bringing a file in', () => {
  it.each([
    ['needs file, datum and source', { file: null, datum: null, source: ' ' }, ['file', 'datum', 'source']],
    ['guesses no datum', { file: {}, datum: null, source: '民政局' }, ['datum']],
    ['goes with all three', { file: {}, datum: 'GCJ02', source: '民政局' }, []],
  ])('%s', (_, given, faults) => {
    expect(uploadFaults(given)).toEqual(faults);
  });
});

describe('a file that was refused', () => {
  const refusal = (details: Record<string, unknown>) =>
    ({
      kind: 'refused',
      problem: { code: 'territory.file-refused', status: 422, sentences: { zh: '一', en: 'a' }, details },
      retryAfterSeconds: null,
    }) as unknown as Parameters<typeof faultsOfRefusal>[0];
  it('says what is wrong where', () => {
    expect(faultsOfRefusal(refusal({ faults: [crossing, { nonsense: 1 }, null] }))).toEqual([crossing]);
  });
  it('may say nothing in particular', () => {
    expect(faultsOfRefusal(refusal({}))).toEqual([]);
    expect(faultsOfRefusal({ kind: 'unreachable' })).toEqual([]);
    expect(faultsOfRefusal(null)).toEqual([]);
  });
});
