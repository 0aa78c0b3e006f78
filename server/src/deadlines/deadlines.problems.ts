import { catalogue, translateConstraint } from '../platform/index.js';

export const deadlineProblems = catalogue('deadlines', {
  'year-without-table': {
    status: 409,
    zh: '{year} 年的节假日安排还没有录入，不能按工作日计算期限。',
    en: 'The holiday arrangement of {year} has not been entered; no deadline in working days can be set in it.',
  },
  'year-out-of-reach': {
    status: 422,
    zh: '只能录入 {from} 到 {to} 年的节假日安排。',
    en: 'Only the arrangements of {from} to {to} can be entered.',
  },
  'not-a-date': { status: 422, zh: '没有“{date}”这一天。', en: 'There is no day {date}.' },
  'another-year': { status: 422, zh: '{date} 不在 {year} 年。', en: '{date} is not in {year}.' },
  'ends-before-start': { status: 422, zh: '“{zh}”的最后一天早于第一天。', en: '{en} ends before it begins.' },
  'holidays-overlap': { status: 422, zh: '{date} 放了两次假。', en: '{date} is off twice.' },
  'make-up-not-weekend': {
    status: 422,
    zh: '{date} 不是周末，不必调休上班。',
    en: '{date} is no weekend day and needs no make-up work.',
  },
  'make-up-twice': {
    status: 422,
    zh: '调休上班日 {date} 写了两次。',
    en: 'The make-up workday {date} is there twice.',
  },
  'make-up-is-off': { status: 422, zh: '{date} 既放假又上班。', en: '{date} is both off and worked.' },
  'arrangement-incomplete': {
    status: 422,
    zh: '安排不完整：1 月 1 日和 10 月 1 日每年都放假。',
    en: 'The arrangement is incomplete: 1 January and 1 October are off in every year.',
  },
  'proposal-waiting': {
    status: 409,
    zh: '这一年已有一份安排待确认。',
    en: 'An arrangement of this year is waiting to be confirmed already.',
  },
  'already-decided': { status: 409, zh: '这份安排已经处理过了。', en: 'This arrangement has been decided already.' },
  'own-proposal': {
    status: 403,
    zh: '不能确认自己录入的安排，请由另一人核对后确认。',
    en: 'Nobody confirms what they entered themselves; another person must.',
  },
});
translateConstraint('uq_working_year_proposed', {
  columns: 'working_year.year',
  problem: () => deadlineProblems['proposal-waiting'](),
});
translateConstraint('ck_working_year_two_persons', { problem: () => deadlineProblems['own-proposal']() });
