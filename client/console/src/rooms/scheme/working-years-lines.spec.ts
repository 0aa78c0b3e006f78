import type { WorkingYearProposalView, WorkingYearsView, WorkingYearView } from '@minsheng/contracts';

import { daysOff, lengthOf, makeUpText, spanText, yearLines } from './working-years-lines.js';

const name = { zh: '春节', en: 'Spring Festival' };
const known: WorkingYearView = { year: 2026, origin: 'PACKAGE', source: null, holidays: [], makeUpWorkdays: [] };
const proposal = (id: string, year: number, state: WorkingYearProposalView['state']): WorkingYearProposalView => ({
  id,
  state,
  year,
  source: '国办发明电〔2026〕9号',
  holidays: [],
  makeUpWorkdays: [],
  proposedBy: 'ling',
  proposedAt: '2026-11-20T02:00:00Z',
  decidedBy: null,
  decidedAt: null,
});

describe('the years that holidays are entered for', () => {
  const view = (proposals: WorkingYearProposalView[]): WorkingYearsView => ({
    known: [known],
    missing: [2028, 2027],
    proposals,
  });
  const marks = (found: WorkingYearsView) =>
    yearLines(found).map(
      ({ year, known: table, waiting, returned }) =>
        `${year} ${table === null ? 'missing' : 'known'} ${waiting?.id ?? '-'} ${returned?.id ?? '-'}`,
    );

  it.each([
    ['nothing was proposed', [], ['2026 known - -', '2027 missing - -', '2028 missing - -']],
    [
      'one waits, after one that was sent back',
      [proposal('second', 2027, 'PROPOSED'), proposal('first', 2027, 'REFUSED')],
      ['2026 known - -', '2027 missing second -', '2028 missing - -'],
    ],
    [
      'the newest was sent back',
      [proposal('second', 2027, 'REFUSED'), proposal('first', 2027, 'REPLACED')],
      ['2026 known - -', '2027 missing - second', '2028 missing - -'],
    ],
    [
      'a correction waits for a year that is known',
      [proposal('correction', 2026, 'PROPOSED'), proposal('first', 2026, 'IN_FORCE')],
      ['2026 known correction -', '2027 missing - -', '2028 missing - -'],
    ],
  ])('stand in order, each with what became of its proposals: %s', (_, proposals, expected) => {
    expect(marks(view(proposals))).toEqual(expected);
  });
});

describe('days off', () => {
  it.each([
    ['none', [], 0],
    ['a single day', [['2027-01-01', '2027-01-01']], 1],
    ['first and last day included, across a month', [['2027-01-30', '2027-02-02']], 4],
    ['across the 29 February of a leap year', [['2028-02-28', '2028-03-01']], 3],
    [
      'of two holidays count once where they meet',
      [
        ['2025-10-01', '2025-10-08'],
        ['2025-10-06', '2025-10-06'],
      ],
      8,
    ],
  ])('are counted: %s', (_, spans, expected) => {
    const holidays = spans.map(([from = '', to = '']) => ({ name, from, to }));
    expect(daysOff({ holidays })).toBe(expected);
  });

  it('of one holiday are counted from its first to its last', () => {
    expect(lengthOf({ from: '2027-02-05', to: '2027-02-11' })).toBe(7);
  });
});

describe('days in words', () => {
  it.each([
    ['2027-01-01', '2027-01-03', '1-1 至 1-3', '1 Jan – 3 Jan'],
    ['2027-04-05', '2027-04-05', '4-5', '5 Apr'],
  ])('from %s to %s leave out the year, and the end of a single day', (from, to, zh, en) => {
    expect(spanText({ from, to }, 'zh-CN')).toBe(zh);
    expect(spanText({ from, to }, 'en')).toBe(en);
  });

  it('a make-up workday names its weekday', () => {
    expect(makeUpText('2027-02-14', 'zh-CN')).toBe('2-14（周日）');
    expect(makeUpText('2027-02-20', 'en')).toBe('Sat 20 Feb');
  });
});
