import { catalogue } from '../problem.js';

export const intakeProblems = catalogue('intake', {
  'id-taken': {
    status: 409,
    zh: '这个回执编号已经用过，内容不同，请用新编号重新提交。',
    en: 'This receipt id was used before with other content; submit again under a new id.',
  },
});
