import { catalogue, translateConstraint } from '../platform/index.js';

export const pollProblems = catalogue('polls', {
  'not-importable': { status: 422, zh: '没有导入，数据没有改动：{first}', en: 'Nothing was brought in: {first}' },
  'already-imported': {
    status: 409,
    zh: '同样的答卷、码本、边际和选项已经导入过。',
    en: 'The same answers, codebook, margins and options have been brought in before.',
  },
  'no-such-poll': { status: 404, zh: '没有这一期：{poll}', en: 'There is no such poll: {poll}' },
  'not-weighted-yet': {
    status: 409,
    zh: '这一期还没有加权，请先运行 weigh。',
    en: 'This poll is not weighted yet; run weigh first.',
  },
  'not-ranked-yet': {
    status: 409,
    zh: '这一期还没有排名，请先运行 rank。',
    en: 'This poll is not ranked yet; run rank first.',
  },
  'cannot-weigh': { status: 422, zh: '不能加权：{reason}', en: 'The weights cannot be made: {reasonEn}' },
});

translateConstraint('uq_poll_inputs', {
  columns: 'poll.answers_hash, poll.codebook_hash, poll.margins_hash, poll.options_hash',
  problem: () => pollProblems['already-imported'](),
});
