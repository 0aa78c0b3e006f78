import { accessSync, constants, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';

export interface Config {
  mode: 'demo' | 'city';
  /** Preset code of the city (`server/presets/<code>.yaml`). */
  scheme: string;
  host: string;
  port: number;
  /** Keys, the SQLite file, releases and uploads live here. */
  dataFolder: string;
  databaseUrl: string | null;
  /** How people outside reach this server, e.g. `https://ms.example.gov.cn`; cookies are `Secure` when it is https. */
  publicOrigin: string;
  /** Addresses of our own reverse proxies, whose word on the reader's address is taken; empty: nobody's. */
  trustedProxies: string[];
  wechat: { appId: string; secret: string; baseAddress: string };
  sms: { gateway: string | null };
  /** Of a release's files, 0 to 11; the best takes seconds at the signing. */
  brotliQuality: number;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
}

/** A setting that cannot work, said in one sentence that names the variable. */
export class ConfigFault extends Error {
  constructor(
    readonly variable: string,
    readonly zh: string,
    readonly en: string,
  ) {
    super(`${zh} / ${en}`);
    this.name = 'ConfigFault';
  }
}

const placeholder =
  /^(|change-?me|placeholder|secret|password|example.*|todo|xxx+|touristappid|test|demo|your-.*|<.*>)$/i;

/**
 * Reads the settings from the environment and refuses what cannot work. In city mode placeholders and plain-http origins
 * are refused by name: a city must not run on a demonstration's secrets.
 * @throws ConfigFault
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const mode = env.MINSHENG_MODE ?? 'demo';
  if (mode !== 'demo' && mode !== 'city') {
    throw new ConfigFault(
      'MINSHENG_MODE',
      'MINSHENG_MODE 只能是 demo 或 city。',
      'MINSHENG_MODE must be demo or city.',
    );
  }
  const port = Number(env.PORT ?? '3000');
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new ConfigFault('PORT', 'PORT 必须是 0 到 65535 的整数。', 'PORT must be a whole number from 0 to 65535.');
  }
  const logLevel = env.LOG_LEVEL ?? 'info';
  if (!['fatal', 'error', 'warn', 'info', 'debug', 'silent'].includes(logLevel)) {
    throw new ConfigFault('LOG_LEVEL', 'LOG_LEVEL 不认识。', 'LOG_LEVEL is not known.');
  }
  const brotliQuality = Number(env.RELEASE_BROTLI_QUALITY ?? '11');
  if (!Number.isInteger(brotliQuality) || brotliQuality < 0 || brotliQuality > 11) {
    throw new ConfigFault(
      'RELEASE_BROTLI_QUALITY',
      'RELEASE_BROTLI_QUALITY 必须是 0 到 11 的整数。',
      'RELEASE_BROTLI_QUALITY must be a whole number from 0 to 11.',
    );
  }
  const config: Config = {
    mode,
    scheme: env.MINSHENG_SCHEME ?? (mode === 'demo' ? 'demo' : ''),
    host: env.HOST ?? (mode === 'demo' ? '127.0.0.1' : '0.0.0.0'),
    port,
    dataFolder: resolve(env.MINSHENG_DATA ?? 'data'),
    databaseUrl: env.DATABASE_URL || null,
    publicOrigin: (env.PUBLIC_ORIGIN ?? `http://127.0.0.1:${port}`).replace(/\/$/, ''),
    trustedProxies: (env.TRUSTED_PROXIES ?? '')
      .split(',')
      .flatMap((address) => (address.trim() === '' ? [] : [address.trim()])),
    wechat: {
      appId: env.WECHAT_APPID ?? '',
      secret: env.WECHAT_SECRET ?? '',
      baseAddress: (env.WECHAT_BASE_ADDRESS ?? 'https://api.weixin.qq.com').replace(/\/$/, ''),
    },
    sms: { gateway: env.SMS_GATEWAY || null },
    brotliQuality,
    logLevel: logLevel as Config['logLevel'],
  };
  if (mode === 'city') refusePlaceholders(config);
  return config;
}

function refusePlaceholders(config: Config): void {
  const required: [string, string][] = [
    ['MINSHENG_SCHEME', config.scheme],
    ['WECHAT_APPID', config.wechat.appId],
    ['WECHAT_SECRET', config.wechat.secret],
  ];
  for (const [variable, value] of required) {
    if (placeholder.test(value.trim())) {
      throw new ConfigFault(
        variable,
        `城市模式下必须设置真实的 ${variable}，现在是空的或占位值。`,
        `City mode needs a real ${variable}; it is empty or a placeholder.`,
      );
    }
  }
  if (!config.publicOrigin.startsWith('https://')) {
    throw new ConfigFault(
      'PUBLIC_ORIGIN',
      '城市模式下 PUBLIC_ORIGIN 必须是 https 地址。',
      'City mode needs an https PUBLIC_ORIGIN.',
    );
  }
  if (!config.sms.gateway) {
    throw new ConfigFault(
      'SMS_GATEWAY',
      '城市模式下必须设置短信网关 SMS_GATEWAY。',
      'City mode needs SMS_GATEWAY, the address of the text-message gateway.',
    );
  }
}

/** @throws ConfigFault when the folder cannot be made or written */
export function prepareDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.R_OK);
  } catch {
    throw new ConfigFault(
      'MINSHENG_DATA',
      `数据文件夹不能写入：${folder}`,
      `The data folder cannot be written: ${folder}`,
    );
  }
}
