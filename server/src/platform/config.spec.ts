import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigFault, prepareDataFolder, readConfig } from './config.js';

const city = {
  MINSHENG_MODE: 'city',
  MINSHENG_SCHEME: 'xuchang',
  WECHAT_APPID: 'wx8f3a0c5d7e91b246',
  WECHAT_SECRET: '7d0c51b2a94f4e6fa3f1b8c2d6e50917',
  PUBLIC_ORIGIN: 'https://ms.city.gov.cn',
  SMS_GATEWAY: 'https://sms.city.gov.cn/send',
};

function faultOf(env: Record<string, string | undefined>): ConfigFault {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigFault) return error;
    throw error;
  }
  throw new Error('the settings were accepted');
}

describe('the settings', () => {
  it('of an empty environment are a demonstration on this machine only', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ mode: 'demo', host: '127.0.0.1', port: 3000, databaseUrl: null });
  });

  it('of a city are accepted when every one is real', () => {
    expect(readConfig(city)).toMatchObject({ mode: 'city', host: '0.0.0.0', publicOrigin: 'https://ms.city.gov.cn' });
  });

  it.each([
    ['MINSHENG_SCHEME', ''],
    ['WECHAT_APPID', ''],
    ['WECHAT_APPID', 'touristappid'],
    ['WECHAT_APPID', '<your-appid>'],
    ['WECHAT_SECRET', ''],
    ['WECHAT_SECRET', 'changeme'],
    ['WECHAT_SECRET', 'change-me'],
    ['WECHAT_SECRET', ' secret '],
    ['WECHAT_SECRET', 'xxxxxx'],
    ['WECHAT_SECRET', 'your-secret-here'],
    ['PUBLIC_ORIGIN', 'http://ms.city.gov.cn'],
    ['SMS_GATEWAY', ''],
  ])('refuse in city mode, by name, %s = 「%s」', (variable, value) => {
    const fault = faultOf({ ...city, [variable]: value });
    expect(fault.variable).toBe(variable);
    expect(fault.zh).toContain(variable);
    expect(fault.en).toContain(variable);
  });

  it.each(['MINSHENG_SCHEME', 'WECHAT_APPID', 'WECHAT_SECRET', 'PUBLIC_ORIGIN', 'SMS_GATEWAY'])(
    'refuse in city mode to do without %s',
    (variable) => {
      expect(faultOf({ ...city, [variable]: undefined }).variable).toBe(variable);
    },
  );

  it.each([
    ['MINSHENG_MODE', 'production'],
    ['PORT', '80a'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['LOG_LEVEL', 'loud'],
  ])('refuse in either mode %s = 「%s」', (variable, value) => {
    expect(faultOf({ [variable]: value }).variable).toBe(variable);
    expect(faultOf({ ...city, [variable]: value }).variable).toBe(variable);
  });

  it('refuse a data folder that cannot be one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'minsheng-config-'));
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    expect(() => prepareDataFolder(join(file, 'data'))).toThrow(ConfigFault);
    rmSync(folder, { recursive: true });
  });
});
