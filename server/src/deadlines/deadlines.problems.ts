import { catalogue } from '../platform/index.js';

export const deadlineProblems = catalogue('deadlines', {
  'year-without-table': {
    status: 409,
    zh: '{year} 年的节假日安排还没有录入，不能按工作日计算期限。',
    en: 'The holiday arrangement of {year} has not been entered; no deadline in working days can be set in it.',
  },
});
