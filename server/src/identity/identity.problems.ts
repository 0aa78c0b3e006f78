import { catalogue, translateConstraint } from '../platform/index.js';

const wait = (details: Record<string, unknown>) => ({ 'retry-after': String(details.seconds) });

export const identityProblems = catalogue('identity', {
  // One sentence whichever part is wrong: it must not tell which names exist.
  'sign-in-refused': {
    status: 401,
    zh: '用户名、密码或动态码不对。',
    en: 'The name, the password or the one-time code is wrong.',
  },
  'locked-out': {
    status: 429,
    zh: '连续输错，暂时锁定，请在 {seconds} 秒后再试。',
    en: 'Too many wrong attempts; locked for {seconds} seconds.',
    headers: wait,
  },
  'second-factor-refused': {
    status: 403,
    zh: '动态码不对，或已经用过；请等验证器显示下一个再输。',
    en: 'The one-time code is wrong or used already; wait for the next one.',
  },
  'password-too-weak': {
    status: 422,
    zh: '新密码至少 12 位，含大写、小写、数字、符号中的三种，并且不能含用户名。',
    en: 'The new password needs 12 characters of three kinds (small, capital, digit, other) and must not hold the name.',
  },
  'wechat-code-invalid': {
    status: 401,
    zh: '微信登录凭证已失效，请重新登录。',
    en: 'The WeChat sign-in code is no longer valid; sign in again.',
  },
  'wechat-too-many': {
    status: 429,
    zh: '微信登录太频繁，请在 {seconds} 秒后再试。',
    en: 'Too many WeChat sign-ins; try again in {seconds} seconds.',
    headers: wait,
  },
  'wechat-risk': {
    status: 403,
    zh: '微信判断这个账号有风险，暂时不能登录；可在微信里申诉，或用手机验证码登录。',
    en: 'WeChat holds this account to be at risk; appeal in WeChat, or sign in by phone code.',
  },
  'phone-invalid': {
    status: 400,
    zh: '请输入 11 位手机号。',
    en: 'Enter a mobile number of the Chinese mainland, eleven digits.',
  },
  'phone-code-wrong': {
    status: 401,
    zh: '验证码不对或已过期，请重新获取。',
    en: 'The code is wrong or has expired; ask for a new one.',
  },
  'phone-code-too-soon': {
    status: 429,
    zh: '刚发过验证码，请在 {seconds} 秒后再试。',
    en: 'A code was sent a moment ago; try again in {seconds} seconds.',
    headers: wait,
  },
  'name-taken': { status: 409, zh: '这个用户名已经有人用了。', en: 'Somebody already has this name.' },
  'grant-held': {
    status: 409,
    zh: '这个人已经在这个单位担任这个角色。',
    en: 'This person already holds this role in this unit.',
  },
  'unit-not-standing': { status: 409, zh: '这个单位已经合并或撤销。', en: 'This unit has been merged or closed.' },
  'own-rights': {
    status: 409,
    zh: '不能改自己的权限和状态，请让另一位管理员来做。',
    en: 'Nobody changes the own rights or state; ask another administrator.',
  },
  'last-administrator': {
    status: 409,
    zh: '这是最后一名平台管理员，不能去掉。',
    en: 'This is the last administrator and has to stay.',
  },
  'staff-exist': {
    status: 409,
    zh: '已经有工作人员账号，首个管理员只能在空系统里建立。',
    en: 'Staff accounts exist already; a first administrator is for an empty system.',
  },
});

translateConstraint('uq_person_name', { columns: 'person.name', problem: () => identityProblems['name-taken']() });
translateConstraint('uq_role_grant_open', {
  columns: 'role_grant.person_id, role_grant.role, role_grant.unit_id',
  problem: () => identityProblems['grant-held'](),
});
