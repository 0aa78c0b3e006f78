import { catalogue, translateConstraint } from '../../platform/index.js';
import { pollProblems } from '../polls.problems.js';

export const planProblems = catalogue('polls', {
  'not-enabled': {
    status: 409,
    zh: '本市方案没有启用民意测评。',
    en: 'The city’s scheme does not conduct polls.',
  },
  'no-such-period': {
    status: 422,
    zh: '“{period}”不是本市的计分周期，写法如 {example}。',
    en: '“{period}” is no scoring period of the city; it is written like {example}.',
  },
  'no-fieldwork': {
    status: 422,
    zh: '日程里 {period} 没有访问窗口。',
    en: 'The calendar has no fieldwork in {period}.',
  },
  'window-needed': {
    status: 422,
    zh: '临时测评要写明访问的起止日期和发布时间；定期测评的时间由日程决定。',
    en: 'An ad-hoc poll states its days of fieldwork and its release; a regular one takes them from the calendar.',
  },
  'window-reversed': {
    status: 422,
    zh: '时间顺序不对：访问开始、访问结束、发布要依次在后。',
    en: 'The times are out of order: fieldwork begins, ends, then comes the release.',
  },
  'period-taken': {
    status: 409,
    zh: '这个周期已有一期定期测评。',
    en: 'This period has a regular poll already.',
  },
  'unknown-margin': {
    status: 422,
    zh: '方案里没有边际“{margin}”。',
    en: 'The scheme has no margin “{margin}”.',
  },
  'unknown-level': {
    status: 422,
    zh: '边际“{margin}”没有“{level}”这一级。',
    en: 'The margin “{margin}” has no level “{level}”.',
  },
  'unknown-area': {
    status: 422,
    zh: '“{area}”不是参加排名的属地。',
    en: '“{area}” is no ranked territorial unit.',
  },
  'given-twice': { status: 422, zh: '“{what}”写了两次。', en: '“{what}” is given twice.' },
  'unknown-indicator': {
    status: 422,
    zh: '没有可用的临时指标 {indicator}。',
    en: 'There is no ad-hoc indicator {indicator} to ask.',
  },
  'unknown-questionnaire': {
    status: 422,
    zh: '问卷库里没有这一版已发布的问卷。',
    en: 'The bank has no such published version of a questionnaire.',
  },
  'said-by-design': {
    status: 422,
    zh: '法定标识和开放题以所选问卷为准，不能在方案里另写。',
    en: 'Marks and open question are those of the chosen questionnaire; the plan cannot say others.',
  },
  'design-unreadable': {
    status: 422,
    zh: '问卷“{code}”已不能使用，请另选一版。',
    en: 'The questionnaire “{code}” cannot be used any more; choose another version.',
  },
  'plan-incomplete': {
    status: 422,
    zh: '方案还有 {count} 项没有齐备，第一项：{first}。',
    en: '{count} things of the plan are not in order; the first: {firstEn}.',
  },
  'published-too-late': {
    status: 409,
    zh: '方案最晚要在 {publicBy} 公布，现在已经过了；需要先公布日程调整。',
    en: 'The plan was due in public by {publicBy}; a published override of the calendar is needed.',
  },
  'no-erratum': {
    status: 409,
    zh: '没有待公布的勘误，请先由统计员写好。',
    en: 'No erratum waits; the designer writes it first.',
  },
  'form-unreadable': {
    status: 503,
    zh: '这一期的问卷打不开，暂时不能答题；管理员处理好以后再来，写好的答卷先留在手机上。',
    en: 'The questionnaire of this poll cannot be opened; keep the answers on the phone and come back when it is mended.',
    headers: () => ({ 'retry-after': '600' }),
  },
  'public-note-needed': {
    status: 422,
    zh: '方案已经公布，取消时要写给公众的说明。',
    en: 'The plan is public: calling the poll off needs a note for the public.',
  },
});

translateConstraint('uq_poll_period', {
  columns: 'poll.scheme, poll.period_key',
  problem: () => planProblems['period-taken'](),
});
translateConstraint('ck_poll_plan_two_persons', { problem: () => pollProblems['same-person']() });
