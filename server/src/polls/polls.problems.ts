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
  'not-open-yet': { status: 409, zh: '这一期还没有开始，到开始那天再来。', en: 'This poll has not begun yet.' },
  'window-closed': {
    status: 409,
    zh: '这一期的答题时间已经结束。',
    en: 'The time for answers to this poll has ended.',
  },
  paused: { status: 409, zh: '这一期暂停答题，恢复后再来。', en: 'This poll is paused; come back when it goes on.' },
  'already-answered': {
    status: 409,
    zh: '你已经答过这一期，可以修改，最后一次的算数。',
    en: 'You have answered this poll; you may change your answer, the last one counts.',
  },
  'edited-elsewhere': {
    status: 409,
    zh: '这份答卷在别处改过了，请先看最新的一份。',
    en: 'This answer was changed elsewhere; look at the newest first.',
  },
  'too-many-edits': {
    status: 409,
    zh: '一份答卷最多修改 {most} 次。',
    en: 'An answer can be changed {most} times at most.',
  },
  'answers-refused': { status: 422, zh: '答卷没有收下：{first}', en: 'The answers were not taken; see the fields.' },
  'wrong-stage': {
    status: 409,
    zh: '这一期现在是“{stage}”，不能做这一步。',
    en: 'The poll is at "{stageEn}": this step cannot be taken now.',
  },
  'same-person': {
    status: 403,
    zh: '设计、制表的人不能复核或封存自己的一期，请换一个人。',
    en: 'Whoever designed or prepared a poll cannot review or seal it; another person must.',
  },
  'held-undecided': {
    status: 409,
    zh: '还有 {count} 份可疑答卷没有判定。',
    en: '{count} held answers are not decided yet.',
  },
  'no-such-answer': { status: 404, zh: '没有这份待判答卷：{id}', en: 'There is no such held answer: {id}' },
  'not-signed-by-designer': {
    status: 409,
    zh: '制表人还没有签署，不能封存。',
    en: 'The one who prepared it has not signed yet.',
  },
  'seal-too-late': {
    status: 409,
    zh: '封存的时限是 {sealBy}，已经过了；要先发布日历调整。',
    en: 'The seal was due by {sealBy}; publish a calendar override first.',
  },
  'already-signed': { status: 409, zh: '这一栏已经签过了。', en: 'This has been signed already.' },
  'recompute-differs': {
    status: 409,
    zh: '复算和计算结果不一致，不能封存。',
    en: 'Computing it again gives another result; it cannot be sealed.',
  },
  'no-answers': { status: 422, zh: '没有可以计算的答卷。', en: 'There are no answers to compute.' },
  'cannot-weigh': { status: 422, zh: '不能加权：{reason}', en: 'The weights cannot be made: {reasonEn}' },
});

translateConstraint('uq_poll_inputs', {
  columns: 'poll.answers_hash, poll.codebook_hash, poll.margins_hash, poll.options_hash',
  problem: () => pollProblems['already-imported'](),
});
