import type { WorkingYearArrangement } from '@minsheng/contracts';
import { daysOfArrangement } from './judge-arrangement.js';

/** Made up for these cases; no notice says so. */
const arrangement: WorkingYearArrangement = {
  year: 2027,
  holidays: [
    { name: { zh: '元旦', en: "New Year's Day" }, from: '2027-01-01', to: '2027-01-03' },
    { name: { zh: '国庆节', en: 'National Day' }, from: '2027-10-01', to: '2027-10-07' },
  ],
  makeUpWorkdays: ['2027-10-09'],
};
const span = (from: string, to: string) => ({ name: { zh: '春节', en: 'Spring Festival' }, from, to });
const withSpans = (...more: ReturnType<typeof span>[]) => ({ holidays: [...arrangement.holidays, ...more] });

it('every day of a holiday is off, and the make-up days are worked', () => {
  const { holidays, makeUpWorkdays } = daysOfArrangement(arrangement, 2026);
  expect([...holidays.keys()]).toEqual([
    ...['2027-01-01', '2027-01-02', '2027-01-03'],
    ...['2027-10-01', '2027-10-02', '2027-10-03', '2027-10-04', '2027-10-05', '2027-10-06', '2027-10-07'],
  ]);
  expect([...makeUpWorkdays]).toEqual(['2027-10-09']);
});

it.each<[string, Partial<WorkingYearArrangement>, number]>([
  ['year-out-of-reach', {}, 2028],
  ['year-out-of-reach', {}, 2024],
  ['not-a-date', withSpans(span('2027-02-30', '2027-02-30')), 2026],
  ['another-year', withSpans(span('2026-12-31', '2026-12-31')), 2026],
  ['ends-before-start', withSpans(span('2027-02-12', '2027-02-06')), 2026],
  ['holidays-overlap', withSpans(span('2027-10-07', '2027-10-08')), 2026],
  ['arrangement-incomplete', { holidays: arrangement.holidays.slice(0, 1) }, 2026],
  ['arrangement-incomplete', { holidays: [] }, 2026],
  ['make-up-not-weekend', { makeUpWorkdays: ['2027-10-08'] }, 2026],
  ['make-up-is-off', { makeUpWorkdays: ['2027-10-02'] }, 2026],
  ['make-up-twice', { makeUpWorkdays: ['2027-10-09', '2027-10-09'] }, 2026],
  ['not-a-date', { makeUpWorkdays: ['2027-13-01'] }, 2026],
])('%s: %j, in %i', (code, change, thisYear) => {
  expect(() => daysOfArrangement({ ...arrangement, ...change }, thisYear)).toThrow(
    expect.objectContaining({ code: `deadlines.${code}` }),
  );
});
