import type { WorkingYearProposalView, WorkingYearView } from '@minsheng/contracts';

import { emptyRow, faultsOf, isWhole, proposalOf, startOf, type WorkingYearForm } from './working-years-form.js';

const row = { zh: '元旦', en: "New Year's Day", from: '2027-01-01', to: '2027-01-03' };
const form: WorkingYearForm = { source: '国办发明电〔2026〕9号', holidays: [row], makeUpWorkdays: [] };

const holidays = [{ name: { zh: row.zh, en: row.en }, from: row.from, to: row.to }];
const known: WorkingYearView = {
  year: 2027,
  origin: 'PACKAGE',
  source: null,
  holidays,
  makeUpWorkdays: ['2027-02-14'],
};
const returned: WorkingYearProposalView = {
  id: 'first',
  state: 'REFUSED',
  year: 2027,
  source: '国办发明电〔2026〕8号',
  holidays,
  makeUpWorkdays: [],
  proposedBy: 'ling',
  proposedAt: '2026-11-20T02:00:00Z',
  decidedBy: 'wei',
  decidedAt: '2026-11-21T02:00:00Z',
};

describe('the form of a year of holidays', () => {
  it('starts with the seven names and no day where nothing is known', () => {
    const { source, holidays: rows } = startOf({ known: null, returned: null });
    expect(rows.map(({ zh }) => zh)).toEqual(['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节']);
    expect(source + rows.map(({ from, to }) => from + to).join('')).toBe('');
  });

  it('starts with what is known, its source to be given where it came with the software', () => {
    expect(startOf({ known, returned: null })).toEqual({
      source: '',
      holidays: [row],
      makeUpWorkdays: ['2027-02-14'],
    });
  });

  it('starts with what was sent back, before what is known', () => {
    expect(startOf({ known, returned })).toEqual({
      source: '国办发明电〔2026〕8号',
      holidays: [row],
      makeUpWorkdays: [],
    });
  });

  it.each<[string, Partial<WorkingYearForm>, ReturnType<typeof faultsOf>]>([
    ['whole', {}, { isSourceMissing: false, hasNoHoliday: false, row: null }],
    ['no source', { source: ' ' }, { isSourceMissing: true, hasNoHoliday: false, row: null }],
    ['no holiday', { holidays: [] }, { isSourceMissing: false, hasNoHoliday: true, row: null }],
    [
      'a name in one language',
      { holidays: [row, { ...row, en: '' }] },
      { isSourceMissing: false, hasNoHoliday: false, row: { index: 1, fault: 'name' } },
    ],
    [
      'a row without days, the first of two faults',
      { holidays: [{ ...row, from: '', to: '' }, emptyRow] },
      { isSourceMissing: false, hasNoHoliday: false, row: { index: 0, fault: 'days' } },
    ],
    [
      'a last day before the first',
      { holidays: [{ ...row, to: '2026-12-31' }] },
      { isSourceMissing: false, hasNoHoliday: false, row: { index: 0, fault: 'order' } },
    ],
  ])('says what is missing: %s', (_, part, expected) => {
    expect(faultsOf({ ...form, ...part })).toEqual(expected);
  });

  it.each<[string, Partial<WorkingYearForm>, boolean]>([
    ['with source and days', {}, true],
    ['with a make-up day left empty', { makeUpWorkdays: [''] }, true],
    ['without its source', { source: '' }, false],
    ['without a holiday', { holidays: [] }, false],
    ['with a row that has no days', { holidays: [row, emptyRow] }, false],
  ])('can be sent or not: %s', (_, part, expected) => {
    expect(isWhole(faultsOf({ ...form, ...part }))).toBe(expected);
  });

  it('becomes a proposal without blanks, its make-up workdays in order and once each', () => {
    const typed = {
      source: ' 国办发明电〔2026〕9号 ',
      holidays: [{ ...row, zh: ' 元旦' }],
      makeUpWorkdays: ['2027-02-20', '', '2027-02-14', '2027-02-20'],
    };
    expect(proposalOf(2027, typed)).toEqual({
      year: 2027,
      source: '国办发明电〔2026〕9号',
      holidays,
      makeUpWorkdays: ['2027-02-14', '2027-02-20'],
    });
  });
});
