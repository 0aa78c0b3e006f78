import { catalogue, platformProblems, translateConstraint } from '../platform/index.js';

export const schemeProblems = catalogue('scheme', {
  'not-adopted': { status: 409, zh: '本市还没有选定方案。', en: 'The city has not adopted a scheme yet.' },
  'already-adopted': {
    status: 409,
    zh: '本市已有方案，只能提出新版本。',
    en: 'The city has a scheme already; propose a version of it.',
  },
  'no-such-preset': { status: 404, zh: '没有这个预设方案：{code}。', en: 'There is no preset {code}.' },
  'version-invalid': {
    status: 422,
    zh: '参数有 {count} 处不对，第一处在 {path}：{first}。',
    en: '{count} parameters are wrong; the first is {path}: {firstEn}.',
  },
  'nothing-changed': { status: 422, zh: '没有改动任何参数。', en: 'No parameter is changed.' },
  'not-a-period-start': {
    status: 422,
    zh: '新版本只能从一个计分周期的第一天起生效，最近的是 {next}。',
    en: 'A version takes effect on the first day of a scoring period; the next is {next}.',
  },
  'effective-in-the-past': { status: 422, zh: '生效日期必须在今天之后。', en: 'The day of effect must lie ahead.' },
  'version-not-in-state': {
    status: 409,
    zh: '这个版本现在是“{state}”状态，不能这样操作。',
    en: 'The version is {state}; this cannot be done to it.',
  },
  'own-proposal': {
    status: 403,
    zh: '不能审批自己提出的内容，请由另一人审批。',
    en: 'Nobody approves their own proposal; another person must.',
  },
  'not-the-proposer': {
    status: 403,
    zh: '只有提出人可以修改或提交这份草稿。',
    en: 'Only the proposer amends or submits the draft.',
  },
  'based-on-older': {
    status: 409,
    zh: '提出之后已有别的版本获批，请在最新版本上重新提出。',
    en: 'Another version was approved meanwhile; propose this one anew on top of it.',
  },
  'one-waits-already': {
    status: 409,
    zh: '已有一个版本获批待生效，等它生效后再审批下一个。',
    en: 'A version is approved and waiting to take effect; approve the next one after that.',
  },
  'no-such-occurrence': {
    status: 422,
    zh: '日程里没有“{rule}”的 {period} 这一次。',
    en: 'The calendar has no {period} of {rule}.',
  },
  'override-shape': {
    status: 422,
    zh: '窗口调整要写开始和结束（都在零点），时刻调整只写开始。',
    en: 'A window is moved by start and end, both at midnight; a moment by its start alone.',
  },
  'override-too-far': { status: 422, zh: '最多前后移动 {days} 天。', en: 'It may be moved by {days} days at most.' },
  'override-too-late': {
    status: 409,
    zh: '调整必须在生效之前公布：原定或新定的时间已到。',
    en: 'An override is published before it takes effect: the old or the new time has come.',
  },
  'override-shortens': {
    status: 409,
    zh: '已经开始的窗口不能缩短。',
    en: 'A window that has begun is never shortened.',
  },
  'override-breaks-round': {
    status: 422,
    zh: '调整后 {period} 的访问要到封存期限之后才结束。',
    en: 'With this override the fieldwork of {period} would end after the latest sealing.',
  },
  'override-not-in-state': { status: 409, zh: '这条调整已经处理过了。', en: 'This override has been decided already.' },
  'override-pending': {
    status: 409,
    zh: '这一次已有一条调整等待公布。',
    en: 'An override of this occurrence is waiting already.',
  },
  'delegation-skips-level': {
    status: 422,
    zh: '只能逐级下达：{from} 级不能直接交给 {to} 级。',
    en: 'Delegation goes one level down at a time: not from level {from} to level {to}.',
  },
  'delegation-due-later': {
    status: 422,
    zh: '下级的时限不能晚于上级的时限。',
    en: 'A lower deadline may not be later than the one above it.',
  },
});

translateConstraint('uq_scheme_code', { columns: 'scheme.code', problem: () => schemeProblems['already-adopted']() });
translateConstraint('uq_scheme_version_no', {
  columns: 'scheme_version.scheme_id, scheme_version.no',
  problem: () => platformProblems.conflict(),
});
translateConstraint('ck_scheme_version_two_persons', { problem: () => schemeProblems['own-proposal']() });
translateConstraint('uq_scheme_version_published', { problem: () => schemeProblems['one-waits-already']() });
translateConstraint('uq_calendar_override_proposed', {
  columns: 'calendar_override.scheme_id, calendar_override.rule_code, calendar_override.period_key',
  problem: () => schemeProblems['override-pending'](),
});
translateConstraint('ck_calendar_override_two_persons', { problem: () => schemeProblems['own-proposal']() });
