import { Problem } from '../platform/problem.js';
import { type FakeWechat, magicCodes, startFakeWechat } from './wechat.fake.js';
import { DemonstrationWechat, wechatFor, wechatOverHttp } from './wechat.js';

const app = { appId: 'wx0123456789', secret: 'not-to-be-logged' };
let fake: FakeWechat;
beforeAll(async () => {
  fake = await startFakeWechat(app);
});
afterAll(() => fake.close());

const ask = (code: string, settings: Partial<typeof app> = {}) =>
  wechatOverHttp({ ...app, ...settings, baseAddress: fake.baseAddress }).openidOf(code);
const refusal = (asking: Promise<unknown>) =>
  asking.then(
    () => 'let in',
    (error: unknown) =>
      error instanceof Problem ? `${error.status} ${error.code}` : `broken: ${(error as Error).message}`,
  );

describe('WeChat says whose code it is', () => {
  it('the same person has the same id each time, another person another', async () => {
    const [one, again, other] = [await ask('wang.1'), await ask('wang.2'), await ask('li.1')];
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  it('a code opens once', async () => {
    await ask('zhao.1');
    expect(await refusal(ask('zhao.1'))).toBe('401 identity.wechat-code-invalid');
  });

  it.each([
    ['an invalid code (40029)', 'code-invalid', '401 identity.wechat-code-invalid'],
    ['a used code (40163)', 'code-used', '401 identity.wechat-code-invalid'],
    ['an error number written as text', 'code-text-number', '401 identity.wechat-code-invalid'],
    ['too many sign-ins (45011)', 'code-quota', '429 identity.wechat-too-many'],
    ['a person at risk (40226)', 'code-risk', '403 identity.wechat-risk'],
    ['a page instead of an answer', 'code-html', '503 platform.outside-trouble'],
    ['half an answer', 'code-half', '503 platform.outside-trouble'],
    ['a broken connection', 'code-broken', '503 platform.outside-trouble'],
    ['a redirection, which is not followed', 'code-redirect', '503 platform.outside-trouble'],
    ['no answer for four seconds', 'code-silent', '503 platform.outside-trouble'],
  ])('%s', async (_title, code, expected) => {
    expect(await refusal(ask(code))).toBe(expected);
  });

  it('a busy WeChat (-1) is asked again twice and not more', async () => {
    const before = fake.asked();
    expect(await refusal(ask('code-busy'))).toBe('503 platform.outside-trouble');
    expect(fake.asked() - before).toBe(3);
    expect(await ask('code-busy-once')).toMatch(/^o/);
  });

  it('a refused code is not tried again', async () => {
    const before = fake.asked();
    await refusal(ask('code-invalid'));
    expect(fake.asked() - before).toBe(1);
  });

  it.each([
    ['another app (40013)', { appId: 'wx-other' }, '40013'],
    ['a wrong secret (40125)', { secret: 'wrong-secret' }, '40125'],
    ['no app (41002)', { appId: '' }, '41002'],
    ['no secret (41004)', { secret: '' }, '41004'],
  ])(
    'our own wrong settings are a fault of ours, told by number and without the secret: %s',
    async (_title, settings, errcode) => {
      const said = await refusal(ask('wang.9', settings));
      expect(said).toContain(`broken: WeChat refuses the settings of this server (errcode ${errcode})`);
      expect(said).not.toMatch(/not-to-be-logged|wrong-secret/);
    },
  );

  it('every documented code of the fake has been asked for here', () => {
    expect(Object.keys(magicCodes).sort()).toEqual([
      'code-busy',
      'code-invalid',
      'code-odd',
      'code-quota',
      'code-risk',
      'code-used',
    ]);
  });

  it('a number nobody documented is a fault of ours too', async () => {
    expect(await refusal(ask('code-odd'))).toContain('errcode 48001');
  });
});

describe('which WeChat is asked', () => {
  const config = (mode: 'demo' | 'city', wechat: { appId: string; secret: string; baseAddress: string }) =>
    ({ mode, wechat }) as Parameters<typeof wechatFor>[0];

  it('a city sends its secret to WeChat only', () => {
    expect(() => wechatFor(config('city', { ...app, baseAddress: 'http://127.0.0.1:1' }))).toThrow(
      'WECHAT_BASE_ADDRESS',
    );
    expect(wechatFor(config('city', { ...app, baseAddress: 'https://api.weixin.qq.com' })).appId).toBe(app.appId);
  });

  it('a demonstration without an app brings its own', async () => {
    const own = wechatFor(config('demo', { appId: '', secret: '', baseAddress: 'https://api.weixin.qq.com' }));
    expect(own).toBeInstanceOf(DemonstrationWechat);
    expect(await own.openidOf('anybody.1')).toMatch(/^o/);
    await (own as DemonstrationWechat).onModuleDestroy();
  });
});
