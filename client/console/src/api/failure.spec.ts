import { codeOf, failureOf, isStatus } from './failure.js';

const problem = {
  type: 'about:blank',
  status: 429,
  code: 'identity.locked-out',
  title: '暂时锁定',
  detail: '请稍后再试',
  sentences: { zh: '请稍后再试', en: 'Try again later' },
};

describe('what a failed request says', () => {
  it.each([
    [
      'a refusal with the seconds to wait',
      JSON.stringify(problem),
      429,
      { 'retry-after': '90' },
      'identity.locked-out',
      90,
    ],
    ['a refusal without a wait', JSON.stringify(problem), 429, {}, 'identity.locked-out', null],
    [
      'a wait that is no number is no wait',
      JSON.stringify(problem),
      429,
      { 'retry-after': 'soon' },
      'identity.locked-out',
      null,
    ],
  ])('%s', async (_, body, status, headers, code, seconds) => {
    const failure = await failureOf(new Response(body, { status, headers: headers as Record<string, string> }));
    expect(failure).toMatchObject({ kind: 'refused', retryAfterSeconds: seconds });
    expect(codeOf(failure)).toBe(code);
    expect(isStatus(failure, 429)).toBe(true);
  });

  it.each([
    ['a page of a proxy', '<html>Bad gateway</html>', 502],
    ['a body cut short', '{"code":"identity.lo', 500],
    ['JSON that is not a problem', '{"message":"no"}', 404],
    ['a problem without sentences', '{"code":"a.b","status":400}', 400],
  ])('%s is named by its status only', async (_, body, status) => {
    const failure = await failureOf(new Response(body, { status }));
    expect(failure).toEqual({ kind: 'unreadable', status });
    expect(codeOf(failure)).toBe(`HTTP ${status}`);
    expect(isStatus(failure, status)).toBe(true);
    expect(isStatus(failure, 401)).toBe(false);
  });
});
