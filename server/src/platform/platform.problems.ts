import { catalogue } from './problem.js';

export const platformProblems = catalogue('platform', {
  'not-found': { status: 404, zh: '没有找到。', en: 'Not found.' },
  'not-signed-in': { status: 401, zh: '请先登录。', en: 'Please sign in first.' },
  'not-permitted': { status: 403, zh: '你没有做这件事的权限。', en: 'You may not do this.' },
  'invalid-body': { status: 400, zh: '提交的内容有误：{first}', en: 'The request is not valid: {first}' },
  'unreadable-body': {
    status: 400,
    zh: '提交的内容读不懂，可能没有传完整。',
    en: 'The request cannot be read; it may be incomplete.',
  },
  'body-too-large': { status: 413, zh: '提交的内容太大。', en: 'The request is too large.' },
  'unsupported-media-type': { status: 415, zh: '不支持这种内容格式。', en: 'This content type is not supported.' },
  'method-not-allowed': {
    status: 405,
    zh: '这个地址不支持这种操作。',
    en: 'This address does not support that method.',
  },
  'cross-site': {
    status: 403,
    zh: '请求来源不对，请在本站页面上操作。',
    en: 'The request did not come from this site.',
  },
  'too-many-requests': {
    status: 429,
    zh: '请求太频繁，请在 {seconds} 秒后再试。',
    en: 'Too many requests; try again in {seconds} seconds.',
    headers: (details) => ({ 'retry-after': String(details.seconds) }),
  },
  busy: {
    status: 503,
    zh: '现在人太多，请稍等几秒再试，内容没有丢。',
    en: 'Too busy just now; try again in a few seconds. Nothing was lost.',
    headers: () => ({ 'retry-after': '2' }),
  },
  'outside-trouble': {
    status: 503,
    zh: '外部服务暂时没有响应，请稍后再试。',
    en: 'An outside service is not answering; please try again later.',
    headers: () => ({ 'retry-after': '10' }),
  },
  stopping: {
    status: 503,
    zh: '服务正在重启，请稍后再试。',
    en: 'The server is restarting; please try again shortly.',
    headers: () => ({ 'retry-after': '5' }),
  },
  'broken-promise': { status: 500, zh: '系统出错了，编号 {id}。', en: 'Something broke on our side; reference {id}.' },
  conflict: {
    status: 409,
    zh: '刚刚有人改过，请刷新后再试。',
    en: 'Somebody changed this a moment ago; reload and try again.',
  },
});
